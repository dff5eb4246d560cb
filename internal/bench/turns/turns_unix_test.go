// SPDX-License-Identifier: MPL-2.0

//go:build unix

package turns_test

import (
	"context"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench/turns"
)

// shell is a script that runs in a process group of its own. After a minute, the group is
// killed, so that no test hangs.
func shell(t *testing.T, script string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", script)
	cmd.Dir = t.TempDir()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return cmd
}

// TestRun_turns runs two commands that wait for each other: neither ends without a turn
// of the other. At each moment, one of the two has its turn.
func TestRun_turns(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	script := func(own, other string) string {
		return "cd " + dir + "; : > " + own + "; until [ -e " + other + " ]; do :; done"
	}
	start := time.Now()
	results := turns.Run(time.Millisecond, shell(t, script("a", "b")), shell(t, script("b", "a")))
	elapsed := time.Since(start)
	var sum time.Duration
	for i, r := range results {
		sum += r.Took
		if r.Err != nil {
			t.Errorf("command %d: got the error %v, want none", i, r.Err)
		}
	}
	if sum > elapsed || sum < elapsed/2 {
		t.Errorf("got turns of %s in %s, want the turns to fill the time", sum, elapsed)
	}
}

// TestRun_alone has a command that fails when it is resumed after a stop.
func TestRun_alone(t *testing.T) {
	t.Parallel()
	cmd := shell(t, "trap 'exit 9' CONT; i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done")
	if got := turns.Run(time.Nanosecond, cmd); got[0].Err != nil {
		t.Errorf("got the error %v, want none: the command was stopped", got[0].Err)
	}
}

func TestRun_errors(t *testing.T) {
	t.Parallel()
	missing := exec.CommandContext(t.Context(), filepath.Join(t.TempDir(), "missing"))
	got := turns.Run(time.Nanosecond, missing, shell(t, "exit 3"), shell(t, "exit 0"))
	if got[0].Err == nil {
		t.Error("a missing program: got no error, want one")
	}
	if got[1].Err == nil || got[1].Err.Error() != "exit status 3" {
		t.Errorf("a command that fails: got the error %v, want exit status 3", got[1].Err)
	}
	if got[2].Err != nil {
		t.Errorf("got the error %v, want none", got[2].Err)
	}
}
