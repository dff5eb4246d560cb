// SPDX-License-Identifier: MPL-2.0

package uses

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestOperationOf(t *testing.T) {
	t.Parallel()
	for request, want := range map[string]string{
		"GET /v1.0/bots":                         "GET /bots",
		"GET /v1.0/bots/7/richmenus/default":     "GET /bots/{botId}/richmenus/default",
		"GET /v1.0/bots/7/richmenus/4":           "GET /bots/{botId}/richmenus/{richmenuId}",
		"GET /v1.0/bots/7/richmenus/users/a%2Fb": "GET /bots/{botId}/richmenus/users/{userId}",
		"DELETE /v1.0/bots/7":                    "DELETE /bots/{botId}",
		"GET /v1.0/users/a%40b.example":          "GET /users/{userId}",
		"GET /v1.0/unknown":                      "GET /unknown",
		"POST /storage/1":                        "POST {uploadUrl}",
		"POST /oauth2/v2.0/token":                "",
	} {
		method, path, _ := strings.Cut(request, " ")
		u, err := url.Parse("http://127.0.0.1" + path)
		if err != nil {
			t.Fatal(err)
		}
		if got := operationOf(method, u); got != want {
			t.Errorf("%s: got %q, want %q", request, got, want)
		}
	}
}

// failures keeps what a test reports.
type failures struct {
	testing.TB

	texts []string
}

func (*failures) Helper() {}

func (f *failures) Errorf(format string, args ...any) {
	f.texts = append(f.texts, fmt.Sprintf(format, args...))
}

type nowhere struct{}

func (nowhere) RoundTrip(*http.Request) (*http.Response, error) { return nil, http.ErrServerClosed }

// A call outside the table fails the test, unless the test asked for what is recorded.
func TestRecorder_Check(t *testing.T) {
	t.Parallel()
	send := func(ctx context.Context, r *Recorder, method, path string) {
		req, err := http.NewRequestWithContext(ctx, method, "http://127.0.0.1/v1.0"+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := r.Transport(nowhere{}).RoundTrip(req)
		if err == nil {
			t.Errorf("got a response, want the error of the next transport")
			_ = resp.Body.Close()
		}
	}
	for name, tc := range map[string]struct {
		ctx          context.Context
		method, path string
		want         int
	}{
		"known":              {reads(t.Context(), "data", "lineworks_bots"), "GET", "/bots", 0},
		"unknown":            {reads(t.Context(), "data", "lineworks_bots"), "GET", "/bots/7/domains", 1},
		"a change in a read": {reads(t.Context(), "resource", "lineworks_bot"), "DELETE", "/bots/7", 1},
		"a change":           {changes(t.Context(), "resource", "lineworks_bot"), "DELETE", "/bots/7", 0},
		"a read in a change": {changes(t.Context(), "resource", "lineworks_bot"), "GET", "/bots/7", 0},
		"of no object":       {t.Context(), "DELETE", "/bots/7", 0},
	} {
		var r Recorder
		send(tc.ctx, &r, tc.method, tc.path)
		seen := &failures{TB: t}
		if r.Check(seen); len(seen.texts) != tc.want {
			t.Errorf("%s: got %q, want %d errors", name, seen.texts, tc.want)
		}
		r.Take()
		if r.Check(seen); len(seen.texts) != tc.want {
			t.Errorf("%s, taken: got %q, want no other error", name, seen.texts)
		}
	}
}
