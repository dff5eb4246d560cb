// SPDX-License-Identifier: MPL-2.0

// Package localfile reads the files that the attributes of a configuration name: regular
// files only, and never more of them than is of use.
package localfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
)

// ErrTooLarge is matched by the error of [Read] for a file that is larger than it
// may be.
var ErrTooLarge = errors.New("it is too large")

// Errors for a path that exists but is not a regular file.
var (
	errFolder  = errors.New("it is a folder")
	errSpecial = errors.New("it is not a regular file")
)

// Read returns all of a file, which may have as many bytes as most says. The name is
// read as by [Path]. The error does not repeat it: that is for the caller, who knows
// whether it may be shown.
func Read(name string, most int64) ([]byte, error) {
	content, size, err := Start(name, most)
	switch {
	case err != nil:
		return nil, err
	case size > most:
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, most)
	}
	return content, nil
}

// Start returns the first bytes of a file, as many as most says if there are so
// many, and how many it has. That is at least as many as could be read: a file may
// have grown, and those that the system makes up say 0. If there are more than most,
// size says more. The error does not repeat the path.
func Start(name string, most int64) (start []byte, size int64, err error) {
	f, size, err := Open(name)
	if err != nil {
		return nil, 0, err
	}
	limit := most
	if limit < math.MaxInt64 {
		limit++ // one byte more says that there are more
	}
	start, err = io.ReadAll(io.LimitReader(f, limit))
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, 0, bare(err)
	}
	return start[:min(int64(len(start)), most)], max(size, int64(len(start))), nil
}

// Open opens a file and returns the size that its entry in the folder has. The error
// does not repeat the path.
func Open(name string) (f *os.File, size int64, err error) {
	if name, err = Path(name); err != nil {
		return nil, 0, err
	}
	// Before opening, which waits for a writer where a pipe has that name, and
	// cannot be told to stop.
	info, err := os.Stat(name)
	if err != nil {
		return nil, 0, bare(err)
	}
	switch mode := info.Mode(); {
	case mode.IsDir():
		return nil, 0, errFolder
	case !mode.IsRegular():
		return nil, 0, errSpecial
	}
	if f, err = os.Open(name); err != nil {
		return nil, 0, bare(err)
	}
	return f, info.Size(), nil
}

// bare is the cause alone of an error that names the path.
func bare(err error) error {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err
	}
	return err
}
