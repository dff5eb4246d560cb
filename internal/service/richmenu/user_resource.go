// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var (
	_ resource.ResourceWithConfigure   = (*userResource)(nil)
	_ resource.ResourceWithIdentity    = (*userResource)(nil)
	_ resource.ResourceWithImportState = (*userResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*userResource)(nil)
)

const userTypeName = "lineworks_user_rich_menu"

// userFields maps the fields of a request for the menu of a user to attributes.
var userFields = tfdiag.Fields{
	"botId":      path.Root("bot_id"),
	"richmenuId": path.Root("rich_menu_id"),
	"userId":     path.Root("user_id"),
}

// NewUserResource returns the resource lineworks_user_rich_menu.
func NewUserResource() resource.Resource { return &userResource{base.NewIdentifiedResource(userForm)} }

type userResource struct{ base.IdentifiedResource }

// userModel is the state of the rich menu of a user.
type userModel struct {
	BotID      types.String `tfsdk:"bot_id"`
	UserID     types.String `tfsdk:"user_id"`
	RichMenuID types.String `tfsdk:"rich_menu_id"`
}

// key tells the assignment from other objects of its kind and others.
func (m *userModel) key() string {
	return userTypeName + " " + m.BotID.ValueString() + "/" + m.UserID.ValueString()
}

// singleton names the assignment to the plan.
func (m *userModel) singleton() providerdata.Singleton {
	if !tfvalue.Known(m.BotID) || !tfvalue.Known(m.UserID) {
		return providerdata.Singleton{}
	}
	return providerdata.Singleton{Key: m.key(), Subject: m.subject()}
}

// subject names the assignment in messages.
func (m *userModel) subject() string {
	return "the rich menu of user " + m.UserID.ValueString() + " at bot " + m.BotID.ValueString()
}

func (r *userResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The rich menu that one user sees of a bot, in place of the default one. The API can neither list such users nor set the menu of several at once.\n\n" +
			"Destroying this resource gives the user the default menu back.",
		Attributes: map[string]schema.Attribute{
			"bot_id": schema.StringAttribute{
				MarkdownDescription: "ID of the bot. Another ID replaces the resource.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{validators.Planned(validators.BotID()), stringplanmodifier.RequiresReplace()},
			},
			"user_id": schema.StringAttribute{
				MarkdownDescription: "ID of the user, or the login e-mail address, which stays in the state as it is written. Another one replaces the resource. " + validators.UserIDSources,
				Required:            true,
				Validators:          []validator.String{validators.NotEmpty(), validators.NotBlank()},
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"rich_menu_id": schema.StringAttribute{
				MarkdownDescription: "ID of the rich menu. Another one takes its place at once.",
				Required:            true,
				Validators:          []validator.String{validators.NotEmpty()},
			},
		},
	}
}

// ModifyPlan warns of a menu of the user that Terraform does not know. Setting the menu
// overwrites it.
func (r *userResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	plan, state, diags := base.PlanAndState[userModel](ctx, req)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	botID, userID := plan.BotID.ValueString(), plan.UserID.ValueString()
	created := r.Data.Singletons.Plan(ctx, req, resp, state.singleton(), plan.singleton())
	// Terraform manages a menu in state, and a new bot has no users with a menu.
	// An apply plans once more: Terraform allows deferrals there and nowhere else.
	if !created || req.ClientCapabilities.DeferralAllowed || r.Data.Singletons.IsManaged(plan.key()) || r.Client.Bots.CreatedHere(botID) {
		return
	}
	existing := ""
	found, err := r.Client.RichMenus.UserMenu(ctx, botID, userID)
	if err == nil {
		existing = found.RichMenuID
	}
	resp.Diagnostics.Append(overwrites{
		at: path.Root("user_id"), what: "rich menu of user", subject: plan.subject(),
		imported: userTypeName + ".NAME " + botID + "/" + userID,
	}.warn(existing, plan.RichMenuID, err)...)
}

func (r *userResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan userModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Set(ctx, plan.key(), &resp.Diagnostics, func() {
		if err := r.set(ctx, &plan); err != nil {
			resp.Diagnostics.Append(tfdiag.API("Unable to set rich menu of user", plan.subject(), err, userFields))
			return
		}
		resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
		resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
	})
}

func (r *userResource) set(ctx context.Context, m *userModel) error {
	return r.Client.RichMenus.SetUserMenu(ctx, m.BotID.ValueString(), m.RichMenuID.ValueString(), m.UserID.ValueString())
}

// Read removes an assignment that is not found. The service never returns the default
// here, so a user who sees the default has no assignment.
// Source: https://developers.worksmobile.com/en/docs/bot-richmenu-user-get
func (r *userResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state userModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(state.identify(ctx, resp.Identity)...)
	r.Data.Singletons.MarkManaged(state.key())
	found, err := r.Client.RichMenus.UserMenu(ctx, state.BotID.ValueString(), state.UserID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		if resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...); !resp.Diagnostics.HasError() {
			resp.State.RemoveResource(ctx) // removed elsewhere: the next plan sets it again
		}
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.Refresh("Unable to read rich menu of user", state.subject(), err, state.RichMenuID.IsNull())...)
		return
	}
	state.RichMenuID = types.StringValue(found.RichMenuID)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &state)...)
}

func (r *userResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan userModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Update(ctx, plan.key(), resp, func() {
		if err := r.set(ctx, &plan); err != nil {
			resp.Diagnostics.Append(tfdiag.API("Unable to change rich menu of user", plan.subject(), err, userFields))
			return
		}
		resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
		resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
	})
}

func (r *userResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state userModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Delete(ctx, state.key(), &resp.Diagnostics, func() {
		err := r.Client.RichMenus.DeleteUserMenu(ctx, state.BotID.ValueString(), state.UserID.ValueString())
		switch {
		case errors.Is(err, lineworks.ErrNotFound):
			resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...)
		case err != nil:
			resp.Diagnostics.Append(tfdiag.API("Unable to clear rich menu of user", state.subject(), err, nil))
		}
	})
}
