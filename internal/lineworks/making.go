// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"
	"sync"
)

// makings are the creates of one kind of object of this client: those under way,
// those whose answers were lost, and what all of them have made.
type makings[T any] struct {
	mu   sync.Mutex
	open map[*making[T]]struct{}
	made map[string]struct{} // ids, answered or adopted
}

func newMakings[T any]() *makings[T] {
	return &makings[T]{open: make(map[*making[T]]struct{}), made: make(map[string]struct{})}
}

// making is one create of an object that must not be made twice.
type making[T any] struct {
	all    *makings[T]
	clock  clock
	before *inventory
	// name is what was sent as the name, in the form of lists.
	name string
	// body is what was sent. Creates with equal ones make objects that nobody can
	// tell apart.
	body string
	// send sends the create once, as far as the service may carry it out.
	send func(ctx context.Context) (*T, error)
	id   func(*T) string
	// list lists all objects of the kind, anew.
	list func(ctx context.Context) ([]listed[T], error)
	// read reads an object of which the list does not tell everything.
	read func(ctx context.Context, id string) (*T, error)
	// liken compares an object with what was sent.
	liken func(*T) likeness

	// answered is closed as soon as the create is not under way any more.
	answered chan struct{}
	state    makingState // guarded by all.mu
	compared map[string]match[T]
}

// makingState is how far a create has come that has made nothing known.
type makingState int

const (
	// sending: its answer is awaited.
	sending makingState = iota
	// lost: its answer was lost, and its object is being looked for.
	lost
	// givenUp: its answer was lost, and what became of it was left to the user.
	givenUp
)

// listed is an object in a list. It is whole if the list tells everything of it,
// else nil.
type listed[T any] struct {
	Named
	whole *T
}

// names are the ids and names of what was listed.
func names[T any](all []listed[T]) []Named {
	var out []Named
	for _, l := range all {
		out = append(out, l.Named)
	}
	return out
}

// do makes the object, or finds the one that was made when the answer was lost,
// which the second result tells.
func (m *making[T]) do(ctx context.Context) (*T, bool, error) {
	m.begin()
	made, err := m.send(ctx)
	m.end(made, err)
	if err == nil || !errors.Is(err, ErrOutcomeUnknown) {
		return made, false, err
	}
	found, failure := m.find(ctx, err)
	if failure != nil {
		return nil, false, failure
	}
	return found, true, nil
}

func (m *making[T]) begin() {
	m.state = sending
	m.answered = make(chan struct{})
	m.compared = make(map[string]match[T])
	m.all.mu.Lock()
	defer m.all.mu.Unlock()
	m.all.open[m] = struct{}{}
}

func (m *making[T]) end(made *T, err error) {
	m.all.mu.Lock()
	defer m.all.mu.Unlock()
	switch {
	case err == nil:
		m.all.made[m.id(made)] = struct{}{}
		delete(m.all.open, m)
	case errors.Is(err, ErrOutcomeUnknown):
		m.state = lost
	default:
		delete(m.all.open, m)
	}
	close(m.answered)
}

// has reports whether one of the creates has made the object with id.
func (a *makings[T]) has(id string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	_, ok := a.made[id]
	return ok
}
