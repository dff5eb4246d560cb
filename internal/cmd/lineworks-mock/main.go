// SPDX-License-Identifier: MPL-2.0

// Command lineworks-mock runs an imitation of the LINE WORKS API for bots on
// this machine: for trying things out, and for tests of any client.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
