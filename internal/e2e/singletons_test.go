// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// singletonsConfig has one resource of each kind of which a bot has one. The keys are the
// addresses; their prefix is an argument, like the settings of lifecycle.
const singletonsConfig = required + `
locals {
  plain = { for i, id in [%[1]s] : "%[3]s${i}" => id }
  rich  = { for i, bot in [%[2]s] : "%[3]s${i}" => bot }
}

resource "lineworks_persistent_menu" "test" {
  for_each = local.plain
  bot_id   = each.value
  actions  = [{ type = "message", label = "Help" }]
  %[4]s
}

resource "lineworks_default_rich_menu" "test" {
  for_each     = local.rich
  bot_id       = each.value.id
  rich_menu_id = each.value.menu
  %[4]s
}

resource "lineworks_user_rich_menu" "test" {
  for_each     = local.rich
  bot_id       = each.value.id
  user_id      = "u1"
  rich_menu_id = each.value.menu
  %[4]s
}

resource "lineworks_bot_domain" "test" {
  for_each                 = local.plain
  bot_id                   = each.value
  domain_id                = "10000001"
  allow_to_selected_member = true
  %[4]s
}

resource "lineworks_bot_domain_member" "test" {
  for_each  = local.plain
  bot_id    = lineworks_bot_domain.test[each.key].bot_id
  domain_id = lineworks_bot_domain.test[each.key].domain_id
  user_id   = "u1"
  %[4]s
}
`

// TestSingletons_renamed changes the keys of 30 resources of each kind, and replaces some
// by -replace. After each apply, the service has everything, and the plan is empty.
func TestSingletons_renamed(t *testing.T) {
	t.Parallel()
	for name, lifecycle := range map[string]string{
		"destroy before create": "",
		"create before destroy": "lifecycle {\n    create_before_destroy = true\n  }",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkspace(t, nil)
			var plain, rich []int64
			var plainIDs, richBots []string
			for range 30 {
				bot := w.api.AddBot(mockserver.Bot{BotName: "Desk", PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"}})
				plain, plainIDs = append(plain, bot), append(plainIDs, strconv.Quote(strconv.FormatInt(bot, 10)))
				bot = w.api.AddBot(mockserver.Bot{BotName: "Desk", PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"}})
				menu := w.api.AddRichMenu(bot, mockserver.RichMenu{RichMenuName: "Main", Size: mockserver.Size{Width: 2500, Height: 843}, Areas: []mockserver.Area{{
					Bounds: mockserver.Bounds{Width: 2500, Height: 843}, Action: mockserver.Action{Type: "message", Label: "Help", Text: "Help"},
				}}})
				if !w.api.SetRichMenuImage(bot, menu, mockserver.MenuImage{Picture: mockserver.Picture{
					FileName: "a.png", ContentType: "image/png", Content: mockserver.PlainPNG(mockserver.Size{Width: 2500, Height: 843}, 9),
				}}) {
					t.Fatal("no picture")
				}
				rich, richBots = append(rich, bot), append(richBots, fmt.Sprintf("{ id = \"%d\", menu = %q }", bot, menu))
			}
			apply := func(prefix string, args ...string) {
				t.Helper()
				if err := w.Write("main.tf", fmt.Sprintf(singletonsConfig, strings.Join(plainIDs, ", "), strings.Join(richBots, ", "), prefix, lifecycle)); err != nil {
					t.Fatal(err)
				}
				if out := w.apply(args...); strings.Contains(out, "Two resources for") {
					t.Errorf("%s, %q: got a warning of two resources for one object, want none:\n%s", prefix, args, out)
				}
				for _, bot := range plain {
					if got := w.api.Domains(bot); len(got) != 1 || !slices.Equal(got[0].Members, []string{"u1"}) {
						t.Errorf("%s, %q: bot %d has the registrations %+v, want one with a member", prefix, args, bot, got)
					}
					if _, found := w.api.PersistentMenu(bot); !found {
						t.Errorf("%s, %q: bot %d has no persistent menu", prefix, args, bot)
					}
				}
				for _, bot := range rich {
					if w.api.DefaultRichMenu(bot) == "" || w.api.UserRichMenu(bot, "u1") == "" {
						t.Errorf("%s, %q: bot %d has the default %q and the menu %q for u1, want both", prefix, args, bot, w.api.DefaultRichMenu(bot), w.api.UserRichMenu(bot, "u1"))
					}
				}
				w.plan(false)
			}
			apply("a")
			for prefix, parallelism := range map[string]int{"b": 1, "c": 10, "d": 50} {
				apply(prefix, fmt.Sprintf("-parallelism=%d", parallelism))
			}
			var replace []string
			for _, resource := range []string{"persistent_menu", "default_rich_menu", "user_rich_menu", "bot_domain", "bot_domain_member"} {
				replace = append(replace, fmt.Sprintf(`-replace=lineworks_%s.test["e0"]`, resource))
			}
			apply("e")
			apply("e", replace...)
		})
	}
}
