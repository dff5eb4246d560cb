// SPDX-License-Identifier: MPL-2.0

//go:build unix

// Package pipe creates named pipes, for tests of code that must not open one: opening it
// blocks for ever, and no context ends that.
package pipe

import (
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
)

// New makes a named pipe and returns its path. Who opens it to read finds nothing
// in it, but does not wait, so that a test fails and does not hang.
func New(t testing.TB) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	var over atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		for !over.Load() {
			f, err := os.OpenFile(name, os.O_WRONLY, 0) // waits for a reader
			if err != nil {
				return
			}
			_ = f.Close()
		}
	}()
	t.Cleanup(func() {
		over.Store(true)
		f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0) // ends the wait
		if err != nil {
			t.Error(err)
			return
		}
		<-done
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return name
}
