// SPDX-License-Identifier: MPL-2.0

package ratelimit_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// One call goes ahead; as soon as it has told the limit, all go that are left; then
// none until the window has ended; then all at once, since the limit is known.
func TestLimiter_fullSpeedWhileCallsRemain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 20, window: 30 * time.Second, there: always(500 * time.Millisecond), back: always(500 * time.Millisecond)}
		c := s.client()
		all := begin(t, t.Context(), c, 50)
		for _, step := range []struct {
			after    time.Duration
			sent     int
			inFlight int
		}{
			{0, 1, 1},
			{999 * time.Millisecond, 1, 1},
			{time.Millisecond, 20, 19}, // the response came
			{time.Second, 20, 0},
			{28 * time.Second, 20, 0},
			// The window began at 0.5 s and was last told to end 29 s after 2 s.
			{time.Second, 40, 20},
			{time.Second, 40, 0},
		} {
			pause(t, step.after)
			synctest.Wait()
			if got := s.counts(); got.calls != step.sent || got.inFlight != step.inFlight {
				t.Errorf("after another %v: %+v, want %d sent, %d in flight", step.after, got, step.sent, step.inFlight)
			}
		}
		all.Wait()
		if got := s.counts(); got != (counts{calls: 50, windows: 3, most: 20}) {
			t.Errorf("got %+v, want 50 calls in 3 windows, 20 at once, none refused", got)
		}
	})
}

func TestLimiter_manyCalls(t *testing.T) {
	t.Parallel()
	for _, parallel := range []int{10, 100} {
		t.Run(strconv.Itoa(parallel), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{limit: 20, window: 5 * time.Second, there: always(30 * time.Millisecond), back: always(30 * time.Millisecond)}
				c := s.client()
				start := time.Now()
				work := make(chan int)
				var wg sync.WaitGroup
				for range parallel {
					wg.Go(func() {
						for i := range work {
							if err := c.call(t.Context(), readBot, strconv.Itoa(i+1)); err != nil {
								t.Errorf("got error %v, want none", err)
							}
						}
					})
				}
				for i := range 100 {
					work <- i
				}
				close(work)
				wg.Wait()
				if got := s.counts(); got.calls != 100 || got.refused != 0 || got.windows != 5 {
					t.Errorf("got %+v, want 100 calls in 5 windows, none refused", got)
				}
				// Four windows to wait for, each told in whole seconds.
				if took := time.Since(start); took > 24*time.Second {
					t.Errorf("took %v, want 24 s at most", took)
				}
			})
		})
	}
}

func TestLimiter_noHeaders(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 1000, window: time.Minute, tell: untold, there: always(time.Second)}
		all := begin(t, t.Context(), s.client(), 100)
		if got := s.counts(); got.calls != 1 {
			t.Errorf("got %d calls before the first response, want 1", got.calls)
		}
		pause(t, time.Second)
		synctest.Wait()
		if got := s.counts(); got.inFlight != 99 {
			t.Errorf("got %d calls in flight after it, want 99", got.inFlight)
		}
		all.Wait()
	})
}

// A limit that is told only later on holds from then on.
func TestLimiter_headersComeLater(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 20, window: 5 * time.Second}
		s.tell = func(status, used int, left time.Duration) http.Header {
			if s.requests < 5 {
				return http.Header{}
			}
			return s.documented(status, used, left)
		}
		c := s.client()
		for range 60 {
			read(t, c, 1)
		}
		if got := s.counts(); got.calls != 60 || got.refused != 0 || got.windows != 3 {
			t.Errorf("got %+v, want 60 calls in 3 windows, none refused", got)
		}
	})
}

// Whatever the headers say, the calls come to an end.
func TestLimiter_wrongHeaders(t *testing.T) {
	t.Parallel()
	const none = "-"
	for name, tc := range map[string]struct {
		limit, remaining, reset string
		most                    time.Duration // that 30 calls may take
	}{
		"nothing left, ever":            {"10", "0", "1", 3 * time.Second},
		"all left, ever":                {"10", "10", "1", 3 * time.Second},
		"limit of 1":                    {"1", "0", "1", 30 * time.Second},
		"nothing left, no reset":        {"10", "0", none, 0},
		"nothing left, reset below 0":   {"10", "0", "-3", 0},
		"nothing left, reset is a word": {"10", "0", "later", 0},
		"nothing left, reset at a time": {"10", "0", "1775044800", 0},
		"nothing left, reset in a day":  {"10", "0", "86400", 0},
		"nothing left, reset now":       {"10", "0", "0", 3 * time.Second},
		"nothing left for long":         {"10", "0", "600", 30 * time.Minute},
		"remaining below 0":             {"10", "-1", "60", 0},
		"more left than there are":      {"10", "11", "60", 0},
		"limit is a word":               {"many", "0", "60", 0},
		"limit of 0":                    {"0", "0", "60", 0},
		"no limit":                      {none, "0", "60", 0},
		"no remaining":                  {"10", none, "60", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{limit: 1000, window: time.Minute, tell: func(int, int, time.Duration) http.Header {
					h := header("rateLimit-limit: "+tc.limit, "rateLimit-remaining: "+tc.remaining, "rateLimit-reset: "+tc.reset)
					for name, values := range h {
						if values[0] == none {
							delete(h, name)
						}
					}
					return h
				}}
				start := time.Now()
				read(t, s.client(), 30)
				if took := time.Since(start); took > tc.most {
					t.Errorf("took %v, want %v at most", took, tc.most)
				}
			})
		})
	}
}

// The responses of a window come after its end, with its headers.
func TestLimiter_lateResponses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 20, window: 5 * time.Second, back: func(call int) time.Duration {
			if call >= 10 && call < 20 {
				return 12 * time.Second
			}
			return 10 * time.Millisecond
		}}
		start := time.Now()
		read(t, s.client(), 60)
		if got := s.counts(); got.calls != 60 || got.refused != 0 {
			t.Errorf("got %+v, want 60 calls, none refused", got)
		}
		if took := time.Since(start); took > 25*time.Second {
			t.Errorf("took %v, want 25 s at most", took)
		}
	})
}

// A service that rounds the rest of its window down says 0 before the end. That is
// noticed, so that a call that was refused once for it is not refused again and again.
func TestLimiter_roundedDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 20, window: 4500 * time.Millisecond}
		s.tell = func(status, used int, left time.Duration) http.Header {
			return s.documented(status, used, left.Truncate(time.Second))
		}
		read(t, s.client(), 200)
		if got := s.counts(); got.refused > 22 || got.windows > 11 {
			t.Errorf("got %+v, want at most 22 refused and 11 windows", got)
		}
	})
}

// Two processes share the limit of the service and know nothing of each other.
func TestLimiter_twoClients(t *testing.T) {
	t.Parallel()
	for name, tell := range map[string]func(int, int, time.Duration) http.Header{"headers": nil, "no headers": untold} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{limit: 20, window: 5 * time.Second, tell: tell, there: always(30 * time.Millisecond), back: always(30 * time.Millisecond)}
				start := time.Now()
				one, two := begin(t, t.Context(), s.client(), 60), begin(t, t.Context(), s.client(), 60)
				one.Wait()
				two.Wait()
				if took := time.Since(start); took > 2*time.Minute { // backoff is random
					t.Errorf("took %v, want 2 min at most", took)
				}
				if got := s.counts(); got.calls-got.refused != 120 || got.refused > 300 {
					t.Errorf("got %+v, want 120 calls that are not refused, and 300 refused at most", got)
				}
			})
		})
	}
}

func TestLimiter_operationsDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 1, window: time.Minute}
		c := s.client()
		read(t, c, 1)
		waiting := begin(t, t.Context(), c, 1)
		s.mu.Lock()
		s.instead = func(int) *ratelimit.Outcome { return responded(http.StatusOK, nil) }
		s.mu.Unlock()
		start := time.Now()
		if err := c.call(t.Context(), updateBot, "7"); err != nil || time.Since(start) != 0 {
			t.Errorf("got error %v after %v, want none at once", err, time.Since(start))
		}
		if _, n := c.Waiting(readBot); n != 1 {
			t.Errorf("got %d calls that wait, want 1", n)
		}
		waiting.Wait()
		if time.Since(start) != time.Minute {
			t.Errorf("got the waiting call done after %v, want 1 min", time.Since(start))
		}
	})
}

// First come, first served; a refused call keeps its place.
func TestLimiter_order(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 1, window: 5 * time.Second, there: always(time.Millisecond)}
		s.instead = func(call int) *ratelimit.Outcome {
			if call == 0 || call == 4 {
				return responded(http.StatusTooManyRequests, nil)
			}
			return nil
		}
		read(t, s.client(), 9)
		var want []string
		for _, i := range []int{1, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9} {
			want = append(want, strconv.Itoa(i))
		}
		if got := s.order(); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("sent\n%v, want\n%v", got, want)
		}
	})
}

// A call that stops waiting leaves nothing behind, and holds up no other.
func TestLimiter_contextEndsWhileWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 2, window: time.Minute, there: always(time.Second)}
		c := s.client()
		var wg sync.WaitGroup
		var left []context.CancelFunc
		leaver := func() {
			ctx, leave := context.WithCancel(t.Context())
			left = append(left, leave)
			wg.Go(func() {
				if err := c.call(ctx, readBot, "7"); !errors.Is(err, context.Canceled) {
					t.Errorf("got error %v, want %v", err, context.Canceled)
				}
			})
			synctest.Wait()
		}
		stay := begin(t, t.Context(), c, 1)
		leaver() // behind the one that goes ahead
		pause(t, 500*time.Millisecond)
		left[0]()
		stay.Wait()
		read(t, c, 1) // the window is used up now
		leaver()      // the first of the queue, who waits for the end of the window
		stay = begin(t, t.Context(), c, 1)
		leaver() // in the middle
		later := begin(t, t.Context(), c, 1)
		if inFlight, waiting := c.Waiting(readBot); inFlight != 0 || waiting != 4 {
			t.Errorf("got %d in flight and %d that wait, want 0 and 4", inFlight, waiting)
		}
		pause(t, time.Second)
		left[1]()
		left[2]()
		synctest.Wait()
		if inFlight, waiting := c.Waiting(readBot); inFlight != 0 || waiting != 2 {
			t.Errorf("got %d in flight and %d that wait, want 0 and 2", inFlight, waiting)
		}
		stay.Wait()
		later.Wait()
		wg.Wait()
		if inFlight, waiting := c.Waiting(readBot); inFlight != 0 || waiting != 0 {
			t.Errorf("got %d in flight and %d that wait, want none", inFlight, waiting)
		}
		if got := s.counts(); got.calls != 4 || got.refused != 0 {
			t.Errorf("got %+v, want 4 calls, none refused", got)
		}
	})
}

// An attempt without a response frees its place, and a silent service is not asked by
// one call after the other.
func TestLimiter_failingAttempts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 20, window: 5 * time.Second, instead: func(call int) *ratelimit.Outcome {
			if call < 31 {
				return &broken
			}
			return nil
		}, there: func(call int) time.Duration {
			if call < 31 {
				return time.Hour // longer than an attempt may take
			}
			return 10 * time.Millisecond
		}}
		s.timeout = 30 * time.Second
		c := s.client()
		c.retries = 9
		start := time.Now()
		read(t, c, 60)
		// 1, 2, 4, 8 and 16 attempts at once come to nothing; of 32, 12 are refused.
		if took := time.Since(start); took > 3*time.Minute {
			t.Errorf("took %v, want 3 min at most", took)
		}
		if inFlight, waiting := c.Waiting(readBot); inFlight != 0 || waiting != 0 {
			t.Errorf("got %d in flight and %d that wait, want none", inFlight, waiting)
		}
		if got := s.counts(); got.refused > 12 {
			t.Errorf("got %+v, want 12 refused at most", got)
		}
	})
}

// A request that never left uses up nothing.
func TestLimiter_notSent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 2, window: time.Minute, instead: func(call int) *ratelimit.Outcome {
			if call == 1 || call == 2 {
				return &unsent
			}
			return nil
		}}
		c := s.client()
		start := time.Now()
		read(t, c, 1)
		read(t, c, 1)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("took %v, want 10 s at most", took)
		}
		rooms := s.client()
		s.instead = func(call int) *ratelimit.Outcome {
			if call < 14 {
				return &unsent
			}
			return responded(http.StatusOK, nil)
		}
		start = time.Now()
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() { _ = rooms.call(t.Context(), createRoom, "room") }) // the outcome does not matter
		}
		wg.Wait()
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("ten rooms took %v, want 10 s at most", took)
		}
	})
}

// A caller may give up in the very moment in which its turn comes.
func TestLimiter_contextEndsWithTheTurn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, leave := context.WithCancel(t.Context())
		s := &service{limit: 1, window: time.Minute, there: always(time.Second)}
		s.tell = func(int, int, time.Duration) http.Header { leave(); return nil }
		c := s.client()
		first := begin(t, t.Context(), c, 1)
		var gone sync.WaitGroup
		for range 20 {
			gone.Go(func() {
				if err := c.call(ctx, readBot, "7"); !errors.Is(err, context.Canceled) {
					t.Errorf("got error %v, want %v", err, context.Canceled)
				}
			})
		}
		first.Wait()
		gone.Wait()
		if inFlight, waiting := c.Waiting(readBot); inFlight != 0 || waiting != 0 {
			t.Errorf("got %d in flight and %d that wait, want none", inFlight, waiting)
		}
		if got := s.counts(); got.calls != 1 {
			t.Errorf("got %+v, want 1 call", got)
		}
	})
}
