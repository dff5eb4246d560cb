// SPDX-License-Identifier: MPL-2.0

package keyed

import "context"

// Len counts the entries.
func (m *Mutex) Len() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.entries)
}

// LeaveLoaded waits for the value of key like a caller whose context ends at the moment
// when the value is there.
func (c *Cache[K, V]) LeaveLoaded(ctx context.Context, key K, load func(context.Context) (V, error)) {
	e := c.join(ctx, key, load)
	<-e.done
	c.leave(key, e)
}
