// SPDX-License-Identifier: MPL-2.0

package excerpt_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
)

func TestOf(t *testing.T) {
	t.Parallel()
	const hidden = ", which is not repeated here"
	for value, want := range map[string]string{
		"":                      `""`,
		"2000001x":              `"2000001x"`,
		"bot-2000001":           `"bot-2000001"`,
		"taro@example.com":      `"taro@example.com"`,
		"お知らせ":                  `"お知らせ"`,
		"ftp://example.com/a":   `"ftp://example.com/a"`,
		"http://127.0.0.1:8080": `"http://127.0.0.1:8080"`,
		"https://user:pw@example.com/hook?token=abc#x":            `"https://example.com/hook" (cut)`,
		"http://example.com/hook?sig=":                            `"http://example.com/hook" (cut)`,
		"http://hooks.example.com/services/T0AB12cd/XyZ9aBcD0123": `"http://hooks.example.com/…" (cut)`,
		"http://example.com/0123456789abcdef0123456789abcdef":     `"http://example.com/…" (cut)`,
		"http://example.com/" + strings.Repeat("a/", 60):          `"http://example.com/…" (cut)`,
		"https://a b/?token=abc":                                  "a text of 22 characters" + hidden,
		"example.com/hook?token=abc":                              "a text of 26 characters" + hidden,
		"g2_FBhKVvJ":                                              "a text of 10 characters" + hidden,
		"0123456789abcdef01234567":                                "a text of 24 characters" + hidden,
		"my secret":                                               "a text of 9 characters" + hidden,
		"kr1AAAA.eyJhbGciOiJSUzI1NiJ9":                            "a text of 28 characters" + hidden,
		strings.Repeat("あ", 81):                                   "a text of 81 characters" + hidden,
		"\u200b":                                                  "a text of 1 character" + hidden,
		"a\r\nb":                                                  "a text of 4 characters on several lines" + hidden,
		"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----": "the text of a key or certificate" + hidden,
	} {
		if got := excerpt.Of(value); got != want {
			t.Errorf("Of(%.40q) = %s, want %s", value, got, want)
		}
	}
}
