// SPDX-License-Identifier: MPL-2.0

package names_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
)

const (
	composed   = "受付\u304c\u3071"             // が, ぱ
	decomposed = "受付\u304b\u3099\u306f\u309a" // the same as か and は with marks
)

func TestEqual(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		a, b string
		want bool
	}{
		{"Desk", "Desk", true},
		{"Desk", "desk", false},
		{composed, decomposed, true},
		{decomposed, composed, true},
		{decomposed, decomposed, true},
		{"caf\u00e9", "cafe\u0301", true},
		{"\ud55c\uae00", "\u1112\u1161\u11ab\u1100\u1173\u11af", true}, // Hangul
		{"cafe", "caf\u00e9", false},
		{"\uff21", "A", false}, // compatibility forms are other names
		{"", "", true},
	} {
		if got := names.Equal(tc.a, tc.b); got != tc.want {
			t.Errorf("Equal(%+q, %+q) = %t, want %t", tc.a, tc.b, got, tc.want)
		}
	}
	if names.Key(composed) != names.Key(decomposed) {
		t.Error("the keys of two forms of one name differ")
	}
}

func TestContains(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, part string
		want       bool
	}{
		{decomposed, "\u304c", true},
		{composed, "\u304b\u3099", true},
		{composed, "", true},
		{"", "a", false},
		{"Help Desk", "Desk", true},
		{"Help Desk", "desk", false},
	} {
		if got := names.Contains(tc.name, tc.part); got != tc.want {
			t.Errorf("Contains(%+q, %+q) = %t, want %t", tc.name, tc.part, got, tc.want)
		}
	}
}
