// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench/process"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// build builds a provider, as it is released unless plain, and puts the
// launcher before it.
func build(ctx context.Context, name, pkg, dir string, plain bool) (*contender, error) {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	measured := filepath.Join(dir, process.Program)
	flags := []string{"-buildvcs=false"}
	if !plain {
		flags = append(flags, released(runtime.GOARCH)...)
	}
	if err := goBuild(ctx, measured, pkg, flags); err != nil {
		return nil, err
	}
	if err := goBuild(ctx, filepath.Join(dir, tfcli.Program), "/internal/bench/launcher", flags); err != nil {
		return nil, err
	}
	info, err := os.Stat(measured)
	if err != nil {
		return nil, fmt.Errorf("looking at the %s: %w", name, err)
	}
	return &contender{name: name, dir: dir, size: info.Size()}, nil
}

// released are the flags of a release for an architecture, those of .goreleaser.yml.
func released(arch string) []string {
	align := ""
	if arch == "amd64" {
		align = "-funcalign=8 "
	}
	return []string{"-trimpath", "-tags=grpcnotrace", "-ldflags=-s -w " + align + "-X main.version=0.0.0"}
}

func goBuild(ctx context.Context, out, pkg string, flags []string) error {
	args := append([]string{"build", "-o", out}, flags...)
	cmd := exec.CommandContext(ctx, "go", append(args, tfcli.Module+pkg)...) //nolint:gosec // G204: only folder and package vary
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOTMPDIR="+filepath.Dir(out))
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", tfcli.Module+pkg, err, text)
	}
	return nil
}
