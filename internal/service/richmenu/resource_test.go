// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"net/http"
	"regexp"
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

// TestRichMenu_lifecycle creates a menu with the CLI, imports it, gives it a picture,
// replaces it, creates it again when it is gone, and fails to replace it.
func TestRichMenu_lifecycle(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	m := menu{bot: bot}
	path := picture(t, "menu.png", "1")
	withPicture := m.with(func(m *menu) { m.image = path })
	renamed := withPicture.with(func(m *menu) { m.name = "受付" }).String()
	tenant.Test(t,
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
				expectWrites(t, tenant, create)
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
				got := onlyMenu(t, tenant, bot)
				got.RichMenuID = ""
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("the service holds another menu (-want +got):\n%s", diff)
				}
			},
		},
		importStep(),
		importBlock(),
		resource.TestStep{
			Config: withPicture.String(), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(addr, tfjsonpath.New("image_sha256"), knownvalue.StringExact(sum(t, path)))},
			PostApplyFunc: func() {
				expectWrites(t, tenant, attach, upload, setImage)
				expectPicture(t, tenant, bot, path, nil)
			},
		},
		importStep(pictureAttributes...),
		resource.TestStep{
			Config: renamed, ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			PostApplyFunc: func() { expectWrites(t, tenant, remove, create, attach, upload, setImage) },
		},
		resource.TestStep{
			PreConfig: func() { tenant.API.RemoveRichMenu(bot, onlyMenu(t, tenant, bot).RichMenuID) },
			Config:    renamed, ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
			PostApplyFunc: func() { expectWrites(t, tenant, create, attach, upload, setImage) },
		},
		resource.TestStep{
			PreConfig: func() {
				tenant.API.Fail(mockserver.Fault{Operation: create, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "areas is odd."})
			},
			Config:      withPicture.with(func(m *menu) { m.areas = []any{whole} }).String(),
			ExpectError: regexp.MustCompile(`(?s)Unable to create rich menu.*areas\s+=.*400 INVALID_PARAMETER: areas\s+is\s+odd`),
		},
	)
	if menus := tenant.API.RichMenus(bot); len(menus) != 0 {
		t.Errorf("got %d menus left, want none", len(menus))
	}
	expectWrites(t, tenant, remove, create) // and nothing to destroy after that
}

// TestRichMenu_replacement replaces a menu for each attribute that the API cannot change.
func TestRichMenu_replacement(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot, other := tenant.AddBot(), tenant.AddBot()
	m := menu{bot: bot}
	replaced := func(changed menu, because string) acctest.Step {
		return acctest.Step{
			Config: changed.config(), Plan: acctest.Changes{addr: acctest.Replace}, ReplacedBy: map[string][]string{addr: {because}},
			After: func() { expectWrites(t, tenant, remove, create) },
		}
	}
	tenant.Drive(t,
		acctest.Step{Config: m.config(), After: func() { expectWrites(t, tenant, create) }},
		replaced(m.with(func(m *menu) { m.name = "受付" }), "rich_menu_name"),
		acctest.Step{Config: m.config(), After: func() { expectWrites(t, tenant, remove, create) }},
		replaced(m.with(func(m *menu) { m.height = 1686 }), "size"),
		acctest.Step{Config: m.config(), After: func() { expectWrites(t, tenant, remove, create) }},
		replaced(m.with(func(m *menu) { m.areas = []any{right, left} }), "areas"),
		replaced(m.with(func(m *menu) { m.areas = []any{message} }), "areas"),
		replaced(m.with(func(m *menu) { m.areas, m.bot = []any{message}, other }), "bot_id"),
		acctest.Step{CheckImport: addr},
	)
	if n := len(tenant.API.RichMenus(bot)) + len(tenant.API.RichMenus(other)); n != 0 {
		t.Errorf("got %d menus left, want none", n)
	}
	expectWrites(t, tenant, remove)
}
