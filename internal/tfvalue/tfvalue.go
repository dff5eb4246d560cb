// SPDX-License-Identifier: MPL-2.0

// Package tfvalue converts between framework values and plain Go values. Null
// and unknown both become the zero value, because a request never holds either.
package tfvalue

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// NullIfEmpty is null for "", which is how the API says "not set".
func NullIfEmpty(s string) types.String {
	if s == "" {
		return types.StringNull()
	}
	return types.StringValue(s)
}

// StringSet is the set of ss, in a fixed order and without repetitions; nil
// gives the empty set.
func StringSet(ss []string) types.Set {
	ss = slices.Compact(slices.Sorted(slices.Values(ss)))
	elems := make([]attr.Value, len(ss))
	for i, s := range ss {
		elems[i] = types.StringValue(s)
	}
	return types.SetValueMust(types.StringType, elems)
}

// Strings lists the elements of a set of strings in a fixed order. It is nil
// for null and unknown, and empty but not nil for the empty set.
func Strings(set types.Set) []string {
	if set.IsNull() || set.IsUnknown() {
		return nil
	}
	ss := make([]string, 0, len(set.Elements()))
	for _, e := range set.Elements() {
		if s, ok := e.(types.String); ok && !s.IsNull() && !s.IsUnknown() {
			ss = append(ss, s.ValueString())
		}
	}
	slices.Sort(ss)
	return ss
}

// StringMap is m as a framework map; nil gives the empty map.
func StringMap(m map[string]string) types.Map {
	elems := make(map[string]attr.Value, len(m))
	for k, v := range m {
		elems[k] = types.StringValue(v)
	}
	return types.MapValueMust(types.StringType, elems)
}

// GoMap is the Go form of a map of strings. It is nil for null and unknown,
// and empty but not nil for the empty map. An empty text counts as left out.
func GoMap(m types.Map) map[string]string {
	if m.IsNull() || m.IsUnknown() {
		return nil
	}
	out := make(map[string]string, len(m.Elements()))
	for k, v := range m.Elements() {
		if s, ok := v.(types.String); ok && s.ValueString() != "" {
			out[k] = s.ValueString()
		}
	}
	return out
}

// Known says that v is neither null nor unknown.
func Known(v attr.Value) bool {
	return !v.IsNull() && !v.IsUnknown()
}

// Given says that v is known and asks for something, which an empty text does not, nor
// a map without any text.
func Given(v attr.Value) bool {
	switch v := v.(type) {
	case types.String:
		return v.ValueString() != ""
	case types.Map:
		for _, element := range v.Elements() {
			if element.IsUnknown() || Given(element) {
				return true
			}
		}
		return false
	}
	return Known(v)
}

// Text is the attribute of o with that name; "" if it is no text.
func Text(o types.Object, name string) string {
	s, _ := o.Attributes()[name].(types.String)
	return s.ValueString()
}

// Texts is the attribute of o with that name, as by [GoMap]; nil if it is no map.
func Texts(o types.Object, name string) map[string]string {
	m, _ := o.Attributes()[name].(types.Map)
	return GoMap(m)
}

// CompareIDs orders numeric IDs, which are text without leading zeros, as the
// numbers that they are. Lists are sorted by it, since the API promises no order.
func CompareIDs(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}
