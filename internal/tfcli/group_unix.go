// SPDX-License-Identifier: MPL-2.0

//go:build unix

package tfcli

import (
	"os/exec"
	"syscall"
)

// isolate gives cmd a process group of its own. A Ctrl-C in a terminal would
// otherwise reach the CLI twice, from the terminal and from us, and a second
// interrupt makes it quit at once and leave its provider running.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// killGroup ends what may be left of the process group that pid led.
func killGroup(pid int) {
	// It fails if no process is left, which is fine.
	_ = syscall.Kill(-pid, syscall.SIGKILL)
}
