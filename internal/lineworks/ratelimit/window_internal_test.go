// SPDX-License-Identifier: MPL-2.0

package ratelimit

import (
	"net/http"
	"strconv"
	"testing"
	"time"
)

// start is when the tests of a window begin.
var start = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

// told is a response that tells of a limit of 10; a reset below 0 is not told.
func told(used, reset int) Outcome {
	h := http.Header{"Ratelimit-Limit": {"10"}, "Ratelimit-Remaining": {strconv.Itoa(10 - used)}}
	if reset >= 0 {
		h.Set("rateLimit-reset", strconv.Itoa(reset))
	}
	return Outcome{Sent: true, Status: http.StatusOK, Header: h}
}

// refusal is a response that refuses a call for some seconds; 0 does not say for how long.
func refusal(seconds int) Outcome {
	r := Outcome{Sent: true, Status: http.StatusTooManyRequests, Header: http.Header{}}
	if seconds > 0 {
		r.Header.Set("Retry-After", strconv.Itoa(seconds))
	}
	return r
}

// let lets a request through at a time.
func let(t *testing.T, w *window, at time.Time) Permit {
	t.Helper()
	p, ok := w.admit(at)
	if !ok {
		t.Fatalf("got no permit at %v, want one", at)
	}
	return p
}

// left counts how many more calls may go at a time.
func left(w *window, at time.Time) int {
	n := 0
	for n < 100 {
		if _, ok := w.admit(at); !ok {
			break
		}
		n++
	}
	return n
}

// Of a window that others have begun, the first response tells no more used calls than were
// known before. None of the calls of the window before counts in it.
func TestWindow_windowBegunByOthers(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		before []Outcome
		last   Outcome
		want   int
	}{
		"fewer used":                 {[]Outcome{told(1, 60), told(2, 59), told(3, 58), told(4, 57)}, told(1, 60), 9},
		"as many used":               {[]Outcome{told(5, 60)}, told(5, 60), 5},
		"none used, ever":            {[]Outcome{told(0, 60), told(0, 60)}, told(0, 60), 7},
		"after some that never left": {[]Outcome{told(1, 60), {}, {}, {}}, told(1, 60), 9},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTestWindow()
			for _, r := range append(tc.before, tc.last) {
				w.release(let(t, w, start), r, start, 0)
			}
			if got := left(w, start); got != tc.want {
				t.Errorf("%d calls are left, want %d", got, tc.want)
			}
		})
	}
}

// A limit holds until as many responses of a window have told none. Those of the window before
// are not of it.
func TestWindow_untoldInAWindowBegunByOthers(t *testing.T) {
	t.Parallel()
	w := newTestWindow()
	for _, used := range []int{1, 2, 3, 4, 1} {
		w.release(let(t, w, start), told(used, -1), start, 0)
	}
	silent := Outcome{Sent: true, Status: http.StatusOK}
	w.release(let(t, w, start), silent, start, 0)
	if got := left(w, start); got != 8 {
		t.Errorf("%d calls are left, want 8", got)
	}
}

// When a window ends, all responses tell.
func TestWindow_endOfAWindow(t *testing.T) {
	t.Parallel()
	at := func(s int) time.Time { return start.Add(time.Duration(s) * time.Second) }
	type event struct {
		at   int // seconds
		call int // of those that are under way
		r    Outcome
	}
	for name, tc := range map[string]struct {
		events []event
		want   int // seconds; -1: unknown
	}{
		"the last one that is told":              {[]event{{0, 0, told(2, 60)}, {1, 1, told(3, 61)}}, 62},
		"the last one, also of as many used":     {[]event{{0, 0, told(3, 60)}, {1, 1, told(3, 61)}}, 62},
		"nearer, as an overtaken response tells": {[]event{{0, 1, told(3, 60)}, {1, 0, told(2, 30)}}, 31},
		"no later by half of the longest":        {[]event{{0, 1, told(3, 60)}, {30, 0, told(2, 60)}}, 60},
		// Half of the longest time that was told, not of the last.
		"no later for an overtaken response":         {[]event{{50, 1, told(3, 10)}, {58, 0, told(2, 10)}}, 60},
		"unknown in a window that others have begun": {[]event{{1, 0, told(1, -1)}}, -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTestWindow()
			w.release(let(t, w, at(0)), told(1, 60), at(0), 0)
			calls := []Permit{let(t, w, at(0)), let(t, w, at(0))}
			now := at(0)
			for _, e := range tc.events {
				now = at(e.at)
				w.release(calls[e.call], e.r, now, 0)
			}
			left(w, now)
			want := time.Time{}
			if tc.want >= 0 {
				want = at(tc.want)
			}
			if h, held := w.blocked(now); !held || !h.until.Equal(want) {
				t.Errorf("held: %t, until %v, want %v", held, h.until, want)
			}
		})
	}
}

// A connection that breaks between two refusals does not end their row: the pause grows.
func TestWindow_brokenBetweenRefusals(t *testing.T) {
	t.Parallel()
	w, now := newTestWindow(), start
	for _, r := range []Outcome{refusal(0), {Sent: true}, refusal(0)} {
		now = now.Add(time.Minute)
		w.release(let(t, w, now), r, now, 0)
	}
	if got, want := w.closedUntil.Sub(now), backoff(1, 0); got != want {
		t.Errorf("closed for %v, want %v", got, want)
	}
}

// A call that was under way when its window ended, and is refused then, comes again like
// any other, although nothing was refused in the present window.
func TestWindow_refusedAfterItsWindow(t *testing.T) {
	t.Parallel()
	w := newTestWindow()
	w.release(let(t, w, start), told(1, 1), start, 0)
	late := let(t, w, start)
	now := start.Add(2 * time.Second)
	let(t, w, now)
	if !w.release(late, refusal(1), now, 0) {
		t.Error("got the call given up, want it sent again")
	}
}

// A late refusal of a call that was sent along with a refused one, whose wait is over, is
// no other refusal.
func TestWindow_refusedAfterTheWait(t *testing.T) {
	t.Parallel()
	w := newTestWindow()
	w.release(let(t, w, start), Outcome{Sent: true, Status: http.StatusOK}, start, 0)
	first, late := let(t, w, start), let(t, w, start)
	w.release(first, refusal(5), start, 0)
	now := start.Add(6 * time.Second)
	if again := w.release(late, refusal(5), now, 0); !again || left(w, now) != 1 {
		t.Errorf("got sent again: %t, and closed until %v, want it sent again with 1 call left", again, w.closedUntil)
	}
}

// A request counts for a minute from its response on, and not a moment longer: a call that
// waits comes back at the end of it.
func TestWindow_minuteIsOver(t *testing.T) {
	t.Parallel()
	for after, want := range map[time.Duration]bool{time.Minute - 1: true, time.Minute: false} {
		m := slidingMinute{limit: 1, done: []time.Time{start}}
		if until, full := m.full(start.Add(after), 0); full != want || full && !until.Equal(start.Add(time.Minute)) {
			t.Errorf("after %v: full: %t, until %v, want %t, until a minute after the response", after, full, until, want)
		}
	}
}

// Only a refusal that says 0 before the end of its window shows that the service rounds down.
func TestWindow_refusalTellsNoRounding(t *testing.T) {
	t.Parallel()
	used := told(10, 1)
	used.Status = http.StatusTooManyRequests
	for name, refused := range map[string]Outcome{"no headers": refusal(1), "a second left": used} {
		w, now := newTestWindow(), start.Add(2*time.Second)
		w.release(let(t, w, start), refused, start, 0)
		w.release(let(t, w, now), told(1, 60), now, 0)
		if want := now.Add(time.Minute); !w.end.Equal(want) {
			t.Errorf("%s: got the next window's end at %v, want %v", name, w.end, want)
		}
	}
}

// Without a documented limit, a window keeps no times: a process may send requests for hours.
func TestWindow_keepsNoTimes(t *testing.T) {
	t.Parallel()
	w := newTestWindow()
	w.release(let(t, w, start), told(1, 60), start, 0)
	if len(w.minute.done) != 0 {
		t.Errorf("got the times %v, want none", w.minute.done)
	}
}

func newTestWindow() *window {
	return &window{maxInFlight: 1}
}
