// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
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
	_ resource.ResourceWithConfigure   = (*defaultResource)(nil)
	_ resource.ResourceWithIdentity    = (*defaultResource)(nil)
	_ resource.ResourceWithImportState = (*defaultResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*defaultResource)(nil)
)

const defaultTypeName = "lineworks_default_rich_menu"

// defaultFields maps the fields of a request for the default to attributes.
var defaultFields = tfdiag.Fields{
	"botId":      path.Root("bot_id"),
	"richmenuId": path.Root("rich_menu_id"),
}

// NewDefaultResource returns the resource lineworks_default_rich_menu.
func NewDefaultResource() resource.Resource {
	return &defaultResource{base.NewIdentifiedResource(defaultForm)}
}

type defaultResource struct{ base.IdentifiedResource }

// defaultModel is the state of the default rich menu of a bot.
type defaultModel struct {
	BotID      types.String `tfsdk:"bot_id"`
	RichMenuID types.String `tfsdk:"rich_menu_id"`
}

// key tells the default from other objects of its kind and others.
func (m *defaultModel) key() string { return defaultTypeName + " " + m.BotID.ValueString() }

// singleton names the default to the plan.
func (m *defaultModel) singleton() providerdata.Singleton {
	if !tfvalue.Known(m.BotID) {
		return providerdata.Singleton{}
	}
	return providerdata.Singleton{Key: m.key(), Subject: m.subject()}
}

// subject names the default in messages.
func (m *defaultModel) subject() string {
	return "the default rich menu of bot " + m.BotID.ValueString()
}

func (r *defaultResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The default rich menu of a bot: the one that every user sees who has not been given another by `lineworks_user_rich_menu`. A bot has at most one.\n\n" +
			"Destroying this resource ends the default; the menu stays.",
		Attributes: map[string]schema.Attribute{
			"bot_id": schema.StringAttribute{
				MarkdownDescription: "ID of the bot. Another ID replaces the resource.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{validators.Planned(validators.BotID()), stringplanmodifier.RequiresReplace()},
			},
			"rich_menu_id": schema.StringAttribute{
				MarkdownDescription: "ID of the rich menu. Another one takes its place at once, without a moment in which the bot has none.",
				Required:            true,
				Validators:          []validator.String{validators.NotEmpty()},
			},
		},
	}
}

// ModifyPlan warns of a default that Terraform does not know, since setting the default
// overwrites it, and of one without a picture.
func (r *defaultResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	plan, state, diags := base.PlanAndState[defaultModel](ctx, req)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	botID := plan.BotID.ValueString()
	created := r.Data.Singletons.Plan(ctx, req, resp, state.singleton(), plan.singleton())
	if !req.State.Raw.IsNull() {
		r.Data.DefaultRichMenus.InState(state.BotID.ValueString(), state.RichMenuID.ValueString())
		resp.Diagnostics.Append(tfdiag.WarningsAt(path.Root("rich_menu_id"),
			r.Data.ReplacedDefaults.Default(state.BotID.ValueString(), state.RichMenuID.ValueString()))...)
	}
	if (created || !plan.RichMenuID.Equal(state.RichMenuID)) && !req.ClientCapabilities.DeferralAllowed {
		resp.Diagnostics.Append(r.checkPicture(&plan)...)
	}
	// A bot that is not created yet has no default, and Terraform manages the one in state.
	// An apply plans once more: Terraform allows deferrals there and nowhere else.
	if !created || req.ClientCapabilities.DeferralAllowed || r.Data.Singletons.IsManaged(plan.key()) || r.Client.Bots.CreatedHere(botID) {
		return
	}
	existing, err := r.Client.RichMenus.Default(ctx, botID)
	resp.Diagnostics.Append(overwrites{
		at: path.Root("bot_id"), what: "default rich menu", subject: plan.subject(),
		imported: defaultTypeName + ".NAME " + botID,
	}.warn(existing, plan.RichMenuID, err)...)
}

// checkPicture warns of a menu without a picture, as far as the two are known. The ID of a
// menu that the same plan creates is known in the apply.
func (r *defaultResource) checkPicture(m *defaultModel) diag.Diagnostics {
	if !tfvalue.Known(m.BotID) || !tfvalue.Known(m.RichMenuID) {
		return nil
	}
	return tfdiag.WarningsAt(path.Root("rich_menu_id"), r.Data.DefaultPictures.Default(m.BotID.ValueString(), m.RichMenuID.ValueString()))
}

func (r *defaultResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan defaultModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Set(ctx, plan.key(), &resp.Diagnostics, func() {
		if err := r.Client.RichMenus.SetDefault(ctx, plan.BotID.ValueString(), plan.RichMenuID.ValueString()); err != nil {
			resp.Diagnostics.Append(tfdiag.API("Unable to set default rich menu", plan.subject(), err, defaultFields))
			return
		}
		resp.Diagnostics.Append(r.checkPicture(&plan)...)
		resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
		resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
	})
}

func (r *defaultResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state defaultModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(state.identify(ctx, resp.Identity)...)
	r.Data.Singletons.MarkManaged(state.key())
	id, err := r.Client.RichMenus.Default(ctx, state.BotID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		if resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...); !resp.Diagnostics.HasError() {
			resp.State.RemoveResource(ctx) // the default was ended or the bot deleted elsewhere: the next plan sets it again
		}
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.Refresh("Unable to read default rich menu", state.subject(), err, state.RichMenuID.IsNull())...)
		return
	}
	state.RichMenuID = types.StringValue(id)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &state)...)
}

func (r *defaultResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan defaultModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Update(ctx, plan.key(), resp, func() {
		if err := r.Client.RichMenus.SetDefault(ctx, plan.BotID.ValueString(), plan.RichMenuID.ValueString()); err != nil {
			resp.Diagnostics.Append(tfdiag.API("Unable to change default rich menu", plan.subject(), err, defaultFields))
			return
		}
		resp.Diagnostics.Append(r.checkPicture(&plan)...)
		resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
		resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
	})
}

func (r *defaultResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state defaultModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Delete(ctx, state.key(), &resp.Diagnostics, func() {
		err := r.Client.RichMenus.DeleteDefault(ctx, state.BotID.ValueString())
		switch {
		case errors.Is(err, lineworks.ErrNotFound):
			resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...)
		case err != nil:
			resp.Diagnostics.Append(tfdiag.API("Unable to clear default rich menu", state.subject(), err, nil))
		}
	})
}
