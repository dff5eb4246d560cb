// SPDX-License-Identifier: MPL-2.0

// Demo shows the provider at work, from the first plan to the last destroy. The
// real CLI drives the provider, built from this checkout, against the mock API in
// place of LINE WORKS. It needs no account and leaves nothing behind.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Stdout, options{
		colour:  isTerminal(os.Stdout) && os.Getenv("NO_COLOR") == "",
		full:    os.Getenv("FULL") != "",
		preview: os.Getenv("PREVIEW") != "",
	})
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, explain(err))
		os.Exit(1)
	}
}

// explain describes an error to the person who started the demo.
func explain(err error) string {
	switch {
	case errors.Is(err, context.Canceled):
		return "\nThe demo was interrupted; everything that it created is removed."
	case errors.Is(err, tfcli.ErrNoCLI):
		return err.Error() + ". Run it with make demo, which builds a CLI where there is none."
	default:
		return "\nThe demo failed: " + err.Error()
	}
}

// isTerminal reports whether the output goes to a terminal.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
