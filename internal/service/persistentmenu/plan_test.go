// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestPersistentMenu_plan_eitherKind plans a menu for a bot after a rich menu was planned
// for it, in the same process: it warns of a new menu and of a change, but neither of a
// menu that stays as it is nor of one that is deleted.
func TestPersistentMenu_plan_eitherKind(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	var bots []string
	for range 3 {
		bots = append(bots, strconv.FormatInt(tenant.AddBot(), 10))
	}
	bot, fresh, another := bots[0], bots[1], bots[2]
	menu := func(bot, label string) acctest.Values {
		return acctest.Values{"bot_id": bot, "actions": []any{acctest.Values{"type": "message", "label": label}}}
	}
	richMenu := func(bot string) acctest.Values {
		return acctest.Values{"bot_id": bot, "rich_menu_name": "Main", "size": acctest.Values{"width": 2500, "height": 843}, "areas": []any{
			acctest.Values{"bounds": acctest.Values{"x": 0, "y": 0, "width": 2500, "height": 843}, "action": acctest.Values{"type": "message", "label": "Help", "text": "Help"}},
		}}
	}
	existing, diags := tenant.Process(t).Apply(t.Context(), t, resourceType, acctest.Instance{}, menu(bot, "Help"))
	acctest.Succeeds(t, diags)
	none := acctest.Instance{}
	for name, tc := range map[string]struct {
		prior  acctest.Instance
		config acctest.Values
		warns  string // of which bot; "" for none
	}{
		"new menu":          {none, menu(fresh, "Help"), fresh},
		"changed menu":      {existing, menu(bot, "More"), bot},
		"as it is":          {existing, menu(bot, "Help"), ""},
		"destroyed":         {existing, nil, ""},
		"another bot":       {none, menu(another, "Help"), ""},
		"bot not known yet": {none, menu(acctest.Unknown, "Help"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := tenant.Process(t)
			for _, id := range []string{bot, fresh} {
				acctest.Succeeds(t, p.Plan(t.Context(), t, "lineworks_rich_menu", none, richMenu(id)).Diagnostics)
			}
			got := acctest.Messages(p.Plan(t.Context(), t, resourceType, tc.prior, tc.config).Diagnostics)
			if tc.warns == "" && got != "" {
				t.Errorf("got %s, want no warning", got)
			}
			if want := "Bot " + tc.warns + " has both kinds of menu in the configuration"; tc.warns != "" && !strings.Contains(got, want) {
				t.Errorf("got %q, want the warning %q", got, want)
			}
		})
	}
}
