// SPDX-License-Identifier: MPL-2.0

// Package process describes the usage of one process of a provider. The launcher
// writes it down, the benchmark reads it: a CLI starts and ends its providers
// by itself, so only their parent process can measure them.
package process

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

const (
	// Program is the name of the measured program, in the folder of the launcher.
	// It must not begin like a provider's: a CLI takes the first such file.
	Program = "measured"
	// Variable is the environment variable that names the file to append to.
	Variable = "BENCH_PROCESSES"
)

// Usage is the time and memory of one process, from its start to its end.
type Usage struct {
	Start, End time.Time
	// CPU is the time computed, in user and kernel mode.
	CPU time.Duration
	// PeakMemory is the most memory that was resident at a time, in bytes; 0
	// where the system does not tell.
	PeakMemory int64
}

// Of is the usage of a process that began at start and was waited for just now.
func Of(start time.Time, state *os.ProcessState) Usage {
	return Usage{
		Start: start, End: time.Now(),
		CPU:        state.UserTime() + state.SystemTime(),
		PeakMemory: peakMemory(state),
	}
}

// Append adds u to the file, in one write, since providers may end at the same
// time.
func (u Usage) Append(path string) error {
	line, err := json.Marshal(u)
	if err != nil {
		return fmt.Errorf("noting a process: %w", err)
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("noting a process: %w", err)
	}
	_, err = file.Write(append(line, '\n'))
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("noting a process: %w", err)
	}
	return nil
}

// Take returns the content of the file and removes it. No file means no processes.
func Take(path string) ([]Usage, error) {
	content, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("reading what processes took: %w", err)
	}
	var all []Usage
	for line := range bytes.Lines(content) {
		var u Usage
		if err := json.Unmarshal(line, &u); err != nil {
			return nil, fmt.Errorf("reading what processes took: %w", err)
		}
		all = append(all, u)
	}
	if err := os.Remove(path); err != nil {
		return nil, fmt.Errorf("reading what processes took: %w", err)
	}
	return all, nil
}
