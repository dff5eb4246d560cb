// SPDX-License-Identifier: MPL-2.0

package providerdata_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
)

func TestObjects(t *testing.T) {
	t.Parallel()
	bots := providerdata.New(nil).Bots
	bots.Manage("1")
	bots.Leave("2")
	for id, want := range map[string]bool{"1": true, "2": true, "3": false} {
		if got := bots.Managed(id); got != want {
			t.Errorf("bot %s is managed: %t", id, got)
		}
	}
	n, leaving := bots.PlanNew()
	if n != 1 || leaving("1") || !leaving("2") || leaving("3") {
		t.Errorf("%d planned; leaving: %t, %t, %t", n, leaving("1"), leaving("2"), leaving("3"))
	}
	if n, _ := bots.PlanNew(); n != 2 {
		t.Errorf("%d planned", n)
	}
}

func TestObjects_Once(t *testing.T) {
	t.Parallel()
	bots := providerdata.New(nil).Bots
	var first atomic.Int32
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if bots.Once("a") {
				first.Add(1)
			}
		})
	}
	wg.Wait()
	if first.Load() != 1 || bots.Told("b") || !bots.Once("b") || bots.Once("b") || !bots.Told("b") {
		t.Errorf("%d were the first", first.Load())
	}
}

func TestObjects_ofNoProvider(t *testing.T) {
	t.Parallel()
	var bots *providerdata.Objects
	bots.Manage("1")
	bots.Leave("1")
	if n, leaving := bots.PlanNew(); n != 0 || leaving("1") || bots.Managed("1") || bots.Once("a") || bots.Told("a") {
		t.Error("a provider that is not configured knows of objects")
	}
}
