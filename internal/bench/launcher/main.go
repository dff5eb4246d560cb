// SPDX-License-Identifier: MPL-2.0

// Launcher stands where a CLI looks for a provider. It starts the real one,
// which lies beside it, and notes the time and memory that it used. It adds
// little to the measurement, and the same to every provider.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench/process"
)

func main() {
	self, err := os.Executable()
	code := 1
	if err == nil {
		measured := filepath.Join(filepath.Dir(self), process.Program)
		code, err = launch(context.Background(), measured, os.Args[1:], os.Getenv(process.Variable))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "launcher:", err)
	}
	os.Exit(code)
}

// launch runs a program, appends its usage to the file notes, unless notes is "", and
// returns the program's exit code.
func launch(ctx context.Context, program string, args []string, notes string) (int, error) {
	// An interrupt is for the CLI, which tells its providers to stop. Without
	// this, the launcher would end before the provider does.
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)

	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // G204: starting it is what this is for
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	start := time.Now()
	err := cmd.Run()
	if cmd.ProcessState == nil {
		return 1, fmt.Errorf("starting the measured program: %w", err)
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) { // the exit code says it
		err = nil
	}
	if notes != "" {
		err = errors.Join(err, process.Of(start, cmd.ProcessState).Append(notes))
	}
	return cmd.ProcessState.ExitCode(), err
}
