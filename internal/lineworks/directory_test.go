// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/clienttest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/directory"
)

// directorySite is an API with a bot 7 and the user a@b, and an authorization server that grants the
// scopes it has.
func directorySite(t *testing.T, granted ...string) *script {
	t.Helper()
	issued := 0
	var s *script
	s = serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch path := strings.TrimPrefix(r.URL.Path, basePath); path {
		case "/bots/7":
			respond(http.StatusOK, bot7)(w, r)
		case "/users/a@b":
			respond(http.StatusOK, `{"userId":"u","email":"a@b"}`)(w, r)
		case "/token":
			all := s.Requests()
			for _, scope := range strings.Fields(tokenForm(t, all[len(all)-1]).Get("scope")) {
				if !slices.Contains(granted, scope) {
					respond(http.StatusBadRequest, `{"error":"invalid_scope","error_description":"Request scope is not valid."}`)(w, r)
					return
				}
			}
			issued++
			respond(http.StatusOK, fmt.Sprintf(`{"access_token":"token-%d","token_type":"Bearer","expires_in":"3600"}`, issued))(w, r)
		default:
			respond(http.StatusNotFound, `{"code":"NOT_FOUND","description":"x"}`)(w, r)
		}
	})
	return s
}

func tokenForm(t *testing.T, r httpscript.Request) url.Values {
	t.Helper()
	form, err := url.ParseQuery(r.Body)
	if err != nil {
		t.Error(err)
	}
	return form
}

// signedBy lists the requests with the token that signed each, and token requests with their scopes.
func signedBy(t *testing.T, s *script) []string {
	t.Helper()
	var out []string
	for _, r := range s.Requests() {
		if r.Path == "/token" {
			out = append(out, "scope "+tokenForm(t, r).Get("scope"))
			continue
		}
		out = append(out, r.Path+" "+strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	}
	return out
}

// accountOf is a service account for bots that signs in at s.
func accountOf(t *testing.T, s *script) lineworks.ServiceAccount {
	t.Helper()
	account := clienttest.Account(t, s)
	account.Scopes = []string{"bot"}
	return account
}

var userAB = directory.Key{Email: "a@b"}

// Directory calls never use the token of the bots, nor the bots theirs; and no token of the directory is
// requested without a directory call.
func TestClient_Directory_tokens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := directorySite(t, "bot", "user.email.read")
		c := newClientWith(t, s, clienttest.NewSource(t, accountOf(t, s)))
		for range 2 {
			if _, err := c.Bots.Get(t.Context(), "7"); err != nil {
				t.Fatal(err)
			}
		}
		if got, want := signedBy(t, s), []string{"scope bot", "/bots/7 token-1", "/bots/7 token-1"}; !slices.Equal(got, want) {
			t.Errorf("without a directory call: got %q, want %q", got, want)
		}
		if u, err := c.Directory.User(t.Context(), userAB, false); err != nil || u.UserID != "u" {
			t.Fatalf("got %v and error %v, want the user", u, err)
		}
		if _, err := c.Bots.Get(t.Context(), "7"); err != nil {
			t.Fatal(err)
		}
		if got, want := signedBy(t, s)[3:], []string{"scope user.email.read", "/users/a@b token-2", "/bots/7 token-1"}; !slices.Equal(got, want) {
			t.Errorf("with a directory call: got %q, want %q", got, want)
		}
	})
}

// A scope of the directory that the app lacks is told once in full, and bots go on. It is told once for
// the bots' own scope, too.
func TestClient_Directory_scopeRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, granted := range []string{"bot", "other"} {
			s := directorySite(t, granted)
			c := newClientWith(t, s, clienttest.NewSource(t, accountOf(t, s)))
			for i := range 2 {
				_, err := c.Directory.User(t.Context(), userAB, false)
				var refused *lineworks.SignInError
				if !errors.As(err, &refused) || !slices.Equal(refused.Scopes, []string{"user.email.read"}) || refused.TakeFullReport() != (i == 0) {
					t.Errorf("got error %v, want a refusal of user.email.read, to report in full: %t", err, i == 0)
				}
				_, err = c.Bots.Get(t.Context(), "7")
				if granted == "bot" {
					if err != nil {
						t.Errorf("got error %v of a bot, want none", err)
					}
				} else if !errors.As(err, &refused) || !slices.Equal(refused.Scopes, []string{"bot"}) || refused.TakeFullReport() != (i == 0) {
					t.Errorf("got error %v of a bot, want a refusal of its own, to report in full: %t", err, i == 0)
				}
			}
		}
	})
}

// Credentials that are refused are refused for all: once requested, and once told in full.
func TestClient_Directory_signInRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(http.StatusUnauthorized, `{"error":"invalid_client","error_description":"x"}`))
		c := newClientWith(t, s, clienttest.NewSource(t, accountOf(t, s)))
		_, err1 := c.Directory.User(t.Context(), userAB, false)
		_, err2 := c.Bots.Get(t.Context(), "7")
		for i, err := range []error{err1, err2} {
			var refused *lineworks.SignInError
			if !errors.As(err, &refused) || refused.TakeFullReport() != (i == 0) {
				t.Errorf("got error %v, want a refusal to report in full: %t", err, i == 0)
			}
		}
		if got := s.Calls(); !slices.Equal(got, []string{"POST /token"}) {
			t.Errorf("got %q, want one token request", got)
		}
	})
}

// A ready-made token signs directory calls as it is. One that is refused there says nothing about bots.
func TestClient_Directory_readyToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := directorySite(t)
		c := newClientWith(t, s, lineworks.StaticToken("ready"))
		_, err1 := c.Directory.User(t.Context(), userAB, false)
		_, err2 := c.Directory.User(t.Context(), directory.Key{Email: "no@b"}, false)
		if err1 != nil || !errors.Is(err2, lineworks.ErrNotFound) {
			t.Errorf("got errors %v and %v, want none and ErrNotFound", err1, err2)
		}
		if got, want := signedBy(t, s), []string{"/users/a@b ready", "/users/no@b ready"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		s = serve(t, respond(http.StatusUnauthorized, `{"code":"UNAUTHORIZED","description":"x"}`))
		c = newClientWith(t, s, lineworks.StaticToken("ready"))
		_, err1 = c.Directory.User(t.Context(), userAB, false)
		_, err2 = c.Bots.Get(t.Context(), "7")
		for _, err := range []error{err1, err2} {
			var refused *lineworks.SignInError
			if !errors.As(err, &refused) || !refused.ReadyToken || !refused.TakeFullReport() {
				t.Errorf("got error %v, want a refusal to report in full", err)
			}
		}
	})
}

// A token that a 401 refuses is renewed, and the bots keep theirs.
func TestClient_Directory_tokenRenewed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := directorySite(t, "bot", "user.email.read")
		refused := false
		s.Aside(func(_, path string) http.HandlerFunc {
			if path != "/users/a@b" || refused {
				return nil
			}
			refused = true
			return respond(http.StatusUnauthorized, `{"code":"UNAUTHORIZED","description":"x"}`)
		})
		c := newClientWith(t, s, clienttest.NewSource(t, accountOf(t, s)))
		_, err1 := c.Bots.Get(t.Context(), "7")
		_, err2 := c.Directory.User(t.Context(), userAB, false)
		_, err3 := c.Bots.Get(t.Context(), "7")
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
		want := []string{"scope bot", "/bots/7 token-1", "scope user.email.read", "scope user.email.read", "/users/a@b token-3", "/bots/7 token-1"}
		if got := signedBy(t, s); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

// Whether a new token ends the older ones is not documented. Should it do so, calls with tokens of
// several kinds at the same time all get through.
func TestClient_Directory_tokensEndOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var newest atomic.Int32
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-time.After(time.Duration(rand.IntN(40)) * time.Millisecond):
			case <-r.Context().Done():
				return
			}
			path := strings.TrimPrefix(r.URL.Path, basePath)
			switch address, isUser := strings.CutPrefix(path, "/users/"); {
			case path == "/token":
				respond(http.StatusOK, fmt.Sprintf(`{"access_token":"token-%d","token_type":"Bearer","expires_in":"3600"}`, newest.Add(1)))(w, r)
			case r.Header.Get("Authorization") != fmt.Sprintf("Bearer token-%d", newest.Load()):
				respond(http.StatusUnauthorized, `{"code":"UNAUTHORIZED","description":"x"}`)(w, r)
			case isUser:
				respond(http.StatusOK, `{"userId":"u","email":"`+address+`"}`)(w, r)
			default:
				respond(http.StatusOK, bot7)(w, r)
			}
		})
		c := newClientWith(t, s, clienttest.NewSource(t, accountOf(t, s)))
		var wg sync.WaitGroup
		for i := range 10 {
			for name, call := range map[string]func() error{
				"a bot": func() error { _, err := c.Bots.Get(t.Context(), "7"); return err },
				"a user": func() error {
					_, err := c.Directory.User(t.Context(), directory.Key{Email: fmt.Sprintf("%d@b", i)}, false)
					return err
				},
				"a whole user": func() error {
					_, err := c.Directory.User(t.Context(), directory.Key{Email: fmt.Sprintf("%d@b", i)}, true)
					return err
				},
			} {
				wg.Go(func() {
					if err := call(); err != nil {
						t.Errorf("%s %d: got error %v, want none", name, i, err)
					}
				})
			}
		}
		wg.Wait()
	})
}
