// SPDX-License-Identifier: MPL-2.0

// Tryrelease does with the archives in dist/ what people do with those of a release, from
// an empty folder and without a network: it checks the checksums, installs the provider
// from a mirror with init, starts the mock, applies an example, and runs the tests that the
// archives hold.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

func main() {
	dist := flag.String("dist", "dist", "`folder` with the archives of the provider; those of the programs are in tools below it")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, *dist)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tryrelease:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dist string) (err error) {
	cli, err := tfcli.Find(ctx)
	if err != nil {
		return err
	}
	root, err := tfcli.ModuleRoot(ctx)
	if err != nil {
		return err
	}
	provider, err := readSums(dist, "terraform-provider-lineworks_*_SHA256SUMS")
	if err != nil {
		return err
	}
	tools, err := readSums(filepath.Join(dist, "tools"), "lineworks-tools_*_checksums.txt")
	if err != nil {
		return err
	}
	if err := check(provider, tools); err != nil {
		return err
	}
	empty, err := os.MkdirTemp("", "lineworks-release-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(empty) }()
	t := trial{cli: cli, root: root, dir: empty, provider: provider, tools: tools}
	for _, step := range []struct {
		name string
		run  func(context.Context) error
	}{
		{"go run of a version, without a checkout", t.goRun},
		{"the archives, unpacked", t.unpack},
		{"the complete example, applied to the mock", t.complete},
		{"the tests of the example", t.tests},
		{"the workflow of the example", t.pipelines},
	} {
		fmt.Printf("%s: %s\n", cli, step.name)
		if err := step.run(ctx); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}
