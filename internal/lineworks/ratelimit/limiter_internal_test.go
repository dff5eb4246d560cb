// SPDX-License-Identifier: MPL-2.0

package ratelimit

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// A call that comes when a window has just ended does not overtake one that waits for that
// end, and whose timer has not woken it yet.
func TestLimiter_Acquire_behindTheQueue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		op := Operation{Name: "GET /bots"}
		l := New(nil)
		q := l.queue(op)
		q.lastTicket++
		first := q.enqueue(q.lastTicket)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var ticket Ticket
		if permit, err := l.Acquire(ctx, op, &ticket); permit != nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got permit %v and error %v, want %v", permit, err, context.DeadlineExceeded)
		}
		if !first.granted {
			t.Error("got no permit for the first of the queue, want one")
		}
	})
}

// A window whose end moves by a second is the same wait: ends are told in whole seconds. One
// that moves by more is another, and is told.
func TestLimiter_notify_movedEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		op := Operation{Name: "GET /bots"}
		var told []time.Duration
		l := New(func(_ context.Context, w Wait) { told = append(told, w.For) })
		acquire := func() *Permit {
			var ticket Ticket
			permit, err := l.Acquire(t.Context(), op, &ticket)
			if err != nil {
				t.Errorf("got error %v, want none", err)
			}
			return permit
		}
		acquire().Release(Outcome{Sent: true, Status: http.StatusOK})
		permits := []*Permit{acquire(), acquire(), acquire()}
		permits[0].Release(refusal(5))
		done := make(chan struct{})
		go func() {
			defer close(done)
			acquire()
		}()
		for i, tc := range []struct{ seconds, waits int }{{5, 1}, {6, 1}, {8, 2}} {
			if i > 0 {
				permits[i].Release(refusal(tc.seconds))
			}
			synctest.Wait()
			if len(told) != tc.waits {
				t.Errorf("closed for %d s: got the waits %v, want %d of them", tc.seconds, told, tc.waits)
			}
		}
		<-done
	})
}
