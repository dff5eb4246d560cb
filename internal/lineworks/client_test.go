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
		t.Fatal("no error")
	}
	for _, want := range []string{"API URL", "transport", "user agent", "retries: -1", "timeout: 0s"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v lacks %q", err, want)
		}
	}
	if _, err := lineworks.New(lineworks.StaticToken(token), lineworks.WithUserAgent("")); err == nil {
		t.Error("an empty user agent is accepted")
	}
	if _, err := lineworks.New(nil); err == nil {
		t.Error("no token source is accepted")
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
			t.Errorf("called %q", got)
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
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := lineworks.Unavailable(nil).Bots.Get(ctx, "1"); err == nil {
		t.Error("without a cause, calls do not fail")
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
			t.Errorf("Authorization: %q", got)
		}
		if got := get.Header.Get("User-Agent"); got != "terraform-provider-lineworks/1.2.3 terraform/1.14" {
			t.Errorf("User-Agent: %q", got)
		}
		if _, ok := get.Header["Content-Type"]; ok || get.Body != "" {
			t.Error("a call without a body has a Content-Type or a body")
		}
		if got := patch.Header.Get("Content-Type"); got != "application/json" {
			t.Errorf("Content-Type: %q", got)
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
					t.Errorf("id %q: %v", id, err)
				}
			}
		}
		if calls := s.Calls(); calls != nil {
			t.Errorf("requests were made: %v", calls)
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
				t.Errorf("%d: %v", status, err)
			}
			if host := strings.TrimPrefix(other.URL, "http://"); err != nil && !strings.Contains(err.Error(), "redirect to "+strings.TrimSuffix(host, basePath)) {
				t.Errorf("%d: the error does not say where to: %v", status, err)
			}
		}
		if calls := other.Calls(); calls != nil {
			t.Errorf("followed: %v", calls)
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
				t.Errorf("error %v", err)
			}
		}
		if errors.Is(createErr, lineworks.ErrOutcomeUnknown) {
			t.Errorf("nothing was sent, but: %v", createErr)
		}
		if calls := s.Calls(); calls != nil {
			t.Errorf("requests were made: %v", calls)
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
			t.Errorf("error %v", err)
		}
		if n := len(s.Calls()); n != 1 {
			t.Errorf("%d requests", n)
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
			t.Errorf("error %v", err)
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
			t.Errorf("error %v", err)
		}
		if errors.Is(err, lineworks.ErrOutcomeUnknown) {
			t.Errorf("the call was refused, but: %v", err)
		}
	})
}

func TestValidateURL(t *testing.T) {
	t.Parallel()
	for address, ok := range map[string]bool{lineworks.DefaultAPIURL: true, lineworks.DefaultAuthURL: true, "http://localhost:8080/v1.0": true, "http://example.com": false} {
		if err := lineworks.ValidateURL(address); (err == nil) != ok {
			t.Errorf("%s: %v, want it accepted: %t", address, err, ok)
		}
	}
}
