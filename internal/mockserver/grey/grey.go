// SPDX-License-Identifier: MPL-2.0

// Package grey draws images of one grey.
package grey

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"sync"
)

// drawn caches the files: encoding millions of pixels takes long, and tests ask for the
// same few.
var drawn sync.Map

type key struct {
	width, height int
	shade         uint8
}

// PNG draws an image of that size. Another shade is another file.
func PNG(width, height int, shade uint8) []byte {
	wanted := key{width, height, shade}
	made, found := drawn.Load(wanted)
	if !found {
		made, _ = drawn.LoadOrStore(wanted, string(draw(wanted)))
	}
	text, _ := made.(string) // drawn holds strings alone
	return []byte(text)
}

func draw(wanted key) []byte {
	// The encoder is fastest with a whole byte for each pixel.
	palette := make(color.Palette, 256)
	for i := range palette {
		palette[i] = color.Gray{Y: wanted.shade}
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	// Writing to memory does not fail.
	_ = encoder.Encode(&out, image.NewPaletted(image.Rect(0, 0, wanted.width, wanted.height), palette))
	return out.Bytes()
}
