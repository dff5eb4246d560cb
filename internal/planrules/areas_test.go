// SPDX-License-Identifier: MPL-2.0

package planrules_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
)

func TestAreas(t *testing.T) {
	t.Parallel()
	area := func(i int, x, y, width, height int64) planrules.Area {
		return planrules.Area{Index: i, X: x, Y: y, Width: width, Height: height}
	}
	for name, tc := range map[string]struct {
		height int64
		areas  []planrules.Area
		want   []string // parts of the warnings, in order
	}{
		"side by side, to the edges": {843, []planrules.Area{area(0, 0, 0, 1250, 843), area(1, 1250, 0, 1250, 843)}, nil},
		"one above the other":        {1686, []planrules.Area{area(0, 0, 0, 10, 843), area(1, 0, 843, 10, 843)}, nil},
		"one pixel shared":           {843, []planrules.Area{area(0, 0, 0, 1251, 843), area(2, 1250, 842, 1250, 1)}, []string{"areas[0] and areas[2]"}},
		"one pixel to the right":     {843, []planrules.Area{area(1, 1250, 0, 1251, 843)}, []string{"areas[1] reaches to x = 2501, but the menu is 2500 wide"}},
		"one pixel below":            {843, []planrules.Area{area(1, 0, 0, 1, 844)}, []string{"areas[1] reaches to y = 844, but the menu is 843 high"}},
		"height not known":           {0, []planrules.Area{area(1, 0, 0, 1, 844)}, nil},
		"both":                       {843, []planrules.Area{area(0, 0, 0, 2501, 9), area(1, 0, 0, 1, 1)}, []string{"x = 2501", "areas[0] and areas[1]"}},
	} {
		got := planrules.Areas(`rich menu "Main"`, 2500, tc.height, tc.areas)
		if len(got) != len(tc.want) {
			t.Errorf("%s: got %v, want %d warnings", name, got, len(tc.want))
			continue
		}
		for i, want := range tc.want {
			if !strings.Contains(got[i].Detail, want) || !strings.Contains(got[i].Summary, `rich menu "Main"`) {
				t.Errorf("%s: got %v, want %q and the name of the menu", name, got[i], want)
			}
		}
	}
}

func TestLargePicture(t *testing.T) {
	t.Parallel()
	if got := planrules.LargePicture("", "a menu", "menu.png", planrules.SafePicture); got != nil {
		t.Errorf("got %v for 1,000,000 bytes, want no warning", got)
	}
	got := planrules.LargePicture("ja_JP", "a menu", "menu.png", planrules.SafePicture+1)
	if len(got) != 1 || got[0].Summary != "Picture for ja_JP of a menu may be too large" || !strings.Contains(got[0].Detail, `File "menu.png" has 1000001 bytes`) {
		t.Errorf("got %v, want a warning that names picture, menu and file", got)
	}
}
