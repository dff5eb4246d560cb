// SPDX-License-Identifier: MPL-2.0

package redact_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/redact"
)

// token has every kind of character that an access token or a signature may have.
const token = "kr1AAABFNKyxc7xsVRQVKrTNFchiiMkQrfJMDM6whobYxfbO4fsF2mvy/Z9+rYHTj~a0.SQ=_-w"

// notations write a text so that it is not found as it is.
var notations = map[string]func(string) string{
	"as it is":                  func(s string) string { return s },
	"JSON escapes":              jsonEscapes,
	"JSON escapes, some":        func(s string) string { return strings.ReplaceAll(s, "/", `\/`) },
	"percent encoding":          url.QueryEscape,
	"percent encoding, all":     func(s string) string { return each(s, "%%%02x") },
	"HTML entities":             func(s string) string { return html.EscapeString(strings.ReplaceAll(s, "=", "&equals;")) },
	"HTML entities, decimal":    func(s string) string { return each(s, "&#%d;") },
	"HTML entities, hex":        func(s string) string { return each(s, "&#x%X;") },
	"HTML entities, unfinished": func(s string) string { return each(s, "&#%d") },
	"quoted-printable":          func(s string) string { return each(s, "=%02X") },
	"hexadecimal":               func(s string) string { return each(s, "%02x") },
	"hexadecimal, capitals":     func(s string) string { return each(s, "%02X") },
	"base64":                    func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64 after 1 byte":       func(s string) string { return base64.StdEncoding.EncodeToString([]byte("x" + s)) },
	"base64 after 2 bytes":      func(s string) string { return base64.StdEncoding.EncodeToString([]byte("xy" + s)) },
	"base64url":                 func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
	"base64url after 1 byte":    func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("\xff" + s)) },
	"base64url after 2 bytes":   func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("\xff\xfe" + s)) },
	"base64 in lines":           inLines,
}

// each writes every byte of s with the format.
func each(s, format string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, format, s[i])
	}
	return b.String()
}

func jsonEscapes(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r > 0xffff {
			quoted := strconv.QuoteToASCII(string(r)) // "\U0001f600"
			n, _ := strconv.ParseUint(quoted[3:len(quoted)-1], 16, 32)
			n -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+n>>10, 0xdc00+n&0x3ff)
			continue
		}
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return b.String()
}

// inLines is base64 in lines of 76 digits, as MIME has it.
func inLines(s string) string {
	const before = "Dear reader, what follows is the token that you asked for: "
	text := base64.StdEncoding.EncodeToString([]byte(before + s))
	var lines []string
	for len(text) > 76 {
		lines = append(lines, text[:76])
		text = text[76:]
	}
	return strings.Join(append(lines, text), "\r\n")
}

// recovered returns a piece of 12 characters of the secret, or a shorter secret, that
// decoding the text in up to depth notations brings back, or "".
func recovered(text, secret string, depth int) string {
	chars := []rune(secret)
	length := min(12, len(chars))
	for i := range len(chars) - length + 1 {
		if piece := string(chars[i : i+length]); len(piece) >= 4 && strings.Contains(text, piece) {
			return piece
		}
	}
	if depth == 0 {
		return ""
	}
	for _, decode := range decoders {
		for _, decoded := range decode(text) {
			if decoded == text {
				continue
			}
			if found := recovered(decoded, secret, depth-1); found != "" {
				return found
			}
		}
	}
	return ""
}

var (
	jsonEscape      = regexp.MustCompile(`\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\["\\/bfnrt]`)
	printableEscape = regexp.MustCompile(`=[0-9A-Fa-f]{2}`)
	hexRun          = regexp.MustCompile(`[0-9a-fA-F]{8,}`)
	percentEscape   = regexp.MustCompile(`%[0-9a-fA-F]{2}`)
	base64Run       = regexp.MustCompile(`[A-Za-z0-9+/_-]{16,}`)
)

// decoders read the notations with the standard library, which shares no code with the
// package.
var decoders = []func(string) []string{
	func(s string) []string {
		return []string{jsonEscape.ReplaceAllStringFunc(s, func(e string) string {
			if e == `\/` {
				return "/"
			}
			var b strings.Builder
			if len(e) == 12 {
				high, _ := strconv.ParseUint(e[2:6], 16, 32)
				low, _ := strconv.ParseUint(e[8:], 16, 32)
				b.WriteRune(rune(0x10000 + (high-0xd800)<<10 + low - 0xdc00))
				return b.String()
			}
			text, err := strconv.Unquote(`"` + e + `"`)
			if err != nil {
				return e // half a pair
			}
			return text
		})}
	},
	func(s string) []string {
		return []string{percentEscape.ReplaceAllStringFunc(s, func(e string) string {
			text, _ := url.PathUnescape(e)
			return text
		})}
	},
	func(s string) []string { return []string{html.UnescapeString(s)} },
	func(s string) []string {
		return []string{printableEscape.ReplaceAllStringFunc(s, func(e string) string {
			text, _ := hex.DecodeString(e[1:])
			return string(text)
		})}
	},
	func(s string) []string {
		var all []string
		for _, run := range hexRun.FindAllString(s, -1) {
			for phase := range 2 {
				digits := run[phase:]
				if text, err := hex.DecodeString(digits[:len(digits)/2*2]); err == nil {
					all = append(all, string(text))
				}
			}
		}
		return all
	},
	func(s string) []string {
		var all []string
		for _, run := range base64Run.FindAllString(s, -1) {
			run = strings.NewReplacer("-", "+", "_", "/").Replace(run)
			for phase := range 4 {
				digits := run[phase:]
				if len(digits)%4 == 1 {
					digits = digits[:len(digits)-1]
				}
				if text, err := base64.RawStdEncoding.DecodeString(digits); err == nil {
					all = append(all, string(text))
				}
			}
		}
		return all
	},
}

// TestRedact_notations finds a secret in every notation, and in every notation of a
// notation.
func TestRedact_notations(t *testing.T) {
	t.Parallel()
	secrets := redact.New(token)
	for outer, write := range notations {
		for inner, first := range notations {
			text := "before " + write(first(token)) + " after"
			got := secrets.Redact(text)
			if !strings.HasPrefix(got, "before ") || !strings.HasSuffix(got, " after") || !strings.Contains(got, "***") {
				t.Errorf("%s in %s: got %q, want the words around it to stay", inner, outer, got)
			}
			if piece := recovered(got, token, 2); piece != "" {
				t.Errorf("%s in %s: got %q, from which %q can be recovered, want no piece in it", inner, outer, got, piece)
			}
		}
	}
}

// TestRedact_cut finds each piece of a secret that has 12 characters or more, in every
// notation, wherever the text was cut.
func TestRedact_cut(t *testing.T) {
	t.Parallel()
	secrets := redact.New(token)
	for name, write := range notations {
		whole := write(token)
		for cut := range len(whole) {
			for _, text := range []string{whole[:cut], whole[cut:], "…" + whole[cut:min(len(whole), cut+40)] + "…"} {
				if piece := recovered(secrets.Redact(text), token, 1); piece != "" {
					t.Errorf("%s: got %q, from which %q can be recovered, want no piece in it", name, secrets.Redact(text), piece)
				}
			}
		}
	}
	for i := range len(token) - 11 {
		if got, want := secrets.Redact("<"+token[i:i+12]+">"), "<***>"; got != want {
			t.Errorf("a piece of 12 characters: got %q, want %q", got, want)
		}
		if piece := "<" + token[i:i+11] + ">"; secrets.Redact(piece) != piece {
			t.Errorf("a piece of 11 characters: got %q, want it unchanged", secrets.Redact(piece))
		}
	}
}

// TestRedact replaces the secrets and nothing else.
func TestRedact(t *testing.T) {
	t.Parallel()
	const half = "0123456789abcdefghij"
	for name, tc := range map[string]struct {
		secrets    []string
		text, want string
	}{
		"none":                     {nil, "a text", "a text"},
		"not in the text":          {[]string{token}, `{"code":"X","description":"50% of \"all\" & more"}`, `{"code":"X","description":"50% of \"all\" & more"}`},
		"twice":                    {[]string{token}, token + "," + token, "***,***"},
		"side by side":             {[]string{token}, token + token, "***"},
		"short":                    {[]string{"hush"}, "a hush in hushed halls", "a *** in ***ed halls"},
		"short, encoded":           {[]string{"hu+sh"}, `hu%2Bsh hu\u002bsh hu&plus;sh`, "*** *** ***"},
		"short, in base64":         {[]string{"hush!"}, base64.StdEncoding.EncodeToString([]byte("hush!")), "***="},
		"a piece of a short one":   {[]string{"elevenchars"}, "elevenchar", "elevenchar"},
		"too short":                {[]string{"abc", ""}, "abc", "abc"},
		"two that overlap":         {[]string{half + "X", half[8:] + "XYZ"}, "<" + half + "XYZ>", "<***>"},
		"a blank as a plus sign":   {[]string{"correct horse battery"}, "p=correct+horse+battery&q", "p=***&q"},
		"a blank as a line break":  {[]string{"correct horse battery"}, "correct\nhorse\tbattery", "***"},
		"with unseen characters":   {[]string{half}, "<0123456789\u200b\x00abcdef\xffghij>", "<***>"},
		"unseen ones, escaped":     {[]string{half}, `<0123456789\u200babcdefghij>`, "<***>"},
		"two notations in one":     {[]string{half}, `<01234%356789\u0061bcdef&#103;hij>`, "<***>"},
		"it looks like an escape":  {[]string{`abc%41\u0041&amp;xyz`}, `<abc%41\u0041&amp;xyz>`, "<***>"},
		"of many bytes":            {[]string{"秘密の言葉です"}, "<秘密の言葉です>", "<***>"},
		"a piece of many bytes":    {[]string{"秘密の言葉です"}, "<密の言葉>", "<***>"},
		"beyond the basic plane":   {[]string{"hidden 🗝 in a smiley"}, `<hidden \ud83d\udddd in a smiley>`, "<***>"},
		"half of the last one":     {[]string{"abcdefghijk\u00e9"}, "<abcdefghijk\u00e8>", "<***>"},
		"half of the first one":    {[]string{"\u00e9abcdefghijk"}, "<\u0129abcdefghijk>", "<***>"},
		"joined by what is masked": {[]string{half, "aaaaaa***bbbbbb"}, "<aaaaaa" + half + "bbbbbb>", "<***>"},
		"of the mask's characters": {[]string{"*****"}, "<*****>", "<***>"},
		"many times, in base64":    {[]string{half}, strings.Repeat("MDEyMzQ1Njc4OWFiY2RlZmdoaWo= ", 20), strings.Repeat("***= ", 20)},
		"after an old HTML entity": {[]string{half}, "&lt" + half + ";", "&lt***;"},
		"a key in lines":           {[]string{"MIIEvQIBADANBgkqhkiG\n9w0BAQEFAASCBKcwggSj\n"}, "MIIEvQIBADANBgkqhkiG 9w0BAQEFAASCBKcwggSj", "***"},
		"a key in a JSON string":   {[]string{"MIIEvQIBADANBgkqhkiG\n9w0BAQEFAASCBKcwggSj\n"}, `"MIIEvQIBADANBgkqhkiG\n9w0BAQEFAASCBKcwggSj\n"`, `"***"`},
	} {
		if got := redact.New(tc.secrets...).Redact(tc.text); got != tc.want {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

// TestRedact_unchanged leaves texts alone that hold no secret, even if they look like one.
func TestRedact_unchanged(t *testing.T) {
	t.Parallel()
	secrets := redact.New(token, "client-secret", "short")
	for _, text := range []string{
		"", "%", "%4", "%zz", `\`, `\u00`, `\ud83d`, `\ud83d\u0041`, `\x4`, "&", "&#", "&#x", "&#;", "&amp", "&nothing;", "&ampersand",
		"\x00\xff\u202e", strings.Repeat("A", 100), strings.Repeat("QUJD", 50) + "==",
		`{"description":"&lt;b&gt; 100%25 \"quoted\" \u3042"}`, "https://example.com/a/b?c=d%20e&f=g",
	} {
		if got := secrets.Redact(text); got != text {
			t.Errorf("got %q, want %q", got, text)
		}
	}
	var none *redact.Secrets
	if got := none.Redact(token); got != token {
		t.Errorf("without secrets: got %q, want %q", got, token)
	}
}

// TestSecrets_Add has secrets added while texts are redacted.
func TestSecrets_Add(t *testing.T) {
	t.Parallel()
	var secrets redact.Secrets
	if got := secrets.Redact(token); got != token {
		t.Errorf("before any was added: got %q, want %q", got, token)
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			secret := fmt.Sprintf("secret number %d", i)
			secrets.Add(secret, token)
			if got, want := secrets.Redact("<"+secret+">"), "<***>"; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
	wg.Wait()
	if got, want := secrets.Redact("secret number 3, "+token), "***, ***"; got != want {
		t.Errorf("after all were added: got %q, want %q", got, want)
	}
}

// TestSecrets_Add_many adds more values than a set holds: those that are in use stay.
func TestSecrets_Add_many(t *testing.T) {
	t.Parallel()
	var secrets redact.Secrets
	number := func(i int) string { return fmt.Sprintf("%03d-%03d-%03d-%03d", i, i, i, i) }
	for i := range 1000 {
		secrets.Add(number(i), token)
	}
	if got, want := secrets.Redact(number(744)+", "+number(745)+", "+number(999)+", "+token), number(744)+", ***, ***, ***"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzRedact hides a piece of a secret in a text in up to two notations.
func FuzzRedact(f *testing.F) {
	f.Add(token, "before", "after", uint(3), uint(20), uint(0), uint(1))
	f.Add("client secret", "&#6", "5;%", uint(0), uint(13), uint(4), uint(9))
	f.Add("%41%41%41%41%41%41", "%25", "%", uint(0), uint(18), uint(2), uint(3))
	f.Add("***************", "****", "QUJD", uint(0), uint(14), uint(10), uint(2))
	f.Add(strings.Repeat("a", 200), "aaa", "aaa", uint(5), uint(100), uint(12), uint(13))
	names := []string{
		"as it is", "JSON escapes", "JSON escapes, some", "percent encoding", "percent encoding, all",
		"HTML entities", "HTML entities, decimal", "HTML entities, hex", "HTML entities, unfinished",
		"base64", "base64 after 1 byte", "base64 after 2 bytes", "base64url", "base64url after 1 byte", "base64url after 2 bytes",
	}
	f.Fuzz(func(t *testing.T, secret, before, after string, from, length, inner, outer uint) {
		if len(secret) > 2000 || len(before)+len(after) > 2000 || !utf8.ValidString(secret) || redact.Printable(secret) != secret {
			return
		}
		from = min(from, uint(len(secret)))
		piece := secret[from:min(from+length, uint(len(secret)))]
		write := func(s string, n uint) string { return notations[names[n%uint(len(names))]](s) }
		text := before + write(write(piece, inner), outer) + after
		got := redact.New(secret).Redact(text)
		if found := recovered(got, secret, 2); found != "" {
			t.Errorf("%q: got %q, from which %q can be recovered, want no piece in it", text, got, found)
		}
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("%q: got %q, want UTF-8", text, got)
		}
		if again := redact.New(secret).Redact(got); again != got {
			t.Errorf("%q becomes %q: got %q from that, want no change", text, got, again)
		}
	})
}

// FuzzRedact_unchanged has texts that do not hold the secret.
func FuzzRedact_unchanged(f *testing.F) {
	secrets := redact.New(token, "hush+hush")
	for _, write := range notations {
		f.Add(write(write("nothing of interest, and enough of it to fill a line of base64")))
	}
	f.Add("\x00\xff\u202e%u0041&#x;&#55555555555;\\ud83d\\ud83d")
	f.Fuzz(func(t *testing.T, text string) {
		if got := secrets.Redact(text); got != text {
			t.Errorf("got %q, want %q", got, text)
		}
	})
}
