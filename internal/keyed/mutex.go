// SPDX-License-Identifier: MPL-2.0

// Package keyed has a mutex and a cache with an entry for each key.
package keyed

import (
	"context"
	"sync"
)

// Mutex is one lock for each key. The zero value is ready for use. Entries exist only
// for keys that are locked or waited for.
type Mutex struct {
	mu      sync.Mutex
	entries map[string]*mutexEntry
}

type mutexEntry struct {
	held  chan struct{} // holds one element while the key is locked
	users int           // the holder and the waiters
}

// Lock waits until key is free and locks it, or returns the error of ctx. The caller
// must call unlock once.
func (m *Mutex) Lock(ctx context.Context, key string) (unlock func(), err error) {
	// The select below picks at random among the ready cases: with an ended context,
	// it could still take the lock.
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	e := m.join(key)
	select {
	case e.held <- struct{}{}:
		return func() {
			<-e.held
			m.leave(key, e)
		}, nil
	case <-ctx.Done():
		m.leave(key, e)
		return nil, ctx.Err()
	}
}

func (m *Mutex) join(key string) *mutexEntry {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.entries[key]
	if !ok {
		e = &mutexEntry{held: make(chan struct{}, 1)}
		if m.entries == nil {
			m.entries = make(map[string]*mutexEntry)
		}
		m.entries[key] = e
	}
	e.users++
	return e
}

func (m *Mutex) leave(key string, e *mutexEntry) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e.users--
	if e.users == 0 {
		delete(m.entries, key)
	}
}
