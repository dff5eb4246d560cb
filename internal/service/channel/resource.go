// SPDX-License-Identifier: MPL-2.0

// Package channel has the resource and the data sources of message rooms, which
// the API calls channels.
package channel

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/protection"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var (
	_ resource.ResourceWithConfigure   = (*channelResource)(nil)
	_ resource.ResourceWithIdentity    = (*channelResource)(nil)
	_ resource.ResourceWithImportState = (*channelResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*channelResource)(nil)
)

// NewResource returns the resource lineworks_channel.
func NewResource() resource.Resource { return &channelResource{base.NewIdentifiedResource(form)} }

type channelResource struct{ base.IdentifiedResource }

// protected has the words for protected rooms.
var protected = protection.Kind{
	TypeName: form.TypeName, Noun: "room", Loss: "The bot would leave the room, and cannot come back by itself.",
	Subject: func(ctx context.Context, state tfsdk.State) string {
		var m model // empty attributes are left out of the name
		_ = state.GetAttribute(ctx, path.Root("bot_id"), &m.BotID)
		_ = state.GetAttribute(ctx, path.Root("channel_id"), &m.ChannelID)
		_ = state.GetAttribute(ctx, path.Root("title"), &m.Title)
		return m.subject()
	},
}

func (r *channelResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema()
}

// ModifyPlan refuses the deletion of a protected room, and warns of e-mail addresses among the members of a new room: later changes of
// members have no effect. An apply plans once more, where deferrals are allowed.
func (r *channelResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	protected.ModifyPlan(ctx, req, resp)
	if r.Data == nil || resp.Diagnostics.HasError() || !req.State.Raw.IsNull() || req.ClientCapabilities.DeferralAllowed {
		return
	}
	var members types.Set
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root("members"), &members)...)
	resp.Diagnostics.Append(validators.EmailWarnings(path.Root("members"), members, nil)...)
}

func (r *channelResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan resourceModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	botID := plan.BotID.ValueString()
	made, err := r.Client.Channels.Create(ctx, botID, tfvalue.Strings(plan.Members), plan.Title.ValueString())
	if err != nil {
		resp.Diagnostics.Append(refusal(&plan.model, err))
		return
	}
	// The room exists and has members. A failure to read the rest of it is no reason to
	// create another one, so it is only a warning. The next refresh reads the rest.
	read, err := r.Client.Channels.Get(ctx, botID, made.ChannelID)
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		resp.Diagnostics.Append(notThere(&plan.model, made.ChannelID, err))
		return
	case err != nil:
		resp.Diagnostics.AddWarning("Unable to read room after creating it",
			fmt.Sprintf("Creating %s succeeded, but reading it afterwards failed.\n\n%s\n\ndomain_id and channel_type are not known until the next plan.",
				plan.with(made).subject(), err))
	default:
		made.DomainID, made.Type, made.Title = read.DomainID, read.Type, cmp.Or(made.Title, read.Title)
	}
	memory, rewrites := tfstate.Settle(&plan.model, plan.with(made), forms)
	resp.Diagnostics.Append(tfstate.Warn(rewrites, plan.subject())...)
	resp.Diagnostics.Append(memory.Save(ctx, resp.Private)...)
	resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
}

// notThere reports that the service does not know the room that its response to the create
// named.
func notThere(plan *model, channelID string, err error) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Unable to create room", fmt.Sprintf("The service responded that it has created %s under the ID %q, but the bot has no such room.\n\n%s\n\n%s",
		plan.subject(), channelID, err, mayExist(plan)))
}

// mayExist is the advice about a room that was created, or was not.
func mayExist(plan *model) string {
	return fmt.Sprintf("The room may exist nevertheless. The API cannot list rooms, so the provider cannot check. "+
		"Before you apply again, which would create another one, ask one of the members to look for the room in the app. If it exists, its menu shows its ID. Import it then: "+
		"terraform import lineworks_channel.NAME %s/CHANNEL_ID", plan.BotID.ValueString())
}

// refusal reports a failed create.
func refusal(plan *model, err error) diag.Diagnostic {
	const failed = "Unable to create room"
	var advice string
	switch {
	case errors.Is(err, lineworks.ErrOutcomeUnknown):
		advice = mayExist(plan)
	case errors.Is(err, lineworks.ErrAccessDenied):
		advice = "The bot may have to be registered in the domain of the members first. " +
			"If a lineworks_bot_domain does that, add it to depends_on of the room."
	default:
		return tfdiag.API(failed, plan.subject(), err, fields)
	}
	return diag.NewErrorDiagnostic(failed, fmt.Sprintf("The request for %s failed.\n\n%s\n\n%s", plan.subject(), err, advice))
}

func (r *channelResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state resourceModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	memory, diags := tfstate.Load(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(state.identify(ctx, resp.Identity)...)
	botID := state.BotID.ValueString()
	imported := state.Members.IsNull() // right after an import, and never again
	found, err := r.Client.Channels.Get(ctx, botID, state.ChannelID.ValueString())
	if err == nil && imported {
		var ids []string
		ids, err = members(ctx, r.Client, botID, state.ChannelID.ValueString())
		state.Members = tfvalue.StringSet(ids)
	}
	switch {
	case err == nil:
	case gone(ctx, r.Client, botID, err):
		if resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...); !resp.Diagnostics.HasError() {
			resp.State.RemoveResource(ctx) // the bot has left or was deleted: the next plan creates another room
		}
		return
	default:
		resp.Diagnostics.Append(tfdiag.Refresh("Unable to read room", state.subject(), err, imported)...)
		return
	}
	tfstate.Recall(&state.model, state.with(found), memory, forms)
	resp.Diagnostics.Append(memory.Save(ctx, resp.Private)...)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &state)...)
}

// members lists the user IDs of the members of a room.
func members(ctx context.Context, client *lineworks.Client, botID, channelID string) ([]string, error) {
	var ids []string
	for id, err := range client.Channels.Members(ctx, botID, channelID) {
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// Update stores a change of the protection: any other one replaces the room or changes
// nothing.
func (r *channelResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan resourceModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	protection.AfterUpdate(ctx, resp)
	resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
}

func (r *channelResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state resourceModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	resp.Diagnostics.Append(protected.CheckDelete(ctx, req.State)...)
	if resp.Diagnostics.HasError() {
		return
	}
	botID := state.BotID.ValueString()
	err := r.Client.Channels.Leave(ctx, botID, state.ChannelID.ValueString())
	switch {
	case err == nil:
	case gone(ctx, r.Client, botID, err):
		resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...)
	default:
		resp.Diagnostics.Append(tfdiag.API("Unable to leave room", state.subject(), err, nil))
	}
}
