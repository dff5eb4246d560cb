// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"
	"fmt"
)

// onceOnly sends an operation of which nobody knows what doing it twice means.
// After a lost answer it looks whether the operation was done, and sends it again
// only if it was not. send must pass on the tries, which count for all attempts;
// find must read a list that begins with its call.
func onceOnly[T any](ctx context.Context, c *Client, send func(*tries) (T, error), find func() (T, error)) (T, error) {
	var (
		none T
		t    tries
		lost bool
	)
	for {
		out, err := send(&t)
		inDoubt := errors.Is(err, ErrOutcomeUnknown)
		lost = lost || inDoubt
		// A conflict after a loss may be one with the attempt that was lost.
		if !inDoubt && (!lost || !errors.Is(err, ErrConflict)) {
			return out, err
		}
		stop := err
		if t.last.lost() {
			stop = c.sender.pause(ctx, &t, err)
		}
		found, absent := find()
		switch {
		case absent == nil:
			return found, nil
		case !errors.Is(absent, ErrNotFound):
			return none, fmt.Errorf("%w; looking for it failed: %w", err, absent)
		case stop != nil:
			return none, stop
		}
	}
}
