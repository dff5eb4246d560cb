// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestRichMenu_delete_danglingLookFails deletes the menu all the same, and says what
// could not be settled.
func TestRichMenu_delete_danglingLookFails(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t, acctest.Quirks(mockserver.Quirks{KeepDanglingRichMenus: true}))
	bot := tenant.AddBot()
	s, prior := newSession(t, tenant), existing(tenant, bot)
	tenant.API.Fail(mockserver.Fault{Operation: readDefault, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	gone := tenant.API.RichMenus(bot)[0].RichMenuID
	got := s.apply(t, s.plan(t, resourceType, prior, nil))
	expectMessage(t, got, "warning at nothing: Default of bot "+text(bot)+" may name the deleted rich menu "+gone+": ", "not yours", "DELETE /bots/"+text(bot)+"/richmenus/default")
	if n := len(tenant.API.RichMenus(bot)); n != 0 {
		t.Errorf("got %d menus left, want none", n)
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
		"in use":                  {conflict, false, []string{"in use", "It is not the default", "lineworks_user_rich_menu"}, "could not determine"},
		"in use, look fails":      {conflict, true, []string{"in use", "could not determine whether it is the default", "look refused"}, "is not the default"},
		"not allowed":             {forbidden, false, []string{"not yours", `scope "bot.message"`}, "assigned to users"},
		"not allowed, look fails": {forbidden, true, []string{"not yours", `scope "bot.message"`}, "assigned to users"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			bot := tenant.AddBot()
			s, prior := newSession(t, tenant), existing(tenant, bot)
			tenant.API.Fail(tc.fault)
			if tc.lookFails {
				tenant.API.Fail(mockserver.Fault{Operation: readDefault, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "look refused"})
			}
			got := s.apply(t, s.plan(t, resourceType, prior, nil))
			expectMessage(t, got, "error at nothing: Unable to delete rich menu: ", tc.words...)
			if strings.Contains(got, tc.without) {
				t.Errorf("got %s, want it without %q", got, tc.without)
			}
		})
	}
}

// existing is a menu of a bot as a state without a picture.
func existing(tenant *acctest.Tenant, bot int64) acctest.Values {
	return values(acctest.Values{
		"bot_id": text(bot), "rich_menu_id": tenant.API.AddRichMenu(bot, seeded()), "rich_menu_name": "Old",
		"i18n_images": map[string]string{}, "i18n_image_sha256s": map[string]string{},
	})
}

// TestRichMenu_driftIsSeenAndRepaired changes a menu behind the provider's back, which takes a new one with the
// same ID: the API cannot change any.
func TestRichMenu_driftIsSeenAndRepaired(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := tenant.AddBot()
	config := menu{bot: bot, areas: []any{left, right, message}}.config()
	steps := []acctest.Step{{Config: config}}
	for name, change := range map[string]func(m *mockserver.RichMenu){
		"name":               func(m *mockserver.RichMenu) { m.RichMenuName = "other" },
		"size":               func(m *mockserver.RichMenu) { m.Size.Height = 1686 },
		"bounds":             func(m *mockserver.RichMenu) { m.Areas[0].Bounds.Width-- },
		"data":               func(m *mockserver.RichMenu) { m.Areas[0].Action.Data = "other" },
		"no text":            func(m *mockserver.RichMenu) { m.Areas[0].Action.DisplayText = "" },
		"text of a language": func(m *mockserver.RichMenu) { m.Areas[0].Action.I18nDisplayTexts["ja_JP"] = "other" },
		"address":            func(m *mockserver.RichMenu) { m.Areas[1].Action.URI = "https://example.org/" },
		"text":               func(m *mockserver.RichMenu) { m.Areas[2].Action.Text = "other" },
		"order of the areas": func(m *mockserver.RichMenu) { m.Areas[0], m.Areas[1] = m.Areas[1], m.Areas[0] },
		"all areas but one":  func(m *mockserver.RichMenu) { m.Areas = m.Areas[:1] },
	} {
		steps = append(steps, acctest.Step{
			Name: name,
			Before: func() {
				m := onlyMenu(t, tenant, bot)
				tenant.API.RemoveRichMenu(bot, m.RichMenuID)
				change(&m)
				tenant.API.AddRichMenu(bot, m)
			},
			Config: config, Plan: acctest.Changes{addr: acctest.Replace},
		})
	}
	tenant.Drive(t, steps...)
}

func TestRichMenu_disappears(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "second-delete-", "read-deleted-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			bot := tenant.AddBot()
			config := menu{bot: bot}.config()
			tenant.Drive(t,
				acctest.Step{Config: config},
				acctest.Step{
					Before: func() { tenant.API.RemoveRichMenu(bot, onlyMenu(t, tenant, bot).RichMenuID) },
					Config: config, Plan: acctest.Changes{addr: acctest.Create},
				},
			)
		})
	}
}

func TestRichMenu_delete_ofAGoneMenuSucceeds(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.API.Fail(mockserver.Fault{Operation: remove, Act: true, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "none"})
	tenant.Drive(t, acctest.Step{Config: menu{bot: tenant.AddBot()}.config()})
	if n := tenant.API.Count(remove); n != 1 {
		t.Errorf("got %d delete requests, want 1", n)
	}
}

func TestRichMenu_foreignResponsesAreNoReasonToRecreate(t *testing.T) {
	t.Parallel()
	page := "<html><title>Blocked</title></html>"
	for name, fault := range map[string]mockserver.Fault{
		"HTML 404":       {Status: http.StatusNotFound, Body: page},
		"HTML 200":       {Status: http.StatusOK, Body: page},
		"api not exists": {Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "Api not exists"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			config := menu{bot: tenant.AddBot()}.config()
			tenant.Drive(t,
				acctest.Step{Config: config},
				acctest.Step{
					Before: func() { fault.Operation = read; tenant.API.Fail(fault) },
					Config: config, Errors: []string{"Unable to read rich menu: ", "api_url"},
				},
				acctest.Step{Config: config, Plan: acctest.Changes{addr: acctest.NoOp}},
			)
		})
	}
}

// TestRichMenu_quirks runs the provider against each way in which the service might
// behave.
func TestRichMenu_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "create-response-", "unset-", "reverse-arrays", "refuse-unknown") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			bot := tenant.AddBot()
			tenant.Drive(t,
				acctest.Step{
					Config: menu{bot: bot, areas: []any{left, right, message}}.config(),
					After: func() {
						log := tenant.API.Requests()
						i := slices.IndexFunc(log, func(r mockserver.Request) bool { return r.Operation == create })
						// The next command signs in first.
						readBack := i >= 0 && i+1 < len(log) && log[i+1].Operation == read
						if want := quirks.CreateResponse == mockserver.CreateResponseOnlyID; readBack != want {
							t.Errorf("read back after creating: got %t, want %t", readBack, want)
						}
						expectWrites(t, tenant, create)
					},
				},
				acctest.Step{CheckImport: addr},
			)
		})
	}
}

// TestRichMenu_create_lostResponse goes on with the menu that was created all the same.
func TestRichMenu_create_lostResponse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tenant := acctest.NewInMemory(t)
		bot := tenant.AddBot()
		tenant.API.Fail(mockserver.Fault{Operation: create, Act: true, Reset: true})
		tenant.Drive(t, acctest.Step{
			Config: menu{bot: bot}.config(),
			After:  func() { onlyMenu(t, tenant, bot); expectWrites(t, tenant, create) },
		})
		if n := len(tenant.API.RichMenus(bot)); n != 0 {
			t.Errorf("got %d menus that no state knows, want none", n)
		}
	})
}

// TestRichMenu_create_outcomeUnknown has an equal menu created in the meantime: the error
// names both, and the command that imports one.
func TestRichMenu_create_outcomeUnknown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var (
			tenant *acctest.Tenant
			bot    int64
			once   sync.Once
		)
		tenant = acctest.NewInMemory(t, func(o *mockserver.Options) {
			o.OnRequest = func(r mockserver.Request) {
				if r.Operation == create {
					once.Do(func() {
						other := tenant.API.RichMenus(bot)[0]
						other.RichMenuID = ""
						tenant.API.AddRichMenu(bot, other)
					})
				}
			}
		})
		bot = tenant.AddBot()
		tenant.API.Fail(mockserver.Fault{Operation: create, Act: true, Reset: true, Times: 9})
		tenant.Drive(t, acctest.Step{
			Config: menu{bot: bot}.config(), Requests: map[string]int{create: 1},
			Errors: []string{
				"Unable to create rich menu: ", `rich menu "Main" of bot ` + text(bot) + ` was lost`, "cannot be told apart:",
				"terraform import lineworks_rich_menu.NAME " + text(bot) + "/4", "apply again",
			},
		})
	})
}

func TestRichMenu_create_refused(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.API.Fail(mockserver.Fault{Operation: create, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "areas is odd."})
	tenant.Drive(t, acctest.Step{
		Config: menu{bot: tenant.AddBot()}.config(),
		Errors: []string{"error at areas: Unable to create rich menu: ", "400 INVALID_PARAMETER: areas is odd"},
	})
}

// TestRichMenu_delete_ofTheDefault destroys a menu that was made the default without
// Terraform, in every position of the mock's switch for that.
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
			tenant := acctest.NewInMemory(t, acctest.Quirks(tc.quirks))
			bot := tenant.AddBot()
			tenant.Drive(t, acctest.Step{
				Config: menu{bot: bot}.config(),
				After: func() {
					tenant.API.SetDefaultRichMenu(bot, onlyMenu(t, tenant, bot).RichMenuID)
					tenant.API.ResetRequests()
				},
			})
			expectWrites(t, tenant, tc.want...)
			if menus, shown := tenant.API.RichMenus(bot), tenant.API.DefaultRichMenu(bot); len(menus) != 0 || shown != "" {
				t.Errorf("got %d menus and the default %q, want none", len(menus), shown)
			}
		})
	}
}

// TestRichMenu_delete_ofTheDefaultFails has the service refuse to end the default, too.
func TestRichMenu_delete_ofTheDefaultFails(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{RefuseDeleteDefaultRichMenu: true}))
	bot := tenant.AddBot()
	tenant.API.Fail(mockserver.Fault{Operation: endDefault, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"})
	tenant.Drive(t,
		acctest.Step{
			Config: menu{bot: bot}.config(),
			After:  func() { tenant.API.SetDefaultRichMenu(bot, onlyMenu(t, tenant, bot).RichMenuID) },
		},
		acctest.Step{Destroy: true, Errors: []string{"Unable to clear default rich menu before deleting it", "403 FORBIDDEN"}},
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
			tenant := acctest.NewInMemory(t, acctest.Quirks(tc.quirks))
			bot := tenant.AddBot()
			config := menu{bot: bot}.config()
			other := tenant.API.AddRichMenu(bot, seeded())
			tenant.API.SetDefaultRichMenu(bot, other)
			steps := []acctest.Step{{
				Config: config,
				After: func() {
					id := tenant.API.RichMenus(bot)[1].RichMenuID
					tenant.API.SetUserRichMenu(bot, "u1", id)
					if tc.words != "is not the default" {
						tenant.API.SetDefaultRichMenu(bot, id)
					}
				},
			}}
			if tc.fails {
				steps = append(steps,
					acctest.Step{
						Destroy: true,
						Errors:  []string{"Unable to delete rich menu: ", "409 CONFLICT", tc.words, "The menu may be assigned to users", "lineworks_user_rich_menu"},
					},
					acctest.Step{ // still in state
						Before: func() { tenant.API.SetUserRichMenu(bot, "u1", "") },
						Config: config, Plan: acctest.Changes{addr: acctest.NoOp},
					},
				)
			}
			tenant.Drive(t, steps...)
			if left := onlyMenu(t, tenant, bot).RichMenuID; left != other {
				t.Errorf("got the menu %s left, want %s", left, other)
			}
			if got := tenant.API.DefaultRichMenu(bot); tc.words == "is not the default" && got != other {
				t.Errorf("got the default %q, want that of the other menu, %s", got, other)
			}
		})
	}
}

func TestRichMenu_delete_fails(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.API.Fail(mockserver.Fault{Operation: remove, Status: http.StatusInternalServerError, Code: "INTERNAL_SERVER_ERROR", Description: "no"})
	tenant.Drive(t,
		acctest.Step{Config: menu{bot: tenant.AddBot()}.config()},
		acctest.Step{
			Destroy: true, Errors: []string{"Unable to delete rich menu: ", "500 INTERNAL_SERVER_ERROR"},
			Requests: map[string]int{endDefault: 0},
		},
	)
}

func TestRichMenu_import_badIDs(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := tenant.AddBot()
	for id, want := range map[string][]string{
		text(bot):           {"Invalid import ID", "BOT_ID/RICH_MENU_ID", "terraform import lineworks_rich_menu.NAME 2000001/40001", "lineworks_rich_menus"},
		"Desk/40001":        {"Invalid import ID", "where BOT_ID is a number"},
		text(bot) + "/4711": {"Cannot import non-existent remote object"},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			tenant.Drive(t, acctest.Step{Config: menu{bot: bot}.config(), Imports: map[string]string{addr: id}, Errors: want})
		})
	}
}
