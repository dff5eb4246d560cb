// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
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

// TestRichMenu_lifecycle has a menu without a picture, and replaces it for each
// change.
func TestRichMenu_lifecycle(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	bot, other := env.AddBot(), env.AddBot()
	m := menu{bot: bot}
	replaced := func(config string) resource.TestStep {
		return resource.TestStep{
			Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			PostApplyFunc: func() { expectWrites(t, env, remove, create) },
		}
	}
	env.Test(t,
		resource.TestStep{
			Config:           m.String(),
			ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("size"), knownvalue.MapExact(map[string]knownvalue.Check{
					"width": knownvalue.Int64Exact(2500), "height": knownvalue.Int64Exact(843),
				})),
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("image_sha256"), knownvalue.Null()),
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("i18n_image_sha256s"), knownvalue.MapSizeExact(0)),
			},
			PostApplyFunc: func() {
				expectWrites(t, env, create)
				want := mockserver.RichMenu{
					RichMenuName: "Main", Size: mockserver.Size{Width: 2500, Height: 843},
					Areas: []mockserver.Area{
						{
							Bounds: mockserver.Bounds{Width: 1250, Height: 843},
							Action: mockserver.Action{
								Type: "postback", Label: "Start", Data: "a=start", DisplayText: "Start it",
								I18nLabels:       map[string]string{"ja_JP": "開始", "ko_KR": "시작"},
								I18nDisplayTexts: map[string]string{"ja_JP": "開始します"},
							},
						},
						{Bounds: mockserver.Bounds{X: 1250, Width: 1250, Height: 843}, Action: mockserver.Action{Type: "uri", URI: "https://example.com/"}},
					},
				}
				got := onlyMenu(t, env, bot)
				got.RichMenuID = ""
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("the service holds another menu (-want +got):\n%s", diff)
				}
			},
		},
		importStep(),
		importBlock(),
		replaced(m.with(func(m *menu) { m.name = "受付" })),
		replaced(m.with(func(m *menu) { m.height = 1686 })),
		replaced(m.with(func(m *menu) { m.areas = []string{right, left} })),
		replaced(m.with(func(m *menu) { m.areas = []string{message} })),
		replaced(m.with(func(m *menu) { m.areas, m.bot = []string{message}, other })),
		importStep(),
	)
	if n := len(env.API.RichMenus(bot)) + len(env.API.RichMenus(other)); n != 0 {
		t.Errorf("%d menus are left", n)
	}
	expectWrites(t, env, remove)
}
