// SPDX-License-Identifier: MPL-2.0

// Package tfmodel converts between the objects of the protocol and models. A model is a
// struct whose fields are framework values with a tag tfsdk, also those of structs
// embedded in it.
//
// The framework converts to any Go type, and for that checks the struct at each
// conversion: it compiles a regular expression for every field. A model needs no checks,
// since its values have the types of the schema: this allocates a fifth as much.
package tfmodel

import (
	"context"
	"fmt"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Object is a plan, a state or a configuration.
type Object interface {
	Get(ctx context.Context, target any) diag.Diagnostics
}

// Get sets the fields of model, a pointer to a model, to the attributes of an object.
func Get(ctx context.Context, from Object, model any) diag.Diagnostics {
	var object types.Object
	diags := from.Get(ctx, &object)
	if diags.HasError() {
		return diags
	}
	attributes := object.Attributes()
	each(reflect.ValueOf(model).Elem(), func(name string, field reflect.Value) {
		value := reflect.ValueOf(attributes[name])
		if !value.IsValid() || value.Type() != field.Type() {
			diags.AddError("Unexpected attribute", fmt.Sprintf("The model has %s as %s, and the object as %T. This is a bug in the provider; please report it.",
				name, field.Type(), attributes[name]))
			return
		}
		field.Set(value)
	})
	return diags
}

// Set sets the state to model, a pointer to a model.
func Set(ctx context.Context, state *tfsdk.State, model any) diag.Diagnostics {
	var diags diag.Diagnostics
	typ := state.Schema.Type().TerraformType(ctx)
	attributes := map[string]tftypes.Value{}
	each(reflect.ValueOf(model).Elem(), func(name string, field reflect.Value) {
		value, ok := field.Interface().(attr.Value)
		if !ok {
			panic("tfmodel: field of type " + field.Type().String() + " is no framework value")
		}
		converted, err := value.ToTerraformValue(ctx)
		if err != nil {
			diags.AddError("Unexpected attribute", fmt.Sprintf("The value of %s cannot be stored: %s. This is a bug in the provider; please report it.", name, err))
			return
		}
		attributes[name] = converted
	})
	if err := tftypes.ValidateValue(typ, attributes); err != nil {
		diags.AddError("Unexpected attributes", fmt.Sprintf("The model does not fit the schema: %s. This is a bug in the provider; please report it.", err))
	}
	if diags.HasError() {
		return diags
	}
	return state.Set(ctx, tftypes.NewValue(typ, attributes))
}

// each calls visit for each field, with the name of its attribute.
func each(model reflect.Value, visit func(name string, field reflect.Value)) {
	for i := range model.NumField() {
		field := model.Type().Field(i)
		if field.Anonymous {
			each(model.Field(i), visit)
			continue
		}
		visit(field.Tag.Get("tfsdk"), model.Field(i))
	}
}
