// SPDX-License-Identifier: MPL-2.0

// Package excerpt repeats a refused value in a message, or says what kind of value it is
// where it may be a secret or would fill the screen.
package excerpt

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxShown is how many characters a value may have to be repeated in a message.
const maxShown = 80

var (
	// secretWord is a word that stands beside a secret.
	secretWord = regexp.MustCompile(`(?i)secret|token|passw|bearer|api_?key|private|credential|signature|sig=`)
	// random is a run of characters as keys and tokens have it.
	random = regexp.MustCompile(`[A-Za-z0-9_~+/=-]{10,}`)
)

// minHex is the length from which a run of lower-case letters and digits is taken for
// a hash or a key.
const minHex = 24

// Of is a refused value for a message, in quotation marks: the provider cannot know
// whether a value comes from a sensitive variable, so only a short, printable value that
// does not look like a secret is repeated. Of an address, user information, query and
// fragment are cut off. For any other value, Of says what kind of value it is.
func Of(value string) string {
	switch {
	case strings.Contains(value, "-----BEGIN"):
		return "the text of a key or certificate, which is not repeated here"
	case strings.Contains(value, "://"):
		if address, ok := showAddress(value); ok {
			return address
		}
	case value == "" || isShort(value) && !looksSecret(value) && !strings.ContainsAny(value, "?#&="):
		return fmt.Sprintf("%q", value)
	}
	if strings.ContainsAny(value, "\r\n") {
		return fmt.Sprintf("a text of %d characters on several lines, which is not repeated here", utf8.RuneCountInString(value))
	}
	return fmt.Sprintf("a text of %s, which is not repeated here", Characters(utf8.RuneCountInString(value)))
}

func showAddress(value string) (string, bool) {
	u, err := url.Parse(value)
	if err != nil || u.Host == "" {
		return "", false
	}
	shown := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	more := ""
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		more = " (cut)"
	}
	// The path of a webhook may be its secret.
	if !isShort(u.Path) || looksSecret(u.Path) {
		shown.Path, more = "/…", " (cut)"
	}
	text := shown.Scheme + "://" + shown.Host + shown.Path
	if !isShort(text) || looksSecret(shown.Host) {
		return "", false
	}
	return fmt.Sprintf("%q%s", text, more), true
}

func isShort(value string) bool {
	return utf8.RuneCountInString(value) <= maxShown && strings.IndexFunc(value, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}

func looksSecret(value string) bool {
	if secretWord.MatchString(value) {
		return true
	}
	for _, run := range random.FindAllString(value, -1) {
		lower := strings.IndexFunc(run, unicode.IsLower) >= 0
		upper := strings.IndexFunc(run, unicode.IsUpper) >= 0
		digit := strings.IndexFunc(run, unicode.IsDigit) >= 0
		if lower && upper && digit || digit && (lower || upper) && len(run) >= minHex {
			return true
		}
	}
	return false
}

// Characters is a number of characters in words.
func Characters(n int) string {
	if n == 1 {
		return "1 character"
	}
	return fmt.Sprintf("%d characters", n)
}
