// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// threeBots is a configuration of three bots, two of them of the same name, with these
// settings.
func threeBots(settings string) string {
	return required + fmt.Sprintf(`
resource "lineworks_bot" "all" {
  for_each       = { payroll = "Payroll", first = "Desk", second = "Desk" }
  bot_name       = each.value
  description    = "Answers."
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
  %s
}
`, settings)
}

// TestWarnings_forEachObject plans irreversible changes of several objects. The CLI
// merges warnings with the same summary and shows one, so that each has to name its object.
func TestWarnings_forEachObject(t *testing.T) {
	t.Parallel()
	t.Run("bots", func(t *testing.T) {
		t.Parallel()
		w := newWorkspace(t, map[string]string{"main.tf": threeBots("enable_group_join = true")})
		w.apply()
		if err := w.Write("main.tf", threeBots(`allow_domains = ["10000001"]`)); err != nil {
			t.Fatal(err)
		}
		out := w.plan(true)
		for _, b := range w.api.Bots() {
			expect(t, out, fmt.Sprintf("Warning: Bot %q (%d) will leave its rooms", b.BotName, b.BotID),
				fmt.Sprintf("Warning: Registrations of bot %q (%d) will be deleted", b.BotName, b.BotID))
		}
		expectAll(t, out)
	})
	t.Run("menus", func(t *testing.T) {
		t.Parallel()
		w := newWorkspace(t, map[string]string{"main.tf": required + `
locals {
  bots = toset(["2000001", "2000002"])
}

resource "lineworks_persistent_menu" "all" {
  for_each = local.bots
  bot_id   = each.key
  actions  = [{ type = "message", label = "Help" }]
}

resource "lineworks_rich_menu" "all" {
  for_each       = local.bots
  bot_id         = each.key
  rich_menu_name = "Main"
  size           = { width = 2500, height = 843 }
  areas = [for x in [0, 0, 1] : {
    bounds = { x = x, y = 0, width = 2500, height = 843 }
    action = { type = "message", label = "Help", text = "Help" }
  }]
}

resource "lineworks_default_rich_menu" "all" {
  for_each     = toset(["2000003", "2000004"])
  bot_id       = each.key
  rich_menu_id = "4711"
}

resource "lineworks_user_rich_menu" "all" {
  for_each     = toset(["u-1", "u-2"])
  bot_id       = "2000003"
  user_id      = each.key
  rich_menu_id = "4711"
}
`})
		for i := range 4 {
			bot := w.api.AddBot(mockserver.Bot{BotName: "Desk", PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"}})
			if i < 2 {
				w.api.SetPersistentMenu(bot, []mockserver.Action{{Type: "message", Label: "a"}})
				continue
			}
			menu := w.api.AddRichMenu(bot, mockserver.RichMenu{RichMenuName: "Old"})
			w.api.SetDefaultRichMenu(bot, menu)
			for _, user := range []string{"u-1", "u-2"} {
				w.api.SetUserRichMenu(bot, user, menu)
			}
		}
		out := w.plan(true)
		expect(t, out, "Warning: Default rich menu of bot 2000003 already exists", "Warning: Default rich menu of bot 2000004 already exists",
			"Warning: Rich menu of user u-1 at bot 2000003 already exists", "Warning: Rich menu of user u-2 at bot 2000003 already exists")
		for _, bot := range []string{"2000001", "2000002"} {
			for _, summary := range []string{
				"Bot %s has both kinds of menu in the configuration", "Persistent menu of bot %s already exists", "Persistent menu of bot %s will be deleted",
				`Areas of rich menu "Main" of bot %s reach past its edge`, `Areas of rich menu "Main" of bot %s overlap`,
			} {
				expect(t, out, "Warning: "+fmt.Sprintf(summary, bot))
			}
		}
		expectAll(t, out)
	})
}

// expectAll fails the test if the CLI has merged warnings.
func expectAll(t *testing.T, out string) {
	t.Helper()
	if strings.Contains(out, "more similar warning") {
		t.Errorf("got warnings that the CLI has merged, want each by itself:\n%s", out)
	}
}

// TestErrors_nameTheElement has errors in lists that expressions make. The CLI quotes the
// expression, so that only the text can tell of the element.
func TestErrors_nameTheElement(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": required + `
locals {
  buttons = [{ type = "message", label = "Help" }, { type = "uri", label = "Map" }]
}

resource "lineworks_persistent_menu" "main" {
  bot_id  = "2000001"
  actions = local.buttons
}

resource "lineworks_rich_menu" "main" {
  bot_id         = "2000002"
  rich_menu_name = "Main"
  size           = { width = 2500, height = 843 }
  areas = [for i, data in ["a", null] : {
    bounds = { x = 1250 * i, y = 0, width = 1250, height = 843 }
    action = { type = "postback", data = data }
  }]
}
`})
	code, out := w.run("plan", "-input=false", "-no-color")
	if code != 1 {
		t.Errorf("got exit code %d, want 1", code)
	}
	expect(t, out, `actions[1] is of type "uri", which needs uri.`, `areas[1].action is of type "postback", which needs data.`)
}

// TestWarnings_once has one object of each kind that gives a warning about its own
// configuration: the CLI validates twice for each plan, and merges what it hears twice.
func TestWarnings_once(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": required + `
resource "lineworks_bot" "main" {
  bot_name          = "Desk"
  photo_url         = "https://example.com/a.png"
  description       = "Answers."
  administrators    = ["taro@example.com"]
  subadministrators = ["hanako@example.com"]
  callback_url      = "https://example.com/callback"
}

resource "lineworks_channel" "main" {
  bot_id  = lineworks_bot.main.bot_id
  members = ["u1", "taro@example.com"]
}

resource "lineworks_rich_menu" "main" {
  bot_id         = lineworks_bot.main.bot_id
  rich_menu_name = "Main"
  size           = { height = 843 }
  areas = [for x in [0, 0, 1] : {
    bounds = { x = x, y = 0, width = 2500, height = 843 }
    action = { type = "message", label = "", text = "Help" }
  }]
}
`})
	out := w.plan(true)
	expect(t, out, "Warning: E-mail address instead of a user ID in administrators", "Warning: E-mail address instead of a user ID in subadministrators",
		"Warning: E-mail address instead of a user ID in members", `Warning: Callback address of bot "Desk" without events`,
		`Warning: Areas of rich menu "Main" reach past its edge`, `Warning: Areas of rich menu "Main" overlap`)
	expectAll(t, out)
}

// TestWarnings_replacedDefault plans the replacement of the default with the CLI, which
// plans it twice, and applies it.
func TestWarnings_replacedDefault(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": required + `
variable "name" { default = "One" }

resource "lineworks_rich_menu" "main" {
  bot_id         = "2000001"
  rich_menu_name = var.name
  size           = { height = 843 }
  areas = [{
    bounds = { x = 0, y = 0, width = 2500, height = 843 }
    action = { type = "message", label = "Help", text = "Help" }
  }]

  lifecycle {
    create_before_destroy = true
  }
}

resource "lineworks_default_rich_menu" "main" {
  bot_id       = "2000001"
  rich_menu_id = lineworks_rich_menu.main.rich_menu_id
}
`})
	w.api.AddBot(mockserver.Bot{BotName: "Desk", PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"}})
	expect(t, w.apply(), `Warning: Default rich menu of bot 2000001 has no picture: "One" (40001)`)
	if out := w.plan(false); strings.Contains(out, "rich menu of bot") {
		t.Errorf("got %s, want no warning in a plan without a change", out)
	}
	const replaced = `Warning: Rich menu "One" (40001), the default of bot 2000001, is replaced`
	if out := oneLine(w.plan(true, "-var=name=Two")); strings.Count(out, replaced) != 1 {
		t.Errorf("got %s, want %q once", out, replaced)
	}
	if out := oneLine(w.plan(true, "-replace=lineworks_rich_menu.main")); strings.Count(out, replaced) != 1 {
		t.Errorf("got %s with -replace, want %q once", out, replaced)
	}
	expect(t, w.apply("-var=name=Two"), replaced, `Warning: Default rich menu of bot 2000001 has no picture: "Two" (40002)`)
	w.plan(false, "-var=name=Two")
}
