// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// singletons are the resources whose objects have no ID of their own.
var singletons = []string{
	"lineworks_persistent_menu", "lineworks_default_rich_menu", "lineworks_user_rich_menu", "lineworks_bot_domain", "lineworks_bot_domain_member",
}

// TestSingletons creates an object under a new address and deletes it under the old one,
// in the order that create_before_destroy makes certain and a renamed resource makes
// possible. In one run, the object stays; in a later one it is deleted.
func TestSingletons(t *testing.T) {
	t.Parallel()
	for _, resource := range singletons {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			o := objects()[resource]
			s := &tenant{Tenant: acctest.NewInMemory(t)}
			o.before(t, s)
			apply := func(p *acctest.Process, prior acctest.Instance, config acctest.Values) acctest.Instance {
				t.Helper()
				after, diags := p.Apply(t.Context(), t, resource, prior, config)
				if acctest.IsError(diags) {
					t.Fatalf("got %s, want no error", acctest.Messages(diags))
				}
				return after
			}
			old := apply(s.Process(t), acctest.Instance{}, o.config(s))
			run := s.Process(t)
			renamed := apply(run, acctest.Instance{}, o.config(s))
			apply(run, old, nil)
			if n := o.count(s); n != 1 {
				t.Errorf("after a run that created and deleted it, got %d objects, want 1", n)
			}
			s.Process(t).PlansNothing(t, resource, renamed, o.config(s))
			apply(s.Process(t), renamed, nil)
			if n := o.count(s); n != 0 {
				t.Errorf("after a run that only deleted it, got %d objects, want none", n)
			}
		})
	}
}
