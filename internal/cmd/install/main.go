// SPDX-License-Identifier: MPL-2.0

// Install puts a build of this checkout where Terraform and OpenTofu look for local
// providers, or removes it from there (-uninstall).
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

func main() {
	uninstall := flag.Bool("uninstall", false, "remove the builds that were installed")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	u := user{goos: runtime.GOOS, getenv: os.Getenv, out: os.Stdout}
	var err error
	if *uninstall {
		err = u.uninstall()
	} else {
		err = u.install(ctx, time.Now())
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
