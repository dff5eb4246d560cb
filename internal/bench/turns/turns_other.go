// SPDX-License-Identifier: MPL-2.0

//go:build !unix

package turns

import (
	"os/exec"
	"time"
)

// after never sends: a turn lasts until the command ends.
func after(time.Duration) <-chan time.Time { return nil }

func pause(*exec.Cmd)  {}
func resume(*exec.Cmd) {}
