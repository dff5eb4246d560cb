// SPDX-License-Identifier: MPL-2.0

package ratelimit

import (
	"net/http"
	"slices"
	"time"
)

// maxRefusedFor is how long the service may refuse every request of an operation until
// its calls fail. Windows last a minute, so that after ten of them it is no rate limit
// that refuses.
const maxRefusedFor = MaxPause

// window decides whether one more request of an operation may be sent. It counts, reads
// no clock, and waits for nothing; limiter.go does.
//
// Only responses tell of the service's windows. Requests are therefore counted here as
// well, from the first response of a window on, and the requests of other processes show
// in the difference. A response counts for the window in which its request was sent; late
// responses of an earlier one are recognised by its number, and requests that are in
// flight when a window ends are counted in both.
type window struct {
	inFlight int // in this window and earlier ones
	// number is that of the present window. A refusal begins a new one.
	number uint64
	inside int // of those in flight, how many were sent in this window

	stage       stage
	maxInFlight int // until a response tells the limit
	limit       int // as told last
	sent        int // own requests that may count in this window, all in flight included
	done        int // of them, those no longer in flight
	// usedElsewhere is the least number of requests that other processes have used.
	usedElsewhere int
	// seen is the highest number of used requests that a response of this window told.
	seen int
	end  time.Time // of this window; zero if not told
	// longest is the longest time to an end that was told, about that of a window.
	longest time.Duration
	// rounding is added to the end: a service that says 0 before the end rounds down.
	rounding time.Duration

	closedUntil   time.Time // because of a refusal
	refusals      int       // in a row
	refusedSince  time.Time // the first of them
	refusedBefore bool
	minute        slidingMinute
}

// stage says how much is known about a limit.
type stage int

const (
	// probing: the first response has not come yet.
	probing stage = iota
	// unlimited: a response has told no limit.
	unlimited
	// limited: a response has told the limit.
	limited
)

// block is why no request may be sent.
type block struct {
	until  time.Time // zero: until the next response
	reason WaitReason
	fixed  bool // by the documented limit
}

// admit gives out a permit if a request may be sent now.
func (w *window) admit(now time.Time) (Permit, bool) {
	if _, blocked := w.blocked(now); blocked {
		return Permit{}, false
	}
	w.inFlight++
	w.inside++
	w.sent++
	return Permit{window: w.number, seen: w.seen, done: w.done}, true
}

// blocked reports whether, and why, no request may be sent now.
func (w *window) blocked(now time.Time) (block, bool) {
	if now.Before(w.closedUntil) {
		return block{until: w.closedUntil, reason: WaitRefused}, true
	}
	if w.stage == limited && !w.end.IsZero() && !now.Before(w.end) {
		w.begin(w.inFlight, 0)
		w.end = time.Time{}
	}
	usedUp := w.stage == limited && w.sent+w.usedElsewhere >= w.limit
	switch {
	case w.stage == probing && w.inside >= w.maxInFlight:
		return block{reason: WaitUsedUp}, true
	case usedUp && !w.end.IsZero():
		return block{until: w.end, reason: WaitUsedUp}, true
	case usedUp && w.inFlight > 0:
		return block{reason: WaitUsedUp}, true // until when is not told: one request at a time
	}
	if w.minute.limit == 0 {
		return block{}, false
	}
	until, full := w.minute.full(now, w.inFlight)
	return block{until: until, reason: WaitUsedUp, fixed: true}, full
}

// begin begins a window in which sent requests count already, done of them with a
// response.
func (w *window) begin(sent, done int) {
	w.number++
	w.inside, w.sent, w.done, w.usedElsewhere, w.seen = 0, sent, done, 0, 0
}

// release takes a permit back after its request. For a refusal, it reports whether the
// call may come again; when it may is up to the window.
func (w *window) release(p Permit, o Outcome, now time.Time, jitter float64) (retry bool) {
	current := p.window == w.number
	w.inFlight--
	if current {
		w.inside--
	}
	if o.Status == http.StatusTooManyRequests {
		// It does not count in the sliding minute. Should the service count it, the service
		// refuses once more, and says until when.
		return w.refuse(current, o, now, jitter)
	}
	if !o.Sent {
		w.sent--
	} else {
		w.done++
		if w.minute.limit > 0 {
			w.minute.done = append(w.minute.done, now)
		}
	}
	if !current {
		return false
	}
	if o.Status != 0 {
		w.refusals = 0
	}
	if q, ok := quotaOf(o.Header); ok {
		w.observe(p, q, now)
	} else {
		w.observeNothing(o)
	}
	return false
}

// observeNothing follows a response, or a failure, that tells no limit. A failure, or a
// response that may be a proxy's, only lets one more request through each time: the
// service may have a limit, but requests to a silent one must not go one by one for ever.
// So does any response once requests were refused, because there is a limit then. In a
// window that a response has announced, a second one need not; and a limit that was told
// before holds until as many responses of a window have told none.
func (w *window) observeNothing(o Outcome) {
	switch {
	case w.stage == limited && (!w.end.IsZero() || w.done < w.limit):
	case w.refusedBefore, o.Status == 0, o.Status == http.StatusUnauthorized, o.Status >= http.StatusInternalServerError:
		w.maxInFlight++
	default:
		w.stage = unlimited
	}
}

// observe updates the window from the headers of a response to one of its requests.
func (w *window) observe(p Permit, q quota, now time.Time) {
	switch {
	case w.stage != limited:
		// The responses before this one did not tell of their requests.
		w.stage, w.sent, w.done, w.usedElsewhere = limited, w.inFlight+1, 1, max(0, q.used-1)
	case p.seen > 0 && q.used <= p.seen:
		// Fewer than before the request: the service has begun a new window, in which no
		// request counts that had its response by then.
		w.begin(w.sent-p.done, w.done-p.done)
		w.end = time.Time{}
	}
	overtaken := q.used < w.seen
	w.limit = q.limit
	w.usedElsewhere = max(w.usedElsewhere, q.used-w.sent)
	w.seen = max(w.seen, q.used)
	if q.reset < 0 {
		return
	}
	if q.reset == 0 {
		w.rounding = time.Second
	}
	w.longest = max(w.longest, q.reset)
	end := now.Add(q.reset + w.rounding)
	// A response that others have overtaken was made before theirs, and the time that it
	// tells has been running since. Only one that puts the end off by more than responses
	// are late belongs to the next window.
	if overtaken && !w.end.IsZero() && end.After(w.end) && end.Sub(w.end) <= w.longest/2 {
		return
	}
	w.end = end
}

// refuse closes the window for all requests after a 429. Those that were sent along with
// the refused one may be refused as well: that is one refusal, and only a longer pause
// counts. Afterwards one request goes ahead, as at the very beginning.
func (w *window) refuse(current bool, o Outcome, now time.Time, jitter float64) (retry bool) {
	if current && w.refusals == 0 {
		w.refusedSince = now
	}
	wait, ok := pause(o, w.refusals, now, jitter)
	ok = ok && (w.refusals == 0 || now.Sub(w.refusedSince) < maxRefusedFor)
	if q, told := quotaOf(o.Header); told && q.reset == 0 {
		w.rounding = time.Second
	}
	if current {
		w.begin(w.inFlight, 0)
		w.refusedBefore = true
		w.stage, w.maxInFlight, w.end = probing, 1, time.Time{}
		w.refusals++
		w.closedUntil = time.Time{}
		if ok {
			w.closedUntil = now.Add(wait)
		}
		return ok
	}
	if _, told := announcedPause(o, now); told && ok && now.Before(w.closedUntil) && w.closedUntil.Before(now.Add(wait)) {
		w.closedUntil = now.Add(wait)
	}
	return ok
}

// slidingMinute is a limit of requests in any minute; 0 means no limit.
//
// The service counts a request when it arrives, which is at some time between its permit
// and its response: it may wait for a token first, or be slow on its way. So a request
// counts while it is in flight, and for a minute from its response on.
type slidingMinute struct {
	limit int
	done  []time.Time // in the last minute, oldest first
}

// full reports whether no request may be sent now, and until when: zero if only a response
// will tell.
func (m *slidingMinute) full(now time.Time, inFlight int) (until time.Time, full bool) {
	old := 0
	for old < len(m.done) && now.Sub(m.done[old]) >= time.Minute {
		old++
	}
	m.done = slices.Delete(m.done, 0, old)
	switch {
	case inFlight+len(m.done) < m.limit:
		return time.Time{}, false
	case len(m.done) == 0:
		return time.Time{}, true
	}
	return m.done[0].Add(time.Minute), true
}
