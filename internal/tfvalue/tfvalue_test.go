// SPDX-License-Identifier: MPL-2.0

package tfvalue_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

func TestNullIfEmpty(t *testing.T) {
	t.Parallel()
	if got := tfvalue.NullIfEmpty(""); !got.IsNull() {
		t.Errorf(`NullIfEmpty(""): got %s, want null`, got)
	}
	if got := tfvalue.NullIfEmpty(" "); got.ValueString() != " " {
		t.Errorf(`NullIfEmpty(" "): got %s, want the blank`, got)
	}
}

func TestGiven(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		v    attr.Value
		want bool
	}{
		"null":        {types.StringNull(), false},
		"unknown":     {types.MapUnknown(types.StringType), false},
		"empty text":  {types.StringValue(""), false},
		"empty map":   {tfvalue.StringMap(nil), false},
		"map of none": {tfvalue.StringMap(map[string]string{"a": ""}), false},
		"map":         {tfvalue.StringMap(map[string]string{"a": "", "b": "x"}), true},
		"text":        {types.StringValue(" "), true},
		"unknown set": {types.SetUnknown(types.StringType), false},
	} {
		if got := tfvalue.Given(tc.v); got != tc.want {
			t.Errorf("%s: got %t, want %t", name, got, tc.want)
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	values := map[string]attr.Value{"text": types.StringValue("a"), "texts": tfvalue.StringMap(map[string]string{"k": "v"}), "later": types.StringUnknown()}
	kinds := map[string]attr.Type{}
	for name, v := range values {
		kinds[name] = v.Type(t.Context())
	}
	o := types.ObjectValueMust(kinds, values)
	for name, want := range map[string]string{"text": "a", "texts": "", "later": "", "none": ""} {
		if got := tfvalue.Text(o, name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got := tfvalue.Texts(o, "texts"); len(got) != 1 || got["k"] != "v" {
		t.Errorf("texts: got %v, want v for k only", got)
	}
	if got := tfvalue.Texts(o, "text"); got != nil {
		t.Errorf("a text as a map: got %v, want nil", got)
	}
	if got := tfvalue.Text(types.ObjectNull(kinds), "text"); got != "" {
		t.Errorf("of nothing: got %q, want nothing", got)
	}
}

func TestStrings(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		set  types.Set
		want []string
	}{
		"null":          {types.SetNull(types.StringType), nil},
		"unknown":       {types.SetUnknown(types.StringType), nil},
		"empty":         {tfvalue.StringSet(nil), []string{}},
		"sorted":        {tfvalue.StringSet([]string{"b", "a"}), []string{"a", "b"}},
		"without twins": {tfvalue.StringSet([]string{"b", "a", "b"}), []string{"a", "b"}},
		"known elements": {
			types.SetValueMust(types.StringType, []attr.Value{types.StringUnknown(), types.StringNull(), types.StringValue("a")}),
			[]string{"a"},
		},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, tfvalue.Strings(tc.set)); diff != "" {
				t.Errorf("strings differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGoMap(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		m    types.Map
		want map[string]string
	}{
		"null":    {types.MapNull(types.StringType), nil},
		"unknown": {types.MapUnknown(types.StringType), nil},
		"empty":   {tfvalue.StringMap(nil), map[string]string{}},
		"values":  {tfvalue.StringMap(map[string]string{"ja_JP": "受付"}), map[string]string{"ja_JP": "受付"}},
		"known elements": {
			types.MapValueMust(types.StringType, map[string]attr.Value{"a": types.StringUnknown(), "b": types.StringValue("x")}),
			map[string]string{"b": "x"},
		},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, tfvalue.GoMap(tc.m)); diff != "" {
				t.Errorf("maps differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCompareIDs(t *testing.T) {
	t.Parallel()
	ids := []string{"2000010", "40001", "2000002", "9", "2000002", "10"}
	slices.SortFunc(ids, tfvalue.CompareIDs)
	if diff := cmp.Diff([]string{"9", "10", "40001", "2000002", "2000002", "2000010"}, ids); diff != "" {
		t.Errorf("order differs (-want +got):\n%s", diff)
	}
}
