// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"sync"
)

// drawn holds what PlainPNG has made, by plainKey: millions of pixels take long, and
// tests want the same few again and again.
var drawn sync.Map

type plainKey struct {
	size  Size
	shade uint8
}

// PlainPNG makes an image of one grey, for a rich menu of that size. Another shade
// is another file.
func PlainPNG(size Size, shade uint8) []byte {
	key := plainKey{size, shade}
	made, found := drawn.Load(key)
	if !found {
		made, _ = drawn.LoadOrStore(key, string(drawPNG(key)))
	}
	text, _ := made.(string) // it can be nothing else
	return []byte(text)
}

func drawPNG(key plainKey) []byte {
	area := image.Rect(0, 0, int(key.size.Width), int(key.size.Height))
	// A whole byte for each pixel is what the encoder is fastest with.
	palette := make(color.Palette, 256)
	for i := range palette {
		palette[i] = color.Gray{Y: key.shade}
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	// Writing to memory does not fail.
	_ = encoder.Encode(&out, image.NewPaletted(area, palette))
	return out.Bytes()
}
