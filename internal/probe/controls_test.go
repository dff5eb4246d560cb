// SPDX-License-Identifier: MPL-2.0

package probe_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe"
)

// TestAddresses_wrong gives another address than that of the member: no request names it, and
// nothing is settled.
func TestAddresses_wrong(t *testing.T) {
	t.Parallel()
	switches := []string{"email", "delete-member-by-email", "refuse-email-users"}
	for name, tc := range map[string]struct {
		email, scope, want string
	}{
		"of another person": {"taro@example.co.jp", "directory.read", "not the login address of the member"},
		"misspelled":        {"mai@example.co.jp", "directory.read", "not the login address of the member"},
		"an alias":          {"m.watanabe@example.co.jp", "directory.read", "not the login address of the member"},
		"no scope":          {memberEmail, "", "neither the scope directory.read nor user.read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				e := newTenant(t, func(o *mockserver.Options) {
					o.Credentials.Scopes = strings.Fields("bot bot.message " + tc.scope)
					if err := o.Quirks.Set("delete-member-by-email"); err != nil {
						t.Fatal(err)
					}
				})
				e.given.Email = tc.email
				out := e.run(t.Context(), t, "addresses")
				e.checkEnd(t, out)
				for _, s := range switches {
					if got := find(out.Report, s); !strings.Contains(got.NotSettled, tc.want) {
						t.Errorf("got %+v, want the reason %q", got, tc.want)
					}
				}
				for _, r := range e.mock.Requests() {
					if strings.Contains(r.Path, "@") || strings.Contains(r.Path, "%40") || strings.Contains(string(r.Body["administrators"]), "@") {
						t.Errorf("%s %s: got an address in it, want none", r.Method, r.Path)
					}
				}
			})
		})
	}
}

// TestOtherDomain_wrong gives a domain that is not of the tenant, which says nothing about those
// that are.
func TestOtherDomain_wrong(t *testing.T) {
	t.Parallel()
	for _, quirk := range []string{"", "directory-foreign-domain-400", "directory-foreign-domain-empty"} {
		t.Run("with "+quirk, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				e := newTenant(t, func(o *mockserver.Options) {
					if quirk == "" {
						return
					}
					if err := o.Quirks.Set(quirk); err != nil {
						t.Fatal(err)
					}
				})
				e.given.OtherDomain = "10000003"
				out := e.run(t.Context(), t, "other-domain")
				e.checkEnd(t, out)
				if got := find(out.Report, "directory-other-domain"); got.NotSettled == "" {
					t.Errorf("got %+v, want that it is not settled", got)
				}
				if got := e.mock.Count("GET /users"); got > 0 {
					t.Errorf("got %d reads of the list of members, want none", got)
				}
			})
		})
	}
}

// service answers requests in another way than the mock.
type service func(r *http.Request, body string, next func() (*http.Response, error)) (*http.Response, error)

// refusing refuses some requests.
func refusing(code string, which func(r *http.Request, body string) bool) service {
	return func(r *http.Request, body string, next func() (*http.Response, error)) (*http.Response, error) {
		if !which(r, body) {
			return next()
		}
		return answer(r, http.StatusBadRequest, `{"code": "`+code+`", "description": "No."}`), nil
	}
}

func answer(r *http.Request, status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}
}

// oneMenuPerName refuses a rich menu whose name another one of the bot has.
func oneMenuPerName() service {
	seen := map[string]bool{}
	return refusing("INVALID_PARAMETER", func(r *http.Request, body string) bool {
		_, name, isMenu := strings.Cut(body, `"richmenuName":"`)
		if !isMenu {
			return false
		}
		name, _, _ = strings.Cut(name, `"`)
		key := r.URL.Path + " " + name
		defer func() { seen[key] = true }()
		return seen[key]
	})
}

// oneToken returns the same token until it is revoked.
func oneToken() service {
	var kept []byte
	return func(r *http.Request, body string, next func() (*http.Response, error)) (*http.Response, error) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/revoke"):
			kept = nil
		case strings.Contains(body, "assertion=no.assertion"), !strings.Contains(body, "assertion="):
		case kept != nil:
			return answer(r, http.StatusOK, string(kept)), nil
		default:
			resp, err := next()
			if err != nil {
				return nil, err
			}
			kept, err = io.ReadAll(resp.Body)
			resp.Body = io.NopCloser(bytes.NewReader(kept))
			return resp, err
		}
		return next()
	}
}

// TestControls has services that differ from the mock in a point that no switch is about, and
// wants no finding from it: "" is not settled.
func TestControls(t *testing.T) {
	t.Parallel()
	has := func(text string) func(*http.Request, string) bool {
		return func(_ *http.Request, body string) bool { return strings.Contains(body, text) }
	}
	for name, tc := range map[string]struct {
		service    service
		experiment string
		want       map[string]string
	}{
		"no fillers": {
			refusing("INVALID_PARAMETER", has(`"filler"`)), "flex", map[string]string{"message-flex": "", "message-flex-http": "off"},
		},
		"few components": {
			refusing("INVALID_PARAMETER", func(_ *http.Request, body string) bool { return strings.Count(body, `"filler"`) > 500 }), "flex",
			map[string]string{"message-flex": "", "message-flex-http": "off"},
		},
		"one menu per name": {oneMenuPerName(), "menus", map[string]string{"refuse-unknown-properties": "off"}},
		"one token":         {oneToken(), "tokens", map[string]string{"revoke-all-tokens": "", "invalidate-old-tokens": ""}},
		"no image carousels": {
			refusing("MISSING_PARAMETER", has(`"image_carousel"`)), "messages", map[string]string{"message-image-carousel-needs-url": ""},
		},
		"an empty list beside absent properties": {
			func(r *http.Request, _ string, next func() (*http.Response, error)) (*http.Response, error) {
				if !strings.HasSuffix(r.URL.Path, "/users/"+memberID) {
					return next()
				}
				return answer(r, http.StatusOK, `{"userId": "`+memberID+`", "email": "`+memberEmail+`", "aliasEmails": []}`), nil
			}, "person", map[string]string{"directory-unset-absent": ""},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				e := newTenant(t)
				e.around = tc.service
				out := e.run(t.Context(), t, tc.experiment)
				e.checkEnd(t, out)
				for name, want := range tc.want {
					if got := find(out.Report, name); got.Position != want {
						t.Errorf("got %+v, want the position %q", got, want)
					}
				}
			})
		})
	}
}

// TestLeftovers_noList wants no conclusion from a list of bots that is none: a bot that may be
// there is named, and a sweep fails.
func TestLeftovers_noList(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := newTenant(t)
		e.around = func(r *http.Request, _ string, next func() (*http.Response, error)) (*http.Response, error) {
			if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/bots") {
				return answer(r, http.StatusOK, `{}`), nil
			}
			return next()
		}
		e.mock.Fail(mockserver.Fault{Operation: "POST /bots", Act: true, Reset: true})
		out := e.run(t.Context(), t, "bot")
		if out.Err == nil || len(out.Left) != 1 || len(e.mock.Bots()) != 3 {
			t.Errorf("got the error %v and that %q are left, want the name of the bot that is there", out.Err, out.Left)
		}
		if found, err := probe.Leftovers(t.Context(), e.api); err == nil {
			t.Errorf("got %v from a response without a list, want an error", found)
		}
	})
}
