// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench/process"
)

// measured is the name under which this test program stands in for the program
// to measure: it ends with the code that its argument is long.
const measured = "stand-in"

func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == measured {
		os.Exit(len(os.Args[1]))
	}
	os.Exit(m.Run())
}

// standIn returns the path of the program to measure.
func standIn(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), measured)
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLaunch(t *testing.T) {
	t.Parallel()
	notes := filepath.Join(t.TempDir(), "notes")
	for _, arg := range []string{"", "abc"} {
		code, err := launch(t.Context(), standIn(t), []string{arg}, notes)
		if err != nil || code != len(arg) {
			t.Errorf("got exit code %d and the error %v, want %d", code, err, len(arg))
		}
	}
	all, err := process.Take(notes)
	if err != nil || len(all) != 2 {
		t.Fatalf("got %d notes and the error %v, want 2", len(all), err)
	}
	if u := all[0]; u.CPU <= 0 || !u.End.After(u.Start) {
		t.Errorf("got %+v for the first, want some CPU and an end after the start", u)
	}
}

func TestLaunch_faults(t *testing.T) {
	t.Parallel()
	if code, err := launch(t.Context(), filepath.Join(t.TempDir(), "none"), nil, ""); code != 1 || err == nil {
		t.Errorf("without a program: got exit code %d and the error %v, want 1 and an error", code, err)
	}
	if code, err := launch(t.Context(), standIn(t), []string{""}, t.TempDir()); code != 0 || err == nil {
		t.Errorf("without a place for the note: got exit code %d and the error %v, want 0 and an error", code, err)
	}
	if code, err := launch(t.Context(), standIn(t), []string{""}, ""); code != 0 || err != nil {
		t.Errorf("without a wish for a note: got exit code %d and the error %v, want 0", code, err)
	}
}
