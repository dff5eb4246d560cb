// SPDX-License-Identifier: MPL-2.0

package tfcli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Module is both the module path and the import path of the provider's main
// package.
const Module = "github.com/terraform-lineworks/terraform-provider-lineworks"

// Program is the file name under which a CLI looks for the provider.
const Program = "terraform-provider-lineworks"

// Addresses are those of the provider in the registries of Terraform and of OpenTofu: a
// source without a host is one of the registry of the CLI that reads it.
var Addresses = []string{
	"registry.terraform.io/terraform-lineworks/lineworks",
	"registry.opentofu.org/terraform-lineworks/lineworks",
}

// BuildProvider compiles the provider of this module into dir and returns the
// path of the program. The working directory has to be inside the module, as
// it is in a test.
func BuildProvider(ctx context.Context, dir string) (string, error) {
	return BuildVersion(ctx, dir, "dev")
}

// BuildVersion is [BuildProvider] for a build that has a version of its own.
func BuildVersion(ctx context.Context, dir, version string) (string, error) {
	path := filepath.Join(dir, Program)
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-ldflags=-X main.version="+version, "-o", path, Module) //nolint:gosec // G204: only the caller's folder and version are variable
	cmd.Stdout, cmd.Stderr = &out, &out
	// An interrupted build leaves its files: in a folder that the caller removes.
	cmd.Env = append(os.Environ(), "GOTMPDIR="+dir)
	stopGently(cmd)
	code, err := Wait(ctx, cmd)
	if err != nil {
		return "", fmt.Errorf("building the provider: %w", err)
	}
	if code != 0 {
		return "", fmt.Errorf("building the provider: exit code %d\n%s", code, out.String())
	}
	return path, nil
}

// ModuleRoot returns the root of the checkout that the working directory is in.
func ModuleRoot(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", Module).Output()
	if err != nil {
		return "", fmt.Errorf("finding the root of the module: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}
