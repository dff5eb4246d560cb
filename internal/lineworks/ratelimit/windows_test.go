// SPDX-License-Identifier: MPL-2.0

package ratelimit_test

import (
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// A call that is under way when a window ends may be counted in the next one.
func TestLimiter_underWayAtTheEndOfAWindow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 5, window: 5 * time.Second, there: func(call int) time.Duration {
			if call >= 1 && call <= 4 {
				return 2 * time.Second
			}
			return 0
		}}
		c := s.client()
		read(t, c, 1)
		pause(t, 4*time.Second)
		slow := begin(t, t.Context(), c, 4)
		pause(t, 1100*time.Millisecond)
		rest := begin(t, t.Context(), c, 5)
		if got := s.counts(); got.calls != 6 {
			t.Errorf("got %d calls, want 6: the first one, 4 on their way and 1 besides", got.calls)
		}
		slow.Wait()
		rest.Wait()
		if got := s.counts(); got.refused != 0 {
			t.Errorf("got %+v, want none refused", got)
		}
	})
}

// A call may take so long that it is counted in the window after its own, and tell of
// that before its own seems over: ends are told in whole seconds.
func TestLimiter_responsesOfTwoWindows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 10, window: 4300 * time.Millisecond, there: func(call int) time.Duration {
			if call >= 17 && call <= 19 {
				return 4500 * time.Millisecond
			}
			return 0
		}}
		read(t, s.client(), 40)
		if got := s.counts(); got.refused != 0 || got.calls != 40 {
			t.Errorf("got %+v, want 40 calls, none refused", got)
		}
	})
}

// A response that is late on its way back tells of an end that has come nearer since.
func TestLimiter_responsesOvertaken(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ window, late, most time.Duration }{
		"by none":           {5 * time.Second, 0, 21 * time.Second},
		"by some":           {5 * time.Second, 2 * time.Second, 23 * time.Second},
		"by half a window":  {time.Minute, 30 * time.Second, 4*time.Minute + 31*time.Second},
		"longer, so it may": {5 * time.Second, 4 * time.Second, 45 * time.Second}, // be of the next window
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{limit: 20, window: tc.window, back: func(call int) time.Duration {
					if call%20 == 5 {
						return tc.late
					}
					return 50 * time.Millisecond
				}}
				start := time.Now()
				read(t, s.client(), 100)
				if got, took := s.counts(), time.Since(start); got.refused != 0 || got.windows != 5 || took > tc.most {
					t.Errorf("got %+v in %v, want 5 windows, none refused, in %v at most", got, took, tc.most)
				}
			})
		})
	}
}

// The limit that a window has told holds in the next one, whose first response tells none.
func TestLimiter_headersMissingNowAndThen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 20, window: 5 * time.Second}
		s.tell = func(status, used int, left time.Duration) http.Header {
			if used == 1 && s.windows > 1 {
				return http.Header{}
			}
			return s.documented(status, used, left)
		}
		read(t, s.client(), 100)
		if got := s.counts(); got.refused != 0 || got.windows != 5 {
			t.Errorf("got %+v, want 5 windows, none refused", got)
		}
	})
}

// The requests of other processes show in the responses.
func TestLimiter_othersUseTheLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 20, window: 5 * time.Second}
		use := func(n int) {
			s.mu.Lock()
			defer s.mu.Unlock()
			if s.used == 0 {
				s.began = time.Now()
			}
			s.used += n
		}
		c := s.client()
		use(15)
		first := begin(t, t.Context(), c, 10)
		if got := s.counts(); got.calls != 5 {
			t.Errorf("got %d calls, want the 5 that were left at the beginning", got.calls)
		}
		first.Wait() // five in the second window
		use(10)
		second := begin(t, t.Context(), c, 10)
		if got := s.counts(); got.calls != 15 {
			t.Errorf("got %d calls, want the 5 that were left later on", got.calls-10)
		}
		second.Wait()
		if got := s.counts(); got.refused != 0 {
			t.Errorf("got %+v, want none refused", got)
		}
	})
}

// When a limit is told for the first time, the calls under way may or may not be among
// those that are used up.
func TestLimiter_underWayWhenTheLimitIsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 20, window: time.Minute, there: func(call int) time.Duration {
			if call >= 10 && call < 15 {
				return 10 * time.Second
			}
			return 0
		}}
		s.tell = func(status, used int, left time.Duration) http.Header {
			if used <= 10 {
				return http.Header{}
			}
			return s.documented(status, used, left)
		}
		c := s.client()
		read(t, c, 10)
		slow := begin(t, t.Context(), c, 5)
		read(t, c, 1)
		rest := begin(t, t.Context(), c, 10)
		if got := s.counts(); got.calls != 20 {
			t.Errorf("got %d calls, want 20", got.calls)
		}
		slow.Wait()
		rest.Wait()
		if got := s.counts(); got.refused != 0 {
			t.Errorf("got %+v, want none refused", got)
		}
	})
}

// 0 seconds before the end of a window are less than one second.
func TestLimiter_lessThanASecondLeft(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 20, window: 4500 * time.Millisecond}
		s.tell = func(status, used int, left time.Duration) http.Header {
			return s.documented(status, used, left.Truncate(time.Second))
		}
		c := s.client()
		read(t, c, 1)
		pause(t, 3900*time.Millisecond)
		read(t, c, 40)
		if got := s.counts(); got.refused != 0 || got.calls != 41 {
			t.Errorf("got %+v, want 41 calls, none refused", got)
		}
	})
}

// Without headers, calls that were refused show that there is a limit. Calls then
// become more step by step.
func TestLimiter_slowlyAfterARefusalWithoutHeaders(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 1000, window: time.Minute, tell: untold}
		c := s.client()
		read(t, c, 1)
		s.instead = func(call int) *ratelimit.Outcome {
			if call == 1 {
				return responded(http.StatusTooManyRequests, header("Retry-After: 7"))
			}
			return nil
		}
		refused := begin(t, t.Context(), c, 1)
		s.there = always(time.Second)
		all := begin(t, t.Context(), c, 20)
		pause(t, 7*time.Second)
		for i, want := range []int{1, 2, 4, 8, 6} {
			synctest.Wait()
			if got := s.counts().inFlight; got != want {
				t.Errorf("%d s after the wait, %d in flight, want %d", i, got, want)
			}
			pause(t, time.Second)
		}
		refused.Wait()
		all.Wait()
	})
}

// A service that stops telling its limit is asked at full speed again.
func TestLimiter_headersEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 5, window: 5 * time.Second}
		s.tell = func(status, used int, left time.Duration) http.Header {
			if s.windows > 1 {
				s.limit = 1000
				return http.Header{}
			}
			return s.documented(status, used, left)
		}
		c := s.client()
		read(t, c, 5)
		start := time.Now()
		s.there = always(time.Second)
		read(t, c, 105)
		// 5 s until the window ends, 1 s for 5 calls, 1 s for the rest.
		if took := time.Since(start); took > 7*time.Second {
			t.Errorf("took %v, want 7 s at most", took)
		}
	})
}

// Responses without headers, such as redirects, do not make a told limit forgotten.
func TestLimiter_someResponsesWithoutHeaders(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{limit: 20, window: 5 * time.Second}
		s.tell = func(status, used int, left time.Duration) http.Header {
			if used > 1 {
				return http.Header{}
			}
			return s.documented(status, used, left)
		}
		read(t, s.client(), 60)
		if got := s.counts(); got.refused != 0 || got.windows != 3 {
			t.Errorf("got %+v, want 3 windows, none refused", got)
		}
	})
}

// A limit that is lowered or raised holds from the response on that tells it.
func TestLimiter_limitChanges(t *testing.T) {
	t.Parallel()
	for _, limits := range [][2]int{{20, 5}, {5, 20}} {
		t.Run(strconv.Itoa(limits[1]), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{limit: limits[0], window: 5 * time.Second}
				c := s.client()
				read(t, c, limits[0])
				s.limit = limits[1]
				var wg sync.WaitGroup
				wg.Go(func() { read(t, c, 1) })
				pause(t, 6*time.Second)
				wg.Wait() // the one that tells the new limit
				read(t, c, 39)
				if got := s.counts(); got.refused != 0 {
					t.Errorf("got %+v, want none refused", got)
				}
			})
		})
	}
}

// A first response that may be a proxy's, or no response, tells nothing of limits: one call
// more than before may go, not all.
func TestLimiter_firstResponseTellsNothing(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status int // 0: no response
		want   []int
	}{
		"none": {0, []int{1, 2, 7}},
		"401":  {http.StatusUnauthorized, []int{1, 2, 7}},
		"500":  {http.StatusInternalServerError, []int{1, 2, 7}},
		"503":  {http.StatusServiceUnavailable, []int{1, 2, 7}},
		"404":  {http.StatusNotFound, []int{1, 9, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{limit: 1000, window: time.Minute, tell: untold, there: always(time.Second)}
				s.instead = func(call int) *ratelimit.Outcome {
					switch {
					case call > 0:
						return nil
					case tc.status == 0:
						return &broken
					}
					return responded(tc.status, nil)
				}
				c := s.client()
				c.retries = 0
				var wg sync.WaitGroup
				for range 10 {
					wg.Go(func() { _ = c.call(t.Context(), readBot, "7") }) // the response does not matter
				}
				for i, want := range tc.want {
					synctest.Wait()
					if got := s.counts().inFlight; got != want {
						t.Errorf("after %d s, %d in flight, want %d", i, got, want)
					}
					pause(t, time.Second)
				}
				wg.Wait()
			})
		})
	}
}
