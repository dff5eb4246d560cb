// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

const (
	// looksAfterLoss is how often an object is looked for whose create was not answered.
	looksAfterLoss = 2
	// lookPause is the least pause between two looks; as much again is chance. A
	// request that timed out here may still be under way in the service.
	lookPause = 5 * time.Second
)

// likeness is how much an object has of what a create sent.
type likeness int

const (
	// unlike is an object that differs.
	unlike likeness = iota
	// alike is an object that differs in nothing but what the service may have made of
	// the values that were sent, or of those that were not.
	alike
	// same is an object that has everything as it was sent.
	same
)

// match is an object that has been compared with what was sent.
type match[T any] struct {
	Named
	object *T
	likeness
}

// find looks for the object of a create whose answer was lost.
func (m *making[T]) find(ctx context.Context, loss error) (*T, error) {
	failure := &LostCreateError{Loss: loss, Blind: m.before.err}
	for n := range looksAfterLoss {
		if n > 0 {
			pause := lookPause + time.Duration(m.clock.jitter()*float64(lookPause))
			if err := m.clock.sleep(ctx, pause); err != nil {
				failure.Look = fmt.Errorf("waiting to look again: %w", err)
				break
			}
		}
		found, err := m.look(ctx, failure)
		if found != nil {
			return found, nil
		}
		failure.Look = err
		if err == nil {
			failure.Looks++
		}
		// More than there should be does not become less by waiting, and what cannot
		// be told from what was there before is for the user to look at.
		if len(failure.Equal) > 0 || failure.Blind != nil {
			break
		}
	}
	m.all.mu.Lock()
	defer m.all.mu.Unlock()
	m.state = givenUp
	return nil, failure
}

// look lists the objects and adopts the one that this create has made. Without
// one, it notes in failure what there is.
func (m *making[T]) look(ctx context.Context, failure *LostCreateError) (*T, error) {
	if _, err := m.rivals(ctx); err != nil {
		return nil, err
	}
	all, err := m.list(ctx)
	if err != nil {
		return nil, err
	}
	// What was listed may be the work of creates that have begun since.
	rivals, err := m.rivals(ctx)
	if err != nil {
		return nil, err
	}
	fresh, others := m.fresh(all)
	// What the look before has found is known better now.
	failure.Equal, failure.SameName, failure.OtherNames = nil, names(fresh), others
	if failure.Blind == nil {
		return m.pick(ctx, fresh, rivals, failure)
	}
	return nil, nil // any of them may be old
}

// pick compares new objects and adopts the one that this create has made.
func (m *making[T]) pick(ctx context.Context, fresh []listed[T], rivals []*making[T], failure *LostCreateError) (*T, error) {
	matches, err := m.compare(ctx, fresh)
	if err != nil {
		return nil, err
	}
	found, equal := m.adopt(matches, rivals)
	failure.Equal = equal
	failure.SameName = slices.DeleteFunc(failure.SameName, func(o Named) bool { return slices.Contains(equal, o) })
	return found, nil
}

// rivals waits until no create of the same name is under way any more, and returns
// those that were, or whose answers were lost: what has this create's name may be
// theirs. Those of other names need not be waited for. A create that looks for its own
// object is not under way, so that no two wait for each other.
func (m *making[T]) rivals(ctx context.Context) ([]*making[T], error) {
	var rivals []*making[T]
	m.all.mu.Lock()
	for other := range m.all.open {
		if other != m && other.name == m.name {
			rivals = append(rivals, other)
		}
	}
	m.all.mu.Unlock()
	for _, other := range rivals {
		select {
		case <-other.answered:
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting for other creates of %q: %w", m.name, ctx.Err())
		}
	}
	return rivals, nil
}

// fresh are the objects that this client has not made and that were not there before:
// those of the create's name, and those of names that no create of this client has,
// under way or lost. One of the latter is this create's if the service has made
// something else of its name. What was there before is not known without an inventory:
// then there are none of other names.
func (m *making[T]) fresh(all []listed[T]) (own []listed[T], others []Named) {
	m.all.mu.Lock()
	defer m.all.mu.Unlock()
	open := make(map[string]bool, len(m.all.open))
	for other := range m.all.open {
		open[other.name] = true
	}
	for _, l := range all {
		_, known := m.all.made[l.ID]
		switch {
		case known || m.before.ids[l.ID]:
		case l.Name == m.name:
			own = append(own, l)
		case !open[l.Name] && m.before.err == nil:
			others = append(others, l.Named)
		}
	}
	return own, others
}

// compare reads what the list does not tell in full, each object once. One that is
// listed but not there, since it is deleted already or not there yet, is unlike until
// the next look.
func (m *making[T]) compare(ctx context.Context, fresh []listed[T]) ([]match[T], error) {
	matches := make([]match[T], 0, len(fresh))
	for _, l := range fresh {
		done, ok := m.compared[l.ID]
		if !ok {
			object := l.whole
			if object == nil {
				var err error
				object, err = m.read(ctx, l.ID)
				switch {
				case errors.Is(err, ErrNotFound):
					continue
				case err != nil:
					return nil, err
				}
			}
			done = match[T]{Named: l.Named, object: object, likeness: m.liken(object)}
			m.compared[l.ID] = done
		}
		matches = append(matches, done)
	}
	return matches, nil
}

// adopt takes one of the objects that fit best, and returns it; or, if it cannot be
// told which is whose, all of them. Of as many as there are lost creates with the
// same body any will do: they are equal.
func (m *making[T]) adopt(matches []match[T], rivals []*making[T]) (*T, []Named) {
	m.all.mu.Lock()
	defer m.all.mu.Unlock()
	var fit []match[T]
	best := alike
	for _, c := range matches {
		if _, taken := m.all.made[c.ID]; taken || c.likeness < best {
			continue
		}
		if c.likeness > best {
			best, fit = c.likeness, nil
		}
		fit = append(fit, c)
	}
	if len(fit) == 0 {
		return nil, nil
	}
	entitled, contested := 1, false
	for _, other := range rivals {
		_, open := m.all.open[other]
		switch {
		case !open: // it was answered, failed, or has found its object
		case other.body == m.body && other.state == lost:
			entitled++
		case other.body != m.body:
			// It may as well have made one of these.
			for _, c := range fit {
				contested = contested || other.liken(c.object) >= best
			}
		}
	}
	if contested || len(fit) > entitled {
		var equal []Named
		for _, c := range fit {
			equal = append(equal, c.Named)
		}
		return nil, equal
	}
	m.all.made[fit[0].ID] = struct{}{}
	delete(m.all.open, m)
	return fit[0].object, nil
}
