// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

const (
	// maxSnippet is how many characters of a foreign body a message repeats.
	maxSnippet = 200
	// maxDescription keeps a message readable; the API's own texts are shorter.
	maxDescription = 2000
)

// requestIDHeaders are the usual names; the vendor's pages name none.
var requestIDHeaders = []string{"X-Request-Id", "Request-Id", "X-Correlation-Id", "X-Trace-Id"}

// newAPIError reads an answer that is no success. Bodies may have the API's own
// shape, that of OAuth, or none; see https://developers.worksmobile.com/en/docs/error-codes.
func newAPIError(r *request, ans *answer) *APIError {
	e := bareAPIError(r, ans)
	var body struct {
		Code             any `json:"code"`
		Description      any `json:"description"`
		Error            any `json:"error"`
		ErrorDescription any `json:"error_description"`
	}
	isJSON := !ans.cut && json.Unmarshal(ans.body, &body) == nil
	code, _ := body.Code.(string)
	oauth, _ := body.Error.(string)
	switch {
	case isJSON && code != "":
		e.Code, e.Description = code, asText(body.Description)
	case isJSON && oauth != "":
		e.shape, e.Code, e.Description = shapeOAuth, oauth, asText(body.ErrorDescription)
	case len(bytes.TrimSpace(ans.body)) == 0 && !isRedirect(ans.status):
		e.shape, e.seen = shapeEmpty, "an empty answer"
	default:
		e.shape = shapeForeign
		e.seen = describe(ans, !r.op.secret) + " instead of the API's answer"
	}
	e.Code = ans.quote(e.Code, maxSnippet)
	e.Description = shorten(ans.redact(printable(e.Description)), maxDescription)
	return e
}

// newUnusable makes an error of a success that is not what the operation
// answers with.
func newUnusable(r *request, ans *answer, seen string) *APIError {
	e := bareAPIError(r, ans)
	e.shape, e.seen = shapeUnusable, ans.redact(seen)
	return e
}

func bareAPIError(r *request, ans *answer) *APIError {
	e := &APIError{
		StatusCode:  ans.status,
		Operation:   r.op.String(),
		Path:        r.path,
		URL:         r.where(),
		ContentType: ans.header.Get("Content-Type"),
		auth:        r.op.auth,
	}
	for _, name := range requestIDHeaders {
		if id := ans.header.Get(name); id != "" {
			e.RequestID = ans.quote(id, 100)
			break
		}
	}
	return e
}

var htmlTitle = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)

// describe says what an answer is that has not the API's shape, with a piece of
// it if the caller wants that.
func describe(ans *answer, snippet bool) string {
	body := bytes.TrimSpace(ans.body)
	mediaType, _, _ := strings.Cut(ans.header.Get("Content-Type"), ";")
	mediaType = ans.quote(mediaType, 60)
	switch {
	case isRedirect(ans.status):
		target := "elsewhere"
		if u, err := url.Parse(ans.header.Get("Location")); err == nil && u.Host != "" {
			target = u.Host
		}
		return "a redirect to " + ans.quote(target, 100) + ", which is not followed,"
	case len(body) == 0:
		return "an empty answer"
	case isHTML(body, mediaType):
		if m := htmlTitle.FindSubmatch(body); m != nil {
			if title := ans.quote(html.UnescapeString(string(m[1])), 100); title != "" {
				return fmt.Sprintf("an HTML page titled %q", title)
			}
		}
		return "an HTML page"
	}
	kind := "text"
	if json.Valid(body) {
		kind = "other JSON"
	}
	if mediaType != "" {
		kind += " (" + mediaType + ")"
	}
	if snippet {
		kind += " " + strconv.Quote(ans.quote(string(body), maxSnippet))
	}
	return kind
}

func isHTML(body []byte, mediaType string) bool {
	if json.Valid(body) {
		return false
	}
	start := bytes.ToLower(body[:min(len(body), 512)])
	return strings.Contains(strings.ToLower(mediaType), "html") ||
		bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.Contains(start, []byte("<html"))
}

func isRedirect(status int) bool {
	return status >= http.StatusMultipleChoices && status < http.StatusBadRequest
}

// redact takes out the secrets of the request, should the answer repeat them.
func (a *answer) redact(s string) string {
	for _, secret := range a.secrets {
		if secret != "" {
			s = strings.ReplaceAll(s, secret, "***")
		}
	}
	return s
}

// quote makes one printable line of at most limit characters of what an answer says.
// The secrets go when the line is printable, and before it is cut: what made a secret
// hard to find is gone then, and no half of one is left.
func (a *answer) quote(s string, limit int) string {
	return shorten(a.redact(line(s)), limit)
}

// asText returns a text as it is, and anything else that was put in its place as JSON.
func asText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	text, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(text)
}

// clean makes one printable line of at most limit characters.
func clean(s string, limit int) string { return shorten(line(s), limit) }

// line makes one printable line.
func line(s string) string { return strings.Join(strings.Fields(printable(s)), " ") }

// printable leaves out what a terminal would obey instead of showing it. Line breaks
// stay.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || unicode.IsPrint(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return -1
	}, strings.ToValidUTF8(s, ""))
}

// shorten cuts s to limit characters.
func shorten(s string, limit int) string {
	n := 0
	for i := range s {
		if n == limit {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
