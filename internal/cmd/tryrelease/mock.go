// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// mock is the program lineworks-mock, at work.
type mock struct {
	// env are the variables with which a client finds it and signs in.
	env  []string
	stop func() error
}

// startMock starts the program on a free port, with files of its own in dir, and with the
// objects of the file seed unless that is "".
func startMock(ctx context.Context, program, dir, seed string) (*mock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	env := filepath.Join(dir, "mock.env")
	ctx, cancel := context.WithCancel(ctx)
	cmd := exec.CommandContext(ctx, program, "-address", "127.0.0.1:0", "-key", filepath.Join(dir, "key.pem"), "-env", env, "-seed", seed) //nolint:gosec // G204: the program that was built here
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		cancel()
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		cancel()
		return nil, err
	}
	m := &mock{stop: func() error {
		cancel()
		if err := cmd.Wait(); err != nil && !errors.Is(err, context.Canceled) {
			return fmt.Errorf("stopping the mock: %w", err)
		}
		return nil
	}}
	// It writes the variables, listens, and says so.
	lines := bufio.NewReader(out)
	if _, err := lines.ReadString('\n'); err != nil {
		return nil, errors.Join(fmt.Errorf("the mock says nothing: %w", err), m.stop())
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	content, err := os.ReadFile(env)
	if err != nil {
		return nil, errors.Join(err, m.stop())
	}
	for line := range strings.Lines(string(content)) {
		name, value, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "export "), "=")
		m.env = append(m.env, name+"="+strings.Trim(value, "'"))
	}
	return m, nil
}
