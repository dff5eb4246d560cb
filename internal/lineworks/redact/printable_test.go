// SPDX-License-Identifier: MPL-2.0

package redact_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/redact"
)

// TestPrintable leaves nothing that a terminal obeys.
func TestPrintable(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, printable, line string }{
		"plain":             {"Help desk", "Help desk", "Help desk"},
		"Japanese":          {"総務　窓口", "総務 窓口", "総務 窓口"},
		"composed later":    {"カ\u3099", "カ\u3099", "カ\u3099"},
		"line breaks":       {" a\r\nb\n\nc ", " a \nb\n\nc ", "a b c"},
		"a color":           {"\x1b[31mred\x1b[0m", "[31mred[0m", "[31mred[0m"},
		"a window title":    {"\x1b]0;owned\x07", "]0;owned", "]0;owned"},
		"a clipboard":       {"\x1b]52;c;cm0gLXJm\x1b\\", `]52;c;cm0gLXJm\`, `]52;c;cm0gLXJm\`},
		"8-bit escapes":     {"\u009b2J\u009d0;x\u009c", "2J0;x", "2J0;x"},
		"raw 8-bit escapes": {"\x9b2J", "2J", "2J"},
		"overwriting":       {"safe\b\b\b\bevil\rx", "safeevil x", "safeevil x"},
		"other direction":   {"a\u202egnp.exe\u2066b\u200f\u061c", "agnp.exeb", "agnp.exeb"},
		"no width":          {"a\u200b\u200d\ufeff\u00adb\u2060", "ab", "ab"},
		"tags":              {"a\U000e0041\U000e0042b", "ab", "ab"},
		"separators":        {"a\u2028b\u2029c\u0085d\v\fe", "a b c d  e", "a b c d e"},
		"broken UTF-8":      {"a\xc3(\xffb", "a(b", "a(b"},
		"private use":       {"a\ue000b", "ab", "ab"},
	} {
		if got := redact.Printable(tc.text); got != tc.printable {
			t.Errorf("%s: got %q, want %q", name, got, tc.printable)
		}
		if got := redact.Line(tc.text, 100); got != tc.line {
			t.Errorf("%s, on a line: got %q, want %q", name, got, tc.line)
		}
	}
}

func TestShorten(t *testing.T) {
	t.Parallel()
	for limit, want := range map[int]string{0: "…", 1: "総…", 2: "総務…", 3: "総務部", 4: "総務部"} {
		if got := redact.Shorten("総務部", limit); got != want {
			t.Errorf("to %d characters: got %q, want %q", limit, got, want)
		}
	}
	if got := redact.Shorten("", 0); got != "" {
		t.Errorf("nothing: got %q, want nothing", got)
	}
}

// TestSecrets_Line redacts before it cuts, so that no half of a secret remains, and
// after the unseen characters between the parts of a secret are gone.
func TestSecrets_Line(t *testing.T) {
	t.Parallel()
	secrets := redact.New(token)
	text := "The  token\n" + token[:30] + "\u200b" + token[30:] + " was refused.\x1b[2J"
	if got, want := secrets.Line(text, 100), "The token *** was refused.[2J"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := secrets.Line(text, 12), "The token **…"; got != want {
		t.Errorf("cut within the mask: got %q, want %q", got, want)
	}
	if got, want := secrets.Text(text, 100), "The  token\n*** was refused.[2J"; got != want {
		t.Errorf("with its line breaks: got %q, want %q", got, want)
	}
	var none *redact.Secrets
	if got, want := none.Line(" a\nb ", 2), "a …"; got != want {
		t.Errorf("without secrets: got %q, want %q", got, want)
	}
}

func TestUserInfo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"proxyconnect tcp: http://user:pass@proxy:3128: EOF": "proxyconnect tcp: http://***@proxy:3128: EOF",
		"https://example.com/a@b":                            "https://example.com/a@b",
		`parse "http://user:p@ss@proxy": invalid`:            `parse "http://***@proxy": invalid`,
		`"//user@a" and "//b@c"`:                             `"//***@a" and "//***@c"`,
	} {
		if got := redact.UserInfo(text); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("\x1b[31m\u202e\u200b\xff\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		got := redact.Printable(text)
		if i := strings.IndexFunc(got, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }); i >= 0 {
			t.Errorf("%q: got %q, want a printable character at %d", text, got, i)
		}
		if again := redact.Printable(got); again != got {
			t.Errorf("%q becomes %q: got %q from that, want no change", text, got, again)
		}
	})
}
