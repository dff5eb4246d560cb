// SPDX-License-Identifier: MPL-2.0

package tfcli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

const configVariable = "TF_CLI_CONFIG_FILE"

// grace is how long an interrupted CLI may take to stop its provider and to
// write its state before it is killed.
const grace = 20 * time.Second

// inherited are the variables that a CLI gets from the caller's environment.
// All others are left out, so that no setting of the user's own work (a
// workspace, a log file, credentials of a real tenant) has an effect.
var inherited = []string{
	"PATH", "HOME", "TMPDIR",
	"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
	"SSL_CERT_FILE", "SSL_CERT_DIR",
}

// Workspace is a temporary folder in which a CLI works on a configuration with
// the provider that was built here. Nothing is downloaded.
type Workspace struct {
	// Dir is the working directory of the CLI: configuration and state go here.
	Dir string

	cli  CLI
	root string
}

// NewWorkspace returns an empty workspace that runs cli with the provider program
// in the folder providerDir, without init. The caller closes it.
func NewWorkspace(cli CLI, providerDir string) (*Workspace, error) {
	return newWorkspace(cli, providerDir, func(dir string) string {
		return fmt.Sprintf("  dev_overrides {\n    %[1]q = %[3]q\n    %[2]q = %[3]q\n  }\n", Addresses[0], Addresses[1], dir)
	})
}

// NewMirrorWorkspace returns an empty workspace in which init takes providers from the
// folder mirror, a filesystem mirror. The caller closes it.
func NewMirrorWorkspace(cli CLI, mirror string) (*Workspace, error) {
	return newWorkspace(cli, mirror, func(dir string) string {
		return fmt.Sprintf("  filesystem_mirror {\n    path = %q\n  }\n", dir)
	})
}

// newWorkspace makes a workspace with an installation method for the provider in dir.
func newWorkspace(cli CLI, dir string, method func(dir string) string) (*Workspace, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("making a workspace: %w", err)
	}
	root, err := os.MkdirTemp("", "lineworks-")
	if err != nil {
		return nil, fmt.Errorf("making a workspace: %w", err)
	}
	w := &Workspace{Dir: filepath.Join(root, "work"), cli: cli, root: root}
	if err := w.fill(method(dir)); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

func (w *Workspace) fill(method string) error {
	if err := os.Mkdir(w.Dir, 0o700); err != nil {
		return fmt.Errorf("making a workspace: %w", err)
	}
	// Without a "direct" block the CLI can install no other provider, so a
	// configuration that asks for one fails instead of downloading it.
	config := "provider_installation {\n" + method + "}\n"
	if err := os.WriteFile(w.configFile(), []byte(config), 0o600); err != nil {
		return fmt.Errorf("making a workspace: %w", err)
	}
	return nil
}

func (w *Workspace) configFile() string {
	return filepath.Join(w.root, "cli.tfrc")
}

// Close removes the workspace with everything in it.
func (w *Workspace) Close() error {
	if err := os.RemoveAll(w.root); err != nil {
		return fmt.Errorf("removing a workspace: %w", err)
	}
	return nil
}

// Write puts a file with the given name and content into the working directory.
func (w *Workspace) Write(name, content string) error {
	if err := os.WriteFile(filepath.Join(w.Dir, name), []byte(content), 0o600); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

// Result is the result of one run of a CLI.
type Result struct {
	// ExitCode is the exit code. With -detailed-exitcode, plan exits with 2 for
	// changes.
	ExitCode int
	// Stdout and Stderr are the whole output.
	Stdout, Stderr string
}

// Run runs the CLI with the given arguments and returns its output. The
// variables in env, each NAME=VALUE, are added to a clean environment. An exit
// code other than 0 is no error: what it means depends on the command.
func (w *Workspace) Run(ctx context.Context, env []string, args ...string) (Result, error) {
	var stdout, stderr bytes.Buffer
	cmd := w.Command(ctx, env, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	code, err := Wait(ctx, cmd)
	return Result{ExitCode: code, Stdout: stdout.String(), Stderr: stderr.String()}, err
}

// Command returns the command that [Workspace.Run] would run, for callers who
// want its output as it comes. Run it with [Wait], or call [ExitCode] when it has ended.
func (w *Workspace) Command(ctx context.Context, env []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, w.cli.Path, args...) //nolint:gosec // G204: running the CLI is what this is for
	cmd.Dir = w.Dir
	cmd.Env = append(environment(), configVariable+"="+w.configFile(), "CHECKPOINT_DISABLE=1")
	cmd.Env = append(cmd.Env, env...)
	stopGently(cmd)
	return cmd
}

// stopGently makes the end of its context interrupt cmd. That, unlike a kill,
// lets a program stop its own children.
func stopGently(cmd *exec.Cmd) {
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = grace
	isolate(cmd)
}

// Wait runs cmd to its end and returns its exit code. An error means that cmd
// could not be run, or that ctx ended before it did; no process of it is left
// then.
func Wait(ctx context.Context, cmd *exec.Cmd) (int, error) { return ExitCode(ctx, cmd, cmd.Run()) }

// ExitCode is [Wait] for a cmd that has ended, with the error that [exec.Cmd.Run] returns.
func ExitCode(ctx context.Context, cmd *exec.Cmd, err error) (int, error) {
	if cmd.Process != nil && ctx.Err() != nil {
		killGroup(cmd.Process.Pid)
		return -1, fmt.Errorf("running %s: %w", filepath.Base(cmd.Path), context.Cause(ctx))
	}
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit):
		return exit.ExitCode(), nil
	default:
		return -1, fmt.Errorf("running %s: %w", filepath.Base(cmd.Path), err)
	}
}

// environment returns the caller's variables that a CLI may see.
func environment() []string {
	var env []string
	for _, name := range inherited {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
