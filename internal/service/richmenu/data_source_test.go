// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

const (
	menuData    = "data.lineworks_rich_menu.test"
	menusData   = "data.lineworks_rich_menus.test"
	defaultData = "data.lineworks_default_rich_menu.test"
)

// TestDataSources reads a menu that Terraform has created, before and after it has a
// picture and is the default.
func TestDataSources(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
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
	m := menu{bot: bot, areas: []any{left, right, message}}
	tenant.Test(t,
		resource.TestStep{Config: m.String() + data, ConfigStateChecks: append(checks, hasImage(false))},
		resource.TestStep{
			Config: m.with(func(m *menu) { m.image = picture(t, "menu.png", "1") }).String() + data + defaults,
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
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			bot := tenant.AddBot()
			expect := func(want ...string) {
				t.Helper()
				state, diags := tenant.Process(t).Data(t.Context(), t, "lineworks_rich_menus", acctest.Values{"bot_id": text(bot)})
				if text := acctest.Messages(diags); text != "" {
					t.Fatalf("got %s, want no diagnostics", text)
				}
				var menus []tftypes.Value
				decode(t, state, "rich_menus", &menus)
				ids := []string{}
				for _, m := range menus {
					var id string
					decode(t, m, "rich_menu_id", &id)
					ids = append(ids, id)
				}
				if !slices.Equal(ids, want) {
					t.Errorf("got the menus %q, want %q", ids, want)
				}
			}
			expect()
			for _, id := range []string{"10", "9", "100000", "40001"} {
				m := seeded()
				m.RichMenuID = id
				tenant.API.AddRichMenu(bot, m)
			}
			expect("9", "10", "40001", "100000")
		})
	}
}

// decode copies a known attribute of an object.
func decode(t *testing.T, object tftypes.Value, attribute string, into any) {
	t.Helper()
	var attributes map[string]tftypes.Value
	if err := object.As(&attributes); err != nil {
		t.Fatal(err)
	}
	value := attributes[attribute]
	if value.IsNull() {
		t.Fatalf("%s is null, want a value", attribute)
	}
	if err := value.As(into); err != nil {
		t.Fatalf("%s: got %s and error %v, want a %T", attribute, value, err, into)
	}
}

func TestDataSources_errors(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := tenant.AddBot()
	all := acctest.Values{"bot_id": text(bot)}
	one := all.With(acctest.Values{"rich_menu_id": tenant.API.AddRichMenu(bot, seeded())})
	const menuType, menusType, shownType = "lineworks_rich_menu", "lineworks_rich_menus", "lineworks_default_rich_menu"
	for _, tc := range []struct {
		refused string
		name    string
		config  acctest.Values
		want    []string
	}{
		{"", menuType, one.With(acctest.Values{"rich_menu_id": "4711"}), []string{": Rich menu not found: ", "no rich menu with the ID 4711"}},
		{read, menuType, one, []string{": Unable to read rich menu: ", "not yours"}},
		{readImage, menuType, one, []string{": Unable to read picture of rich menu: ", "not yours"}},
		{"", menusType, acctest.Values{"bot_id": "9"}, []string{"error at bot_id: Bot not found: ", "no bot with the ID 9"}},
		{list, menusType, all, []string{": Unable to list rich menus: ", "not yours"}},
		{"", shownType, all, []string{": Default rich menu not found: ", "no default rich menu"}},
		{readDefault, shownType, all, []string{": Unable to read default rich menu: ", "not yours"}},
	} {
		if tc.refused != "" {
			forbid(tenant, tc.refused)()
		}
		_, diags := tenant.Process(t).Data(t.Context(), t, tc.name, tc.config)
		got := acctest.Messages(diags)
		for _, want := range tc.want {
			if !acctest.IsError(diags) || !strings.Contains(got, want) {
				t.Errorf("%s with %q refused: got %q, want an error with %q", tc.name, tc.refused, got, want)
			}
		}
	}
}

// TestDataSources_badID refuses an ID that cannot be one of a bot, with the CLI.
func TestDataSources_badID(t *testing.T) {
	t.Parallel()
	acctest.New(t).Test(t, resource.TestStep{
		Config:      "data \"lineworks_rich_menus\" \"test\" {\n bot_id = \"Desk\"\n}\n",
		ExpectError: regexp.MustCompile(`(?s)bot_id.*must be the ID\s+of\s+a\s+bot`),
	})
}
