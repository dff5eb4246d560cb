// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// refusing is a source whose sign-in is refused, or (Renew alone) that has no other token.
type refusing struct {
	token rest.Token
	err   error
}

func (s refusing) Token(context.Context) (rest.Token, error) {
	if s.token.AccessToken == "" {
		return rest.Token{}, s.err
	}
	return s.token, nil
}

func (s refusing) Renew(context.Context, rest.Token) (rest.Token, error) {
	return rest.Token{}, s.err
}

// definite returns the definite refusal that err is about.
func definite(t *testing.T, err error) *rest.SignInError {
	t.Helper()
	var e *rest.SignInError
	if !errors.As(err, &e) {
		t.Fatalf("error %v, want a definite refusal", err)
	}
	return e
}

// One of the errors of a client is to be reported in full, however many calls fail at a time.
// The errors of another client are reported on their own.
func TestSignInError_reports(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		shared := &rest.SignInError{Response: &rest.APIError{Operation: "POST /token", StatusCode: 401, Code: "invalid_client"}}
		for range 2 {
			c := newClient(t, serve(t, respond(200, bot7)), withTokens(refusing{err: shared}))
			var full, refresh atomic.Int32
			var wg sync.WaitGroup
			for range 40 {
				wg.Go(func() {
					_, err := c.get(t.Context())
					var e *rest.SignInError
					if !errors.As(err, &e) || !errors.Is(err, rest.ErrNoToken) {
						t.Errorf("error %v, want a definite refusal", err)
						return
					}
					if e.TakeRefreshReport() {
						refresh.Add(1)
					}
					if e.TakeFullReport() {
						full.Add(1)
					}
					if !e.ReportedInFull() {
						t.Error("got ReportedInFull false afterwards, want true")
					}
				})
			}
			wg.Wait()
			if full.Load() != 1 || refresh.Load() != 1 {
				t.Errorf("%d reports in full and %d of a refresh, want 1 and 1", full.Load(), refresh.Load())
			}
			if issued := definite(t, c.ShareReport(shared)); issued.TakeFullReport() {
				t.Error("a token that was issued on its own: got TakeFullReport true, want false, as it shares the report")
			}
		}
	})
}

// An error that belongs to no client is reported by itself.
func TestSignInError_ReportedInFull(t *testing.T) {
	t.Parallel()
	alone := &rest.SignInError{Response: &rest.APIError{Operation: "POST /token", StatusCode: 401, Code: "invalid_client"}}
	for range 2 {
		if !alone.TakeFullReport() || !alone.TakeRefreshReport() || alone.ReportedInFull() {
			t.Error("an error of no client: got it reported before, want it to be reported each time")
		}
	}
	synctest.Test(t, func(t *testing.T) {
		_, err := newClient(t, serve(t, respond(200, bot7)), withTokens(refusing{err: alone})).get(t.Context())
		for _, want := range []bool{false, true} {
			if got := definite(t, err).ReportedInFull(); got != want {
				t.Errorf("got ReportedInFull %t, want %t", got, want)
			}
			definite(t, err).TakeFullReport()
		}
	})
}

// A 401 is a definite refusal if there is no other token, or if the new one is refused too,
// unless it is a proxy's.
func TestSignInError_refusedToken(t *testing.T) {
	t.Parallel()
	ready := refusing{rest.Token{AccessToken: token}, fmt.Errorf("it may have expired, and %w", rest.ErrNotRenewable)}
	for name, tc := range map[string]struct {
		tokens   rest.TokenSource
		body     string
		definite bool
		ready    bool
		sent     int
	}{
		"ready token":               {ready, refused, true, true, 1},
		"ready token, no body":      {ready, "", true, true, 1},
		"ready token, page":         {ready, "<html>", false, false, 1},
		"renewed token":             {&source{tokens: []string{"a", "b", "c"}}, refused, true, false, 2},
		"renewed token, page":       {&source{tokens: []string{"a", "b", "c"}}, "<html>", false, false, 2},
		"renewal failed for a time": {&source{tokens: []string{"a"}}, refused, false, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, respond(401, tc.body))
				_, err := newClient(t, s, withTokens(tc.tokens)).get(t.Context())
				var e *rest.SignInError
				if !errors.Is(err, rest.ErrUnauthorized) || errors.As(err, &e) != tc.definite {
					t.Errorf("error %v, want a definite refusal: %t", err, tc.definite)
				}
				if e != nil && (e.ReadyToken != tc.ready || e.Response.Operation != "GET /bots/{botId}") {
					t.Errorf("got ready token %t and a response to %s, want %t and GET /bots/{botId}", e.ReadyToken, e.Response.Operation, tc.ready)
				}
				if n := len(s.Calls()); n != tc.sent {
					t.Errorf("%d requests, want %d", n, tc.sent)
				}
			})
		})
	}
}

// A token without the scope that an operation needs says nothing about other operations.
func TestSignInError_missingScope(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for scope, want := range map[string]bool{"bot": true, "bot.message": false} {
			tokens := scoped{scope}
			c := newClient(t, serve(t, respond(401, refused)), withTokens(tokens))
			op := opUpdate
			op.Scopes = []string{"bot", "bot.read"}
			err := c.send(t.Context(), op)
			var e *rest.SignInError
			if !errors.Is(err, rest.ErrUnauthorized) || errors.As(err, &e) != want {
				t.Errorf("scope %s: error %v, want a definite refusal: %t", scope, err, want)
			}
		}
	})
}

// scoped is a source of tokens with a scope.
type scoped struct{ scope string }

func (s scoped) Token(context.Context) (rest.Token, error) {
	return rest.Token{AccessToken: token, Scopes: []string{s.scope}}, nil
}

func (s scoped) Renew(ctx context.Context, _ rest.Token) (rest.Token, error) { return s.Token(ctx) }

func TestAPIError_scopes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, serve(t, respond(403, `{"code":"FORBIDDEN","description":"no"}`)),
			withTokens(refusing{token: rest.Token{AccessToken: token, Scopes: []string{"bot.read"}}}))
		op := opUpdate
		op.Scopes = []string{"bot"}
		var e *rest.APIError
		if err := c.send(t.Context(), op); !errors.As(err, &e) || !slices.Equal(e.TokenScopes, []string{"bot.read"}) || !slices.Equal(e.NeededScopes, op.Scopes) {
			t.Errorf("error %#v, want the scopes of the token and of the operation", err)
		}
	})
}

func TestAPIError_ClockAhead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, off := range []time.Duration{61 * time.Minute, -3 * time.Hour, 0} {
			date := time.Now().Add(-off).UTC().Format(http.TimeFormat)
			_, err := newClient(t, serve(t, headed(400, http.Header{"Date": {date}}, ""))).get(t.Context())
			var e *rest.APIError
			if !errors.As(err, &e) || e.ClockAhead != off {
				t.Errorf("error %#v, want a clock that is ahead by %v", err, off)
			}
		}
		for _, date := range []string{"", "yesterday"} {
			_, err := newClient(t, serve(t, headed(400, http.Header{"Date": {date}}, ""))).get(t.Context())
			var e *rest.APIError
			if !errors.As(err, &e) || e.ClockAhead != 0 {
				t.Errorf("date %q: error %#v, want no word of the clock", date, err)
			}
		}
	})
}
