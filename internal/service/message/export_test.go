// SPDX-License-Identifier: MPL-2.0

package message

import (
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// FlexContents is the rule of the contents of a flex message.
func FlexContents() validator.String { return flexContents{} }

// Compact is a JSON text as it is sent.
func Compact(text string) string { return compact(text) }

// ActionSchema is the schema of the action.
func ActionSchema() schema.Schema { return actionSchema() }

// APIName is what the API calls an attribute.
func APIName(attribute string) string { return apiName(attribute) }
