// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// ModifyPlan reads the pictures, so that a file with new content is a change, and warns
// of the effects on the bot's persistent menu and on its default.
func (r *menuResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	creating := req.State.Raw.IsNull()
	var plan, state model
	if creating {
		r.planSuccessor(ctx, resp)
	} else {
		resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
		r.markManaged(&state)
	}
	if req.Plan.Raw.IsNull() {
		return
	}
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(plan.hash(plan.label(), toSize(plan.Size), &state.pictures)...)
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("image_sha256"), plan.ImageSHA256)...)
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("i18n_image_sha256s"), plan.I18nImageSHA256s)...)
	if !creating {
		resp.RequiresReplace = append(resp.RequiresReplace, plan.removed(&state.pictures)...)
		once, diags := takesOnePicture(ctx, req.Private)
		resp.Diagnostics.Append(diags...)
		if once && !plan.same(&state.pictures) {
			resp.RequiresReplace = append(resp.RequiresReplace, path.Root("image_sha256"), path.Root("i18n_image_sha256s"))
		}
		resp.Diagnostics.Append(markReplaced(ctx, resp.Private, &state.menu)...)
		if r.Data != nil && !req.ClientCapabilities.DeferralAllowed {
			if len(resp.RequiresReplace) > 0 || plan.forcesReplacement(&state.menu) {
				r.planReplaced(ctx, state.rule(), resp)
			}
			resp.Diagnostics.Append(tfdiag.WarningsAt(path.Root("image"), r.Data.DefaultPictures.Menu(state.rule(), plan.hasImage()))...)
		}
	}
	if areasChange := creating || !plan.Areas.Equal(state.Areas) || !plan.Size.Equal(state.Size); areasChange && !req.ClientCapabilities.DeferralAllowed {
		resp.Diagnostics.Append(r.once(areaWarnings(&plan.menu))...)
	}
	if !tfvalue.Known(plan.BotID) {
		return // a bot that is not created yet has no menu
	}
	resp.Diagnostics.Append(r.eitherKind(plan.BotID)...)
	// An apply plans each new menu once more, in a process that has read none of
	// Terraform's own menus. Terraform sets DeferralAllowed there and nowhere else.
	if (creating || !plan.BotID.Equal(state.BotID)) && !req.ClientCapabilities.DeferralAllowed {
		resp.Diagnostics.Append(r.planNew(ctx, &plan.menu)...)
	}
}

// once leaves out the warnings that this plan has shown: a replacement is planned twice.
func (r *menuResource) once(diags diag.Diagnostics) diag.Diagnostics {
	var out diag.Diagnostics
	for _, d := range diags {
		if r.Data != nil && r.Data.RichMenus.WarnOnce(d.Summary()+"\n"+d.Detail()) {
			out.Append(d)
		}
	}
	return out
}

// removed returns the attributes that name fewer pictures than before. The API cannot
// remove a picture.
func (p *pictures) removed(state *pictures) path.Paths {
	var gone path.Paths
	if !p.hasImage() && state.hasImage() {
		gone = append(gone, path.Root("image"))
	}
	if p.I18nImages.IsUnknown() {
		return gone
	}
	files := p.files()
	for language := range state.files() {
		if _, ok := files[language]; !ok {
			return append(gone, path.Root("i18n_images"))
		}
	}
	return gone
}

// eitherKind warns of a bot with both kinds of menu in the configuration.
func (r *menuResource) eitherKind(botID types.String) diag.Diagnostics {
	if !r.Data.PlanMenu(botID.ValueString(), typeName, persistentTypeName) {
		return nil
	}
	return diag.Diagnostics{tfdiag.BothMenuKinds(botID.ValueString())}
}

// onceKey marks, in private state, a menu whose picture the service has refused to
// set again.
const onceKey = "takes_one_picture"

// takesOnePicture reads that mark.
func takesOnePicture(ctx context.Context, private tfstate.PrivateReader) (bool, diag.Diagnostics) {
	mark, diags := private.GetKey(ctx, onceKey)
	return len(mark) > 0, diags
}
