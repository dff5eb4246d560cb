// SPDX-License-Identifier: MPL-2.0

package planrules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
)

func TestBotLabel(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		`"Desk" (1)`: planrules.BotLabel("1", "Desk"), `"Desk"`: planrules.BotLabel("", "Desk"), "1": planrules.BotLabel("1", ""),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestNarrowedDomains(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		before, after []string
		want          string
	}{
		{[]string{"1", "2"}, []string{"2", "1"}, ""},
		{[]string{"1"}, []string{"1", "2"}, ""},
		{[]string{"1", "2", "3"}, []string{"2"}, "in domain 1, 3."},
		{[]string{"1"}, []string{"2"}, "in domain 1."},
		{nil, []string{"1", "2"}, "in every domain except 1, 2."},
		{[]string{}, []string{"1"}, ""},
	} {
		before := slices.Clone(tc.before)
		got := planrules.NarrowedDomains(`"Desk" (1)`, tc.before, tc.after)
		if len(got) > 0 != (tc.want != "") {
			t.Errorf("from %v to %v: got %v, want a warning: %t", tc.before, tc.after, got, tc.want != "")
		} else if tc.want != "" && (!strings.Contains(got[0].Detail, tc.want) || got[0].Summary != `Registrations of bot "Desk" (1) will be deleted`) {
			t.Errorf("from %v to %v: got %v, want %q", tc.before, tc.after, got, tc.want)
		}
		if !slices.Equal(tc.before, before) {
			t.Errorf("got %v after the rule, want the list unchanged: %v", tc.before, before)
		}
	}
}

func TestLeftRooms(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ before, after, want bool }{
		{true, false, true}, {true, true, false}, {false, true, false}, {false, false, false},
	} {
		if got := planrules.LeftRooms(`"Desk" (1)`, tc.before, tc.after); len(got) > 0 != tc.want {
			t.Errorf("from %t to %t: got %v, want a warning: %t", tc.before, tc.after, got, tc.want)
		}
	}
}

func TestBothMenuKinds(t *testing.T) {
	t.Parallel()
	if got, want := planrules.BothMenuKinds("7").Summary, "Bot 7 has both kinds of menu in the configuration"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
