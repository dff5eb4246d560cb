// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// refusedFor is a 429 that asks to wait for some seconds.
func refusedFor(seconds string) http.HandlerFunc {
	return headed(http.StatusTooManyRequests, http.Header{"Retry-After": {seconds}}, limited)
}

// Waiting for the rate limit is no retry after a failure, and may take as long as it takes.
func TestClient_refusalDoesNotCountAsARetry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, append(slices.Repeat([]http.HandlerFunc{refusedFor("20")}, 20), respond(200, bot7))...)
		if _, err := newClient(t, s, lineworks.WithMaxRetries(0)).Bots.Get(t.Context(), "7"); err != nil || len(s.Calls()) != 21 {
			t.Errorf("%d requests, %v, want 21 and no error", len(s.Calls()), err)
		}
	})
}

// The refusal is part of the error if the call that stops waiting was refused itself.
func TestClient_contextEndsWhileRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, serve(t, refusedFor("60")))
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
		defer cancel()
		var wg sync.WaitGroup
		for i, want := range []string{
			"GET /bots/7: 429 TOO_MANY_REQUESTS: API rate limit exceeded; stopped waiting to send it again: context deadline exceeded",
			"GET /bots/7: waiting for the rate limit, since the service takes no more of these requests for now: context deadline exceeded",
		} {
			wg.Go(func() {
				_, err := c.Bots.Get(ctx, "7")
				if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, lineworks.ErrRateLimited) != (i == 0) || err.Error() != want {
					t.Errorf("caller %d: %v, want %q", i, err, want)
				}
			})
			synctest.Wait()
		}
		wg.Wait()
		if took := time.Since(start); took != 90*time.Second {
			t.Errorf("took %v, want 1m30s", took)
		}
	})
}

// A call that has no token gives its permit back: the next one does not wait for it.
func TestClient_noTokenReleasesThePermit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newClientWith(t, serve(t, respond(200, bot7)), lineworks.StaticToken(""))
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		for range 3 {
			if _, err := c.Bots.Get(ctx, "7"); !errors.Is(err, lineworks.ErrNoToken) {
				t.Errorf("error %v, want %v", err, lineworks.ErrNoToken)
			}
		}
	})
}

// The first call of an operation goes alone until its response tells of a limit: a client
// has one limiter for all of its calls.
func TestClient_callsShareALimiter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		header := http.Header{"Ratelimit-Limit": {"2"}, "Ratelimit-Remaining": {"0"}, "Ratelimit-Reset": {"30"}}
		s := serve(t, headed(200, header, bot7))
		c := newClient(t, s)
		start := time.Now()
		for i, want := range []time.Duration{0, 30 * time.Second} {
			if _, err := c.Bots.Get(t.Context(), "7"); err != nil || time.Since(start) != want {
				t.Errorf("call %d after %v, %v, want %v", i, time.Since(start), err, want)
			}
		}
	})
}

func TestWithWaitNotice(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		first  http.HandlerFunc
		reason lineworks.WaitReason
	}{
		"refused": {refusedFor("7"), lineworks.WaitRefused},
		"failed":  {headed(http.StatusServiceUnavailable, http.Header{"Retry-After": {"7"}}, ""), lineworks.WaitAsked},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var told notices
				c := newClient(t, serve(t, tc.first, respond(200, bot7)), lineworks.WithWaitNotice(told.note))
				if _, err := c.Bots.Get(t.Context(), "7"); err != nil {
					t.Fatal(err)
				}
				want := []lineworks.Wait{{Operation: "GET /bots/{botId}", For: 7 * time.Second, Reason: tc.reason}}
				if !slices.Equal(told.got, want) {
					t.Errorf("told %v, want %v", told.got, want)
				}
			})
		})
	}
}

// The service's limit of ten rooms in a minute is known without any response.
func TestWithWaitNotice_rooms(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var told notices
		c := newClient(t, serve(t, makesRoom), lineworks.WithWaitNotice(told.note))
		start := time.Now()
		for range 11 {
			if err := makeRoom(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
		want := []lineworks.Wait{{Operation: "POST /bots/{botId}/channels", For: time.Minute, Reason: lineworks.WaitUsedUp}}
		if took := time.Since(start); took != time.Minute || !slices.Equal(told.got, want) {
			t.Errorf("took %v, told %v, want 1m0s, %v", took, told.got, want)
		}
	})
}

func TestWithWaitNotice_nil(t *testing.T) {
	t.Parallel()
	if _, err := lineworks.New(lineworks.StaticToken(token), lineworks.WithWaitNotice(nil)); err == nil || !strings.Contains(err.Error(), "wait notice: nil") {
		t.Errorf("error %v, want one for the notice", err)
	}
}
