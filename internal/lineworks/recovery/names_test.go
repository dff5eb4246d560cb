// SPDX-License-Identifier: MPL-2.0

package recovery_test

import (
	"slices"
	"testing"
	"testing/synctest"
)

// TestTracker_Create_decomposedName finds the object of a lost create where the service
// lists the name in another Unicode form than it was sent in.
func TestTracker_Create_decomposedName(t *testing.T) {
	t.Parallel()
	synctest.Test(t, findsDecomposedName)
}

func findsDecomposedName(t *testing.T) {
	t.Helper()
	const composed, decomposed = "\u304c", "\u304b\u3099"
	s := &service{}
	create := s.create(s.snapshot(t), composed, "a", func(func() string) error {
		s.add(decomposed, "a")
		return errLost
	})
	made, recovered, err := newTracker().Create(t.Context(), create)
	if err != nil || !recovered || made.id != "1" {
		t.Errorf("got part %v, recovered %t and error %v, want part 1 recovered", made, recovered, err)
	}
	s = &service{}
	create = s.create(s.snapshot(t), composed, "a", func(func() string) error {
		s.add(decomposed, "other")
		return errLost
	})
	_, _, err = newTracker().Create(t.Context(), create)
	failure := failureOf(t, err)
	if got := ids(failure.SameName); !slices.Equal(got, []string{"1"}) || len(failure.OtherNames) > 0 {
		t.Errorf("got %q of its name and %v of others, want part 1 of its name", got, failure.OtherNames)
	}
}
