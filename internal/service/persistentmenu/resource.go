// SPDX-License-Identifier: MPL-2.0

// Package persistentmenu has the resource, the data source and the list resource
// of persistent menus.
package persistentmenu

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

var (
	_ resource.ResourceWithConfigure      = (*menuResource)(nil)
	_ resource.ResourceWithIdentity       = (*menuResource)(nil)
	_ resource.ResourceWithImportState    = (*menuResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*menuResource)(nil)
	_ resource.ResourceWithValidateConfig = (*menuResource)(nil)
)

// NewResource returns the resource lineworks_persistent_menu.
func NewResource() resource.Resource { return &menuResource{base.NewIdentifiedResource(form)} }

const (
	typeName     = "lineworks_persistent_menu"
	richTypeName = "lineworks_rich_menu"
)

type menuResource struct{ base.IdentifiedResource }

// fields maps the fields of a request for a menu to attributes.
var fields = tfdiag.Fields{"botId": path.Root("bot_id")}

// model is the state of a persistent menu.
type model struct {
	BotID   types.String `tfsdk:"bot_id"`
	Actions types.List   `tfsdk:"actions"`
}

// key tells the menu from other objects of its kind and others.
func (m *model) key() string { return typeName + " " + m.BotID.ValueString() }

// singleton names the menu to the plan.
func (m *model) singleton() providerdata.Singleton {
	if !tfvalue.Known(m.BotID) {
		return providerdata.Singleton{}
	}
	return providerdata.Singleton{Key: m.key(), Subject: m.subject()}
}

// subject names the menu in messages.
func (m *model) subject() string { return "the persistent menu of bot " + m.BotID.ValueString() }

// forms are the forms in which the service may store the values of a menu: texts may differ,
// but not the types of actions.
var forms = tfstate.Rules{"actions": tfstate.Text}

func fromAPI(botID types.String, actions []lineworks.Action) *model {
	return &model{BotID: botID, Actions: menuaction.Persistent.FromAPIList(actions)}
}

func (r *menuResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema()
}

func (r *menuResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Set(ctx, plan.key(), &resp.Diagnostics, func() {
		memory, diags := r.set(ctx, &plan, nil, nil, "Unable to create persistent menu")
		resp.Diagnostics.Append(diags...)
		if resp.Diagnostics.HasError() {
			return
		}
		resp.Diagnostics.Append(memory.Save(ctx, resp.Private)...)
		resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
		resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
	})
}

func (r *menuResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	memory, diags := tfstate.Load(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(state.identify(ctx, resp.Identity)...)
	r.Data.Singletons.MarkManaged(state.key())
	actions, err := r.Client.PersistentMenus.Get(ctx, state.BotID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		if resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...); !resp.Diagnostics.HasError() {
			resp.State.RemoveResource(ctx) // the menu or its bot was deleted elsewhere: the next plan creates it again
		}
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.Refresh("Unable to read persistent menu", state.subject(), err, state.Actions.IsNull())...)
		return
	}
	tfstate.Recall(&state, fromAPI(state.BotID, actions), memory, forms)
	resp.Diagnostics.Append(memory.Save(ctx, resp.Private)...)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &state)...)
}

func (r *menuResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	memory, diags := tfstate.Load(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Update(ctx, plan.key(), resp, func() {
		memory, diags := r.set(ctx, &plan, &state, memory, "Unable to update persistent menu")
		resp.Diagnostics.Append(diags...)
		if resp.Diagnostics.HasError() {
			return
		}
		resp.Diagnostics.Append(memory.Save(ctx, resp.Private)...)
		resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
		resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
	})
}

// set sends the planned menu. Creating and replacing are the same request. If the
// response has no body, set reads the menu to learn how the service stored it. The menu
// exists then, so a failure to read it is only a warning.
func (r *menuResource) set(ctx context.Context, plan, prior *model, memory tfstate.Memory, failed string) (tfstate.Memory, diag.Diagnostics) {
	var diags diag.Diagnostics
	botID := plan.BotID.ValueString()
	stored, err := r.Client.PersistentMenus.Set(ctx, botID, menuaction.Persistent.ToAPIList(plan.Actions))
	if err != nil {
		diags.Append(r.refusal(ctx, plan, failed, err))
		return nil, diags
	}
	if stored == nil {
		if stored, err = r.Client.PersistentMenus.Get(ctx, botID); err != nil {
			diags.AddWarning("Unable to read persistent menu after setting it",
				fmt.Sprintf("The menu was set, but reading it afterwards failed.\n\n%s\n\nThe next plan shows whether the service has the configured values.", err))
			return nil, diags
		}
	}
	var rewrites []tfstate.Rewrite
	if prior == nil {
		memory, rewrites = tfstate.Settle(plan, fromAPI(plan.BotID, stored), forms)
	} else {
		memory, rewrites = tfstate.SettleUpdate(plan, fromAPI(plan.BotID, stored), prior, memory, forms, "actions")
	}
	diags.Append(tfstate.Warn(rewrites, plan.subject())...)
	return memory, diags
}

// refusal reports a failed request. The service refuses a persistent menu for a bot
// with rich menus, and the error is not documented. So the rich menus are looked up, but
// only after the service has refused.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-create
func (r *menuResource) refusal(ctx context.Context, plan *model, summary string, err error) diag.Diagnostic {
	if lineworks.Refused(err) {
		if menu, lookupErr := r.Client.RichMenus.Any(ctx, plan.BotID.ValueString()); lookupErr == nil && menu != nil {
			return diag.NewAttributeErrorDiagnostic(path.Root("bot_id"), "Bot has rich menus",
				fmt.Sprintf("The service refuses a persistent menu for bot %s, because the bot has rich menus, such as %q (%s).\n\n%s\n\n"+
					"Delete all rich menus of the bot first, then apply again. If Terraform manages the rich menus, too, "+
					"that takes two applies: one that destroys them, and one that creates the persistent menu.",
					plan.BotID.ValueString(), menu.RichMenuName, menu.RichMenuID, err))
		}
	}
	return tfdiag.API(summary, plan.subject(), err, fields)
}

func (r *menuResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Delete(ctx, state.key(), &resp.Diagnostics, func() {
		err := r.Client.PersistentMenus.Delete(ctx, state.BotID.ValueString())
		switch {
		case errors.Is(err, lineworks.ErrNotFound):
			resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...)
		case err != nil:
			resp.Diagnostics.Append(tfdiag.API("Unable to delete persistent menu", state.subject(), err, nil))
		}
	})
}
