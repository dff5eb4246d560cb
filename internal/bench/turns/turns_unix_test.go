// SPDX-License-Identifier: MPL-2.0

//go:build unix

package turns_test

import (
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench/turns"
)

// shell is a script that runs in a process group of its own.
func shell(t *testing.T, script string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "/bin/sh", "-c", script)
	cmd.Dir = t.TempDir()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

// TestRun_turns runs two commands that wait for each other: neither ends without a turn
// of the other.
func TestRun_turns(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	script := func(own, other string) string {
		return "cd " + dir + "; : > " + own + "; until [ -e " + other + " ]; do :; done"
	}
	for i, r := range turns.Run(time.Millisecond, shell(t, script("a", "b")), shell(t, script("b", "a"))) {
		if r.Err != nil || r.Took <= 0 {
			t.Errorf("command %d: got %+v, want a time and no error", i, r)
		}
	}
}

// TestRun_stopped has a command wait until it finds the other stopped.
func TestRun_stopped(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("ps"); err != nil {
		t.Skip("no ps")
	}
	dir := t.TempDir()
	first := shell(t, "cd "+dir+"; echo $$ > new; mv new pid; until [ -e seen ]; do :; done")
	second := shell(t, "cd "+dir+"; until [ -e pid ]; do :; done; until ps -o state= -p $(cat pid) | grep -q T; do :; done; : > seen")
	for i, r := range turns.Run(10*time.Millisecond, first, second) {
		if r.Err != nil {
			t.Errorf("command %d: got the error %v, want none", i, r.Err)
		}
	}
}

func TestRun_errors(t *testing.T) {
	t.Parallel()
	missing := exec.CommandContext(t.Context(), filepath.Join(t.TempDir(), "missing"))
	got := turns.Run(time.Millisecond, missing, shell(t, "exit 3"), shell(t, "exit 0"))
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
