// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/recovery"
)

// LostCreateError is a create whose response was lost and whose object was not found, or
// cannot be told from others. It matches [ErrOutcomeUnknown].
type LostCreateError = recovery.Error

// Named is an object of the service by its id and its name.
type Named = recovery.Named

// IDs returns the ids of objects, separated by commas.
func IDs(objects []Named) string { return recovery.IDs(objects) }

// newTracker returns a tracker that knows this client's errors.
func newTracker[T any]() *recovery.Tracker[T] {
	return &recovery.Tracker[T]{
		Ambiguous: func(err error) bool { return errors.Is(err, ErrOutcomeUnknown) },
		NotFound:  func(err error) bool { return errors.Is(err, ErrNotFound) },
	}
}

// snapshot returns what existed before this client created anything: all bots, for the zero
// key, or the rich menus of a bot. It is taken once for each key. An error is one with which
// a create would fail, too; any other is in the snapshot.
func snapshot[T any](ctx context.Context, c *Client, key listKey, list func(context.Context) ([]recovery.Listed[T], error)) (*recovery.Snapshot, error) {
	return c.snapshots.Get(ctx, key, func(ctx context.Context) (*recovery.Snapshot, error) {
		return recovery.TakeSnapshot(ctx, list, FailsAll)
	})
}
