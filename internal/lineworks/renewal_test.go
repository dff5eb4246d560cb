// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

const refused = `{"code":"UNAUTHORIZED","description":"Authentication failed"}`

// authorizations lists the tokens that a server received.
func authorizations(s *script) []string {
	var out []string
	for _, g := range s.Requests() {
		out = append(out, strings.TrimPrefix(g.Header.Get("Authorization"), "Bearer "))
	}
	return out
}

func TestClient_renewsOnceOn401(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, body := range map[string]string{"usual": refused, "other code": `{"code":"X","description":"y"}`, "empty": "", "page": "<html>"} {
			auth := serve(t, granted("a"), granted("b"))
			api := serve(t, respond(401, body), respond(201, bot7)).Aside(nothingThere)
			c := newClientWith(t, api, newSource(t, account(t, auth)), lineworks.WithMaxRetries(0))
			if _, _, err := c.Bots.Create(t.Context(), &lineworks.BotWrite{BotName: new("Desk")}); err != nil {
				t.Errorf("%s: got error %v, want none", name, err)
			}
			if got := authorizations(api); !slices.Equal(got, []string{"a", "b"}) {
				t.Errorf("%s: got tokens %v, want [a b]", name, got)
			}
			requests := api.Requests()
			if len(requests) != 2 || requests[0].Body != `{"botName":"Desk"}` || requests[1].Body != requests[0].Body {
				t.Errorf("%s: got requests %+v, want 2 with the body %s", name, requests, `{"botName":"Desk"}`)
			}
		}
	})
}

func TestClient_refusedTwice(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		auth := serve(t, granted("a"), granted("b"), granted("c"))
		api := serve(t, respond(401, refused))
		_, err := newClientWith(t, api, newSource(t, account(t, auth))).Bots.Get(t.Context(), "7")
		if got := classesOf(err); got != "Unauthorized" {
			t.Errorf("got classes %q of %v, want Unauthorized", got, err)
		}
		if len(api.Calls()) != 2 || len(auth.Calls()) != 2 {
			t.Errorf("got %d calls and %d requests for a token, want 2 and 2", len(api.Calls()), len(auth.Calls()))
		}
	})
}

// Each attempt takes the token of its time, not the one the call began with.
func TestClient_retriesWithTheCurrentToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		auth := serve(t, respond(200, `{"access_token":"a","expires_in":60}`), granted("b"))
		api := serve(t, headed(429, http.Header{"Retry-After": {"50"}}, limited), respond(200, bot7))
		source := newSource(t, account(t, auth))
		c := newClientWith(t, api, source)
		if _, err := c.Bots.Get(t.Context(), "7"); err != nil {
			t.Fatal(err)
		}
		if got := authorizations(api); !slices.Equal(got, []string{"a", "b"}) {
			t.Errorf("got tokens %v, want [a b]", got)
		}
	})
}

func TestClient_renewalFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		auth := serve(t, granted("a"), respond(404, gone))
		api := serve(t, respond(401, refused))
		_, err := newClientWith(t, api, newSource(t, account(t, auth))).Bots.Get(t.Context(), "7")
		if got := classesOf(err); got != "NoToken Unauthorized" {
			t.Errorf("got classes %q of %v, want NoToken Unauthorized", got, err)
		}
	})
}

// A caller that gives up does not wait for the token.
func TestClient_cancelledWhileFetchingTheToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		stop := make(chan struct{})
		auth := serve(t, func(w http.ResponseWriter, r *http.Request) {
			cancel()
			<-stop
			granted("a")(w, r)
		})
		api := serve(t, respond(201, bot7))
		_, _, err := newClientWith(t, api, newSource(t, account(t, auth))).Bots.Create(ctx, &lineworks.BotWrite{})
		close(stop)
		synctest.Wait() // the request for the token goes on
		if !errors.Is(err, context.Canceled) || errors.Is(err, lineworks.ErrOutcomeUnknown) {
			t.Errorf("got error %v, want %v only", err, context.Canceled)
		}
		if api.Calls() != nil {
			t.Errorf("got calls %v, want none", api.Calls())
		}
	})
}

func TestStaticToken_refused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(401, refused))
		_, err := newClient(t, s).Bots.Get(t.Context(), "7")
		if !errors.Is(err, lineworks.ErrUnauthorized) || !strings.Contains(err.Error(), "UNAUTHORIZED: Authentication failed") ||
			!strings.Contains(err.Error(), "the given access token was refused") {
			t.Errorf("got error %v, want ErrUnauthorized that says that the given access token was refused", err)
		}
		if n := len(s.Calls()); n != 1 {
			t.Errorf("got %d requests, want 1", n)
		}
	})
}

func TestStaticToken_thatCannotStandInAHeader(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for text, want := range map[string]string{
			"": "is empty", "p4ss\n": "line break", "p4ss p4ss": "a blank", "p4ss\t": "a blank", "p4ssé": "cannot stand", "p4ss\x00": "cannot stand",
		} {
			s := serve(t, respond(200, bot7))
			_, err := newClientWith(t, s, lineworks.StaticToken(text)).Bots.Get(t.Context(), "7")
			if !errors.Is(err, lineworks.ErrNoToken) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "p4ss") {
				t.Errorf("%q: got error %v, want ErrNoToken with %q that does not show the token", text, err, want)
			}
			if s.Calls() != nil {
				t.Errorf("%q: got calls %v, want none", text, s.Calls())
			}
		}
	})
}

// oddSource is a source of another kind, which may hand out anything.
type oddSource struct{}

func (oddSource) Token(context.Context) (lineworks.Token, error) {
	return lineworks.Token{AccessToken: "x\r\nHost: evil"}, nil
}

func (s oddSource) Renew(ctx context.Context, _ lineworks.Token) (lineworks.Token, error) {
	return s.Token(ctx)
}

func TestClient_checksTokensOfAnySource(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, bot7))
		if _, err := newClientWith(t, s, oddSource{}).Bots.Get(t.Context(), "7"); !errors.Is(err, lineworks.ErrNoToken) {
			t.Errorf("got error %v, want %v", err, lineworks.ErrNoToken)
		}
		if s.Calls() != nil {
			t.Errorf("got calls %v, want none", s.Calls())
		}
	})
}

func TestClient_Token_isShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		auth := serve(t, granted("a"), granted("b"))
		api := serve(t, respond(200, bot7))
		c := newClientWith(t, api, newSource(t, account(t, auth)))
		if _, err := c.Bots.Get(t.Context(), "7"); err != nil {
			t.Fatal(err)
		}
		if got, err := c.Token(t.Context()); err != nil || got.AccessToken != "a" {
			t.Errorf("got token %q and error %v, want a and none", got.AccessToken, err)
		}
	})
}
