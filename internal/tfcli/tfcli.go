// SPDX-License-Identifier: MPL-2.0

// Package tfcli finds a Terraform or OpenTofu program and runs it on a provider
// that was built here: in a temporary folder, with an environment that holds
// nothing of the user's own set-up. The demo uses it, and the tests that need
// the provider as a process of its own.
package tfcli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
)

// PathVariable is the environment variable that names the CLI to use. The
// acceptance test framework reads the same one.
const PathVariable = "TF_ACC_TERRAFORM_PATH"

// ErrNoCLI is returned by [Find] where no CLI is installed.
var ErrNoCLI = errors.New("neither terraform nor tofu is on PATH, and " + PathVariable + " is not set")

// CLI is a Terraform or OpenTofu program.
type CLI struct {
	// Path is the absolute path of the program.
	Path string
	// OpenTofu tells OpenTofu from Terraform.
	OpenTofu bool
	// Version is the program's version without a "v", such as "1.12.6".
	Version string
}

// String returns the product and the version, such as "OpenTofu 1.12.6".
func (c CLI) String() string {
	if c.OpenTofu {
		return "OpenTofu " + c.Version
	}
	return "Terraform " + c.Version
}

// Command returns what people type to run the CLI: "terraform" or "tofu".
func (c CLI) Command() string {
	if c.OpenTofu {
		return "tofu"
	}
	return "terraform"
}

// Find returns the CLI to use: the one that [PathVariable] names, else
// terraform on PATH, else tofu on PATH, else [ErrNoCLI].
func Find(ctx context.Context) (CLI, error) {
	path, err := look()
	if err != nil {
		return CLI{}, err
	}
	if path, err = filepath.Abs(path); err != nil {
		return CLI{}, fmt.Errorf("finding the CLI: %w", err)
	}
	return inspect(ctx, path)
}

func look() (string, error) {
	if path := os.Getenv(PathVariable); path != "" {
		return path, nil
	}
	for _, name := range []string{"terraform", "tofu"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNoCLI
}

// versionLine is how both programs begin the output of "version". The JSON form
// of the output does not tell one product from the other.
var versionLine = regexp.MustCompile(`^(Terraform|OpenTofu) v(\S+)`)

func inspect(ctx context.Context, path string) (CLI, error) {
	var stdout bytes.Buffer
	cmd := exec.CommandContext(ctx, path, "version")
	// An empty configuration: one that is named but missing makes OpenTofu
	// print a warning in front of its version.
	cmd.Env = append(environment(), configVariable+"="+os.DevNull)
	cmd.Stdout = &stdout
	if err := cmd.Run(); err != nil {
		return CLI{}, fmt.Errorf("asking %s for its version: %w", path, err)
	}
	found := versionLine.FindStringSubmatch(stdout.String())
	if found == nil {
		return CLI{}, fmt.Errorf("%s is neither Terraform nor OpenTofu: its version reads %.60q", path, stdout.String())
	}
	return CLI{Path: path, OpenTofu: found[1] == "OpenTofu", Version: found[2]}, nil
}
