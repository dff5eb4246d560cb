// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"
	"fmt"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/recovery"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// LostCreateError is a create whose response was lost and whose object was not found, or
// cannot be told from others. It matches [ErrOutcomeUnknown].
type LostCreateError = recovery.Error

// Named is an object of the service by its id and its name.
type Named = recovery.Named

// IDs returns the ids of objects, separated by commas.
func IDs(objects []Named) string { return recovery.IDs(objects) }

// newTracker returns a tracker of the objects that op creates.
func newTracker[T any](op rest.Operation) *recovery.Tracker[T] {
	return &recovery.Tracker[T]{
		Implausible: func(id string) error { return notCreated(op, id) },
		Ambiguous:   func(err error) bool { return errors.Is(err, ErrOutcomeUnknown) },
		NotFound:    func(err error) bool { return errors.Is(err, ErrNotFound) },
	}
}

// notCreated is the error of a create whose response has an object that is older than the create.
func notCreated(op rest.Operation, id string) error {
	return rest.OutcomeUnknown(op, rest.NotAPI(op, fmt.Errorf("the response has the id %s of an object that was there before", id)))
}

// notThere is the error of a create whose response has an id that the service does not know.
func notThere(op rest.Operation, id string) error {
	return rest.OutcomeUnknown(op, rest.NotAPI(op, fmt.Errorf("the response has the id %s, which the service does not know", id)))
}

// snapshot returns what existed before this client created anything: all bots, for the zero
// key, or the rich menus of a bot. It is taken once for each key. An error is one with which
// a create would fail, too; any other is in the snapshot.
func snapshot[T any](ctx context.Context, c *Client, key listKey, list func(context.Context) ([]recovery.Listed[T], error)) (*recovery.Snapshot, error) {
	return c.snapshots.Get(ctx, key, func(ctx context.Context) (*recovery.Snapshot, error) {
		return recovery.TakeSnapshot(ctx, list, FailsAll)
	})
}
