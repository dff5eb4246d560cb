// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

const (
	lookDefault = "GET /bots/7/richmenus/default"
	endDefault  = "DELETE /bots/7/richmenus/default"
	isDefault   = `{"botId":7,"defaultRichmenuId":"40001"}`
	refusal403  = `{"code":"FORBIDDEN","description":"no"}`
)

func TestRichMenus_ClearDefault(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		responses []http.HandlerFunc
		id        string
		was       bool
		classes   string
		calls     []string
	}{
		"its own":          {[]http.HandlerFunc{respond(200, isDefault), respond(204, "")}, "40001", true, "", []string{lookDefault, endDefault}},
		"another":          {[]http.HandlerFunc{respond(200, isDefault)}, "40002", false, "", []string{lookDefault}},
		"none":             {[]http.HandlerFunc{respond(404, gone)}, "40001", false, "", []string{lookDefault}},
		"none, as a null":  {[]http.HandlerFunc{respond(200, `{"defaultRichmenuId":null}`)}, "40001", false, "", []string{lookDefault}},
		"gone in between":  {[]http.HandlerFunc{respond(200, isDefault), respond(404, gone)}, "40001", true, "", []string{lookDefault, endDefault}},
		"look refused":     {[]http.HandlerFunc{respond(403, refusal403)}, "40001", false, "Forbidden", []string{lookDefault}},
		"look by a proxy":  {[]http.HandlerFunc{typed(404, "text/html", "<html>")}, "40001", false, "NotAPI", []string{lookDefault}},
		"end refused":      {[]http.HandlerFunc{respond(200, isDefault), respond(403, refusal403)}, "40001", true, "Forbidden", []string{lookDefault, endDefault}},
		"end, by a proxy ": {[]http.HandlerFunc{respond(200, isDefault), typed(404, "text/html", "<html>")}, "40001", true, "NotAPI", []string{lookDefault, endDefault}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, tc.responses...)
				c := newClient(t, s)
				was, err := c.RichMenus.ClearDefault(t.Context(), "7", tc.id)
				if was != tc.was || classesOf(err) != tc.classes || (err == nil) != (tc.classes == "") {
					t.Errorf("got %t and error %v, want %t and class %q", was, err, tc.was, tc.classes)
				}
				if got := s.Calls(); !slices.Equal(got, tc.calls) {
					t.Errorf("calls %q, want %q", got, tc.calls)
				}
				expectUnlocked(t, c, "7")
			})
		})
	}
}

// The last change of the default by this client needs no lookup, and no response to a lookup
// that lags behind can end it.
func TestRichMenus_ClearDefault_remembers(t *testing.T) {
	t.Parallel()
	const set = "POST /bots/7/richmenus/40002/set-default"
	setDefault := func(ctx context.Context, c *lineworks.Client) error {
		return c.RichMenus.SetDefault(ctx, "7", "40002")
	}
	for name, tc := range map[string]struct {
		change func(context.Context, *lineworks.Client) error
		first  http.HandlerFunc
		clear  string
		calls  []string
	}{
		"set to another":     {setDefault, respond(201, ""), "40001", []string{set}},
		"set to this one":    {setDefault, respond(201, ""), "40002", []string{set, lookDefault}},
		"not set":            {setDefault, respond(403, refusal403), "40001", []string{set, lookDefault, endDefault}},
		"ended":              {func(ctx context.Context, c *lineworks.Client) error { return c.RichMenus.DeleteDefault(ctx, "7") }, respond(204, ""), "40001", []string{endDefault}},
		"that of other bots": {func(ctx context.Context, c *lineworks.Client) error { return c.RichMenus.DeleteDefault(ctx, "8") }, respond(204, ""), "40001", []string{"DELETE /bots/8/richmenus/default", lookDefault, endDefault}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, tc.first, respond(200, isDefault), respond(204, ""))
				c := newClient(t, s)
				if err := tc.change(t.Context(), c); (err != nil) != (name == "not set") {
					t.Fatalf("got error %v, want one: %t", err, name == "not set")
				}
				if _, err := c.RichMenus.ClearDefault(t.Context(), "7", tc.clear); err != nil {
					t.Errorf("got error %v, want none", err)
				}
				if got := s.Calls(); !slices.Equal(got, tc.calls) {
					t.Errorf("calls %q, want %q", got, tc.calls)
				}
			})
		})
	}
}

// A new default that is set meanwhile comes after the end of the old one.
func TestRichMenus_ClearDefault_holdsTheLock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var (
			c  *lineworks.Client
			wg sync.WaitGroup
		)
		ctx := t.Context()
		setAnother := func() {
			if err := c.RichMenus.SetDefault(ctx, "7", "40002"); err != nil {
				t.Errorf("got error %v, want none", err)
			}
		}
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			wg.Go(setAnother)
			synctest.Wait() // until the new default waits for its turn
			respond(200, isDefault)(w, r)
		}, respond(204, ""), respond(204, ""))
		c = newClient(t, s)
		if was, err := c.RichMenus.ClearDefault(t.Context(), "7", "40001"); !was || err != nil {
			t.Errorf("got %t and error %v, want true and none", was, err)
		}
		wg.Wait()
		if want := []string{lookDefault, endDefault, "POST /bots/7/richmenus/40002/set-default"}; !slices.Equal(s.Calls(), want) {
			t.Errorf("calls %q, want %q", s.Calls(), want)
		}
	})
}

// A menu without its id is an error: the user has a menu, and which one is not known.
func TestRichMenus_UserMenu_withoutID(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, `{"botId":7,"richmenuName":"Menu"}`))
		menu, err := newClient(t, s).RichMenus.UserMenu(t.Context(), "7", "u1")
		if menu != nil || !errors.Is(err, lineworks.ErrNotAPI) || errors.Is(err, lineworks.ErrNotFound) {
			t.Errorf("got menu %v and error %v, want an error that matches %v", menu, err, lineworks.ErrNotAPI)
		}
	})
}

// A call that waits for another write to the bot ends with its context, and is not sent.
func TestRichMenus_ClearDefault_canceled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(204, ""))
		c := newClient(t, s)
		unlock, err := c.LockBot(t.Context(), "7")
		if err != nil {
			t.Fatal(err)
		}
		defer unlock()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		was, err := c.RichMenus.ClearDefault(ctx, "7", "40001")
		if was || !errors.Is(err, context.Canceled) || len(s.Calls()) != 0 {
			t.Errorf("got %t, error %v and calls %v; want false, an error that matches %v and no call", was, err, s.Calls(), context.Canceled)
		}
	})
}
