// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

func TestAPIError_classes(t *testing.T) {
	t.Parallel()
	const page = "<!DOCTYPE html><html><head><title>\n Blocked by\tproxy &amp; co </title></head><body>secret-body</body></html>"
	for _, tc := range []struct {
		name        string
		status      int
		contentType string
		body        string
		classes     string
		text        string // of the error, after "GET /bots/7: "
	}{
		{"own 404", 404, "application/json", gone, "NotFound", "404 NOT_FOUND: Bot not found."},
		{"own 404, other code", 404, "application/json", `{"code":"BOT_NOT_EXIST"}`, "NotFound", "404 BOT_NOT_EXIST"},
		{"own 404, charset", 404, "application/json; charset=UTF-8", gone, "NotFound", "404 NOT_FOUND: Bot not found."},
		{"own 404, wrong type", 404, "text/html", gone, "NotFound", "404 NOT_FOUND: Bot not found."},
		{"own 410", 410, "application/json", `{"code":"DELETED","description":"x"}`, "NotFound", "410 DELETED: x"},
		{"unknown path", 404, "application/json", `{"code":"NOT_FOUND","description":"Api not exists"}`, "NotAPI", "404 NOT_FOUND: Api not exists (from "},
		{"unknown path, dot", 404, "application/json", `{"code":"NOT_FOUND","description":"Api not exists. "}`, "NotAPI", "404 NOT_FOUND: Api not exists. "},
		{"HTML 404", 404, "text/html", page, "NotAPI", `404 Not Found: an HTML page titled "Blocked by proxy & co" instead of the API's response (from `},
		{"HTML 404 without a type", 404, "", page, "NotAPI", `404 Not Found: an HTML page titled`},
		{"HTML 403", 403, "text/html", page, "NotAPI", `403 Forbidden: an HTML page titled`},
		{"HTML 401", 401, "text/html", "<html>", "NoToken NotAPI Unauthorized", `401 Unauthorized: an HTML page instead`},
		{"HTML by its type", 403, "text/html", "blocked", "NotAPI", `403 Forbidden: an HTML page instead`},
		{"HTML by its doctype", 403, "", "<!DOCTYPE html><p>blocked", "NotAPI", `403 Forbidden: an HTML page instead`},
		{"HTML by its element", 403, "", "<html><p>blocked", "NotAPI", `403 Forbidden: an HTML page instead`},
		{"empty 404", 404, "", "", "NotAPI", "404 Not Found: an empty response"},
		{"blank 410", 410, "application/json", " \n", "NotAPI", "410 Gone: an empty response"},
		{"empty 403", 403, "", "", "Forbidden", "403 Forbidden: an empty response"},
		{"foreign JSON 404", 404, "application/json", `{"message":"no Route matched"}`, "NotAPI", `404 Not Found: other JSON (application/json) "{\"message\":\"no Route matched\"}" instead of the API's response`},
		{"code that is no string", 404, "application/json", `{"code":404,"description":"x"}`, "NotAPI", "404 Not Found: other JSON"},
		{"empty code", 404, "application/json", `{"code":"","description":"x"}`, "NotAPI", "404 Not Found: other JSON"},
		{"JSON array 404", 404, "application/json", `[{"code":"NOT_FOUND"}]`, "NotAPI", "404 Not Found: other JSON"},
		{"cut JSON 404", 404, "application/json", `{"code":"NOT_FOUND"`, "NotAPI", "404 Not Found: text (application/json)"},
		{"OAuth 404", 404, "application/json", `{"error":"not_found","error_description":"x"}`, "NotAPI", "404 not_found: x"},
		{"OAuth 400", 400, "application/json", `{"error":"invalid_request","error_description":"x"}`, "Invalid", "400 invalid_request: x"},
		{"403 as of the token endpoint", 403, "application/json", `{"returnCode":"99","returnMessage":"x"}`, "NotAPI", "403 Forbidden: other JSON"},
		{"400", 400, "application/json", `{"code":"INVALID_PARAMETER","description":"botName is too long."}`, "Invalid", "400 INVALID_PARAMETER: botName is too long."},
		{"403", 403, "application/json", `{"code":"FORBIDDEN","description":"Insufficient scope."}`, "Forbidden", "403 FORBIDDEN: Insufficient scope."},
		{"403, access", 403, "application/json", `{"code":"ACCESS_DENIED","description":"x"}`, "AccessDenied Forbidden", "403 ACCESS_DENIED: x"},
		{"403, access, of OAuth", 403, "application/json", `{"error":"ACCESS_DENIED","error_description":"x"}`, "Forbidden", "403 ACCESS_DENIED: x"},
		{"400, access", 400, "application/json", `{"code":"ACCESS_DENIED","description":"x"}`, "Invalid", "400 ACCESS_DENIED: x"},
		{"409", 409, "application/json", `{"code":"ALREADY_EXIST","description":"x"}`, "Conflict", "409 ALREADY_EXIST: x"},
		{"429", 429, "application/json", limited, "RateLimited", "429 TOO_MANY_REQUESTS: API rate limit exceeded"},
		{"500", 500, "application/json", `{"code":"INTERNAL_SERVER_ERROR","description":"x"}`, "Server", "500 INTERNAL_SERVER_ERROR: x"},
		{"HTML 502", 502, "text/html", page, "NotAPI Server", "502 Bad Gateway: an HTML page"},
		{"description that is no string", 400, "application/json", `{"code":"BAD_REQUEST","description":{"a":1}}`, "Invalid", `400 BAD_REQUEST: {"a":1}`},
		{"unnamed status", 418, "application/json", `{"code":"TEAPOT"}`, "", "418 TEAPOT"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, typed(tc.status, tc.contentType, tc.body))
				_, err := newClient(t, s, withMaxRetries(0)).get(t.Context())
				var apiErr *rest.APIError
				if !errors.As(err, &apiErr) {
					t.Fatalf("got error %v, want an APIError", err)
				}
				if got := classesOf(err); got != tc.classes {
					t.Errorf("classes %q, want %q", got, tc.classes)
				}
				if want := "GET /bots/7: " + tc.text; !strings.HasPrefix(err.Error(), want) {
					t.Errorf("error\n%s, want\n%s", err, want)
				}
				if apiErr.StatusCode != tc.status || apiErr.Operation != "GET /bots/{botId}" || apiErr.ContentType != tc.contentType && tc.contentType != "" {
					t.Errorf("got status %d, operation %q, type %q; want %d, %q, %q (any type if empty)", apiErr.StatusCode, apiErr.Operation, apiErr.ContentType, tc.status, "GET /bots/{botId}", tc.contentType)
				}
				if strings.Contains(err.Error(), "secret-body") {
					t.Errorf("got error %v, want one that does not show the page", err)
				}
			})
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		err  error
		want bool
	}{
		"nothing":           {nil, false},
		"invalid":           {rest.ErrInvalid, true},
		"forbidden":         {rest.ErrForbidden, true},
		"conflict, wrapped": {fmt.Errorf("delete: %w", rest.ErrConflict), true},
		"no token":          {fmt.Errorf("%w: %w", rest.ErrNoToken, rest.ErrInvalid), false},
		"not found":         {rest.ErrNotFound, false},
		"unauthorized":      {rest.ErrUnauthorized, false},
		"rate limited":      {rest.ErrRateLimited, false},
		"server":            {rest.ErrServer, false},
		"not the API":       {rest.ErrNotAPI, false},
		"outcome unknown":   {rest.ErrOutcomeUnknown, false},
	} {
		if got := rest.Refused(tc.err); got != tc.want {
			t.Errorf("%s: got %t, want %t", name, got, tc.want)
		}
	}
}

// Without a token or a connection, no other call would do better.
func TestFailsAll(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		err  error
		want bool
	}{
		"nothing":      {nil, false},
		"no token":     {fmt.Errorf("get: %w", rest.ErrNoToken), true},
		"unauthorized": {fmt.Errorf("get: %w", rest.ErrUnauthorized), true},
		"both":         {fmt.Errorf("%w: %w", rest.ErrNoToken, rest.ErrUnauthorized), true},
		"server":       {rest.ErrServer, false},
		"no response":  {rest.ErrNoResponse, false},
	} {
		if got := rest.FailsAll(tc.err); got != tc.want {
			t.Errorf("%s: got %t, want %t", name, got, tc.want)
		}
	}
}

func TestAPIError_fields(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		description := "  Word for word:\n“受付” <b> "
		s := serve(t, headed(403, http.Header{"X-Request-Id": {"abc-1"}, "X-Trace-Id": {"def-2"}}, `{"code":"ACCESS_DENIED","description":"  Word for word:\n“受付” <b> "}`))
		_, err := newClient(t, s).get(t.Context())
		var e *rest.APIError
		if !errors.As(err, &e) {
			t.Fatalf("got error %v, want an APIError", err)
		}
		if e.Code != "ACCESS_DENIED" || e.Description != description || e.RequestID != "abc-1" || e.Path != "/bots/7" {
			t.Errorf("got %+v, want ACCESS_DENIED, %q, request id abc-1, path /bots/7", *e, description)
		}
		if want := strings.TrimPrefix(s.URL, "http://") + "/bots/7"; e.URL != want {
			t.Errorf("URL %q, want %q", e.URL, want)
		}
		if !strings.HasSuffix(err.Error(), "(request id abc-1)") {
			t.Errorf("got error %v, want one that ends with (request id abc-1)", err)
		}
	})
}

// Tests of other packages make such errors by hand.
func TestAPIError_madeByHand(t *testing.T) {
	t.Parallel()
	err := &rest.APIError{StatusCode: 404, Code: "NOT_FOUND", Description: "x", Operation: "POST /bots"}
	if got := classesOf(err); got != "NotFound" {
		t.Errorf("got classes %q, want NotFound", got)
	}
	if got := err.Error(); got != "POST /bots: 404 NOT_FOUND: x" {
		t.Errorf("got error %q, want %q", got, "POST /bots: 404 NOT_FOUND: x")
	}
	if got := classesOf(&rest.APIError{StatusCode: 404, Operation: "GET /bots"}); got != "NotAPI" {
		t.Errorf("a 404 without a code: got classes %q, want NotAPI", got)
	}
}

func TestAPIError_longBodiesAreCut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		long := strings.Repeat("x", 100_000)
		for name, body := range map[string]string{
			"text":        long,
			"JSON":        `{"message":"` + long + `"}`,
			"own shape":   `{"code":"NOT_FOUND","description":"` + long + `"}`,
			"own, blanks": gone + strings.Repeat(" ", 100_000),
			"HTML title":  "<html><title>" + strings.Repeat("y", 60_000) + "</title>",
			"description": `{"code":"` + strings.Repeat("C", 9000) + `","description":"` + strings.Repeat("d", 9000) + `"}`,
		} {
			s := serve(t, respond(404, body))
			_, err := newClient(t, s).get(t.Context())
			if err == nil || len(err.Error()) > 2500 {
				t.Errorf("%s: got an error of %d bytes, want at most 2500", name, len(err.Error()))
			}
			// Beyond 64 KiB nothing is read, so nothing proves the API's shape.
			if strings.HasPrefix(name, "own") && !errors.Is(err, rest.ErrNotAPI) {
				t.Errorf("%s: got error %v, want %v", name, err, rest.ErrNotAPI)
			}
		}
	})
}

// A gateway may repeat the request in its response.
func TestAPIError_redactsTheToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, reply := range map[string]http.HandlerFunc{
			"description": respond(403, `{"code":"`+token+`","description":"token `+token+` lacks a scope"}`),
			"text":        typed(403, "text/plain", strings.Repeat("x", 190)+" Bearer "+token),
			"title":       typed(403, "text/html", "<html><title>Bearer "+token+"</title>"),
			"200 title":   typed(200, "text/html", "<html><title>Bearer "+token+"</title>"),
			"request id":  headed(403, http.Header{"X-Request-Id": {token}}, gone),
		} {
			_, err := newClient(t, serve(t, reply)).get(t.Context())
			if err == nil || strings.Contains(err.Error(), token[:6]) {
				t.Errorf("%s: got error %v, want one that does not show the token", name, err)
			}
		}
	})
}

func TestClient_unusableSuccess(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status            int
		contentType, body string
		want              string
	}{
		"HTML":         {200, "text/html", "<html><title>Sign in</title></html>", `200 OK: an HTML page titled "Sign in" instead of a JSON object (from `},
		"empty":        {200, "", "", "200 OK: an empty response instead of a JSON object"},
		"no content":   {204, "", "", "204 No Content: an empty response"},
		"null":         {200, "application/json", "null", "200 OK: other JSON (application/json) instead"},
		"array":        {200, "application/json", "[" + bot7 + "]", "200 OK: other JSON (application/json) instead"},
		"cut":          {200, "application/json", bot7[:40], "200 OK: text (application/json) instead"},
		"trailing":     {200, "application/json", bot7 + bot7, "200 OK: text (application/json) instead"},
		"other object": {200, "application/json", `{"status":"ok"}`, "200 OK: the response has no botId"},
		"wrong types":  {200, "application/json", `{"botId":7,"botName":{"a":1}}`, "200 OK: the response cannot be decoded"},
		"odd id":       {200, "application/json", `{"botId":7.5}`, "200 OK: the response cannot be decoded: json: cannot unmarshal number 7.5"},
		"too large":    {200, "application/json", `{"botId":7,"x":"` + strings.Repeat("x", 4<<20) + `"}`, "200 OK: the response is larger than 4 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, typed(tc.status, tc.contentType, tc.body))
				c := newClient(t, s)
				_, err := c.get(t.Context())
				if got := classesOf(err); got != "NotAPI" {
					t.Errorf("got classes %q of %v, want NotAPI", got, err)
				}
				if err == nil || !strings.HasPrefix(err.Error(), "GET /bots/7: "+tc.want) {
					t.Errorf("got error %v, want one that begins with %q", err, "GET /bots/7: "+tc.want)
				}
				if n := len(s.Calls()); n != 1 {
					t.Errorf("got %d requests, want 1", n)
				}
				_, err = rest.Call[bot](t.Context(), c.Client, opCreateRoom, rest.Args{IDs: []string{"7"}})
				if got := classesOf(err); got != "NotAPI OutcomeUnknown" {
					t.Errorf("create: got classes %q of %v, want NotAPI OutcomeUnknown", got, err)
				}
				if err == nil || !strings.Contains(err.Error(), "the room may have been created all the same") {
					t.Errorf("create: got error %v, want one that says that the room may have been created", err)
				}
			})
		})
	}
}

// endless is a body without an end, which counts the bytes that were read.
type endless struct {
	begin string
	read  int
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.begin)
	e.begin = e.begin[n:]
	for i := n; i < len(p); i++ {
		p[i] = 'x'
	}
	e.read += len(p)
	if e.read > 64<<20 {
		return 0, errors.New("read too much")
	}
	return len(p), nil
}

func (e *endless) Close() error { return nil }

func TestClient_readsABoundedPart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		// Of a refusal, as much again is read and dropped, so that the connection can be used again.
		for status, bounds := range map[int][2]int{200: {4<<20 + 64<<10, 5 << 20}, 404: {128 << 10, 1 << 20}} {
			body := &endless{begin: `{"code":"`}
			rt := tripper(func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: status, Header: http.Header{}, Body: body}, nil
			})
			c := newClient(t, &script{URL: "https://api.example.com"}, withTransport(rt), withMaxRetries(0))
			if _, err := c.get(t.Context()); !errors.Is(err, rest.ErrNotAPI) {
				t.Errorf("%d: got error %v, want %v", status, err, rest.ErrNotAPI)
			}
			if body.read < bounds[0] || body.read > bounds[1] {
				t.Errorf("%d: got %d bytes read, want %d to %d", status, body.read, bounds[0], bounds[1])
			}
		}
		for size, want := range map[int]error{64 << 10: rest.ErrNotFound, 64<<10 + 1: rest.ErrNotAPI} {
			s := serve(t, respond(404, gone+strings.Repeat(" ", size-len(gone))))
			if _, err := newClient(t, s).get(t.Context()); !errors.Is(err, want) {
				t.Errorf("404 with %d bytes: got error %v, want %v", size, err, want)
			}
		}
		s := serve(t, respond(200, `{"botId":7,"x":"`+strings.Repeat("x", 3<<20)+`"}`))
		if _, err := newClient(t, s).get(t.Context()); err != nil {
			t.Errorf("3 MiB: got error %v, want none", err)
		}
	})
}
