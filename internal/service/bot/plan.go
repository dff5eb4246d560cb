// SPDX-License-Identifier: MPL-2.0

package bot

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// ValidateConfig checks the rules that concern more than one attribute.
func (r *botResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	// Attribute by attribute: a whole model costs ten times as much, and this runs
	// for each bot of each plan, several times.
	var allowDomains types.Set
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("allow_domains"), &allowDomains)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if tfvalue.Known(allowDomains) && len(allowDomains.Elements()) == 0 {
		resp.Diagnostics.AddAttributeError(path.Root("allow_domains"), "Empty allow_domains",
			"A bot cannot be limited to no domain at all: the API takes an empty list for all domains.\n\n"+
				"To allow all domains, leave allow_domains out.")
	}
}

// ModifyPlan warns of everything that the service deletes as a side effect of an
// update, and of reasons not to create a new bot.
func (r *botResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	protected.ModifyPlan(ctx, req, resp)
	if r.Data == nil || resp.Diagnostics.HasError() {
		return
	}
	if !req.State.Raw.IsNull() && (req.Plan.Raw.IsNull() || req.Plan.Raw.Equal(req.State.Raw)) {
		// A destroy speaks for itself, and an unchanged bot needs no warning.
		var id, name types.String
		resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("bot_id"), &id)...)
		if req.Plan.Raw.IsNull() {
			r.Data.Bots.MarkLeaving(id.ValueString())
			resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("bot_name"), &name)...)
			resp.Diagnostics.Append(tfdiag.Warnings(r.Data.PlannedBots.Delete(id.ValueString(), name.ValueString()))...)
		} else {
			r.Data.Bots.MarkManaged(id.ValueString())
		}
		return
	}
	var plan, state resourceModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	}
	if !req.ClientCapabilities.DeferralAllowed { // an apply plans once more
		var enabled types.Bool
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("enable_callback"), &enabled)...)
		resp.Diagnostics.Append(configWarnings(&plan.model, &state.model, enabled)...)
	}
	switch {
	case resp.Diagnostics.HasError():
		return
	case req.State.Raw.IsNull():
		// An apply plans each new bot once more, in a process that has read none of
		// Terraform's own bots and would warn of them. Terraform sets DeferralAllowed
		// there and nowhere else. OpenTofu does not distinguish the two.
		if !req.ClientCapabilities.DeferralAllowed {
			if tfvalue.Known(plan.BotName) {
				resp.Diagnostics.Append(tfdiag.Warnings(r.Data.PlannedBots.Create(plan.BotName.ValueString()))...)
			}
			resp.Diagnostics.Append(r.planNew(ctx, plan.BotName)...)
		}
		return
	}
	r.Data.Bots.MarkManaged(state.BotID.ValueString())
	resp.Diagnostics.Append(narrowingWarning(&plan.model, &state.model)...)
	resp.Diagnostics.Append(leavingWarning(&plan.model, &state.model)...)
}

// configWarnings tells of settings that make little sense, where they are new or change.
// enabled is enable_callback as configured: false turns events off, null forgets them.
func configWarnings(plan, state *model, enabled types.Bool) diag.Diagnostics {
	var diags diag.Diagnostics
	diags.Append(validators.EmailWarnings(path.Root("administrators"), plan.Administrators, state.Administrators)...)
	diags.Append(validators.EmailWarnings(path.Root("subadministrators"), plan.Subadministrators, state.Subadministrators)...)
	if plan.EnableCallback.Equal(state.EnableCallback) && plan.CallbackURL.Equal(state.CallbackURL) {
		return diags
	}
	named := ""
	if tfvalue.Known(plan.BotName) {
		named = fmt.Sprintf(" of bot %q", plan.BotName.ValueString())
	}
	switch {
	case plan.EnableCallback.ValueBool() && !plan.CallbackURL.IsUnknown() && !tfvalue.Given(plan.CallbackURL):
		diags.AddAttributeWarning(path.Root("enable_callback"), "Callback"+named+" without an address",
			"enable_callback is true but callback_url is not set, so there is no server to send events to. "+
				"Whether the service accepts that is not documented.\n\nSet callback_url, or remove enable_callback.")
	case tfvalue.Given(plan.CallbackURL) && enabled.IsNull():
		diags.AddAttributeWarning(path.Root("callback_url"), "Callback address"+named+" without events",
			"callback_url is set, but enable_callback is not, and its default is false: the service sends no event to that address.\n\n"+
				"Set enable_callback to true, or to false if no events are wanted.")
	}
	return diags
}

// narrowingWarning warns of registrations in domains that are removed from the list.
// The summary names the bot, because the CLI shows only one of several warnings with
// the same summary.
func narrowingWarning(plan, state *model) diag.Diagnostics {
	if !tfvalue.Known(plan.AllowDomains) || slices.ContainsFunc(plan.AllowDomains.Elements(), attr.Value.IsUnknown) {
		return nil // the remaining domains are not known yet
	}
	var before []string
	if !state.AllowDomains.IsNull() {
		before = append([]string{}, tfvalue.Strings(state.AllowDomains)...)
	}
	return tfdiag.WarningsAt(path.Root("allow_domains"), planrules.NarrowedDomains(state.label(), before, tfvalue.Strings(plan.AllowDomains)))
}

// leavingWarning warns of rooms that the bot leaves. Its summary names the bot, too.
func leavingWarning(plan, state *model) diag.Diagnostics {
	if plan.EnableGroupJoin.IsUnknown() {
		return nil
	}
	return tfdiag.WarningsAt(path.Root("enable_group_join"), planrules.LeftRooms(state.label(), state.EnableGroupJoin.ValueBool(), plan.EnableGroupJoin.ValueBool()))
}
