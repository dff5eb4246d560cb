// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// A rule on the form of an ID belongs into the plan, and not into the validation: with
// mock_provider, the CLIs make up letters for an ID, and have the real provider validate
// what refers to it, but neither plan nor read.

// Planned applies the rules when a resource is planned.
func Planned(rules ...validator.String) planmodifier.String { return planned{texts: rules} }

// PlannedSet is [Planned] for a set.
func PlannedSet(rules ...validator.Set) planmodifier.Set { return planned{sets: rules} }

type planned struct {
	texts []validator.String
	sets  []validator.Set
}

func (p planned) Description(ctx context.Context) string {
	if len(p.texts) > 0 {
		return p.texts[0].Description(ctx)
	}
	return p.sets[0].Description(ctx)
}

func (p planned) MarkdownDescription(ctx context.Context) string { return p.Description(ctx) }

func (p planned) PlanModifyString(ctx context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	resp.Diagnostics.Append(text(ctx, req.Config, req.Path, req.ConfigValue, p.texts)...)
}

func (p planned) PlanModifySet(ctx context.Context, req planmodifier.SetRequest, resp *planmodifier.SetResponse) {
	for _, rule := range p.sets {
		var checked validator.SetResponse
		rule.ValidateSet(ctx, validator.SetRequest{
			Path: req.Path, PathExpression: req.Path.Expression(), Config: req.Config, ConfigValue: req.ConfigValue,
		}, &checked)
		resp.Diagnostics.Append(checked.Diagnostics...)
	}
}

// Read applies the rules to an attribute when a data source is read, or an action planned:
// they have no plan modifiers.
func Read(ctx context.Context, config tfsdk.Config, name string, rules ...validator.String) diag.Diagnostics {
	at := path.Root(name)
	var value types.String
	diags := config.GetAttribute(ctx, at, &value)
	if !diags.HasError() {
		diags.Append(text(ctx, config, at, value, rules)...)
	}
	return diags
}

func text(ctx context.Context, config tfsdk.Config, at path.Path, value types.String, rules []validator.String) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, rule := range rules {
		var checked validator.StringResponse
		rule.ValidateString(ctx, validator.StringRequest{
			Path: at, PathExpression: at.Expression(), Config: config, ConfigValue: value,
		}, &checked)
		diags.Append(checked.Diagnostics...)
	}
	return diags
}
