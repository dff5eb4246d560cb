// SPDX-License-Identifier: MPL-2.0

package menuaction

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// ValidateList validates each action of the list at p.
func (k Kind) ValidateList(p path.Path, list types.List) diag.Diagnostics {
	var diags diag.Diagnostics
	for i, element := range list.Elements() {
		if object, ok := element.(types.Object); ok {
			diags.Append(k.Validate(p.AtListIndex(i), object)...)
		}
	}
	return diags
}

// Validate reports attributes that the type of the action at p requires or does not
// have. It ignores unknown values. The texts have the path as the framework writes it:
// if an expression makes the list, Terraform shows the expression but no element.
func (k Kind) Validate(p path.Path, object types.Object) diag.Diagnostics {
	var diags diag.Diagnostics
	action, ok := object.Attributes()["type"].(types.String)
	if !ok || !slices.Contains(k.types, action.ValueString()) {
		return nil // not known yet, or refused by the validator of type
	}
	var missing []string
	for _, prop := range k.properties {
		value := object.Attributes()[prop.name]
		switch {
		case prop.action == action.ValueString() && prop.required && !value.IsUnknown() && !tfvalue.Given(value):
			missing = append(missing, prop.name)
		case prop.action != action.ValueString() && tfvalue.Given(value):
			diags.AddAttributeError(p.AtName(prop.name), "Attribute of another type of action",
				fmt.Sprintf("%s belongs to actions of type %q, but %s is of type %q.\n\nRemove %s, or change type.",
					p.AtName(prop.name), prop.action, p, action.ValueString(), prop.name))
		}
	}
	if names := strings.Join(missing, " and "); names != "" {
		diags.AddAttributeError(p, "Missing "+names, fmt.Sprintf("%s is of type %q, which needs %s.", p, action.ValueString(), names))
	}
	return diags
}
