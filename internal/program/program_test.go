// SPDX-License-Identifier: MPL-2.0

package program_test

import (
	"slices"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/program"
)

// TestShowWaits wants no line on a wait that a user would not notice.
func TestShowWaits(t *testing.T) {
	t.Parallel()
	var shown []string
	notice := program.ShowWaits(func(line string) { shown = append(shown, line) })
	for _, wait := range []time.Duration{2900 * time.Millisecond, 41700 * time.Millisecond} {
		notice(t.Context(), lineworks.Wait{Operation: "GET /bots", For: wait, Reason: lineworks.WaitUsedUp})
	}
	if want := []string{"Waiting 42s before GET /bots: " + lineworks.WaitUsedUp.String() + "."}; !slices.Equal(shown, want) {
		t.Errorf("got %q, want %q", shown, want)
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0 bots", 1: "1 bot", 2: "2 bots"} {
		if got := program.Count(n, "bot"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
