// SPDX-License-Identifier: MPL-2.0

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
)

// sums is a file of checksums, with the files that it lists.
type sums struct {
	dir, file string
	byName    map[string]string
}

// readSums reads the one file of checksums in dir whose name matches.
func readSums(dir, pattern string) (sums, error) {
	found, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		return sums{}, err
	}
	if len(found) != 1 {
		return sums{}, fmt.Errorf("%d files in %s are called %s, not one: run make release-check", len(found), dir, pattern)
	}
	content, err := os.ReadFile(found[0])
	if err != nil {
		return sums{}, err
	}
	s := sums{dir: dir, file: filepath.Base(found[0]), byName: map[string]string{}}
	for line := range strings.Lines(string(content)) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok {
			return sums{}, fmt.Errorf("%s: %q is no checksum with a name", s.file, line)
		}
		s.byName[name] = sum
	}
	return s, nil
}

var (
	providerFile = regexp.MustCompile(`^terraform-provider-lineworks_[^_]+_([a-z0-9]+_[a-z0-9]+\.zip|manifest\.json)$`)
	toolsFile    = regexp.MustCompile(`^lineworks-tools_[^_]+_[a-z0-9]+_[a-z0-9]+\.(tar\.gz|zip)$`)
)

// check compares the files with their checksums, and keeps the programs out of what the
// registries read: they take every line of their file for an archive of the provider.
func check(provider, tools sums) error {
	return errors.Join(provider.check(providerFile), tools.check(toolsFile))
}

func (s sums) check(form *regexp.Regexp) error {
	var errs []error
	for name, want := range s.byName {
		if !form.MatchString(name) {
			errs = append(errs, fmt.Errorf("%s lists %s, which does not belong there", s.file, name))
			continue
		}
		content, err := os.ReadFile(filepath.Join(s.dir, name))
		if strings.HasSuffix(name, "_manifest.json") && errors.Is(err, os.ErrNotExist) {
			continue // it is uploaded under another name than it has here
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if got := sha256.Sum256(content); hex.EncodeToString(got[:]) != want {
			errs = append(errs, fmt.Errorf("%s has the checksum %x, and %s says %s", name, got, s.file, want))
		}
	}
	return errors.Join(errs...)
}

// archive returns the path of the archive for this machine.
func (s sums) archive() (string, error) {
	platform := "_" + runtime.GOOS + "_" + runtime.GOARCH + "."
	for name := range s.byName {
		if strings.Contains(name, platform) {
			return filepath.Join(s.dir, name), nil
		}
	}
	return "", fmt.Errorf("%s lists no archive for %s_%s", s.file, runtime.GOOS, runtime.GOARCH)
}
