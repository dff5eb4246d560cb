// SPDX-License-Identifier: MPL-2.0

package localfile_test

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localfile"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localfile/pipe"
)

func newFile(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestRead has a file on both sides of the limit.
func TestRead(t *testing.T) {
	t.Parallel()
	name := newFile(t, "hello")
	for _, most := range []int64{5, 6, math.MaxInt64 - 1, math.MaxInt64} {
		if got, err := localfile.Read(name, most); err != nil || string(got) != "hello" {
			t.Errorf("at most %d bytes: got %q and error %v, want hello", most, got, err)
		}
	}
	for most, want := range map[int64]string{0: "it is too large: more than 0 bytes", 4: "it is too large: more than 4 bytes"} {
		if got, err := localfile.Read(name, most); got != nil || !errors.Is(err, localfile.ErrTooLarge) || err.Error() != want {
			t.Errorf("at most %d bytes: got %q and error %v, want error %q", most, got, err, want)
		}
	}
	if got, err := localfile.Read(newFile(t, ""), 0); err != nil || len(got) != 0 {
		t.Errorf("an empty file: got %q and error %v, want no bytes and no error", got, err)
	}
}

// TestStart returns a part of a file, and its whole length.
func TestStart(t *testing.T) {
	t.Parallel()
	name := newFile(t, "hello")
	for most, want := range map[int64]string{0: "", 2: "he", 5: "hello", 9: "hello", math.MaxInt64: "hello"} {
		if got, size, err := localfile.Start(name, most); err != nil || string(got) != want || size != 5 {
			t.Errorf("the first %d bytes: got %q of %d and error %v, want %q of 5", most, got, size, err, want)
		}
	}
}

// TestStart_large reads no more of a file than was asked for.
func TestStart_large(t *testing.T) {
	t.Parallel()
	const size = 16 << 20
	name := newFile(t, "hello")
	if err := os.Truncate(name, size); err != nil {
		t.Fatal(err)
	}
	start, got, err := localfile.Start(name, 5)
	if err != nil || string(start) != "hello" || got != size {
		t.Errorf("got %q of %d bytes and error %v, want hello of %d", start, got, err, size)
	}
	if cap(start) >= 1<<20 {
		t.Errorf("got space for %d bytes, want less than 1 MiB", cap(start))
	}
}

// TestLink follows a link to a file, as mounted secrets are links.
func TestLink(t *testing.T) {
	t.Parallel()
	name := newFile(t, "hello")
	link := filepath.Join(filepath.Dir(name), "link")
	if err := os.Symlink(name, link); err != nil {
		t.Skip(err)
	}
	if got, err := localfile.Read(link, 5); err != nil || string(got) != "hello" {
		t.Errorf("got %q and error %v, want hello", got, err)
	}
}

// TestSizeUnknown has a file that holds more than its entry in the folder says.
func TestSizeUnknown(t *testing.T) {
	t.Parallel()
	const name = "/proc/self/cmdline" // says 0 bytes
	want, err := os.ReadFile(name)
	if err != nil {
		t.Skip(err)
	}
	most := int64(len(want))
	if got, err := localfile.Read(name, most); err != nil || string(got) != string(want) {
		t.Errorf("got %q and error %v, want %q", got, err, want)
	}
	if got, err := localfile.Read(name, most-1); got != nil || !errors.Is(err, localfile.ErrTooLarge) {
		t.Errorf("at most %d bytes: got %q and error %v, want %v", most-1, got, err, localfile.ErrTooLarge)
	}
	if got, size, err := localfile.Start(name, 1); err != nil || string(got) != string(want[:1]) || size < 2 {
		t.Errorf("got %q of %d bytes and error %v, want %q of at least 2", got, size, err, want[:1])
	}
}

// TestErrors has each file that cannot be read, and no error name its path.
func TestErrors(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		file  func(t *testing.T) string
		is    error  // what the error matches; nil: anything
		words string // what it says; "": anything
	}{
		"missing": {func(t *testing.T) string {
			t.Helper()
			return filepath.Join(t.TempDir(), "none")
		}, fs.ErrNotExist, ""},
		"no path":         {func(*testing.T) string { return "" }, fs.ErrNotExist, ""},
		"impossible path": {func(*testing.T) string { return "a\x00b" }, nil, ""},
		"a file for a folder": {func(t *testing.T) string {
			t.Helper()
			return filepath.Join(newFile(t, "hello"), "file")
		}, nil, ""},
		"folder": {func(t *testing.T) string {
			t.Helper()
			return t.TempDir()
		}, nil, "it is a folder"},
		"named pipe": {func(t *testing.T) string {
			t.Helper()
			return pipe.New(t)
		}, nil, "it is not a regular file"},
		"device": {func(*testing.T) string { return os.DevNull }, nil, "it is not a regular file"},
		"opens and cannot be read": {func(t *testing.T) string {
			t.Helper()
			if runtime.GOOS != "linux" {
				t.Skip("no such file is known here")
			}
			return "/proc/self/mem" // nothing is at address 0
		}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := tc.file(t)
			content, err := localfile.Read(file, 5)
			if err == nil || content != nil {
				t.Fatalf("got %q and error %v, want only an error", content, err)
			}
			if tc.is != nil && !errors.Is(err, tc.is) || tc.words != "" && err.Error() != tc.words {
				t.Errorf("got error %v, want one that matches %v and says %q, where given", err, tc.is, tc.words)
			}
			if _, ok := errors.AsType[*fs.PathError](err); ok || file != "" && strings.Contains(err.Error(), file) {
				t.Errorf("got error %v, want it without the path", err)
			}
			if start, size, startErr := localfile.Start(file, 5); start != nil || size != 0 || startErr == nil || startErr.Error() != err.Error() {
				t.Errorf("its start: got %q of %d bytes and error %v, want nothing and error %v", start, size, startErr, err)
			}
		})
	}
}
