// SPDX-License-Identifier: MPL-2.0

package simulate

import (
	"maps"
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestOperations finds every operation at which faults strike in the mock: at another one,
// no fault would ever strike.
func TestOperations(t *testing.T) {
	t.Parallel()
	known := mockserver.Operations()
	for _, resource := range slices.Sorted(maps.Keys(creating)) {
		for _, operation := range operations(resource) {
			if !slices.Contains(known, operation) {
				t.Errorf("the mock has no operation %q of %s", operation, resource)
			}
		}
	}
}

// TestSurvived finds the positions that lives may have, although requests fail, in the mock.
func TestSurvived(t *testing.T) {
	t.Parallel()
	fails := map[string]bool{}
	for _, s := range mockserver.Switches() {
		for _, p := range s.Positions {
			fails[p.Name] = p.Fails
		}
	}
	for _, name := range slices.Sorted(maps.Keys(survived)) {
		if !fails[name] {
			t.Errorf("no request fails in a position %q", name)
		}
	}
}
