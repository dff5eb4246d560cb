// SPDX-License-Identifier: MPL-2.0

package tfmodel_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
)

type inner struct {
	Text types.String `tfsdk:"text"`
	Set  types.Set    `tfsdk:"set"`
}

type model struct {
	inner

	Flag types.Bool `tfsdk:"flag"`
	List types.List `tfsdk:"list"`
}

var action = map[string]attr.Type{"label": types.StringType}

func state(t *testing.T) *tfsdk.State {
	t.Helper()
	s := schema.Schema{Attributes: map[string]schema.Attribute{
		"text": schema.StringAttribute{}, "set": schema.SetAttribute{ElementType: types.StringType}, "flag": schema.BoolAttribute{},
		"list": schema.ListNestedAttribute{NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{"label": schema.StringAttribute{}}}},
	}}
	return &tfsdk.State{Schema: s, Raw: tftypes.NewValue(s.Type().TerraformType(t.Context()), nil)}
}

// TestSet stores what the framework would store, and Get reads it as it was.
func TestSet(t *testing.T) {
	t.Parallel()
	buttons := types.ListValueMust(types.ObjectType{AttrTypes: action}, []attr.Value{
		types.ObjectValueMust(action, map[string]attr.Value{"label": types.StringValue("Help")}),
	})
	for name, want := range map[string]model{
		"values": {inner{types.StringValue("a"), types.SetValueMust(types.StringType, []attr.Value{types.StringValue("x"), types.StringUnknown()})}, types.BoolValue(true), buttons},
		"null":   {inner{types.StringNull(), types.SetNull(types.StringType)}, types.BoolNull(), types.ListNull(types.ObjectType{AttrTypes: action})},
		"unknown": {
			inner{types.StringUnknown(), types.SetUnknown(types.StringType)}, types.BoolUnknown(), types.ListUnknown(types.ObjectType{AttrTypes: action}),
		},
	} {
		s, framework := state(t), state(t)
		if diags := tfmodel.Set(t.Context(), s, &want); diags.HasError() {
			t.Errorf("%s: got %v, want no error", name, diags)
			continue
		}
		if diags := framework.Set(t.Context(), &want); diags.HasError() || !s.Raw.Equal(framework.Raw) {
			t.Errorf("%s: got the state %s, want that of the framework, %s (%v)", name, s.Raw, framework.Raw, diags)
		}
		var got model
		if diags := tfmodel.Get(t.Context(), s, &got); diags.HasError() || !cmp.Equal(want, got, cmp.AllowUnexported(model{})) {
			t.Errorf("%s: got %v and %v back, want %v", name, got, diags, want)
		}
	}
}

// TestSet_misfit reports models that do not fit the schema, and leaves the state alone.
func TestSet_misfit(t *testing.T) {
	t.Parallel()
	for name, misfit := range map[string]any{
		"an attribute is missing": &inner{types.StringValue("a"), types.SetNull(types.StringType)},
		"an attribute is unknown": &struct {
			Other types.String `tfsdk:"other"`
		}{},
		"elements of another type": &model{inner{types.StringNull(), types.SetNull(types.BoolType)}, types.BoolNull(), types.ListNull(types.ObjectType{AttrTypes: action})},
		"an attribute of another type": &struct {
			Text types.Bool `tfsdk:"text"`
		}{types.BoolValue(true)},
	} {
		s := state(t)
		diags := tfmodel.Set(t.Context(), s, misfit)
		if !diags.HasError() || !strings.Contains(diags[0].Detail(), "bug in the provider") || !s.Raw.IsNull() {
			t.Errorf("%s: got %v and the state %s, want an error that calls it a bug and no state", name, diags, s.Raw)
		}
	}
}

// TestGet_misfit reports models that do not fit the object.
func TestGet_misfit(t *testing.T) {
	t.Parallel()
	s := state(t)
	if diags := tfmodel.Get(t.Context(), s, &model{}); !diags.HasError() {
		t.Error("no object: got no error, want one")
	}
	full := model{inner{types.StringValue("a"), types.SetNull(types.StringType)}, types.BoolNull(), types.ListNull(types.ObjectType{AttrTypes: action})}
	if diags := tfmodel.Set(t.Context(), s, &full); diags.HasError() {
		t.Fatal(diags)
	}
	for name, misfit := range map[string]any{
		"an attribute of another type": &struct {
			Text types.Bool `tfsdk:"text"`
		}{},
		"no such attribute": &struct {
			Other types.String `tfsdk:"other"`
		}{},
	} {
		diags := tfmodel.Get(t.Context(), s, misfit)
		if !diags.HasError() || !strings.Contains(diags[0].Detail(), "bug in the provider") {
			t.Errorf("%s: got %v, want an error that calls it a bug", name, diags)
		}
	}
}
