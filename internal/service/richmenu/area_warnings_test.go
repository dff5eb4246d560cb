// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestRichMenu_areaWarnings_once warns of areas that are new or change, and not of those
// of a menu that has long been made: the service has taken them.
func TestRichMenu_areaWarnings_once(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := text(tenant.AddBot())
	config := func(width int) acctest.Config {
		return acctest.Config{"lineworks_rich_menu.test": values(acctest.Values{
			"bot_id": id, "size": acctest.Values{"height": 843}, "areas": []any{area(0, 0, width, 843, nil), area(0, 0, 9, 844, nil)},
		})}
	}
	process := tenant.Process(t)
	made, diags := process.Apply(t.Context(), t, "lineworks_rich_menu", acctest.Instance{}, config(10)["lineworks_rich_menu.test"])
	if acctest.IsError(diags) {
		t.Fatalf("got %s, want no error", acctest.Messages(diags))
	}
	for name, tc := range map[string]struct {
		width, want int
	}{"as made": {10, 0}, "changed": {11, 1}} {
		plan := tenant.Process(t).Plan(t.Context(), t, "lineworks_rich_menu", made, config(tc.width)["lineworks_rich_menu.test"])
		got := acctest.Messages(plan.Diagnostics)
		for _, warning := range []string{" overlap: ", " reach past its edge: "} {
			if n := strings.Count(got, warning); n != tc.want {
				t.Errorf("%s: got %s, want %d warnings that areas%s", name, got, tc.want, warning)
			}
		}
	}
}
