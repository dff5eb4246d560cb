// SPDX-License-Identifier: MPL-2.0

package ratelimit

// Waiting counts the requests of an operation that are in flight, and the calls that wait.
func (l *Limiter) Waiting(op Operation) (inFlight, waiting int) {
	q := l.queue(op)
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.window.inFlight, len(q.waiters)
}
