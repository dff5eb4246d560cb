// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"unicode"
)

// TestResponses_hideSecrets has responses repeat the token in ways in which it is hard to
// find: none of it gets into the error.
func TestResponses_hideSecrets(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start, end := token[:6], token[6:]
		for name, a := range map[string]http.HandlerFunc{
			"invisible character within":  respond(400, "saw "+start+"\x00"+end),
			"invisible runes within":      respond(400, "saw "+start+"\u200b"+end),
			"where the quotation is cut":  respond(400, strings.Repeat("x", 194)+token),
			"title of a page":             typed(400, "text/html", "<html><title>"+start+"&#8203;"+end+"</title>"),
			"type of the content":         typed(400, token, "x"),
			"request id":                  headed(400, http.Header{"X-Request-Id": {strings.Repeat("x", 94) + token}}, ""),
			"description":                 respond(400, `{"code":"X","description":"saw `+start+`\u0007`+end+`"}`),
			"code":                        respond(400, `{"code":"`+start+`\u001b`+end+`"}`),
			"description that is no text": respond(400, `{"code":"X","description":{"saw":"`+token+`"}}`),
		} {
			_, err := newClient(t, serve(t, a)).Bots.Get(t.Context(), "7")
			if err == nil || strings.Contains(err.Error(), start) || strings.Contains(err.Error(), end) {
				t.Errorf("%s: got error %v, want one that shows neither end of the token", name, err)
			}
		}
	})
}

// TestResponses_arePrintable has a response hold control characters, which a terminal would obey.
func TestResponses_arePrintable(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const obeyed = `\u001b[2J\u001b]0;title\u0007\u009b31m\r\b`
		for name, body := range map[string]string{
			"own shape":   `{"code":"X` + obeyed + `","description":"first` + obeyed + `\nsecond\ttab"}`,
			"OAuth":       `{"error":"x` + obeyed + `","error_description":"first` + obeyed + `\nsecond\ttab"}`,
			"other texts": fmt.Sprintf("first\nsecond\ttab %s", "\x1b[2J\x07\r"),
		} {
			_, err := newClient(t, serve(t, respond(400, body))).Bots.Get(t.Context(), "7")
			if err == nil || strings.ContainsFunc(err.Error(), func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) {
				t.Errorf("%s: got error %q, want one of printable characters only", name, err)
			}
			if !strings.Contains(err.Error(), "first") || !strings.Contains(err.Error(), "second tab") {
				t.Errorf("%s: got error %q, want one with %q and %q", name, err, "first", "second tab")
			}
		}
	})
}
