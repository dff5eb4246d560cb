// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	defaultType = "lineworks_default_rich_menu"
	defaultAddr = defaultType + ".test"
)

// defaultMenu is the resource as configuration.
func defaultMenu(bot int64, menuID string) string {
	return fmt.Sprintf("resource %q \"test\" {\n  bot_id = \"%d\"\n  rich_menu_id = %q\n}\n", defaultType, bot, menuID)
}

func importDefault(kind resource.ImportStateKind) resource.TestStep {
	return resource.TestStep{
		ResourceName: defaultAddr, ImportState: true, ImportStateKind: kind, ImportStateVerify: kind == resource.ImportCommandWithID,
		ImportStateVerifyIdentifierAttribute: "bot_id", ImportStateIdFunc: importID(defaultAddr, "bot_id"),
	}
}

// TestDefaultRichMenu_lifecycle also has the default changed and ended elsewhere.
func TestDefaultRichMenu_lifecycle(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot, other := tenant.AddBot(), tenant.AddBot()
	a, b, c := tenant.API.AddRichMenu(bot, seeded()), tenant.API.AddRichMenu(bot, seeded()), tenant.API.AddRichMenu(other, seeded())
	step := func(bot int64, id string, action plancheck.ResourceActionType, before func(), writes ...string) resource.TestStep {
		return resource.TestStep{
			PreConfig: before, Config: defaultMenu(bot, id), ConfigPlanChecks: plannedAt(defaultAddr, action),
			PostApplyFunc: func() {
				expectWrites(t, tenant, writes...)
				if got := tenant.API.DefaultRichMenu(bot); got != id {
					t.Errorf("got the default %q, want %s", got, id)
				}
			},
		}
	}
	tenant.Test(t,
		step(bot, a, plancheck.ResourceActionCreate, nil, setDefault),
		importDefault(resource.ImportCommandWithID),
		importDefault(resource.ImportBlockWithID),
		step(bot, b, plancheck.ResourceActionUpdate, nil, setDefault),
		step(bot, b, plancheck.ResourceActionUpdate, func() { tenant.API.SetDefaultRichMenu(bot, a) }, setDefault),
		step(bot, b, plancheck.ResourceActionCreate, func() { tenant.API.SetDefaultRichMenu(bot, "") }, setDefault),
		step(other, c, plancheck.ResourceActionDestroyBeforeCreate, nil, endDefault, setDefault),
		resource.TestStep{
			PreConfig: forbid(tenant, endDefault), Config: defaultMenu(other, c), Destroy: true,
			ExpectError: regexp.MustCompile(`(?s)Unable to clear default rich menu.*not\s+yours`),
		},
	)
	expectWrites(t, tenant, endDefault, endDefault) // the first was refused
	if got := tenant.API.DefaultRichMenu(bot) + tenant.API.DefaultRichMenu(other); got != "" {
		t.Errorf("got the default %s left, want none", got)
	}
	if n := len(tenant.API.RichMenus(bot)); n != 2 {
		t.Errorf("got %d menus left, want both", n)
	}
}

func TestDefaultRichMenu_plan(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	with, without := tenant.AddBot(), tenant.AddBot()
	id := tenant.API.AddRichMenu(with, seeded())
	tenant.API.SetDefaultRichMenu(with, id)
	config := func(bot any, menuID any) acctest.Values { return acctest.Values{"bot_id": bot, "rich_menu_id": menuID} }
	another := tenant.AddBot()
	tenant.API.SetDefaultRichMenu(another, tenant.API.AddRichMenu(another, seeded()))
	overwritten := "warning at bot_id: Default rich menu of bot " + text(with) + " already exists: "
	for name, tc := range map[string]struct {
		prior, config acctest.Values
		want          string
	}{
		"a default that is not known":                      {nil, config(text(with), "4711"), overwritten},
		"to be overwritten, by one that is yet to be made": {nil, config(text(with), acctest.Unknown), overwritten},
		"moved to such a bot":                              {config(text(without), id), config(text(with), "4711"), overwritten},
		"the same":                                         {nil, config(text(with), id), ""},
		"none":                                             {nil, config(text(without), "4711"), ""},
		"its own":                                          {config(text(with), id), config(text(with), "4711"), ""},
		"bot not known yet":                                {nil, config(acctest.Unknown, "4711"), ""},
		"a name for a bot":                                 {nil, config("9999999", "4711"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := acctest.Messages(tenant.Plan(t, defaultType, tc.prior, tc.config))
			if tc.want == "" && got != "" {
				t.Errorf("got %s, want no warning", got)
			}
			if tc.want != "" {
				expectMessage(t, got, tc.want, id, "terraform import lineworks_default_rich_menu.NAME "+text(with))
			}
		})
	}
	// Of two, the CLI shows both only if their summaries differ.
	expectMessage(t, acctest.Messages(tenant.Plan(t, defaultType, nil, config(text(another), "4711"))),
		"warning at bot_id: Default rich menu of bot "+text(another)+" already exists: ")
	expectMessage(t, acctest.Messages(tenant.Validate(t, defaultType, config("2000001", ""))), "error at rich_menu_id: ")
}

// TestRichMenus_plan_lookupFails plans although the lookup fails of the menu that would be
// overwritten, and says so.
func TestRichMenus_plan_lookupFails(t *testing.T) {
	t.Parallel()
	for operation, typeName := range map[string]string{readDefault: defaultType, readFixed: resourceType, readUser: userType} {
		tenant := acctest.New(t)
		tenant.API.Fail(mockserver.Fault{Operation: operation, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
		config := acctest.Values{"bot_id": text(tenant.AddBot()), "rich_menu_id": "4711"}
		if typeName == resourceType {
			config = values(acctest.Values{"bot_id": text(tenant.AddBot())})
		}
		at := "bot_id"
		if typeName == userType {
			config["user_id"], at = "u-1", "user_id"
		}
		expectMessage(t, acctest.Messages(tenant.Plan(t, typeName, nil, config)), "warning at "+at+": Unable to look for ", "The provider could not check", "not yours")
	}
}

// TestDefaultRichMenu_swap replaces a menu that is the default, with
// create_before_destroy: there is no moment in which the bot has no default.
func TestDefaultRichMenu_swap(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]mockserver.Quirks{
		"default may be deleted": {}, "may not": {RefuseDeleteDefaultRichMenu: true}, "stays in name": {KeepDanglingRichMenus: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t, acctest.Quirks(quirks))
			bot := tenant.AddBot()
			path := picture(t, "menu.png", "1")
			config := func(name string) string {
				return menu{bot: bot, name: name, image: path, lifecycle: "create_before_destroy = true"}.String() +
					strings.Replace(defaultMenu(bot, "MENU"), `"MENU"`, addr+".rich_menu_id", 1)
			}
			tenant.Test(t,
				resource.TestStep{Config: config("One")},
				resource.TestStep{
					PreConfig: tenant.API.ResetRequests, Config: config("Two"),
					ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
						plancheck.ExpectResourceAction(addr, plancheck.ResourceActionCreateBeforeDestroy),
						plancheck.ExpectResourceAction(defaultAddr, plancheck.ResourceActionUpdate),
					}},
					PostApplyFunc: func() {
						moments := tenant.API.Timeline(bot)
						for _, moment := range moments {
							if moment.DefaultRichMenu == "" {
								t.Errorf("got no default after %s, want one at every moment", moment.Operation)
							}
						}
						if len(moments) < 4 {
							t.Errorf("got %d writes, want at least 4", len(moments))
						}
						expectWrites(t, tenant, create, attach, upload, setImage, setDefault, remove)
						if got := onlyMenu(t, tenant, bot); got.RichMenuName != "Two" || got.RichMenuID != tenant.API.DefaultRichMenu(bot) {
							t.Errorf("got the menu %q (%s) and the default %s, want the menu \"Two\" as the default", got.RichMenuName, got.RichMenuID, tenant.API.DefaultRichMenu(bot))
						}
					},
				},
				// Without create_before_destroy it works as well, with such a moment.
				resource.TestStep{Config: strings.Replace(config("Three"), "create_before_destroy = true", "", 1)},
			)
		})
	}
}

// defaultConfig is the resource for the driver.
func defaultConfig(bot int64, menuID string) acctest.Config {
	return acctest.Config{defaultAddr: {"bot_id": text(bot), "rich_menu_id": menuID}}
}

// TestDefaultRichMenu_quirks ends the default elsewhere, in each way in which the
// service may say that there is none; then it destroys one that is gone.
func TestDefaultRichMenu_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "default-unset-", "delete-unset-", "second-delete-", "read-deleted-", "bot-id-string", "keep-dangling-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			bot := tenant.AddBot()
			config := defaultConfig(bot, tenant.API.AddRichMenu(bot, seeded()))
			tenant.Drive(t,
				acctest.Step{Config: config},
				acctest.Step{
					Before: func() { tenant.API.SetDefaultRichMenu(bot, "") },
					Config: config, Plan: acctest.Changes{defaultAddr: acctest.Create},
					After: func() {
						tenant.API.Fail(mockserver.Fault{Operation: endDefault, Act: true, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "none"})
					},
				},
			)
		})
	}
}

func TestDefaultRichMenu_errors(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := tenant.AddBot()
	id, other := tenant.API.AddRichMenu(bot, seeded()), tenant.API.AddRichMenu(bot, seeded())
	tenant.Drive(t,
		acctest.Step{Before: forbid(tenant, setDefault), Config: defaultConfig(bot, id), Errors: []string{"Unable to set default rich menu: ", "not yours"}},
		acctest.Step{Config: defaultConfig(bot, id)},
		acctest.Step{Before: block(tenant, readDefault), Config: defaultConfig(bot, id), Errors: []string{"Unable to read default rich menu: ", "api_url"}},
		acctest.Step{Before: forbid(tenant, setDefault), Config: defaultConfig(bot, other), Errors: []string{"Unable to change default rich menu: ", "not yours"}},
		acctest.Step{Before: forbid(tenant, endDefault), Destroy: true, Errors: []string{"Unable to clear default rich menu: ", "not yours"}},
	)
	for id, want := range map[string][]string{
		"Desk":                {"Invalid import ID", "The form is BOT_ID, where BOT_ID is a number.", "terraform import lineworks_default_rich_menu.NAME 2000001"},
		text(tenant.AddBot()): {"Cannot import non-existent remote object"},
	} {
		tenant.Drive(t, acctest.Step{Config: defaultConfig(bot, other), Imports: map[string]string{defaultAddr: id}, Errors: want})
	}
}

// forbid has the service refuse the next request of an operation.
func forbid(tenant *acctest.Tenant, operation string) func() {
	return func() {
		tenant.API.Fail(mockserver.Fault{Operation: operation, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	}
}

// block has a proxy respond to the next request of an operation.
func block(tenant *acctest.Tenant, operation string) func() {
	return func() {
		tenant.API.Fail(mockserver.Fault{Operation: operation, Status: http.StatusNotFound, Body: "<html><title>Blocked</title></html>"})
	}
}
