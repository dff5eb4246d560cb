// SPDX-License-Identifier: MPL-2.0

package experiments

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"sync"
)

// picture is a grey PNG of the width of a rich menu. With size it is made that long by a
// comment; 0 leaves it as it is, which is far below every limit.
func picture(height, size int) []byte {
	small := plain[height]()
	const frame = 12 // of a chunk: length, type, checksum
	if pad := size - len(small) - frame; pad > 0 {
		return withComment(small, pad)
	}
	return small
}

// plain has the pictures by height. Each is drawn once.
var plain = map[int]func() []byte{
	menuHeight: sync.OnceValue(func() []byte { return drawn(menuHeight) }),
	tallHeight: sync.OnceValue(func() []byte { return drawn(tallHeight) }),
}

func drawn(height int) []byte {
	var out bytes.Buffer
	// Writing to memory does not fail.
	_ = png.Encode(&out, image.NewPaletted(image.Rect(0, 0, menuWidth, height), color.Palette{color.Gray{Y: 0xc0}}))
	return out.Bytes()
}

// withComment adds a text chunk behind the header of a PNG: https://www.w3.org/TR/png-3/#11tEXt.
func withComment(file []byte, length int) []byte {
	const header = 8 + 25 // the signature, and the chunk IHDR
	chunk := append([]byte("tEXtComment\x00"), bytes.Repeat([]byte("."), length)...)
	chunk = chunk[:4+length]
	out := append([]byte{}, file[:header]...)
	out = binary.BigEndian.AppendUint32(out, uint32(length)) //nolint:gosec // about a million
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, file[header:]...)
}
