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
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

func (r *menuResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Config, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(menuaction.Persistent.ValidateList(path.Root("actions"), config.Actions)...)
}

// ModifyPlan warns of a menu that Terraform does not know, because setting a menu
// overwrites it. It also warns of a bot that has rich menus in the configuration: a bot
// has either kind.
func (r *menuResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	var before, botID types.String
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("bot_id"), &before)...)
	}
	if !req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root("bot_id"), &botID)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	created := r.Data.Singletons.Plan(ctx, req, resp, (&model{BotID: before}).singleton(), (&model{BotID: botID}).singleton())
	if !tfvalue.Known(botID) {
		return // a bot that is not created yet has no menu
	}
	id := botID.ValueString()
	// An unchanged menu shows that the bot accepts it.
	if !req.Plan.Raw.Equal(req.State.Raw) && r.Data.PlanMenu(id, typeName, richTypeName) {
		resp.Diagnostics.Append(tfdiag.BothMenuKinds(id))
	}
	switch {
	case !created, r.Data.Singletons.IsManaged((&model{BotID: botID}).key()):
		return // Terraform manages the menu that is overwritten
	case req.ClientCapabilities.DeferralAllowed: // Terraform allows deferrals in an apply and nowhere else
		return // the plan has looked
	case r.Client.Bots.CreatedHere(id):
		return // too new to have a menu from elsewhere
	}
	existing, err := r.Client.PersistentMenus.Get(ctx, id)
	switch {
	case errors.Is(err, lineworks.ErrNotFound) || errors.Is(err, providerdata.ErrSettingsUnknown):
		return // no menu, or the settings are not known before the apply
	case err != nil:
		// Not a reason to refuse the plan, but the user has to know.
		resp.Diagnostics.AddAttributeWarning(path.Root("bot_id"), "Unable to look for an existing persistent menu",
			fmt.Sprintf("The provider could not check whether bot %s has a persistent menu. If it has one, applying this plan overwrites it.\n\n%s\n\n"+
				"To manage an existing menu instead: terraform import lineworks_persistent_menu.NAME %s", id, err, id))
		return
	}
	resp.Diagnostics.AddAttributeWarning(path.Root("bot_id"), fmt.Sprintf("Persistent menu of bot %s already exists", id),
		fmt.Sprintf("Bot %s has a persistent menu with %d buttons that is not in the Terraform state, unless it is there under another address. Applying this plan overwrites it.\n\n"+
			"To manage the existing menu instead: terraform import lineworks_persistent_menu.NAME %s", id, len(existing), id))
}
