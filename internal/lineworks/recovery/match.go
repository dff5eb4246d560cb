// SPDX-License-Identifier: MPL-2.0

package recovery

import (
	"context"
	"slices"
)

// Match says how well an object fits a create.
type Match int

const (
	// Different is an object that has another value than the one that was sent.
	Different Match = iota
	// Similar is an object that differs only where the service may have rewritten a value
	// that was sent, or has filled in one that was not.
	Similar
	// Identical is an object that has all values as they were sent, and defaults elsewhere.
	Identical
)

// candidate is a new object of the name of a lost create.
type candidate[T any] struct {
	Named
	object *T
	match  Match
}

// compare compares new objects with the create, and reads those that lists return in part,
// each of them once. One that is listed but not found, since it is already deleted or not
// yet there, is no candidate until the next search.
func (a *attempt[T]) compare(ctx context.Context, fresh []Listed[T]) ([]candidate[T], error) {
	candidates := make([]candidate[T], 0, len(fresh))
	for _, l := range fresh {
		c, ok := a.compared[l.ID]
		if !ok {
			object := l.Complete
			if object == nil {
				var err error
				object, err = a.Get(ctx, l.ID)
				switch {
				case a.tracker.NotFound(err):
					continue
				case err != nil:
					return nil, err
				}
			}
			c = candidate[T]{Named: l.Named, object: object, match: a.Compare(object)}
			a.compared[l.ID] = c
		}
		candidates = append(candidates, c)
	}
	return candidates, nil
}

// adopt takes one of the candidates that match best, and returns it. If it cannot be told
// which create made which of them, adopt takes none and returns their names. It may take any
// of as many candidates as there are lost creates with the same body: these are equal.
func (a *attempt[T]) adopt(candidates []candidate[T], competing []*attempt[T]) (*T, []Named) {
	a.tracker.mu.Lock()
	defer a.tracker.mu.Unlock()
	best := Similar
	var fitting []candidate[T]
	for _, c := range candidates {
		if a.tracker.created[c.ID] || c.match < best {
			continue
		}
		if c.match > best {
			best, fitting = c.match, nil
		}
		fitting = append(fitting, c)
	}
	if len(fitting) == 0 {
		return nil, nil
	}
	equalCreates, contested := 1, false
	for _, other := range competing {
		switch {
		case !a.tracker.open[other]: // it has succeeded, failed, or found its object
		case other.Body != a.Body: // it may have made one of these, too
			contested = contested || slices.ContainsFunc(fitting, func(c candidate[T]) bool { return other.Compare(c.object) >= best })
		case other.state == searching:
			equalCreates++
		}
	}
	if contested || len(fitting) > equalCreates {
		var equal []Named
		for _, c := range fitting {
			equal = append(equal, c.Named)
		}
		return nil, equal
	}
	found := fitting[0]
	a.tracker.created[found.ID] = true
	delete(a.tracker.open, a)
	return found.object, nil
}
