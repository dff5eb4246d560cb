// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"sync"
)

// keyedLocks is one lock for each key. Nothing is kept of a key that nobody
// holds or waits for.
type keyedLocks struct {
	mu    sync.Mutex
	locks map[string]*keyedLock
}

type keyedLock struct {
	held  chan struct{} // holds one element while the lock is taken
	users int           // holder and waiters
}

func newKeyedLocks() *keyedLocks {
	return &keyedLocks{locks: make(map[string]*keyedLock)}
}

// lock waits until key is free and takes it, or fails with the error of ctx.
// The returned function frees it and must be called once.
func (k *keyedLocks) lock(ctx context.Context, key string) (func(), error) {
	// A select picks at random among what is ready; a context that has ended
	// must not win the lock.
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l := k.enter(key)
	select {
	case l.held <- struct{}{}:
		return func() {
			<-l.held
			k.leave(key, l)
		}, nil
	case <-ctx.Done():
		k.leave(key, l)
		return nil, ctx.Err()
	}
}

func (k *keyedLocks) enter(key string) *keyedLock {
	k.mu.Lock()
	defer k.mu.Unlock()
	l, ok := k.locks[key]
	if !ok {
		l = &keyedLock{held: make(chan struct{}, 1)}
		k.locks[key] = l
	}
	l.users++
	return l
}

func (k *keyedLocks) leave(key string, l *keyedLock) {
	k.mu.Lock()
	defer k.mu.Unlock()
	l.users--
	if l.users == 0 {
		delete(k.locks, key)
	}
}
