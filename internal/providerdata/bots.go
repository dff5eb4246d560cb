// SPDX-License-Identifier: MPL-2.0

package providerdata

import "sync"

// Bots is what is known of the bots of a plan beyond one resource. Its methods are
// safe for concurrent use, and for a provider that is not configured, where it is nil.
type Bots struct {
	mu      sync.Mutex
	managed map[string]bool // ids
	leaving map[string]bool // ids
	planned int
	told    map[string]bool
}

func newBots() *Bots {
	return &Bots{managed: map[string]bool{}, leaving: map[string]bool{}, told: map[string]bool{}}
}

// Manage notes that Terraform has the bot in its state.
func (b *Bots) Manage(id string) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.managed[id] = true
}

// Managed reports whether Terraform is known to have the bot in its state. That it
// is not known says little: resources are planned in any order.
func (b *Bots) Managed(id string) bool {
	if b == nil {
		return false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.managed[id]
}

// Leave notes that a bot is planned to be deleted, or was.
func (b *Bots) Leave(id string) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.managed[id], b.leaving[id] = true, true
}

// PlanNew notes one more bot that is planned to be made. It returns how many are by
// now, this one included, and which are planned to be deleted.
func (b *Bots) PlanNew() (planned int, leaving func(id string) bool) {
	if b == nil {
		return 0, func(string) bool { return false }
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.planned++
	return b.planned, b.isLeaving
}

func (b *Bots) isLeaving(id string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.leaving[id]
}

// Once reports true the first time that it is asked for a key, for what is to be
// said once and not for each bot.
func (b *Bots) Once(key string) bool {
	if b == nil {
		return false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	first := !b.told[key]
	b.told[key] = true
	return first
}
