// SPDX-License-Identifier: MPL-2.0

package keyed_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/keyed"
)

func TestMutex(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mutex keyed.Mutex
		start := time.Now()
		var wg sync.WaitGroup
		for _, key := range []string{"a", "a", "a", "b", "c"} {
			wg.Go(func() {
				unlock, err := mutex.Lock(t.Context(), key)
				if err != nil {
					t.Errorf("lock %q: got error %v, want none", key, err)
					return
				}
				defer unlock()
				<-time.After(time.Second)
			})
		}
		synctest.Wait()
		if got := mutex.Len(); got != 3 {
			t.Errorf("got %d entries, want 3: one for each key", got)
		}
		wg.Wait()
		if took := time.Since(start); took != 3*time.Second {
			t.Errorf("took %v, want 3s: the three of a one after the other, b and c beside them", took)
		}
		if got := mutex.Len(); got != 0 {
			t.Errorf("got %d entries at the end, want 0", got)
		}
	})
}

func TestMutex_waitEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mutex keyed.Mutex
		unlock, err := mutex.Lock(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := mutex.Lock(ctx, "a"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got error %v, want %v", err, context.DeadlineExceeded)
		}
		unlock()
		if got := mutex.Len(); got != 0 {
			t.Errorf("got %d entries, want 0", got)
		}
		for range 50 {
			if _, err := mutex.Lock(ctx, "a"); !errors.Is(err, context.DeadlineExceeded) {
				t.Fatalf("a free key with an ended context: got error %v, want %v", err, context.DeadlineExceeded)
			}
		}
	})
}
