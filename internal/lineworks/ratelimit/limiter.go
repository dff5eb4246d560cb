// SPDX-License-Identifier: MPL-2.0

// Package ratelimit keeps the requests of a client within the rate limits of the
// service, which counts them for each operation: one request is in flight until the
// first response has told the limit, or that there is none; then all go, as long as the
// window has requests left; then none until the announced end of the window.
//
// What a 429 means for those that wait is in window.go, and how long a response asks to
// wait in pause.go. See https://developers.worksmobile.com/en/docs/rate-limits.
package ratelimit

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Limiter delays requests until the service's windows allow them, first come, first
// served. It is safe for use by many goroutines.
type Limiter struct {
	notify func(context.Context, Wait)

	mu     sync.RWMutex
	queues map[string]*queue // by the name of the operation
}

// New returns a limiter that calls notify at the beginning of each wait, with the
// context of one of the calls that wait. A nil notify is allowed.
func New(notify func(context.Context, Wait)) *Limiter {
	if notify == nil {
		notify = func(context.Context, Wait) {}
	}
	return &Limiter{notify: notify, queues: make(map[string]*queue)}
}

// Operation is a kind of request that the service counts by itself.
type Operation struct {
	// Name tells operations apart, for example "GET /bots/{botId}".
	Name string
	// PerMinute is a documented limit that no header announces; 0 means no limit.
	PerMinute int
}

// Ticket is the place of a call in the queue of its operation. It is 0 until the first
// [Limiter.Acquire], and keeps the place for the attempts that follow.
type Ticket uint64

// Permit allows one request. It must be released once.
type Permit struct {
	queue *queue
	// window is the number of the window in which the permit was given, and seen and
	// done are the values of that window at that time.
	window     uint64
	seen, done int
}

// Outcome is the result of one request.
type Outcome struct {
	// Sent is false if the request never left.
	Sent bool
	// Status and Header are those of the response; zero without one.
	Status int
	Header http.Header
}

// Acquire waits until a request of op may be sent, or returns the error of ctx.
func (l *Limiter) Acquire(ctx context.Context, op Operation, t *Ticket) (*Permit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	q := l.queue(op)
	q.mu.Lock()
	defer q.mu.Unlock()
	if *t == 0 {
		q.lastTicket++
		*t = q.lastTicket
	}
	now := time.Now()
	if len(q.waiters) == 0 {
		if p, ok := q.window.admit(now); ok {
			p.queue = q
			return &p, nil
		}
	}
	return q.wait(ctx, q.enqueue(*t), now)
}

// Release ends a permit after its request. For a refusal (429), it reports whether the
// call may queue again, with the same ticket; the limiter makes it wait.
func (p *Permit) Release(o Outcome) (retry bool) {
	q := p.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	now := time.Now()
	retry = q.window.release(*p, o, now, rand.Float64()) //nolint:gosec // the jitter of a pause is no secret
	if len(q.waiters) != 0 {
		q.grant(now)
		q.wakeFirst() // how long it has to wait may have changed
	}
	return retry
}

func (l *Limiter) queue(op Operation) *queue {
	l.mu.RLock()
	q := l.queues[op.Name]
	l.mu.RUnlock()
	if q != nil {
		return q
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if q = l.queues[op.Name]; q == nil {
		q = &queue{op: op, notify: l.notify, window: window{maxInFlight: 1, minute: slidingMinute{limit: op.PerMinute}}}
		if op.PerMinute > 0 {
			q.window.stage = unlimited // except for the limit that is known without a response
		}
		l.queues[op.Name] = q
	}
	return q
}

// queue is the calls of one operation that wait for a permit.
type queue struct {
	op     Operation
	notify func(context.Context, Wait)

	mu         sync.Mutex
	window     window
	waiters    []*waiter // by ticket
	lastTicket Ticket
	notifiedOf time.Time // the end of the last wait that notify received
}

// waiter is a call in a queue. The first one also waits for the time at which the next
// permit may be given, so that no further goroutine is needed for that.
type waiter struct {
	ticket  Ticket
	wake    chan struct{} // of capacity 1
	permit  Permit
	granted bool
}

// wait waits until w has a permit. It is called with q locked, and unlocks it meanwhile.
func (q *queue) wait(ctx context.Context, w *waiter, now time.Time) (*Permit, error) {
	for {
		q.grant(now)
		err := ctx.Err()
		switch {
		case w.granted && err == nil:
			return &w.permit, nil
		case w.granted: // both at once
			q.window.release(w.permit, Outcome{}, now, 0)
		case err != nil:
			q.waiters = slices.DeleteFunc(q.waiters, func(other *waiter) bool { return other == w })
		}
		b, _ := q.window.blocked(now)
		if err != nil {
			q.wakeFirst()
			return nil, b.explain(q.op, err)
		}
		var timer <-chan time.Time
		if q.waiters[0] == w && !b.until.IsZero() {
			timer = time.After(b.until.Sub(now))
		}
		q.pause(ctx, w, timer, b, now)
		now = time.Now()
	}
}

// pause waits until the timer fires, w is woken or ctx ends, with q unlocked.
func (q *queue) pause(ctx context.Context, w *waiter, timer <-chan time.Time, b block, now time.Time) {
	// The end of a window is told in whole seconds, and each response of a window may put
	// it a little later: that is the same wait.
	news := timer != nil && b.until.Sub(q.notifiedOf) > time.Second
	if news {
		q.notifiedOf = b.until
	}
	q.mu.Unlock()
	defer q.mu.Lock()
	if news {
		q.notify(ctx, Wait{Operation: q.op.Name, For: b.until.Sub(now), Reason: b.reason})
	}
	select {
	case <-timer:
	case <-w.wake:
	case <-ctx.Done():
	}
}

// enqueue puts a call into the queue, before those with later tickets.
func (q *queue) enqueue(t Ticket) *waiter {
	w := &waiter{ticket: t, wake: make(chan struct{}, 1)}
	i := len(q.waiters)
	for i > 0 && q.waiters[i-1].ticket > t {
		i--
	}
	q.waiters = slices.Insert(q.waiters, i, w)
	return w
}

// grant gives a permit to each call that may go, in the order of the queue.
func (q *queue) grant(now time.Time) {
	n := 0
	for n < len(q.waiters) {
		p, ok := q.window.admit(now)
		if !ok {
			break
		}
		p.queue = q
		q.waiters[n].permit, q.waiters[n].granted = p, true
		q.waiters[n].signal()
		n++
	}
	if n > 0 {
		q.waiters = slices.Delete(q.waiters, 0, n)
		q.wakeFirst()
	}
}

// wakeFirst makes the first call in the queue look at the window again.
func (q *queue) wakeFirst() {
	if len(q.waiters) > 0 {
		q.waiters[0].signal()
	}
}

func (w *waiter) signal() {
	select {
	case w.wake <- struct{}{}:
	default: // the last signal has not been received yet
	}
}

// explain says why a call was waiting when its context ended.
func (b block) explain(op Operation, err error) error {
	if b.fixed {
		return fmt.Errorf("waiting for the rate limit, since the service allows %d of these requests in a minute: %w", op.PerMinute, err)
	}
	return fmt.Errorf("waiting for the rate limit, since the service takes no more of these requests for now: %w", err)
}
