// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type menuResource struct{ api *api }

// menuModel is the state of a menu.
type menuModel struct {
	BotID   types.String  `tfsdk:"bot_id"`
	Actions []actionModel `tfsdk:"actions"`
}

type actionModel struct {
	Type       types.String `tfsdk:"type"`
	Label      types.String `tfsdk:"label"`
	Text       types.String `tfsdk:"text"`
	Postback   types.String `tfsdk:"postback"`
	URI        types.String `tfsdk:"uri"`
	CopyText   types.String `tfsdk:"copy_text"`
	I18nLabels types.Map    `tfsdk:"i18n_labels"`
	I18nTexts  types.Map    `tfsdk:"i18n_texts"`
}

// menuWire is a menu on the wire.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get
type menuWire struct {
	Content struct {
		Actions []actionWire `json:"actions"`
	} `json:"content"`
}

type actionWire struct {
	Type       string              `json:"type"`
	Label      string              `json:"label,omitempty"`
	Text       string              `json:"text,omitempty"`
	Postback   string              `json:"postback,omitempty"`
	URI        string              `json:"uri,omitempty"`
	CopyText   string              `json:"copyText,omitempty"`
	I18nLabels []map[string]string `json:"i18nLabels,omitempty"`
	I18nTexts  []map[string]string `json:"i18nTexts,omitempty"`
}

func (m *menuModel) path() string { return "/bots/" + m.BotID.ValueString() + "/persistentmenu" }

func (m *menuModel) wire(ctx context.Context, diags *diag.Diagnostics) *menuWire {
	var w menuWire
	for _, a := range m.Actions {
		w.Content.Actions = append(w.Content.Actions, actionWire{
			Type: a.Type.ValueString(), Label: a.Label.ValueString(), Text: a.Text.ValueString(),
			Postback: a.Postback.ValueString(), URI: a.URI.ValueString(), CopyText: a.CopyText.ValueString(),
			I18nLabels: translations(ctx, a.I18nLabels, "label", diags),
			I18nTexts:  translations(ctx, a.I18nTexts, "text", diags),
		})
	}
	return &w
}

// take makes a response the state.
func (m *menuModel) take(ctx context.Context, w *menuWire, diags *diag.Diagnostics) {
	m.Actions = nil
	for _, a := range w.Content.Actions {
		m.Actions = append(m.Actions, actionModel{
			Type: text(a.Type), Label: text(a.Label), Text: text(a.Text),
			Postback: text(a.Postback), URI: text(a.URI), CopyText: text(a.CopyText),
			I18nLabels: languages(ctx, a.I18nLabels, "label", diags),
			I18nTexts:  languages(ctx, a.I18nTexts, "text", diags),
		})
	}
}

// Metadata implements [resource.Resource].
func (r *menuResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_persistent_menu"
}

// Schema implements [resource.Resource].
func (r *menuResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = menuSchema()
}

// Configure implements [resource.ResourceWithConfigure].
func (r *menuResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.api = client(req.ProviderData, &resp.Diagnostics)
}

// Create implements [resource.Resource].
func (r *menuResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan menuModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	r.set(ctx, &plan, &resp.Diagnostics)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	}
}

// Read implements [resource.Resource].
func (r *menuResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state menuModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	var response menuWire
	err := r.api.send(ctx, "GET", state.path(), nil, &response)
	switch {
	case errors.Is(err, errNotFound):
		resp.State.RemoveResource(ctx)
		return
	case err != nil:
		resp.Diagnostics.AddError("Unable to read persistent menu", err.Error())
		return
	}
	state.take(ctx, &response, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// Update implements [resource.Resource].
func (r *menuResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan menuModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	r.set(ctx, &plan, &resp.Diagnostics)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	}
}

// set writes the planned menu, and makes the response the state.
func (r *menuResource) set(ctx context.Context, plan *menuModel, diags *diag.Diagnostics) {
	body := plan.wire(ctx, diags)
	if diags.HasError() {
		return
	}
	var response menuWire
	if err := r.api.send(ctx, "POST", plan.path(), body, &response); err != nil {
		diags.AddError("Unable to set persistent menu", err.Error())
		return
	}
	plan.take(ctx, &response, diags)
}

// Delete implements [resource.Resource].
func (r *menuResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state menuModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	remove(ctx, r.api, state.path(), &resp.Diagnostics)
}

// ImportState implements [resource.ResourceWithImportState].
func (r *menuResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("bot_id"), req, resp)
}
