// SPDX-License-Identifier: MPL-2.0

package redact

import (
	"regexp"
	"strings"
	"unicode"
)

// Printable leaves out what a terminal obeys instead of displaying it: control
// characters, the beginnings of escape sequences, and characters that change the
// direction of a text or have no width. Blanks of other kinds become plain ones. Line
// breaks stay.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || unicode.IsPrint(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return -1
	}, strings.ToValidUTF8(text, ""))
}

// Line makes one printable line of at most limit characters.
func Line(text string, limit int) string { return Shorten(oneLine(text), limit) }

func oneLine(text string) string { return strings.Join(strings.Fields(Printable(text)), " ") }

// Shorten cuts text to limit characters.
func Shorten(text string, limit int) string {
	n := 0
	for i := range text {
		if n == limit {
			return text[:i] + "…"
		}
		n++
	}
	return text
}

// userInfo finds the user name and password of a proxy address, which no message may show.
var userInfo = regexp.MustCompile(`//[^/\s"]*@`)

// UserInfo removes user names and passwords from the addresses in a text, such as the
// address of a proxy in the error of a transport.
func UserInfo(text string) string { return userInfo.ReplaceAllString(text, "//"+mask+"@") }
