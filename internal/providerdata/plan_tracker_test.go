// SPDX-License-Identifier: MPL-2.0

package providerdata_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
)

func TestPlanTracker(t *testing.T) {
	t.Parallel()
	bots := providerdata.New(nil).Bots
	bots.MarkManaged("1")
	bots.MarkLeaving("2")
	for id, want := range map[string]struct{ managed, leaving bool }{
		"1": {managed: true}, "2": {managed: true, leaving: true}, "3": {},
	} {
		if managed, leaving := bots.IsManaged(id), bots.IsLeaving(id); managed != want.managed || leaving != want.leaving {
			t.Errorf("bot %s: got managed %t and leaving %t, want %t and %t", id, managed, leaving, want.managed, want.leaving)
		}
	}
	for want := 1; want <= 2; want++ {
		if got := bots.AddNew(); got != want {
			t.Errorf("got %d new bots, want %d", got, want)
		}
	}
}

func TestPlanTracker_WarnOnce(t *testing.T) {
	t.Parallel()
	bots := providerdata.New(nil).Bots
	var first atomic.Int32
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if bots.WarnOnce("a") {
				first.Add(1)
			}
		})
	}
	wg.Wait()
	if got := first.Load(); got != 1 {
		t.Errorf("got true from %d calls at the same time, want 1", got)
	}
	if bots.Warned("b") {
		t.Error("got a warning for another key, want none")
	}
	if first, second := bots.WarnOnce("b"), bots.WarnOnce("b"); !first || second || !bots.Warned("b") {
		t.Errorf("got %t, %t and Warned %t for another key, want true, false and true", first, second, bots.Warned("b"))
	}
}
