// SPDX-License-Identifier: MPL-2.0

package preview_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

func area(x, y, width, height int64) preview.Area {
	return preview.Area{X: x, Y: y, Width: width, Height: height}
}

func TestRichMenu_Problems(t *testing.T) {
	t.Parallel()
	unknown := area(0, 0, 9, 9)
	unknown.Mark = preview.Unknown
	for name, tc := range map[string]struct {
		areas []preview.Area
		want  []preview.Problem
	}{
		"side by side":           {[]preview.Area{area(0, 0, 1250, 843), area(1250, 0, 1250, 843)}, nil},
		"one above the other":    {[]preview.Area{area(0, 0, 2500, 400), area(0, 400, 2500, 443)}, nil},
		"a pixel in common":      {[]preview.Area{area(0, 0, 101, 101), area(100, 100, 50, 50)}, []preview.Problem{{Area: 0, Overlaps: []int{1}}, {Area: 1, Overlaps: []int{0}}}},
		"the later one is left":  {[]preview.Area{area(100, 100, 50, 50), area(0, 0, 101, 101)}, []preview.Problem{{Area: 0, Overlaps: []int{1}}, {Area: 1, Overlaps: []int{0}}}},
		"the same place":         {[]preview.Area{area(5, 5, 1, 1), area(9, 9, 1, 1), area(5, 5, 1, 1)}, []preview.Problem{{Area: 0, Overlaps: []int{2}}, {Area: 2, Overlaps: []int{0}}}},
		"no pixels":              {[]preview.Area{area(0, 0, 0, 0), area(0, 0, 9, 9), area(0, 0, 9, 0)}, nil},
		"past the right edge":    {[]preview.Area{area(2499, 0, 2, 843)}, []preview.Problem{{Area: 0, Leaves: true}}},
		"past the lower edge":    {[]preview.Area{area(0, 1, 2500, 843)}, []preview.Problem{{Area: 0, Leaves: true}}},
		"past the left edge":     {[]preview.Area{area(-1, 0, 9, 9)}, []preview.Problem{{Area: 0, Leaves: true}}},
		"past the upper edge":    {[]preview.Area{area(0, -1, 9, 9)}, []preview.Problem{{Area: 0, Leaves: true}}},
		"outside":                {[]preview.Area{area(2501, 0, 0, 0)}, []preview.Problem{{Area: 0, Leaves: true}}},
		"up to the edge":         {[]preview.Area{area(2500, 843, 0, 0)}, nil},
		"both":                   {[]preview.Area{area(0, 0, 2501, 1), area(0, 0, 1, 1)}, []preview.Problem{{Area: 0, Overlaps: []int{1}, Leaves: true}, {Area: 1, Overlaps: []int{0}}}},
		"one that is not known":  {[]preview.Area{area(0, 0, 9, 9), unknown}, nil},
		"ones after it":          {[]preview.Area{unknown, area(0, 0, 9, 9), area(0, 0, 9, 9)}, []preview.Problem{{Area: 1, Overlaps: []int{2}}, {Area: 2, Overlaps: []int{1}}}},
		"a sum past all numbers": {[]preview.Area{area(math.MaxInt64, 0, math.MaxInt64, 9), area(0, 0, 9, 9)}, []preview.Problem{{Area: 0, Leaves: true}}},
		"the widest distance":    {[]preview.Area{area(math.MinInt64, 0, 9, 9), area(math.MaxInt64, 0, 9, 9)}, []preview.Problem{{Area: 0, Leaves: true}, {Area: 1, Leaves: true}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := preview.RichMenu{Width: 2500, Height: 843, Areas: tc.areas}.Problems()
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
	if got := (preview.RichMenu{Areas: []preview.Area{area(0, 0, 9, 9)}}).Problems(); got != nil {
		t.Errorf("got %v for a menu whose size is not known, want no problem", got)
	}
}
