// SPDX-License-Identifier: MPL-2.0

package simulate_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulate"
)

// TestPlay_again plays stories twice. Without retries, whose pauses are random, the same
// requests come in the same order, as long as one object is planned or changed at a time.
func TestPlay_again(t *testing.T) {
	t.Parallel()
	files := pictures(t)
	for n := range uint64(5) {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			story := simulate.Generate(n, files)
			story.World.RateLimit, story.World.OneByOne = 0, true
			for i := range story.Steps {
				story.Steps[i].Options.Faults, story.Steps[i].Options.Beside = nil, simulate.None
			}
			first, second := simulate.Play(t, story), simulate.Play(t, story)
			if !slices.Equal(first.Trace, second.Trace) {
				t.Errorf("got other requests the second time:\n%q\nwant those of the first time:\n%q", second.Trace, first.Trace)
			}
		})
	}
}
