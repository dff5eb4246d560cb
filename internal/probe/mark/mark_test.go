// SPDX-License-Identifier: MPL-2.0

package mark_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/mark"
)

func TestParse(t *testing.T) {
	t.Parallel()
	run := mark.New()
	name := run.Name(7)
	if got, ok := mark.Parse(name); !ok || got != run {
		t.Errorf("%s: got %v, %t, want its run", name, got, ok)
	}
	if got := run.Name(8); got == name || mark.New().Name(7) == name {
		t.Error("got the same name for another number or run")
	}
	if got := utf8.RuneCountInString(name); got > 100 {
		t.Errorf("got a name of %d characters, want 100 at most", got)
	}
	flipped := []byte(name)
	if last := len(flipped) - 1; flipped[last] == '0' {
		flipped[last] = '1'
	} else {
		flipped[last] = '0'
	}
	for _, other := range []string{
		"", "Desk", mark.Prefix, mark.Prefix + "test", name + " ", " " + name, name[:len(name)-1], strings.ToUpper(name), string(flipped),
		strings.Replace(name, "-007-", "-008-", 1), mark.Prefix + "0123456789ab-001-00000000",
	} {
		if got, ok := mark.Parse(other); ok {
			t.Errorf("%q: got the run %v, want none", other, got)
		}
	}
}

func TestRun_Describes(t *testing.T) {
	t.Parallel()
	run := mark.New()
	description := run.Description()
	if got := utf8.RuneCountInString(description); got > 100 {
		t.Errorf("got a description of %d characters, want 100 at most", got)
	}
	if !run.Describes(description) {
		t.Errorf("got that %q is not of its run", description)
	}
	for _, other := range []string{"", "Throw-away bot.", mark.New().Description(), description + " ", description[:len(description)-1]} {
		if run.Describes(other) {
			t.Errorf("got that %q is of the run", other)
		}
	}
	if (mark.Run{}).Describes(mark.Run{}.Description()) {
		t.Error("got that the description of no run is of one")
	}
}
