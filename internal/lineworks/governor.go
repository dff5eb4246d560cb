// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// governor keeps all calls of a client to the service's limits of rate, which are
// counted for each operation: one call is in flight until the first answer has told
// the limit, or that none is told; then all go, as long as calls are left; then none
// until the announced end of the window. Its zero value is ready for use. See
// https://developers.worksmobile.com/en/docs/rate-limits.
type governor struct {
	mu    sync.RWMutex
	gates map[gateKey]*gate
}

type gateKey struct{ method, path string }

func (g *governor) gate(op operation) *gate {
	key := gateKey{op.method, op.path}
	g.mu.RLock()
	found := g.gates[key]
	g.mu.RUnlock()
	if found != nil {
		return found
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if found = g.gates[key]; found == nil {
		if g.gates == nil {
			g.gates = make(map[gateKey]*gate)
		}
		found = newGate(op)
		g.gates[key] = found
	}
	return found
}

// waiter is a call that waits at a gate. The first one in the queue also waits for
// the time at which the gate opens, so that no goroutine is needed for that.
type waiter struct {
	place   uint64
	wake    chan struct{}      // of capacity 1
	stop    context.CancelFunc // of its sleep; nil while it does not sleep
	pass    pass
	granted bool
}

func (w *waiter) signal() {
	select {
	case w.wake <- struct{}{}:
	default: // it has not seen the last one yet
	}
	if w.stop != nil {
		w.stop()
	}
}

// enter waits until an attempt of op may be sent, or fails with the error of ctx.
// The pass must be given back. Calls go in the order in which they came: place is 0
// for the first attempt of a call, and keeps its place for those that follow.
func (s *sender) enter(ctx context.Context, op operation, place *uint64) (pass, error) {
	if err := ctx.Err(); err != nil {
		return pass{}, err
	}
	g := s.governor.gate(op)
	g.mu.Lock()
	defer g.mu.Unlock()
	if *place == 0 {
		g.places++
		*place = g.places
	}
	now := s.clock.now()
	if len(g.queue) == 0 {
		if p, ok := g.admit(now); ok {
			return p, nil
		}
	}
	return s.wait(ctx, g, g.enqueue(*place), now)
}

// wait waits until w may go. It is called with g locked, and unlocks it meanwhile.
func (s *sender) wait(ctx context.Context, g *gate, w *waiter, now time.Time) (pass, error) {
	for {
		g.grant(now)
		err := ctx.Err()
		switch {
		case w.granted && err == nil:
			return w.pass, nil
		case w.granted: // both at once
			g.leave(w.pass, result{fault: notSent}, now, 0)
		case err != nil:
			g.queue = slices.DeleteFunc(g.queue, func(other *waiter) bool { return other == w })
		}
		h, held := g.held(now)
		if err != nil {
			g.wakeFirst()
			return pass{}, h.explain(g.op, err)
		}
		if !held || g.queue[0] != w || h.until.IsZero() {
			g.mu.Unlock()
			select {
			case <-w.wake:
			case <-ctx.Done():
			}
			g.mu.Lock()
			now = s.clock.now()
			continue
		}
		now = s.sleepAt(ctx, g, w, h, now)
	}
}

// sleepAt sleeps until h is over, w is woken or ctx ends, and returns the time then.
func (s *sender) sleepAt(ctx context.Context, g *gate, w *waiter, h hold, now time.Time) time.Time {
	left := h.until.Sub(now)
	// A window's end is told in whole seconds, and each answer of a window may put it
	// a little later: that is the same wait.
	told := h.until.Sub(g.noticed) <= time.Second
	if !told {
		g.noticed = h.until
	}
	asleep, stop := context.WithCancel(ctx)
	w.stop = stop
	g.mu.Unlock()
	if !told {
		s.note(ctx, Wait{Operation: g.op.String(), For: left, Reason: h.reason})
	}
	_ = s.clock.sleep(asleep, left) // whoever waits looks at the gate again, whatever ended the wait
	stop()
	g.mu.Lock()
	w.stop = nil
	return s.clock.now()
}

// leave gives a pass back after an attempt, and reports whether a call that was
// refused may come again.
func (s *sender) leave(op operation, p pass, r result) bool {
	g := s.governor.gate(op)
	g.mu.Lock()
	defer g.mu.Unlock()
	now := s.clock.now()
	again := g.leave(p, r, now, s.clock.jitter())
	g.grant(now)
	g.wakeFirst() // how long it waits may have changed
	return again
}

// note tells of a wait that begins.
func (s *sender) note(ctx context.Context, w Wait) {
	if s.notice != nil {
		s.notice(ctx, w)
	}
}

// enqueue puts a call into the queue, before those that came later.
func (g *gate) enqueue(place uint64) *waiter {
	w := &waiter{place: place, wake: make(chan struct{}, 1)}
	i := len(g.queue)
	for i > 0 && g.queue[i-1].place > place {
		i--
	}
	g.queue = slices.Insert(g.queue, i, w)
	return w
}

// grant lets all calls go that may.
func (g *gate) grant(now time.Time) {
	n := 0
	for n < len(g.queue) {
		p, ok := g.admit(now)
		if !ok {
			break
		}
		w := g.queue[n]
		w.pass, w.granted = p, true
		w.signal()
		n++
	}
	if n > 0 {
		g.queue = slices.Delete(g.queue, 0, n)
		g.wakeFirst()
	}
}

// wakeFirst has the first call in the queue look at the gate again.
func (g *gate) wakeFirst() {
	if len(g.queue) > 0 {
		g.queue[0].signal()
	}
}

// explain says why a call waited when its context ended.
func (h hold) explain(op operation, err error) error {
	if h.fixed {
		return fmt.Errorf("waiting because the service allows %d of these calls in a minute: %w", op.perMinute, err)
	}
	return fmt.Errorf("waiting because the service takes no more of these calls for now: %w", err)
}
