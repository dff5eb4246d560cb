// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	token      = "POST /token"
	createBot  = "POST /bots"
	readBot    = "GET /bots/{botId}"
	updateBot  = "PATCH /bots/{botId}"
	deleteBot  = "DELETE /bots/{botId}"
	setMenu    = "POST /bots/{botId}/persistentmenu"
	readMenu   = "GET /bots/{botId}/persistentmenu"
	deleteMenu = "DELETE /bots/{botId}/persistentmenu"
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

// TestRequests counts what a fleet of bots and menus costs at a parallelism of
// 50: one write for each change, one read for each refresh, one token for each
// process, and never two writes to one bot at once.
func TestRequests(t *testing.T) {
	t.Parallel()
	const n = 30
	w := newWorld(t, map[string]string{"main.tf": fleet(n)}, func(o *mockserver.Options) {
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
	expect("plan to create", map[string]int{}) // nothing to read, so not even a token

	w.must("apply", "-input=false", "-no-color", "-parallelism=50", "plan")
	expect("create", map[string]int{token: 1, createBot: n, setMenu: n})

	w.plan(false, "-parallelism=50")
	expect("empty plan", map[string]int{token: 1, readBot: n, readMenu: n})

	change := []string{"-parallelism=50", "-var=description=Changed.", "-var=label=Changed"}
	w.apply(change...) // one process plans, another one applies
	expect("update", map[string]int{token: 2, readBot: n, readMenu: n, updateBot: n, setMenu: n})

	w.destroy(change...)
	expect("destroy", map[string]int{token: 2, readBot: n, readMenu: n, deleteBot: n, deleteMenu: n})

	if overlaps := w.api.OverlappingWrites() + w.api.OverlappingMenuWrites(); overlaps != 0 {
		t.Errorf("%d writes to one bot overlapped", overlaps)
	}
	if bots := w.api.Bots(); len(bots) != 0 {
		t.Errorf("%d bots are left", len(bots))
	}
}

// TestValidate_offline validates without credentials and without an API.
func TestValidate_offline(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]string{"main.tf": fleet(1)})
	w.env = nil
	w.must("validate", "-no-color")

	code, out := w.run("plan", "-input=false", "-no-color")
	if code != 1 {
		t.Errorf("a plan without credentials: exit code %d", code)
	}
	for _, name := range []string{"LINEWORKS_CLIENT_ID", "LINEWORKS_CLIENT_SECRET", "LINEWORKS_SERVICE_ACCOUNT", "LINEWORKS_PRIVATE_KEY", "LINEWORKS_ACCESS_TOKEN"} {
		if !strings.Contains(out, name) {
			t.Errorf("the error does not name %s:\n%s", name, out)
		}
	}
	if n := len(w.counts()); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

// TestUnknownSettings takes settings from a resource that is yet to be made:
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
	w := newWorld(t, map[string]string{"main.tf": config})
	id := "-var=client_id=" + w.creds.ClientID
	w.plan(true, id)
	w.apply(id)
	w.plan(false, id)

	// Not known again: what is there already can't be read then.
	code, out := w.run("plan", "-input=false", "-no-color", "-replace=terraform_data.settings", id)
	if code != 1 || !strings.Contains(strings.Join(strings.Fields(out), " "), "client_id of the provider block is not known before apply") {
		t.Errorf("exit code %d, and no word of what is not known:\n%s", code, out)
	}
	w.destroy(id)
}
