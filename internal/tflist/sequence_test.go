// SPDX-License-Identifier: MPL-2.0

package tflist_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tflist"
)

func TestFilterMap(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		source source
		stop   int // takes no more than that; 0 = any number
		want   []string
		taken  int
		fails  bool
	}{
		"odd ones":        {source: source{n: 6}, want: []string{"<1>", "<3>", "<5>"}, taken: 6},
		"none":            {source: source{n: 1}, taken: 1},
		"stopped":         {source: source{n: 6}, stop: 1, want: []string{"<1>"}, taken: 2},
		"error":           {source: source{n: 6, failing: 3}, want: []string{"<1>"}, taken: 3, fails: true},
		"error of no use": {source: source{n: 6, failing: 3}, stop: 1, want: []string{"<1>"}, taken: 2},
	} {
		var got []string
		failures := 0
		for object, err := range tflist.FilterMap("the numbers", tc.source.all(), func(s string) (string, bool) {
			return "<" + s + ">", s == "1" || s == "3" || s == "5"
		}) {
			if err != nil {
				failures++
				if !errors.Is(err, errBroken) {
					t.Errorf("%s: got error %v, want %v", name, err, errBroken)
				}
				continue
			}
			if got = append(got, object); len(got) == tc.stop {
				break
			}
		}
		if !slices.Equal(got, tc.want) || tc.source.taken != tc.taken || failures > 0 != tc.fails {
			t.Errorf("%s: got %q and %d errors after %d objects, want %q after %d, with an error: %t", name, got, failures, tc.source.taken, tc.want, tc.taken, tc.fails)
		}
	}
}

// TestFilterMap_endsWithError has a source that does not: nothing is taken after it.
func TestFilterMap_endsWithError(t *testing.T) {
	t.Parallel()
	taken := 0
	stubborn := func(yield func(string, error) bool) {
		for taken < 3 && yield("", errBroken) {
			taken++
		}
	}
	for _, err := range tflist.FilterMap("the numbers", stubborn, func(s string) (string, bool) { return s, true }) {
		if !errors.Is(err, errBroken) {
			t.Errorf("got error %v, want %v", err, errBroken)
		}
	}
	if taken > 1 {
		t.Errorf("got %d objects taken, want 1 at most: none after the first error", taken)
	}
}

// TestFilterMap_gone keeps what an error is for [tflist.FlatMap] to see.
func TestFilterMap_gone(t *testing.T) {
	t.Parallel()
	gone := tflist.Single("a list", func() (string, error) { return "", lineworks.ErrNotFound })
	for _, err := range tflist.FilterMap("the members", gone, func(s string) (string, bool) { return s, true }) {
		if !errors.Is(err, lineworks.ErrNotFound) {
			t.Errorf("got error %v, want %v", err, lineworks.ErrNotFound)
		}
	}
}

func TestComplete(t *testing.T) {
	t.Parallel()
	for _, include := range []bool{true, false} {
		req := request(1)
		req.IncludeResource = include
		result := req.NewListResult(t.Context())
		tflist.Complete(t.Context(), req, &result, "Object 7", func(ctx context.Context, target *tfsdk.ResourceIdentity) diag.Diagnostics {
			return target.SetAttribute(ctx, path.Root("id"), "7")
		}, &struct {
			ID string `tfsdk:"id"`
		}{"7"})
		if result.Diagnostics.HasError() || result.DisplayName != "Object 7" || result.Identity.Raw.IsFullyNull() {
			t.Errorf("got result %+v, want Object 7 with an identity and no error", result)
		}
		if result.Resource.Raw.IsNull() == include {
			t.Errorf("got resource %s, want one: %t", result.Resource.Raw, include)
		}
	}
}
