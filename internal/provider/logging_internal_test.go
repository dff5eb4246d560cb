// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestLogging checks the log of a request: enough to find it again,
// and nothing of its headers, query and body.
func TestLogging(t *testing.T) {
	t.Parallel()
	respond := func(status int, body string) roundTripper {
		return func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		}
	}
	fail := func(text string) roundTripper {
		return func(*http.Request) (*http.Response, error) { return nil, errors.New(text) }
	}
	// uploadTo has the API name an address, to which a file goes then.
	uploadTo := func(address string, next roundTripper) roundTripper {
		return func(r *http.Request) (*http.Response, error) {
			if r.URL.Path == "/v1.0/bots/7/attachments" {
				return respond(http.StatusOK, `{"fileId":"f","uploadUrl":"`+address+`"}`)(r)
			}
			return next(r)
		}
	}
	read := func(ctx context.Context, c *lineworks.Client) error {
		_, err := c.Channels.Get(ctx, "7", "a b")
		return err
	}
	upload := func(ctx context.Context, c *lineworks.Client) error {
		_, err := c.Attachments.Upload(ctx, "7", "a.png", "image/png", []byte("geheim"))
		return err
	}
	for name, tc := range map[string]struct {
		call func(context.Context, *lineworks.Client) error
		next roundTripper
		want map[string]any // of the last entry
	}{
		"upload": {
			upload, uploadTo("https://storage.worksmobile.com/upload/geheim", respond(http.StatusOK, "")),
			map[string]any{"host": "storage.worksmobile.com", "path": "{uploadUrl}", "status": float64(http.StatusOK)},
		},
		"upload below the API URL": {
			upload, uploadTo("https://api.example.com/v1.0/bots/geheim?sig=geheim", respond(http.StatusOK, "")),
			map[string]any{"host": "api.example.com", "path": "{uploadUrl}"},
		},
		"upload that fails": {
			upload, uploadTo("https://api.example.com/v1.0/bots/geheim-geheim?sig=geheim", fail("no route to /bots/geheim-geheim")),
			map[string]any{"@level": "warn", "path": "{uploadUrl}", "error": "no route to ***"},
		},
		"proxy with a password": {
			read, fail(`proxyconnect: parse "http://user:geheim@proxy.example.com:port": invalid port`),
			map[string]any{"@level": "warn", "error": `proxyconnect: parse "http://***@proxy.example.com:port": invalid port`},
		},
		"token in an error": {
			read, fail("malformed HTTP response \"Bearer%20geheim-geheim%2Bgeheim\x1b[2J\""),
			map[string]any{"@level": "warn", "error": `malformed HTTP response "Bearer%20***[2J"`},
		},
		"response": {
			read, respond(http.StatusOK, `{"channelId":"a b"}`),
			map[string]any{"@level": "debug", "method": "GET", "host": "api.example.com", "path": "/v1.0/bots/7/channels/a%20b", "status": float64(http.StatusOK)},
		},
		"no response": {
			read, fail("connection refused"),
			map[string]any{"@level": "warn", "path": "/v1.0/bots/7/channels/a%20b", "error": "connection refused"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			c, err := lineworks.New(lineworks.StaticToken("geheim-geheim+geheim"), lineworks.WithAPIURL("https://api.example.com/v1.0/"),
				lineworks.WithTransport(logging{next: tc.next}), lineworks.WithMaxRetries(0))
			if err != nil {
				t.Fatal(err)
			}
			_ = tc.call(tflogtest.RootLogger(t.Context(), &out), c)
			if strings.Contains(out.String(), "geheim") {
				t.Errorf("got %s, want no secret", out.String())
			}
			entries, err := tflogtest.MultilineJSONDecode(&out)
			if err != nil || len(entries) == 0 {
				t.Fatalf("got %d entries and the error %v, want an entry at least", len(entries), err)
			}
			for field, want := range tc.want {
				if got := entries[len(entries)-1][field]; got != want {
					t.Errorf("%s: got %v, want %v", field, got, want)
				}
			}
		})
	}
}

// TestTellWait checks the log for a user who wonders why nothing happens.
func TestTellWait(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	tellWait(tflogtest.RootLogger(t.Context(), &out), lineworks.Wait{
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
