// SPDX-License-Identifier: MPL-2.0

// Package bot has the resource, the data sources and the list resource of LINE
// WORKS bots.
package bot

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/protection"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
)

var (
	_ resource.ResourceWithConfigure      = (*botResource)(nil)
	_ resource.ResourceWithIdentity       = (*botResource)(nil)
	_ resource.ResourceWithImportState    = (*botResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*botResource)(nil)
	_ resource.ResourceWithValidateConfig = (*botResource)(nil)
)

// NewResource returns the resource lineworks_bot.
func NewResource() resource.Resource { return &botResource{base.NewIdentifiedResource(form)} }

type botResource struct{ base.IdentifiedResource }

// kind has the words for bots in diagnostics.
var kind = tfdiag.Kind{
	Noun:   "bot",
	Where:  "The data source lineworks_bots lists all bots with their IDs and names.",
	Import: func(id string) string { return "terraform import lineworks_bot.NAME " + id },
}

// protected has the words for protected bots.
var protected = protection.Kind{
	TypeName: form.TypeName, Noun: "bot", Loss: "A deleted bot cannot be brought back.",
	Subject: func(ctx context.Context, state tfsdk.State) string {
		var m model // empty attributes are left out of the name
		_ = state.GetAttribute(ctx, path.Root("bot_id"), &m.BotID)
		_ = state.GetAttribute(ctx, path.Root("bot_name"), &m.BotName)
		return m.subject()
	},
}

func (r *botResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema()
}

func (r *botResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan resourceModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	created, adopted, err := r.Client.Bots.Create(ctx, plan.toWrite(blank()))
	if err != nil {
		resp.Diagnostics.Append(kind.CreateFailed("Unable to create bot", plan.subject(), err, fields))
		return
	}
	if adopted {
		resp.Diagnostics.Append(kind.Adopted(plan.subject(), created.BotID))
	}
	r.begin(ctx, created.BotID, resp)
	if !created.Complete() {
		read, err := r.Client.Bots.Get(ctx, created.BotID)
		if errors.Is(err, lineworks.ErrNotFound) && !adopted {
			// The response to the create had the ID of no bot.
			if read, err = r.Client.Bots.FindCreated(ctx, plan.toWrite(blank()), created.BotID); err != nil {
				resp.State.RemoveResource(ctx)
				resp.Diagnostics.Append(kind.CreateFailed("Unable to create bot", plan.subject(), err, fields))
				return
			}
			resp.Diagnostics.Append(kind.Adopted(plan.subject(), read.BotID))
			r.begin(ctx, read.BotID, resp)
		}
		if err != nil {
			resp.Diagnostics.Append(tfdiag.API("Unable to read bot after creating it", plan.subject(), err, nil))
			return
		}
		created = read
	}
	memory, rewrites := tfstate.Settle(&plan.model, fromAPI(created), forms)
	resp.Diagnostics.Append(tfstate.Warn(rewrites, plan.subject())...)
	resp.Diagnostics.Append(memory.Save(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
}

// begin stores the ID of a created bot before anything else can fail: from here on, a failure
// leaves a tainted bot in the state, and not an orphan.
func (r *botResource) begin(ctx context.Context, botID string, resp *resource.CreateResponse) {
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("bot_id"), botID)...)
	resp.Diagnostics.Append(form.Set(ctx, resp.Identity, types.StringValue(botID))...)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
}

func (r *botResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state resourceModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	memory, diags := tfstate.Load(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(state.identify(ctx, resp.Identity)...)
	r.Data.Bots.MarkManaged(state.BotID.ValueString())
	fresh, err := r.Client.Bots.Get(ctx, state.BotID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		if resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...); !resp.Diagnostics.HasError() {
			resp.State.RemoveResource(ctx) // deleted elsewhere: the next plan creates it again
			if !state.BotName.IsNull() {   // otherwise an import, whose failure says enough
				gone := planrules.GoneBot(state.BotID.ValueString(), state.BotName.ValueString(), r.Data.Account)
				resp.Diagnostics.AddWarning(gone.Summary, gone.Detail)
			}
		}
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.Refresh("Unable to read bot", state.subject(), err, state.BotName.IsNull())...)
		return
	}
	tfstate.Recall(&state.model, fromAPI(fresh), memory, forms)
	resp.Diagnostics.Append(memory.Save(ctx, resp.Private)...)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &state)...)
}

func (r *botResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state resourceModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	protection.AfterUpdate(ctx, resp)
	onlyProtection, diags := protection.IsOnlyChange(ctx, req)
	resp.Diagnostics.Append(diags...)
	switch {
	case resp.Diagnostics.HasError():
		return
	case onlyProtection:
		resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
		resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
		return
	}
	memory, diags := tfstate.Load(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	id := state.BotID.ValueString()
	updated, err := r.Client.Bots.Update(ctx, id, plan.toWrite(&state.model))
	if err != nil {
		resp.Diagnostics.Append(tfdiag.API("Unable to update bot", state.subject(), err, fields))
		return
	}
	result := fromAPI(updated)
	if !updated.Complete() {
		result = r.readAfterUpdate(ctx, &plan.model, &state.model, &resp.Diagnostics)
	}
	resp.Diagnostics.Append(unchangedUsers(&plan.model, result, &state.model)...)
	memory, rewrites := tfstate.SettleUpdate(&plan.model, result, &state.model, memory, forms, alwaysSent...)
	resp.Diagnostics.Append(tfstate.Warn(rewrites, plan.subject())...)
	resp.Diagnostics.Append(memory.Save(ctx, resp.Private)...)
	resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
}

// readAfterUpdate reads the bot if the response to the update did not include it. The
// update has succeeded, so a failure to read is only a warning, and attributes that
// are not in the plan keep their values.
func (r *botResource) readAfterUpdate(ctx context.Context, plan, state *model, diags *diag.Diagnostics) *model {
	fresh, err := r.Client.Bots.Get(ctx, state.BotID.ValueString())
	if err == nil {
		return fromAPI(fresh)
	}
	diags.AddWarning("Unable to read bot after updating it",
		fmt.Sprintf("The update of %s succeeded, but reading the bot afterwards failed.\n\n%s\n\nThe next plan shows whether the service has the configured values.", plan.subject(), err))
	known := *plan
	tfstate.Fill(&known, state)
	return &known
}

func (r *botResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state resourceModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	resp.Diagnostics.Append(protected.CheckDelete(ctx, req.State)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Bots.MarkLeaving(state.BotID.ValueString())
	err := r.Client.Bots.Delete(ctx, state.BotID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...)
	case err != nil:
		resp.Diagnostics.Append(tfdiag.API("Unable to delete bot", state.subject(), err, nil))
	}
}
