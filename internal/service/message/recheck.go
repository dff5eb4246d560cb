// SPDX-License-Identifier: MPL-2.0

package message

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// rechecker runs the rules of the schema once more. Terraform lets a provider
// validate an action only before variables and other resources have values, and
// neither plan nor invocation runs the rules of the schema by itself: without this,
// a text from a variable would never be measured.
type rechecker struct {
	config tfsdk.Config
	diags  diag.Diagnostics
}

// attributes checks the attributes of the object at p.
func (c *rechecker) attributes(ctx context.Context, p path.Path, all map[string]schema.Attribute, values map[string]attr.Value) {
	for name, attribute := range all {
		c.attribute(ctx, p.AtName(name), attribute, values[name])
	}
}

func (c *rechecker) attribute(ctx context.Context, p path.Path, a schema.Attribute, value attr.Value) {
	switch {
	case value == nil || value.IsUnknown():
		return
	case value.IsNull():
		if a.IsRequired() {
			c.diags.AddAttributeError(p, "Missing attribute", fmt.Sprintf("Attribute %s is required, but its value is null.", p))
		}
		return // the rules have nothing to say about null
	}
	e := p.Expression()
	switch v := value.(type) {
	case types.String:
		if a, ok := a.(interface{ StringValidators() []validator.String }); ok {
			for _, rule := range a.StringValidators() {
				var resp validator.StringResponse
				rule.ValidateString(ctx, validator.StringRequest{Path: p, PathExpression: e, Config: c.config, ConfigValue: v}, &resp)
				c.diags.Append(resp.Diagnostics...)
			}
		}
	case types.Float64:
		if a, ok := a.(interface{ Float64Validators() []validator.Float64 }); ok {
			for _, rule := range a.Float64Validators() {
				var resp validator.Float64Response
				rule.ValidateFloat64(ctx, validator.Float64Request{Path: p, PathExpression: e, Config: c.config, ConfigValue: v}, &resp)
				c.diags.Append(resp.Diagnostics...)
			}
		}
	case types.Map:
		if a, ok := a.(interface{ MapValidators() []validator.Map }); ok {
			for _, rule := range a.MapValidators() {
				var resp validator.MapResponse
				rule.ValidateMap(ctx, validator.MapRequest{Path: p, PathExpression: e, Config: c.config, ConfigValue: v}, &resp)
				c.diags.Append(resp.Diagnostics...)
			}
		}
	case types.Object:
		if a, ok := a.(schema.SingleNestedAttribute); ok {
			c.attributes(ctx, p, a.Attributes, v.Attributes())
		}
	case types.List:
		if a, ok := a.(schema.ListNestedAttribute); ok {
			for _, rule := range a.Validators {
				var resp validator.ListResponse
				rule.ValidateList(ctx, validator.ListRequest{Path: p, PathExpression: e, Config: c.config, ConfigValue: v}, &resp)
				c.diags.Append(resp.Diagnostics...)
			}
			for _, element := range elements(p, v) {
				c.attributes(ctx, element.at, a.NestedObject.Attributes, element.value.Attributes())
			}
		}
	}
}
