// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestPrivate_afterUpdate compares the keys in private state before and after an update.
// What a plan leaves there is for the plan of a replacement, and the CLI would write it
// with the state, again and again.
func TestPrivate_afterUpdate(t *testing.T) {
	t.Parallel()
	for resource, o := range objects() {
		if o.changed == nil {
			continue
		}
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			s := &tenant{Tenant: acctest.NewInMemory(t)}
			o.before(t, s)
			created, diags := s.Process(t).Apply(t.Context(), t, resource, acctest.Instance{}, o.config(s))
			acctest.Succeeds(t, diags)
			updated, diags := s.Process(t).Apply(t.Context(), t, resource, created, s.after(o))
			acctest.Succeeds(t, diags)
			if before, after := keys(t, created), keys(t, updated); !slices.Equal(before, after) {
				t.Errorf("got private state with %q after an update, want it as before, with %q", after, before)
			}
		})
	}
}

// keys are those of the private state of an object.
func keys(t *testing.T, i acctest.Instance) []string {
	t.Helper()
	var values map[string][]byte
	if err := json.Unmarshal(i.Private(), &values); err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(values))
}
