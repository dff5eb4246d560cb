// SPDX-License-Identifier: MPL-2.0

//go:build unix

package turns

import (
	"os/exec"
	"syscall"
	"time"
)

func after(turn time.Duration) <-chan time.Time { return time.After(turn) }

// Signals to a group that has just ended fail, which is fine: its end is reported.

func pause(cmd *exec.Cmd)  { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGSTOP) }
func resume(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGCONT) }
