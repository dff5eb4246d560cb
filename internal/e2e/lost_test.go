// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	listBots   = "GET /bots"
	createMenu = "POST /bots/{botId}/richmenus"
	listMenus  = "GET /bots/{botId}/richmenus"
)

// equalBots is a configuration of n bots that differ in nothing.
func equalBots(n int) string {
	return required + fmt.Sprintf(`
resource "lineworks_bot" "desk" {
  count          = %d
  bot_name       = "Desk"
  description    = "Answers."
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
}
`, n)
}

// words is a text without its line breaks and the bars that the CLI draws beside it.
func words(out string) string {
	return strings.Join(strings.FieldsFunc(out, func(r rune) bool { return strings.ContainsRune(" \n\r\t│╷╵", r) }), " ")
}

// TestLostResponse_bots loses the response to one of ten equal creates. The service
// has created its bot, or not; either way there are ten of them in the end, and in state.
func TestLostResponse_bots(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]mockserver.Fault{
		"reset":          {Act: true, Reset: true},
		"cut":            {Cut: true},
		"gateway":        {Act: true, Status: http.StatusGatewayTimeout},
		"reset, not yet": {Reset: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const n = 10
			w := newWorkspace(t, map[string]string{"main.tf": equalBots(n)})
			fault.Operation, fault.Skip = createBot, 4
			w.api.Fail(fault)
			code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve")
			want := map[string]int{token: 2, listBots: 1 + 2, createBot: n, readBot: 1}
			if fault.Act || fault.Cut {
				if code != 0 || !strings.Contains(words(out), "Warning: Found bot 20000") || !strings.Contains(words(out), "The provider takes it for the one that the request created") {
					t.Errorf("got exit code %d, want 0 and a warning that names the bot that was found:\n%s", code, out)
				}
			} else {
				want[listBots], want[readBot] = 1+3, 0
				delete(want, readBot)
				if code != 1 || !strings.Contains(words(out), `The response to the request that creates bot "Desk" was lost.`) || !strings.Contains(words(out), "it was most likely not created. Apply again.") {
					t.Errorf("got exit code %d, want 1 and the advice to apply again:\n%s", code, out)
				}
			}
			got := w.counts()
			for operation, n := range want {
				if got[operation] != n {
					t.Errorf("%s: got %d requests, want %d", operation, got[operation], n)
				}
			}
			if code != 0 {
				w.apply()
			}
			w.plan(false)
			if bots := w.api.Bots(); len(bots) != n {
				t.Errorf("got %d bots, want %d", len(bots), n)
			}
			w.destroy()
			if bots := w.api.Bots(); len(bots) != 0 {
				t.Errorf("got %d bots that no state knows, want none", len(bots))
			}
		})
	}
}

// TestLostResponse_richMenu loses the response to the creation of a menu of a bot that was
// there before, and of a bot itself.
func TestLostResponse_richMenu(t *testing.T) {
	t.Parallel()
	config := func(bot string) string {
		return equalBots(1) + fmt.Sprintf(`
resource "lineworks_rich_menu" "main" {
  bot_id         = %s
  rich_menu_name = "Main"
  size           = { width = 2500, height = 843 }
  areas = [{
    bounds = { x = 0, y = 0, width = 2500, height = 843 }
    action = { type = "message", label = "Help", text = "Help" }
  }]
}
`, bot)
	}
	w := newWorkspace(t, nil)
	old := w.api.AddBot(mockserver.Bot{BotName: "Old", PhotoURL: "https://example.com/a.png", Description: "Old.", Administrators: []string{"u1"}})
	for _, step := range []struct {
		bot   string
		lists int
	}{
		{fmt.Sprintf("%q", fmt.Sprint(old)), 3}, // for the plan, before the create, after it
		{"lineworks_bot.desk[0].bot_id", 1},     // after it: a new bot has none
	} {
		if err := w.Write("main.tf", config(step.bot)); err != nil {
			t.Fatal(err)
		}
		w.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true})
		w.api.Fail(mockserver.Fault{Operation: createMenu, Act: true, Reset: true})
		out := w.apply()
		if n := strings.Count(out, " after a lost response"); n != 2 || w.api.PendingFaults() != 0 {
			t.Errorf("got %d warnings and %d faults that did not strike, want 2 and none:\n%s", n, w.api.PendingFaults(), out)
		}
		counts := w.counts()
		if counts[createBot] != 1 || counts[createMenu] != 1 || counts[listMenus] != step.lists {
			t.Errorf("got the requests %v, want one %s, one %s and %d %s", counts, createBot, createMenu, step.lists, listMenus)
		}
		w.plan(false)
		w.destroy()
		if bots := w.api.Bots(); len(bots) != 1 || len(w.api.RichMenus(old)) != 0 {
			t.Errorf("got %d bots and %d menus left, want the old bot without menus", len(bots), len(w.api.RichMenus(old)))
		}
		w.counts()
	}
}

// TestPlan_nameTaken warns in the plan, and only there where the plan says nothing of
// the bot that is there.
func TestPlan_nameTaken(t *testing.T) {
	t.Parallel()
	const warning = `Warning: Bot named "Desk" already exists`
	w := newWorkspace(t, map[string]string{"main.tf": equalBots(1)})
	id := w.api.AddBot(mockserver.Bot{BotName: "Desk", PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"}})
	if out := w.plan(true); !strings.Contains(out, warning) || !strings.Contains(words(out), fmt.Sprintf("terraform import lineworks_bot.NAME %d", id)) {
		t.Errorf("got\n%s\nwant the warning %q and the command that imports bot %d", out, warning, id)
	}
	w.counts()
	w.must("import", "-input=false", "-no-color", "lineworks_bot.desk[0]", fmt.Sprint(id))
	w.plan(false)
	if n := w.counts()[listBots]; n != 0 {
		t.Errorf("got %d lists although nothing new is planned, want none", n)
	}
	// Another one of the name, planned after the first one has been read.
	second := strings.Replace(equalBots(1), required, "", 1)
	second = strings.Replace(strings.Replace(second, `"desk"`, `"second"`, 1), "count ", "depends_on = [lineworks_bot.desk]\n  count ", 1)
	if err := w.Write("second.tf", second); err != nil {
		t.Fatal(err)
	}
	if out := w.plan(true); strings.Contains(out, warning) {
		t.Errorf("got a warning of a bot of Terraform's own, want none:\n%s", out)
	}
	if n := w.counts()[listBots]; n != 1 {
		t.Errorf("got %d lists for one plan, want 1", n)
	}
	if out := w.apply(); !cli.OpenTofu && strings.Contains(out, warning) {
		t.Errorf("the apply: got a warning of a bot of Terraform's own, want none:\n%s", out)
	}
}

// TestPlan_withoutTheList plans although the bots cannot be listed.
func TestPlan_withoutTheList(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": equalBots(3)})
	w.api.Fail(mockserver.Fault{Operation: listBots, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	if out := w.plan(true); strings.Count(out, "Unable to look for existing bots") != 1 || !strings.Contains(out, "not yours") {
		t.Errorf("got\n%s\nwant one warning about the list, with the service's words", out)
	}
}
