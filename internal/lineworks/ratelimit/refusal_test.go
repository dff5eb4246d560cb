// SPDX-License-Identifier: MPL-2.0

package ratelimit_test

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

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// notices collects the waits that a limiter reports.
type notices struct {
	mu  sync.Mutex
	got []ratelimit.Wait
}

func (n *notices) note(_ context.Context, w ratelimit.Wait) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.got = append(n.got, w)
}

// refusing is a service that refuses every call.
func refusing(h http.Header) *service {
	return &service{instead: func(int) *ratelimit.Outcome { return responded(http.StatusTooManyRequests, h) }}
}

// A refusal closes the window for all calls of the operation. Then one goes ahead: it
// may be refused, too.
func TestRefusal_closesTheWindow(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		header http.Header
		first  time.Duration // until the first call after the refusals
		second time.Duration // and until the next one
	}{
		"Retry-After": {header("Retry-After: 7"), 7 * time.Second, 7 * time.Second},
		"reset":       {header("rateLimit-limit: 20", "rateLimit-remaining: 0", "rateLimit-reset: 42"), 42 * time.Second, 42 * time.Second},
		"reset alone": {header("rateLimit-reset: 42"), 42 * time.Second, 42 * time.Second},
		"no hint":     {nil, time.Second / 2, time.Second}, // at the most
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex
				refusals := 0
				s := &service{limit: 1000, window: time.Minute, tell: untold}
				c := s.client()
				read(t, c, 1) // tells that there is no limit, so that all go at once
				s.instead = func(int) *ratelimit.Outcome {
					mu.Lock()
					defer mu.Unlock()
					if refusals++; refusals <= 11 {
						return responded(http.StatusTooManyRequests, tc.header)
					}
					return nil
				}
				s.there = always(time.Millisecond)
				start := time.Now()
				var wg sync.WaitGroup
				for range 10 {
					wg.Go(func() {
						if err := c.call(t.Context(), readBot, "7"); err != nil {
							t.Errorf("got error %v, want none", err)
						}
					})
				}
				wg.Wait()
				sent := s.sent[1:]
				const margin = 10 * time.Millisecond
				within := func(i int, most time.Duration) {
					t.Helper()
					if gap := sent[i].Sub(sent[i-1]); gap < most/2 || gap > most+margin {
						t.Errorf("call %d was sent %v after the last one, want %v", i, gap, most)
					}
				}
				if sent[9] != start {
					t.Errorf("got calls at %v, want the first 10 at once, at %v", sent, start)
				}
				within(10, tc.first)  // one, which is refused
				within(11, tc.second) // one, which is not
				if gap := sent[12].Sub(sent[11]); gap > margin {
					t.Errorf("got the others %v later, want %v at most", gap, margin)
				}
				if len(sent) != 21 {
					t.Errorf("got %d calls, want 21", len(sent))
				}
			})
		})
	}
}

// Of the calls that were sent together and refused, the longest wait holds.
func TestRefusal_longestWaitHolds(t *testing.T) {
	t.Parallel()
	for _, waits := range [][]string{{"5", "9", "7"}, {"5", "", ""}, {"5", "3", "2"}} {
		t.Run(strings.Join(waits, ","), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{limit: 1000, window: time.Minute, tell: untold, there: func(call int) time.Duration {
					return time.Duration(call) * time.Second
				}}
				s.instead = func(call int) *ratelimit.Outcome {
					if call >= 1 && call <= 3 {
						return responded(http.StatusTooManyRequests, header("Retry-After: "+waits[call-1]))
					}
					return nil
				}
				c := s.client()
				read(t, c, 1)
				start := time.Now()
				read(t, c, 3)
				want := 6 * time.Second // 5 s after the first refusal
				if waits[1] == "9" {
					want = 11 * time.Second // 9 s after the second one
				}
				if at := s.sent[4].Sub(start); at != want {
					t.Errorf("sent again after %v, want %v", at, want)
				}
			})
		})
	}
}

// A service that refuses everything, whatever it says, is given up one day; and then
// for all who wait.
func TestRefusal_forEver(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		header http.Header
		calls  [2]int // at the least and at the most until then
	}{
		"no hint":               {nil, [2]int{15, 40}},
		"Retry-After":           {header("Retry-After: 1"), [2]int{600, 602}},
		"reset":                 {header("rateLimit-limit: 1", "rateLimit-remaining: 0", "rateLimit-reset: 60"), [2]int{11, 11}},
		"Retry-After of 10 min": {header("Retry-After: 600"), [2]int{2, 2}},
		"Retry-After of a day":  {header("Retry-After: 86400"), [2]int{1, 1}},
		"reset of a day":        {header("rateLimit-limit: 1", "rateLimit-remaining: 0", "rateLimit-reset: 86400"), [2]int{15, 40}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := refusing(tc.header)
				c := s.client()
				start := time.Now()
				ctx, stop := context.WithTimeout(t.Context(), time.Hour) // or it would wait for ever
				defer stop()
				const callers = 50
				var wg sync.WaitGroup
				for range callers {
					wg.Go(func() {
						if err := c.call(ctx, readBot, "7"); !errors.Is(err, errRefused) {
							t.Errorf("got error %v, want %v", err, errRefused)
						}
					})
				}
				wg.Wait()
				if took := time.Since(start); took > 11*time.Minute {
					t.Errorf("took %v, want 11 min at most", took)
				}
				// Of the others, each asks once more.
				if n := s.counts().calls - callers + 1; n < tc.calls[0] || n > tc.calls[1] {
					t.Errorf("got %d calls by one of them, want %d to %d", n, tc.calls[0], tc.calls[1])
				}
				// Who comes later asks, too: the service may work again.
				before := s.counts().calls
				if err := c.call(ctx, readBot, "7"); !errors.Is(err, errRefused) || s.counts().calls != before+1 {
					t.Errorf("got %d more calls and error %v, want 1 and %v", s.counts().calls-before, err, errRefused)
				}
				s.mu.Lock()
				s.instead, s.limit, s.window, s.tell = nil, 100, time.Minute, untold
				s.mu.Unlock()
				read(t, c, 10)
			})
		})
	}
}

// One wait of an operation is told once, however many calls wait.
func TestWaitNotice(t *testing.T) {
	t.Parallel()
	operation := readBot.Name
	for name, tc := range map[string]struct {
		service *service
		calls   int
		want    []ratelimit.Wait
	}{
		"used up": {
			&service{limit: 20, window: 5 * time.Second}, 60,
			[]ratelimit.Wait{{operation, 5 * time.Second, ratelimit.WaitUsedUp}, {operation, 5 * time.Second, ratelimit.WaitUsedUp}},
		},
		// Each response puts the end of the window a little later.
		"slow responses": {
			&service{limit: 3, window: 5 * time.Second, back: func(call int) time.Duration { return time.Duration(call) * 100 * time.Millisecond }}, 4,
			[]ratelimit.Wait{{operation, 5 * time.Second, ratelimit.WaitUsedUp}},
		},
		"refused": {
			&service{limit: 20, window: 5 * time.Second, instead: func(call int) *ratelimit.Outcome {
				if call == 0 {
					return responded(http.StatusTooManyRequests, header("Retry-After: 7"))
				}
				return nil
			}}, 20,
			[]ratelimit.Wait{{operation, 7 * time.Second, ratelimit.WaitRefused}},
		},
		"nothing to wait for": {&service{limit: 20, window: 5 * time.Second, there: always(time.Second)}, 20, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var told notices
				read(t, tc.service.notifying(told.note), tc.calls)
				if !slices.Equal(told.got, tc.want) {
					t.Errorf("told %v, want %v", told.got, tc.want)
				}
			})
		})
	}
}

// The limit of rooms is known without any response.
func TestWaitNotice_rooms(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 100, window: time.Minute, tell: untold, there: always(50 * time.Millisecond)}
		s.instead = func(int) *ratelimit.Outcome {
			return responded(http.StatusOK, nil)
		}
		var told notices
		c := s.notifying(told.note)
		start := time.Now()
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() { _ = c.call(t.Context(), createRoom, "room") }) // the outcome does not matter
		}
		synctest.Wait()
		if got := s.counts(); got.inFlight != 10 {
			t.Errorf("got %d at once, want 10", got.inFlight)
		}
		wg.Wait()
		if time.Since(start) > 61*time.Second {
			t.Errorf("took %v, want 61 s at most", time.Since(start))
		}
		want := []ratelimit.Wait{{Operation: "POST /bots/{botId}/channels", For: time.Minute, Reason: ratelimit.WaitUsedUp}}
		if !slices.Equal(told.got, want) {
			t.Errorf("told %v, want %v", told.got, want)
		}
	})
}

// Each waiting call goes at its time, a minute after the response that makes room
// for it, also while no response comes.
func TestLimiter_eachAtItsTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 100, window: time.Minute, tell: untold, there: always(25 * time.Second)}
		c := s.client()
		start := time.Now()
		var wg sync.WaitGroup
		for range 13 {
			wg.Go(func() { _ = c.call(t.Context(), createRoom, "room") }) // the outcome does not matter
			pause(t, 2*time.Second)
		}
		wg.Wait()
		for i, want := range []time.Duration{85 * time.Second, 87 * time.Second, 89 * time.Second} {
			if at := s.sent[10+i].Sub(start); at != want {
				t.Errorf("room %d was made after %v, want %v", 10+i, at, want)
			}
		}
	})
}

func TestWaitReason_words(t *testing.T) {
	t.Parallel()
	for reason, want := range map[ratelimit.WaitReason]string{
		ratelimit.WaitUsedUp: "used up", ratelimit.WaitRefused: "429", ratelimit.WaitRetry: "sent again", 0: "unknown",
	} {
		if !strings.Contains(reason.String(), want) {
			t.Errorf("reason %d: got %q, want %q in it", reason, reason, want)
		}
	}
}
