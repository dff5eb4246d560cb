// SPDX-License-Identifier: MPL-2.0

// Command lineworks-probe asks the real LINE WORKS API how it behaves where the vendor's
// pages leave a question open, with throw-away bots, and writes a report that lineworks-mock
// takes.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/mattn/go-isatty"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/program"
)

// version is set when a release is built.
var version = program.Dev

func main() {
	version = program.Version(version)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal ends the run, which removes its bots. A second one kills the process.
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], environment{getenv: os.Getenv}, console{
		in: os.Stdin, terminal: isatty.IsTerminal(os.Stdin.Fd()) || isatty.IsCygwinTerminal(os.Stdin.Fd()), out: os.Stdout, err: os.Stderr,
	})
	stop()
	os.Exit(code)
}
