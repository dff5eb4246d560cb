// SPDX-License-Identifier: MPL-2.0

package redact

import (
	"bytes"
	"hash/maphash"
	"html"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth is how many notations may be nested, such as base64 of percent encoding in
// a JSON string.
const maxDepth = 3

// view is a text, or a part of one, as a notation reads it.
type view struct {
	text []byte
	// from and to tell for each byte which bytes of the original it was read from. They
	// are nil for the original itself.
	from, to []int32
}

func rawView(text string) view { return view{text: []byte(text)} }

// source is where the bytes from i to j were read from.
func (v view) source(i, j int) span {
	if v.from == nil {
		return span{i, j}
	}
	return span{int(v.from[i]), int(v.to[j-1])}
}

// reading collects the bytes that a notation makes of a view.
type reading struct {
	of  view
	out view
}

func newReading(v view, size int) *reading {
	return &reading{of: v, out: view{text: make([]byte, 0, size), from: make([]int32, 0, size), to: make([]int32, 0, size)}}
}

// put adds bytes that stand for the bytes from i to j of the view.
func (r *reading) put(i, j int, text ...byte) {
	s := r.of.source(i, j)
	for _, c := range text {
		r.out.text = append(r.out.text, c)
		r.out.from = append(r.out.from, int32(s.from)) //nolint:gosec // a text is shorter than 2 GiB
		r.out.to = append(r.out.to, int32(s.to))       //nolint:gosec // a text is shorter than 2 GiB
	}
}

// keep adds the bytes from i to j of the view, each standing for itself.
func (r *reading) keep(i, j int) {
	r.out.text = append(r.out.text, r.of.text[i:j]...)
	if r.of.from != nil {
		r.out.from = append(r.out.from, r.of.from[i:j]...)
		r.out.to = append(r.out.to, r.of.to[i:j]...)
		return
	}
	for k := i; k < j; k++ {
		r.out.from = append(r.out.from, int32(k)) //nolint:gosec // a text is shorter than 2 GiB
		r.out.to = append(r.out.to, int32(k)+1)   //nolint:gosec // a text is shorter than 2 GiB
	}
}

// visible leaves out invisible parts: control and format characters, and bytes that
// are not UTF-8. Blanks of other kinds become plain ones.
func (v view) visible() view {
	var r *reading
	done := 0
	for i := 0; i < len(v.text); {
		if c := v.text[i]; c >= ' ' && c <= '~' || isLineSpace(rune(c)) {
			i++
			continue
		}
		c, size := utf8.DecodeRune(v.text[i:])
		if unicode.IsPrint(c) && (c != utf8.RuneError || size > 1) {
			i += size
			continue
		}
		if r == nil {
			r = newReading(v, len(v.text))
		}
		r.keep(done, i)
		if unicode.IsSpace(c) {
			r.put(i, i+size, ' ')
		}
		i += size
		done = i
	}
	if r == nil {
		return v
	}
	r.keep(done, len(v.text))
	return r.out
}

func isLineSpace(c rune) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// folded is the text in the form in which it is compared. Blanks, line breaks and plus
// signs are the same: forms write a blank as a plus sign, and a line break becomes a
// blank when a text is shown on one line.
func (v view) folded() []byte {
	folded := bytes.Clone(v.text)
	for i, c := range folded {
		if isLineSpace(rune(c)) {
			folded[i] = '+'
		}
	}
	return folded
}

// escape reads what stands for other characters at the beginning of a text: the
// characters, and how many bytes stand for them, or 0.
type escape func(text []byte) (chars []byte, size int)

// escapes are the notations that escape single characters, by the character that
// every escape begins with.
var escapes = []struct {
	mark byte
	read escape
}{
	{'\\', jsonEscape},
	{'%', percentEscape},
	{'&', htmlEntity},
	{'=', percentEscape}, // quoted-printable
}

// unescape reads v with one notation. ok is false if that changes nothing.
func (v view) unescape(mark byte, read escape) (out view, ok bool) {
	var r *reading
	done := 0
	for i := bytes.IndexByte(v.text, mark); i < len(v.text) && i >= 0; {
		chars, size := read(v.text[i:])
		if size > 0 {
			if r == nil {
				r = newReading(v, len(v.text))
			}
			r.keep(done, i)
			r.put(i, i+size, chars...)
			done = i + size
			i = done - 1
		}
		next := bytes.IndexByte(v.text[i+1:], mark)
		if next < 0 {
			break
		}
		i += 1 + next
	}
	if r == nil {
		return view{}, false
	}
	r.keep(done, len(v.text))
	return r.out, true
}

// jsonEscape reads an escape of a JSON string, and \x41, which other languages have.
func jsonEscape(text []byte) (chars []byte, size int) {
	const single = `"\/'bfnrt`
	if len(text) < 2 {
		return nil, 0
	}
	switch c := text[1]; {
	case c == 'u':
		first, ok := hexRune(text[2:])
		if !ok {
			return nil, 0
		}
		if utf16.IsSurrogate(first) && bytes.HasPrefix(text[6:], []byte(`\u`)) {
			if second, ok := hexRune(text[8:]); ok && utf16.DecodeRune(first, second) != utf8.RuneError {
				return utf8.AppendRune(nil, utf16.DecodeRune(first, second)), 12
			}
		}
		return utf8.AppendRune(nil, first), 6
	case c == 'x':
		if b, ok := hexByte(text[2:]); ok {
			return []byte{b}, 4
		}
	case strings.IndexByte(single, c) >= 0:
		return []byte{"\"\\/'\b\f\n\r\t"[strings.IndexByte(single, c)]}, 2
	}
	return nil, 0
}

func percentEscape(text []byte) (chars []byte, size int) {
	if b, ok := hexByte(text[1:]); ok {
		return []byte{b}, 3
	}
	return nil, 0
}

// hexRune reads four hexadecimal digits.
func hexRune(text []byte) (r rune, ok bool) {
	if len(text) < 4 {
		return 0, false
	}
	high, ok1 := hexByte(text)
	low, ok2 := hexByte(text[2:])
	return rune(high)<<8 | rune(low), ok1 && ok2
}

// hexByte reads two hexadecimal digits.
func hexByte(text []byte) (b byte, ok bool) {
	if len(text) < 2 {
		return 0, false
	}
	for _, c := range text[:2] {
		switch {
		case isDigit(c):
			b = b<<4 | (c - '0')
		case isHexDigit(c):
			b = b<<4 | (c | 0x20 - 'a' + 10)
		default:
			return 0, false
		}
	}
	return b, true
}

// htmlEntity reads a character reference: &#65; or &#x41; or &amp;. Numbers and some old
// names may lack the semicolon.
func htmlEntity(text []byte) (chars []byte, size int) {
	const (
		longest    = 33 // bytes, of "&CounterClockwiseContourIntegral;"
		longestOld = 7  // bytes, of "&plusmn" and the like
	)
	end, isPart := 1, isAlphanumeric
	if len(text) > 1 && text[1] == '#' {
		end, isPart = 2, isDigit
		if len(text) > 2 && text[2]|0x20 == 'x' {
			end, isPart = 3, isHexDigit
		}
	}
	isName := end == 1
	for end < len(text) && (end < longest || !isName) && isPart(text[end]) {
		end++
	}
	if end < len(text) && text[end] == ';' {
		if chars := unescapeHTML(text[:end+1], 2); chars != nil {
			return chars, end + 1
		}
	}
	if !isName {
		if chars := unescapeHTML(text[:end], 1); chars != nil {
			return chars, end
		}
		return nil, 0
	}
	for end = min(end, longestOld); end > 2; end-- {
		if chars := unescapeHTML(text[:end], 1); chars != nil {
			return chars, end
		}
	}
	return nil, 0
}

// unescapeHTML returns the characters, at most as many as most, that a reference stands
// for; nil if the text is not one reference and nothing else.
func unescapeHTML(reference []byte, most int) []byte {
	chars := []byte(html.UnescapeString(string(reference)))
	if bytes.Equal(chars, reference) || utf8.RuneCount(chars) > most {
		return nil
	}
	return chars
}

func isDigit(c byte) bool        { return c >= '0' && c <= '9' }
func isHexDigit(c byte) bool     { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }
func isAlphanumeric(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

// base64Digits are the values of the digits of both alphabets; 0xff is no digit.
var base64Digits = func() (digits [256]byte) {
	for i := range digits {
		digits[i] = 0xff
	}
	for _, alphabet := range []string{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "-_"} {
		first := 64 - len(alphabet)
		for i := range alphabet {
			digits[alphabet[i]] = byte(first + i)
		}
	}
	return digits
}()

// base64 calls yield with what each part of v that may be base64 of at least min bytes
// stands for. Where such a part begins within a group of four digits is not known, so
// it is read in four ways. Lines of 16 digits or more go on in the next line, as in
// MIME, whose line breaks may have become blanks.
func (v view) base64(least int, yield func(view)) {
	minDigits := (least*8 + 5) / 6
	var digits []int // offsets in v
	for i := 0; i < len(v.text); {
		for i < len(v.text) && base64Digits[v.text[i]] == 0xff {
			i++
		}
		digits = digits[:0]
		for i < len(v.text) {
			line := i
			for i < len(v.text) && base64Digits[v.text[i]] != 0xff {
				digits = append(digits, i)
				i++
			}
			next := i
			for next < len(v.text) && isLineSpace(rune(v.text[next])) {
				next++
			}
			const minLine = 16
			if next == i || i-line < minLine {
				break
			}
			i = next
		}
		if len(digits) < minDigits {
			continue
		}
		for phase := range 4 {
			if rest := digits[phase:]; len(rest) >= minDigits {
				yield(v.decode(rest))
			}
		}
	}
}

// hexadecimal calls yield with what each run of hexadecimal digits of at least min bytes stands
// for, read from its first and from its second digit.
func (v view) hexadecimal(least int, yield func(view)) {
	for i := 0; i < len(v.text); i++ {
		end := i
		for end < len(v.text) && isHexDigit(v.text[end]) {
			end++
		}
		for phase := range 2 {
			first := i + phase
			if end-first < 2*least {
				continue
			}
			r := newReading(v, (end-first)/2)
			for ; first+2 <= end; first += 2 {
				b, _ := hexByte(v.text[first:])
				r.put(first, first+2, b)
			}
			yield(r.out)
		}
		i = end
	}
}

// decode reads base64 digits that stand at the offsets.
func (v view) decode(digits []int) view {
	size := len(digits) * 6 / 8
	r := newReading(v, size)
	for i := range size {
		bit := i * 8
		first, last := bit/6, (bit+7)/6
		pair := uint(base64Digits[v.text[digits[first]]])<<6 | uint(base64Digits[v.text[digits[last]]])
		r.put(digits[first], digits[last]+1, byte(pair>>(4-bit%6))) //nolint:gosec // the byte that the digits hold
	}
	return r.out
}

// searcher reads a text in all notations.
type searcher struct {
	ix    *index
	least int // bytes, of the shortest piece
	seed  maphash.Seed
	// done holds the depth at which a part of the text was read before: two notations
	// that do not meet give the same in either order.
	done  map[reader]int
	spans []span
}

// reader tells one view from another.
type reader struct {
	source span
	hash   uint64
}

// search returns the parts of text that hold a secret.
func search(ix *index, text string) []span {
	s := &searcher{ix: ix, least: minPiece, seed: maphash.MakeSeed(), done: map[reader]int{}}
	for _, secret := range ix.short {
		s.least = min(s.least, len(secret))
	}
	s.visit(rawView(text), 0)
	return s.spans
}

func (s *searcher) visit(v view, depth int) {
	if len(v.text) < s.least || s.visited(v, depth) {
		return
	}
	seen := v.visible()
	s.ix.find(seen.folded(), func(from, to int) { s.spans = append(s.spans, seen.source(from, to)) })
	if depth == maxDepth {
		return
	}
	for _, e := range escapes {
		if out, ok := v.unescape(e.mark, e.read); ok {
			s.visit(out, depth+1)
		}
	}
	v.base64(s.least, func(out view) { s.visit(out, depth+1) })
	v.hexadecimal(s.least, func(out view) { s.visit(out, depth+1) })
}

// visited reports whether v was read before, with as many notations left to try.
func (s *searcher) visited(v view, depth int) bool {
	key := reader{source: v.source(0, len(v.text)), hash: maphash.Bytes(s.seed, v.text)}
	if before, ok := s.done[key]; ok && before <= depth {
		return true
	}
	s.done[key] = depth
	return false
}
