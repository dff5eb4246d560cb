// SPDX-License-Identifier: MPL-2.0

// Package picture checks PNG and JPEG files by their structure, up to their end marks,
// without decoding the pictures: a file that was cut off or damaged is found for the
// price of reading it once.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // registers the format
	_ "image/png"
)

// Classes of errors of a file, to be matched with [errors.Is].
var (
	// ErrFormat is a file of another kind.
	ErrFormat = errors.New("it is neither PNG nor JPEG")
	// ErrTruncated is a file that lacks its end.
	ErrTruncated = errors.New("it was cut off")
	// ErrDamaged is a file whose content was changed.
	ErrDamaged = errors.New("it is damaged")
)

// Info describes a picture.
type Info struct {
	Format        string // "png" or "jpeg"
	Width, Height int    // in pixels
}

// ContentType returns the media type.
func (i Info) ContentType() string { return "image/" + i.Format }

// Check reads the structure of a PNG or JPEG. Bytes after the end mark are allowed: some
// programs add them, and every decoder ignores them. The error begins with "it", which
// stands for the file.
func Check(content []byte) (Info, error) {
	var check func([]byte) error
	switch {
	case bytes.HasPrefix(content, []byte(pngSignature)):
		check = checkPNG
	case bytes.HasPrefix(content, []byte(jpegSignature)):
		check = checkJPEG
	default:
		return Info{}, otherFormat(content)
	}
	if err := check(content); err != nil {
		return Info{}, err
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return Info{}, fmt.Errorf("it has a header that cannot be read: %w", err)
	}
	return Info{Format: format, Width: config.Width, Height: config.Height}, nil
}

// otherFormat names the format of a file that is neither, where that helps.
func otherFormat(content []byte) error {
	starts := func(prefix string) bool { return bytes.HasPrefix(content, []byte(prefix)) }
	at := func(offset int, text string) bool {
		return len(content) >= offset && bytes.HasPrefix(content[offset:], []byte(text))
	}
	switch {
	case len(content) == 0:
		return fmt.Errorf("%w before its first byte", ErrTruncated)
	case bytes.HasPrefix([]byte(pngSignature), content):
		return fmt.Errorf("it ends within its first %d bytes, so %w", len(pngSignature), ErrTruncated)
	case starts("version https://git-lfs.github.com/"):
		return fmt.Errorf("%w, but a pointer of Git LFS (git lfs pull replaces it by the picture)", ErrFormat)
	case starts("\x89PNG\n\x1a\n"), starts("\x89PNG\r\r\n\x1a\r\n"), starts("\x89PNG\r\n\x1a\r\n"):
		return fmt.Errorf("%w: its line ends were changed, as Git does with text (*.png binary in .gitattributes prevents it)", ErrDamaged)
	case starts("\xef\xbf\xbdPNG"), starts("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"):
		return fmt.Errorf("%w: it was saved as text, which a picture does not survive", ErrDamaged)
	case starts("GIF8"):
		return fmt.Errorf("%w, but GIF", ErrFormat)
	case starts("RIFF") && at(8, "WEBP"):
		return fmt.Errorf("%w, but WebP", ErrFormat)
	case at(4, "ftypheic"), at(4, "ftypheix"), at(4, "ftypmif1"):
		return fmt.Errorf("%w, but HEIC", ErrFormat)
	case at(4, "ftypavif"):
		return fmt.Errorf("%w, but AVIF", ErrFormat)
	}
	return ErrFormat
}
