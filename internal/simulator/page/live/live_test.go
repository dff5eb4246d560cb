// SPDX-License-Identifier: MPL-2.0

package live_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page/live"
)

// tab is a browser that reads a stream.
type tab struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *tab) Header() http.Header { return http.Header{} }
func (b *tab) WriteHeader(int)     {}
func (b *tab) Flush()              {}

func (b *tab) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *tab) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// stream opens a stream and returns what it has written so far, and a function that ends it.
func stream(t *testing.T, hub *live.Hub, bot int64, version, last string) (written func() string, end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	w := &tab{}
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/preview/events", http.NoBody)
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		hub.Serve(w, r, bot, version)
	}()
	synctest.Wait() // until it is open
	return func() string {
		synctest.Wait()
		return w.String()
	}, func() { cancel(); <-done }
}

func TestHub(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		hub := live.NewHub()
		written, end := stream(t, hub, 7, hub.Version(), "")
		defer end()
		if got := written(); got != "" {
			t.Errorf("got %q, want nothing before a change", got)
		}
		hub.Tell(live.Change{Part: "requests"}, live.Change{Part: "room", Bot: 8})
		want := "id: " + hub.Version() + "\ndata: requests\n\n"
		if got := written(); got != want {
			t.Errorf("got %q, want the change that is about all bots, and not that of another: %q", got, want)
		}
		hub.Tell(live.Change{Part: "room", Bot: 7})
		hub.Tell(live.Change{Part: "room", Bot: 7}, live.Change{Part: "bot", Bot: 7})
		if got := written(); got != want {
			t.Errorf("got %q, want no other event within the pause", got)
		}
		time.Sleep(live.Pause) //nolint:forbidigo // in a bubble
		want += "id: " + hub.Version() + "\ndata: bot room\n\n"
		if got := written(); got != want {
			t.Errorf("got %q, want the changes of the pause in one event: %q", got, want)
		}
	})
}

// TestHub_missed opens streams for pages that were made before a change.
func TestHub_missed(t *testing.T) {
	t.Parallel()
	type versions struct{ before, now, other string } // of a hub, and of one in another process
	for name, test := range map[string]struct {
		version, last func(versions) string
		missed        bool
	}{
		"page up to date":        {func(v versions) string { return v.now }, nil, false},
		"page of before":         {func(v versions) string { return v.before }, nil, true},
		"connected again":        {func(v versions) string { return v.before }, func(v versions) string { return v.now }, false},
		"missed while cut off":   {func(v versions) string { return v.now }, func(v versions) string { return v.before }, true},
		"of an earlier process":  {func(v versions) string { return v.other }, nil, true},
		"restarted while open":   {func(v versions) string { return v.now }, func(v versions) string { return v.other }, true},
		"nonsense for a version": {func(versions) string { return "x" }, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				hub, other := live.NewHub(), live.NewHub()
				known := versions{before: hub.Version()}
				hub.Tell(live.Change{Part: "bots"})
				other.Tell(live.Change{Part: "bots"})
				known.now, known.other = hub.Version(), other.Version()
				last, want := "", ""
				if test.last != nil {
					last = test.last(known)
				}
				if test.missed {
					want = "id: " + known.now + "\ndata: all\n\n"
				}
				written, end := stream(t, hub, 7, test.version(known), last)
				defer end()
				if got := written(); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			})
		})
	}
}

// TestHub_close ends the streams that are open, in a pause or not, and those that are
// opened later. Otherwise the server of the mock could not stop.
func TestHub_close(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		hub := live.NewHub()
		ended := make(chan int, 3)
		open := func(n int, version string) {
			go func() {
				r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/preview/events", http.NoBody)
				hub.Serve(httptest.NewRecorder(), r, 0, version)
				ended <- n
			}()
		}
		open(1, hub.Version())
		open(2, "missed something")
		synctest.Wait()
		hub.Close()
		hub.Close()
		open(3, hub.Version())
		synctest.Wait()
		if len(ended) != 3 {
			t.Errorf("got %d streams ended, want 3", len(ended))
		}
	})
}

// TestHub_many keeps streams apart.
func TestHub_many(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		hub := live.NewHub()
		one, endOne := stream(t, hub, 1, hub.Version(), "")
		two, endTwo := stream(t, hub, 2, hub.Version(), "")
		every, endEvery := stream(t, hub, 0, hub.Version(), "")
		defer endTwo()
		defer endEvery()
		hub.Tell(live.Change{Part: "room", Bot: 2})
		if got := one() + two() + every(); strings.Count(got, "data: room") != 2 || one() != "" {
			t.Errorf("got %q, want the change for the second and the third stream", got)
		}
		endOne()
		hub.Tell(live.Change{Part: "room", Bot: 1})
		if got := one(); got != "" {
			t.Errorf("got %q after the end, want nothing", got)
		}
	})
}
