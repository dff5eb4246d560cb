// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestLogging looks at what is logged of a request: enough to find it again,
// and nothing of its headers, query and body.
func TestLogging(t *testing.T) {
	t.Parallel()
	const api = "https://api.example.com/v1.0/bots?cursor=geheim"
	for name, tc := range map[string]struct {
		url  string
		next roundTripper
		want map[string]any
	}{
		"upload": {
			"https://storage.example.com/upload/geheim",
			func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
			},
			map[string]any{"host": "storage.example.com", "path": "{uploadUrl}"},
		},
		"upload to a host that begins like the API's": {
			"https://auth.example.com.storage.example/geheim",
			func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
			},
			map[string]any{"host": "auth.example.com.storage.example", "path": "{uploadUrl}"},
		},
		"proxy with a password": {
			api,
			func(*http.Request) (*http.Response, error) {
				return nil, errors.New(`proxyconnect: parse "http://user:geheim@proxy.example.com:port": invalid port`)
			},
			map[string]any{"@level": "warn"},
		},
		"answer": {
			api,
			func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: http.StatusCreated, Body: http.NoBody}, nil
			},
			map[string]any{"@level": "debug", "method": "POST", "host": "api.example.com", "path": "/v1.0/bots", "status": float64(http.StatusCreated)},
		},
		"no answer": {
			api,
			func(*http.Request) (*http.Response, error) { return nil, errors.New("connection refused") },
			map[string]any{"@level": "warn", "path": "/v1.0/bots", "error": "connection refused"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			ctx := tflogtest.RootLogger(t.Context(), &out)
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, tc.url, strings.NewReader("geheim"))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Authorization", "Bearer geheim")
			if resp, err := (logging{next: tc.next, bases: []string{"https://api.example.com/v1.0/", "https://auth.example.com"}}).RoundTrip(req); err == nil {
				_ = resp.Body.Close()
			}
			if strings.Contains(out.String(), "geheim") {
				t.Errorf("got %s, want no secret", out.String())
			}
			entries, err := tflogtest.MultilineJSONDecode(&out)
			if err != nil || len(entries) != 1 {
				t.Fatalf("got %d entries and the error %v, want one entry", len(entries), err)
			}
			for field, want := range tc.want {
				if entries[0][field] != want {
					t.Errorf("%s is %v, want %v", field, entries[0][field], want)
				}
			}
		})
	}
}

// TestLogWait looks at what a user sees who wonders why nothing happens.
func TestLogWait(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	logWait(tflogtest.RootLogger(t.Context(), &out), lineworks.Wait{
		Operation: "GET /bots/{botId}", For: 41987 * time.Millisecond, Reason: lineworks.WaitUsedUp,
	})
	entries, err := tflogtest.MultilineJSONDecode(&out)
	if err != nil || len(entries) != 1 {
		t.Fatalf("got %d entries and the error %v, want one entry", len(entries), err)
	}
	for field, want := range map[string]any{
		"@level": "info", "operation": "GET /bots/{botId}", "wait": "42s", "reason": lineworks.WaitUsedUp.String(),
	} {
		if entries[0][field] != want {
			t.Errorf("%s is %v, want %v", field, entries[0][field], want)
		}
	}
}
