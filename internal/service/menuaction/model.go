// SPDX-License-Identifier: MPL-2.0

// Package menuaction is the action object of menus: its attributes, its rules
// and its way to the API and back.
package menuaction

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// Kinds of action.
// Source: https://developers.worksmobile.com/en/docs/bot-actionobject
const (
	Message = "message"
	URI     = "uri"
	Copy    = "copy"
)

// Model is one action of a menu.
type Model struct {
	Type       types.String `tfsdk:"type"`
	Label      types.String `tfsdk:"label"`
	Text       types.String `tfsdk:"text"`
	Postback   types.String `tfsdk:"postback"`
	URI        types.String `tfsdk:"uri"`
	CopyText   types.String `tfsdk:"copy_text"`
	I18nLabels types.Map    `tfsdk:"i18n_labels"`
	I18nTexts  types.Map    `tfsdk:"i18n_texts"`
}

// ObjectType is the framework type of a [Model].
func ObjectType() types.ObjectType {
	languages := types.MapType{ElemType: types.StringType}
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"type":        types.StringType,
		"label":       types.StringType,
		"text":        types.StringType,
		"postback":    types.StringType,
		"uri":         types.StringType,
		"copy_text":   types.StringType,
		"i18n_labels": languages,
		"i18n_texts":  languages,
	}}
}

// ToAPI converts a known list of actions.
func ToAPI(ctx context.Context, list types.List) ([]lineworks.Action, diag.Diagnostics) {
	var models []Model
	diags := list.ElementsAs(ctx, &models, false)
	actions := make([]lineworks.Action, len(models))
	for i, m := range models {
		actions[i] = lineworks.Action{
			Type:       m.Type.ValueString(),
			Label:      m.Label.ValueString(),
			Text:       m.Text.ValueString(),
			Postback:   m.Postback.ValueString(),
			URI:        m.URI.ValueString(),
			CopyText:   m.CopyText.ValueString(),
			I18nLabels: tfvalue.GoMap(m.I18nLabels),
			I18nTexts:  tfvalue.GoMap(m.I18nTexts),
		}
	}
	return actions, diags
}

// FromAPI is the list of actions as a configuration would write it. The label
// of a message stands in for a text that is not set, so a text that only
// repeats the label is left out.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get
func FromAPI(actions []lineworks.Action) types.List {
	elems := make([]attr.Value, len(actions))
	for i, a := range actions {
		if a.Type == Message && a.Text == a.Label {
			a.Text = ""
		}
		elems[i] = types.ObjectValueMust(ObjectType().AttrTypes, map[string]attr.Value{
			"type":        types.StringValue(a.Type),
			"label":       tfvalue.NullIfEmpty(a.Label),
			"text":        tfvalue.NullIfEmpty(a.Text),
			"postback":    tfvalue.NullIfEmpty(a.Postback),
			"uri":         tfvalue.NullIfEmpty(a.URI),
			"copy_text":   tfvalue.NullIfEmpty(a.CopyText),
			"i18n_labels": tfvalue.StringMap(a.I18nLabels),
			"i18n_texts":  tfvalue.StringMap(a.I18nTexts),
		})
	}
	return types.ListValueMust(ObjectType(), elems)
}

// decode reads one element of a list of actions, which may hold unknown
// values. It is false for an element that is unknown or null as a whole.
func decode(ctx context.Context, element attr.Value, diags *diag.Diagnostics) (Model, bool) {
	var m Model
	object, ok := element.(types.Object)
	if !ok || !tfvalue.Known(object) {
		return m, false
	}
	diags.Append(object.As(ctx, &m, basetypes.ObjectAsOptions{})...)
	return m, !diags.HasError()
}
