// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// tokensOf lists the tokens that a server received.
func tokensOf(s *script) []string {
	var out []string
	for _, r := range s.Requests() {
		out = append(out, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	}
	return out
}

// A token that is refused is renewed once, with any number of retries; the body is sent again.
func TestClient_renewsOnce(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		responses []http.HandlerFunc
		tokens    []string
		classes   string
		sent      []string
	}{
		"works then":         {[]http.HandlerFunc{respond(401, refused), respond(201, bot7)}, []string{"aaaa", "bbbb"}, "", []string{"aaaa", "bbbb"}},
		"refused again":      {[]http.HandlerFunc{respond(401, refused)}, []string{"aaaa", "bbbb", "cccc"}, "Unauthorized", []string{"aaaa", "bbbb"}},
		"no other token":     {[]http.HandlerFunc{respond(401, refused)}, []string{"aaaa"}, "NoToken Unauthorized", []string{"aaaa"}},
		"after a refusal":    {[]http.HandlerFunc{respond(429, limited), respond(401, refused), respond(429, limited), respond(201, bot7)}, []string{"aaaa", "bbbb"}, "", []string{"aaaa", "aaaa", "bbbb", "bbbb"}},
		"broken then":        {[]http.HandlerFunc{respond(401, refused), hangUp}, []string{"aaaa", "bbbb"}, "OutcomeUnknown", []string{"aaaa", "bbbb"}},
		"refusals cut short": {[]http.HandlerFunc{breakOff(429), breakOff(401), respond(201, bot7)}, []string{"aaaa", "bbbb"}, "", []string{"aaaa", "aaaa", "bbbb"}},
		"a bad token":        {nil, []string{"a b"}, "NoToken", nil},
		"a token of nothing": {nil, []string{""}, "NoToken", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, tc.responses...)
				err := newClient(t, s, withTokens(&source{tokens: tc.tokens}), withMaxRetries(0)).send(t.Context(), opCreateRoom)
				if got := classesOf(err); got != tc.classes || (err == nil) != (tc.classes == "") {
					t.Errorf("classes %q of %v, want %q", got, err, tc.classes)
				}
				if got := tokensOf(s); !slices.Equal(got, tc.sent) {
					t.Errorf("sent with %q, want %q", got, tc.sent)
				}
				for _, r := range s.Requests() {
					if r.Body != `{"a":"b"}` || r.Header.Get("Content-Type") != "application/json" || r.Header.Get("User-Agent") != "test/1" {
						t.Errorf("got body %q and header %v, want %q as application/json from test/1", r.Body, r.Header, `{"a":"b"}`)
					}
				}
			})
		})
	}
}

// A retry goes before the calls that came later.
func TestClient_retryKeepsItsPlace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		full := http.Header{"Ratelimit-Limit": {"1"}, "Ratelimit-Remaining": {"0"}, "Ratelimit-Reset": {"30"}}
		s := serve(t, headed(503, full, ""), headed(200, full, `{"botId":1}`), headed(200, full, `{"botId":2}`), headed(200, full, `{"botId":3}`))
		c := newClient(t, s)
		var wg sync.WaitGroup
		for _, id := range []string{"1", "2", "3"} {
			wg.Go(func() {
				if _, err := rest.Call[bot](t.Context(), c.Client, opGet, rest.Args{IDs: []string{id}}); err != nil {
					t.Errorf("call %s: got error %v, want none", id, err)
				}
			})
			synctest.Wait()
		}
		wg.Wait()
		if got, want := s.Calls(), []string{"GET /bots/1", "GET /bots/1", "GET /bots/2", "GET /bots/3"}; !slices.Equal(got, want) {
			t.Errorf("sent %q, want %q", got, want)
		}
	})
}

// A context that ends ends the wait at each place.
func TestClient_contextEnds(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		response http.HandlerFunc
		want     string
	}{
		"while refused":        {headed(429, http.Header{"Retry-After": {"60"}}, limited), "GET /bots/7: 429 TOO_MANY_REQUESTS: API rate limit exceeded; stopped waiting to send it again: context deadline exceeded"},
		"before a retry":       {headed(503, http.Header{"Retry-After": {"60"}}, ""), "GET /bots/7: 503 Service Unavailable: an empty response; stopped waiting to send it again: context deadline exceeded"},
		"during the request":   {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "GET /bots/7: context deadline exceeded"},
		"asked to wait a hour": {headed(503, http.Header{"Retry-After": {"3600"}}, ""), "GET /bots/7: 503 Service Unavailable: an empty response; not sent again: the response asks to wait 1h0m0s, and one call waits 10m0s in all"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				if _, err := newClient(t, serve(t, tc.response)).get(ctx); err == nil || err.Error() != tc.want {
					t.Errorf("error %v, want %q", err, tc.want)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		s := serve(t, respond(200, bot7))
		if _, err := newClient(t, s).get(ctx); !errors.Is(err, context.Canceled) || len(s.Calls()) != 0 {
			t.Errorf("an ended context: got error %v and calls %q, want %v and none", err, s.Calls(), context.Canceled)
		}
	})
}

// A create is not broken off, and is in doubt only if it may have left.
func TestClient_createWhileTheContextEnds(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		trace func(*httptrace.ClientTrace)
		fault error
		doubt bool
	}{
		"no connection":         {func(c *httptrace.ClientTrace) { c.GetConn("h:443") }, errors.New("the handshake failed"), false},
		"a connection":          {func(c *httptrace.ClientTrace) { c.GetConn("h:443"); c.GotConn(httptrace.GotConnInfo{}) }, errors.New("closed"), true},
		"another, in vain":      {func(c *httptrace.ClientTrace) { c.GetConn(""); c.GotConn(httptrace.GotConnInfo{}); c.GetConn("") }, errors.New("x"), false},
		"a silent transport":    {func(*httptrace.ClientTrace) {}, errors.New("closed"), true},
		"refused":               {func(*httptrace.ClientTrace) {}, &net.OpError{Op: "dial", Err: errors.New("refused")}, false},
		"an unknown host":       {func(*httptrace.ClientTrace) {}, &net.DNSError{IsNotFound: true}, false},
		"a wrong certificate":   {func(*httptrace.ClientTrace) {}, &tls.CertificateVerificationError{Err: errors.New("x")}, false},
		"time-out, unconnected": {func(c *httptrace.ClientTrace) { c.GetConn("h:443") }, nil, false},
		"time-out, connected":   {func(c *httptrace.ClientTrace) { c.GetConn("h:443"); c.GotConn(httptrace.GotConnInfo{}) }, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				rt := tripper(func(r *http.Request) (*http.Response, error) {
					cancel()
					tc.trace(httptrace.ContextClientTrace(r.Context()))
					if tc.fault != nil {
						return nil, tc.fault
					}
					<-r.Context().Done()
					return nil, r.Context().Err()
				})
				err := newClient(t, &script{URL: "https://api.example.com"}, withTransport(rt)).send(ctx, opCreateRoom)
				var failed *rest.RequestError
				if !errors.Is(err, rest.ErrNoResponse) || errors.Is(err, rest.ErrOutcomeUnknown) != tc.doubt || !errors.As(err, &failed) || failed.Lost() != tc.doubt {
					t.Errorf("got error %v, want ErrNoResponse, in doubt: %t", err, tc.doubt)
				}
				if got := rest.FailsAll(err); got == tc.doubt {
					t.Errorf("got FailsAll %t for %v, want %t", got, err, !tc.doubt)
				}
			})
		})
	}
}

func TestCheckThenRetry(t *testing.T) {
	t.Parallel()
	absent := fmt.Errorf("it %w", rest.ErrNotFound)
	for name, tc := range map[string]struct {
		responses []http.HandlerFunc
		finds     []error // of each check; nil: it is there
		retries   int
		want      string // classes of the error
		sent      int
		checks    int
	}{
		"success":                   {[]http.HandlerFunc{respond(201, "")}, nil, 4, "", 1, 0},
		"refused":                   {[]http.HandlerFunc{respond(403, `{"code":"X"}`)}, nil, 4, "Forbidden", 1, 0},
		"conflict":                  {[]http.HandlerFunc{respond(409, `{"code":"X"}`)}, nil, 4, "Conflict", 1, 0},
		"lost and done":             {[]http.HandlerFunc{respond(503, "")}, []error{nil}, 4, "", 1, 1},
		"lost and not done":         {[]http.HandlerFunc{respond(503, ""), respond(201, "")}, []error{absent}, 4, "", 2, 1},
		"lost, then a conflict":     {[]http.HandlerFunc{respond(503, ""), respond(409, `{"code":"X"}`)}, []error{absent, nil}, 4, "", 2, 2},
		"a conflict, but not there": {[]http.HandlerFunc{respond(503, ""), respond(409, `{"code":"X"}`)}, []error{absent}, 4, "Conflict", 2, 2},
		"failed and not done":       {[]http.HandlerFunc{respond(500, "")}, []error{absent}, 4, "OutcomeUnknown Server", 1, 1},
		"lost for ever":             {[]http.HandlerFunc{respond(503, "")}, []error{absent}, 2, "OutcomeUnknown Server", 3, 3},
		"the check fails":           {[]http.HandlerFunc{respond(503, "")}, []error{rest.ErrForbidden}, 4, "Forbidden OutcomeUnknown Server", 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, tc.responses...)
				c := newClient(t, s, withMaxRetries(tc.retries))
				checks := 0
				_, err := rest.CheckThenRetry(t.Context(), c.Client, func(b *rest.Budget) (*bot, error) {
					return rest.Call[bot](t.Context(), c.Client, opRegister, rest.Args{IDs: []string{"7"}, Budget: b})
				}, func() (*bot, error) {
					checks++
					return nil, tc.finds[min(checks, len(tc.finds))-1]
				})
				if got := classesOf(err); got != tc.want || (err == nil) != (tc.want == "") {
					t.Errorf("classes %q of %v, want %q", got, err, tc.want)
				}
				if len(s.Calls()) != tc.sent || checks != tc.checks {
					t.Errorf("sent %d times, checked %d times, want %d, %d", len(s.Calls()), checks, tc.sent, tc.checks)
				}
			})
		})
	}
}

// A request to an address that a response named shows no part of it but the host.
func TestClient_Do_target(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(400, `{"code":"X","description":"bad signature s1gnature"}`))
		c := newClient(t, s)
		target, err := rest.Target(s.URL+"/up?sig=s1gnature", c.Base())
		if err != nil {
			t.Fatal(err)
		}
		r := &rest.Request{
			Op: rest.Operation{Method: http.MethodPost, Path: "{uploadUrl}", Retry: rest.Restart}, Base: target, Secrets: []string{"s1gnature"},
			Content: func() (rest.Content, error) { return rest.Content{Type: "image/png", Body: []byte("png")}, nil },
		}
		resp, err := c.Do(t.Context(), r)
		if err != nil || resp.OK() {
			t.Fatalf("%+v, %v, want a 400", resp, err)
		}
		e := rest.NewAPIError(r, resp)
		if got, want := e.Error(), "POST {uploadUrl}: 400 X: bad signature ***"; got != want || e.IsOAuth() {
			t.Errorf("error %q, want %q", got, want)
		}
		if got := s.Requests()[0]; got.Path != "/up" || got.Query != "sig=s1gnature" || got.Body != "png" || got.Header.Get("Content-Type") != "image/png" {
			t.Errorf("got request %+v, want the body png as image/png to /up?sig=s1gnature", got)
		}
		if c.Base().String() != s.URL || c.Err() != nil {
			t.Errorf("base %s, error %v, want %s and none", c.Base(), c.Err(), s.URL)
		}
		r.Content = func() (rest.Content, error) { return rest.Content{}, errors.New("no content") }
		if _, err := c.Do(t.Context(), r); err == nil || err.Error() != "POST {uploadUrl}: no content" || len(s.Calls()) != 1 {
			t.Errorf("without content: got error %v and calls %q, want %q and 1 call", err, s.Calls(), "POST {uploadUrl}: no content")
		}
	})
}

func TestCall_notSent(t *testing.T) {
	t.Parallel()
	cause := errors.New("client_id is not known yet")
	if _, err := rest.Call[bot](t.Context(), rest.Unavailable(cause), opGet, rest.Args{}); !errors.Is(err, cause) {
		t.Errorf("error %v, want %v", err, cause)
	}
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, bot7))
		c := newClient(t, s)
		for name, args := range map[string]rest.Args{"no id": {}, "a body that is no JSON": {IDs: []string{"7"}, Body: math.Inf(1)}} {
			if _, err := rest.Call[bot](t.Context(), c.Client, opGet, args); err == nil || !strings.HasPrefix(err.Error(), "GET /bots/{botId}: ") || len(s.Calls()) != 0 {
				t.Errorf("%s: got error %v and calls %q, want one that begins with %q and no call", name, err, s.Calls(), "GET /bots/{botId}: ")
			}
		}
		args := rest.Args{IDs: []string{"7"}, Query: url.Values{"count": {"1"}}}
		if _, err := rest.Call[bot](t.Context(), c.Client, opGet, args); err != nil || s.Requests()[0].Query != "count=1" {
			t.Errorf("got error %v and requests %+v, want none and the query count=1", err, s.Requests())
		}
	})
}

func TestCheckUserAgent(t *testing.T) {
	t.Parallel()
	for agent, ok := range map[string]bool{"": false, "a\nb": false, "é": false, "a\x7f": false, " ~": true, "terraform-provider-lineworks/1.2.3 terraform/1.14": true} {
		if err := rest.CheckUserAgent(agent); (err == nil) != ok {
			t.Errorf("%q: %v, want it accepted: %t", agent, err, ok)
		}
	}
}

// No verb and no encoding shows a token.
func TestToken_neverShown(t *testing.T) {
	t.Parallel()
	full := rest.Token{AccessToken: "s3cret", Scopes: []string{"bot", "bot.read"}, ExpiresAt: time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)}
	encoded, err := json.Marshal(full)
	if err != nil {
		t.Fatal(err)
	}
	const want = "Token(***, scopes: bot bot.read, expires: 2026-04-01T12:00:00Z)"
	for _, got := range []string{fmt.Sprintf("%v", full), fmt.Sprintf("%#v", full), fmt.Sprintf("%s", &full), full.GoString(), strings.Trim(string(encoded), `"`)} {
		if got != want {
			t.Errorf("shown as %s, want %s", got, want)
		}
	}
	if got, want := (rest.Token{}).String(), "Token(empty, scopes: , expires: unknown)"; got != want {
		t.Errorf("the empty token is shown as %s, want %s", got, want)
	}
}

// A redirect is not followed, and named in the error.
func TestClient_redirect(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for location, want := range map[string]string{"https://other.example.com/x?secret": "a redirect to other.example.com, which is not followed", "/x": "a redirect to elsewhere"} {
			s := serve(t, headed(302, http.Header{"Location": {location}}, ""))
			_, err := newClient(t, s).get(t.Context())
			if !errors.Is(err, rest.ErrNotAPI) || !strings.Contains(err.Error(), want) || len(s.Calls()) != 1 {
				t.Errorf("%s: got error %v and calls %q, want ErrNotAPI with %q and 1 call", location, err, s.Calls(), want)
			}
		}
	})
}

// Bodies that an operation may lack, or that are ignored.
func TestCall_bodies(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		op      rest.Operation
		status  int
		body    string
		classes string
	}{
		"optional, none":  {opUpdate, 200, "", ""},
		"optional, null":  {opUpdate, 200, "null", ""},
		"optional, array": {opUpdate, 200, "[]", "NotAPI"},
		"to a read, none": {opMenu, 200, "", "NotAPI"},
		"to a read, any":  {rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}", Body: rest.BodyIgnored}, 200, "", "NotAPI"},
		"to a read, 204":  {opMenu, 204, "", ""},
		"ignored, array":  {opDelete, 200, "[]", ""},
		"ignored, a page": {opDelete, 200, "<html>", "NotAPI"},
		"OAuth error":     {opDelete, 404, `{"error":"x"}`, "NotAPI"},
		"odd description": {opDelete, 403, `{"code":"X","description":null}`, "Forbidden"},
		"no title":        {opDelete, 403, "<html><title> </title>", "NotAPI"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				err := newClient(t, serve(t, typed(tc.status, "", tc.body))).send(t.Context(), tc.op)
				if got := classesOf(err); got != tc.classes || (err == nil) != (tc.classes == "") {
					t.Errorf("classes %q of %v, want %q", got, err, tc.classes)
				}
			})
		})
	}
}

func TestCheckAccessToken(t *testing.T) {
	t.Parallel()
	for token, want := range map[string]string{
		"": "is empty", "p4ss\n": "line break", "p4ss\r": "line break", "p4ss p4ss": "a blank", "p4ss\t": "a blank",
		"p4ssé": "cannot stand", "p4ss\x7f": "cannot stand", "p4ss~": "", "p4ss\x00": "cannot stand", "p4ss": "",
	} {
		err := rest.CheckAccessToken(token)
		if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "p4ss")) {
			t.Errorf("%q: %v, want an error with %q that does not show it", token, err, want)
		}
	}
}

// A request that cannot be built is not sent, and does not count as lost.
func TestClient_Do_badMethod(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, bot7))
		_, err := rest.Call[bot](t.Context(), newClient(t, s).Client, rest.Operation{Method: "G T", Path: "/bots"}, rest.Args{})
		if err == nil || len(s.Calls()) != 0 {
			t.Errorf("error %v, sent %q, want an error and nothing sent", err, s.Calls())
		}
	})
}

// One renewal is for the whole call: a retry after it does not renew again.
func TestClient_renewsOnceOverRetries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(401, refused), respond(503, ""), respond(401, refused))
		_, err := newClient(t, s, withTokens(&source{tokens: []string{"aaaa", "bbbb", "cccc"}})).get(t.Context())
		if got := classesOf(err); got != "Unauthorized" {
			t.Errorf("classes %q of %v, want Unauthorized", got, err)
		}
		if got, want := tokensOf(s), []string{"aaaa", "bbbb", "bbbb"}; !slices.Equal(got, want) {
			t.Errorf("sent with %q, want %q", got, want)
		}
	})
}

// failing is a source that has one token, and fails after that.
type failing struct{ calls int }

func (f *failing) Token(context.Context) (rest.Token, error) {
	if f.calls++; f.calls > 1 {
		return rest.Token{}, errors.New("no more tokens")
	}
	return rest.Token{AccessToken: token}, nil
}

func (f *failing) Renew(ctx context.Context, _ rest.Token) (rest.Token, error) { return f.Token(ctx) }

// A token that cannot be fetched for a retry ends the call: it must not be taken for one
// more loss of the response to the attempt before.
func TestClient_noTokenAfterALoss(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, tokens := serve(t, respond(503, ""), respond(200, bot7)), &failing{}
		_, err := newClient(t, s, withTokens(tokens)).get(t.Context())
		if !errors.Is(err, rest.ErrNoToken) {
			t.Errorf("got error %v, want %v", err, rest.ErrNoToken)
		}
		if got, want := len(s.Calls()), 1; got != want || tokens.calls != 2 {
			t.Errorf("got %d requests and %d fetches of a token, want %d and 2", got, tokens.calls, want)
		}
	})
}
