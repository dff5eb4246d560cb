// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

func TestClient_IssueToken_isOfItsOwn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		auth := serve(t, granted("a"), answer(200, `{"access_token":"b","expires_in":"3600"}`), granted("c"))
		c := newClientWith(t, serve(t, answer(200, bot7)), newSource(t, account(t, auth)))
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
				t.Errorf("%d: %q, %v", i, got.AccessToken, err)
			}
			if body := auth.Requests()[i].Body; !strings.HasSuffix(body, want.sent) {
				t.Errorf("%d: the form does not end with %s", i, want.sent)
			}
		}
		if got, err := c.Token(t.Context()); err != nil || got.AccessToken != "a" {
			t.Errorf("the shared token is %q now, %v", got.AccessToken, err)
		}
		ready := newClient(t, serve(t, answer(200, bot7)))
		if _, err := ready.IssueToken(t.Context(), nil); !errors.Is(err, lineworks.ErrNotIssuer) {
			t.Errorf("a ready-made token: %v", err)
		}
		if err := ready.RevokeToken(t.Context(), lineworks.Token{AccessToken: "b"}); !errors.Is(err, lineworks.ErrNotIssuer) {
			t.Errorf("revoking with a ready-made token: %v", err)
		}
	})
}

// TestClient_RevokeToken ends the one token given, and nothing else: the client's
// own token stays in use.
func TestClient_RevokeToken(t *testing.T) {
	t.Parallel()
	for name, ok := range map[string]http.HandlerFunc{
		"200, empty": answer(200, ""), "204": answer(204, ""), "200, an object": answer(200, `{}`), "200, JSON": answer(200, `"OK"`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				auth := serve(t, granted("a"), ok)
				api := serve(t, answer(200, bot7))
				c := newClientWith(t, api, newSource(t, account(t, auth)))
				if _, err := c.Bots.Get(t.Context(), "7"); err != nil {
					t.Fatal(err)
				}
				if err := c.RevokeToken(t.Context(), lineworks.Token{AccessToken: token}); err != nil {
					t.Fatal(err)
				}
				if _, err := c.Bots.Get(t.Context(), "7"); err != nil {
					t.Fatal(err)
				}
				requests := auth.Requests()
				if len(requests) != 2 || requests[1].Method+" "+requests[1].Path != "POST /revoke" || requests[1].Query != "" {
					t.Fatalf("sent %q", auth.Calls())
				}
				if _, signed := requests[1].Header["Authorization"]; signed {
					t.Error("the client's own token was sent along")
				}
				form, err := url.ParseQuery(requests[1].Body)
				want := url.Values{"client_id": {"client"}, "client_secret": {secret}, "token": {token}, "token_type_hint": {"access_token"}}
				if err != nil || form.Encode() != want.Encode() || requests[1].Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
					t.Errorf("form %s, %v", form.Encode(), err)
				}
			})
		})
	}
}

// TestClient_RevokeToken_endsAll has the service end every token of the account
// along with the one: the client gets itself a new one.
func TestClient_RevokeToken_endsAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		auth := serve(t, granted("a"), answer(200, ""), granted("b"))
		api := serve(t, answer(200, bot7), answer(401, `{"code":"UNAUTHORIZED","description":"Authentication failed"}`), answer(200, bot7))
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
			t.Errorf("sent %s", got)
		}
		if last := api.Requests()[2].Header.Get("Authorization"); last != "Bearer b" {
			t.Errorf("the last call was signed with %q", last)
		}
	})
}

func TestClient_RevokeToken_errors(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status  int
		body    string
		classes string
		text    string
	}{
		"OAuth":        {400, `{"error":"unsupported_token_type","error_description":"no"}`, "Invalid", "400 unsupported_token_type: no"},
		"OAuth, 200":   {200, `{"error":"invalid_client","error_description":"no"}`, "", "200 invalid_client: no"},
		"OAuth, 404":   {404, `{"error":"invalid_token"}`, "", "404 invalid_token"},
		"own shape":    {404, `{"code":"NOT_FOUND","description":"no"}`, "", "404 NOT_FOUND: no"},
		"empty, 404":   {404, ``, "NotAPI", "404 Not Found: an empty response"},
		"500":          {500, ``, "Server", "500 Internal Server Error: an empty response"},
		"HTML, 200":    {200, `<html><title>Sign in</title>`, "NotAPI", `200 OK: an HTML page titled "Sign in"`},
		"echo":         {400, `{"error":"x","error_description":"saw ` + token + ` and ` + url.QueryEscape(token) + ` of ` + url.QueryEscape(secret) + `"}`, "Invalid", "400 x: saw *** and *** of ***"},
		"echo, a page": {400, `saw ` + token, "NotAPI", "400 Bad Request: text (application/json) instead of"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, answer(tc.status, tc.body))
				c := newClientWith(t, s, newSource(t, account(t, s)))
				err := c.RevokeToken(t.Context(), lineworks.Token{AccessToken: token})
				if err == nil || !strings.HasPrefix(err.Error(), "POST /revoke: "+tc.text) || classesOf(err) != tc.classes {
					t.Errorf("error %v, classes %q", err, classesOf(err))
				}
				if len(s.Calls()) != 1 {
					t.Errorf("sent %q", s.Calls())
				}
			})
		})
	}
}

// What was lost is sent again: a token that is revoked twice is as revoked as
// before.
func TestClient_RevokeToken_retries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, fault := range map[string]http.HandlerFunc{
			"429": answer(429, limited), "503": answer(503, ""), "hang-up": hangUp, "break-off": breakOff(200),
		} {
			s := serve(t, fault, answer(200, ""))
			c := newClientWith(t, s, newSource(t, account(t, s)))
			if err := c.RevokeToken(t.Context(), lineworks.Token{AccessToken: token}); err != nil || len(s.Calls()) != 2 {
				t.Errorf("%s: %v, sent %q", name, err, s.Calls())
			}
		}
	})
}

// A token that is none must not be sent: it may be a secret of another kind.
func TestClient_RevokeToken_badToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, answer(200, ""))
		c := newClientWith(t, s, newSource(t, account(t, s)))
		for _, bad := range []string{"", "two words", "line\nbreak"} {
			if err := c.RevokeToken(t.Context(), lineworks.Token{AccessToken: bad}); err == nil || len(s.Calls()) != 0 ||
				bad != "" && strings.Contains(err.Error(), bad) {
				t.Errorf("%q: %v, sent %q", bad, err, s.Calls())
			}
		}
	})
}
