// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func TestBots_Existing_listedOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		for range 5 {
			tn.api.AddBot(stored())
		}
		old := tn.ids()
		c := tn.client(t)
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				existing, err := c.Bots.Existing(t.Context())
				if err != nil || !slices.Equal(idsOf(existing), old) || existing[0].Name != "Desk" {
					t.Errorf("got %v and error %v, want %v", existing, err, old)
				}
			})
			wg.Go(func() {
				if _, _, err := c.Bots.Create(t.Context(), desk()); err != nil {
					t.Errorf("got error %v, want none", err)
				}
			})
		}
		wg.Wait()
		tn.expectCounts(t, map[string]int{listBots: 3, createBot: 20, getBot: 0}) // 3 pages of 2
	})
}

// The name of a bot has no line breaks in the service.
func TestBots_Create_lostNameOfTwoLines(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true})
		in := desk()
		in.BotName = new("Help\ndesk")
		bot, adopted, err := tn.client(t).Bots.Create(t.Context(), in)
		if err != nil || !adopted || bot.BotName != "Help desk" {
			t.Errorf("got %+v, adopted %t, error %v; want the name %q, true", bot, adopted, err, "Help desk")
		}
	})
}

// Should the service keep line breaks after all, the bot is found as well.
func TestBots_Create_lostNameKeptAsItIs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const bot = `{"botId":7,"botName":"Help\ndesk","photoUrl":"https://example.com/a.png","description":"Answers.","administrators":["u1"],"createdTime":"2026-01-01T00:00:00+09:00"}`
		s := serve(t, respond(200, `{"bots":[]}`), hangUp, respond(200, `{"bots":[`+bot+`]}`), respond(200, bot))
		in := desk()
		in.BotName = new("Help\ndesk")
		if got, adopted, err := newClient(t, s).Bots.Create(t.Context(), in); err != nil || !adopted || got.BotID != "7" {
			t.Errorf("got %+v, adopted %t, error %v; want bot 7, true", got, adopted, err)
		}
	})
}

// In a tenant whose list is broken, bots can be created, but none is adopted, since it is
// unknown which are new. The list is not repeated for each bot.
func TestBots_Create_withoutABaseline(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]mockserver.Fault{
		"server error":  {Status: http.StatusInternalServerError, Code: "X", Description: "list is broken"},
		"not allowed":   {Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "list is broken"},
		"another shape": {Status: http.StatusOK, Body: `{"list is broken":1}`, ContentType: "application/json"},
		"page":          {Status: http.StatusNotFound, Body: "<html><title>list is broken</title></html>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tn := newTenant(t)
				tn.api.AddBot(stored())
				fault.Operation = listBots
				tn.api.Fail(fault)
				c := tn.client(t)
				if _, err := c.Bots.Existing(t.Context()); err == nil {
					t.Error("got no error of the list, want one")
				}
				made, _, err := c.Bots.Create(t.Context(), desk())
				if err != nil {
					t.Fatal(err)
				}
				tn.expectCounts(t, map[string]int{listBots: 1, createBot: 1})

				tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true})
				_, adopted, err := c.Bots.Create(t.Context(), desk())
				lost := lostCreate(t, err)
				want := slices.DeleteFunc(tn.ids(), func(id string) bool { return id == made.BotID })
				if adopted || lost.NoBaseline == nil || !strings.Contains(err.Error(), "the objects that existed before could not be listed: GET /bots: ") || !slices.Equal(idsOf(lost.SameName), want) {
					t.Errorf("got adopted %t, %+v; want false, no baseline, and %v of its name", adopted, lost, want)
				}
				tn.expectCounts(t, map[string]int{listBots: 1 + 2, createBot: 2, getBot: 0}) // 2 pages

				if err := sleep(t.Context(), time.Minute); err != nil { // of the artificial clock
					t.Fatal(err)
				}
				if existing, err := c.Bots.Existing(t.Context()); err != nil || !slices.Equal(idsOf(existing), want) {
					t.Errorf("got %v and error %v, want %v", existing, err, want)
				}
				tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true})
				if _, adopted, err := c.Bots.Create(t.Context(), desk()); err != nil || !adopted {
					t.Errorf("got adopted %t, error %v; want true, none", adopted, err)
				}
			})
		})
	}
}

// A list that fails slowly holds creates up for a small part of their time only.
func TestBots_Create_listFailsSlowly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		tn.api.Fail(mockserver.Fault{Operation: listBots, Times: 1000, Delay: time.Minute, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"})
		c := tn.client(t, lineworks.WithRequestTimeout(2*time.Minute))
		start := time.Now()
		for range 60 {
			if _, _, err := c.Bots.Create(t.Context(), desk()); err != nil {
				t.Fatal(err)
			}
			pause(t, time.Minute)
		}
		// 60 minutes of creates: at 0, and then ten minutes after each failure.
		if lists, took := tn.api.Count(listBots), time.Since(start); lists != 6 || took != 66*time.Minute {
			t.Errorf("got %d lists in %v, want 6 in 1h6m0s", lists, took)
		}
	})
}

// An error that the create would meet, too, is returned at once.
func TestBots_Create_whenNothingWorks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		c := tn.client(t)
		tn.api.RevokeTokens()
		if _, _, err := c.Bots.Create(t.Context(), desk()); !errors.Is(err, lineworks.ErrUnauthorized) || errors.Is(err, lineworks.ErrOutcomeUnknown) {
			t.Errorf("got error %v, want %v only", err, lineworks.ErrUnauthorized)
		}
		tn.expectCounts(t, map[string]int{createBot: 0})

		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, _, err := c.Bots.Create(ctx, desk()); !errors.Is(err, context.Canceled) || errors.Is(err, lineworks.ErrOutcomeUnknown) {
			t.Errorf("got error %v, want %v only", err, context.Canceled)
		}
		// An end of one caller's context is not kept.
		if _, err := c.Bots.Existing(t.Context()); !errors.Is(err, lineworks.ErrUnauthorized) {
			t.Errorf("got error %v, want %v", err, lineworks.ErrUnauthorized)
		}
	})
}

// A search fails, once or twice.
func TestBots_Create_lostAndSearchFails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		operation string
		times     int
		adopted   bool
		sameName  int
	}{
		"one list":         {listBots, 1, true, 0},
		"both lists":       {listBots, 2, false, 0},
		"one comparison":   {getBot, 1, true, 0},
		"both comparisons": {getBot, 2, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tn := newTenant(t)
				c := tn.client(t)
				if _, err := c.Bots.Existing(t.Context()); err != nil {
					t.Fatal(err)
				}
				tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true})
				tn.api.Fail(mockserver.Fault{Operation: tc.operation, Times: tc.times, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not now"})
				_, adopted, err := c.Bots.Create(t.Context(), desk())
				if adopted != tc.adopted || adopted == (err != nil) {
					t.Fatalf("got adopted %t, error %v; want adopted %t", adopted, err, tc.adopted)
				}
				if adopted {
					return
				}
				lost := lostCreate(t, err)
				if lost.SearchErr == nil || len(lost.SameName) != tc.sameName || lost.Searches != 0 || !strings.Contains(err.Error(), "the search for it failed: GET ") || !strings.Contains(err.Error(), "not now") {
					t.Errorf("got %+v, want no search that was completed, and %d of its name", lost, tc.sameName)
				}
			})
		})
	}
}

// Without a connection for the list there is none for the create: it is not sent, and its
// outcome is not ambiguous.
func TestBots_Create_noConnectionForTheList(t *testing.T) {
	t.Parallel()
	for name, cause := range map[string]error{
		"not reached":     &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")},
		"unknown host":    &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "api.example.com", IsNotFound: true}},
		"bad certificate": &tls.CertificateVerificationError{Err: errors.New("unknown authority")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var creates atomic.Int32
				rt := tripper(func(r *http.Request) (*http.Response, error) {
					if r.Method == http.MethodGet {
						return nil, cause
					}
					creates.Add(1)
					return response(http.StatusCreated, nil), nil
				})
				c := newClientWith(t, &script{URL: "https://api.example.com"}, lineworks.StaticToken(token),
					lineworks.WithTransport(rt))
				_, _, err := c.Bots.Create(t.Context(), desk())
				if !errors.Is(err, cause) || !errors.Is(err, lineworks.ErrNoResponse) || errors.Is(err, lineworks.ErrOutcomeUnknown) || !lineworks.FailsAll(err) {
					t.Errorf("got error %v, want %v, and that all calls fail", err, cause)
				}
				if n := creates.Load(); n != 0 {
					t.Errorf("got %d creates, want none", n)
				}
			})
		})
	}
}

// However slowly a list fails, it is repeated after ten minutes: without it, no lost create
// is recovered.
func TestBots_Create_listTriedAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		tn.api.Fail(mockserver.Fault{Operation: listBots, Delay: 3 * time.Minute, Status: http.StatusForbidden})
		c := tn.client(t, lineworks.WithRequestTimeout(5*time.Minute))
		for _, lists := range []int{1, 2} {
			if _, _, err := c.Bots.Create(t.Context(), desk()); err != nil {
				t.Fatal(err)
			}
			tn.expectCounts(t, map[string]int{listBots: lists})
			pause(t, 10*time.Minute)
		}
	})
}

// Without a token, or with one that the service refuses, only the list is requested.
func TestBots_Create_noTokenForTheList(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		token, list http.HandlerFunc
		tokens      int
		want        error
		calls       []string
	}{
		"no token": {respond(http.StatusInternalServerError, ""), respond(http.StatusOK, "{}"), 1, lineworks.ErrNoToken, nil},
		"refused":  {granted("a"), respond(http.StatusUnauthorized, refused), 2, lineworks.ErrUnauthorized, []string{listBots, listBots}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				auth, api := serve(t, tc.token), serve(t, tc.list)
				_, _, err := newClientWith(t, api, newSource(t, account(t, auth))).Bots.Create(t.Context(), desk())
				if !errors.Is(err, tc.want) || errors.Is(err, lineworks.ErrOutcomeUnknown) {
					t.Errorf("got error %v, want %v only", err, tc.want)
				}
				if got := api.Calls(); !slices.Equal(got, tc.calls) || len(auth.Calls()) != tc.tokens {
					t.Errorf("got calls %v and %d for a token, want %v and %d", got, len(auth.Calls()), tc.calls, tc.tokens)
				}
			})
		})
	}
}
