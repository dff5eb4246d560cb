// SPDX-License-Identifier: MPL-2.0

package keyed_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/keyed"
)

// loads counts the loads of a test, and returns their number as the value.
type loads struct{ n atomic.Int32 }

func (l *loads) load(context.Context) (int, error) { return int(l.n.Add(1)), nil }

// slow takes a second, or ends with its context.
func (l *loads) slow(ctx context.Context) (int, error) {
	n := l.n.Add(1)
	select {
	case <-time.After(time.Second):
		return int(n), nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func expect(t *testing.T, c *keyed.Cache[string, int], key string, load func(context.Context) (int, error), want int) {
	t.Helper()
	if got, err := c.Get(t.Context(), key, load); err != nil || got != want {
		t.Errorf("%q: got %d and error %v, want %d", key, got, err, want)
	}
}

func TestCache_oneLoadForEachKey(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var (
			c  keyed.Cache[string, int]
			a  loads
			b  loads
			wg sync.WaitGroup
		)
		for range 20 {
			wg.Go(func() { expect(t, &c, "a", a.slow, 1) })
			wg.Go(func() { expect(t, &c, "b", b.slow, 1) })
		}
		wg.Wait()
		expect(t, &c, "a", a.slow, 1)
		if gotA, gotB := a.n.Load(), b.n.Load(); gotA != 1 || gotB != 1 {
			t.Errorf("got %d and %d loads, want one for each key", gotA, gotB)
		}
	})
}

func TestCache_errorsAreNotKept(t *testing.T) {
	t.Parallel()
	var (
		c     keyed.Cache[string, int]
		l     loads
		cause = errors.New("no list")
	)
	if _, err := c.Get(t.Context(), "a", func(context.Context) (int, error) { return 0, cause }); !errors.Is(err, cause) {
		t.Errorf("got error %v, want %v", err, cause)
	}
	expect(t, &c, "a", l.load, 1)
}

func TestCache_Forget(t *testing.T) {
	t.Parallel()
	var (
		c keyed.Cache[string, int]
		l loads
	)
	for i, key := range []string{"a1", "a2", "b1", "b2"} {
		expect(t, &c, key, l.load, i+1)
	}
	c.Forget("b1")
	c.ForgetFunc(func(key string) bool { return key[0] == 'a' })
	for key, want := range map[string]int{"b2": 4, "b1": 5} {
		expect(t, &c, key, l.load, want)
	}
	expect(t, &c, "a1", l.load, 6)
	expect(t, &c, "a2", l.load, 7)
}

// A value whose load began before it was forgotten may be old: only the callers that
// waited for it get it.
func TestCache_Forget_whileLoading(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var (
			c  keyed.Cache[string, int]
			l  loads
			wg sync.WaitGroup
		)
		wg.Go(func() { expect(t, &c, "a", l.slow, 1) })
		synctest.Wait()
		c.Forget("a")
		expect(t, &c, "a", l.load, 2)
		wg.Wait()
		expect(t, &c, "a", l.load, 2)
	})
}

func TestCache_Valid(t *testing.T) {
	t.Parallel()
	var l loads
	c := keyed.Cache[string, int]{Valid: func(n int) bool { return n > 2 }}
	for _, want := range []int{1, 2, 3, 3} {
		expect(t, &c, "a", l.load, want)
	}
}

// The caller that began a load may leave; the others still get the value.
func TestCache_oneCallerLeaves(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var (
			c  keyed.Cache[string, int]
			l  loads
			wg sync.WaitGroup
		)
		ctx, leave := context.WithTimeout(t.Context(), time.Millisecond)
		defer leave()
		wg.Go(func() {
			if _, err := c.Get(ctx, "a", l.slow); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got error %v, want %v", err, context.DeadlineExceeded)
			}
		})
		synctest.Wait()
		wg.Go(func() { expect(t, &c, "a", l.slow, 1) })
		wg.Wait()
		for range 20 {
			if _, err := c.Get(ctx, "a", l.slow); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("a kept value with an ended context: got error %v, want %v", err, context.DeadlineExceeded)
			}
		}
	})
}

// A load that the last waiter has left is cancelled, and is not for later callers, not
// even if it takes time to end.
func TestCache_allCallersLeave(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var (
			c       keyed.Cache[string, int]
			l       loads
			stopped time.Duration
		)
		start := time.Now()
		ctx, leave := context.WithTimeout(t.Context(), time.Second)
		defer leave()
		_, err := c.Get(ctx, "a", func(ctx context.Context) (int, error) {
			<-ctx.Done()
			stopped = time.Since(start)
			<-time.After(time.Second)
			return 0, ctx.Err()
		})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got error %v, want %v", err, context.DeadlineExceeded)
		}
		expect(t, &c, "a", l.load, 1)
		<-time.After(2 * time.Second)
		expect(t, &c, "a", l.load, 1) // the end of the cancelled load forgot nothing but itself
		if stopped != time.Second {
			t.Errorf("the load was cancelled after %v, want 1s", stopped)
		}
	})
}

// A context may end at the moment when the value is there: the value stays.
func TestCache_leaveALoadedValue(t *testing.T) {
	t.Parallel()
	var (
		c keyed.Cache[string, int]
		l loads
	)
	c.LeaveLoaded(t.Context(), "a", l.load)
	expect(t, &c, "a", l.load, 1)
}
