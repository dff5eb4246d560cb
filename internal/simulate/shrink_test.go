// SPDX-License-Identifier: MPL-2.0

package simulate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulate"
)

// TestShrink shrinks a story to the one command that breaks a rule, with nothing around it.
func TestShrink(t *testing.T) {
	t.Parallel()
	var story simulate.Story
	files := simulate.Pictures{Light: "light.png", Shade: "shade.png"}
	destroys := func(s simulate.Step) bool { return s.Command == simulate.Destroy }
	seed := uint64(1)
	for story = simulate.Generate(seed, files); len(story.Steps) < 4 || !slices.ContainsFunc(story.Steps, destroys); seed++ {
		story = simulate.Generate(seed, files)
	}
	got := simulate.Shrink(story, 1000, func(s simulate.Story) bool { return slices.ContainsFunc(s.Steps, destroys) })
	if len(got.Steps) != 1 || !destroys(got.Steps[0]) || len(got.Steps[0].Edits)+len(got.Steps[0].Console)+len(got.Steps[0].Options.Faults) != 0 {
		t.Errorf("got the story\n%s\nwant one that destroys, and nothing else", got)
	}
	if len(got.World.Switches) != 0 || got.World.RateLimit != 0 {
		t.Errorf("got the world %+v, want no switches and no rate limit", got.World)
	}
	if before := simulate.Generate(story.Seed, files).String(); before != story.String() {
		t.Errorf("got the story\n%s\nfrom the same seed, want\n%s", before, story)
	}
	if text := got.String(); !strings.Contains(text, "$ destroy") {
		t.Errorf("got %q, want it to show the command", text)
	}
}
