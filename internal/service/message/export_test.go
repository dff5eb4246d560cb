// SPDX-License-Identifier: MPL-2.0

package message

import (
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// FlexContents is the rule of the contents of a flex message.
func FlexContents() validator.String { return flexContents{} }

// FlexWarnings are the plan's warnings about the contents of a flex message.
func FlexWarnings(contents types.String) diag.Diagnostics {
	object := types.ObjectValueMust(map[string]attr.Type{"contents": types.StringType}, map[string]attr.Value{"contents": contents})
	return checkFlex(node{at: path.Empty(), value: object})
}

// Compact is a JSON text as it is sent.
func Compact(text string) string { return compact(text) }

// ActionSchema is the schema of the action.
func ActionSchema() schema.Schema { return actionSchema() }

// APIName is the API's name of an attribute.
func APIName(attribute string) string { return apiName(attribute) }
