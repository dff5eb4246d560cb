// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"context"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/keyed"
)

// Singletons keeps track of the objects that have no ID of their own: a bot has one
// persistent menu, one default rich menu and, in each domain, one registration. Under
// whatever address of the state, the same key is the same object in the service.
//
// The CLI may create such an object under a new address, or as the replacement with
// create_before_destroy, and then delete it under the old one. That second request would
// take away the object that the first has created. The CLI starts a process for each apply,
// so the provider can know. The zero value is ready for use.
type Singletons struct {
	locks keyed.Mutex

	mu      sync.Mutex
	set     map[string]bool             // by key: whether this run has set the object
	planned map[string]plannedSingleton // by key
}

// Set calls set, which creates or changes the object, while no other call for the object
// runs. Without an error in diags, the object belongs to the address of this call for
// the rest of the run.
func (s *Singletons) Set(ctx context.Context, key string, diags *diag.Diagnostics, set func()) {
	unlock, ok := s.lock(ctx, key, diags)
	if !ok {
		return
	}
	defer unlock()
	set()
	if diags.HasError() {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.set == nil {
		s.set = map[string]bool{}
	}
	s.set[key] = true
}

// Update is [Singletons.Set] for an update, whose response is resp. It removes the mark
// that the plan left in private state: only the plan of a replacement needs it, and the CLI
// would write it with every state.
func (s *Singletons) Update(ctx context.Context, key string, resp *resource.UpdateResponse, update func()) {
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, keptKey, nil)...)
	s.Set(ctx, key, &resp.Diagnostics, update)
}

// Delete calls remove, which deletes the object, while no other call for the object runs,
// unless this run has set the object. The object belongs to another address then, and
// the one that is deleted has nothing left to delete.
func (s *Singletons) Delete(ctx context.Context, key string, diags *diag.Diagnostics, remove func()) {
	unlock, ok := s.lock(ctx, key, diags)
	if !ok {
		return
	}
	defer unlock()
	s.mu.Lock()
	set := s.set[key]
	s.mu.Unlock()
	if set {
		tflog.Info(ctx, "sent no request to delete an object that this run has set under another address", map[string]any{"object": key})
		return
	}
	remove()
}

func (s *Singletons) lock(ctx context.Context, key string, diags *diag.Diagnostics) (unlock func(), ok bool) {
	unlock, err := s.locks.Lock(ctx, key)
	if err != nil {
		diags.AddError("Stopped while waiting for another change", fmt.Sprintf("Another change of the same object (%s) was still running: %s. This one changed nothing. Apply again.", key, err))
		return nil, false
	}
	return unlock, true
}
