// SPDX-License-Identifier: MPL-2.0

package persistentmenu

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

func (r *menuResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(menuaction.Persistent.ValidateList(path.Root("actions"), config.Actions)...)
}

// ModifyPlan warns of a menu that Terraform does not know, because setting a menu
// overwrites it. It also warns of a bot that has rich menus in the configuration: a bot
// has either kind.
func (r *menuResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || r.Data == nil {
		return
	}
	var botID types.String
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root("bot_id"), &botID)...)
	if resp.Diagnostics.HasError() || !tfvalue.Known(botID) {
		return // a bot that is yet to be made has no menu
	}
	id := botID.ValueString()
	// A menu that stays as it is has shown that the bot takes it.
	if !req.Plan.Raw.Equal(req.State.Raw) && r.Data.PlanMenu(id, typeName, richTypeName) {
		resp.Diagnostics.AddAttributeWarning(path.Root("bot_id"), fmt.Sprintf("Bot %s has both kinds of menu in the configuration", id),
			fmt.Sprintf("Bot %s is to have a persistent menu and a rich menu, but a bot has either a persistent menu or rich menus: the service deletes "+
				"the persistent menu when a rich menu is made, and refuses it afterwards.\n\nTake one of the two resources out.", id))
	}
	if !req.State.Raw.IsNull() {
		var before types.String
		resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("bot_id"), &before)...)
		if before.Equal(botID) {
			return // the menu that is replaced is Terraform's own
		}
	}
	if r.Client.Bots.CreatedHere(id) {
		return // nobody else has had the time to give it a menu
	}
	existing, err := r.Client.PersistentMenus.Get(ctx, id)
	switch {
	case errors.Is(err, lineworks.ErrNotFound) || errors.Is(err, providerdata.ErrSettingsUnknown):
		return // no menu, or settings that are not known before the apply
	case err != nil:
		// No reason to refuse a plan, but one to say what could not be looked at.
		resp.Diagnostics.AddAttributeWarning(path.Root("bot_id"), "Unable to look for an existing persistent menu",
			fmt.Sprintf("Applying this plan overwrites the persistent menu of bot %s, should it have one. Whether it has could not be found out.\n\n%s\n\n"+
				"To manage an existing menu instead: terraform import lineworks_persistent_menu.NAME %s", id, err, id))
		return
	}
	resp.Diagnostics.AddAttributeWarning(path.Root("bot_id"), fmt.Sprintf("Persistent menu of bot %s exists already", id),
		fmt.Sprintf("Bot %s has a persistent menu with %d buttons that Terraform does not know. Applying this plan overwrites it.\n\n"+
			"To manage the existing menu instead: terraform import lineworks_persistent_menu.NAME %s", id, len(existing), id))
}
