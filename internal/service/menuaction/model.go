// SPDX-License-Identifier: MPL-2.0

package menuaction

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// ObjectType is the framework type of an action.
func (k Kind) ObjectType() types.ObjectType {
	attributes := map[string]attr.Type{}
	for _, name := range k.attributes() {
		attributes[name] = types.StringType
		if isI18n(name) {
			attributes[name] = types.MapType{ElemType: types.StringType}
		}
	}
	return types.ObjectType{AttrTypes: attributes}
}

func isI18n(attribute string) bool { return strings.HasPrefix(attribute, "i18n_") }

// ToAPI converts an action that is known.
func (k Kind) ToAPI(object types.Object) lineworks.Action {
	text := func(name string) string { return tfvalue.Text(object, name) }
	languages := func(name string) map[string]string { return tfvalue.Texts(object, name) }
	return lineworks.Action{
		Type: text("type"), Label: text("label"), Text: text("text"), Postback: text("postback"), URI: text("uri"),
		CopyText: text("copy_text"), Data: text("data"), DisplayText: text("display_text"),
		I18nLabels: languages("i18n_labels"), I18nTexts: languages("i18n_texts"), I18nDisplayTexts: languages("i18n_display_texts"),
	}
}

// ToAPIList converts a list of actions that is known.
func (k Kind) ToAPIList(list types.List) []lineworks.Action {
	actions := []lineworks.Action{}
	for _, element := range list.Elements() {
		if object, ok := element.(types.Object); ok {
			actions = append(actions, k.ToAPI(object))
		}
	}
	return actions
}

// FromAPI is the action as a configuration would write it. Where the label of a
// message stands in for a text that is not set, a text that only repeats the
// label is left out: whether the service tells it so is not documented.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get
func (k Kind) FromAPI(a lineworks.Action) types.Object {
	if k.labelIsText && a.Type == Message && a.Text == a.Label {
		a.Text = ""
	}
	all := map[string]attr.Value{
		"type": types.StringValue(a.Type), "label": tfvalue.NullIfEmpty(a.Label), "text": tfvalue.NullIfEmpty(a.Text),
		"postback": tfvalue.NullIfEmpty(a.Postback), "uri": tfvalue.NullIfEmpty(a.URI), "copy_text": tfvalue.NullIfEmpty(a.CopyText),
		"data": tfvalue.NullIfEmpty(a.Data), "display_text": tfvalue.NullIfEmpty(a.DisplayText),
		"i18n_labels": tfvalue.StringMap(a.I18nLabels), "i18n_texts": tfvalue.StringMap(a.I18nTexts),
		"i18n_display_texts": tfvalue.StringMap(a.I18nDisplayTexts),
	}
	own := map[string]attr.Value{}
	for _, name := range k.attributes() {
		own[name] = all[name]
	}
	return types.ObjectValueMust(k.ObjectType().AttrTypes, own)
}

// FromAPIList converts a list of actions.
func (k Kind) FromAPIList(actions []lineworks.Action) types.List {
	elements := make([]attr.Value, len(actions))
	for i, a := range actions {
		elements[i] = k.FromAPI(a)
	}
	return types.ListValueMust(k.ObjectType(), elements)
}
