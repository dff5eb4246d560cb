// SPDX-License-Identifier: MPL-2.0

package process_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench/process"
)

func TestUsage_file(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "notes")
	if got, err := process.Take(path); err != nil || got != nil {
		t.Errorf("without a file: got %v and the error %v, want nothing", got, err)
	}
	start := time.Unix(1000, 5).UTC()
	want := []process.Usage{
		{Start: start, End: start.Add(time.Second), CPU: 3 * time.Millisecond, PeakMemory: 7},
		{Start: start.Add(time.Minute), End: start.Add(time.Hour)},
	}
	for _, u := range want {
		if err := u.Append(path); err != nil {
			t.Fatal(err)
		}
	}
	got, err := process.Take(path)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("got the error %v, and notes that differ (-want +got):\n%s", err, diff)
	}
	if got, err := process.Take(path); err != nil || got != nil {
		t.Errorf("a second time: got %v and the error %v, want nothing", got, err)
	}
}

func TestUsage_faults(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := (process.Usage{}).Append(dir); err == nil {
		t.Error("appending to a folder: got no error, want one")
	}
	if _, err := process.Take(dir); err == nil {
		t.Error("reading a folder: got no error, want one")
	}
	path := filepath.Join(dir, "notes")
	if err := os.WriteFile(path, []byte("{\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := process.Take(path); err == nil {
		t.Error("reading half a line: got no error, want one")
	}
}

func TestOf(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), "go", "version")
	start := time.Now()
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	u := process.Of(start, cmd.ProcessState)
	if !u.Start.Equal(start) || u.End.Before(start) {
		t.Errorf("got a run from %v to %v, want it to start at %v and to end later", u.Start, u.End, start)
	}
	// A Go program takes megabytes: a slip in the unit shows.
	if mib := u.PeakMemory >> 20; runtime.GOOS == "linux" && (mib < 1 || mib > 500) {
		t.Errorf("got a peak of %d bytes, want 1 to 500 MiB", u.PeakMemory)
	}
}
