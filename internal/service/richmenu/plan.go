// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// ModifyPlan implements [resource.ResourceWithModifyPlan]. It reads the pictures,
// so that another content of a file is a change, and says what the service does to
// the bot's persistent menu.
func (r *menuResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	creating := req.State.Raw.IsNull()
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if !creating {
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(plan.hash(toSize(plan.Size), &state.pictures)...)
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("image_sha256"), plan.ImageSHA256)...)
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("i18n_image_sha256s"), plan.I18nImageSHA256s)...)
	if !creating {
		resp.RequiresReplace = append(resp.RequiresReplace, plan.removed(&state.pictures)...)
		once, diags := takesOnePicture(ctx, req.Private)
		resp.Diagnostics.Append(diags...)
		if once && !plan.same(&state.pictures) {
			resp.RequiresReplace = append(resp.RequiresReplace, path.Root("image_sha256"), path.Root("i18n_image_sha256s"))
		}
	}
	if tfvalue.Known(plan.BotID) { // a bot that is yet to be made has no menu
		resp.Diagnostics.Append(r.eitherKind(ctx, plan.BotID.ValueString(), creating || !plan.BotID.Equal(state.BotID))...)
	}
}

// removed are the attributes that name fewer pictures than before. The API cannot
// take a picture away.
func (p *pictures) removed(state *pictures) path.Paths {
	var gone path.Paths
	if p.Image.IsNull() && !state.Image.IsNull() {
		gone = append(gone, path.Root("image"))
	}
	if p.I18nImages.IsUnknown() {
		return gone
	}
	files := p.I18nImages.Elements()
	for language := range state.I18nImages.Elements() {
		if _, ok := files[language]; !ok {
			return append(gone, path.Root("i18n_images"))
		}
	}
	return gone
}

// eitherKind warns that a bot has either rich menus or a persistent menu. A menu
// that the bot has is looked up for a rich menu that is new to the bot only: beside
// one that is there already it could not exist.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-create
func (r *menuResource) eitherKind(ctx context.Context, botID string, isNew bool) diag.Diagnostics {
	var diags diag.Diagnostics
	if r.data.PlanMenu(botID, typeName, persistentTypeName) {
		diags.AddAttributeWarning(path.Root("bot_id"), "Bot has both kinds of menu in the configuration",
			fmt.Sprintf("Bot %s is to have a rich menu and a persistent menu, but a bot has either rich menus or a persistent menu: the service deletes "+
				"the persistent menu when a rich menu is made, and refuses it afterwards.\n\nTake one of the two resources out.", botID))
	}
	if !isNew || r.data == nil || r.data.Client.Bots.CreatedHere(botID) {
		return diags
	}
	existing, err := r.data.Client.PersistentMenus.Get(ctx, botID)
	switch {
	case errors.Is(err, lineworks.ErrNotFound), errors.Is(err, providerdata.ErrSettingsUnknown):
		return diags // no menu, or settings that are not known before the apply
	case err != nil:
		// No reason to refuse a plan, but one to say what could not be looked at.
		diags.AddAttributeWarning(path.Root("bot_id"), "Unable to look for a persistent menu",
			fmt.Sprintf("The service deletes the persistent menu of bot %s, should it have one, when a rich menu is made. Whether it has could not be found out.\n\n%s", botID, err))
	default:
		diags.AddAttributeWarning(path.Root("bot_id"), "Persistent menu will be deleted",
			fmt.Sprintf("Bot %s has a persistent menu with %s. The service deletes it when a rich menu is made for the bot, "+
				"and it does not come back when the rich menu goes.", botID, buttons(len(existing))))
	}
	return diags
}

func buttons(n int) string {
	if n == 1 {
		return "1 button"
	}
	return fmt.Sprintf("%d buttons", n)
}

// onceKey marks, in private state, a menu whose picture the service has refused to
// set again.
const onceKey = "takes_one_picture"

// takesOnePicture reads that mark.
func takesOnePicture(ctx context.Context, private interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
},
) (bool, diag.Diagnostics) {
	mark, diags := private.GetKey(ctx, onceKey)
	return len(mark) > 0, diags
}
