// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"net/http"
	"strconv"
	"testing"
	"time"
)

// gateTime is when the tests of a gate begin.
var gateTime = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

// told is an answer that tells of a limit of 10; a reset below 0 is not told.
func told(used, reset int) result {
	h := http.Header{"Ratelimit-Limit": {"10"}, "Ratelimit-Remaining": {strconv.Itoa(10 - used)}}
	if reset >= 0 {
		h.Set("rateLimit-reset", strconv.Itoa(reset))
	}
	return result{status: http.StatusOK, header: h}
}

// refusal is an answer that refuses a call for some seconds; 0 does not say for how long.
func refusal(seconds int) result {
	r := result{status: http.StatusTooManyRequests, header: http.Header{}}
	if seconds > 0 {
		r.header.Set("Retry-After", strconv.Itoa(seconds))
	}
	return r
}

// let lets a call through the gate at a time.
func let(t *testing.T, g *gate, at time.Time) pass {
	t.Helper()
	p, ok := g.admit(at)
	if !ok {
		t.Fatalf("no call may go at %v", at)
	}
	return p
}

// left counts how many more calls may go at a time.
func left(g *gate, at time.Time) int {
	n := 0
	for n < 100 {
		if _, ok := g.admit(at); !ok {
			break
		}
		n++
	}
	return n
}

// Of a window that others have begun, the first answer tells no more used calls than were
// known before. None of the calls of the window before counts in it.
func TestGate_windowBegunByOthers(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		before []result
		last   result
		want   int
	}{
		"fewer used":                 {[]result{told(1, 60), told(2, 59), told(3, 58), told(4, 57)}, told(1, 60), 9},
		"as many used":               {[]result{told(5, 60)}, told(5, 60), 5},
		"after some that never left": {[]result{told(1, 60), {fault: notSent}, {fault: hopeless}, {fault: notSent}}, told(1, 60), 9},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGate(opGetBot)
			for _, r := range append(tc.before, tc.last) {
				g.leave(let(t, g, gateTime), r, gateTime, 0)
			}
			if got := left(g, gateTime); got != tc.want {
				t.Errorf("%d calls are left, want %d", got, tc.want)
			}
		})
	}
}

// When a window ends, all answers tell.
func TestGate_endOfAWindow(t *testing.T) {
	t.Parallel()
	at := func(s int) time.Time { return gateTime.Add(time.Duration(s) * time.Second) }
	type event struct {
		at   int // seconds
		call int // of those that are under way
		r    result
	}
	for name, tc := range map[string]struct {
		events []event
		want   int // seconds; -1: unknown
	}{
		"the last one that is told":            {[]event{{0, 0, told(2, 60)}, {1, 1, told(3, 61)}}, 62},
		"nearer, as an overtaken answer tells": {[]event{{0, 1, told(3, 60)}, {1, 0, told(2, 30)}}, 31},
		// Half of the longest time that was told, not of the last.
		"no later for an overtaken answer":           {[]event{{50, 1, told(3, 10)}, {58, 0, told(2, 10)}}, 60},
		"unknown in a window that others have begun": {[]event{{1, 0, told(1, -1)}}, -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGate(opGetBot)
			g.leave(let(t, g, at(0)), told(1, 60), at(0), 0)
			calls := []pass{let(t, g, at(0)), let(t, g, at(0))}
			now := at(0)
			for _, e := range tc.events {
				now = at(e.at)
				g.leave(calls[e.call], e.r, now, 0)
			}
			left(g, now)
			want := time.Time{}
			if tc.want >= 0 {
				want = at(tc.want)
			}
			if h, held := g.held(now); !held || !h.until.Equal(want) {
				t.Errorf("held: %t, until %v, want %v", held, h.until, want)
			}
		})
	}
}

// A connection that breaks between two refusals does not end their row: the pause grows.
func TestGate_brokenBetweenRefusals(t *testing.T) {
	t.Parallel()
	g, now := newGate(opGetBot), gateTime
	for _, r := range []result{refusal(0), {fault: broken}, refusal(0)} {
		now = now.Add(time.Minute)
		g.leave(let(t, g, now), r, now, 0)
	}
	if got, want := g.closed.Sub(now), backoff(1, 0); got != want {
		t.Errorf("closed for %v, want %v", got, want)
	}
}

// A call that was under way when its window ended, and is refused then, comes again like
// any other, although nothing was refused in the present window.
func TestGate_refusedAfterItsWindow(t *testing.T) {
	t.Parallel()
	g := newGate(opGetBot)
	g.leave(let(t, g, gateTime), told(1, 1), gateTime, 0)
	late := let(t, g, gateTime)
	now := gateTime.Add(2 * time.Second)
	let(t, g, now)
	if !g.leave(late, refusal(1), now, 0) {
		t.Error("the call is given up")
	}
}

// A late refusal of a call that was sent along with a refused one, whose wait is over, is
// no other refusal.
func TestGate_refusedAfterTheWait(t *testing.T) {
	t.Parallel()
	g := newGate(opGetBot)
	g.leave(let(t, g, gateTime), result{status: http.StatusOK}, gateTime, 0)
	first, late := let(t, g, gateTime), let(t, g, gateTime)
	g.leave(first, refusal(5), gateTime, 0)
	now := gateTime.Add(6 * time.Second)
	if again := g.leave(late, refusal(5), now, 0); !again || left(g, now) != 1 {
		t.Errorf("comes again: %t; closed until %v", again, g.closed)
	}
}

// A call counts for a minute from its answer on, and not a moment longer: a call that
// waits comes back at the end of it.
func TestGate_minuteIsOver(t *testing.T) {
	t.Parallel()
	m := minute{limit: 1}
	m.begin()
	m.end(gateTime, true)
	for after, want := range map[time.Duration]bool{time.Minute - 1: true, time.Minute: false} {
		other := minute{limit: m.limit, answered: append([]time.Time(nil), m.answered...)}
		if until, full := other.full(gateTime.Add(after)); full != want || full && !until.Equal(gateTime.Add(time.Minute)) {
			t.Errorf("after %v: full: %t, until %v", after, full, until)
		}
	}
}
