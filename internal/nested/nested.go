// SPDX-License-Identifier: MPL-2.0

// Package nested makes nested attributes whose type is built once.
//
// The framework looks up the type of a nested attribute at every step of every path to a
// value below it, several hundred times for a menu in a plan, and builds it of all its
// attributes each time, unless CustomType is set.
package nested

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// List returns the attribute with CustomType set to the framework's own type.
func List(a schema.ListNestedAttribute) schema.ListNestedAttribute {
	a.NestedObject.CustomType = a.NestedObject.Type()
	a.CustomType = types.ListType{ElemType: a.NestedObject.CustomType}
	return a
}

// Object returns the attribute with CustomType set to the framework's own type.
func Object(a schema.SingleNestedAttribute) schema.SingleNestedAttribute {
	a.CustomType = a.GetNestedObject().Type()
	return a
}
