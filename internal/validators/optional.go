// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// Optional applies the rules to an optional text, for which "" counts as left out: it is
// how a module passes on a variable that has no value.
func Optional(rules ...validator.String) []validator.String {
	out := make([]validator.String, len(rules))
	for i, rule := range rules {
		out[i] = unlessEmpty{rule}
	}
	return out
}

type unlessEmpty struct{ validator.String }

func (v unlessEmpty) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.ValueString() != "" {
		v.String.ValidateString(ctx, req, resp)
	}
}

// combination is the summary that HashiCorp's own validators use.
const combination = "Invalid Attribute Combination"

// ExactlyOneOf is the rule of a data source or an action that exactly one of its
// attributes is set. As in [Optional], "" is not set.
func ExactlyOneOf(names ...string) interface {
	datasource.ConfigValidator
	action.ConfigValidator
} {
	return oneOfAttributes{names: names}
}

type oneOfAttributes struct{ names []string }

func (v oneOfAttributes) Description(context.Context) string {
	return "exactly one of " + strings.Join(v.names, ", ") + " must be set"
}

func (v oneOfAttributes) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v oneOfAttributes) ValidateDataSource(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	resp.Diagnostics.Append(v.validate(ctx, req.Config)...)
}

func (v oneOfAttributes) ValidateAction(ctx context.Context, req action.ValidateConfigRequest, resp *action.ValidateConfigResponse) {
	resp.Diagnostics.Append(v.validate(ctx, req.Config)...)
}

// validate waits until all values are known: a null that comes later does not count.
func (v oneOfAttributes) validate(ctx context.Context, config tfsdk.Config) diag.Diagnostics {
	var diags diag.Diagnostics
	var set []string
	for _, name := range v.names {
		var value attr.Value
		diags.Append(config.GetAttribute(ctx, path.Root(name), &value)...)
		if diags.HasError() {
			return diags
		}
		if value.IsUnknown() {
			return nil
		}
		if IsSet(value) {
			set = append(set, name)
		}
	}
	names := strings.Join(v.names, ",")
	switch len(set) {
	case 1:
	case 0:
		diags.AddError(combination, fmt.Sprintf("No attribute specified when one (and only one) of [%s] is required.", names))
	default:
		diags.AddAttributeError(path.Root(set[0]), combination, fmt.Sprintf("%d attributes specified when one (and only one) of [%s] is required. These are set: %s. Keep one.", len(set), names, strings.Join(set, " and ")))
	}
	return diags
}

// ConflictsWith refuses an attribute beside another one of the same object. As in
// [Optional], "" counts as left out, and so do blanks and an empty set.
func ConflictsWith(name string) interface {
	validator.String
	validator.Set
} {
	return conflict{name: name}
}

type conflict struct{ name string }

func (v conflict) Description(context.Context) string { return "cannot be set beside " + v.name }

func (v conflict) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v conflict) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	resp.Diagnostics.Append(v.validate(ctx, req.Path, req.ConfigValue, req.Config)...)
}

func (v conflict) ValidateSet(ctx context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	resp.Diagnostics.Append(v.validate(ctx, req.Path, req.ConfigValue, req.Config)...)
}

func (v conflict) validate(ctx context.Context, at path.Path, value attr.Value, config tfsdk.Config) diag.Diagnostics {
	if value.IsUnknown() || !IsSet(value) || isBlank(value) {
		return nil
	}
	var other attr.Value
	diags := config.GetAttribute(ctx, at.ParentPath().AtName(v.name), &other)
	if !diags.HasError() && !other.IsUnknown() && IsSet(other) && !isBlank(other) {
		diags.AddAttributeError(at, combination, fmt.Sprintf("Attribute %q cannot be specified when %q is specified. Set one of the two.", v.name, at))
	}
	return diags
}

func isBlank(v attr.Value) bool {
	s, ok := v.(types.String)
	return ok && strings.TrimSpace(s.ValueString()) == ""
}

// IsSet reports whether a configuration gives a value, which may be unknown yet: not
// null, "" or an empty collection.
func IsSet(v attr.Value) bool {
	if v.IsUnknown() {
		return true
	}
	switch v := v.(type) {
	case types.String:
		return v.ValueString() != ""
	case types.Set:
		return len(v.Elements()) > 0
	}
	return tfvalue.Given(v)
}
