// SPDX-License-Identifier: MPL-2.0

package export_test

import (
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/export"
)

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestRun_again checks that files are overwritten only with Force, and that others stay.
func TestRun_again(t *testing.T) {
	t.Parallel()
	f := newFixture(t, []object{desk(2000001, "Desk", nil)})
	dir := t.TempDir()
	write(t, filepath.Join(dir, "README.md"), "ours")
	first, report := f.run(t, export.Options{Dir: dir})
	if first["README.md"] != "ours" || strings.Contains(strings.Join(report.Notes, " "), "README") {
		t.Errorf("got the files %q and the notes %q, want the README as it was", first, report.Notes)
	}
	write(t, filepath.Join(dir, "desk.tf"), "# mine")
	write(t, filepath.Join(dir, "old.tf"), "# old")
	before := f.API.Count("GET /bots")
	_, err := export.Run(t.Context(), f.client, export.Options{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "imports.tf already") || !strings.Contains(err.Error(), "-force") {
		t.Errorf("got the error %v, want that files are there, and -force", err)
	}
	if n := f.API.Count("GET /bots"); n != before {
		t.Error("the tenant was read before the folder was refused")
	}
	if got := contents(t, dir); got["desk.tf"] != "# mine" {
		t.Errorf("got %q, want that it was left alone", got["desk.tf"])
	}
	second, report := f.run(t, export.Options{Dir: dir, Force: true})
	if second["desk.tf"] != first["desk.tf"] || second["old.tf"] != "# old" || second["README.md"] != "ours" || len(second) != len(first)+1 {
		t.Errorf("got the files %q, want those of before and the foreign ones", second)
	}
	if last := report.Notes[len(report.Notes)-1]; !strings.Contains(last, "old.tf was there already") {
		t.Errorf("got the last note %q, want one on old.tf", last)
	}
}

// TestRun_notWritable checks that nothing is read for a folder that nothing can be written to.
func TestRun_notWritable(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("another system may have no folder that no user can write to")
	}
	f := newFixture(t, []object{desk(2000001, "Desk", nil)})
	for _, dir := range []string{"/proc/none/out", "/proc"} {
		if _, err := export.Run(t.Context(), f.client, export.Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "the folder to write to") {
			t.Errorf("%s: got the error %v, want one on the folder", dir, err)
		}
	}
	if n := f.API.Count("GET /bots"); n != 0 {
		t.Errorf("got %d lists of bots, want none", n)
	}
}

// TestRun_oneFileThere checks a file that is known only after the tenant was read.
func TestRun_oneFileThere(t *testing.T) {
	t.Parallel()
	f := newFixture(t, []object{desk(2000001, "Desk", nil), desk(2000002, "Other", nil)})
	dir := t.TempDir()
	write(t, filepath.Join(dir, "other.tf"), "# mine")
	_, err := export.Run(t.Context(), f.client, export.Options{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "other.tf already") {
		t.Errorf("got the error %v, want that other.tf is there", err)
	}
	if got := contents(t, dir); !maps.Equal(got, map[string]string{"other.tf": "# mine"}) {
		t.Errorf("got the files %q, want nothing new", got)
	}
}

func TestRun_folderRefused(t *testing.T) {
	t.Parallel()
	f := newFixture(t, []object{desk(2000001, "Desk", nil)})
	path := filepath.Join(t.TempDir(), "file")
	write(t, path, "")
	for dir, want := range map[string]string{"": "no folder", path: "is a file", filepath.Join(path, "below"): "folder to write to"} {
		if _, err := export.Run(t.Context(), f.client, export.Options{Dir: dir, Force: true}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got the error %v, want %q", dir, err, want)
		}
	}
	if n := f.API.Count("GET /bots"); n != 0 {
		t.Errorf("got %d requests, want none before the folder is right", n)
	}
}

// TestRun_folderInTheWay checks that nothing is written where a folder stands in the way of
// one of the files.
func TestRun_folderInTheWay(t *testing.T) {
	t.Parallel()
	f := newFixture(t, []object{desk(2000001, "Desk", nil), desk(2000002, "Other", nil)})
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "other.tf"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := export.Run(t.Context(), f.client, export.Options{Dir: dir, Force: true}); err == nil || !strings.Contains(err.Error(), "has a folder other.tf") {
		t.Errorf("got the error %v, want one on other.tf", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || !entries[0].IsDir() {
		t.Errorf("got %v, %v, want the folder alone", entries, err)
	}
}
