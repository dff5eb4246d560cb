// SPDX-License-Identifier: MPL-2.0

// Package recovery finds the object of a create whose response was lost.
//
// A create that is not idempotent must not be sent again: the service may have carried it
// out, and would make a second object. So a [Tracker] looks for the object among those that
// did not exist before, see [Snapshot], and that no other create of this process has created.
// It adopts one that matches the request, if no other create could have made it.
package recovery

import (
	"context"
	"sync"
)

// Create is a create that is not idempotent.
type Create[T any] struct {
	// Name is the name of the object, as lists show it.
	Name string
	// Body is the body of the request. Creates with equal bodies make objects that cannot
	// be told apart.
	Body string
	// Before lists the objects that existed before this process created any.
	Before *Snapshot
	// Send sends the request. It must not send it again after the service may have carried
	// it out.
	Send func(ctx context.Context) (*T, error)
	// List lists all objects of the kind.
	List func(ctx context.Context) ([]Listed[T], error)
	// Get reads an object that List returns in part.
	Get func(ctx context.Context, id string) (*T, error)
	// ID returns the id of an object.
	ID func(*T) string
	// Compare compares an object with the request.
	Compare func(*T) Match
}

// Listed is an object in a list.
type Listed[T any] struct {
	Named

	// Complete is the whole object; nil if the list returns a part of it only.
	Complete *T
}

// Tracker keeps track of the creates of one kind of object: those that wait for their
// response, those whose response was lost, and the objects that they have made.
type Tracker[T any] struct {
	// Ambiguous reports whether a create that failed with err may have been carried out.
	Ambiguous func(err error) bool
	// Implausible returns the error of a create whose response has the object with this id,
	// which the create cannot have made. The error is [Tracker.Ambiguous].
	Implausible func(id string) error
	// NotFound reports whether err says that an object does not exist. It is false for nil.
	NotFound func(err error) bool

	mu      sync.Mutex
	open    map[*attempt[T]]bool // waiting, searching, or given up
	created map[string]bool      // by id: created or adopted
}

// attempt is a create that is not known to have created an object.
type attempt[T any] struct {
	Create[T]

	tracker *Tracker[T]
	// responded is closed when the create does not wait for its response any more.
	responded chan struct{}
	state     state // guarded by tracker.mu
	compared  map[string]candidate[T]
}

// state says how far an attempt has come.
type state int

const (
	// waiting is an attempt that waits for its response.
	waiting state = iota
	// searching is one whose response was lost.
	searching
	// givenUp is one whose response was lost, and whose object was not found.
	givenUp
)

// Create sends a create and returns the object. If the response is lost, or has an object
// that existed before or that another create has created, it looks for the object; recovered reports that it was found that way. If it was not found, or cannot be
// told from others, the error is an [*Error].
func (t *Tracker[T]) Create(ctx context.Context, c Create[T]) (object *T, recovered bool, err error) {
	a := &attempt[T]{Create: c, tracker: t, responded: make(chan struct{}), state: waiting, compared: make(map[string]candidate[T])}
	t.mu.Lock()
	if t.open == nil {
		t.open, t.created = make(map[*attempt[T]]bool), make(map[string]bool)
	}
	t.open[a] = true
	t.mu.Unlock()
	object, err = c.Send(ctx)
	err = a.respond(object, err)
	if err == nil || !t.Ambiguous(err) {
		return object, false, err
	}
	object, failure := a.recover(ctx, err)
	if failure != nil {
		return nil, false, failure
	}
	return object, true, nil
}

// respond notes the result of Send, and returns the error of the create.
func (a *attempt[T]) respond(object *T, err error) error {
	a.tracker.mu.Lock()
	defer a.tracker.mu.Unlock()
	if err == nil {
		if id := a.ID(object); a.tracker.created[id] || a.Before.ids[id] {
			err = a.tracker.Implausible(id)
		}
	}
	switch {
	case err == nil:
		a.tracker.created[a.ID(object)] = true
		delete(a.tracker.open, a)
	case a.tracker.Ambiguous(err):
		a.state = searching
	default:
		delete(a.tracker.open, a)
	}
	close(a.responded)
	return err
}

// Created reports whether one of the creates has created the object with id.
func (t *Tracker[T]) Created(id string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.created[id]
}
