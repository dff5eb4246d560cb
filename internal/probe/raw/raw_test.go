// SPDX-License-Identifier: MPL-2.0

package raw_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/raw"
)

// answer is a response of the service in a test.
type answer struct {
	status int
	header http.Header
	err    error
}

// service answers requests one by one, and then with 200.
type service struct {
	answers []answer
	seen    []*http.Request
	at      []time.Time
	during  func()
}

func (s *service) RoundTrip(r *http.Request) (*http.Response, error) {
	s.seen, s.at = append(s.seen, r), append(s.at, time.Now())
	if s.during != nil {
		s.during()
	}
	a := answer{status: http.StatusOK}
	if len(s.answers) > 0 {
		a, s.answers = s.answers[0], s.answers[1:]
	}
	if a.err != nil || r.Context().Err() != nil {
		return nil, errors.Join(a.err, r.Context().Err())
	}
	if a.header == nil {
		a.header = http.Header{}
	}
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(strings.NewReader(`{"ok":true}`))}, nil
}

// renewable hands out t0, t1 and so on.
type renewable struct{ n int }

func (r *renewable) Token(context.Context) (rest.Token, error) {
	return rest.Token{AccessToken: fmt.Sprintf("t%d", r.n)}, nil
}

func (r *renewable) Renew(ctx context.Context, _ rest.Token) (rest.Token, error) {
	r.n++
	return r.Token(ctx)
}

func newClient(t *testing.T, s *service, tokens lineworks.TokenSource) *raw.Client {
	t.Helper()
	c, err := raw.NewClient(raw.Config{
		APIURL: "https://api.example.com/v1.0", AuthURL: "https://auth.example.com/oauth2", Tokens: tokens, Transport: s, UserAgent: "test/1", Timeout: time.Minute,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var (
	read  = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}"}
	write = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/channels", PerMinute: 10}
)

func TestClient_Send(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		op      rest.Operation
		answers []answer
		status  int // 0: an error
		sent    int
		token   string // of the last request
	}{
		"success":                     {read, nil, 200, 1, "t0"},
		"refused":                     {read, []answer{{status: 404}}, 404, 1, "t0"},
		"a read that is lost":         {read, []answer{{err: errors.New("reset")}, {status: 503}}, 200, 3, "t0"},
		"a read that is never served": {read, []answer{{status: 502}, {status: 502}, {status: 502}, {status: 502}}, 502, 4, "t0"},
		"a write that is lost":        {write, []answer{{err: errors.New("reset")}}, 0, 1, "t0"},
		"a write with 503":            {write, []answer{{status: 503}}, 503, 1, "t0"},
		"too many":                    {write, []answer{{status: 429}, {status: 429}}, 200, 3, "t0"},
		"the token has ended":         {write, []answer{{status: 401}}, 200, 2, "t1"},
		"never signed in":             {write, []answer{{status: 401}, {status: 401}}, 401, 2, "t1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{answers: tc.answers}
				c := newClient(t, s, &renewable{})
				got, err := c.Send(t.Context(), raw.Request{Op: tc.op, IDs: []string{"1/2"}})
				switch {
				case tc.status == 0:
					if lost := (*raw.NoResponseError)(nil); !errors.As(err, &lost) || lost.Op != tc.op.String() {
						t.Errorf("got %v, want the error of a lost response", err)
					}
				case err != nil || got.Status != tc.status || string(got.Body) != `{"ok":true}`:
					t.Errorf("got %+v, %v, want the response with %d", got, err, tc.status)
				}
				if len(s.seen) != tc.sent || c.Sent() != tc.sent {
					t.Fatalf("got %d requests, %d by the client's count, want %d", len(s.seen), c.Sent(), tc.sent)
				}
				last := s.seen[tc.sent-1]
				if auth := last.Header.Get("Authorization"); auth != "Bearer "+tc.token {
					t.Errorf("got the token %q, want %s", auth, tc.token)
				}
				if want := "https://api.example.com/v1.0/bots/1%2F2"; !strings.HasPrefix(last.URL.String(), want) || last.Header.Get("User-Agent") != "test/1" {
					t.Errorf("got a request to %s with %v, want %s", last.URL, last.Header, want)
				}
			})
		})
	}
}

// refusing signs no one in.
type refusing struct{ asked int }

func (r *refusing) Token(context.Context) (rest.Token, error) {
	r.asked++
	return rest.Token{}, &rest.SignInError{Response: &rest.APIError{StatusCode: http.StatusUnauthorized}}
}

func (r *refusing) Renew(ctx context.Context, _ rest.Token) (rest.Token, error) { return r.Token(ctx) }

// TestClient_Send_notSent wants no second try of a read that cannot be sent.
func TestClient_Send_notSent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tokens, start := &refusing{}, time.Now()
		s := &service{}
		_, err := newClient(t, s, tokens).Send(t.Context(), raw.Request{Op: read, IDs: []string{"1"}})
		if refused := (*rest.SignInError)(nil); !errors.As(err, &refused) || tokens.asked != 1 || len(s.seen) > 0 || time.Since(start) > 0 {
			t.Errorf("got %v after %d sign-ins, %d requests and %s, want the refusal of the first sign-in at once", err, tokens.asked, len(s.seen), time.Since(start))
		}
	})
}

// TestClient_Send_limit sends more requests than the limit that no header tells.
func TestClient_Send_limit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{}
		c := newClient(t, s, &renewable{})
		for range 11 {
			if _, err := c.Send(t.Context(), raw.Request{Op: write, IDs: []string{"1"}}); err != nil {
				t.Fatal(err)
			}
		}
		if waited := s.at[10].Sub(s.at[0]); waited < time.Minute {
			t.Errorf("got the eleventh request after %s, want a minute at least", waited)
		}
	})
}

// TestClient_Send_interrupted wants a write to end, whose response tells what there is to undo,
// and a read not to.
func TestClient_Send_interrupted(t *testing.T) {
	t.Parallel()
	for _, op := range []rest.Operation{read, write} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			s := &service{during: cancel}
			c := newClient(t, s, &renewable{})
			got, err := c.Send(ctx, raw.Request{Op: op, IDs: []string{"1"}})
			if ended := err == nil && got.Status == 200; ended != (op.Method == http.MethodPost) {
				t.Errorf("%s: got %+v, %v", op, got, err)
			}
			if _, err := c.Send(ctx, raw.Request{Op: op, IDs: []string{"1"}}); !errors.Is(err, context.Canceled) || len(s.seen) != 1 {
				t.Errorf("%s: got %v and %d requests, want none after the interrupt", op, err, len(s.seen))
			}
		})
	}
}

// TestClient_Send_addresses wants the token to go nowhere but to the vendor and to the API.
func TestClient_Send_addresses(t *testing.T) {
	t.Parallel()
	upload := rest.Operation{Method: http.MethodPost, Path: "{uploadUrl}"}
	for target, trusted := range map[string]bool{
		"https://up.worksmobile.com/a": true, "https://api.example.com/up": true, "http://up.worksmobile.com/a": false,
		"https://evil.example.net/a": false, "https://api.example.com@evil.example.net/": false, "nonsense": false,
	} {
		s := &service{}
		c := newClient(t, s, &renewable{})
		_, err := c.Send(t.Context(), raw.Request{Op: upload, Target: target, Content: rest.Content{Body: []byte("x"), Type: "text/plain"}})
		if (err == nil) != trusted || (len(s.seen) == 1) != trusted {
			t.Errorf("%s: got %v and %d requests, want it sent: %t", target, err, len(s.seen), trusted)
		}
	}
	s := &service{}
	c := newClient(t, s, &renewable{})
	issue := rest.Operation{Method: http.MethodPost, Path: "/token", AuthServer: true}
	if _, err := c.Send(t.Context(), raw.Request{Op: issue, Content: rest.Content{Body: []byte("a=b"), Type: "application/x-www-form-urlencoded"}}); err != nil {
		t.Fatal(err)
	}
	if got := s.seen[0]; got.URL.String() != "https://auth.example.com/oauth2/token" || got.Header.Get("Authorization") != "" {
		t.Errorf("got a request to %s with the token %q, want the authorization server, and no token", got.URL, got.Header.Get("Authorization"))
	}
	if _, err := c.Send(t.Context(), raw.Request{Op: read, IDs: []string{".."}}); err == nil || len(s.seen) != 1 {
		t.Error("got a request for a bot .., want none")
	}
	if _, err := c.Send(t.Context(), raw.Request{Op: read, IDs: []string{"1"}, Token: "a\nb"}); err == nil || strings.Contains(err.Error(), "a\nb") {
		t.Errorf("got %v for a token with a line break, want an error without it", err)
	}
}

func TestNewClient_wrong(t *testing.T) {
	t.Parallel()
	for _, c := range []raw.Config{{APIURL: "ftp://example.com"}, {APIURL: "https://example.com", AuthURL: "example.com"}} {
		if _, err := raw.NewClient(c); err == nil {
			t.Errorf("%+v: got no error", c)
		}
	}
}
