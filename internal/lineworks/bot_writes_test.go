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

// expectUnlocked fails if a write to the bot is still taken to be under way.
func expectUnlocked(t *testing.T, c *lineworks.Client, botID string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	unlock, err := c.LockBot(ctx, botID)
	if err != nil {
		t.Fatalf("bot %s: got error %v, want its lock to be free", botID, err)
	}
	unlock()
}

// Writes to one bot must not overlap; reads and other bots do not wait.
func TestClient_writesToOneBotDoNotOverlap(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var writing, most atomic.Int32
		arrived, read := make(chan struct{}, 12), make(chan struct{}) // 12 writes come
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				respond(200, bot7)(w, r)
				return
			}
			n := writing.Add(1)
			arrived <- struct{}{}
			defer writing.Add(-1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			<-read // no write ends before a read has ended
			respond(200, "{}")(w, r)
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
						t.Errorf("%s: got error %v, want none", name, err)
					}
				})
			}
		}
		<-arrived
		if _, err := c.Bots.Get(ctx, "7"); err != nil {
			t.Errorf("the read: got error %v, want none", err)
		}
		waiting, giveUp := context.WithCancel(ctx)
		giveUp()
		if _, err := c.Bots.Update(waiting, "7", &lineworks.BotWrite{}); !errors.Is(err, context.Canceled) {
			t.Errorf("got error %v, want %v", err, context.Canceled)
		}
		close(read)
		wg.Wait()
		if most.Load() != 1 {
			t.Errorf("got %d writes at once, want 1", most.Load())
		}
		expectUnlocked(t, c, "7")
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
			respond(204, "")(w, r)
		})
		c := newClient(t, s)
		if err := c.Bots.Delete(t.Context(), "6"); err != nil { // tells that there is no limit
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for _, id := range []string{"7", "8"} {
			wg.Go(func() {
				if err := c.Bots.Delete(t.Context(), id); err != nil {
					t.Errorf("bot %s: got error %v, want none", id, err)
				}
			})
		}
		wg.Wait()
	})
}
