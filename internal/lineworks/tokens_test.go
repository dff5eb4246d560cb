// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

func TestClient_IssueToken_isOfItsOwn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		auth := serve(t, granted("a"), respond(200, `{"access_token":"b","expires_in":"3600"}`), granted("c"))
		c := newClientWith(t, serve(t, respond(200, bot7)), newSource(t, account(t, auth)))
		for i, want := range []struct {
			token  string
			issue  bool
			scopes []string
			sent   string
		}{
			{"a", false, nil, "scope=bot+bot.read"},
			{"b", true, []string{"bot.message"}, "scope=bot.message"},
			{"c", true, nil, "scope=bot+bot.read"},
		} {
			get := c.Token
			if want.issue {
				get = func(ctx context.Context) (lineworks.Token, error) { return c.IssueToken(ctx, want.scopes) }
			}
			got, err := get(t.Context())
			if err != nil || got.AccessToken != want.token {
				t.Errorf("%d: got token %q and error %v, want %q and none", i, got.AccessToken, err, want.token)
			}
			if body := auth.Requests()[i].Body; !strings.HasSuffix(body, want.sent) {
				t.Errorf("%d: got form %q, want one that ends with %q", i, body, want.sent)
			}
		}
		if got, err := c.Token(t.Context()); err != nil || got.AccessToken != "a" {
			t.Errorf("got shared token %q and error %v, want a and none", got.AccessToken, err)
		}
		ready := newClient(t, serve(t, respond(200, bot7)))
		if _, err := ready.IssueToken(t.Context(), nil); !errors.Is(err, lineworks.ErrNotIssuer) {
			t.Errorf("a ready-made token: got error %v, want %v", err, lineworks.ErrNotIssuer)
		}
		if err := ready.RevokeToken(t.Context(), lineworks.Token{AccessToken: "b"}); !errors.Is(err, lineworks.ErrNotIssuer) {
			t.Errorf("revoking with a ready-made token: got error %v, want %v", err, lineworks.ErrNotIssuer)
		}
	})
}

// TestClient_RevokeToken_endsAll has the service end every token of the account
// along with the one: the client gets itself a new one.
func TestClient_RevokeToken_endsAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		auth := serve(t, granted("a"), respond(200, ""), granted("b"))
		api := serve(t, respond(200, bot7), respond(401, `{"code":"UNAUTHORIZED","description":"Authentication failed"}`), respond(200, bot7))
		c := newClientWith(t, api, newSource(t, account(t, auth)))
		for range 2 {
			if _, err := c.Bots.Get(t.Context(), "7"); err != nil {
				t.Fatal(err)
			}
			if len(auth.Calls()) > 1 {
				break
			}
			if err := c.RevokeToken(t.Context(), lineworks.Token{AccessToken: "x"}); err != nil {
				t.Fatal(err)
			}
		}
		if got := strings.Join(auth.Calls(), ", "); got != "POST /token, POST /revoke, POST /token" {
			t.Errorf("got calls %s, want POST /token, POST /revoke, POST /token", got)
		}
		if last := api.Requests()[2].Header.Get("Authorization"); last != "Bearer b" {
			t.Errorf("got Authorization %q of the last call, want Bearer b", last)
		}
	})
}
