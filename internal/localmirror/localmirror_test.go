// SPDX-License-Identifier: MPL-2.0

package localmirror_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localmirror"
)

// TestMirror_Remove checks that only local builds are found and removed.
func TestMirror_Remove(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "plugins")
	const (
		terraform = "registry.terraform.io/terraform-lineworks/lineworks"
		openTofu  = "registry.opentofu.org/terraform-lineworks/lineworks"
		release   = terraform + "/1.2.3/linux_amd64/terraform-provider-lineworks_v1.2.3"
		other     = "example.com/acme/second/1.0.0/linux_amd64/terraform-provider-second"
	)
	for _, file := range []string{
		terraform + "/0.1.20270102030405/linux_amd64/terraform-provider-lineworks",
		openTofu + "/0.1.20270102030405/linux_amd64/terraform-provider-lineworks",
		openTofu + "/0.1.20260102030405/linux_amd64/terraform-provider-lineworks",
		release, other,
	} {
		write(t, filepath.Join(dir, file), "program")
	}
	mirror := localmirror.Mirror{Dir: dir}
	builds, err := mirror.Builds()
	if want := []string{"0.1.20260102030405", "0.1.20270102030405"}; err != nil || !slices.Equal(builds, want) {
		t.Fatalf("got the builds %v and the error %v, want %v", builds, err, want)
	}
	if err := mirror.Remove(builds...); err != nil {
		t.Fatal(err)
	}
	if got, want := tree(t, dir), []string{other, release}; !slices.Equal(got, want) {
		t.Errorf("got the files %v, want %v", got, want)
	}
	if _, err := os.Stat(filepath.Join(dir, "registry.opentofu.org")); !os.IsNotExist(err) {
		t.Errorf("got the error %v for an empty folder, want that it is removed", err)
	}
}

func TestMirror_Remove_all(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	mirror := localmirror.Mirror{Dir: filepath.Join(parent, "plugins")}
	write(t, filepath.Join(mirror.Dir, "registry.terraform.io/terraform-lineworks/lineworks/0.1.20270102030405/linux_amd64/x"), "program")
	if err := mirror.Remove("0.1.20270102030405"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(mirror.Dir); !os.IsNotExist(err) {
		t.Errorf("got the error %v for the empty mirror, want that it is removed", err)
	}
	if _, err := os.Stat(parent); err != nil {
		t.Errorf("got %v, want the folder of the mirror left", err)
	}
	if builds, err := mirror.Builds(); err != nil || len(builds) > 0 {
		t.Errorf("without a mirror: got the builds %v and the error %v, want none", builds, err)
	}
}

// tree returns the files below a folder.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestMirror_Add has an archive in the mirror for both CLIs, as it is.
func TestMirror_Add(t *testing.T) {
	t.Parallel()
	const name = "terraform-provider-lineworks_0.1.0_linux_amd64.zip"
	archive := write(t, filepath.Join(t.TempDir(), name), "packed")
	mirror := localmirror.Mirror{Dir: filepath.Join(t.TempDir(), "mirror")}
	if err := mirror.Add(archive); err != nil {
		t.Fatal(err)
	}
	want := []string{"registry.opentofu.org/terraform-lineworks/lineworks/" + name, "registry.terraform.io/terraform-lineworks/lineworks/" + name}
	if got := tree(t, mirror.Dir); !slices.Equal(got, want) {
		t.Errorf("got the files %v, want %v", got, want)
	}
	for _, file := range want {
		if got, err := os.ReadFile(filepath.Join(mirror.Dir, file)); err != nil || string(got) != "packed" {
			t.Errorf("%s: got %q and the error %v, want the archive", file, got, err)
		}
	}
	if err := mirror.Add(filepath.Join(t.TempDir(), name)); !os.IsNotExist(errors.Unwrap(err)) {
		t.Errorf("got the error %v, want that the archive does not exist", err)
	}
}
