// SPDX-License-Identifier: MPL-2.0

package persistentmenu

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// ValidateConfig implements [resource.ResourceWithValidateConfig].
func (r *menuResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(menuaction.Persistent.ValidateList(path.Root("actions"), config.Actions)...)
}

// ModifyPlan implements [resource.ResourceWithModifyPlan]. Setting a menu
// overwrites the one that is there, so a plan to create one looks whether the
// bot has a menu that Terraform does not know.
func (r *menuResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || r.client == nil {
		return
	}
	var botID types.String
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root("bot_id"), &botID)...)
	if resp.Diagnostics.HasError() || !tfvalue.Known(botID) {
		return // a bot that is yet to be made has no menu
	}
	if !req.State.Raw.IsNull() {
		var before types.String
		resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("bot_id"), &before)...)
		if before.Equal(botID) {
			return // the menu that is replaced is Terraform's own
		}
	}
	id := botID.ValueString()
	if r.client.Bots.CreatedHere(id) {
		return // nobody else has had the time to give it a menu
	}
	existing, err := r.client.PersistentMenus.Get(ctx, id)
	if err != nil {
		// Not set, most likely. Whatever else it is, the warning is an extra
		// and no reason to refuse a plan; the apply will tell.
		tflog.Debug(ctx, "No persistent menu found before creating one", map[string]any{"bot_id": id, "reason": err.Error()})
		return
	}
	resp.Diagnostics.AddAttributeWarning(path.Root("bot_id"), "Persistent menu exists already",
		fmt.Sprintf("Bot %s has a persistent menu with %d buttons that Terraform does not know. Applying this plan overwrites it.\n\n"+
			"To manage the existing menu instead: terraform import lineworks_persistent_menu.NAME %s", id, len(existing), id))
}
