// SPDX-License-Identifier: MPL-2.0

package menuaction

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// property is an attribute that only one kind of action has.
type property struct {
	name     string
	kind     string
	required bool
	value    attr.Value
}

// properties lists them.
// Source: https://developers.worksmobile.com/en/docs/bot-actionobject
func (m *Model) properties() []property {
	return []property{
		{"text", Message, false, m.Text},
		{"postback", Message, false, m.Postback},
		{"i18n_texts", Message, false, m.I18nTexts},
		{"uri", URI, true, m.URI},
		{"copy_text", Copy, true, m.CopyText},
	}
}

// Validate reports attributes that the kind of an action in the list at p
// requires or does not have. Unknown values are left for later.
func Validate(ctx context.Context, p path.Path, list types.List) diag.Diagnostics {
	var diags diag.Diagnostics
	for i, element := range list.Elements() {
		if m, ok := decode(ctx, element, &diags); ok && tfvalue.Known(m.Type) {
			diags.Append(m.validate(p.AtListIndex(i))...)
		}
	}
	return diags
}

func (m *Model) validate(p path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	kind := m.Type.ValueString()
	for _, prop := range m.properties() {
		switch {
		case prop.kind == kind && prop.required && prop.value.IsNull():
			diags.AddAttributeError(p, "Missing "+prop.name, fmt.Sprintf("An action of type %q needs %s.", kind, prop.name))
		case prop.kind != kind && given(prop.value):
			diags.AddAttributeError(p.AtName(prop.name), "Attribute of another type of action",
				fmt.Sprintf("%s belongs to actions of type %q, but this one is of type %q.\n\nTake %s out, or change type.",
					prop.name, prop.kind, kind, prop.name))
		}
	}
	return diags
}

// given says that a value is known and asks for something, which an empty map
// does not.
func given(v attr.Value) bool {
	if m, ok := v.(types.Map); ok && len(m.Elements()) == 0 {
		return false
	}
	return tfvalue.Known(v)
}
