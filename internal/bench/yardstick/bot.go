// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

type botResource struct{ api *api }

// Metadata implements [resource.Resource].
func (r *botResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_bot"
}

// Schema implements [resource.Resource].
func (r *botResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = botSchema()
}

// Configure implements [resource.ResourceWithConfigure].
func (r *botResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.api = client(req.ProviderData, &resp.Diagnostics)
}

// Create implements [resource.Resource].
func (r *botResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan botModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	body := plan.wire(ctx, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	var response botWire
	if err := r.api.send(ctx, "POST", "/bots", body, &response); err != nil {
		resp.Diagnostics.AddError("Unable to create bot", err.Error())
		return
	}
	state := newBotModel(ctx, &response, &plan, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
}

// Read implements [resource.Resource].
func (r *botResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state botModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	var response botWire
	err := r.api.send(ctx, "GET", "/bots/"+state.BotID.ValueString(), nil, &response)
	switch {
	case errors.Is(err, errNotFound):
		resp.State.RemoveResource(ctx)
		return
	case err != nil:
		resp.Diagnostics.AddError("Unable to read bot", err.Error())
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, newBotModel(ctx, &response, &state, &resp.Diagnostics))...)
}

// Update implements [resource.Resource].
func (r *botResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan botModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	body := plan.wire(ctx, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	var response botWire
	if err := r.api.send(ctx, "PATCH", "/bots/"+plan.BotID.ValueString(), body, &response); err != nil {
		resp.Diagnostics.AddError("Unable to update bot", err.Error())
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, newBotModel(ctx, &response, &plan, &resp.Diagnostics))...)
}

// Delete implements [resource.Resource].
func (r *botResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state botModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	remove(ctx, r.api, "/bots/"+state.BotID.ValueString(), &resp.Diagnostics)
}

// ImportState implements [resource.ResourceWithImportState].
func (r *botResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("bot_id"), req, resp)
}

// remove deletes the object at the path. A missing one is fine.
func remove(ctx context.Context, a *api, at string, diags *diag.Diagnostics) {
	if err := a.send(ctx, "DELETE", at, nil, nil); err != nil && !errors.Is(err, errNotFound) {
		diags.AddError("Unable to delete", err.Error())
	}
}
