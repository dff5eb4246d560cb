// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/persistentmenu"
)

// TestPersistentMenu_plan_eitherKind plans a menu for a bot after a rich menu was
// planned for it, as the same process of the provider would: for a new menu and for a
// change, but neither for a menu that stays as it is nor for one that goes.
func TestPersistentMenu_plan_eitherKind(t *testing.T) {
	t.Parallel()
	const bot, second = "2000001", "2000003"
	data := providerdata.New(lineworks.Unavailable(providerdata.ErrSettingsUnknown))
	data.PlanMenu(bot, "lineworks_rich_menu", resourceType)
	data.PlanMenu(second, "lineworks_rich_menu", resourceType)
	r := persistentmenu.NewResource()
	configurable, ok := r.(resource.ResourceWithModifyPlan)
	if !ok {
		t.Fatal("the resource does not look at plans")
	}
	var configured resource.ConfigureResponse
	if c, ok := r.(resource.ResourceWithConfigure); ok {
		c.Configure(t.Context(), resource.ConfigureRequest{ProviderData: data}, &configured)
	}
	var described resource.SchemaResponse
	r.Schema(t.Context(), resource.SchemaRequest{}, &described)
	typ, ok := described.Schema.Type().TerraformType(t.Context()).(tftypes.Object)
	if !ok {
		t.Fatal("the schema is no object")
	}
	menu := func(bot any, actions any) tftypes.Value {
		return tftypes.NewValue(typ, map[string]tftypes.Value{
			"bot_id": tftypes.NewValue(tftypes.String, bot), "actions": tftypes.NewValue(typ.AttributeTypes["actions"], actions),
		})
	}
	none := tftypes.NewValue(typ, nil)
	for name, tc := range map[string]struct {
		state, plan tftypes.Value
		warns       string // of which bot; "" for none
	}{
		"new menu":          {none, menu(bot, nil), bot},
		"changed menu":      {menu(bot, nil), menu(bot, tftypes.UnknownValue), bot},
		"a second bot":      {none, menu(second, nil), second},
		"as it is":          {menu(bot, nil), menu(bot, nil), ""},
		"destroyed":         {menu(bot, nil), none, ""},
		"another bot":       {none, menu("2000002", nil), ""},
		"bot not known yet": {none, menu(tftypes.UnknownValue, nil), ""},
	} {
		req := resource.ModifyPlanRequest{
			State: tfsdk.State{Schema: described.Schema, Raw: tc.state}, Plan: tfsdk.Plan{Schema: described.Schema, Raw: tc.plan},
		}
		resp := resource.ModifyPlanResponse{Plan: req.Plan}
		configurable.ModifyPlan(t.Context(), req, &resp)
		warned := len(resp.Diagnostics) == 1 && strings.Contains(resp.Diagnostics[0].Detail(), "either a persistent menu or rich menus") &&
			resp.Diagnostics[0].Summary() == "Bot "+tc.warns+" has both kinds of menu in the configuration"
		if warned != (tc.warns != "") || tc.warns == "" && len(resp.Diagnostics) > 0 {
			t.Errorf("%s: got %v, want a warning of bot %q", name, resp.Diagnostics, tc.warns)
		}
	}
}
