// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestRichMenu_driftIsSeenAndRepaired changes a menu behind the provider's back, which takes a
// new one with the same ID: the API cannot change any.
func TestRichMenu_driftIsSeenAndRepaired(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	bot := env.AddBot()
	config := menu{bot: bot, areas: []string{left, right, message}}.String()
	changes := []func(m *mockserver.RichMenu){
		func(m *mockserver.RichMenu) { m.RichMenuName = "other" },
		func(m *mockserver.RichMenu) { m.Size.Height = 1686 },
		func(m *mockserver.RichMenu) { m.Areas[0].Bounds.Width-- },
		func(m *mockserver.RichMenu) { m.Areas[0].Action.Data = "other" },
		func(m *mockserver.RichMenu) { m.Areas[0].Action.DisplayText = "" },
		func(m *mockserver.RichMenu) { m.Areas[0].Action.I18nDisplayTexts["ja_JP"] = "other" },
		func(m *mockserver.RichMenu) { m.Areas[1].Action.URI = "https://example.org/" },
		func(m *mockserver.RichMenu) { m.Areas[2].Action.Text = "other" },
		func(m *mockserver.RichMenu) { m.Areas[0], m.Areas[1] = m.Areas[1], m.Areas[0] },
		func(m *mockserver.RichMenu) { m.Areas = m.Areas[:1] },
	}
	steps := []resource.TestStep{{Config: config}}
	for _, change := range changes {
		steps = append(steps, resource.TestStep{
			PreConfig: func() {
				m := onlyMenu(t, env, bot)
				env.API.RemoveRichMenu(bot, m.RichMenuID)
				change(&m)
				env.API.AddRichMenu(bot, m)
			},
			Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
		})
	}
	env.Test(t, steps...)
}

func TestRichMenu_disappears(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "second-delete-", "read-deleted-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			bot := env.AddBot()
			env.Test(t,
				resource.TestStep{Config: menu{bot: bot}.String()},
				resource.TestStep{
					PreConfig:        func() { env.API.RemoveRichMenu(bot, onlyMenu(t, env, bot).RichMenuID) },
					Config:           menu{bot: bot}.String(),
					ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
				},
			)
		})
	}
}

func TestRichMenu_delete_ofAGoneMenuSucceeds(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.API.Fail(mockserver.Fault{Operation: remove, Act: true, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "none"})
	env.Test(t, resource.TestStep{Config: menu{bot: env.AddBot()}.String()})
	if n := env.API.Count(remove); n != 1 {
		t.Errorf("%d delete requests, want 1", n)
	}
}

func TestRichMenu_foreignAnswersAreNoReasonToRecreate(t *testing.T) {
	t.Parallel()
	page := "<html><title>Blocked</title></html>"
	for name, fault := range map[string]mockserver.Fault{
		"HTML 404":       {Status: http.StatusNotFound, Body: page},
		"HTML 200":       {Status: http.StatusOK, Body: page},
		"api not exists": {Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "Api not exists"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			config := menu{bot: env.AddBot()}.String()
			env.Test(t,
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() { fault.Operation = read; env.API.Fail(fault) },
					Config:    config, ExpectError: regexp.MustCompile(`(?s)Unable to read rich menu.*api_url`),
				},
				resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
			)
		})
	}
}

// TestRichMenu_quirks runs the provider against each way in which the service might
// behave. That plans stay empty is checked after each apply.
func TestRichMenu_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "create-answer-", "unset-", "reverse-arrays", "refuse-unknown") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			bot := env.AddBot()
			env.Test(t,
				resource.TestStep{
					Config: menu{bot: bot, areas: []string{left, right, message}}.String(),
					PostApplyFunc: func() {
						log := env.API.Requests()
						i := slices.IndexFunc(log, func(r mockserver.Request) bool { return r.Operation == create })
						// The next command signs in first.
						readBack := i >= 0 && i+1 < len(log) && log[i+1].Operation == read
						if want := quirks.CreateAnswer == mockserver.CreateAnswerOnlyID; readBack != want {
							t.Errorf("read back after creating: %t, want %t", readBack, want)
						}
						expectWrites(t, env, create)
					},
				},
				importStep(),
				importBlock(),
			)
		})
	}
}

// TestRichMenu_create_lostAnswer goes on with the menu that was made all the same, its
// picture included.
func TestRichMenu_create_lostAnswer(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	bot := env.AddBot()
	env.API.Fail(mockserver.Fault{Operation: create, Act: true, Reset: true})
	env.Test(t, resource.TestStep{
		Config:        menu{bot: bot}.String(),
		PostApplyFunc: func() { onlyMenu(t, env, bot); expectWrites(t, env, create) },
	})
	if n := len(env.API.RichMenus(bot)); n != 0 {
		t.Errorf("%d menus that no state knows", n)
	}
}

// TestRichMenu_create_outcomeUnknown has somebody make an equal menu in the meantime:
// the error names both, and the command that imports one.
func TestRichMenu_create_outcomeUnknown(t *testing.T) {
	t.Parallel()
	var (
		env  *acctest.Env
		bot  int64
		once sync.Once
	)
	env = acctest.New(t, func(o *mockserver.Options) {
		o.OnRequest = func(r mockserver.Request) {
			if r.Operation == create {
				once.Do(func() {
					other := env.API.RichMenus(bot)[0]
					other.RichMenuID = ""
					env.API.AddRichMenu(bot, other)
				})
			}
		}
	})
	bot = env.AddBot()
	env.API.Fail(mockserver.Fault{Operation: create, Act: true, Reset: true, Times: 9})
	env.Test(t, resource.TestStep{
		Config: menu{bot: bot}.String(),
		ExpectError: regexp.MustCompile(`(?s)Unable to create rich menu.*rich menu\s+"Main"\s+of\s+bot\s+` + text(bot) + `\s+was\s+lost.*cannot\s+be\s+told\s+from\s+each\s+other:` +
			`.*terraform\s+import\s+lineworks_rich_menu.NAME\s+` + text(bot) + `/4\d+\b.*apply\s+again`),
	})
	if n := env.API.Count(create); n != 1 {
		t.Errorf("sent %d times", n)
	}
}

func TestRichMenu_create_refused(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.API.Fail(mockserver.Fault{Operation: create, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "areas is odd."})
	env.Test(t, resource.TestStep{
		Config:      menu{bot: env.AddBot()}.String(),
		ExpectError: regexp.MustCompile(`(?s)Unable to create rich menu.*areas\s+=.*400 INVALID_PARAMETER: areas\s+is\s+odd`),
	})
}

// TestRichMenu_delete_ofTheDefault destroys a menu that was made the default without
// Terraform, whatever the service does then.
func TestRichMenu_delete_ofTheDefault(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		quirks mockserver.Quirks
		want   []string
	}{
		"allowed":       {mockserver.Quirks{}, []string{remove}},
		"refused":       {mockserver.Quirks{RefuseDeleteDefaultRichMenu: true}, []string{remove, endDefault, remove}},
		"stays in name": {mockserver.Quirks{KeepDanglingRichMenus: true}, []string{remove, endDefault}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(tc.quirks))
			bot := env.AddBot()
			env.Test(t, resource.TestStep{
				Config: menu{bot: bot}.String(),
				PostApplyFunc: func() {
					env.API.SetDefaultRichMenu(bot, onlyMenu(t, env, bot).RichMenuID)
					env.API.ResetRequests()
				},
			})
			expectWrites(t, env, tc.want...)
			if n := len(env.API.RichMenus(bot)); n != 0 || env.API.DefaultRichMenu(bot) != "" {
				t.Errorf("%d menus and the default %q are left", n, env.API.DefaultRichMenu(bot))
			}
		})
	}
}

// TestRichMenu_delete_danglingLookFails deletes the menu all the same, and says what
// could not be settled.
func TestRichMenu_delete_danglingLookFails(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.Quirks(mockserver.Quirks{KeepDanglingRichMenus: true}))
	bot := env.AddBot()
	s, prior := newSession(t, env), existing(env, bot)
	env.API.Fail(mockserver.Fault{Operation: readDefault, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	gone := env.API.RichMenus(bot)[0].RichMenuID
	got := s.apply(t, resourceType, s.plan(t, resourceType, prior, nil))
	expectMessage(t, got, "warning at nothing: Default of bot "+text(bot)+" may name rich menu "+gone+", which is gone: ", "not yours", "DELETE /bots/"+text(bot)+"/richmenus/default")
	if n := len(env.API.RichMenus(bot)); n != 0 {
		t.Errorf("%d menus are left", n)
	}
}

// TestRichMenu_delete_refused says no more than is known.
func TestRichMenu_delete_refused(t *testing.T) {
	t.Parallel()
	conflict := mockserver.Fault{Operation: remove, Status: http.StatusConflict, Code: "CONFLICT", Description: "in use"}
	forbidden := mockserver.Fault{Operation: remove, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"}
	for name, tc := range map[string]struct {
		fault     mockserver.Fault
		lookFails bool
		words     []string
		without   string
	}{
		"in use":                  {conflict, false, []string{"in use", "It is not the default", "lineworks_user_rich_menu"}, "could not be found out"},
		"in use, look fails":      {conflict, true, []string{"in use", "could not be found out", "look refused"}, "is not the default"},
		"not allowed":             {forbidden, false, []string{"not yours", `scope "bot"`}, "Users may"},
		"not allowed, look fails": {forbidden, true, []string{"not yours", `scope "bot"`}, "Users may"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			bot := env.AddBot()
			s, prior := newSession(t, env), existing(env, bot)
			env.API.Fail(tc.fault)
			if tc.lookFails {
				env.API.Fail(mockserver.Fault{Operation: readDefault, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "look refused"})
			}
			got := s.apply(t, resourceType, s.plan(t, resourceType, prior, nil))
			expectMessage(t, got, "error at nothing: Unable to delete rich menu: ", tc.words...)
			if strings.Contains(got, tc.without) {
				t.Errorf("unexpected %q: %s", tc.without, got)
			}
		})
	}
}

// existing is a menu of a bot as a state without a picture.
func existing(env *acctest.Env, bot int64) acctest.Values {
	return values(acctest.Values{
		"bot_id": text(bot), "rich_menu_id": env.API.AddRichMenu(bot, seeded()), "rich_menu_name": "Old",
		"i18n_images": map[string]string{}, "i18n_image_sha256s": map[string]string{},
	})
}

// TestRichMenu_delete_ofTheDefaultFails has the service refuse to end the default, too.
func TestRichMenu_delete_ofTheDefaultFails(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.Quirks(mockserver.Quirks{RefuseDeleteDefaultRichMenu: true}))
	bot := env.AddBot()
	env.API.Fail(mockserver.Fault{Operation: endDefault, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"})
	env.Test(t,
		resource.TestStep{
			Config:        menu{bot: bot}.String(),
			PostApplyFunc: func() { env.API.SetDefaultRichMenu(bot, onlyMenu(t, env, bot).RichMenuID) },
		},
		resource.TestStep{
			Config: menu{bot: bot}.String(), Destroy: true,
			ExpectError: regexp.MustCompile(`(?s)Unable to clear default rich menu before deleting it.*403 FORBIDDEN`),
		},
	)
}

// TestRichMenu_delete_ofAUsersMenu has a user with the menu whom Terraform does not
// know, and a default on top.
func TestRichMenu_delete_ofAUsersMenu(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		quirks mockserver.Quirks
		fails  bool
		words  string
	}{
		"allowed":              {mockserver.Quirks{}, false, ""},
		"dangling":             {mockserver.Quirks{KeepDanglingRichMenus: true}, false, ""},
		"refused":              {mockserver.Quirks{RefuseDeleteAssignedRichMenu: true}, true, "is not the default"},
		"refused, and default": {mockserver.Quirks{RefuseDeleteAssignedRichMenu: true, RefuseDeleteDefaultRichMenu: true}, true, "was the default"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(tc.quirks))
			bot := env.AddBot()
			config := menu{bot: bot}.String()
			other := env.API.AddRichMenu(bot, seeded())
			env.API.SetDefaultRichMenu(bot, other)
			steps := []resource.TestStep{{
				Config: config,
				PostApplyFunc: func() {
					id := env.API.RichMenus(bot)[1].RichMenuID
					env.API.SetUserRichMenu(bot, "u1", id)
					if tc.words != "is not the default" {
						env.API.SetDefaultRichMenu(bot, id)
					}
				},
			}}
			if tc.fails {
				steps = append(steps,
					resource.TestStep{
						Config: config, Destroy: true,
						ExpectError: regexp.MustCompile(`(?s)Unable to delete rich menu.*409 CONFLICT.*` + strings.ReplaceAll(tc.words, " ", `\s+`) +
							`.*Users\s+may\s+have\s+been\s+given\s+this\s+menu.*lineworks_user_rich_menu`),
					},
					resource.TestStep{ // still in state
						PreConfig: func() { env.API.SetUserRichMenu(bot, "u1", "") },
						Config:    config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
					},
				)
			}
			env.Test(t, steps...)
			if left := onlyMenu(t, env, bot).RichMenuID; left != other {
				t.Errorf("the menu %s is left", left)
			}
			if got := env.API.DefaultRichMenu(bot); tc.words == "is not the default" && got != other {
				t.Errorf("the default is %q although it was another menu's", got)
			}
		})
	}
}

func TestRichMenu_delete_fails(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := menu{bot: env.AddBot()}.String()
	env.API.Fail(mockserver.Fault{Operation: remove, Status: http.StatusInternalServerError, Code: "INTERNAL_SERVER_ERROR", Description: "no"})
	env.Test(t,
		resource.TestStep{Config: config},
		resource.TestStep{Config: config, Destroy: true, ExpectError: regexp.MustCompile(`(?s)Unable to delete rich menu.*500 INTERNAL_SERVER_ERROR`)},
	)
	if n := env.API.Count(endDefault); n != 0 {
		t.Error("the default was ended although nothing was refused")
	}
}

func TestRichMenu_import_badIDs(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	bot := env.AddBot()
	for id, want := range map[string]string{
		text(bot):           `(?s)Invalid import ID.*BOT_ID/RICH_MENU_ID.*terraform\s+import\s+lineworks_rich_menu.NAME\s+2000001/40001.*lineworks_rich_menus`,
		"Desk/40001":        `(?s)Invalid import ID.*Numbers:\s+BOT_ID`,
		text(bot) + "/4711": `Cannot import non-existent remote object`,
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			env.Test(t, resource.TestStep{
				Config: menu{bot: bot}.String(), ResourceName: addr, ImportState: true, ImportStateId: id, ExpectError: regexp.MustCompile(want),
			})
		})
	}
}
