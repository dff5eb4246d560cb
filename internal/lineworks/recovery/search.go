// SPDX-License-Identifier: MPL-2.0

package recovery

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
)

const (
	// maxSearches is how often the object of a lost create is searched for.
	maxSearches = 2
	// searchPause is the least pause between two searches; up to as much again is added at
	// random. The service may still be carrying out a request that timed out here.
	searchPause = 5 * time.Second
)

// recover searches for the object of a create that failed with cause.
func (a *attempt[T]) recover(ctx context.Context, cause error) (*T, error) {
	failure := &Error{Cause: cause, NoBaseline: a.Before.err}
	for n := range maxSearches {
		if n > 0 {
			pause := searchPause + rand.N(searchPause) //nolint:gosec // the length of a pause is not a secret
			if err := sleep(ctx, pause); err != nil {
				failure.SearchErr = fmt.Errorf("waiting for the next search: %w", err)
				break
			}
		}
		found, err := a.search(ctx, failure)
		if found != nil {
			return found, nil
		}
		failure.SearchErr = err
		if err == nil {
			failure.Searches++
		}
		// Another search would find no fewer equal objects, and without a baseline it could
		// tell new objects from old ones as little as this one.
		if len(failure.Equal) > 0 || failure.NoBaseline != nil {
			break
		}
	}
	a.tracker.mu.Lock()
	defer a.tracker.mu.Unlock()
	a.state = givenUp
	return nil, failure
}

// search lists the objects and adopts the one that the create has created. If there is none,
// it notes the objects that it found in failure. An error leaves the notes of an earlier search.
func (a *attempt[T]) search(ctx context.Context, failure *Error) (*T, error) {
	if _, err := a.awaitCompeting(ctx); err != nil {
		return nil, err
	}
	all, err := a.List(ctx)
	if err != nil {
		return nil, err
	}
	// The list may have objects of creates that began after the first wait.
	competing, err := a.awaitCompeting(ctx)
	if err != nil {
		return nil, err
	}
	fresh, others := a.fresh(all)
	failure.Equal, failure.SameName, failure.OtherNames = nil, nil, others
	for _, l := range fresh {
		failure.SameName = append(failure.SameName, l.Named)
	}
	var candidates []candidate[T]
	if failure.NoBaseline == nil { // or any of them may have existed before
		if candidates, err = a.compare(ctx, fresh); err != nil {
			return nil, err
		}
	}
	found, equal := a.adopt(candidates, competing)
	failure.Equal = equal
	failure.SameName = slices.DeleteFunc(failure.SameName, func(o Named) bool { return slices.Contains(equal, o) })
	return found, nil
}

// awaitCompeting waits until no other create of the same name waits for its response, and
// returns those that did, and those whose responses were lost: they may have made what a
// list shows. It does not wait for a create that is searching, or two of them would wait for
// each other.
func (a *attempt[T]) awaitCompeting(ctx context.Context) ([]*attempt[T], error) {
	var competing []*attempt[T]
	a.tracker.mu.Lock()
	for other := range a.tracker.open {
		if other != a && names.Equal(other.Name, a.Name) {
			competing = append(competing, other)
		}
	}
	a.tracker.mu.Unlock()
	for _, other := range competing {
		select {
		case <-other.responded:
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting for other creates of %q: %w", a.Name, ctx.Err())
		}
	}
	return competing, nil
}

// fresh returns the objects that no create of this process has created and that did not exist
// before: those of the create's name, and those of names that no open create has. One of the
// latter may be the create's if the service has changed its name. Without a baseline, others
// is empty, since all of them may have existed before.
func (a *attempt[T]) fresh(all []Listed[T]) (own []Listed[T], others []Named) {
	a.tracker.mu.Lock()
	defer a.tracker.mu.Unlock()
	open := make(map[string]bool, len(a.tracker.open))
	for other := range a.tracker.open {
		open[names.Key(other.Name)] = true
	}
	for _, l := range all {
		switch {
		case a.tracker.created[l.ID] || a.Before.ids[l.ID]:
		case names.Equal(l.Name, a.Name):
			own = append(own, l)
		case !open[names.Key(l.Name)] && a.Before.err == nil:
			others = append(others, l.Named)
		}
	}
	return own, others
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
