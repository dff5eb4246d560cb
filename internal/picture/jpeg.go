// SPDX-License-Identifier: MPL-2.0

package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

const jpegSignature = "\xff\xd8"

// Markers of JPEG, which follow a byte 0xff.
// Source: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1.
const (
	markerSOF0 = 0xc0 // the first of the frame headers, which end at 0xcf
	markerDHT  = 0xc4 // among the frame headers, and none
	markerJPG  = 0xc8 // likewise
	markerDAC  = 0xcc // likewise
	markerRST0 = 0xd0 // the first of eight that stand in image data
	markerSOI  = 0xd8 // the beginning of a picture
	markerEOI  = 0xd9
	markerSOS  = 0xda // image data follows the segment
	markerTEM  = 0x01 // has no segment
)

// checkJPEG reads the segments up to the end mark EOI. All but a few have a length.
func checkJPEG(content []byte) error {
	hasFrame, hasScan := false, false
	truncated := func() error {
		switch {
		case hasScan:
			return fmt.Errorf("it ends in its image data, before the end mark (EOI), so %w", ErrTruncated)
		case hasFrame:
			return fmt.Errorf("it ends after its header, so %w", ErrTruncated)
		}
		return fmt.Errorf("it ends in its header, so %w", ErrTruncated)
	}
	for at := len(jpegSignature); ; {
		// Image data comes before a marker, or bytes that belong to no segment: some programs
		// leave them, and decoders skip them.
		i := bytes.IndexByte(content[at:], 0xff)
		if i < 0 {
			return truncated()
		}
		start := at + i
		for at = start; at < len(content) && content[at] == 0xff; { // any number of them may come before a marker
			at++
		}
		if at == len(content) {
			return truncated()
		}
		marker := content[at]
		at++
		switch {
		case marker == 0 || marker == markerTEM || isRestart(marker): // part of the image data
			continue
		case marker == markerEOI && hasScan:
			return nil
		case marker == markerEOI:
			return fmt.Errorf("%w: it has no image data", ErrDamaged)
		case marker < markerSOF0 || marker == markerSOI:
			return fmt.Errorf("%w: the segment at byte %d is of no known kind", ErrDamaged, start)
		case len(content)-at < 2:
			return truncated()
		}
		size := int(binary.BigEndian.Uint16(content[at:])) // with these two bytes
		if size < 2 {
			return fmt.Errorf("%w: the segment at byte %d has no length", ErrDamaged, start)
		}
		if size > len(content)-at {
			return truncated()
		}
		at += size
		hasFrame = hasFrame || isFrame(marker)
		if marker == markerSOS {
			if !hasFrame {
				return fmt.Errorf("%w: its image data comes before its header", ErrDamaged)
			}
			hasScan = true
		}
	}
}

func isRestart(marker byte) bool { return marker >= markerRST0 && marker < markerRST0+8 }

func isFrame(marker byte) bool {
	return marker >= markerSOF0 && marker <= 0xcf && marker != markerDHT && marker != markerJPG && marker != markerDAC
}
