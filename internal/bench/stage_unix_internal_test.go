// SPDX-License-Identifier: MPL-2.0

//go:build unix

package bench

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// leaving is a CLI that ends when it is interrupted, and leaves a process behind. Both hold
// the pipe.
const leaving = `#!/bin/sh
exec 3> "$PIPE"
(trap '' INT; i=0; while [ $i -lt 100 ]; do sleep 1; i=$((i+1)); done) > /dev/null 2>&1 &
trap 'exit 1' INT
echo started >&3
while :; do wait; done
`

// TestInTurns_interrupted interrupts two runs. Nothing that they started may be left.
func TestInTurns_interrupted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	pipe, path := filepath.Join(dir, "pipe"), filepath.Join(dir, tfcli.Program)
	if err := errors.Join(syscall.Mkfifo(pipe, 0o600), os.WriteFile(path, []byte(leaving), 0o700)); err != nil {
		t.Fatal(err)
	}
	var stages []*stage
	for _, name := range []string{"first", "second"} {
		s, err := newStage(t.Context(), tfcli.CLI{Path: path}, &contender{name: name, dir: dir, always: []string{"PIPE=" + pipe}}, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.close() })
		stages = append(stages, s)
	}
	errStop := errors.New("stopped by the user")
	ctx, cancel := context.WithCancelCause(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := inTurns(ctx, stages, "plan")
		ended <- err
	}()
	held, err := os.Open(pipe)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = held.Close() }()
	lines := bufio.NewScanner(held)
	for range stages {
		lines.Scan()
	}
	cancel(errStop)
	if err := <-ended; !errors.Is(err, errStop) {
		t.Errorf("got the error %v, want the reason of the interruption", err)
	}
	// The pipe ends when the last process that holds it does.
	if err := held.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, held); err != nil {
		t.Errorf("a process is left: %v", err)
	}
}
