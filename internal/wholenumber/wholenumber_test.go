// SPDX-License-Identifier: MPL-2.0

package wholenumber_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/wholenumber"
)

func decode(t *testing.T, typ wholenumber.Type, number any) wholenumber.Value {
	t.Helper()
	v, err := typ.ValueFromTerraform(t.Context(), tftypes.NewValue(tftypes.Number, number))
	if err != nil {
		t.Fatal(err)
	}
	value, ok := v.(wholenumber.Value)
	if !ok {
		t.Fatalf("got %T, want wholenumber.Value", v)
	}
	return value
}

// TestValue has all numbers go back to Terraform as they came, and fractions refused.
func TestValue(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		number any
		want   string // of the value
		wrong  string // words of the error; "" for none
	}{
		"whole":     {big.NewFloat(2500), "2500", ""},
		"negative":  {big.NewFloat(-1), "-1", ""},
		"null":      {nil, "<null>", ""},
		"unknown":   {tftypes.UnknownValue, "<unknown>", ""},
		"fraction":  {big.NewFloat(1.5), "<unknown>", "thing must be a whole number, got 1.5.\n\nUse floor(), ceil() or a division without a remainder."},
		"tiny":      {big.NewFloat(1e-30), "<unknown>", "got 1e-30."},
		"too large": {big.NewFloat(1e30), "<unknown>", "1e+30 is too large"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := decode(t, wholenumber.Type{}, tc.number)
			if got := v.String(); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
			back, err := v.ToTerraformValue(t.Context())
			if want := tftypes.NewValue(tftypes.Number, tc.number); err != nil || !back.Equal(want) {
				t.Errorf("got %s and %v back, want %s", back, err, want)
			}
			var resp xattr.ValidateAttributeResponse
			v.ValidateAttribute(t.Context(), xattr.ValidateAttributeRequest{Path: path.Root("thing")}, &resp)
			var parameter function.ValidateParameterResponse
			v.ValidateParameter(t.Context(), function.ValidateParameterRequest{}, &parameter)
			if wrong := tc.wrong != ""; resp.Diagnostics.HasError() != wrong || (parameter.Error != nil) != wrong {
				t.Fatalf("got %v and %v, want an error: %t", resp.Diagnostics, parameter.Error, wrong)
			}
			if tc.wrong != "" && !strings.Contains(resp.Diagnostics[0].Detail(), tc.wrong) {
				t.Errorf("got %s, want %q in it", resp.Diagnostics[0].Detail(), tc.wrong)
			}
		})
	}
}

func TestValue_equal(t *testing.T) {
	t.Parallel()
	advised := wholenumber.Type{Advice: "Count."}
	for name, tc := range map[string]struct {
		a, b attr.Value
		want bool
	}{
		"same number":      {wholenumber.Of(1), wholenumber.Of(1), true},
		"other number":     {wholenumber.Of(1), wholenumber.Of(2), false},
		"same fraction":    {decode(t, wholenumber.Type{}, big.NewFloat(1.5)), decode(t, advised, big.NewFloat(1.5)), true},
		"other fraction":   {decode(t, wholenumber.Type{}, big.NewFloat(1.5)), decode(t, advised, big.NewFloat(2.5)), false},
		"fraction, whole":  {decode(t, wholenumber.Type{}, big.NewFloat(1.5)), wholenumber.Of(1), false},
		"fraction, no one": {decode(t, wholenumber.Type{}, big.NewFloat(1.5)), decode(t, wholenumber.Type{}, tftypes.UnknownValue), false},
		"of another type":  {wholenumber.Of(1), types.Int64Value(1), false},
	} {
		if got := tc.a.Equal(tc.b); got != tc.want {
			t.Errorf("%s: got %t, want %t", name, got, tc.want)
		}
	}
	if !advised.Equal(wholenumber.Type{}) || advised.Equal(types.Int64Type) {
		t.Error("types are equal whatever they advise, and to no other type")
	}
}
