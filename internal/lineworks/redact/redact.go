// SPDX-License-Identifier: MPL-2.0

// Package redact removes secrets from texts that a server or a proxy has written,
// before they are shown, and everything that a terminal obeys instead of displaying it.
//
// A secret is found as it is, and as JSON escapes, percent encoding, HTML entities,
// quoted-printable, hexadecimal digits or base64 write it, also where these notations are
// nested, and also where only a piece of it is left.
package redact

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

const (
	// mask replaces a secret.
	mask = "***"
	// maxRounds bounds how often a text is searched. The second round finds nothing
	// unless removing one secret has put the parts of another one together.
	maxRounds = 8
	// maxValues bounds the values of a set, for a run with thousands of uploads.
	maxValues = 256
)

// Secrets is a set of values that no text may show. The zero value is empty and ready
// to use. A Secrets may be used by several goroutines. It holds the 256 values that were
// added last.
type Secrets struct {
	mu     sync.Mutex
	values []string // the one that was added last is the last
	index  *index   // nil: not built for the values
}

// New returns the set of values.
func New(values ...string) *Secrets {
	s := new(Secrets)
	s.Add(values...)
	return s
}

// Add adds values to s. Values of fewer than 4 characters are left out: they hide
// nothing, and would be found in every text.
func (s *Secrets) Add(values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, value := range values {
		switch i := slices.Index(s.values, value); {
		case len(value) < minSecret:
			continue
		case i >= 0: // it becomes the last one
			s.values = slices.Delete(s.values, i, i+1)
		case len(s.values) == maxValues:
			s.values = slices.Delete(s.values, 0, 1)
			s.index = nil
		default:
			s.index = nil
		}
		s.values = append(s.values, value)
	}
}

// Redact replaces the secrets in text, and every piece of one that has 12 or more
// characters, by "***". A text without any is returned as it is.
func (s *Secrets) Redact(text string) string {
	ix := s.current()
	if ix == nil || text == "" {
		return text
	}
	for range maxRounds {
		spans := search(ix, text)
		if len(spans) == 0 {
			return text
		}
		text = replace(text, spans)
	}
	return mask
}

// Line is the text as one printable line of at most limit characters. The secrets are
// replaced before the line is cut, so that no half of one remains.
func (s *Secrets) Line(text string, limit int) string {
	return Shorten(s.Redact(oneLine(text)), limit)
}

// Text is the text, printable and at most limit characters long, with its line breaks.
func (s *Secrets) Text(text string, limit int) string {
	return Shorten(s.Redact(Printable(text)), limit)
}

// current returns the index of the values, or nil if there are none.
func (s *Secrets) current() *index {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index == nil && len(s.values) > 0 {
		s.index = newIndex(s.values)
	}
	return s.index
}

// span is a part of a text.
type span struct{ from, to int }

// replace puts the mask in place of each part of the text that the spans cover.
func replace(text string, spans []span) string {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	done := 0
	for i := 0; i < len(spans); {
		from, to := spans[i].from, spans[i].to
		for i++; i < len(spans) && spans[i].from <= to; i++ {
			to = max(to, spans[i].to)
		}
		for from > done && !utf8.RuneStart(text[from]) {
			from--
		}
		for to < len(text) && !utf8.RuneStart(text[to]) {
			to++
		}
		b.WriteString(text[done:from])
		b.WriteString(mask)
		done = to
	}
	b.WriteString(text[done:])
	return b.String()
}
