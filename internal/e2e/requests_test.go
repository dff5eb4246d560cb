// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	token       = "POST /token"
	revokeToken = "POST /revoke"
	createBot   = "POST /bots"
	readBot     = "GET /bots/{botId}"
	updateBot   = "PATCH /bots/{botId}"
	deleteBot   = "DELETE /bots/{botId}"
	setMenu     = "POST /bots/{botId}/persistentmenu"
	readMenu    = "GET /bots/{botId}/persistentmenu"
	deleteMenu  = "DELETE /bots/{botId}/persistentmenu"
)

// fleet is a configuration of n bots with a menu each.
func fleet(n int) string {
	return required + fmt.Sprintf(`
variable "description" { default = "One of many." }
variable "label"       { default = "Help" }

resource "lineworks_bot" "fleet" {
  count          = %d
  bot_name       = "Bot ${count.index}"
  description    = var.description
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
}

resource "lineworks_persistent_menu" "fleet" {
  count   = %[1]d
  bot_id  = lineworks_bot.fleet[count.index].bot_id
  actions = [{ type = "message", label = var.label }]
}
`, n)
}

// TestRequests counts the requests of a fleet of bots and menus at a parallelism of
// 50: one write for each change, one read for each refresh, one token for each
// process, one list of bots for each that plans or makes new ones, and never two writes
// to one bot at once.
func TestRequests(t *testing.T) {
	t.Parallel()
	const n = 30
	w := newWorkspace(t, map[string]string{"main.tf": fleet(n)}, func(o *mockserver.Options) {
		o.Quirks.RefuseOverlaps = true
	})
	expect := func(step string, want map[string]int) {
		t.Helper()
		if diff := cmp.Diff(want, w.counts()); diff != "" {
			t.Errorf("%s: requests differ (-want +got):\n%s", step, diff)
		}
	}

	w.must("validate", "-no-color")
	expect("validate", map[string]int{})

	w.plan(true, "-parallelism=50", "-out=plan")
	expect("plan to create", map[string]int{token: 1, listBots: 1}) // for names that are taken

	w.must("apply", "-input=false", "-no-color", "-parallelism=50", "plan")
	expect("create", map[string]int{token: 1, listBots: 1, createBot: n, setMenu: n})

	w.plan(false, "-parallelism=50")
	expect("empty plan", map[string]int{token: 1, readBot: n, readMenu: n})

	change := []string{"-parallelism=50", "-var=description=Changed.", "-var=label=Changed"}
	w.apply(change...) // one process plans, another one applies
	expect("update", map[string]int{token: 2, readBot: n, readMenu: n, updateBot: n, setMenu: n})

	w.destroy(change...)
	expect("destroy", map[string]int{token: 2, readBot: n, readMenu: n, deleteBot: n, deleteMenu: n})

	if bots := w.api.Bots(); len(bots) != 0 {
		t.Errorf("got %d bots left, want none", len(bots))
	}
}

// TestDriftBetweenPlanAndApply changes a bot after the plan was made, in
// attributes that the plan does not touch. The apply must not hide that.
func TestDriftBetweenPlanAndApply(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": fleet(1)}, func(o *mockserver.Options) { o.Quirks.RewritePhotoURL = true })
	w.apply()
	change := "-var=description=Changed."
	w.plan(true, change, "-out=plan")
	bot := w.api.Bots()[0].BotID
	w.api.ChangeBot(bot, func(b *mockserver.Bot) {
		b.Administrators, b.CallbackURL, b.EnableGroupJoin = []string{"intruder"}, "https://example.org/", true
	})
	w.must("apply", "-input=false", "-no-color", "plan")
	out := w.plan(true, change)
	for _, want := range []string{"administrators", "callback_url", "enable_group_join"} {
		if !strings.Contains(out, want) {
			t.Errorf("got the plan\n%s\nwant it to show the drift of %s", out, want)
		}
	}
	if strings.Contains(out, "photo_url ") && strings.Contains(out, "~ photo_url") {
		t.Errorf("got drift of the re-hosted picture, want none:\n%s", out)
	}
	w.apply(change)
	w.plan(false, change)
}

// TestWritesToOneBotNeverOverlap changes bots and their menus at once, in an
// order that no reference between them forces. Only the provider can keep the
// two writes to each bot apart.
func TestWritesToOneBotNeverOverlap(t *testing.T) {
	t.Parallel()
	const n = 8
	config := required + `
variable "text" {}
`
	w := newWorkspace(t, nil, func(o *mockserver.Options) { o.Latency = 20 * time.Millisecond })
	for i := range n {
		id := w.api.AddBot(mockserver.Bot{
			BotName: "Bot", PhotoURL: "https://example.com/a.png", Description: "Old.", Administrators: []string{"u1"},
		})
		w.api.SetPersistentMenu(id, []mockserver.Action{{Type: "message", Label: "Old"}})
		config += fmt.Sprintf(`
import {
  to = lineworks_bot.b%[1]d
  id = "%[2]d"
}
import {
  to = lineworks_persistent_menu.b%[1]d
  id = "%[2]d"
}
resource "lineworks_bot" "b%[1]d" {
  bot_name       = "Bot"
  description    = var.text
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
}
resource "lineworks_persistent_menu" "b%[1]d" {
  bot_id  = "%[2]d"
  actions = [{ type = "message", label = var.text }]
}
`, i, id)
	}
	if err := w.Write("main.tf", config); err != nil {
		t.Fatal(err)
	}
	w.apply("-parallelism=50", "-var=text=New.")
	counts := w.counts() // fails the test if any two overlapped
	if counts[updateBot] != n || counts[setMenu] != n {
		t.Errorf("got %d bots and %d menus changed, want %d of each", counts[updateBot], counts[setMenu], n)
	}
}

// TestValidate_offline validates without credentials and without an API.
func TestValidate_offline(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": fleet(1)})
	w.env = nil
	w.must("validate", "-no-color")

	code, out := w.run("plan", "-input=false", "-no-color")
	if code != 1 {
		t.Errorf("a plan without credentials: got exit code %d, want 1", code)
	}
	for _, name := range []string{"LINEWORKS_CLIENT_ID", "LINEWORKS_CLIENT_SECRET", "LINEWORKS_SERVICE_ACCOUNT", "LINEWORKS_PRIVATE_KEY", "LINEWORKS_ACCESS_TOKEN"} {
		if !strings.Contains(out, name) {
			t.Errorf("got the error\n%s\nwant it to name %s", out, name)
		}
	}
	if n := len(w.counts()); n != 0 {
		t.Errorf("got requests of %d operations, want none", n)
	}
}

// TestUnknownSettings takes settings from a resource that is yet to be created:
// a plan that only creates works, and the apply signs in.
func TestUnknownSettings(t *testing.T) {
	t.Parallel()
	config := strings.Replace(fleet(1), `variable "description"`, `
variable "client_id" {}

resource "terraform_data" "settings" {
  input = { client_id = var.client_id }
}

provider "lineworks" {
  client_id = terraform_data.settings.output.client_id
}

variable "description"`, 1)
	w := newWorkspace(t, map[string]string{"main.tf": config})
	id := "-var=client_id=" + w.creds.ClientID
	w.plan(true, id)
	w.apply(id)
	w.plan(false, id)

	// The settings are unknown again, so objects in the state cannot be read.
	code, out := w.run("plan", "-input=false", "-no-color", "-replace=terraform_data.settings", id)
	if code != 1 || !strings.Contains(strings.Join(strings.Fields(out), " "), "not known before apply (client_id)") {
		t.Errorf("got exit code %d, want 1 and the name of the setting that is not known:\n%s", code, out)
	}
	w.destroy(id)
}
