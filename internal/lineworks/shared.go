// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"sync"
)

// listKey says of what a list is: of a bot, or of a bot in a domain.
type listKey struct{ botID, domainID string }

// shared keeps lists, so that reading N of their elements costs one listing. A
// list is kept until somebody drops it; an error is not kept.
type shared[T any] struct {
	mu    sync.Mutex
	lists map[listKey]*sharedList[T]
}

// sharedList is a list that is fetched or being fetched. The fields but done are
// guarded by the lock of the set until done is closed, and constant after that.
type sharedList[T any] struct {
	done   chan struct{}
	cancel context.CancelFunc
	users  int // callers that wait
	value  T
	err    error
}

func newShared[T any]() *shared[T] {
	return &shared[T]{lists: make(map[listKey]*sharedList[T])}
}

// get returns the list for key, fetched by whoever asks first. Each caller waits
// under its own ctx; the fetch ends early only when nobody waits for it any more.
func (s *shared[T]) get(ctx context.Context, key listKey, fetch func(context.Context) (T, error)) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	l := s.join(ctx, key, fetch)
	select {
	case <-l.done:
		return l.value, l.err
	case <-ctx.Done():
		s.leave(key, l)
		return none, ctx.Err()
	}
}

func (s *shared[T]) join(ctx context.Context, key listKey, fetch func(context.Context) (T, error)) *sharedList[T] {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, ok := s.lists[key]
	if !ok {
		inner, cancel := context.WithCancel(context.WithoutCancel(ctx))
		l = &sharedList[T]{done: make(chan struct{}), cancel: cancel}
		s.lists[key] = l
		go func() {
			defer cancel()
			value, err := fetch(inner)
			s.finish(key, l, value, err)
		}()
	}
	l.users++
	return l
}

func (s *shared[T]) finish(key listKey, l *sharedList[T], value T, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l.value, l.err = value, err
	close(l.done)
	if err != nil && s.lists[key] == l {
		delete(s.lists, key)
	}
}

func (s *shared[T]) leave(key listKey, l *sharedList[T]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if isClosed(l.done) { // finished in this very moment, and worth keeping
		return
	}
	l.users--
	if l.users > 0 {
		return
	}
	l.cancel()
	if s.lists[key] == l {
		delete(s.lists, key)
	}
}

// drop forgets the lists whose key matches, those too that are being fetched:
// who waits for one still gets it, who asks later does not.
func (s *shared[T]) drop(match func(listKey) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key := range s.lists {
		if match(key) {
			delete(s.lists, key)
		}
	}
}

// dropIf forgets the list for key if it was fetched and is stale.
func (s *shared[T]) dropIf(key listKey, stale func(T) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l, ok := s.lists[key]; ok && isClosed(l.done) && stale(l.value) {
		delete(s.lists, key)
	}
}

func isClosed(done <-chan struct{}) bool {
	select {
	case <-done:
		return true
	default:
		return false
	}
}

// forget drops the lists of a bot. Every write that may change a list calls one
// of the forget functions when it ends, whatever came of it: a list that was
// begun before that may lack what was written.
func (c *Client) forget(botID string) {
	ofBot := func(key listKey) bool { return key.botID == botID }
	c.domains.drop(ofBot)
	c.members.drop(ofBot)
}

// forgetDomain drops the lists that the registration of a bot to a domain is in,
// or decides about.
func (c *Client) forgetDomain(botID, domainID string) {
	c.domains.drop(func(key listKey) bool { return key.botID == botID })
	c.forgetMembers(botID, domainID)
}

// forgetMembers drops the list of the members of a bot in a domain.
func (c *Client) forgetMembers(botID, domainID string) {
	c.members.drop(func(key listKey) bool { return key == listKey{botID, domainID} })
}
