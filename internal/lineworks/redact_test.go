// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// longSecret is as long as the tokens, secrets and signatures of the service are.
const longSecret = "kr1AAABFNKyxc7xsVRQVKrTNFchiiMkQrfJMDM6whobYxfbO4fsF2mvy/Z9+rYHTja0="

// notations write a secret as responses do.
func notations(s string) map[string]string {
	each := func(format string) string {
		var b strings.Builder
		for i := range len(s) {
			fmt.Fprintf(&b, format, s[i])
		}
		return b.String()
	}
	encoded := base64.StdEncoding.EncodeToString
	return map[string]string{
		"as it is":             s,
		"cut off":              s[5:25],
		"JSON escapes":         each(`\u%04x`),
		"percent encoding":     url.QueryEscape(s),
		"all percent encoding": each("%%%02X"),
		"HTML entities":        each("&#x%x;"),
		"base64":               encoded([]byte(s)),
		"base64 after 1 byte":  encoded([]byte(":" + s)),
		"base64 after 2 bytes": encoded([]byte("a:" + s)),
		"base64, cut off":      encoded([]byte(s))[7:60],
		"base64url":            base64.RawURLEncoding.EncodeToString([]byte("\xff" + s)),
		"two notations":        url.QueryEscape(encoded([]byte("id:" + s))),
	}
}

// repeating are the places of a response in which a text may come back.
func repeating(text string) map[string]http.RoundTripper {
	respondWith := func(status int, header http.Header, body string) http.RoundTripper {
		return tripper(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body))}, nil
		})
	}
	inJSON := func(status int, properties map[string]any) http.RoundTripper {
		body, err := json.Marshal(properties)
		if err != nil {
			panic(err)
		}
		return respondWith(status, http.Header{"Content-Type": {"application/json"}}, string(body))
	}
	return map[string]http.RoundTripper{
		"code":            inJSON(400, map[string]any{"code": "X " + text}),
		"description":     inJSON(403, map[string]any{"code": "X", "description": "The token " + text + " is unknown."}),
		"deep inside":     inJSON(400, map[string]any{"code": "X", "description": map[string]any{"saw": []string{text}}}),
		"OAuth":           inJSON(400, map[string]any{"error": "invalid_request", "error_description": "saw " + text}),
		"other JSON":      inJSON(400, map[string]any{"headers": map[string]string{"Authorization": "Bearer " + text}}),
		"text":            respondWith(404, http.Header{"Content-Type": {"text/plain"}}, "Cannot send "+text),
		"title of a page": respondWith(400, http.Header{"Content-Type": {"text/html"}}, "<html><title>No "+text+"</title>"),
		"content type":    respondWith(400, http.Header{"Content-Type": {text}}, "x"),
		"request id":      respondWith(400, http.Header{"X-Request-Id": {text}}, ""),
		"redirect":        respondWith(302, http.Header{"Location": {"https://" + url.PathEscape(text) + "/"}}, ""),
		"transport": tripper(func(*http.Request) (*http.Response, error) {
			return nil, fmt.Errorf("malformed HTTP response %q", "Bearer "+text)
		}),
		"broken body": tripper(func(*http.Request) (*http.Response, error) {
			body := io.MultiReader(strings.NewReader("{"), failing{errors.New("malformed chunked encoding: " + text)})
			return &http.Response{StatusCode: 400, Header: http.Header{}, Body: io.NopCloser(body)}, nil
		}),
	}
}

// failing is a body that cannot be read.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// expectHidden fails the test if err shows a piece of the text that was sent back.
func expectHidden(t *testing.T, what, sent string, err error) {
	t.Helper()
	const piece = 20 // what base64 needs for 12 characters, and a few more
	if err == nil {
		t.Errorf("%s: got no error, want one", what)
		return
	}
	shown := err.Error()
	if apiErr := (*lineworks.APIError)(nil); errors.As(err, &apiErr) {
		shown += apiErr.Code + apiErr.Description + apiErr.RequestID + apiErr.ContentType
	}
	for i := 0; i+piece <= len(sent); i++ {
		if strings.Contains(shown, sent[i:i+piece]) {
			t.Errorf("%s: got %q, want nothing of %q in it", what, err, sent)
			return
		}
	}
}

// TestRedact_call has every place of a response repeat the token, in every notation.
func TestRedact_call(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for notation, sent := range notations(longSecret) {
			for place, rt := range repeating(sent) {
				c := newClientWith(t, &script{URL: "https://api.example.com"}, lineworks.StaticToken(longSecret), lineworks.WithTransport(rt), lineworks.WithMaxRetries(0))
				_, err := c.Bots.Get(t.Context(), "7")
				expectHidden(t, notation+" in "+place, sent, err)
			}
		}
	})
}

// TestRedact_token has the authorization server repeat the client secret.
func TestRedact_token(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for notation, sent := range notations(longSecret) {
			for place, rt := range repeating(sent) {
				a := account(t, &script{URL: "https://auth.example.com"})
				a.ClientSecret, a.Transport, a.MaxRetries = longSecret, rt, 0
				_, err := newSource(t, a).Token(t.Context())
				expectHidden(t, notation+" in "+place, sent, err)
			}
		}
	})
}

// TestRedact_upload has the storage repeat the signature of its address, and so has the
// API in another call of the same process.
func TestRedact_upload(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for notation, sent := range notations(longSecret) {
			for place, rt := range repeating(sent) {
				c := newClientWith(t, &script{URL: "https://api.example.com"}, lineworks.StaticToken(token), lineworks.WithMaxRetries(0),
					lineworks.WithTransport(tripper(func(r *http.Request) (*http.Response, error) {
						if !strings.HasSuffix(r.URL.Path, "/attachments") {
							return rt.RoundTrip(r)
						}
						body := fmt.Sprintf(`{"fileId":"f","uploadUrl":"https://storage.worksmobile.com/up?sig=%s"}`, url.QueryEscape(longSecret))
						return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
					})))
				_, err := upload(t.Context(), c)
				expectHidden(t, notation+" in "+place, sent, err)
				_, err = c.Bots.Get(t.Context(), "7")
				expectHidden(t, notation+" in "+place+" of another call", sent, err)
			}
		}
	})
}

// TestRedact_uploadOffered has the API refuse to name an address, and name one in the
// refusal: no earlier request has told the client about it.
func TestRedact_uploadOffered(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, a := range map[string]http.HandlerFunc{
			"server error":  respond(500, `{"fileId":"f","uploadUrl":"https://storage.worksmobile.com/up?sig=`+longSecret+`"}`),
			"text":          typed(403, "text/plain", "https://storage.worksmobile.com/up?sig="+longSecret),
			"no file id":    respond(200, `{"uploadUrl":"https://storage.worksmobile.com/up?sig=`+longSecret+`"}`),
			"a foreign one": respond(200, `{"fileId":"f","uploadUrl":"https://storage.example.com/up?sig=`+longSecret+`"}`),
		} {
			_, err := upload(t.Context(), newClient(t, serve(t, a), lineworks.WithMaxRetries(0)))
			expectHidden(t, name, longSecret, err)
		}
	})
}

// TestRedact_earlierToken has the API repeat a token that was renewed since.
func TestRedact_earlierToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(401, `{"code":"UNAUTHORIZED"}`), respond(403, `{"code":"X","description":"after `+longSecret+`"}`))
		tokens := &renewed{tokens: []string{longSecret, token}}
		_, err := newClientWith(t, s, tokens).Bots.Get(t.Context(), "7")
		expectHidden(t, "the token before", longSecret, err)
		if len(s.Calls()) != 2 {
			t.Errorf("called %v, want two calls", s.Calls())
		}
	})
}

// renewed is a source of tokens that has a new one for each renewal.
type renewed struct{ tokens []string }

func (r *renewed) Token(context.Context) (lineworks.Token, error) {
	return lineworks.Token{AccessToken: r.tokens[0]}, nil
}

func (r *renewed) Renew(context.Context, lineworks.Token) (lineworks.Token, error) {
	r.tokens = r.tokens[1:]
	return lineworks.Token{AccessToken: r.tokens[0]}, nil
}

// TestRedact_uploadExplained has the storage explain a refusal in words of the address that
// sign nothing: the bot, the name of the file and numbers stay readable, in later calls too.
func TestRedact_uploadExplained(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const explained = "File 受付.png of bot 2000001 has 12345678 bytes."
		address := "https://storage.worksmobile.com/up?botId=2000001&size=12345678&sig=" + url.QueryEscape(longSecret) + "&fileName=" + url.QueryEscape("受付.png")
		rt := tripper(func(r *http.Request) (*http.Response, error) {
			status, body := 400, `{"code":"INVALID_PARAMETER","description":"`+explained+`"}`
			if strings.HasSuffix(r.URL.Path, "/attachments") {
				status, body = 200, `{"fileId":"f","uploadUrl":"`+address+`"}`
			}
			return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		})
		c := newClient(t, &script{URL: "https://api.example.com"}, lineworks.WithTransport(rt))
		_, uploadErr := c.Attachments.Upload(t.Context(), "2000001", "受付.png", "image/png", []byte("x"))
		_, err := c.Bots.Get(t.Context(), "2000001")
		for call, err := range map[string]error{"the upload": uploadErr, "a later call": err} {
			if err == nil || !strings.Contains(err.Error(), explained) {
				t.Errorf("%s: got the error %v, want %q in it", call, err, explained)
			}
		}
	})
}

// TestRedact_botSecret has the API repeat, in another call, the secret that it issued.
func TestRedact_botSecret(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, serve(t, respond(200, `{"secret":"`+longSecret+`"}`), respond(403, `{"code":"X","description":"`+longSecret[10:40]+`"}`)))
		if got, err := c.Bots.IssueSecret(t.Context(), "7"); err != nil || got != longSecret {
			t.Errorf("got %q and the error %v, want %q", got, err, longSecret)
		}
		_, err := c.Bots.Get(t.Context(), "7")
		expectHidden(t, "the secret of a bot", longSecret, err)
	})
}
