// SPDX-License-Identifier: MPL-2.0

// Command lineworks-export writes the bots of a LINE WORKS tenant out as a Terraform
// configuration. It only reads from the tenant.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/program"
)

// version is set when a release is built.
var version = program.Dev

func main() {
	version = program.Version(version)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
