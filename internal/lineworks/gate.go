// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// patience is how long an operation may be refused on end, not one of its calls let
// through, until its calls fail. Windows last a minute, so that after ten of them it
// is no limit of rate that refuses.
const patience = waitLimit

// gate keeps the calls of one operation to what the service takes. It counts and has
// no clock; governor.go is about who waits.
//
// The service counts in windows of time of which only answers tell. Calls are
// therefore counted here as well, from the first answer of a window on, and what
// other processes use shows in the difference. An answer counts for the window in
// which its call was sent; late answers of an earlier one are recognised by its
// number, and calls that are under way when a window ends are counted in both.
type gate struct {
	op operation

	mu     sync.Mutex
	queue  []*waiter // in the order of their places
	places uint64    // handed out

	inFlight int
	// window is the number of the present window. A refusal begins a new one.
	window uint64
	inside int // of those in flight, how many were sent in this window

	state stage
	width int // how many calls may be in flight until an answer tells more
	limit int // as told last
	sent  int // own calls that may count in this window, all in flight included
	done  int // of them, those no longer in flight
	// others is the least number of calls that somebody else has used.
	others int
	// seen is the highest number of used calls that an answer of this window told.
	seen int
	end  time.Time // of this window; zero if not told
	// longest is the longest time to an end that was told, about that of a window.
	longest time.Duration
	// rounding is added to the end: a service that says 0 before the end rounds down.
	rounding time.Duration

	closed        time.Time // until then, because of a refusal
	refusals      int       // on end
	since         time.Time // the first of them
	refusedBefore bool
	minute        minute

	noticed time.Time // up to here, a wait was told
}

// stage is how much is known of a limit.
type stage int

const (
	// unknown: the first answer is yet to come.
	unknown stage = iota
	// free: an answer has told no limit.
	free
	// known: an answer has told the limit.
	known
)

func newGate(op operation) *gate {
	g := &gate{op: op, width: 1, minute: minute{limit: op.perMinute}}
	if op.perMinute > 0 {
		g.state = free // its limit is known without an answer
	}
	return g
}

// pass lets one attempt through a gate.
type pass struct {
	window uint64
	// seen and done are those of the gate when the pass was given out.
	seen, done int
}

// hold is why no call may be sent.
type hold struct {
	until  time.Time // zero: until the next answer
	reason WaitReason
	fixed  bool // by the limit that holds on every plan
}

// admit gives out a pass if a call may be sent now.
func (g *gate) admit(now time.Time) (pass, bool) {
	if _, held := g.held(now); held {
		return pass{}, false
	}
	p := pass{window: g.window, seen: g.seen, done: g.done}
	g.inFlight++
	g.inside++
	g.sent++
	g.minute.begin()
	return p, true
}

// held reports whether, and why, no call may be sent now.
func (g *gate) held(now time.Time) (hold, bool) {
	if now.Before(g.closed) {
		return hold{until: g.closed, reason: WaitRefused}, true
	}
	if g.state == known && !g.end.IsZero() && !now.Before(g.end) {
		g.turn(g.inFlight, 0)
		g.end = time.Time{}
	}
	switch {
	case g.state == unknown && g.inside >= g.width:
		return hold{reason: WaitUsedUp}, true
	case g.state == known && g.sent+g.others >= g.limit && !g.end.IsZero():
		return hold{until: g.end, reason: WaitUsedUp}, true
	case g.state == known && g.sent+g.others >= g.limit && g.inFlight > 0:
		return hold{reason: WaitUsedUp}, true // nobody knows until when: one call at a time
	}
	if until, full := g.minute.full(now); full {
		return hold{until: until, reason: WaitUsedUp, fixed: true}, true
	}
	return hold{}, false
}

// turn begins a window in which sent calls, done of them answered, count already.
func (g *gate) turn(sent, done int) {
	g.window++
	g.inside, g.sent, g.done, g.others, g.seen = 0, sent, done, 0, 0
}

// leave takes a pass back after its attempt. For a refusal, it reports whether the
// call may come again; when it may is the gate's business.
func (g *gate) leave(p pass, r result, now time.Time, jitter float64) bool {
	here := p.window == g.window
	unsent := r.fault == notSent || r.fault == hopeless
	// Should the service count what it refuses, it refuses once more, and says until when.
	g.minute.end(now, !unsent && r.status != http.StatusTooManyRequests)
	g.inFlight--
	if here {
		g.inside--
	}
	if r.status == http.StatusTooManyRequests {
		return g.refuse(here, r, now, jitter)
	}
	if unsent {
		g.sent--
	} else {
		g.done++
	}
	if !here {
		return false
	}
	if r.status != 0 {
		g.refusals = 0
	}
	if q, ok := quotaOf(r.header); ok {
		g.learn(p, q, now)
	} else {
		g.learnNothing(r)
	}
	return false
}

// learnNothing follows an answer, or none, that tells no limit. A failure, or an
// answer that may be somebody else's, only lets one more call through each time: the
// service may have a limit, but a silent one must not be asked by one call after
// the other. So does any answer once calls were refused, because there is a limit
// then. In a window of which an answer has told, a second one need not; and a limit
// that was told before holds until as many answers of a window have told none.
func (g *gate) learnNothing(r result) {
	switch {
	case g.state == known && (!g.end.IsZero() || g.done < g.limit):
	case g.refusedBefore, r.status == 0, r.status == http.StatusUnauthorized, r.status >= http.StatusInternalServerError:
		g.width++
	default:
		g.state = free
	}
}

// learn takes over what the answer to a call of this window tells.
func (g *gate) learn(p pass, q quota, now time.Time) {
	switch {
	case g.state != known:
		// Of the calls before this one, the answers did not tell.
		g.state, g.sent, g.done, g.others = known, g.inFlight+1, 1, max(0, q.used-1)
	case p.seen > 0 && q.used <= p.seen:
		// Fewer than before the call: the service has begun a new window, in which
		// no call counts that was answered by then.
		g.turn(g.sent-p.done, g.done-p.done)
		g.end = time.Time{}
	}
	overtaken := q.used < g.seen
	g.limit = q.limit
	g.others = max(g.others, q.used-g.sent)
	g.seen = max(g.seen, q.used)
	if q.reset < 0 {
		return
	}
	if q.reset == 0 {
		g.rounding = time.Second
	}
	g.longest = max(g.longest, q.reset)
	end := now.Add(q.reset + g.rounding)
	// An answer that others have overtaken was given before theirs, and the time that it
	// tells has been running since. Only one that puts the end off by more than answers
	// are late is of the next window.
	if overtaken && !g.end.IsZero() && end.After(g.end) && end.Sub(g.end) <= g.longest/2 {
		return
	}
	g.end = end
}

// refuse closes the gate for all calls after a 429. The calls that were sent along
// with the refused one may be refused as well: that is one refusal, and only a longer
// wait counts. Afterwards one call goes ahead, as at the very beginning.
func (g *gate) refuse(here bool, r result, now time.Time, jitter float64) bool {
	if here && g.refusals == 0 {
		g.since = now
	}
	wait, ok := retryWait(g.op, r, g.refusals, now, jitter)
	ok = ok && (g.refusals == 0 || now.Sub(g.since) < patience)
	if q, told := quotaOf(r.header); told && q.reset == 0 {
		g.rounding = time.Second
	}
	if here {
		g.turn(g.inFlight, 0)
		g.refusedBefore = true
		g.state, g.width, g.end = unknown, 1, time.Time{}
		g.refusals++
		g.closed = time.Time{}
		if ok {
			g.closed = now.Add(wait)
		}
		return ok
	}
	if _, told := announcedWait(r, now); told && ok && now.Before(g.closed) && g.closed.Before(now.Add(wait)) {
		g.closed = now.Add(wait)
	}
	return ok
}

// minute is a limit of calls in any minute. Its zero value is none.
//
// The service counts a call when it arrives, which is at some time between its pass
// and its answer: it may wait for a token first, or be slow on its way. So a call
// counts while it is under way, and for a minute from its answer on.
type minute struct {
	limit    int
	inFlight int
	answered []time.Time // in the last minute, oldest first
}

// full reports whether no call may be sent now, and until when: zero if only an answer
// will tell.
func (m *minute) full(now time.Time) (until time.Time, full bool) {
	old := 0
	for old < len(m.answered) && now.Sub(m.answered[old]) >= time.Minute {
		old++
	}
	m.answered = slices.Delete(m.answered, 0, old)
	switch {
	case m.limit == 0 || m.inFlight+len(m.answered) < m.limit:
		return time.Time{}, false
	case len(m.answered) == 0:
		return time.Time{}, true
	}
	return m.answered[0].Add(time.Minute), true
}

func (m *minute) begin() { m.inFlight++ }

// end takes note that a call is not under way any more, which counts if it was sent.
func (m *minute) end(now time.Time, sent bool) {
	m.inFlight--
	if sent && m.limit > 0 {
		m.answered = append(m.answered, now)
	}
}
