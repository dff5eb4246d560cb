// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestRichMenu_identity has a menu without a picture, and one with: a picture
// cannot be imported, so a generated configuration leaves it out.
func TestRichMenu_identity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	m := menu{bot: bot, name: "Visitors \"$${all}\"", areas: []any{left, right, message}}
	is := func(id string) resource.TestStep {
		return resource.TestStep{
			Config: m.String(), ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			ConfigStateChecks: acctest.HasIdentity(addr, map[string]string{"bot_id": text(bot), "rich_menu_id": id}),
		}
	}
	picture := picture(t, "menu.png", "")
	tenant.Test(t, append(
		append([]resource.TestStep{{Config: m.String()}, is("40001")}, acctest.ImportByIdentity(addr)...),
		resource.TestStep{RefreshState: true}, is("40001"),
		resource.TestStep{Config: m.with(func(m *menu) { m.image = picture }).String(), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate)},
		// Without its picture the menu is another one.
		resource.TestStep{Config: m.String(), ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate)}, is("40002"),
	)...)
}

func TestDefaultRichMenu_identity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	a, b := tenant.API.AddRichMenu(bot, seeded()), tenant.API.AddRichMenu(bot, seeded())
	step := func(id string, action plancheck.ResourceActionType) resource.TestStep {
		return resource.TestStep{
			Config: defaultMenu(bot, id), ConfigPlanChecks: plannedAt(defaultAddr, action),
			ConfigStateChecks: acctest.HasIdentity(defaultAddr, map[string]string{"bot_id": text(bot)}),
		}
	}
	tenant.Test(t, append(
		append([]resource.TestStep{step(a, plancheck.ResourceActionCreate)}, acctest.ImportByIdentity(defaultAddr)...),
		step(b, plancheck.ResourceActionUpdate), // the default of the same bot, so the same identity
		resource.TestStep{RefreshState: true},
		step(b, plancheck.ResourceActionNoop),
	)...)
}

func TestUserRichMenu_identity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	a, b := tenant.API.AddRichMenu(bot, seeded()), tenant.API.AddRichMenu(bot, seeded())
	step := func(user, id string, action plancheck.ResourceActionType) resource.TestStep {
		return resource.TestStep{
			Config: userMenu(bot, user, id), ConfigPlanChecks: plannedAt(userAddr, action),
			ConfigStateChecks: acctest.HasIdentity(userAddr, map[string]string{"bot_id": text(bot), "user_id": user}),
		}
	}
	tenant.Test(t, append(
		append([]resource.TestStep{step("u-1", a, plancheck.ResourceActionCreate)}, acctest.ImportByIdentity(userAddr)...),
		step("u-1", b, plancheck.ResourceActionUpdate),
		resource.TestStep{RefreshState: true},
		step("u-1", b, plancheck.ResourceActionNoop),
		step("u-2", b, plancheck.ResourceActionDestroyBeforeCreate),
	)...)
}

// TestImport_byIdentity imports by an invalid identity, and by one without an object.
func TestImport_byIdentity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tests := map[string]struct{ typeName, identity, want string }{
		"bot that is a name":          {resourceType, `bot_id = "Desk", rich_menu_id = "40001"`, `(?s)Invalid\s+import\s+identity.*"Desk"\s+is\s+not\s+a\s+valid\s+bot_id\s+of\s+lineworks_rich_menu.*lineworks_rich_menus`},
		"empty menu":                  {resourceType, `bot_id = 2000001, rich_menu_id = ""`, `(?s)Invalid\s+import\s+identity.*""\s+is\s+not\s+a\s+valid\s+rich_menu_id`},
		"no menu":                     {resourceType, `bot_id = 2000001`, `(?s)rich_menu_id.*required`},
		"no such menu":                {resourceType, `bot_id = 2000001, rich_menu_id = "49999"`, acctest.NotImported},
		"no such bot":                 {resourceType, `bot_id = 2000009, rich_menu_id = "40001"`, acctest.NotImported},
		"default, bot that is a name": {defaultType, `bot_id = "Desk"`, `(?s)Invalid\s+import\s+identity.*"Desk"\s+is\s+not\s+a\s+valid\s+bot_id\s+of\s+lineworks_default_rich_menu`},
		"no default":                  {defaultType, `bot_id = 2000001`, acctest.NotImported},
		"default, no such bot":        {defaultType, `bot_id = 2000009`, acctest.NotImported},
		"user, bot that is a name":    {userType, `bot_id = "Desk", user_id = "u-1"`, `"Desk"\s+is\s+not\s+a\s+valid\s+bot_id\s+of\s+lineworks_user_rich_menu`},
		"blank user":                  {userType, `bot_id = 2000001, user_id = " "`, `(?s)Invalid\s+import\s+identity.*" "\s+is\s+not\s+a\s+valid\s+user_id.*lineworks_users`},
		"user without a menu":         {userType, `bot_id = 2000001, user_id = "u-1"`, acctest.NotImported},
		"user, no such bot":           {userType, `bot_id = 2000009, user_id = "u-1"`, acctest.NotImported},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			bot := tenant.AddBot()
			id := tenant.API.AddRichMenu(bot, seeded())
			config := map[string]string{
				resourceType: menu{bot: bot}.String(), defaultType: defaultMenu(bot, id), userType: userMenu(bot, "u-1", id),
			}[tc.typeName]
			tenant.Test(t, resource.TestStep{
				Config:      fmt.Sprintf("import {\n  to = %s.test\n  identity = { %s }\n}\n%s", tc.typeName, tc.identity, config),
				ExpectError: regexp.MustCompile(tc.want),
			})
			expectWrites(t, tenant)
		})
	}
}

// TestRead_noIdentityInState refreshes the state of an older CLI, or of an older version of
// the provider: an object that exists gets an identity, and one that is
// gone is planned for creation.
func TestRead_noIdentityInState(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot, empty := tenant.AddBot(), tenant.AddBot()
	id := tenant.API.AddRichMenu(bot, seeded())
	tenant.API.SetDefaultRichMenu(bot, id)
	tenant.API.SetUserRichMenu(bot, "u-1", id)
	of := func(bot int64, name, part string) map[string]string {
		identity := map[string]string{"bot_id": text(bot)}
		if name != "" {
			identity[name] = part
		}
		return identity
	}
	shown := acctest.Values{"rich_menu_id": id}

	tenant.Identified(t, resourceType, acctest.Prior(of(bot, "rich_menu_id", id), nil), of(bot, "rich_menu_id", id))
	tenant.Gone(t, resourceType, acctest.Prior(of(bot, "rich_menu_id", "49999"), nil))
	tenant.Gone(t, resourceType, acctest.Prior(of(2000009, "rich_menu_id", id), nil))

	tenant.Identified(t, defaultType, acctest.Prior(of(bot, "", ""), shown), of(bot, "", ""))
	tenant.Gone(t, defaultType, acctest.Prior(of(empty, "", ""), shown))
	tenant.Gone(t, defaultType, acctest.Prior(of(2000009, "", ""), shown))

	tenant.Identified(t, userType, acctest.Prior(of(bot, "user_id", "u-1"), shown), of(bot, "user_id", "u-1"))
	tenant.Gone(t, userType, acctest.Prior(of(bot, "user_id", "u-2"), shown))
	tenant.Gone(t, userType, acctest.Prior(of(2000009, "user_id", "u-1"), shown))
}
