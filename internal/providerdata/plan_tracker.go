// SPDX-License-Identifier: MPL-2.0

package providerdata

import "sync"

// PlanTracker collects facts about the objects of one kind over the calls of a plan.
// Each call sees one resource only. It is safe for concurrent use.
type PlanTracker struct {
	mu      sync.Mutex
	managed map[string]bool // by ID
	leaving map[string]bool // by ID
	warned  map[string]bool // by the key of WarnOnce
	added   int
}

func newPlanTracker() *PlanTracker {
	return &PlanTracker{managed: map[string]bool{}, leaving: map[string]bool{}, warned: map[string]bool{}}
}

// MarkManaged records that Terraform has the object in its state.
func (t *PlanTracker) MarkManaged(id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.managed[id] = true
}

// IsManaged reports whether the object is recorded as managed. An object that is not
// may still be: resources are planned in any order.
func (t *PlanTracker) IsManaged(id string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.managed[id]
}

// MarkLeaving records that a managed object is planned to be deleted, or was deleted.
func (t *PlanTracker) MarkLeaving(id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.managed[id], t.leaving[id] = true, true
}

// IsLeaving reports whether the object is recorded as leaving.
func (t *PlanTracker) IsLeaving(id string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.leaving[id]
}

// AddNew records another object that is planned to be created, and returns their
// number so far.
func (t *PlanTracker) AddNew() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.added++
	return t.added
}

// WarnOnce reports true for the first call with a key. It is for warnings that
// concern a whole plan and not one object.
func (t *PlanTracker) WarnOnce(key string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	first := !t.warned[key]
	t.warned[key] = true
	return first
}

// Warned reports whether [PlanTracker.WarnOnce] was called with the key.
func (t *PlanTracker) Warned(key string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.warned[key]
}
