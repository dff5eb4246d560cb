// SPDX-License-Identifier: MPL-2.0

//go:build unix

package process

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory asks the kernel, which keeps the peak of a process that has ended.
func peakMemory(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	peak := int64(usage.Maxrss) //nolint:unconvert // 32 bits wide on some platforms
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return peak // in bytes there, in KiB elsewhere
	}
	return peak << 10
}
