// SPDX-License-Identifier: MPL-2.0

// Package botsecret has the resource of the secrets of bots.
package botsecret

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
)

var (
	_ resource.ResourceWithConfigure   = (*secretResource)(nil)
	_ resource.ResourceWithImportState = (*secretResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*secretResource)(nil)
)

// fields maps the fields of a request for a secret to attributes.
var fields = tfdiag.Fields{"botId": path.Root("bot_id")}

// NewResource returns the resource lineworks_bot_secret.
func NewResource() resource.Resource {
	return &secretResource{base.NewResource("lineworks_bot_secret")}
}

type secretResource struct{ base.Resource }

// model is the state of a lineworks_bot_secret.
type model struct {
	BotID   types.String `tfsdk:"bot_id"`
	Keepers types.Map    `tfsdk:"keepers"`
	Secret  types.String `tfsdk:"secret"`
}

// subject names the secret in messages.
func (m *model) subject() string { return "the secret of bot " + m.BotID.ValueString() }

func (r *secretResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema()
}

func (r *secretResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	secret, err := r.Client.Bots.IssueSecret(ctx, plan.BotID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(tfdiag.API("Unable to issue bot secret", plan.subject(), err, fields))
		return
	}
	plan.Secret = types.StringValue(secret)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
}

// Read checks only that the bot exists. The API cannot tell whether the secret is still
// valid.
func (r *secretResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	_, err := r.Client.Bots.Get(ctx, state.BotID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		if resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...); !resp.Diagnostics.HasError() {
			resp.State.RemoveResource(ctx) // the bot was deleted elsewhere, and its secret with it
		}
	case err != nil:
		resp.Diagnostics.Append(tfdiag.Refresh("Unable to read bot of secret", state.subject(), err, false)...)
	default:
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	}
}

// ModifyPlan plans a new secret if the keepers change. No keepers and empty keepers are
// the same: a new secret breaks every server that still uses the old one.
func (r *secretResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.State.Raw.IsNull() || req.Plan.Raw.IsNull() {
		return
	}
	var plan, state model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() || plan.Keepers.Equal(state.Keepers) {
		return
	}
	if !plan.Keepers.IsUnknown() && len(plan.Keepers.Elements()) == 0 && len(state.Keepers.Elements()) == 0 {
		return
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("secret"), types.StringUnknown())...)
}

// Update rotates the secret in place, not by a replacement: if that fails, the state
// keeps the old secret, which is still valid and cannot be read again.
func (r *secretResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if plan.Secret.IsUnknown() {
		secret, err := r.Client.Bots.IssueSecret(ctx, plan.BotID.ValueString())
		if err != nil {
			resp.Diagnostics.Append(tfdiag.API("Unable to issue bot secret", plan.subject(), err, fields))
			return
		}
		plan.Secret = types.StringValue(secret)
	}
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
}

// Delete only removes the resource from the state: the API cannot delete the secret of
// a bot.
func (r *secretResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// ImportState always fails, since the API cannot read a secret. Without this method,
// the framework's error would ask users to report a missing feature.
// Source: https://developers.worksmobile.com/en/docs/bot-secret-issue
func (r *secretResource) ImportState(_ context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resp.Diagnostics.AddError("Bot secret cannot be imported",
		fmt.Sprintf("The API cannot read the secret of a bot, so an import (%q) has nothing to store in the state.\n\n"+
			"Apply the resource without an import, which issues a new secret. The old one becomes invalid at once, so be ready to give the new one to the callback server.", req.ID))
}
