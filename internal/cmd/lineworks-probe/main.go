// SPDX-License-Identifier: MPL-2.0

// Command lineworks-probe asks the real LINE WORKS API how it behaves where the vendor's
// pages leave a question open, with throw-away bots, and writes a report that lineworks-mock
// takes.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/mattn/go-isatty"
)

// dev is the version of a program that was built from a working copy.
const dev = "dev"

// version is set when a release is built. Otherwise go install and go run with a version know it.
var version = dev

// versionOf is the version of a program that was built as info says, nil if that is not known.
func versionOf(set string, info *debug.BuildInfo) string {
	if set != dev || info == nil || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return set
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}

func main() {
	info, _ := debug.ReadBuildInfo()
	version = versionOf(version, info)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal ends the run, which removes its bots. A second one kills the process.
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], environment{getenv: os.Getenv}, console{
		in: os.Stdin, terminal: isatty.IsTerminal(os.Stdin.Fd()) || isatty.IsCygwinTerminal(os.Stdin.Fd()), out: os.Stdout, err: os.Stderr,
	})
	stop()
	os.Exit(code)
}
