// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

var readBot = lineworks.Operations()["GET /bots/{botId}"]

// One call goes ahead; as soon as it has told the limit, all go that are left; then
// none until the window has ended; then all at once, since the limit is known.
func TestGovernor_fullSpeedWhileCallsRemain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 20, window: 30 * time.Second, there: always(500 * time.Millisecond), back: always(500 * time.Millisecond)}
		c := s.client(t)
		all := begin(t, t.Context(), c, 50)
		for _, step := range []struct {
			after    time.Duration
			sent     int
			inFlight int
		}{
			{0, 1, 1},
			{999 * time.Millisecond, 1, 1},
			{time.Millisecond, 20, 19}, // the answer came
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
			t.Errorf("%+v", got)
		}
	})
}

func TestGovernor_manyCalls(t *testing.T) {
	t.Parallel()
	for _, parallel := range []int{10, 100} {
		t.Run(strconv.Itoa(parallel), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &rated{limit: 20, window: 5 * time.Second, there: always(30 * time.Millisecond), back: always(30 * time.Millisecond)}
				c := s.client(t)
				start := time.Now()
				work := make(chan int)
				var wg sync.WaitGroup
				for range parallel {
					wg.Go(func() {
						for i := range work {
							if _, err := c.Bots.Get(t.Context(), strconv.Itoa(i+1)); err != nil {
								t.Error(err)
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
					t.Errorf("%+v", got)
				}
				// Four windows to wait for, each told in whole seconds.
				if took := time.Since(start); took > 24*time.Second {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}

func TestGovernor_noHeaders(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 1000, window: time.Minute, tell: untold, there: always(time.Second)}
		all := begin(t, t.Context(), s.client(t), 100)
		if got := s.counts(); got.calls != 1 {
			t.Errorf("%d calls before the first answer", got.calls)
		}
		pause(t, time.Second)
		synctest.Wait()
		if got := s.counts(); got.inFlight != 99 {
			t.Errorf("%d calls after it", got.inFlight)
		}
		all.Wait()
	})
}

// A limit that is told only later on holds from then on.
func TestGovernor_headersComeLater(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 20, window: 5 * time.Second}
		s.tell = func(status, used int, left time.Duration) http.Header {
			if s.calls < 5 {
				return http.Header{}
			}
			return s.documented(status, used, left)
		}
		c := s.client(t)
		for range 60 {
			read(t, c, 1)
		}
		if got := s.counts(); got.calls != 60 || got.refused != 0 || got.windows != 3 {
			t.Errorf("%+v", got)
		}
	})
}

// Whatever the headers say, the calls come to an end.
func TestGovernor_wrongHeaders(t *testing.T) {
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
				s := &rated{limit: 1000, window: time.Minute, tell: func(int, int, time.Duration) http.Header {
					h := header("rateLimit-limit: "+tc.limit, "rateLimit-remaining: "+tc.remaining, "rateLimit-reset: "+tc.reset)
					for name, values := range h {
						if values[0] == none {
							delete(h, name)
						}
					}
					return h
				}}
				start := time.Now()
				read(t, s.client(t), 30)
				if took := time.Since(start); took > tc.most {
					t.Errorf("took %v, want %v at most", took, tc.most)
				}
			})
		})
	}
}

// The answers of a window come after its end, with what they tell of it.
func TestGovernor_lateAnswers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 20, window: 5 * time.Second, back: func(call int) time.Duration {
			if call >= 10 && call < 20 {
				return 12 * time.Second
			}
			return 10 * time.Millisecond
		}}
		start := time.Now()
		read(t, s.client(t), 60)
		if got := s.counts(); got.calls != 60 || got.refused != 0 {
			t.Errorf("%+v", got)
		}
		if took := time.Since(start); took > 25*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// A service that rounds the rest of its window down says 0 before the end. That is
// noticed, so that what was refused once for it is not refused again and again.
func TestGovernor_roundedDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 20, window: 4500 * time.Millisecond}
		s.tell = func(status, used int, left time.Duration) http.Header {
			return s.documented(status, used, left.Truncate(time.Second))
		}
		read(t, s.client(t), 200)
		if got := s.counts(); got.refused > 22 || got.windows > 11 {
			t.Errorf("%+v", got)
		}
	})
}

// Two processes share the limit of the service and know nothing of each other.
func TestGovernor_twoClients(t *testing.T) {
	t.Parallel()
	for name, tell := range map[string]func(int, int, time.Duration) http.Header{"headers": nil, "no headers": untold} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &rated{limit: 20, window: 5 * time.Second, tell: tell, there: always(30 * time.Millisecond), back: always(30 * time.Millisecond)}
				start := time.Now()
				one, two := begin(t, t.Context(), s.client(t), 60), begin(t, t.Context(), s.client(t), 60)
				one.Wait()
				two.Wait()
				if took := time.Since(start); took > time.Minute {
					t.Errorf("took %v", took)
				}
				if got := s.counts(); got.calls-got.refused != 120 || got.refused > 200 {
					t.Errorf("%+v", got)
				}
			})
		})
	}
}

func TestGovernor_operationsDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 1, window: time.Minute}
		c := s.client(t)
		read(t, c, 1)
		waiting := begin(t, t.Context(), c, 1)
		s.mu.Lock()
		s.answer = func(int) (*http.Response, error) { return response(http.StatusOK, nil), nil }
		s.mu.Unlock()
		start := time.Now()
		if _, err := c.Bots.Update(t.Context(), "7", &lineworks.BotWrite{}); err != nil || time.Since(start) != 0 {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
		if _, n := c.AtGate(readBot); n != 1 {
			t.Errorf("%d calls wait", n)
		}
		waiting.Wait()
		if time.Since(start) != time.Minute {
			t.Errorf("after %v", time.Since(start))
		}
	})
}

// First come, first served; what was refused keeps its place.
func TestGovernor_order(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 1, window: 5 * time.Second, there: always(time.Millisecond)}
		s.answer = func(call int) (*http.Response, error) {
			if call == 0 || call == 4 {
				return response(http.StatusTooManyRequests, nil), nil
			}
			return nil, nil
		}
		read(t, s.client(t), 9)
		var want []string
		for _, i := range []int{1, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9} {
			want = append(want, fmt.Sprintf("/bots/%d", i))
		}
		if got := s.order(); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("sent\n%v, want\n%v", got, want)
		}
	})
}

// Who stops waiting leaves nothing behind, and holds nobody up.
func TestGovernor_contextEndsWhileWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 2, window: time.Minute, there: always(time.Second)}
		c := s.client(t)
		var wg sync.WaitGroup
		var left []context.CancelFunc
		leaver := func() {
			ctx, leave := context.WithCancel(t.Context())
			left = append(left, leave)
			wg.Go(func() {
				if _, err := c.Bots.Get(ctx, "7"); !errors.Is(err, context.Canceled) || errors.Is(err, lineworks.ErrOutcomeUnknown) {
					t.Errorf("error %v", err)
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
		if inFlight, waiting := c.AtGate(readBot); inFlight != 0 || waiting != 4 {
			t.Errorf("%d in flight, %d wait", inFlight, waiting)
		}
		pause(t, time.Second)
		left[1]()
		left[2]()
		synctest.Wait()
		if inFlight, waiting := c.AtGate(readBot); inFlight != 0 || waiting != 2 {
			t.Errorf("%d in flight, %d wait", inFlight, waiting)
		}
		stay.Wait()
		later.Wait()
		wg.Wait()
		if inFlight, waiting := c.AtGate(readBot); inFlight != 0 || waiting != 0 {
			t.Errorf("%d in flight, %d wait", inFlight, waiting)
		}
		if got := s.counts(); got.calls != 4 || got.refused != 0 {
			t.Errorf("%+v", got)
		}
	})
}

// An attempt without an answer frees its place, and a silent service is not asked by
// one call after the other.
func TestGovernor_failingAttempts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &rated{limit: 20, window: 5 * time.Second, answer: func(call int) (*http.Response, error) {
			if call < 31 {
				return nil, errors.New("the connection broke")
			}
			return nil, nil
		}, there: func(call int) time.Duration {
			if call < 31 {
				return time.Hour // longer than an attempt may take
			}
			return 10 * time.Millisecond
		}}
		c := s.client(t, lineworks.WithMaxRetries(9), lineworks.WithRequestTimeout(30*time.Second))
		start := time.Now()
		read(t, c, 60)
		// 1, 2, 4, 8 and 16 attempts at once come to nothing; of 32, 12 are refused.
		if took := time.Since(start); took > 3*time.Minute {
			t.Errorf("took %v", took)
		}
		if inFlight, waiting := c.AtGate(readBot); inFlight != 0 || waiting != 0 {
			t.Errorf("%d in flight, %d wait", inFlight, waiting)
		}
		if got := s.counts(); got.refused > 12 {
			t.Errorf("%+v", got)
		}
	})
}

// What never left uses up nothing.
func TestGovernor_notSent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fault := &net.OpError{Op: "dial", Err: errors.New("connection refused")}
		s := &rated{limit: 2, window: time.Minute, answer: func(call int) (*http.Response, error) {
			if call == 1 || call == 2 {
				return nil, fault
			}
			return nil, nil
		}}
		c := s.client(t)
		start := time.Now()
		read(t, c, 1)
		read(t, c, 1)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("took %v", took)
		}
		rooms := s.client(t)
		s.answer = func(call int) (*http.Response, error) {
			if call < 14 {
				return nil, fault
			}
			return response(http.StatusOK, nil), nil
		}
		start = time.Now()
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() { _ = makeRoom(t.Context(), rooms) }) // the answer does not matter
		}
		wg.Wait()
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("ten rooms took %v", took)
		}
	})
}

// A caller may give up in the very moment in which its turn comes.
func TestGovernor_contextEndsWithTheTurn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, leave := context.WithCancel(t.Context())
		s := &rated{limit: 1, window: time.Minute, there: always(time.Second)}
		s.tell = func(int, int, time.Duration) http.Header { leave(); return nil }
		c := s.client(t)
		first := begin(t, t.Context(), c, 1)
		var gone sync.WaitGroup
		for range 20 {
			gone.Go(func() {
				if _, err := c.Bots.Get(ctx, "7"); !errors.Is(err, context.Canceled) {
					t.Errorf("error %v", err)
				}
			})
		}
		first.Wait()
		gone.Wait()
		if inFlight, waiting := c.AtGate(readBot); inFlight != 0 || waiting != 0 {
			t.Errorf("%d in flight, %d wait", inFlight, waiting)
		}
		if got := s.counts(); got.calls != 1 {
			t.Errorf("%+v", got)
		}
	})
}

// A call that cannot be made for want of a token gives its place back.
func TestGovernor_noToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, answer(200, bot7))
		c := newClientWith(t, s, lineworks.StaticToken(""))
		for range 3 {
			if _, err := c.Bots.Get(t.Context(), "7"); !errors.Is(err, lineworks.ErrNoToken) {
				t.Errorf("error %v", err)
			}
		}
		if inFlight, waiting := c.AtGate(readBot); inFlight != 0 || waiting != 0 {
			t.Errorf("%d in flight, %d wait", inFlight, waiting)
		}
	})
}
