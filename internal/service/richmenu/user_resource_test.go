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
	env := acctest.New(t)
	bot, other := env.AddBot(), env.AddBot()
	a, b, c := env.API.AddRichMenu(bot, seeded()), env.API.AddRichMenu(bot, seeded()), env.API.AddRichMenu(other, seeded())
	env.API.SetDefaultRichMenu(bot, a)
	step := func(bot int64, user, id string, action plancheck.ResourceActionType, before func(), writes ...string) resource.TestStep {
		return resource.TestStep{
			PreConfig: before, Config: userMenu(bot, user, id), ConfigPlanChecks: plannedAt(userAddr, action),
			PostApplyFunc: func() {
				expectWrites(t, env, writes...)
				if got := env.API.UserRichMenu(bot, user); got != id {
					t.Errorf("the user has the menu %q, want %s", got, id)
				}
			},
		}
	}
	env.Test(t,
		step(bot, "u-1", a, plancheck.ResourceActionCreate, nil, setUser),
		importUser(resource.ImportCommandWithID),
		importUser(resource.ImportBlockWithID),
		step(bot, "u-1", b, plancheck.ResourceActionUpdate, nil, setUser),
		step(bot, "u-1", b, plancheck.ResourceActionUpdate, func() { env.API.SetUserRichMenu(bot, "u-1", a) }, setUser),
		step(bot, "u-1", b, plancheck.ResourceActionCreate, func() { env.API.SetUserRichMenu(bot, "u-1", "") }, setUser),
		step(bot, "u 2", b, plancheck.ResourceActionDestroyBeforeCreate, nil, endUser, setUser),
		step(other, "u 2", c, plancheck.ResourceActionDestroyBeforeCreate, nil, endUser, setUser),
	)
	expectWrites(t, env, endUser)
	if n := len(env.API.UserRichMenus(bot)) + len(env.API.UserRichMenus(other)); n != 0 {
		t.Errorf("%d users still have a menu", n)
	}
}

// TestUserRichMenu_quirks takes the menu away elsewhere; then it destroys one that is
// gone.
func TestUserRichMenu_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "delete-unset-", "second-delete-", "read-deleted-", "keep-dangling-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			bot := env.AddBot()
			id := env.API.AddRichMenu(bot, seeded())
			env.Test(t,
				resource.TestStep{Config: userMenu(bot, "u-1", id)},
				resource.TestStep{
					PreConfig: func() { env.API.SetUserRichMenu(bot, "u-1", "") },
					Config:    userMenu(bot, "u-1", id), ConfigPlanChecks: plannedAt(userAddr, plancheck.ResourceActionCreate),
					PostApplyFunc: func() {
						env.API.Fail(mockserver.Fault{Operation: endUser, Act: true, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "none"})
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
			env := acctest.New(t, acctest.Quirks(mockserver.Quirks{RefuseEmailUsers: refused}))
			bot := env.AddBot()
			step := resource.TestStep{Config: userMenu(bot, user, env.API.AddRichMenu(bot, seeded()))}
			if refused {
				step.ExpectError = regexp.MustCompile(`(?s)Unable to set rich menu of user.*` + user + `.*userId\s+is\s+invalid`)
			}
			env.Test(t, step)
		})
	}
}

func TestUserRichMenu_errors(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	bot := env.AddBot()
	id, other := env.API.AddRichMenu(bot, seeded()), env.API.AddRichMenu(bot, seeded())
	fail := func(operation string) func() {
		return func() {
			env.API.Fail(mockserver.Fault{Operation: operation, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
		}
	}
	expect := func(before func(), config, want string) resource.TestStep {
		return resource.TestStep{PreConfig: before, Config: config, ExpectError: regexp.MustCompile(want)}
	}
	page := func() {
		env.API.Fail(mockserver.Fault{Operation: readUser, Status: http.StatusNotFound, Body: "<html><title>Blocked</title></html>"})
	}
	env.Test(t,
		expect(fail(setUser), userMenu(bot, "u-1", id), `(?s)Unable to set rich menu of user.*user\s+u-1\s+at\s+bot.*not\s+yours`),
		resource.TestStep{Config: userMenu(bot, "u-1", id)},
		expect(page, userMenu(bot, "u-1", id), `(?s)Unable to read rich menu of user.*api_url`),
		expect(fail(setUser), userMenu(bot, "u-1", other), `(?s)Unable to change rich menu of user.*not\s+yours`),
		resource.TestStep{
			PreConfig: fail(endUser), Config: userMenu(bot, "u-1", id), Destroy: true,
			ExpectError: regexp.MustCompile(`(?s)Unable to clear rich menu of user.*not\s+yours`),
		},
	)
	for importID, want := range map[string]string{
		text(bot):          `(?s)Invalid import ID.*form\s+BOT_ID/USER_ID.*terraform\s+import\s+lineworks_user_rich_menu.NAME\s+2000001/.*source.userId`,
		text(bot) + "/u-9": `Cannot import non-existent remote object`,
	} {
		env.Test(t, resource.TestStep{
			Config: userMenu(bot, "u-1", id), ResourceName: userAddr, ImportState: true, ImportStateId: importID, ExpectError: regexp.MustCompile(want),
		})
	}
}

func TestUserRichMenu_plan(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	bot := env.AddBot()
	id := env.API.AddRichMenu(bot, seeded())
	env.API.SetUserRichMenu(bot, "u-1", id)
	config := func(bot, user, menuID string) acctest.Values {
		return acctest.Values{"bot_id": bot, "user_id": user, "rich_menu_id": menuID}
	}
	overwritten := "warning at user_id: Rich menu of user u-1 at bot " + text(bot) + " exists already: "
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
		env.API.ResetRequests()
		got := acctest.Messages(env.Plan(t, userType, tc.prior, tc.config))
		if tc.want == "" && got != "" {
			t.Errorf("%s: unexpected warning: %s", name, got)
		}
		if tc.want != "" {
			expectMessage(t, got, tc.want, "user u-1 at bot "+text(bot)+" is "+id, "terraform import lineworks_user_rich_menu.NAME "+text(bot)+"/u-1")
		}
		if n := env.API.Count(readUser); n != tc.lookups {
			t.Errorf("%s: %d look-ups, want %d", name, n, tc.lookups)
		}
	}
	// Of two, the CLI shows both only if their summaries differ.
	env.API.SetUserRichMenu(bot, "u-3", id)
	expectMessage(t, acctest.Messages(env.Plan(t, userType, nil, config(text(bot), "u-3", "4711"))),
		"warning at user_id: Rich menu of user u-3 at bot "+text(bot)+" exists already: ")
}

func TestUserRichMenu_validation(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	good := acctest.Values{"bot_id": "2000001", "user_id": "u-1", "rich_menu_id": "40001"}
	for name, tc := range map[string]struct {
		config acctest.Values
		want   string
	}{
		"good":             {nil, ""},
		"not known yet":    {acctest.Values{"bot_id": acctest.Unknown, "user_id": acctest.Unknown, "rich_menu_id": acctest.Unknown}, ""},
		"a name for a bot": {acctest.Values{"bot_id": "Desk"}, "error at bot_id: "},
		"no user":          {acctest.Values{"user_id": ""}, "error at user_id: "},
		"a blank":          {acctest.Values{"user_id": " "}, "error at user_id: "},
		"an e-mail":        {acctest.Values{"user_id": "taro@example.com"}, "warning at user_id: "},
		"no menu":          {acctest.Values{"rich_menu_id": ""}, "error at rich_menu_id: "},
	} {
		got := acctest.Messages(env.Validate(t, userType, good.With(tc.config)))
		if !strings.HasPrefix(got, tc.want) || tc.want == "" && got != "" {
			t.Errorf("%s: want %q, got: %s", name, tc.want, got)
		}
	}
}
