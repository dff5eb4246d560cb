// SPDX-License-Identifier: MPL-2.0

// Package tftext compares texts by their meaning: the line ends of Windows equal those of
// Unix, and an empty optional text equals a missing one.
package tftext

import (
	"context"
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Same reports whether two texts mean the same. Both may be null.
type Same func(prior, next types.String) bool

// UnixLines is a text with LF as its only line end.
func UnixLines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// LineEnds takes texts that differ only in line ends for the same.
func LineEnds(prior, next types.String) bool {
	return prior.IsNull() == next.IsNull() && UnixLines(prior.ValueString()) == UnixLines(next.ValueString())
}

// Empty takes an empty text and a missing one for the same.
func Empty(prior, next types.String) bool { return prior.ValueString() == next.ValueString() }

// Stored takes two texts for the same that the service stores alike: those of
// [LineEnds], and an empty text and a missing one.
func Stored(prior, next types.String) bool {
	return UnixLines(prior.ValueString()) == UnixLines(next.ValueString())
}

// Keep is next with each text, and each map of texts as a whole, taken from prior where
// the two are the same. Elements of lists are compared by their index, attributes of
// objects by their name. Values that are unknown in either stay as they are in next.
//
// Terraform takes the value of the state in place of that of the configuration for an
// attribute as a whole only: so a map in which one text differs is not mixed of both.
//
//nolint:contextcheck,nolintlint // The methods that take a context do not use it; callers are checked by this comment.
func Keep(prior, next attr.Value, same Same) attr.Value {
	switch next := next.(type) {
	case types.String:
		if p, ok := prior.(types.String); ok && !p.IsUnknown() && !next.IsUnknown() && same(p, next) {
			return p
		}
	case types.Map:
		if p, ok := prior.(types.Map); ok && sameMap(p, next, same) {
			return p
		}
	case types.List:
		p, ok := prior.(types.List)
		if !ok || next.IsNull() || next.IsUnknown() || len(next.Elements()) == 0 {
			return next
		}
		elements, before := next.Elements(), p.Elements() // Elements returns a copy
		for i := range min(len(elements), len(before)) {
			elements[i] = Keep(before[i], elements[i], same)
		}
		return types.ListValueMust(next.ElementType(context.Background()), elements)
	case types.Object:
		p, ok := prior.(types.Object)
		if !ok || next.IsNull() || next.IsUnknown() {
			return next
		}
		attributes, before := next.Attributes(), p.Attributes()
		for name, value := range attributes {
			if b := before[name]; b != nil {
				attributes[name] = Keep(b, value, same)
			}
		}
		return types.ObjectValueMust(next.AttributeTypes(context.Background()), attributes)
	}
	return next
}

// sameMap compares two maps of texts key by key; a key that is missing is null.
func sameMap(prior, next types.Map, same Same) bool {
	if prior.IsUnknown() || next.IsUnknown() || prior.IsNull() != next.IsNull() {
		return false
	}
	before, after := prior.Elements(), next.Elements()
	keys := maps.Clone(before)
	maps.Copy(keys, after)
	for key := range keys {
		b, known := text(before[key])
		a, alsoKnown := text(after[key])
		if !known || !alsoKnown || !same(b, a) {
			return false
		}
	}
	return true
}

// text is an element of a map of texts; false if it is unknown, or no text.
func text(element attr.Value) (types.String, bool) {
	if element == nil {
		return types.StringNull(), true
	}
	s, ok := element.(types.String)
	return s, ok && !s.IsUnknown()
}
