// SPDX-License-Identifier: MPL-2.0

//go:build !unix

package tfcli

import "os/exec"

// isolate does nothing where there are no process groups.
func isolate(*exec.Cmd) {}

// killGroup does nothing where there are no process groups.
func killGroup(int) {}
