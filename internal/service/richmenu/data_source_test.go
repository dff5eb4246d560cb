// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	menuData    = "data.lineworks_rich_menu.test"
	menusData   = "data.lineworks_rich_menus.test"
	defaultData = "data.lineworks_default_rich_menu.test"
)

// TestDataSources reads a menu that Terraform has made, before and after it has a
// picture and is the default.
func TestDataSources(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	bot := env.AddBot()
	data := `
data "lineworks_rich_menu" "test" {
  bot_id       = lineworks_rich_menu.test.bot_id
  rich_menu_id = lineworks_rich_menu.test.rich_menu_id
}
data "lineworks_rich_menus" "test" {
  bot_id     = lineworks_rich_menu.test.bot_id
  depends_on = [lineworks_rich_menu.test]
}
`
	defaults := defaultMenu(bot, "${lineworks_rich_menu.test.rich_menu_id}") + `
data "lineworks_default_rich_menu" "test" {
  bot_id     = lineworks_rich_menu.test.bot_id
  depends_on = [lineworks_default_rich_menu.test]
}
`
	same := func(attribute string) []statecheck.StateCheck {
		p := tfjsonpath.New(attribute)
		return []statecheck.StateCheck{
			statecheck.CompareValuePairs(addr, p, menuData, p, compare.ValuesSame()),
			statecheck.CompareValuePairs(addr, p, menusData, tfjsonpath.New("rich_menus").AtSliceIndex(0).AtMapKey(attribute), compare.ValuesSame()),
		}
	}
	checks := []statecheck.StateCheck{statecheck.ExpectKnownValue(menusData, tfjsonpath.New("rich_menus"), knownvalue.ListSizeExact(1))}
	for _, attribute := range []string{"rich_menu_id", "rich_menu_name", "size", "areas"} {
		checks = append(checks, same(attribute)...)
	}
	hasImage := func(has bool) statecheck.StateCheck {
		return statecheck.ExpectKnownValue(menuData, tfjsonpath.New("has_image"), knownvalue.Bool(has))
	}
	m := menu{bot: bot, areas: []string{left, right, message}}
	env.Test(t,
		resource.TestStep{Config: m.String() + data, ConfigStateChecks: append(checks, hasImage(false))},
		resource.TestStep{
			Config: m.with(func(m *menu) { m.image = picture(t, "menu.png", "1") }) + data + defaults,
			ConfigStateChecks: []statecheck.StateCheck{
				hasImage(true),
				statecheck.CompareValuePairs(addr, tfjsonpath.New("rich_menu_id"), defaultData, tfjsonpath.New("rich_menu_id"), compare.ValuesSame()),
			},
		},
	)
}

// TestRichMenusDataSource_order expects the menus by ascending number, over several
// pages and whatever order the service has; and no menus as an empty list.
func TestRichMenusDataSource_order(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "reverse-lists", "last-cursor-no-meta") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			bot := env.AddBot()
			config := fmt.Sprintf("data \"lineworks_rich_menus\" \"test\" {\n bot_id = %d\n}\n", bot)
			var want []knownvalue.Check
			for _, id := range []string{"9", "10", "40001", "100000"} {
				want = append(want, knownvalue.ObjectPartial(map[string]knownvalue.Check{"rich_menu_id": knownvalue.StringExact(id)}))
			}
			env.Test(t,
				resource.TestStep{
					Config:            config,
					ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(menusData, tfjsonpath.New("rich_menus"), knownvalue.ListSizeExact(0))},
				},
				resource.TestStep{
					PreConfig: func() {
						for _, id := range []string{"10", "9", "100000", "40001"} {
							m := seeded()
							m.RichMenuID = id
							env.API.AddRichMenu(bot, m)
						}
					},
					Config:            config,
					ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(menusData, tfjsonpath.New("rich_menus"), knownvalue.ListExact(want))},
				},
			)
		})
	}
}

func TestDataSources_errors(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	bot := env.AddBot()
	id := env.API.AddRichMenu(bot, seeded())
	one := fmt.Sprintf("data \"lineworks_rich_menu\" \"test\" {\n bot_id = %d\n rich_menu_id = %s\n}\n", bot, id)
	all := fmt.Sprintf("data \"lineworks_rich_menus\" \"test\" {\n bot_id = %d\n}\n", bot)
	shown := fmt.Sprintf("data \"lineworks_default_rich_menu\" \"test\" {\n bot_id = %d\n}\n", bot)
	fail := func(operation string) func() {
		return func() {
			env.API.Fail(mockserver.Fault{Operation: operation, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
		}
	}
	var steps []resource.TestStep
	for _, tc := range []struct {
		before       func()
		config, want string
	}{
		{nil, regexp.MustCompile(`rich_menu_id = \d+`).ReplaceAllString(one, "rich_menu_id = 4711"), `(?s)Rich menu not found.*no\s+rich\s+menu\s+with\s+the\s+ID\s+4711`},
		{fail(read), one, `(?s)Unable to read rich menu\n.*not\s+yours`},
		{fail(readImage), one, `(?s)Unable to read picture of rich menu.*not\s+yours`},
		{nil, "data \"lineworks_rich_menus\" \"test\" {\n bot_id = 9\n}\n", `(?s)Bot not found.*bot_id = 9.*no bot with the ID\s+9`},
		{fail(list), all, `(?s)Unable to list rich menus.*not\s+yours`},
		{nil, shown, `(?s)Default rich menu not found.*no\s+default\s+rich\s+menu`},
		{fail(readDefault), shown, `(?s)Unable to read default rich menu.*not\s+yours`},
		{nil, "data \"lineworks_rich_menus\" \"test\" {\n bot_id = \"Desk\"\n}\n", `(?s)bot_id.*must be the ID\s+of\s+a\s+bot`},
	} {
		steps = append(steps, resource.TestStep{PreConfig: tc.before, Config: tc.config, ExpectError: regexp.MustCompile(tc.want)})
	}
	env.Test(t, steps...)
}
