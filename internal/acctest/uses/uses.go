// SPDX-License-Identifier: MPL-2.0

// Package uses records which operations of the API each object of the provider calls, to be
// read and to be changed, and derives the scopes that it needs.
//
// The test TestScopes_documented in package provider leads every object through its life and
// writes uses.json. Every other test that calls an operation outside this table for
// an object fails, so that a call on a rare path cannot be missing in it.
package uses

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
)

// Object are the operations that an object calls.
type Object struct {
	// Read are those of refresh, import and plan.
	Read []string `json:"read,omitempty"`
	// Change are those of an apply.
	Change []string `json:"change,omitempty"`
}

// All are the operations that a change of the object takes: it is planned before.
func (o Object) All() []string { return union(o.Read, o.Change) }

// Table has the operations by kind and type of object, such as "resource lineworks_bot".
type Table map[string]Object

//go:embed uses.json
var recorded []byte

// Recorded returns the table that was written.
var Recorded = sync.OnceValue(func() Table {
	table := Table{}
	if err := json.Unmarshal(recorded, &table); err != nil {
		panic(fmt.Sprintf("uses.json: %s", err))
	}
	return table
})

// JSON is the text of uses.json.
func (t Table) JSON() []byte {
	text, err := json.MarshalIndent(t, "", "  ")
	if err != nil {
		panic(err) // it has nothing but texts
	}
	return append(text, '\n')
}

// Add adds the operations of another table.
func (t Table) Add(other Table) {
	for name, more := range other {
		o := t[name]
		t[name] = Object{Read: union(o.Read, more.Read), Change: union(o.Change, more.Change)}
	}
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// Recorder records the operations of one tenant.
type Recorder struct {
	mu    sync.Mutex
	table Table
	taken bool
}

func (r *Recorder) add(u use, operation string) {
	o := Object{Read: []string{operation}}
	if u.changes {
		o = Object{Change: []string{operation}}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.table == nil {
		r.table = Table{}
	}
	r.table.Add(Table{u.object: o})
}

// Take returns what was recorded so far, for a test that writes the table.
func (r *Recorder) Take() Table {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.taken = true
	return maps.Clone(r.table)
}

// Check fails the test if an operation was called that the table does not have, unless
// the test took what was recorded.
func (r *Recorder) Check(t testing.TB) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.taken {
		return
	}
	for name, o := range r.table {
		known := Recorded()[name]
		for what, calls := range map[string][2][]string{"read": {o.Read, known.Read}, "change": {o.Change, known.All()}} {
			for _, operation := range calls[0] {
				if !slices.Contains(calls[1], operation) {
					t.Errorf("%s called %s to %s: uses.json does not have it, so the documented scopes may be too few. "+
						"Lead a life that calls it in TestScopes_documented, and run make docs", name, operation, what)
				}
			}
		}
	}
}
