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

// refusing is a service that refuses every call.
func refusing(h http.Header) *rated {
	return &rated{answer: func(int) (*http.Response, error) { return response(http.StatusTooManyRequests, h), nil }}
}

// A refusal closes the gate for all calls of the operation. Then one goes ahead: it
// may be refused, too.
func TestRefusal_closesTheGate(t *testing.T) {
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
				s := &rated{limit: 1000, window: time.Minute, tell: untold}
				c := s.client(t)
				read(t, c, 1) // tells that there is no limit, so that all go at once
				s.answer = func(int) (*http.Response, error) {
					mu.Lock()
					defer mu.Unlock()
					if refusals++; refusals <= 11 {
						return response(http.StatusTooManyRequests, tc.header), nil
					}
					return nil, nil
				}
				s.there = always(time.Millisecond)
				start := time.Now()
				var wg sync.WaitGroup
				for range 10 {
					wg.Go(func() {
						if _, err := c.Bots.Get(t.Context(), "7"); err != nil {
							t.Error(err)
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
					t.Errorf("not all went at once: %v", sent)
				}
				within(10, tc.first)  // one, which is refused
				within(11, tc.second) // one, which is not
				if gap := sent[12].Sub(sent[11]); gap > margin {
					t.Errorf("the others followed after %v", gap)
				}
				if len(sent) != 21 {
					t.Errorf("%d calls", len(sent))
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
				s := &rated{limit: 1000, window: time.Minute, tell: untold, there: func(call int) time.Duration {
					return time.Duration(call) * time.Second
				}}
				s.answer = func(call int) (*http.Response, error) {
					if call >= 1 && call <= 3 {
						return response(http.StatusTooManyRequests, header("Retry-After: "+waits[call-1])), nil
					}
					return nil, nil
				}
				c := s.client(t)
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

// Waiting for the rate is no repeat after a failure, and may take as long as it takes.
func TestRefusal_doesNotCountAsARepeat(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 1, window: time.Minute, answer: func(call int) (*http.Response, error) {
			if call < 20 {
				return response(http.StatusTooManyRequests, header("Retry-After: 20")), nil
			}
			return nil, nil
		}}
		read(t, s.client(t, lineworks.WithMaxRetries(0)), 1)
		if got := s.counts(); got.calls != 21 {
			t.Errorf("%+v", got)
		}
	})
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
				c := s.client(t)
				start := time.Now()
				ctx, stop := context.WithTimeout(t.Context(), time.Hour) // or it would wait for ever
				defer stop()
				const callers = 50
				var wg sync.WaitGroup
				for range callers {
					wg.Go(func() {
						if _, err := c.Bots.Get(ctx, "7"); !errors.Is(err, lineworks.ErrRateLimited) {
							t.Errorf("error %v", err)
						}
					})
				}
				wg.Wait()
				if took := time.Since(start); took > 11*time.Minute {
					t.Errorf("took %v", took)
				}
				// Of the others, each asks once more.
				if n := s.counts().calls - callers + 1; n < tc.calls[0] || n > tc.calls[1] {
					t.Errorf("%d calls by one of them", n)
				}
				// Who comes later asks, too: the service may work again.
				before := s.counts().calls
				if _, err := c.Bots.Get(ctx, "7"); !errors.Is(err, lineworks.ErrRateLimited) || s.counts().calls != before+1 {
					t.Errorf("%d more calls: %v", s.counts().calls-before, err)
				}
				s.mu.Lock()
				s.answer, s.limit, s.window, s.tell = nil, 100, time.Minute, untold
				s.mu.Unlock()
				read(t, c, 10)
			})
		})
	}
}

// The error of a caller who stops waiting holds the refusal, if it was his.
func TestRefusal_contextEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := refusing(header("Retry-After: 60"))
		c := s.client(t)
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
		defer cancel()
		var wg sync.WaitGroup
		for i := range 2 {
			wg.Go(func() {
				_, err := c.Bots.Get(ctx, "7")
				if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, lineworks.ErrRateLimited) != (i == 0) {
					t.Errorf("caller %d: %v", i, err)
				}
				want := "GET /bots/7: 429 TOO_MANY_REQUESTS: API rate limit exceeded; stopped waiting to send it again: context deadline exceeded"
				if i == 1 {
					want = "GET /bots/7: waiting because the service takes no more of these calls for now: context deadline exceeded"
				}
				if err != nil && err.Error() != want {
					t.Errorf("caller %d: %q, want %q", i, err, want)
				}
			})
			synctest.Wait()
		}
		wg.Wait()
		if time.Since(s.sent[0]) != 90*time.Second {
			t.Errorf("after %v", time.Since(s.sent[0]))
		}
	})
}

// One wait of an operation is told once, however many calls wait.
func TestWaitNotice(t *testing.T) {
	t.Parallel()
	const operation = "GET /bots/{botId}"
	for name, tc := range map[string]struct {
		service *rated
		calls   int
		want    []lineworks.Wait
	}{
		"used up": {
			&rated{limit: 20, window: 5 * time.Second}, 60,
			[]lineworks.Wait{{operation, 5 * time.Second, lineworks.WaitUsedUp}, {operation, 5 * time.Second, lineworks.WaitUsedUp}},
		},
		// Each answer puts the end of the window a little later.
		"slow answers": {
			&rated{limit: 3, window: 5 * time.Second, back: func(call int) time.Duration { return time.Duration(call) * 100 * time.Millisecond }}, 4,
			[]lineworks.Wait{{operation, 5 * time.Second, lineworks.WaitUsedUp}},
		},
		"refused": {
			&rated{limit: 20, window: 5 * time.Second, answer: func(call int) (*http.Response, error) {
				if call == 0 {
					return response(http.StatusTooManyRequests, header("Retry-After: 7")), nil
				}
				return nil, nil
			}}, 20,
			[]lineworks.Wait{{operation, 7 * time.Second, lineworks.WaitRefused}},
		},
		"failed": {
			&rated{limit: 20, window: 5 * time.Second, answer: func(call int) (*http.Response, error) {
				if call == 0 {
					return response(http.StatusServiceUnavailable, header("Retry-After: 7")), nil
				}
				return nil, nil
			}}, 1,
			[]lineworks.Wait{{operation, 7 * time.Second, lineworks.WaitRepeat}},
		},
		"nothing to wait for": {&rated{limit: 20, window: 5 * time.Second, there: always(time.Second)}, 20, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var told notices
				read(t, tc.service.client(t, lineworks.WithWaitNotice(told.note)), tc.calls)
				if !slices.Equal(told.got, tc.want) {
					t.Errorf("told %v, want %v", told.got, tc.want)
				}
			})
		})
	}
}

// The limit of rooms is known without any answer.
func TestWaitNotice_rooms(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 100, window: time.Minute, tell: untold, there: always(50 * time.Millisecond)}
		s.answer = func(int) (*http.Response, error) {
			resp := response(http.StatusOK, nil)
			resp.Body = http.NoBody
			return resp, nil
		}
		var told notices
		c := s.client(t, lineworks.WithWaitNotice(told.note))
		start := time.Now()
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() { _, _ = c.Channels.Create(t.Context(), "7", nil, "") }) // the answer does not matter
		}
		synctest.Wait()
		if got := s.counts(); got.inFlight != 10 {
			t.Errorf("%d at once", got.inFlight)
		}
		wg.Wait()
		if time.Since(start) > 61*time.Second {
			t.Errorf("took %v", time.Since(start))
		}
		want := []lineworks.Wait{{Operation: "POST /bots/{botId}/channels", For: time.Minute, Reason: lineworks.WaitUsedUp}}
		if !slices.Equal(told.got, want) {
			t.Errorf("told %v, want %v", told.got, want)
		}
	})
}

// Each of those who wait goes at its time, a minute after the answer that makes room
// for it, also while nothing is answered.
func TestGovernor_eachAtItsTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 100, window: time.Minute, tell: untold, there: always(25 * time.Second)}
		c := s.client(t)
		start := time.Now()
		var wg sync.WaitGroup
		for range 13 {
			wg.Go(func() { _, _ = c.Channels.Create(t.Context(), "7", nil, "") }) // the answer does not matter
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

func TestWithWaitNotice_nil(t *testing.T) {
	t.Parallel()
	if _, err := lineworks.New(lineworks.StaticToken(token), lineworks.WithWaitNotice(nil)); err == nil || !strings.Contains(err.Error(), "wait notice: nil") {
		t.Errorf("error %v", err)
	}
}

func TestWaitReason_words(t *testing.T) {
	t.Parallel()
	for reason, want := range map[lineworks.WaitReason]string{
		lineworks.WaitUsedUp: "used up", lineworks.WaitRefused: "429", lineworks.WaitRepeat: "sent again", 0: "unknown",
	} {
		if !strings.Contains(reason.String(), want) {
			t.Errorf("%d is %q", reason, reason)
		}
	}
}
