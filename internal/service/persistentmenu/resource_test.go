// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

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

// Buttons as configuration.
const (
	help  = `{ type = "message", label = "Help" }`
	site  = `{ type = "uri", label = "Site", uri = "http://example.com/" }`
	code  = `{ type = "copy", label = "Code", copy_text = "ABC-1" }`
	every = `{
    type        = "message"
    label       = "Help"
    text        = "Help me"
    postback    = "help"
    i18n_labels = { ja_JP = "ヘルプ", ko_KR = "도움말" }
    i18n_texts  = { ja_JP = "助けて" }
  }`
)

// menu is the resource as configuration.
func menu(botID int64, buttons ...string) string {
	return fmt.Sprintf("resource \"lineworks_persistent_menu\" \"test\" {\n  bot_id = %q\n  actions = [\n%s\n  ]\n}\n",
		strconv.FormatInt(botID, 10), strings.Join(buttons, ",\n"))
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
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

func TestPersistentMenu_lifecycle(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	oneWrite := func() {
		if n := env.Writes(); n != 1 {
			t.Errorf("%d write requests, want 1", n)
		}
	}
	env.Test(t,
		resource.TestStep{
			Config:           menu(id, every, site, code),
			ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
			PostApplyFunc: func() {
				oneWrite()
				got, _ := env.API.PersistentMenu(id)
				want := []mockserver.Action{
					{
						Type: "message", Label: "Help", Text: "Help me", Postback: "help",
						I18nLabels: map[string]string{"ja_JP": "ヘルプ", "ko_KR": "도움말"}, I18nTexts: map[string]string{"ja_JP": "助けて"},
					},
					{Type: "uri", Label: "Site", URI: "http://example.com/"},
					{Type: "copy", Label: "Code", CopyText: "ABC-1"},
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("the service holds another menu (-want +got):\n%s", diff)
				}
			},
		},
		importStep(),
		importBlock(),
		resource.TestStep{ // another order is another menu
			PreConfig:        env.API.ResetRequests,
			Config:           menu(id, code, every, site),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			PostApplyFunc:    oneWrite,
		},
		resource.TestStep{ // every optional attribute taken away
			PreConfig:        env.API.ResetRequests,
			Config:           menu(id, help),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			PostApplyFunc: func() {
				oneWrite()
				got, _ := env.API.PersistentMenu(id)
				if diff := cmp.Diff([]mockserver.Action{{Type: "message", Label: "Help"}}, got); diff != "" {
					t.Errorf("the service holds another menu (-want +got):\n%s", diff)
				}
			},
		},
		resource.TestStep{
			PreConfig:        env.API.ResetRequests,
			Config:           menu(id, strings.Replace(help, "}", ", i18n_labels = {}, i18n_texts = {} }", 1)),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
		},
		importStep(),
	)
	if _, there := env.API.PersistentMenu(id); there {
		t.Error("the menu is left after destroy")
	}
	if n := env.API.Count(remove); n != 1 {
		t.Errorf("%d delete requests, want 1", n)
	}
}

// TestPersistentMenu_update_eachAttribute changes one attribute of a button
// after the other, in place.
func TestPersistentMenu_update_eachAttribute(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	message := func(attributes string) string {
		return "{ type = \"message\"\n label = \"Help\"\n" + attributes + "\n}"
	}
	menus := []string{
		message(``), message(`text = "a"`), message(`text = "b"`), message(`postback = "a"`), message(`postback = "b"`),
		message(`i18n_labels = { ja_JP = "a" }`), message(`i18n_labels = { ja_JP = "b" }`), message(`i18n_labels = { ko_KR = "b" }`),
		message(`i18n_texts = { ja_JP = "a" }`), message(`i18n_texts = { zh_CN = "a" }`),
		site, strings.Replace(site, "http:", "https:", 1), code, strings.Replace(code, "ABC", "DEF", 1), strings.Replace(code, "Code", "Copy", 1),
	}
	steps := []resource.TestStep{}
	for i, button := range menus {
		action := plancheck.ResourceActionUpdate
		if i == 0 {
			action = plancheck.ResourceActionCreate
		}
		steps = append(steps, resource.TestStep{Config: menu(id, button), ConfigPlanChecks: planned(action)})
	}
	env.Test(t, steps...)
	if got := env.API.Count(set); got != len(menus) {
		t.Errorf("%d menus were set, want %d", got, len(menus))
	}
}

func TestPersistentMenu_otherBot_replaces(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	first, second := env.AddBot(), env.AddBot()
	env.Test(t,
		resource.TestStep{Config: menu(first, help)},
		resource.TestStep{Config: menu(second, help), ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate)},
	)
	if n := env.API.Count(remove); n != 2 {
		t.Errorf("%d delete requests, want one for each bot", n)
	}
}

func TestPersistentMenu_driftIsSeenAndRepaired(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	before := func() []mockserver.Action { actions, _ := env.API.PersistentMenu(id); return actions }
	changes := []func(a []mockserver.Action) []mockserver.Action{
		func(a []mockserver.Action) []mockserver.Action { a[0].Label = "other"; return a },
		func(a []mockserver.Action) []mockserver.Action { a[0].Text = ""; return a },
		func(a []mockserver.Action) []mockserver.Action { a[0].Postback = "other"; return a },
		func(a []mockserver.Action) []mockserver.Action { a[0].I18nLabels["ja_JP"] = "other"; return a },
		func(a []mockserver.Action) []mockserver.Action { a[0].I18nTexts = nil; return a },
		func(a []mockserver.Action) []mockserver.Action { a[1].URI = "https://example.org/"; return a },
		func(a []mockserver.Action) []mockserver.Action { a[2].CopyText = "other"; return a },
		func(a []mockserver.Action) []mockserver.Action { a[0], a[1] = a[1], a[0]; return a },
		func(a []mockserver.Action) []mockserver.Action { return a[:1] },
	}
	steps := []resource.TestStep{{Config: menu(id, every, site, code)}}
	for _, change := range changes {
		steps = append(steps, resource.TestStep{
			PreConfig:        func() { env.API.SetPersistentMenu(id, change(before())) },
			Config:           menu(id, every, site, code),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
		})
	}
	env.Test(t, steps...)
}

func TestPersistentMenu_disappears(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "persistent-menu-unset-", "second-delete-", "read-deleted-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			id := env.AddBot()
			env.Test(t,
				resource.TestStep{Config: menu(id, help)},
				resource.TestStep{
					PreConfig:        func() { env.API.RemovePersistentMenu(id) },
					Config:           menu(id, help),
					ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
				},
			)
		})
	}
}

// TestPersistentMenu_botDisappears deletes the bot of the menu: both are gone.
func TestPersistentMenu_botDisappears(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := `
resource "lineworks_bot" "test" {
  bot_name       = "Desk"
  description    = "Answers."
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
}
resource "lineworks_persistent_menu" "test" {
  bot_id  = lineworks_bot.test.bot_id
  actions = [` + help + `]
}
`
	env.Test(t,
		resource.TestStep{
			Config: config,
			PostApplyFunc: func() {
				for _, r := range env.API.Requests() {
					switch r.Operation {
					case set:
						return
					case read:
						t.Error("a menu was looked for although its bot had just been made")
					}
				}
			},
		},
		resource.TestStep{
			PreConfig: func() { env.API.RemoveBot(env.API.Bots()[0].BotID) },
			Config:    config,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction("lineworks_bot.test", plancheck.ResourceActionCreate),
				plancheck.ExpectResourceAction(addr, plancheck.ResourceActionCreate),
			}},
		},
	)
	if n := len(env.API.Bots()); n != 0 {
		t.Errorf("%d bots are left", n)
	}
}

func TestPersistentMenu_delete_ofAGoneMenuSucceeds(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.API.Fail(mockserver.Fault{Operation: remove, Act: true, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "none"})
	env.Test(t, resource.TestStep{Config: menu(env.AddBot(), help)})
	if n := env.API.Count(remove); n != 1 {
		t.Errorf("%d delete requests, want 1", n)
	}
}

func TestPersistentMenu_foreignAnswersAreNoReasonToRecreate(t *testing.T) {
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
			env := acctest.New(t)
			id := env.AddBot()
			env.Test(t,
				resource.TestStep{Config: menu(id, help)},
				resource.TestStep{
					PreConfig:   func() { fault.Operation = read; env.API.Fail(fault) },
					Config:      menu(id, help),
					ExpectError: regexp.MustCompile(`(?s)Unable to read persistent menu.*api_url`),
				},
				resource.TestStep{Config: menu(id, help), ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
			)
		})
	}
}

// TestPersistentMenu_quirks runs the provider against each way in which the
// service might behave. That plans stay empty is checked after each apply.
func TestPersistentMenu_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "persistent-menu-", "unset-", "reverse-arrays", "refuse-unknown") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			id := env.AddBot()
			env.Test(t,
				resource.TestStep{Config: menu(id, every, site, code)},
				resource.TestStep{Config: menu(id, help, site), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate)},
				importStep(),
				importBlock(),
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
			env := acctest.New(t, acctest.Quirks(quirks))
			env.Test(t, resource.TestStep{
				Config: menu(env.AddBot(), `{ type = "message", label = "Help", text = "Help" }`),
				ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(addr,
					tfjsonpath.New("actions").AtSliceIndex(0).AtMapKey("text"), knownvalue.StringExact("Help"))},
			})
		})
	}
}

// TestPersistentMenu_readBackFails has the service answer a write without a
// body and then refuse to tell more. The menu is set all the same.
func TestPersistentMenu_readBackFails(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.Quirks(mockserver.Quirks{PersistentMenuAnswer: mockserver.PersistentMenuAnswerEmpty}))
	id := env.AddBot()
	// The first read is the look for a menu that would be overwritten, in the
	// plan and again in the apply.
	env.API.Fail(mockserver.Fault{Operation: read, Skip: 2, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"})
	env.Test(t,
		resource.TestStep{Config: menu(id, help)},
		resource.TestStep{Config: menu(id, help), ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
	)
	if n := env.API.PendingFaults(); n != 0 {
		t.Error("the menu was not read back")
	}
	if n := env.API.Count(set); n != 1 {
		t.Errorf("the menu was set %d times, want once", n)
	}
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
			env := acctest.New(t, acctest.Quirks(quirks))
			id := env.AddBot()
			richID := env.API.AddRichMenu(id, mockserver.RichMenu{RichMenuName: "Main"})
			env.Test(t,
				resource.TestStep{
					Config:      menu(id, help),
					ExpectError: regexp.MustCompile(`(?s)Bot has rich menus.*bot_id\s+= .*"Main" \(` + richID + `\).*Delete all rich menus`),
				},
				resource.TestStep{
					PreConfig: func() { env.API.RemoveRichMenu(id, richID); env.API.ResetRequests() },
					Config:    menu(id, help),
					PostApplyFunc: func() {
						if n := env.API.Count(rich); n != 0 {
							t.Errorf("rich menus were looked up %d times although nothing was refused", n)
						}
					},
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
			env := acctest.New(t)
			id := env.AddBot()
			for _, fault := range append(more, refusal) {
				env.API.Fail(fault)
			}
			env.Test(t, resource.TestStep{
				Config:      menu(id, help),
				ExpectError: regexp.MustCompile(`(?s)Unable to create persistent menu.*400 INVALID_PARAMETER: Too rude\.`),
			})
		})
	}
}

func TestPersistentMenu_import_badIDs(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	for importID, want := range map[string]string{
		"Desk":                    `(?s)Invalid import ID.*terraform import\s+lineworks_persistent_menu.NAME\s+2000001`,
		strconv.FormatInt(id, 10): `Cannot import non-existent remote object`, // a bot without a menu
	} {
		t.Run(importID, func(t *testing.T) {
			t.Parallel()
			env.Test(t, resource.TestStep{
				Config: menu(id, help), ResourceName: addr, ImportState: true, ImportStateId: importID, ExpectError: regexp.MustCompile(want),
			})
		})
	}
}
