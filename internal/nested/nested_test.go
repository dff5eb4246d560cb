// SPDX-License-Identifier: MPL-2.0

package nested_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/nested"
)

func attributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"label": schema.StringAttribute{Required: true},
		"place": nested.Object(schema.SingleNestedAttribute{
			Attributes: map[string]schema.Attribute{"x": schema.Int64Attribute{Required: true}},
		}),
	}
}

type attribute interface{ GetType() attr.Type }

var (
	list   = schema.ListNestedAttribute{NestedObject: schema.NestedAttributeObject{Attributes: attributes()}}
	object = schema.SingleNestedAttribute{Attributes: attributes()}
)

func TestType(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ got, framework attribute }{
		"list":   {nested.List(list), list},
		"object": {nested.Object(object), object},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, want := test.got.GetType(), test.framework.GetType(); !got.Equal(want) {
				t.Errorf("got the type %s, want %s", got, want)
			}
		})
	}
}

func TestType_allocations(t *testing.T) { //nolint:paralleltest // AllocsPerRun counts those of the whole process
	list, object := nested.List(list), nested.Object(object)
	for name, lookUp := range map[string]func(){
		"list":              func() { list.GetType() },
		"element of a list": func() { list.NestedObject.Type() },
		"object":            func() { object.GetType() },
	} {
		if n := testing.AllocsPerRun(10, lookUp); n > 0 {
			t.Errorf("%s: looking up the type allocates %v times, want none", name, n)
		}
	}
}
