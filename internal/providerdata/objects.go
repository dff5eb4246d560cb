// SPDX-License-Identifier: MPL-2.0

package providerdata

import "sync"

// Objects is what is known of the objects of one kind in a plan beyond one resource.
// Its methods are safe for concurrent use, and for a provider that is not configured,
// where it is nil.
type Objects struct {
	mu      sync.Mutex
	managed map[string]bool // ids
	leaving map[string]bool // ids
	planned int
	told    map[string]bool
}

func newObjects() *Objects {
	return &Objects{managed: map[string]bool{}, leaving: map[string]bool{}, told: map[string]bool{}}
}

// Manage notes that Terraform has the object in its state.
func (o *Objects) Manage(id string) {
	if o == nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.managed[id] = true
}

// Managed reports whether Terraform is known to have the object in its state. That it
// is not known says little: resources are planned in any order.
func (o *Objects) Managed(id string) bool {
	if o == nil {
		return false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.managed[id]
}

// Leave notes that an object is planned to be deleted, or was.
func (o *Objects) Leave(id string) {
	if o == nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.managed[id], o.leaving[id] = true, true
}

// PlanNew notes one more object that is planned to be made. It returns how many are by
// now, this one included, and which are planned to be deleted.
func (o *Objects) PlanNew() (planned int, leaving func(id string) bool) {
	if o == nil {
		return 0, func(string) bool { return false }
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.planned++
	return o.planned, o.isLeaving
}

func (o *Objects) isLeaving(id string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.leaving[id]
}

// Told reports whether [Objects.Once] was asked for a key.
func (o *Objects) Told(key string) bool {
	if o == nil {
		return false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.told[key]
}

// Once reports true the first time that it is asked for a key, for what is to be
// said once and not for each object.
func (o *Objects) Once(key string) bool {
	if o == nil {
		return false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	first := !o.told[key]
	o.told[key] = true
	return first
}
