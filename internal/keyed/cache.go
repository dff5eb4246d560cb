// SPDX-License-Identifier: MPL-2.0

package keyed

import (
	"context"
	"sync"
)

// Cache keeps a value for each key. Callers that ask for one key at the same time share
// one load. A value is kept until it is forgotten or no longer valid; errors are not
// kept. The zero value is ready for use.
//
// Unlike golang.org/x/sync/singleflight, it cancels a load when its last waiter leaves,
// and lets each waiter leave under its own context.
type Cache[K comparable, V any] struct {
	// Valid reports whether a kept value may still be returned; nil means always.
	Valid func(V) bool

	mu      sync.Mutex
	entries map[K]*cacheEntry[V]
}

// cacheEntry is a value that is loaded or being loaded. The lock of the cache guards
// value, err and waiters until done is closed; then they stay as they are.
type cacheEntry[V any] struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiters int
	value   V
	err     error
}

func (e *cacheEntry[V]) loaded() bool {
	select {
	case <-e.done:
		return true
	default:
		return false
	}
}

// Get returns the value of key, loaded by the first caller that asks for it. Each caller
// waits under its own ctx. The load is cancelled only when all of them have left.
func (c *Cache[K, V]) Get(ctx context.Context, key K, load func(context.Context) (V, error)) (V, error) {
	var zero V
	if err := ctx.Err(); err != nil {
		return zero, err
	}
	e := c.join(ctx, key, load)
	select {
	case <-e.done:
		return e.value, e.err
	case <-ctx.Done():
		c.leave(key, e)
		return zero, ctx.Err()
	}
}

func (c *Cache[K, V]) join(ctx context.Context, key K, load func(context.Context) (V, error)) *cacheEntry[V] {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok || c.Valid != nil && e.loaded() && !c.Valid(e.value) {
		shared, cancel := context.WithCancel(context.WithoutCancel(ctx))
		e = &cacheEntry[V]{done: make(chan struct{}), cancel: cancel}
		if c.entries == nil {
			c.entries = make(map[K]*cacheEntry[V])
		}
		c.entries[key] = e
		go func() {
			defer cancel()
			value, err := load(shared)
			c.mu.Lock()
			defer c.mu.Unlock()
			e.value, e.err = value, err
			close(e.done)
			if err != nil && c.entries[key] == e {
				delete(c.entries, key)
			}
		}()
	}
	e.waiters++
	return e
}

func (c *Cache[K, V]) leave(key K, e *cacheEntry[V]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e.loaded() { // at the moment when ctx ended; the value is worth keeping
		return
	}
	e.waiters--
	if e.waiters > 0 {
		return
	}
	e.cancel()
	if c.entries[key] == e {
		delete(c.entries, key)
	}
}

// Forget removes the value of key, even one that is being loaded: callers that wait for
// it still get it, later callers load again.
func (c *Cache[K, V]) Forget(key K) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.entries, key)
}

// ForgetFunc removes the values of the keys for which match returns true, as Forget does.
func (c *Cache[K, V]) ForgetFunc(match func(K) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key := range c.entries {
		if match(key) {
			delete(c.entries, key)
		}
	}
}
