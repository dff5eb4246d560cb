// SPDX-License-Identifier: MPL-2.0

package picture

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// checkPNG reads the chunks up to IEND: each has a length, a type, data and a checksum.
// Source: https://www.w3.org/TR/png-3/#5Chunk-layout
func checkPNG(content []byte) error {
	const (
		around = 12 // bytes of a chunk that are not data
		header = "IHDR"
		data   = "IDAT"
		end    = "IEND"
	)
	var before string // the type of the chunk before
	hasData := false
	for at := len(pngSignature); ; {
		rest := content[at:]
		if len(rest) < around {
			return truncatedPNG(before, hasData)
		}
		size := binary.BigEndian.Uint32(rest)
		kind := string(rest[4:8])
		switch {
		case !isChunkType(kind) || size >= 1<<31:
			return fmt.Errorf("%w: no chunk begins at byte %d", ErrDamaged, at)
		case before == "" && kind != header:
			return fmt.Errorf("%w: its first chunk is %s and not %s", ErrDamaged, kind, header)
		case before != "" && kind == header:
			return fmt.Errorf("%w: it has a second %s chunk at byte %d", ErrDamaged, header, at)
		case int(size) > len(rest)-around:
			return truncatedPNG(kind, hasData)
		}
		stop := 8 + int(size)
		if crc32.ChecksumIEEE(rest[4:stop]) != binary.BigEndian.Uint32(rest[stop:]) {
			return fmt.Errorf("%w: the checksum of its %s chunk at byte %d is wrong", ErrDamaged, kind, at)
		}
		hasData = hasData || kind == data && size > 0
		if kind == end {
			break
		}
		before = kind
		at += around + int(size)
	}
	if !hasData {
		return fmt.Errorf("%w: it has no image data (%s)", ErrDamaged, data)
	}
	return nil
}

// truncatedPNG says where a file ends whose last chunk is of a type.
func truncatedPNG(last string, hasData bool) error {
	switch {
	case last == "" || last == "IHDR":
		return fmt.Errorf("it ends after its header, so %w", ErrTruncated)
	case last == "IDAT" || hasData:
		return fmt.Errorf("it ends in its image data, before the end mark (IEND), so %w", ErrTruncated)
	}
	return fmt.Errorf("it ends before its image data, so %w", ErrTruncated)
}

// isChunkType reports whether a type of a chunk is four letters.
func isChunkType(kind string) bool {
	for _, c := range []byte(kind) {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			return false
		}
	}
	return true
}
