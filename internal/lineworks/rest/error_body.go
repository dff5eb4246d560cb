// SPDX-License-Identifier: MPL-2.0

package rest

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
)

const (
	// maxSnippet is how many characters of a foreign body a message repeats.
	maxSnippet = 200
	// maxDescription keeps a message readable; the API's own texts are shorter.
	maxDescription = 2000
)

// requestIDHeaders are the usual names; the vendor's pages name none.
var requestIDHeaders = []string{"X-Request-Id", "Request-Id", "X-Correlation-Id", "X-Trace-Id"}

// NewAPIError reads a response that is no success. Bodies may have the API's own
// shape, that of OAuth, or none; see https://developers.worksmobile.com/en/docs/error-codes.
func NewAPIError(r *Request, resp *Response) *APIError {
	e := bareAPIError(r, resp)
	var body struct {
		Code             any `json:"code"`
		Description      any `json:"description"`
		Error            any `json:"error"`
		ErrorDescription any `json:"error_description"`
		ReturnCode       any `json:"returnCode"`
		ReturnMessage    any `json:"returnMessage"`
	}
	isJSON := !resp.truncated && json.Unmarshal(resp.Body, &body) == nil
	code, _ := body.Code.(string)
	oauth, _ := body.Error.(string)
	returned, _ := body.ReturnCode.(string)
	switch {
	case isJSON && code != "":
		e.Code, e.Description = code, asText(body.Description)
	case isJSON && oauth != "":
		e.shape, e.Code, e.Description = shapeOAuth, oauth, asText(body.ErrorDescription)
	case isJSON && returned != "" && r.Op.AuthServer && !resp.OK():
		// A client has seen {"returnCode":"99","returnMessage":"UnexpectedError"} from the token
		// endpoint; no page describes it.
		e.Code, e.Description = returned, asText(body.ReturnMessage)
	case len(bytes.TrimSpace(resp.Body)) == 0 && !isRedirect(resp.Status) && resp.Status != http.StatusSwitchingProtocols:
		e.shape, e.seen = shapeEmpty, "an empty response"
	default:
		e.shape = shapeForeign
		e.seen = describe(resp, !r.Op.Secret) + " instead of the API's response"
	}
	e.Code = resp.redactor().Line(e.Code, maxSnippet)
	e.Description = resp.redactor().Text(e.Description, maxDescription)
	return e
}

// unusable makes an error of a success with another body than the operation's.
func unusable(r *Request, resp *Response, seen string) *APIError {
	e := bareAPIError(r, resp)
	e.shape, e.seen = shapeUnusable, resp.redactor().Line(seen, maxDescription)
	return e
}

func bareAPIError(r *Request, resp *Response) *APIError {
	e := &APIError{
		StatusCode:   resp.Status,
		Operation:    r.Op.String(),
		Path:         r.Path,
		URL:          r.Base.host + r.Base.path + r.Path,
		ContentType:  resp.redactor().Line(resp.Header.Get("Content-Type"), 100),
		TokenScopes:  r.token.Scopes,
		NeededScopes: r.Op.Scopes,
		ClockAhead:   clockAhead(resp),
		authServer:   r.Op.AuthServer,
		loopback:     r.Base.onLoopback(),
	}
	for _, name := range requestIDHeaders {
		if id := resp.Header.Get(name); id != "" {
			e.RequestID = resp.redactor().Line(id, 100)
			break
		}
	}
	return e
}

var htmlTitle = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)

// describe says what kind of response one is that has not the API's shape, with a piece of
// it if the caller wants that.
func describe(resp *Response, snippet bool) string {
	body := bytes.TrimSpace(resp.Body)
	mediaType, _, _ := strings.Cut(resp.Header.Get("Content-Type"), ";")
	mediaType = resp.redactor().Line(mediaType, 60)
	switch {
	case resp.Status == http.StatusSwitchingProtocols:
		return "a switch to another protocol, which was not asked for,"
	case isRedirect(resp.Status):
		target := "elsewhere"
		if u, err := url.Parse(resp.Header.Get("Location")); err == nil && u.Host != "" {
			target = u.Host
		}
		return "a redirect to " + resp.redactor().Line(target, 100) + ", which is not followed,"
	case len(body) == 0:
		return "an empty response"
	case isHTML(body, mediaType):
		if m := htmlTitle.FindSubmatch(body); m != nil {
			if title := resp.redactor().Line(html.UnescapeString(string(m[1])), 100); title != "" {
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
		kind += " " + strconv.Quote(resp.redactor().Line(string(body), maxSnippet))
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

// asText returns a text as it is, and any other value that stands in its place as JSON.
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
