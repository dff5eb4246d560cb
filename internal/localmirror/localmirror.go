// SPDX-License-Identifier: MPL-2.0

// Package localmirror puts a build of the provider into a folder from which Terraform and
// OpenTofu install providers (a filesystem mirror), so that init, the lock file and other
// providers beside it work as with a release.
package localmirror

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// Mirror is a folder of providers, HOST/NAMESPACE/NAME/VERSION/OS_ARCH.
type Mirror struct {
	Dir string
}

// Install builds the provider and puts it into the mirror as the given version.
func (m Mirror) Install(ctx context.Context, version string) (err error) {
	temp, err := os.MkdirTemp("", "lineworks-")
	if err != nil {
		return fmt.Errorf("making a temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temp)) }()
	program, err := tfcli.BuildVersion(ctx, temp, version)
	if err != nil {
		return err
	}
	for _, dir := range m.providerDirs() {
		if err := place(program, filepath.Join(dir, version, runtime.GOOS+"_"+runtime.GOARCH), 0o755); err != nil {
			return fmt.Errorf("installing version %s: %w", version, err)
		}
	}
	return nil
}

// Add puts an archive of a release into the mirror. The CLIs take it as it is.
func (m Mirror) Add(archive string) error {
	for _, dir := range m.providerDirs() {
		if err := place(archive, dir, 0o644); err != nil {
			return fmt.Errorf("adding %s: %w", filepath.Base(archive), err)
		}
	}
	return nil
}

// Builds returns the versions of the local builds in the mirror. Releases that the
// user put there are not among them.
func (m Mirror) Builds() ([]string, error) {
	var versions []string
	for _, dir := range m.providerDirs() {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("looking for earlier builds: %w", err)
		}
		for _, entry := range entries {
			if local.MatchString(entry.Name()) {
				versions = append(versions, entry.Name())
			}
		}
	}
	slices.Sort(versions)
	return slices.Compact(versions), nil
}

// Remove removes builds, and the folders that are empty then.
func (m Mirror) Remove(versions ...string) error {
	for _, dir := range m.providerDirs() {
		for _, version := range versions {
			if err := os.RemoveAll(filepath.Join(dir, version)); err != nil {
				return fmt.Errorf("removing version %s: %w", version, err)
			}
		}
		// Up to the mirror itself; a folder with something in it refuses to go.
		for ; len(dir) >= len(m.Dir) && os.Remove(dir) == nil; dir = filepath.Dir(dir) {
		}
	}
	return nil
}

func (m Mirror) providerDirs() []string {
	dirs := make([]string, len(tfcli.Addresses))
	for i, address := range tfcli.Addresses {
		dirs[i] = filepath.Join(m.Dir, filepath.FromSlash(address))
	}
	return dirs
}

// place copies a file into a folder. It has its name there only when it is complete.
func place(file, dir string, mode fs.FileMode) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	from, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	to, err := os.CreateTemp(dir, "incomplete-")
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if err = errors.Join(err, to.Close(), os.Chmod(to.Name(), mode)); err != nil {
		return errors.Join(err, os.Remove(to.Name()))
	}
	return os.Rename(to.Name(), filepath.Join(dir, filepath.Base(file)))
}
