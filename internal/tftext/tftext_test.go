// SPDX-License-Identifier: MPL-2.0

package tftext_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tftext"
)

func text(s string) types.String { return types.StringValue(s) }

func texts(pairs ...string) types.Map {
	elements := map[string]attr.Value{}
	for i := 0; i < len(pairs); i += 2 {
		elements[pairs[i]] = text(pairs[i+1])
	}
	return types.MapValueMust(types.StringType, elements)
}

var objectType = types.ObjectType{AttrTypes: map[string]attr.Type{"text": types.StringType, "texts": types.MapType{ElemType: types.StringType}, "flag": types.BoolType}}

func object(s attr.Value, m attr.Value, flag bool) types.Object {
	return types.ObjectValueMust(objectType.AttrTypes, map[string]attr.Value{"text": s, "texts": m, "flag": types.BoolValue(flag)})
}

func list(objects ...attr.Value) types.List { return types.ListValueMust(objectType, objects) }

func TestKeep(t *testing.T) {
	t.Parallel()
	const unix, windows = "a\nb", "a\r\nb"
	null, unknown := types.StringNull(), types.StringUnknown()
	noTexts := types.MapNull(types.StringType)
	for name, tc := range map[string]struct {
		same              tftext.Same
		prior, next, want attr.Value
	}{
		"line ends":                   {tftext.LineEnds, text(unix), text(windows), text(unix)},
		"line ends, the other way":    {tftext.LineEnds, text(windows), text(unix), text(windows)},
		"other text":                  {tftext.LineEnds, text(unix), text("a\r\nc"), text("a\r\nc")},
		"a lone CR is no line end":    {tftext.LineEnds, text(unix), text("a\rb"), text("a\rb")},
		"new":                         {tftext.LineEnds, null, text(windows), text(windows)},
		"taken away":                  {tftext.LineEnds, text(unix), null, null},
		"empty is planned":            {tftext.LineEnds, null, text(""), text("")},
		"unknown":                     {tftext.LineEnds, text(unix), unknown, unknown},
		"empty is stored as none":     {tftext.Stored, text(""), null, text("")},
		"none is stored as empty":     {tftext.Stored, null, text(""), null},
		"stored with other line ends": {tftext.Stored, text(windows), text(unix), text(windows)},
		"empty, line ends differ":     {tftext.Empty, text(windows), text(unix), text(unix)},
		"map":                         {tftext.LineEnds, texts("a", unix, "b", "x"), texts("a", windows, "b", "x"), texts("a", unix, "b", "x")},
		"map in which one differs":    {tftext.LineEnds, texts("a", unix, "b", "x"), texts("a", windows, "b", "y"), texts("a", windows, "b", "y")},
		"map with one more":           {tftext.LineEnds, texts("a", unix), texts("a", windows, "b", "y"), texts("a", windows, "b", "y")},
		"map with one less":           {tftext.LineEnds, texts("a", unix, "b", "y"), texts("a", windows), texts("a", windows)},
		"map with an empty text":      {tftext.Stored, texts("a", "x", "b", ""), texts("a", "x"), texts("a", "x", "b", "")},
		"map that is null":            {tftext.Stored, texts("a", ""), noTexts, noTexts},
		"map that is unknown":         {tftext.LineEnds, texts("a", unix), types.MapUnknown(types.StringType), types.MapUnknown(types.StringType)},
		"object": {
			tftext.LineEnds, object(text(unix), texts("a", unix), true), object(text(windows), texts("a", windows), false), object(text(unix), texts("a", unix), false),
		},
		"object that is new": {tftext.LineEnds, types.ObjectNull(objectType.AttrTypes), object(text(windows), noTexts, true), object(text(windows), noTexts, true)},
		"list": {
			tftext.LineEnds, list(object(text(unix), noTexts, true)), list(object(text(windows), noTexts, true), object(text(windows), noTexts, true)),
			list(object(text(unix), noTexts, true), object(text(windows), noTexts, true)),
		},
		"shorter list": {
			tftext.LineEnds, list(object(text(unix), noTexts, true), object(text("x"), noTexts, true)), list(object(text(windows), noTexts, true)), list(object(text(unix), noTexts, true)),
		},
		"list that is null":    {tftext.LineEnds, list(object(text(unix), noTexts, true)), types.ListNull(objectType), types.ListNull(objectType)},
		"list that is unknown": {tftext.LineEnds, list(object(text(unix), noTexts, true)), types.ListUnknown(objectType), types.ListUnknown(objectType)},
		"number":               {tftext.LineEnds, types.Int64Value(1), types.Int64Value(2), types.Int64Value(2)},
	} {
		if got := tftext.Keep(tc.prior, tc.next, tc.same); !got.Equal(tc.want) {
			t.Errorf("%s: got %s, want %s", name, got, tc.want)
		}
	}
}
