// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestPrivate_afterUpdate compares the keys in private state before and after an update, one
// that fails first. What a plan leaves there is for the plan of a replacement, and the CLI
// would write it with the state, again and again.
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
			want := keys(t, created)

			run := s.Process(t)
			plan := run.Plan(t.Context(), t, resource, created, s.after(o))
			s.API.Fail(mockserver.Fault{Status: http.StatusForbidden, Code: "FORBIDDEN", Times: 10})
			failed, diags := run.ApplyPlan(t.Context(), t, plan, s.after(o))
			if !acctest.IsError(diags) {
				t.Fatal("got no error from a request that is refused, want one")
			}
			if got := keys(t, failed); !slices.Equal(got, want) {
				t.Errorf("got private state with %q after an update that failed, want it as before, with %q", got, want)
			}

			s.API.ClearFaults()
			updated, diags := s.Process(t).Apply(t.Context(), t, resource, failed, s.after(o))
			acctest.Succeeds(t, diags)
			if got := keys(t, updated); !slices.Equal(got, want) {
				t.Errorf("got private state with %q after an update, want it as before, with %q", got, want)
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
