// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func TestShapeOf(t *testing.T) {
	t.Parallel()
	for bots, want := range map[int]shape{
		1:   {bots: 1, persistent: 1, domains: 2, members: 3},
		16:  {bots: 16, persistent: 8, rich: 8, users: 1, domains: 32, members: 6},
		300: {bots: 300, persistent: 150, rich: 150, users: 10, domains: 600, members: 90},
	} {
		if got := shapeOf(bots); got != want {
			t.Errorf("%d bots: got %+v, want %+v", bots, got, want)
		}
	}
	if got := shapeOf(300).total(); got != 1450 {
		t.Errorf("got %d objects for 300 bots, want 1450, as in the guide", got)
	}
}

// TestShape_steps has only operations that the mock knows: of others, none would be missed.
func TestShape_steps(t *testing.T) {
	t.Parallel()
	known := mockserver.Operations()
	for _, step := range shapeOf(16).steps() {
		for operation, n := range step.want {
			if !slices.Contains(known, operation) || n < 1 {
				t.Errorf("%s: got %d of the operation %s, want some of one that the mock knows: %s", step.Name, n, operation, strings.Join(known, ", "))
			}
		}
	}
}
