// SPDX-License-Identifier: MPL-2.0

// Package live tells open pages which of their parts have changed, as a stream of
// server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html.
package live

import (
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Pause is the least time between two events of a stream: changes in between come together.
const Pause = 50 * time.Millisecond

// Change is a change of a part of the page.
type Change struct {
	Part string
	Bot  int64 // that it is about; 0 = all
}

// Hub passes changes on to the streams.
type Hub struct {
	process string // a word of its own, since each process counts from 0
	mu      sync.Mutex
	changes uint64
	streams map[*stream]bool
	closed  chan struct{}
}

// stream is an open page.
type stream struct {
	bot     int64 // that it shows
	pending map[string]bool
	wake    chan struct{} // holds one
}

// NewHub makes a hub without streams.
func NewHub() *Hub {
	return &Hub{process: rand.Text(), streams: map[*stream]bool{}, closed: make(chan struct{})}
}

// Version is another one after each change, and in each process.
func (h *Hub) Version() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.version()
}

func (h *Hub) version() string { return fmt.Sprintf("%s-%d", h.process, h.changes) }

// Tell passes changes on.
func (h *Hub) Tell(changes ...Change) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.changes++
	for s := range h.streams {
		for _, change := range changes {
			if change.Bot == 0 || s.bot == 0 || change.Bot == s.bot {
				s.note(change.Part)
			}
		}
	}
}

func (s *stream) note(part string) {
	s.pending[part] = true
	select {
	case s.wake <- struct{}{}:
	default: // it is awake already
	}
}

// Close ends all streams, and those that will be opened.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.closed:
	default:
		close(h.closed)
	}
}

// All is the name of a change after which a page has to ask for all of its parts.
const All = "all"

// open adds a stream for a page that was made at a version.
func (h *Hub) open(bot int64, version string) *stream {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := &stream{bot: bot, pending: map[string]bool{}, wake: make(chan struct{}, 1)}
	if version != h.version() {
		s.note(All)
	}
	h.streams[s] = true
	return s
}

func (h *Hub) drop(s *stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.streams, s)
}

// take returns the parts that have changed, and the version up to which.
func (h *Hub) take(s *stream) (parts []string, version string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	parts = slices.Sorted(maps.Keys(s.pending))
	clear(s.pending)
	select {
	case <-s.wake: // for a change between the call and this: it is among the parts
	default:
	}
	return parts, h.version()
}

// Serve writes the stream of a page that shows a bot, 0 for none, and was made at a version.
// It ends with the request, or when the hub is closed. A browser that connects again says
// which version it has heard of last.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request, bot int64, version string) {
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		version = last
	}
	s := h.open(bot, version)
	defer h.drop(s)
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	if control.Flush() != nil { // the head, for the browser to know that it is connected
		return
	}
	for {
		select {
		case <-s.wake:
		case <-h.closed:
			return
		case <-r.Context().Done():
			return
		}
		parts, now := h.take(s)
		_, err := fmt.Fprintf(w, "id: %s\ndata: %s\n\n", now, strings.Join(parts, " "))
		if err != nil || control.Flush() != nil {
			return
		}
		select {
		case <-time.After(Pause):
		case <-h.closed:
			return
		case <-r.Context().Done():
			return
		}
	}
}
