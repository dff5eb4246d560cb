// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planview"
)

// The tests of planview read plans that this one has recorded, because a plan takes
// seconds to make.
var updatePlans = flag.Bool("update-plans", false, "record the plans in internal/planview/testdata/plans")

// recordedSecret stands in recorded plans for the secrets of bots, which must not show up
// in a preview.
const recordedSecret = "canary-bot-secret-0001"

// plannedObjects are the actions on all objects in the output of terraform show -json.
func plannedObjects(t *testing.T, plan []byte) []string {
	t.Helper()
	var content struct {
		ResourceChanges []struct {
			Address  string
			Previous string `json:"previous_address"`
			Change   struct {
				Actions   []string
				Importing any
			}
		} `json:"resource_changes"`
	}
	if err := json.Unmarshal(plan, &content); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, c := range content.ResourceChanges {
		all = append(all, fmt.Sprint(c.Address, c.Change.Actions, c.Previous, c.Change.Importing != nil))
	}
	slices.Sort(all)
	return all
}

// planFile makes a plan, compares it with the recorded one, and returns its preview.
func (w *workspace) planFile(name string, args ...string) (html, markdown string) {
	w.t.Helper()
	w.plan(true, append(args, "-out=plan")...)
	plan := []byte(w.must("show", "-json", "plan"))
	recorded := filepath.Join(acctest.Root(w.t), "internal", "planview", "testdata", "plans", name+".json")
	if *updatePlans {
		w.record(recorded, plan)
	}
	want, err := os.ReadFile(recorded)
	if err != nil {
		w.t.Fatal(err)
	}
	if diff := cmp.Diff(plannedObjects(w.t, want), plannedObjects(w.t, plan)); diff != "" {
		w.t.Errorf("%s: the plan is not the recorded one (-recorded +now); run with -update-plans:\n%s", name, diff)
	}
	read, err := planview.Read(bytes.NewReader(plan))
	if err != nil {
		w.t.Fatal(err)
	}
	view, err := read.View(planview.Options{Dir: w.Dir})
	if err != nil {
		w.t.Fatal(err)
	}
	var page, summary strings.Builder
	if err := view.WriteHTML(&page); err != nil {
		w.t.Fatal(err)
	}
	if err := view.WriteMarkdown(&summary); err != nil {
		w.t.Fatal(err)
	}
	for _, secret := range w.botSecrets() {
		if strings.Contains(page.String()+summary.String(), secret) {
			w.t.Errorf("%s: got the secret of a bot in the preview, want it hidden", name)
		}
	}
	return page.String(), summary.String()
}

// botSecrets are those of all bots that have one.
func (w *workspace) botSecrets() []string {
	var all []string
	for _, b := range w.api.Bots() {
		if secret, ok := w.api.BotSecret(b.BotID); ok {
			all = append(all, secret)
		}
	}
	return all
}

func (w *workspace) record(file string, plan []byte) {
	w.t.Helper()
	for _, secret := range w.botSecrets() {
		quoted, err := json.Marshal(secret)
		if err != nil {
			w.t.Fatal(err)
		}
		plan = bytes.ReplaceAll(plan, quoted, []byte(`"`+recordedSecret+`"`))
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, plan, "", " "); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(file, indented.Bytes(), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// TestPlanFiles shows plans of the real CLI: one that creates everything, one that
// replaces the menus, and one that destroys all of it.
func TestPlanFiles(t *testing.T) {
	t.Parallel()
	files := complete(t)
	w := newWorkspace(t, files)
	html, markdown := w.planFile("complete")
	for _, want := range []string{"12 to create", "コンシェルジュ", "data:image/png;base64,", "Visitors of today", "(known after apply)"} {
		if !strings.Contains(html, want) {
			t.Errorf("got no %q in the preview of the first plan", want)
		}
	}
	if want := "**12 to create**"; !strings.Contains(markdown, want) {
		t.Errorf("got summary %q, want %q in it", markdown, want)
	}

	w.apply()
	if err := w.Write("menu.png", files["menu.ja.png"]); err != nil {
		t.Fatal(err)
	}
	config := strings.Replace(files["main.tf"], "rich_menu_grid(3, 2, 1686)", "rich_menu_grid(2, 3, 1686)", 1)
	config = strings.Replace(config, `"Rooms, visitors and everything lost."`, `"Rooms, visitors and lost property."`, 1)
	if err := w.Write("main.tf", config); err != nil {
		t.Fatal(err)
	}
	html, _ = w.planFile("replacement", "-var=menu_version=v2")
	for _, want := range []string{"3 to change", "2 to replace", "everything lost", "lost property", "main-v1", "main-v2"} {
		if !strings.Contains(html, want) {
			t.Errorf("got no %q in the preview of the replacement", want)
		}
	}

	html, _ = w.planFile("destroy", "-destroy")
	if want := "12 to destroy"; !strings.Contains(html, want) {
		t.Errorf("got no %q in the preview of the destroy", want)
	}
}

// team is a module with a bot, its menu and, in a module of its own, its rich menu.
const team = required + `
variable "name" { type = string }
variable "note" { type = string }

resource "lineworks_bot" "this" {
  bot_name       = var.name
  photo_url      = "https://example.com/bot.png"
  description    = var.note
  administrators = ["4f8a2c61-0d3e-4b7a-8c15-03a7e2f9b110"]
}

output "bot_id" { value = lineworks_bot.this.bot_id }
output "bot" { value = lineworks_bot.this }
`

const teamMenu = required + `
variable "bot" { type = object({ bot_id = string }) }
variable "labels" { type = list(string) }

resource "lineworks_persistent_menu" "this" {
  bot_id  = var.bot.bot_id
  actions = [for label in var.labels : { type = "message", label = label }]
}
`

const teams = required + `
variable "note" {
  type      = string
  sensitive = true
  default   = "canary-variable-0001"
}

module "team" {
  source   = "./team"
  for_each = toset(TEAMS)
  name     = each.key
  note     = var.note
}

module "menu" {
  source = "./menu"
  bot    = module.team["sales"].bot
  labels = LABELS
}

module "menus" {
  source   = "./menu"
  for_each = toset(MENUS)
  bot      = module.team[each.key].bot
  labels   = ["Help"]
}

resource "lineworks_bot" "list" {
  count          = 2
  bot_name       = "List ${count.index}"
  photo_url      = "https://example.com/bot.png"
  description    = "One of several."
  administrators = ["4f8a2c61-0d3e-4b7a-8c15-03a7e2f9b110"]
}
`

// TestPlanFiles_modules shows a plan with modules, keys, moved, imported and forgotten
// objects, and a sensitive variable.
func TestPlanFiles_modules(t *testing.T) {
	t.Parallel()
	fill := strings.NewReplacer("TEAMS", `["sales"]`, "LABELS", `["Quote"]`, "MENUS", `[]`)
	w := newWorkspace(t, nil)
	for name, content := range map[string]string{
		"main.tf": fill.Replace(teams) + bot("before") + bot("left"), "team/main.tf": team, "menu/main.tf": teamMenu,
	} {
		if err := os.MkdirAll(filepath.Join(w.Dir, filepath.Dir(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := w.Write(name, content); err != nil {
			t.Fatal(err)
		}
	}
	w.must("get")
	w.apply()
	imported := w.api.AddBot(mockserver.Bot{
		BotName: "Imported", PhotoURL: "https://example.com/bot.png", Description: "From elsewhere.",
		Administrators: []string{"4f8a2c61-0d3e-4b7a-8c15-03a7e2f9b110"},
	})
	fill = strings.NewReplacer("TEAMS", `["sales", "support", "legal"]`, "LABELS", `["Quote", "Offer"]`, "MENUS", `["support", "legal"]`)
	if err := w.Write("main.tf", fill.Replace(teams)+bot("after")+fmt.Sprintf(`
moved {
  from = lineworks_bot.before
  to   = lineworks_bot.after
}

removed {
  from = lineworks_bot.left
  lifecycle { destroy = false }
}

import {
  to = lineworks_bot.imported
  id = "%d"
}

resource "lineworks_bot" "imported" {
  bot_name       = "Imported"
  photo_url      = "https://example.com/bot.png"
  description    = "From elsewhere."
  administrators = ["4f8a2c61-0d3e-4b7a-8c15-03a7e2f9b110"]
}
`, imported)); err != nil {
		t.Fatal(err)
	}
	w.must("get")
	html, markdown := w.planFile("modules")
	for _, want := range []string{"Offer", "Moved from lineworks_bot.before", "1 to forget", "Imported", "(sensitive value)"} {
		if !strings.Contains(html, want) {
			t.Errorf("got no %q in the preview", want)
		}
	}
	if secret := "canary-variable-0001"; strings.Contains(html+markdown, secret) {
		t.Errorf("got %q in the preview, want it hidden", secret)
	}
}

// bot is the configuration of a bot.
func bot(name string) string {
	return fmt.Sprintf(`
resource "lineworks_bot" %q {
  bot_name       = "Moving"
  photo_url      = "https://example.com/bot.png"
  description    = "Has another address."
  administrators = ["4f8a2c61-0d3e-4b7a-8c15-03a7e2f9b110"]
}
`, name)
}
