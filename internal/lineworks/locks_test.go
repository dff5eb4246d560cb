// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

func TestKeyedLocks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		locks := lineworks.NewKeyedLocks()
		hold := func(key string) {
			unlock, err := locks.Lock(t.Context(), key)
			if err != nil {
				t.Error(err)
				return
			}
			defer unlock()
			if err := lineworks.SystemSleep(t.Context(), time.Second); err != nil {
				t.Error(err)
			}
		}
		start := time.Now()
		var wg sync.WaitGroup
		for _, key := range []string{"a", "a", "a", "b", "c"} {
			wg.Go(func() { hold(key) })
		}
		synctest.Wait()
		if n := locks.Len(); n != 3 {
			t.Errorf("%d entries for 3 keys", n)
		}
		wg.Wait()
		if took := time.Since(start); took != 3*time.Second {
			t.Errorf("took %v, want 3 s: a's one after the other, b and c beside them", took)
		}
		if n := locks.Len(); n != 0 {
			t.Errorf("%d entries are kept", n)
		}
	})
}

func TestKeyedLocks_waitingEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		locks := lineworks.NewKeyedLocks()
		unlock, err := locks.Lock(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := locks.Lock(ctx, "a"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
		unlock()
		if n := locks.Len(); n != 0 {
			t.Errorf("%d entries are kept", n)
		}
		// A free lock is not for a context that has ended.
		for range 50 {
			if _, err := locks.Lock(ctx, "a"); err == nil {
				t.Fatal("locked with an ended context")
			}
		}
	})
}

// Writes to one bot must not overlap; reads and other bots do not wait.
func TestClient_writesToOneBotDoNotOverlap(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var writing, most atomic.Int32
		arrived, read := make(chan struct{}, 12), make(chan struct{}) // 12 writes come
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				answer(200, bot7)(w, r)
				return
			}
			n := writing.Add(1)
			arrived <- struct{}{}
			defer writing.Add(-1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			<-read // no write ends before a read has ended
			answer(200, "{}")(w, r)
		})
		c := newClient(t, s)
		ctx := t.Context()
		var wg sync.WaitGroup
		for range 3 {
			for name, write := range map[string]func() error{
				"update":      func() error { _, err := c.Bots.Update(ctx, "7", &lineworks.BotWrite{}); return err },
				"delete":      func() error { return c.Bots.Delete(ctx, "7") },
				"set menu":    func() error { _, err := c.PersistentMenus.Set(ctx, "7", nil); return err },
				"delete menu": func() error { return c.PersistentMenus.Delete(ctx, "7") },
			} {
				wg.Go(func() {
					if err := write(); err != nil {
						t.Errorf("%s: %v", name, err)
					}
				})
			}
		}
		<-arrived
		if _, err := c.Bots.Get(ctx, "7"); err != nil {
			t.Error(err)
		}
		waiting, giveUp := context.WithCancel(ctx)
		giveUp()
		if _, err := c.Bots.Update(waiting, "7", &lineworks.BotWrite{}); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		close(read)
		wg.Wait()
		if most.Load() != 1 {
			t.Errorf("%d writes at once", most.Load())
		}
		if n := c.BotLocks().Len(); n != 0 {
			t.Errorf("%d locks are kept", n)
		}
	})
}

func TestClient_writesToTwoBotsOverlap(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var both sync.WaitGroup
		both.Add(2)
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != basePath+"/bots/6" {
				both.Done()
				both.Wait() // ends only if the other bot's write comes
			}
			answer(204, "")(w, r)
		})
		c := newClient(t, s)
		if err := c.Bots.Delete(t.Context(), "6"); err != nil { // tells that there is no limit
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for _, id := range []string{"7", "8"} {
			wg.Go(func() {
				if err := c.Bots.Delete(t.Context(), id); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	})
}
