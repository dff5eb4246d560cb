// SPDX-License-Identifier: MPL-2.0

package export

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folder is the folder to write to.
type folder struct {
	path  string
	force bool
}

// openFolder checks what can be checked before the tenant is read, which may take minutes.
// It leaves nothing behind.
func openFolder(path string, force bool) (*folder, error) {
	if path == "" {
		return nil, errors.New("no folder to write to is given")
	}
	f := &folder{path: filepath.Clean(path), force: force}
	info, err := os.Stat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, f.probe()
	case err != nil:
		return nil, fmt.Errorf("the folder to write to: %w", err)
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file, and a folder is needed", path)
	}
	if err := f.refuse([]string{"providers" + extension, "imports" + extension}); err != nil {
		return nil, err
	}
	return f, f.probe()
}

// probe fails if nothing can be created in the folder, or in the one above that is there.
func (f *folder) probe() error {
	dir := f.path
	for parent := filepath.Dir(dir); parent != dir; parent = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil {
			break
		}
		dir = parent
	}
	temporary, err := os.MkdirTemp(dir, temporaryName)
	if err != nil {
		return fmt.Errorf("the folder to write to: %w", err)
	}
	return os.Remove(temporary)
}

// temporaryName begins the names of temporary folders. Terraform does not read folders, and a
// name that begins with a dot is not taken for a module.
const temporaryName = ".lineworks-export-"

// refuse returns an error if one of the files exists and may not be overwritten.
func (f *folder) refuse(names []string) error {
	var there []string
	for _, name := range names {
		info, err := os.Lstat(filepath.Join(f.path, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return fmt.Errorf("the folder to write to: %w", err)
		case info.IsDir():
			return fmt.Errorf("%s has a folder %s, where a file has to go. Choose another folder", f.path, name)
		}
		there = append(there, name)
	}
	if len(there) == 0 || f.force {
		return nil
	}
	return fmt.Errorf("%s has %s already. Choose another folder, or overwrite what is there with -force", f.path, strings.Join(there, ", "))
}

// write writes the files: into a temporary folder first, so that no file is ever half
// written. It returns the names of other configuration files in the folder.
func (f *folder) write(files []file) (others []string, err error) {
	var names []string
	for _, file := range files {
		names = append(names, file.name)
	}
	if err := f.refuse(names); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(f.path, 0o777); err != nil { //nolint:gosec // G301: the user's umask decides, as for any folder of a project
		return nil, fmt.Errorf("the folder to write to: %w", err)
	}
	// Inside, since only there a rename is certain to stay on one disk.
	temporary, err := os.MkdirTemp(f.path, temporaryName)
	if err != nil {
		return nil, fmt.Errorf("the folder to write to: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temporary)) }()
	for _, file := range files {
		if err := os.WriteFile(filepath.Join(temporary, file.name), file.content, 0o666); err != nil { //nolint:gosec // G306: the user's umask decides, as for any file of a project
			return nil, fmt.Errorf("writing %s: %w", file.name, err)
		}
	}
	for _, file := range files {
		if err := os.Rename(filepath.Join(temporary, file.name), filepath.Join(f.path, file.name)); err != nil {
			return nil, fmt.Errorf("writing %s: %w", file.name, err)
		}
	}
	return f.others(names)
}

// others are the configuration files in the folder that are none of names.
func (f *folder) others(names []string) ([]string, error) {
	entries, err := os.ReadDir(f.path)
	if err != nil {
		return nil, fmt.Errorf("listing %s: %w", f.path, err)
	}
	var others []string
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), extension) && !slices.Contains(names, entry.Name()) {
			others = append(others, entry.Name())
		}
	}
	return others, nil
}
