// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	addr = "lineworks_persistent_menu.test"

	set    = "POST /bots/{botId}/persistentmenu"
	read   = "GET /bots/{botId}/persistentmenu"
	remove = "DELETE /bots/{botId}/persistentmenu"
	rich   = "GET /bots/{botId}/richmenus"
)

// Buttons.
var (
	help  = acctest.Values{"type": "message", "label": "Help"}
	site  = acctest.Values{"type": "uri", "label": "Site", "uri": "http://example.com/"}
	code  = acctest.Values{"type": "copy", "label": "Code", "copy_text": "ABC-1"}
	every = acctest.Values{
		"type": "message", "label": "Help", "text": "Help me", "postback": "help",
		"i18n_labels": map[string]string{"ja_JP": "ヘルプ", "ko_KR": "도움말"},
		"i18n_texts":  map[string]string{"ja_JP": "助けて"},
	}
)

// menu is a configuration of one menu.
func menu(botID int64, buttons ...acctest.Values) acctest.Config {
	actions := []any{}
	for _, button := range buttons {
		actions = append(actions, button)
	}
	return acctest.Config{addr: {"bot_id": strconv.FormatInt(botID, 10), "actions": actions}}
}

// planned expects the driver to plan a change of the menu.
func planned(change acctest.Change) acctest.Changes { return acctest.Changes{addr: change} }

// cliPlans expects the CLI to plan an action for the menu.
func cliPlans(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(addr, action)}}
}

func importStep() resource.TestStep {
	return resource.TestStep{
		ResourceName: addr, ImportState: true, ImportStateVerify: true,
		ImportStateVerifyIdentifierAttribute: "bot_id", ImportStateIdFunc: acctest.ImportID(addr, "bot_id"),
	}
}

func importBlock() resource.TestStep {
	return resource.TestStep{
		ResourceName: addr, ImportState: true, ImportStateKind: resource.ImportBlockWithID,
		ImportStateIdFunc: acctest.ImportID(addr, "bot_id"),
	}
}

// holds checks that the service holds a menu.
func holds(t *testing.T, tenant *acctest.Tenant, bot int64, want ...mockserver.Action) {
	t.Helper()
	got, _ := tenant.API.PersistentMenu(bot)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the service holds another menu (-want +got):\n%s", diff)
	}
}

// The following use the real CLI.

func TestPersistentMenu_lifecycle(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	oneWrite := func() {
		if n := tenant.Writes(); n != 1 {
			t.Errorf("%d write requests, want 1", n)
		}
	}
	empty := help.With(acctest.Values{"i18n_labels": acctest.Values{}, "i18n_texts": acctest.Values{}})
	tenant.Test(t,
		resource.TestStep{
			Config:           menu(id, every, site, code).HCL(),
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionCreate),
			PostApplyFunc: func() {
				oneWrite()
				holds(t, tenant, id,
					mockserver.Action{
						Type: "message", Label: "Help", Text: "Help me", Postback: "help",
						I18nLabels: map[string]string{"ja_JP": "ヘルプ", "ko_KR": "도움말"}, I18nTexts: map[string]string{"ja_JP": "助けて"},
					},
					mockserver.Action{Type: "uri", Label: "Site", URI: "http://example.com/"},
					mockserver.Action{Type: "copy", Label: "Code", CopyText: "ABC-1"},
				)
			},
		},
		importStep(),
		importBlock(),
		resource.TestStep{ // another order is another menu
			PreConfig:        tenant.API.ResetRequests,
			Config:           menu(id, code, every, site).HCL(),
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionUpdate),
			PostApplyFunc:    oneWrite,
		},
		resource.TestStep{ // every optional attribute taken away
			PreConfig:        tenant.API.ResetRequests,
			Config:           menu(id, help).HCL(),
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionUpdate),
			PostApplyFunc: func() {
				oneWrite()
				holds(t, tenant, id, mockserver.Action{Type: "message", Label: "Help"})
			},
		},
		resource.TestStep{
			PreConfig:        tenant.API.ResetRequests,
			Config:           menu(id, empty).HCL(),
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionNoop),
		},
		importStep(),
	)
	if _, there := tenant.API.PersistentMenu(id); there {
		t.Error("got a menu after destroy, want none")
	}
	if n := tenant.API.Count(remove); n != 1 {
		t.Errorf("%d delete requests, want 1", n)
	}
}

// TestPersistentMenu_botDisappears deletes the bot of the menu: both are gone.
func TestPersistentMenu_botDisappears(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	const bot = "lineworks_bot.test"
	config := acctest.Config{
		bot:  {"bot_name": "Desk", "description": "Answers.", "photo_url": "https://example.com/a.png", "administrators": []string{"u1"}},
		addr: {"bot_id": acctest.Ref(bot + ".bot_id"), "actions": []any{help}},
	}.HCL()
	tenant.Test(t,
		resource.TestStep{
			Config: config,
			PostApplyFunc: func() {
				for _, r := range tenant.API.Requests() {
					switch r.Operation {
					case set:
						return
					case read:
						t.Error("got a read of the menu of a bot that was just created, want none")
					}
				}
			},
		},
		resource.TestStep{
			PreConfig: func() { tenant.API.RemoveBot(tenant.API.Bots()[0].BotID) },
			Config:    config,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(bot, plancheck.ResourceActionCreate),
				plancheck.ExpectResourceAction(addr, plancheck.ResourceActionCreate),
			}},
		},
	)
	if n := len(tenant.API.Bots()); n != 0 {
		t.Errorf("%d bots are left, want none", n)
	}
}

func TestPersistentMenu_otherBot_replaces(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	first, second := tenant.AddBot(), tenant.AddBot()
	tenant.Test(t,
		resource.TestStep{Config: menu(first, help).HCL()},
		resource.TestStep{Config: menu(second, help).HCL(), ConfigPlanChecks: cliPlans(plancheck.ResourceActionDestroyBeforeCreate)},
	)
	if n := tenant.API.Count(remove); n != 2 {
		t.Errorf("%d delete requests, want 2: one for each bot", n)
	}
}

func TestPersistentMenu_botWithRichMenus(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	richID := tenant.API.AddRichMenu(id, mockserver.RichMenu{RichMenuName: "Main"})
	tenant.Test(t, resource.TestStep{
		Config:      menu(id, help).HCL(),
		ExpectError: regexp.MustCompile(`(?s)Bot has rich menus.*bot_id\s+= .*"Main" \(` + richID + `\).*Delete all rich menus`),
	})
}

// The following use the driver.

// TestPersistentMenu_update_eachAttribute changes one attribute of a button
// after the other, in place.
func TestPersistentMenu_update_eachAttribute(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	in := func(language, text string) map[string]string { return map[string]string{language: text} }
	menus := []acctest.Values{
		help, help.With(acctest.Values{"text": "a"}), help.With(acctest.Values{"text": "b"}),
		help.With(acctest.Values{"postback": "a"}), help.With(acctest.Values{"postback": "b"}),
		help.With(acctest.Values{"i18n_labels": in("ja_JP", "a")}), help.With(acctest.Values{"i18n_labels": in("ja_JP", "b")}),
		help.With(acctest.Values{"i18n_labels": in("ko_KR", "b")}),
		help.With(acctest.Values{"i18n_texts": in("ja_JP", "a")}), help.With(acctest.Values{"i18n_texts": in("zh_CN", "a")}),
		site, site.With(acctest.Values{"uri": "https://example.com/"}),
		code, code.With(acctest.Values{"copy_text": "DEF-1"}), code.With(acctest.Values{"label": "Copy"}),
	}
	steps := []acctest.Step{}
	for i, button := range menus {
		change := acctest.Update
		if i == 0 {
			change = acctest.Create
		}
		steps = append(steps, acctest.Step{Name: fmt.Sprint(button), Config: menu(id, button), Plan: planned(change), Requests: map[string]int{set: 1}})
	}
	tenant.Drive(t, steps...)
	if got := tenant.API.Count(set); got != len(menus) {
		t.Errorf("%d menus were set, want %d", got, len(menus))
	}
}

func TestPersistentMenu_driftIsSeenAndRepaired(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	config := menu(id, every, site, code)
	steps := []acctest.Step{{Config: config}}
	for name, change := range map[string]func(a []mockserver.Action) []mockserver.Action{
		"label":       func(a []mockserver.Action) []mockserver.Action { a[0].Label = "other"; return a },
		"text":        func(a []mockserver.Action) []mockserver.Action { a[0].Text = ""; return a },
		"postback":    func(a []mockserver.Action) []mockserver.Action { a[0].Postback = "other"; return a },
		"i18n_labels": func(a []mockserver.Action) []mockserver.Action { a[0].I18nLabels["ja_JP"] = "other"; return a },
		"i18n_texts":  func(a []mockserver.Action) []mockserver.Action { a[0].I18nTexts = nil; return a },
		"uri":         func(a []mockserver.Action) []mockserver.Action { a[1].URI = "https://example.org/"; return a },
		"copy_text":   func(a []mockserver.Action) []mockserver.Action { a[2].CopyText = "other"; return a },
		"order":       func(a []mockserver.Action) []mockserver.Action { a[0], a[1] = a[1], a[0]; return a },
		"fewer":       func(a []mockserver.Action) []mockserver.Action { return a[:1] },
	} {
		steps = append(steps, acctest.Step{
			Name: name,
			Before: func() {
				actions, _ := tenant.API.PersistentMenu(id)
				tenant.API.SetPersistentMenu(id, change(actions))
			},
			Config: config, Plan: planned(acctest.Update),
		})
	}
	tenant.Drive(t, steps...)
}

func TestPersistentMenu_disappears(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "persistent-menu-unset-", "second-delete-", "read-deleted-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id := tenant.AddBot()
			tenant.Drive(t,
				acctest.Step{Config: menu(id, help)},
				acctest.Step{
					Before: func() { tenant.API.RemovePersistentMenu(id) },
					Config: menu(id, help), Plan: planned(acctest.Create),
				},
			)
		})
	}
}

func TestPersistentMenu_delete_ofAGoneMenuSucceeds(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.API.Fail(mockserver.Fault{Operation: remove, Act: true, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "none"})
	tenant.Drive(t, acctest.Step{Config: menu(tenant.AddBot(), help)})
	if n := tenant.API.Count(remove); n != 1 {
		t.Errorf("%d delete requests, want 1", n)
	}
}

func TestPersistentMenu_foreignResponsesAreNoReasonToRecreate(t *testing.T) {
	t.Parallel()
	page := "<html><title>Blocked</title></html>"
	for name, fault := range map[string]mockserver.Fault{
		"HTML 404":       {Status: http.StatusNotFound, Body: page},
		"HTML 200":       {Status: http.StatusOK, Body: page},
		"foreign 200":    {Status: http.StatusOK, Body: `{"message":"blocked by policy"}`, ContentType: "application/json"},
		"api not exists": {Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "Api not exists"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			config := menu(tenant.AddBot(), help)
			tenant.Drive(t,
				acctest.Step{Config: config},
				acctest.Step{
					Before: func() { fault.Operation = read; tenant.API.Fail(fault) },
					Config: config, Errors: []string{"Unable to read persistent menu: ", "api_url"},
				},
				acctest.Step{Config: config, Plan: planned(acctest.NoOp)},
			)
		})
	}
}

// TestPersistentMenu_quirks runs the provider against each way in which the
// service might behave. The plan after each apply has to be empty.
func TestPersistentMenu_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "persistent-menu-", "unset-", "reverse-arrays", "refuse-unknown") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id := tenant.AddBot()
			tenant.Drive(t,
				acctest.Step{Config: menu(id, every, site, code)},
				acctest.Step{Config: menu(id, help, site), Plan: planned(acctest.Update)},
				acctest.Step{CheckImport: addr},
			)
		})
	}
}

// TestPersistentMenu_textThatRepeatsTheLabel says in so many words what the
// service assumes anyway.
func TestPersistentMenu_textThatRepeatsTheLabel(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]mockserver.Quirks{"kept": {}, "echoed": {PersistentMenuTextEcho: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			tenant.Drive(t, acctest.Step{
				Config:     menu(tenant.AddBot(), help.With(acctest.Values{"text": "Help"})),
				Attributes: acctest.Attributes{addr + ".actions[0].text": "Help"},
			})
		})
	}
}

// TestPersistentMenu_readBackFails has the service respond to a write without a
// body and then refuse to tell more. The menu is set all the same.
func TestPersistentMenu_readBackFails(t *testing.T) {
	t.Parallel()
	var tenant *acctest.Tenant
	tenant = acctest.NewInMemory(t, func(o *mockserver.Options) {
		o.Quirks.PersistentMenuResponse = mockserver.PersistentMenuResponseEmpty
		o.OnRequest = func(r mockserver.Request) {
			if r.Operation == set { // the next request reads the menu back
				tenant.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"})
			}
		}
	})
	config := menu(tenant.AddBot(), help)
	tenant.Drive(t,
		acctest.Step{
			Config: config, Requests: map[string]int{set: 1},
			After: func() {
				if n := tenant.API.PendingFaults(); n != 0 {
					t.Errorf("got %d pending faults, want 0: reads after the write are missing", n)
				}
			},
		},
		acctest.Step{Config: config, Plan: planned(acctest.NoOp), Requests: map[string]int{set: 0}},
	)
}

func TestPersistentMenu_richMenus(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]mockserver.Quirks{
		"400": {},
		"409": {RichMenuConflict: mockserver.RichMenuConflict409},
		"403": {RichMenuConflict: mockserver.RichMenuConflict403},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id := tenant.AddBot()
			richID := tenant.API.AddRichMenu(id, mockserver.RichMenu{RichMenuName: "Main"})
			tenant.Drive(t,
				acctest.Step{
					Config: menu(id, help),
					Errors: []string{"error at bot_id: Bot has rich menus: ", `"Main" (` + richID + ")", "Delete all rich menus"},
				},
				acctest.Step{ // nothing is refused, so nothing is looked up
					Before: func() { tenant.API.RemoveRichMenu(id, richID) },
					Config: menu(id, help), Requests: map[string]int{rich: 0},
				},
			)
		})
	}
}

// TestPersistentMenu_errors has the service refuse for another reason than
// rich menus, and also keep to itself whether there are any.
func TestPersistentMenu_errors(t *testing.T) {
	t.Parallel()
	refusal := mockserver.Fault{Operation: set, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "Too rude."}
	for name, more := range map[string][]mockserver.Fault{
		"no rich menus":         nil,
		"rich menus not to see": {{Operation: rich, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			for _, fault := range append(more, refusal) {
				tenant.API.Fail(fault)
			}
			tenant.Drive(t, acctest.Step{
				Config: menu(tenant.AddBot(), help),
				Errors: []string{": Unable to create persistent menu: ", "400 INVALID_PARAMETER: Too rude."},
			})
		})
	}
}

func TestPersistentMenu_import_badIDs(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	for importID, want := range map[string][]string{
		"Desk":                    {"Invalid import ID", "terraform import lineworks_persistent_menu.NAME 2000001"},
		strconv.FormatInt(id, 10): {acctest.NonExistent}, // a bot without a menu
	} {
		t.Run(importID, func(t *testing.T) {
			t.Parallel()
			tenant.Drive(t, acctest.Step{Config: menu(id, help), Imports: map[string]string{addr: importID}, Errors: want})
		})
	}
}

// TestPersistentMenu_importIdentity imports by an identity that cannot be a menu's.
func TestPersistentMenu_importIdentity(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		id   string
		want []string
	}{
		"a name":             {"Desk", []string{"Invalid import identity", `"Desk" is not a valid bot_id of lineworks_persistent_menu`}},
		"no such bot":        {"2000009", []string{acctest.NonExistent}},
		"bot without a menu": {"2000001", []string{acctest.NonExistent}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			tenant.AddBot() // has the ID 2000001
			tenant.Drive(t, acctest.Step{
				Config: menu(2000001, help), ImportsByIdentity: map[string]map[string]string{addr: {"bot_id": tc.id}}, Errors: tc.want,
			})
		})
	}
}
