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
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/company"
)

const (
	userType = "lineworks_user_rich_menu"
	userAddr = userType + ".test"
)

// userMenu is the resource as configuration.
func userMenu(bot int64, user, menuID string) string {
	return fmt.Sprintf("resource %q \"test\" {\n  bot_id = \"%d\"\n  user_id = %q\n  rich_menu_id = %q\n}\n", userType, bot, user, menuID)
}

func importUser(kind resource.ImportStateKind) resource.TestStep {
	return resource.TestStep{
		ResourceName: userAddr, ImportState: true, ImportStateKind: kind, ImportStateVerify: kind == resource.ImportCommandWithID,
		ImportStateVerifyIdentifierAttribute: "user_id", ImportStateIdFunc: importID(userAddr, "bot_id", "user_id"),
	}
}

// TestUserRichMenu_lifecycle also has the user's menu changed and taken away elsewhere.
func TestUserRichMenu_lifecycle(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot, other := tenant.AddBot(), tenant.AddBot()
	a, b, c := tenant.API.AddRichMenu(bot, seeded()), tenant.API.AddRichMenu(bot, seeded()), tenant.API.AddRichMenu(other, seeded())
	tenant.API.SetDefaultRichMenu(bot, a)
	step := func(bot int64, user, id string, action plancheck.ResourceActionType, before func(), writes ...string) resource.TestStep {
		return resource.TestStep{
			PreConfig: before, Config: userMenu(bot, user, id), ConfigPlanChecks: plannedAt(userAddr, action),
			PostApplyFunc: func() {
				expectWrites(t, tenant, writes...)
				if got := tenant.API.UserRichMenu(bot, user); got != id {
					t.Errorf("got the menu %q of the user, want %s", got, id)
				}
			},
		}
	}
	tenant.Test(t,
		step(bot, "u-1", a, plancheck.ResourceActionCreate, nil, setUser),
		importUser(resource.ImportCommandWithID),
		importUser(resource.ImportBlockWithID),
		step(bot, "u-1", b, plancheck.ResourceActionUpdate, nil, setUser),
		step(bot, "u-1", b, plancheck.ResourceActionUpdate, func() { tenant.API.SetUserRichMenu(bot, "u-1", a) }, setUser),
		step(bot, "u-1", b, plancheck.ResourceActionCreate, func() { tenant.API.SetUserRichMenu(bot, "u-1", "") }, setUser),
		step(bot, "u 2", b, plancheck.ResourceActionDestroyBeforeCreate, nil, endUser, setUser),
		step(other, "u 2", c, plancheck.ResourceActionDestroyBeforeCreate, nil, endUser, setUser),
		resource.TestStep{
			PreConfig: forbid(tenant, endUser), Config: userMenu(other, "u 2", c), Destroy: true,
			ExpectError: regexp.MustCompile(`(?s)Unable to clear rich menu of user.*not\s+yours`),
		},
	)
	expectWrites(t, tenant, endUser, endUser) // the first was refused
	if n := len(tenant.API.UserRichMenus(bot)) + len(tenant.API.UserRichMenus(other)); n != 0 {
		t.Errorf("got %d users with a menu, want none", n)
	}
}

func TestUserRichMenu_plan(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	id := tenant.API.AddRichMenu(bot, seeded())
	tenant.API.SetUserRichMenu(bot, "u-1", id)
	config := func(bot, user, menuID string) acctest.Values {
		return acctest.Values{"bot_id": bot, "user_id": user, "rich_menu_id": menuID}
	}
	overwritten := "warning at user_id: Rich menu of user u-1 at bot " + text(bot) + " already exists: "
	for name, tc := range map[string]struct {
		prior, config acctest.Values
		want          string
		lookups       int
	}{
		"a menu that is not known":                         {nil, config(text(bot), "u-1", "4711"), overwritten, 1},
		"to be overwritten, by one that is yet to be made": {nil, config(text(bot), "u-1", acctest.Unknown), overwritten, 1},
		"moved to such a user":                             {config(text(bot), "u-2", id), config(text(bot), "u-1", "4711"), overwritten, 1},
		"the same":                                         {nil, config(text(bot), "u-1", id), "", 1},
		"none":                                             {nil, config(text(bot), "u-2", "4711"), "", 1},
		"its own":                                          {config(text(bot), "u-1", id), config(text(bot), "u-1", "4711"), "", 0},
		"bot not known yet":                                {nil, config(acctest.Unknown, "u-1", "4711"), "", 0},
		"user not known yet":                               {nil, config(text(bot), acctest.Unknown, "4711"), "", 0},
	} {
		tenant.API.ResetRequests()
		got := acctest.Messages(tenant.Plan(t, userType, tc.prior, tc.config))
		if tc.want == "" && got != "" {
			t.Errorf("%s: got %s, want no warning", name, got)
		}
		if tc.want != "" {
			expectMessage(t, got, tc.want, "user u-1 at bot "+text(bot)+" is "+id, "terraform import lineworks_user_rich_menu.NAME "+text(bot)+"/u-1")
		}
		if n := tenant.API.Count(readUser); n != tc.lookups {
			t.Errorf("%s: got %d look-ups, want %d", name, n, tc.lookups)
		}
	}
	// Of two, the CLI shows both only if their summaries differ.
	tenant.API.SetUserRichMenu(bot, "u-3", id)
	expectMessage(t, acctest.Messages(tenant.Plan(t, userType, nil, config(text(bot), "u-3", "4711"))),
		"warning at user_id: Rich menu of user u-3 at bot "+text(bot)+" already exists: ")
}

func TestUserRichMenu_validation(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	good := acctest.Values{"bot_id": "2000001", "user_id": "u-1", "rich_menu_id": "40001"}
	for name, tc := range map[string]struct {
		config acctest.Values
		want   string
	}{
		"good":          {nil, ""},
		"not known yet": {acctest.Values{"bot_id": acctest.Unknown, "user_id": acctest.Unknown, "rich_menu_id": acctest.Unknown}, ""},
		"no user":       {acctest.Values{"user_id": ""}, "error at user_id: "},
		"a blank":       {acctest.Values{"user_id": " "}, "error at user_id: "},
		"an e-mail":     {acctest.Values{"user_id": "taro@example.com"}, ""},
		"no menu":       {acctest.Values{"rich_menu_id": ""}, "error at rich_menu_id: "},
	} {
		got := acctest.Messages(tenant.Validate(t, userType, good.With(tc.config)))
		if !strings.HasPrefix(got, tc.want) || tc.want == "" && got != "" {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

// TestUserRichMenu_emailAsWritten names the user by login e-mail address, which the service takes: without a
// warning, and as it is written. Source: https://developers.worksmobile.com/jp/docs/bot-richmenu-user-set
func TestUserRichMenu_emailAsWritten(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	if err := tenant.API.Load(strings.NewReader(company.Seed)); err != nil {
		t.Fatal(err)
	}
	const address, taro = "Taro@example.co.jp", "a1b2c3d4-0000-4000-8000-000000000001"
	bot := tenant.AddBot()
	menu := tenant.API.AddRichMenu(bot, mockserver.RichMenu{RichMenuName: "Main", Size: mockserver.Size{Width: 2500, Height: 843}})
	tenant.API.SetRichMenuImage(bot, menu, mockserver.MenuImage{Picture: mockserver.Picture{
		FileName: "a.png", ContentType: "image/png", Content: mockserver.PlainPNG(mockserver.Size{Width: 2500, Height: 843}, 9),
	}})
	tenant.Drive(t,
		acctest.Step{
			Config: userConfig(bot, address, menu), NoWarnings: true, Attributes: acctest.Attributes{userAddr + ".user_id": address},
			After: func() {
				if got := tenant.API.UserRichMenu(bot, taro); got != menu {
					t.Errorf("got menu %q of the user, want %q", got, menu)
				}
			},
		},
		acctest.Step{CheckImport: userAddr},
		acctest.Step{Destroy: true, After: func() {
			if got := tenant.API.UserRichMenu(bot, taro); got != "" {
				t.Errorf("got menu %q of the user after destroy, want none", got)
			}
		}},
	)
}

// userConfig is the resource for the driver.
func userConfig(bot int64, user, menuID string) acctest.Config {
	return acctest.Config{userAddr: {"bot_id": text(bot), "user_id": user, "rich_menu_id": menuID}}
}

// TestUserRichMenu_quirks takes the menu away elsewhere; then it destroys one that is
// gone.
func TestUserRichMenu_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "delete-unset-", "second-delete-", "read-deleted-", "keep-dangling-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			bot := tenant.AddBot()
			config := userConfig(bot, "u-1", tenant.API.AddRichMenu(bot, seeded()))
			tenant.Drive(t,
				acctest.Step{Config: config},
				acctest.Step{
					Before: func() { tenant.API.SetUserRichMenu(bot, "u-1", "") },
					Config: config, Plan: acctest.Changes{userAddr: acctest.Create},
					After: func() {
						tenant.API.Fail(mockserver.Fault{Operation: endUser, Act: true, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "none"})
					},
				},
			)
		})
	}
}

// TestUserRichMenu_email gives a menu to a user who is named by an e-mail address, of a
// service that takes that and of one that does not.
func TestUserRichMenu_email(t *testing.T) {
	t.Parallel()
	const user = "taro@example.com"
	for name, refused := range map[string]bool{"taken": false, "refused": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{RefuseEmailUsers: refused}))
			bot := tenant.AddBot()
			step := acctest.Step{Config: userConfig(bot, user, tenant.API.AddRichMenu(bot, seeded()))}
			if refused {
				step.Errors = []string{"Unable to set rich menu of user: ", user, "userId is invalid"}
			}
			tenant.Drive(t, step)
		})
	}
}

func TestUserRichMenu_errors(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := tenant.AddBot()
	id, other := tenant.API.AddRichMenu(bot, seeded()), tenant.API.AddRichMenu(bot, seeded())
	config := userConfig(bot, "u-1", id)
	tenant.Drive(t,
		acctest.Step{Before: forbid(tenant, setUser), Config: config, Errors: []string{"Unable to set rich menu of user: ", "user u-1 at bot", "not yours"}},
		acctest.Step{Config: config},
		acctest.Step{Before: block(tenant, readUser), Config: config, Errors: []string{"Unable to read rich menu of user: ", "api_url"}},
		acctest.Step{Before: forbid(tenant, setUser), Config: userConfig(bot, "u-1", other), Errors: []string{"Unable to change rich menu of user: ", "not yours"}},
		acctest.Step{Before: forbid(tenant, endUser), Destroy: true, Errors: []string{"Unable to clear rich menu of user: ", "not yours"}},
	)
	for importID, want := range map[string][]string{
		text(bot):          {"Invalid import ID", "The form is BOT_ID/USER_ID", "terraform import lineworks_user_rich_menu.NAME 2000001/", "source.userId"},
		text(bot) + "/u-9": {"Cannot import non-existent remote object"},
	} {
		tenant.Drive(t, acctest.Step{Config: config, Imports: map[string]string{userAddr: importID}, Errors: want})
	}
}
