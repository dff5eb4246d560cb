// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// goProxy is a folder that the go command takes for a proxy, with one version of this
// module: https://go.dev/ref/mod#serving-from-proxy
type goProxy struct{ dir string }

// add packs the checkout at root as the version.
func (p goProxy) add(root string, version module.Version) error {
	escaped, err := module.EscapePath(version.Path)
	if err != nil {
		return err
	}
	dir := filepath.Join(p.dir, filepath.FromSlash(escaped), "@v")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return err
	}
	info, err := json.Marshal(struct {
		Version string
		Time    time.Time
	}{version.Version, time.Unix(0, 0).UTC()})
	if err != nil {
		return err
	}
	for name, content := range map[string][]byte{version.Version + ".mod": mod, version.Version + ".info": info, "list": []byte(version.Version + "\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
	}
	files, err := sources(root)
	if err != nil {
		return err
	}
	archive, err := os.Create(filepath.Join(dir, version.Version+".zip"))
	if err != nil {
		return err
	}
	if err := zip.Create(archive, version, files); err != nil {
		_ = archive.Close()
		return fmt.Errorf("packing the module: %w", err)
	}
	return archive.Close()
}

// sources are the files that a build takes.
func sources(root string) ([]zip.File, error) {
	files := []zip.File{file{root, "go.mod"}, file{root, "go.sum"}, file{root, "LICENSE"}}
	internal := filepath.Join(root, "internal")
	err := filepath.WalkDir(internal, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		relative, err := filepath.Rel(root, path)
		files = append(files, file{root, filepath.ToSlash(relative)})
		return err
	})
	return files, err
}

// file is a file of the module, by its path in it.
type file struct{ root, path string }

func (f file) Path() string { return f.path }

func (f file) Lstat() (os.FileInfo, error) { return os.Lstat(f.name()) }

func (f file) Open() (io.ReadCloser, error) { return os.Open(f.name()) }

func (f file) name() string { return filepath.Join(f.root, filepath.FromSlash(f.path)) }
