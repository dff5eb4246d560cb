// SPDX-License-Identifier: MPL-2.0

// Package wholenumber is an attribute type for integers that says what is wrong with a
// number such as 2500 / 3. The framework's own type fails while it decodes such a
// number, before any rule of the provider runs, and tells users to report an error in
// the provider. In state and plan there is no difference between the two.
package wholenumber

import (
	"context"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var (
	_ basetypes.Int64Typable         = Type{}
	_ basetypes.Int64Valuable        = Value{}
	_ xattr.ValidateableAttribute    = Value{}
	_ function.ValidateableParameter = Value{}
)

// Type is the CustomType of an integer attribute or parameter.
type Type struct {
	basetypes.Int64Type

	// Advice says where else a whole number comes from; it may be empty. Types that
	// differ in it are equal.
	Advice string
}

// Of is the value of a known number.
func Of(n int64) Value { return Value{Int64Value: types.Int64Value(n)} }

// Equal ignores the advice.
func (t Type) Equal(other attr.Type) bool {
	_, ok := other.(Type)
	return ok
}

// String names the type in messages of the framework.
func (t Type) String() string { return "wholenumber.Type" }

// ValueType is a [Value].
func (t Type) ValueType(context.Context) attr.Value { return Value{} }

// ValueFromInt64 converts a value of the framework's type.
func (t Type) ValueFromInt64(_ context.Context, v basetypes.Int64Value) (basetypes.Int64Valuable, diag.Diagnostics) {
	return Value{Int64Value: v}, nil
}

// ValueFromTerraform decodes any number: one that is refused is no error before
// [Value.ValidateAttribute].
func (t Type) ValueFromTerraform(_ context.Context, in tftypes.Value) (attr.Value, error) {
	if !in.IsKnown() {
		return Value{Int64Value: types.Int64Unknown()}, nil
	}
	if in.IsNull() {
		return Value{Int64Value: types.Int64Null()}, nil
	}
	var number *big.Float
	if err := in.As(&number); err != nil {
		return nil, err
	}
	if n, accuracy := number.Int64(); accuracy == big.Exact {
		return Of(n), nil
	}
	return Value{Int64Value: types.Int64Unknown(), refused: number, advice: t.Advice}, nil
}

// Value is a whole number, or a number that is refused because it has a fraction. A refused
// number counts as unknown, so that the rules that calculate with it leave it alone, but
// goes back to Terraform as it came.
type Value struct {
	basetypes.Int64Value

	refused *big.Float
	advice  string
}

// Type is a [Type] without advice.
func (v Value) Type(context.Context) attr.Type { return Type{} }

// Equal compares numbers, refused ones included.
func (v Value) Equal(other attr.Value) bool {
	o, ok := other.(Value)
	if !ok || (v.refused == nil) != (o.refused == nil) {
		return false
	}
	return v.refused == nil && v.Int64Value.Equal(o.Int64Value) || v.refused != nil && v.refused.Cmp(o.refused) == 0
}

// ToTerraformValue returns the number as it came.
func (v Value) ToTerraformValue(ctx context.Context) (tftypes.Value, error) {
	if v.refused != nil {
		return tftypes.NewValue(tftypes.Number, v.refused), nil
	}
	return v.Int64Value.ToTerraformValue(ctx)
}

// ValidateAttribute reports a refused number at its attribute.
func (v Value) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if problem := v.problem(); problem != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a whole number", fmt.Sprintf("%s %s", req.Path, problem))
	}
}

// ValidateParameter reports a refused number at its argument.
func (v Value) ValidateParameter(_ context.Context, req function.ValidateParameterRequest, resp *function.ValidateParameterResponse) {
	if problem := v.problem(); problem != "" {
		resp.Error = function.NewArgumentFuncError(req.Position, "The argument "+problem)
	}
}

// digits of a refused number are enough to recognize it.
const digits = 10

func (v Value) problem() string {
	if v.refused == nil {
		return ""
	}
	advice := "\n\n" + v.advice
	if v.advice == "" {
		advice = ""
	}
	if v.refused.IsInt() {
		return fmt.Sprintf("must be a whole number, but %s is too large.%s", v.refused.Text('g', digits), advice)
	}
	return fmt.Sprintf("must be a whole number, got %s.\n\nUse floor(), ceil() or a division without a remainder.%s", v.refused.Text('g', digits), advice)
}
