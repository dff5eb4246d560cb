// SPDX-License-Identifier: MPL-2.0

package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/picture"
)

// drawing is a picture whose image data is not all alike.
func drawing(width, height int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.Set(x, y, color.RGBA{R: byte(x * y), G: byte(x * x), B: byte(y), A: 255})
		}
	}
	return img
}

func newPNG(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, drawing(60, 40)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func newJPEG(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, drawing(60, 40), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// chunk is a chunk of a PNG.
func chunk(kind, data string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

const (
	signature = "\x89PNG\r\n\x1a\n"
	header    = "\x00\x00\x00\x3c\x00\x00\x00\x28\x08\x02\x00\x00\x00" // 60 × 40, RGB
)

func pngOf(chunks ...[]byte) []byte { return append([]byte(signature), slices.Concat(chunks...)...) }

// segment is a segment of a JPEG.
func segment(marker byte, data string) []byte {
	b := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(data)+2))
	return append(b, data...)
}

// sof is a frame header: 8 bits, 40 lines of 60 pixels, one component.
func sof(marker byte) []byte {
	return segment(marker, "\x08\x00\x28\x00\x3c\x01\x01\x11\x00")
}

func jpegOf(parts ...[]byte) []byte { return append([]byte("\xff\xd8"), slices.Concat(parts...)...) }

func TestCheck(t *testing.T) {
	t.Parallel()
	sos, end := segment(0xda, "\x01\x01\x00\x00\x3f\x00"), []byte("\xff\xd9")
	for name, tc := range map[string]struct {
		content []byte
		format  string
	}{
		"PNG":                      {newPNG(t), "png"},
		"JPEG":                     {newJPEG(t), "jpeg"},
		"PNG, bytes after its end": {append(newPNG(t), "more"...), "png"},
		"JPEG, bytes after it":     {append(newJPEG(t), "more"...), "jpeg"},
		"PNG, other chunks": {pngOf(chunk("IHDR", header), chunk("tEXt", "a\x00b"), chunk("IDAT", ""), chunk("IDAT", "x"), chunk("IDAT", "y"),
			chunk("teXt", ""), chunk("IEND", "")), "png"},
		"JPEG, progressive": {jpegOf(segment(0xe0, "JFIF\x00"), sof(0xc2), segment(0xc4, "t"), sos, []byte("a\xff\x00b"), segment(0xc4, "t"),
			sos, []byte("c\xff\xd0d\xff\xd7"), end), "jpeg"},
		"JPEG, fill bytes":          {jpegOf([]byte("\xff\xff"), segment(0xe0, "JFIF\x00"), sof(0xc0), sos, []byte("a\xff\xff\xff\xd9")), "jpeg"},
		"JPEG, thumbnail in a part": {jpegOf(segment(0xe1, "Exif\x00\x00\xff\xd8\xff\xd9"), sof(0xc0), sos, []byte("a"), end), "jpeg"},
		"JPEG, bytes of no part":    {jpegOf([]byte("ab\xff\x00c"), sof(0xc0), []byte("\n"), sos, []byte("a"), end), "jpeg"},
		"JPEG, no image data bytes": {jpegOf(sof(0xc0), sos, end), "jpeg"},
	} {
		got, err := picture.Check(tc.content)
		want := picture.Info{Format: tc.format, Width: 60, Height: 40}
		if err != nil || got != want {
			t.Errorf("%s: got %+v and error %v, want %+v", name, got, err, want)
		}
		if got, want := got.ContentType(), "image/"+tc.format; got != want {
			t.Errorf("%s: got content type %q, want %q", name, got, want)
		}
	}
}

func TestCheck_wrong(t *testing.T) {
	t.Parallel()
	sos := segment(0xda, "\x01\x01\x00\x00\x3f\x00")
	damaged := newPNG(t)
	damaged[60] ^= 1 // in the image data
	longest := pngOf(chunk("IHDR", header), []byte("\xff\xff\xff\xffIDAT........"))
	for name, tc := range map[string]struct {
		content string
		class   error
		want    string
	}{
		"nothing":                {"", picture.ErrTruncated, "it was cut off before its first byte"},
		"text":                   {"hello", picture.ErrFormat, "it is neither PNG nor JPEG"},
		"GIF":                    {"GIF89a....", picture.ErrFormat, "it is neither PNG nor JPEG, but GIF"},
		"WebP":                   {"RIFF....WEBPVP8 ", picture.ErrFormat, "it is neither PNG nor JPEG, but WebP"},
		"HEIC":                   {"\x00\x00\x00\x18ftypheic", picture.ErrFormat, "it is neither PNG nor JPEG, but HEIC"},
		"AVIF":                   {"\x00\x00\x00\x18ftypavif", picture.ErrFormat, "it is neither PNG nor JPEG, but AVIF"},
		"Git LFS":                {"version https://git-lfs.github.com/spec/v1\noid sha256:0", picture.ErrFormat, "it is neither PNG nor JPEG, but a pointer of Git LFS (git lfs pull replaces it by the picture)"},
		"line ends of Unix":      {"\x89PNG\n\x1a\n\x00", picture.ErrDamaged, "it is damaged: its line ends were changed, as Git does with text (*.png binary in .gitattributes prevents it)"},
		"line ends of Windows":   {"\x89PNG\r\r\n\x1a\r\n\x00", picture.ErrDamaged, "it is damaged: its line ends were changed, as Git does with text (*.png binary in .gitattributes prevents it)"},
		"PNG saved as text":      {"\xef\xbf\xbdPNG\r\n", picture.ErrDamaged, "it is damaged: it was saved as text, which a picture does not survive"},
		"JPEG saved as text":     {"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", picture.ErrDamaged, "it is damaged: it was saved as text, which a picture does not survive"},
		"PNG, part of its mark":  {signature[:5], picture.ErrTruncated, "it ends within its first 8 bytes, so it was cut off"},
		"PNG, its mark alone":    {signature, picture.ErrTruncated, "it ends after its header, so it was cut off"},
		"PNG, its header alone":  {string(pngOf(chunk("IHDR", header))), picture.ErrTruncated, "it ends after its header, so it was cut off"},
		"PNG, half a header":     {string(pngOf(chunk("IHDR", header))[:20]), picture.ErrTruncated, "it ends after its header, so it was cut off"},
		"PNG, text after it":     {string(pngOf(chunk("IHDR", header), chunk("tEXt", "abc")[:9])), picture.ErrTruncated, "it ends after its header, so it was cut off"},
		"PNG, half a text":       {string(pngOf(chunk("IHDR", header), chunk("tEXt", "abc")[:13])), picture.ErrTruncated, "it ends before its image data, so it was cut off"},
		"PNG, half of its data":  {string(newPNG(t)[:200]), picture.ErrTruncated, "it ends in its image data, before the end mark (IEND), so it was cut off"},
		"PNG, no end mark":       {string(pngOf(chunk("IHDR", header), chunk("IDAT", "x"))), picture.ErrTruncated, "it ends in its image data, before the end mark (IEND), so it was cut off"},
		"PNG, text for an end":   {string(pngOf(chunk("IHDR", header), chunk("IDAT", "x"), chunk("tEXt", "x"))), picture.ErrTruncated, "it ends in its image data, before the end mark (IEND), so it was cut off"},
		"PNG, a bit changed":     {string(damaged), picture.ErrDamaged, "it is damaged: the checksum of its IDAT chunk at byte 33 is wrong"},
		"PNG, no chunk":          {string(pngOf(chunk("IHDR", header), []byte("\x00\x00\x00\x01ID4T....."))), picture.ErrDamaged, "it is damaged: no chunk begins at byte 33"},
		"PNG, impossible length": {string(longest), picture.ErrDamaged, "it is damaged: no chunk begins at byte 33"},
		"PNG of Xcode":           {string(pngOf(chunk("CgBI", "abcd"), chunk("IHDR", header))), picture.ErrDamaged, "it is damaged: its first chunk is CgBI and not IHDR"},
		"PNG, two headers":       {string(pngOf(chunk("IHDR", header), chunk("IHDR", header))), picture.ErrDamaged, "it is damaged: it has a second IHDR chunk at byte 33"},
		"PNG, no data":           {string(pngOf(chunk("IHDR", header), chunk("IDAT", ""), chunk("IEND", ""))), picture.ErrDamaged, "it is damaged: it has no image data (IDAT)"},
		"PNG, odd header": {
			string(pngOf(chunk("IHDR", header[:8]+"\x28\x02\x00\x00\x00"), chunk("IDAT", "x"), chunk("IEND", ""))), nil,
			"it has a header that cannot be read: png: unsupported feature: bit depth 40, color type 2",
		},
		"JPEG, its mark alone":    {"\xff\xd8\xff", picture.ErrTruncated, "it ends in its header, so it was cut off"},
		"JPEG, no length":         {"\xff\xd8\xff\xe0\x00", picture.ErrTruncated, "it ends in its header, so it was cut off"},
		"JPEG, half a part":       {string(jpegOf(segment(0xe0, "JFIF\x00"))[:8]), picture.ErrTruncated, "it ends in its header, so it was cut off"},
		"JPEG, its header alone":  {string(jpegOf(sof(0xc0))), picture.ErrTruncated, "it ends after its header, so it was cut off"},
		"JPEG, half of its data":  {string(newJPEG(t)[:900]), picture.ErrTruncated, "it ends in its image data, before the end mark (EOI), so it was cut off"},
		"JPEG, half an end mark":  {string(jpegOf(sof(0xc0), sos, []byte("a\xff"))), picture.ErrTruncated, "it ends in its image data, before the end mark (EOI), so it was cut off"},
		"JPEG, no data":           {string(jpegOf(sof(0xc0), []byte("\xff\xd9"))), picture.ErrDamaged, "it is damaged: it has no image data"},
		"JPEG, no header":         {string(jpegOf(sos, []byte("\xff\xd9"))), picture.ErrDamaged, "it is damaged: its image data comes before its header"},
		"JPEG, tables for one":    {string(jpegOf(segment(0xc4, "t"), sos)), picture.ErrDamaged, "it is damaged: its image data comes before its header"},
		"JPEG, no part":           {string(jpegOf(sof(0xc0), []byte("abc"))), picture.ErrTruncated, "it ends after its header, so it was cut off"},
		"JPEG, no marker":         {string(jpegOf(sof(0xc0), []byte("\xff\x00abc"))), picture.ErrTruncated, "it ends after its header, so it was cut off"},
		"JPEG, second beginning":  {string(jpegOf(sof(0xc0), []byte("\xff\xd8\xff\xe0"))), picture.ErrDamaged, "it is damaged: the segment at byte 15 is of no known kind"},
		"JPEG, impossible length": {string(jpegOf([]byte("\xff\xe0\x00\x01"))), picture.ErrDamaged, "it is damaged: the segment at byte 2 has no length"},
		"JPEG, odd header": {
			string(jpegOf(segment(0xc0, "\x10\x00\x28\x00\x3c\x01\x01\x11\x00"), sos, []byte("\xff\xd9"))), nil,
			"it has a header that cannot be read: unsupported JPEG feature: precision",
		},
	} {
		got, err := picture.Check([]byte(tc.content))
		if err == nil || tc.class != nil && !errors.Is(err, tc.class) || err.Error() != tc.want || got != (picture.Info{}) {
			t.Errorf("%s: got %+v and error %v, want the error %q", name, got, err, tc.want)
		}
	}
}

// TestCheck_cut cuts a picture off at every byte.
func TestCheck_cut(t *testing.T) {
	t.Parallel()
	for format, content := range map[string][]byte{"PNG": newPNG(t), "JPEG": newJPEG(t)} {
		for size := range content {
			_, err := picture.Check(content[:size])
			if size == 1 && format == "JPEG" {
				if !errors.Is(err, picture.ErrFormat) {
					t.Errorf("%d bytes of a JPEG: got error %v, want %v", size, err, picture.ErrFormat)
				}
				continue
			}
			if !errors.Is(err, picture.ErrTruncated) {
				t.Errorf("%d of %d bytes of a %s: got error %v, want %v", size, len(content), format, err, picture.ErrTruncated)
			}
		}
	}
}

// FuzzCheck has files that the decoders of the standard library take: they are right.
func FuzzCheck(f *testing.F) {
	f.Add(newPNG(f))
	f.Add(newJPEG(f))
	f.Add(pngOf(chunk("IHDR", header), []byte("\xff\xff\xff\xffIDAT........")))
	f.Add([]byte("\xff\xd8\xff\xda\x00\x02\xff\xff\xff\xd0\xff"))
	f.Fuzz(func(t *testing.T, content []byte) {
		info, err := picture.Check(content)
		if err != nil && (info != picture.Info{} || !strings.HasPrefix(err.Error(), "it ")) {
			t.Errorf("got %+v and error %v", info, err)
		}
		config, format, configErr := image.DecodeConfig(bytes.NewReader(content))
		if configErr != nil || config.Width*config.Height > 1<<16 {
			return
		}
		if err == nil && (info.Format != format || info.Width != config.Width || info.Height != config.Height) {
			t.Errorf("got %+v, want %s of %d × %d pixels", info, format, config.Width, config.Height)
		}
		if _, _, decodeErr := image.Decode(bytes.NewReader(content)); decodeErr == nil && err != nil {
			t.Errorf("a picture that can be decoded: got error %v", err)
		}
	})
}

// BenchmarkCheck shows that checking a picture costs far less than decoding it.
func BenchmarkCheck(b *testing.B) {
	for name, content := range map[string][]byte{"png": newPNG(b), "jpeg": newJPEG(b)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(content)))
			for b.Loop() {
				if _, err := picture.Check(content); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
