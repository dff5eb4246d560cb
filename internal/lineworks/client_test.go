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

func TestNew_reportsAllFaults(t *testing.T) {
	t.Parallel()
	_, err := lineworks.New(lineworks.StaticToken(token),
		lineworks.WithAPIURL("http://example.com"),
		lineworks.WithTransport(nil),
		lineworks.WithUserAgent("a\nb"),
		lineworks.WithMaxRetries(-1),
		lineworks.WithRequestTimeout(0),
	)
	if err == nil {
		t.Fatal("got no error, want one")
	}
	for _, want := range []string{"API URL", "transport", "user agent", "retries: -1", "timeout: 0s"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v, want %q in it", err, want)
		}
	}
	if _, err := lineworks.New(lineworks.StaticToken(token), lineworks.WithUserAgent("")); err == nil {
		t.Error("an empty user agent: got no error, want one")
	}
	if _, err := lineworks.New(nil); err == nil {
		t.Error("no token source: got no error, want one")
	}
}

func TestNew_defaults(t *testing.T) {
	t.Parallel()
	if _, err := lineworks.New(lineworks.StaticToken(token)); err != nil {
		t.Fatal(err)
	}
}

// A base URL with a slash at its end must not double the slash.
func TestNew_slashAtTheEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, bot7))
		c := newClient(t, s, lineworks.WithAPIURL(s.URL+"/"))
		if _, err := c.Bots.Get(t.Context(), "7"); err != nil {
			t.Fatal(err)
		}
		if got := s.Calls()[0]; got != "GET /bots/7" {
			t.Errorf("got first call %q, want GET /bots/7", got)
		}
	})
}

func TestUnavailable_everyCallFails(t *testing.T) {
	t.Parallel()
	cause := errors.New("client_id is not known yet")
	c := lineworks.Unavailable(cause)
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"Token":       func() error { _, err := c.Token(ctx); return err },
		"IssueToken":  func() error { _, err := c.IssueToken(ctx, nil); return err },
		"RevokeToken": func() error { return c.RevokeToken(ctx, lineworks.Token{AccessToken: "a"}) },
		"Create":      func() error { _, _, err := c.Bots.Create(ctx, &lineworks.BotWrite{}); return err },
		"Get":         func() error { _, err := c.Bots.Get(ctx, "1"); return err },
		"Update":      func() error { _, err := c.Bots.Update(ctx, "1", &lineworks.BotWrite{}); return err },
		"Delete":      func() error { return c.Bots.Delete(ctx, "1") },
		"All": func() error {
			for _, err := range c.Bots.All(ctx) {
				return err
			}
			return nil
		},
		"Menus.Get":    func() error { _, err := c.PersistentMenus.Get(ctx, "1"); return err },
		"Menus.Set":    func() error { _, err := c.PersistentMenus.Set(ctx, "1", nil); return err },
		"Menus.Delete": func() error { return c.PersistentMenus.Delete(ctx, "1") },
		"Any":          func() error { _, err := c.RichMenus.Any(ctx, "1"); return err },
	} {
		if err := call(); !errors.Is(err, cause) {
			t.Errorf("%s: got error %v, want one that matches %v", name, err, cause)
		}
	}
	if _, err := lineworks.Unavailable(nil).Bots.Get(ctx, "1"); err == nil {
		t.Error("without a cause: got no error, want one")
	}
}

func TestClient_headers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, bot7))
		c := newClient(t, s, lineworks.WithUserAgent("terraform-provider-lineworks/1.2.3 terraform/1.14"))
		if _, err := c.Bots.Get(t.Context(), "7"); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Bots.Update(t.Context(), "7", &lineworks.BotWrite{}); err != nil {
			t.Fatal(err)
		}
		get, patch := s.Requests()[0], s.Requests()[1]
		if got := get.Header["Authorization"]; len(got) != 1 || got[0] != "Bearer "+token {
			t.Errorf("got Authorization %q, want the token once", got)
		}
		if got := get.Header.Get("User-Agent"); got != "terraform-provider-lineworks/1.2.3 terraform/1.14" {
			t.Errorf("got User-Agent %q, want terraform-provider-lineworks/1.2.3 terraform/1.14", got)
		}
		if _, ok := get.Header["Content-Type"]; ok || get.Body != "" {
			t.Errorf("got body %q, Content-Type %q; want neither", get.Body, get.Header["Content-Type"])
		}
		if got := patch.Header.Get("Content-Type"); got != "application/json" {
			t.Errorf("got Content-Type %q, want application/json", got)
		}
	})
}

// Ids come from people and from state; none may change which operation is called.
func TestClient_escapesPathSegments(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, `{"botId":"7/secret?x=#%2eé"}`))
		c := newClient(t, s)
		id := "7/secret?x=#%2eé"
		if _, err := c.Bots.Get(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		want := "/bots/" + url.PathEscape(id)
		if got := s.Requests()[0]; got.Path != want || got.Query != "" {
			t.Errorf("called %s?%s, want %s", got.Path, got.Query, want)
		}
	})
}

func TestClient_refusesDottedAndEmptyIDs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(204, ""))
		c := newClient(t, s)
		ctx := t.Context()
		for _, id := range []string{"", ".", ".."} {
			_, getErr := c.Bots.Get(ctx, id)
			_, updateErr := c.Bots.Update(ctx, id, &lineworks.BotWrite{})
			_, menuErr := c.PersistentMenus.Get(ctx, id)
			_, setErr := c.PersistentMenus.Set(ctx, id, nil)
			_, anyErr := c.RichMenus.Any(ctx, id)
			for _, err := range []error{getErr, updateErr, c.Bots.Delete(ctx, id), menuErr, setErr, c.PersistentMenus.Delete(ctx, id), anyErr} {
				if err == nil || !strings.Contains(err.Error(), "is not a botId") {
					t.Errorf("id %q: got error %v, want \"is not a botId\"", id, err)
				}
			}
		}
		if calls := s.Calls(); calls != nil {
			t.Errorf("got calls %v, want none", calls)
		}
	})
}

// The token must reach the configured host only.
func TestClient_neverFollowsRedirects(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		other := serve(t, respond(200, bot7))
		for _, status := range []int{301, 302, 303, 307, 308} {
			s := serve(t, headed(status, http.Header{"Location": {other.URL + "/bots/7?token=x"}}, ""))
			_, err := newClient(t, s).Bots.Get(t.Context(), "7")
			if !errors.Is(err, lineworks.ErrNotAPI) || errors.Is(err, lineworks.ErrNotFound) {
				t.Errorf("%d: got error %v, want one that matches %v and not %v", status, err, lineworks.ErrNotAPI, lineworks.ErrNotFound)
			}
			if host := strings.TrimPrefix(other.URL, "http://"); err != nil && !strings.Contains(err.Error(), "redirect to "+strings.TrimSuffix(host, basePath)) {
				t.Errorf("%d: got error %v, want the host of the redirect in it", status, err)
			}
		}
		if calls := other.Calls(); calls != nil {
			t.Errorf("got calls %v at the other host, want none", calls)
		}
	})
}

func TestClient_cancelledBeforeTheCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, bot7))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		c := newClient(t, s)
		_, getErr := c.Bots.Get(ctx, "7")
		_, _, createErr := c.Bots.Create(ctx, &lineworks.BotWrite{})
		for _, err := range []error{getErr, createErr, c.Bots.Delete(ctx, "7")} {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got error %v, want one that matches %v", err, context.Canceled)
			}
		}
		if errors.Is(createErr, lineworks.ErrOutcomeUnknown) {
			t.Errorf("got error %v, want one that does not match %v: nothing was sent", createErr, lineworks.ErrOutcomeUnknown)
		}
		if calls := s.Calls(); calls != nil {
			t.Errorf("got calls %v, want none", calls)
		}
	})
}

func TestClient_cancelledDuringTheCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := serve(t, func(_ http.ResponseWriter, r *http.Request) {
			cancel()
			<-r.Context().Done()
		}).Aside(nothingThere)

		_, _, err := newClient(t, s).Bots.Create(ctx, &lineworks.BotWrite{})
		if !errors.Is(err, context.Canceled) || !errors.Is(err, lineworks.ErrOutcomeUnknown) {
			t.Errorf("got error %v, want one that matches %v and %v", err, context.Canceled, lineworks.ErrOutcomeUnknown)
		}
		if n := len(s.Calls()); n != 1 {
			t.Errorf("got %d requests, want 1", n)
		}
	})
}

// A transport may return any error when a context ends.
func TestClient_cancelledWithACause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		rt := tripper(func(*http.Request) (*http.Response, error) {
			cancel(errors.New("the user stopped it"))
			return nil, errors.New("stream closed")
		})
		_, err := newClient(t, &script{URL: "https://api.example.com"}, lineworks.WithTransport(rt)).Bots.Get(ctx, "7")
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got error %v, want one that matches %v", err, context.Canceled)
		}
	})
}

func TestClient_cancelledWhileWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := serve(t, headed(429, http.Header{"Retry-After": {"30"}}, limited)).Aside(nothingThere)
		_, _, err := newClient(t, s, cancelAtWait(cancel)).Bots.Create(ctx, &lineworks.BotWrite{})
		if !errors.Is(err, context.Canceled) || !errors.Is(err, lineworks.ErrRateLimited) {
			t.Errorf("got error %v, want one that matches %v and %v", err, context.Canceled, lineworks.ErrRateLimited)
		}
		if errors.Is(err, lineworks.ErrOutcomeUnknown) {
			t.Errorf("got error %v, want one that does not match %v: the request was refused", err, lineworks.ErrOutcomeUnknown)
		}
	})
}

func TestValidateURL(t *testing.T) {
	t.Parallel()
	for address, ok := range map[string]bool{lineworks.DefaultAPIURL: true, lineworks.DefaultAuthURL: true, "http://localhost:8080/v1.0": true, "http://example.com": false} {
		if err := lineworks.ValidateURL(address); (err == nil) != ok {
			t.Errorf("%s: got error %v, want it accepted: %t", address, err, ok)
		}
	}
}
