// SPDX-License-Identifier: MPL-2.0

package recovery

import (
	"context"
	"slices"
	"time"
)

// A listing that failed is not repeated for some time. Otherwise a list that always fails
// would delay each of 300 creates, and one that fails slowly, by timeouts, would delay them
// most of the time even if it was repeated once in a minute.
const (
	// minFailedPause is the least time before a failed listing is repeated.
	minFailedPause = time.Minute
	// failedPauseFactor makes the time longer for a listing that took long, up to
	// maxFailedPause: without a list, no lost create is recovered.
	failedPauseFactor = 10
	maxFailedPause    = 10 * time.Minute
)

// Snapshot is the list of the objects of a kind that existed before this process created
// any, or the error of that listing. The zero value says that none existed.
type Snapshot struct {
	objects []Named
	ids     map[string]bool
	err     error
	expires time.Time // if err is set
}

// TakeSnapshot lists the objects. An error of the listing is kept in the snapshot, unless
// ctx has ended or fatal says that a create would fail like it: then TakeSnapshot returns it.
func TakeSnapshot[T any](ctx context.Context, list func(context.Context) ([]Listed[T], error), fatal func(error) bool) (*Snapshot, error) {
	began := time.Now()
	all, err := list(ctx)
	switch {
	case err == nil:
		s := &Snapshot{ids: make(map[string]bool, len(all))}
		for _, l := range all {
			s.objects = append(s.objects, l.Named)
			s.ids[l.ID] = true
		}
		return s, nil
	case ctx.Err() != nil || fatal(err):
		return nil, err
	}
	pause := min(max(minFailedPause, failedPauseFactor*time.Since(began)), maxFailedPause)
	return &Snapshot{err: err, expires: time.Now().Add(pause)}, nil
}

// Valid reports whether the snapshot has a list, or failed too recently to be repeated.
func (s *Snapshot) Valid() bool { return s.err == nil || time.Now().Before(s.expires) }

// Existing returns the objects of a snapshot without those that this tracker's creates have
// made, which a snapshot has if an earlier one failed; or the error of its listing.
func (t *Tracker[T]) Existing(s *Snapshot) ([]Named, error) {
	if s.err != nil {
		return nil, s.err
	}
	return slices.DeleteFunc(slices.Clone(s.objects), func(o Named) bool { return t.Created(o.ID) }), nil
}
