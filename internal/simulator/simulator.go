// SPDX-License-Identifier: MPL-2.0

// Package simulator is the users' side of the mock: they open talk rooms, tap, write,
// join and leave. What they do changes the state of the mock, and goes out to the bot's
// own server as callbacks: https://developers.worksmobile.com/en/docs/bot-callback.
package simulator

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// Options says how a Simulator behaves.
type Options struct {
	// Callbacks leads from https addresses of bots to servers on this machine, see
	// [callback.Targets].
	Callbacks map[string]string
	// AllowRemote lets callbacks go to other machines.
	AllowRemote bool
	// Timeout is the time for the answer to a callback; 0 = callback.DefaultTimeout.
	Timeout time.Duration
	// OtherSpelling sends the header X-WORKS-botId in the place of X-WORKS-BotId.
	OtherSpelling bool
	// Transport replaces the network, for tests.
	Transport http.RoundTripper
	// Now is the clock; nil = time.Now.
	Now func() time.Time
	// Keep is how many bubbles of users and notices, and how many deliveries are kept;
	// 0 = 1,000 of each.
	Keep int
}

// Simulator is the users' side. It is safe for concurrent use.
type Simulator struct {
	api    *mockserver.Server
	sender *callback.Sender
	now    func() time.Time
	keep   int

	ctx    context.Context // ends with the simulator: a delivery outlives the call that has caused it
	cancel context.CancelFunc
	slots  chan struct{} // one for each delivery under way
	work   sync.WaitGroup

	// mu guards everything below. It is held while the mock is read or changed, never
	// while a delivery is under way.
	mu         sync.Mutex
	closed     bool
	listeners  []func()
	bubbles    []bubble
	lastBubble int
	started    map[Talk]bool // the 1:1 rooms that were open at some time
	rooms      map[int64][]mockserver.Channel
	deliveries []*Delivery
	lastID     int
}

// maxDeliveries is how many deliveries can be under way.
const maxDeliveries = 16

// New makes a simulator of the users of a mock. The rooms that the mock has at this time
// make no events. New fails when a target of callbacks is wrong, or not on this machine.
func New(api *mockserver.Server, o Options) (*Simulator, error) {
	sender, err := callback.New(callback.Options{
		Targets: o.Callbacks, AllowRemote: o.AllowRemote, Timeout: o.Timeout,
		OtherSpelling: o.OtherSpelling, Transport: o.Transport,
	})
	if err != nil {
		return nil, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Keep <= 0 {
		o.Keep = 1000
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &Simulator{
		api: api, sender: sender, now: o.Now, keep: o.Keep, ctx: ctx, cancel: cancel,
		slots: make(chan struct{}, maxDeliveries), started: map[Talk]bool{}, rooms: map[int64][]mockserver.Channel{},
	}
	for _, bot := range api.Bots() {
		s.rooms[bot.BotID] = api.Channels(bot.BotID)
	}
	return s, nil
}

// OnChange makes the simulator call changed after each change, from any goroutine.
func (s *Simulator) OnChange(changed func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listeners = append(s.listeners, changed)
}

func (s *Simulator) changed() {
	s.mu.Lock()
	listeners := s.listeners[:len(s.listeners):len(s.listeners)]
	s.mu.Unlock()
	for _, changed := range listeners {
		changed()
	}
}

// Close waits for the deliveries under way, until ctx ends: then it breaks them off. After
// it nothing can be done.
func (s *Simulator) Close(ctx context.Context) error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	defer s.work.Wait()
	defer s.cancel()
	done := make(chan struct{})
	go func() {
		s.work.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
