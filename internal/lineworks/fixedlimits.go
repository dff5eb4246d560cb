// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// fixedLimits keeps operations to the limits that hold on every plan; see
// https://developers.worksmobile.com/en/docs/rate-limits.
type fixedLimits struct {
	mu   sync.Mutex
	sent map[operation][]time.Time // of the last minute, oldest first
}

func newFixedLimits() *fixedLimits {
	return &fixedLimits{sent: make(map[operation][]time.Time)}
}

// wait returns when op may be sent, and counts it as sent; or fails with the
// error of ctx.
func (l *fixedLimits) wait(ctx context.Context, c clock, op operation) error {
	if op.perMinute == 0 {
		return nil
	}
	for {
		left := l.reserve(op, c.now())
		if left <= 0 {
			return nil
		}
		if err := c.sleep(ctx, left); err != nil {
			return fmt.Errorf("waiting because the service allows %d of these calls in a minute: %w", op.perMinute, err)
		}
	}
}

// reserve counts op as sent now, or returns how long to wait first.
func (l *fixedLimits) reserve(op operation, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	sent := l.sent[op]
	for len(sent) > 0 && now.Sub(sent[0]) >= time.Minute {
		sent = sent[1:]
	}
	if len(sent) >= op.perMinute {
		l.sent[op] = sent
		return time.Minute - now.Sub(sent[0])
	}
	l.sent[op] = append(sent, now)
	return 0
}
