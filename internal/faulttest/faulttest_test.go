// SPDX-License-Identifier: MPL-2.0

package faulttest_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/faulttest"
)

func TestCatalogue(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	kinds := map[faulttest.Kind]int{}
	for _, f := range faulttest.Catalogue() {
		if seen[f.Name] {
			t.Errorf("two faults are named %q", f.Name)
		}
		seen[f.Name] = true
		kinds[f.Kind]++
		if f.TakesEffect() && !f.Kind.MayTakeEffect() {
			t.Errorf("%q takes effect, want no effect, as no client reckons with one", f.Name)
		}
		got := f.At("POST /bots", 2)
		if got.Operation != "POST /bots" || got.Skip != 2 || f.Script.Operation != "" {
			t.Errorf("%q: got the script %+v", f.Name, got)
		}
	}
	for kind := faulttest.RateLimited; kind <= faulttest.Cancelled; kind++ {
		if kinds[kind] == 0 {
			t.Errorf("no fault is of the kind %d", kind)
		}
	}
	if got := faulttest.Named("page", "401"); len(got) != 2 || got[0].Name != "page" || got[1].Name != "401" {
		t.Errorf("got %v, want page and 401", got)
	}
}
