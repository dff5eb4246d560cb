// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	fwaction "github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	fwlist "github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/path"
	fwprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/wholenumber"
)

// attribute has the methods that the attributes of all kinds of schema share.
type attribute interface {
	GetType() attr.Type
	IsOptional() bool
}

// visit is called for each attribute, with a configuration in which all is null.
type visit func(where string, a attribute, config tfsdk.Config)

// eachAttribute visits the attributes of all schemas, nested ones included.
func eachAttribute(t *testing.T, visit visit) {
	t.Helper()
	ctx := t.Context()
	p := provider.New("test")()
	var schema fwprovider.SchemaResponse
	p.Schema(ctx, fwprovider.SchemaRequest{}, &schema)
	nulls := tftypes.NewValue(schema.Schema.Type().TerraformType(ctx), nil)
	eachOf("provider", schema.Schema.Attributes, tfsdk.Config{Schema: schema.Schema, Raw: nulls}, visit)
	for _, r := range p.Resources(ctx) {
		var meta resource.MetadataResponse
		var schema resource.SchemaResponse
		r().Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "lineworks"}, &meta)
		r().Schema(ctx, resource.SchemaRequest{}, &schema)
		eachOf("resource "+meta.TypeName, schema.Schema.Attributes, tfsdk.Config{}, visit)
	}
	for _, d := range p.DataSources(ctx) {
		var meta datasource.MetadataResponse
		var schema datasource.SchemaResponse
		d().Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: "lineworks"}, &meta)
		d().Schema(ctx, datasource.SchemaRequest{}, &schema)
		nulls := tftypes.NewValue(schema.Schema.Type().TerraformType(ctx), nil)
		eachOf("data source "+meta.TypeName, schema.Schema.Attributes, tfsdk.Config{Schema: schema.Schema, Raw: nulls}, visit)
	}
	if p, ok := p.(fwprovider.ProviderWithEphemeralResources); ok {
		for _, e := range p.EphemeralResources(ctx) {
			var schema ephemeral.SchemaResponse
			e().Schema(ctx, ephemeral.SchemaRequest{}, &schema)
			eachOf("ephemeral resource", schema.Schema.Attributes, tfsdk.Config{}, visit)
		}
	}
	if p, ok := p.(fwprovider.ProviderWithListResources); ok {
		for _, l := range p.ListResources(ctx) {
			var meta resource.MetadataResponse
			var schema fwlist.ListResourceSchemaResponse
			l().Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "lineworks"}, &meta)
			l().ListResourceConfigSchema(ctx, fwlist.ListResourceSchemaRequest{}, &schema)
			eachOf("list resource "+meta.TypeName, schema.Schema.Attributes, tfsdk.Config{}, visit)
		}
	}
	if p, ok := p.(fwprovider.ProviderWithActions); ok {
		for _, a := range p.Actions(ctx) {
			var schema fwaction.SchemaResponse
			a().Schema(ctx, fwaction.SchemaRequest{}, &schema)
			eachOf("action", schema.Schema.Attributes, tfsdk.Config{}, visit)
		}
	}
}

func eachOf[A any](where string, attributes map[string]A, config tfsdk.Config, visit visit) {
	for name, a := range attributes {
		eachBelow(where+"."+name, reflect.ValueOf(a), config, visit)
	}
}

// eachBelow uses reflection, since the methods of nested attributes return types of an
// internal package.
func eachBelow(where string, v reflect.Value, config tfsdk.Config, visit visit) {
	a, ok := v.Interface().(attribute)
	if !ok {
		panic(fmt.Sprintf("%s: %s is no attribute", where, v.Type()))
	}
	visit(where, a, config)
	nested := v.MethodByName("GetNestedObject")
	if !nested.IsValid() {
		return
	}
	below := nested.Call(nil)[0].MethodByName("GetAttributes").Call(nil)[0]
	for _, name := range below.MapKeys() {
		eachBelow(where+"."+name.String(), below.MapIndex(name).Elem(), config, visit)
	}
}

// check runs the rules of an attribute on a text: as the attribute itself, as the element
// of a set, or as a value and as a key of a map. Attributes of other types hold no text.
func check(ctx context.Context, a attribute, config tfsdk.Config, text string) diag.Diagnostics {
	var diags diag.Diagnostics
	at := path.Root("thing")
	switch a := a.(type) {
	case interface{ StringValidators() []validator.String }:
		for _, rule := range a.StringValidators() {
			var resp validator.StringResponse
			rule.ValidateString(ctx, validator.StringRequest{Path: at, PathExpression: at.Expression(), Config: config, ConfigValue: types.StringValue(text)}, &resp)
			diags.Append(resp.Diagnostics...)
		}
	case interface{ SetValidators() []validator.Set }:
		for _, rule := range a.SetValidators() {
			var resp validator.SetResponse
			rule.ValidateSet(ctx, validator.SetRequest{Path: at, PathExpression: at.Expression(), Config: config, ConfigValue: tfvalue.StringSet([]string{text})}, &resp)
			diags.Append(resp.Diagnostics...)
		}
	case interface{ MapValidators() []validator.Map }:
		for _, texts := range []map[string]string{{"ja_JP": text}} {
			for _, rule := range a.MapValidators() {
				var resp validator.MapResponse
				rule.ValidateMap(ctx, validator.MapRequest{Path: at, PathExpression: at.Expression(), Config: config, ConfigValue: tfvalue.StringMap(texts)}, &resp)
				diags.Append(resp.Diagnostics...)
			}
		}
	}
	return diags
}

// TestSchemas_valuesNotRepeated has no rule repeat a value that may be a secret, or that
// fills the screen: Terraform hides sensitive values in plans, but not in the texts of
// a provider.
func TestSchemas_valuesNotRepeated(t *testing.T) {
	t.Parallel()
	const secret = "xK9fQ2mZ7pL4vT8w"
	const longest = 1500 // bytes of a text that fits a screen
	values := []string{
		secret, " " + secret, secret + "\r\n" + secret, "ftp://user:" + secret + "@example.com/?token=" + secret, "ftp://example.com/" + secret,
		"example.com/hook?token=" + secret, strings.Repeat("あ", 100_000), "https://example.com/" + strings.Repeat("a", 100_000), strings.Repeat("9", 5000),
		strings.Repeat("x y", 50_000) + "\n",
	}
	refused := 0
	eachAttribute(t, func(where string, a attribute, config tfsdk.Config) {
		for _, value := range values {
			for _, d := range check(t.Context(), a, config, value) {
				refused++
				if text := d.Summary() + ": " + d.Detail(); strings.Contains(text, secret) || len(text) > longest {
					t.Errorf("%s: got a text of %d bytes, want at most %d bytes without the value: %.300s", where, len(text), longest, text)
				}
			}
		}
	})
	if refused < 100 {
		t.Errorf("%d values were refused, want at least 100", refused)
	}
}

// TestSchemas_emptyText has every optional text accept "", which is how a module passes
// on a variable that has no value.
func TestSchemas_emptyText(t *testing.T) {
	t.Parallel()
	checked := 0
	eachAttribute(t, func(where string, a attribute, config tfsdk.Config) {
		if _, isSet := a.(interface{ SetValidators() []validator.Set }); isSet || !a.IsOptional() {
			return
		}
		checked++
		if diags := check(t.Context(), a, config, ""); len(diags) > 0 {
			t.Errorf("%s: got %s for \"\", want no diagnostics", where, diags[0].Detail())
		}
	})
	if checked < 100 {
		t.Errorf("%d optional texts were checked, want at least 100", checked)
	}
}

// TestSchemas_nested has every nested attribute of a resource with a type of its own, which
// is the one that the framework would build, again and again.
func TestSchemas_nested(t *testing.T) {
	t.Parallel()
	found := 0
	eachAttribute(t, func(where string, a attribute, _ tfsdk.Config) {
		var set bool
		var built attr.Type
		switch a := a.(type) {
		case schema.ListNestedAttribute:
			set = a.CustomType != nil && a.NestedObject.CustomType != nil
			a.CustomType, a.NestedObject.CustomType = nil, nil
			built = a.GetType()
		case schema.SingleNestedAttribute:
			set = a.CustomType != nil
			a.CustomType = nil
			built = a.GetType()
		default:
			return
		}
		found++
		if !set || !built.Equal(a.GetType()) {
			t.Errorf("%s: got the type %s (set: %t), want %s, set by the package nested", where, a.GetType(), set, built)
		}
	})
	if found < 5 {
		t.Errorf("%d nested attributes of resources were found, want at least 5", found)
	}
}

// TestSchemas_wholeNumbers has every integer of a type that explains a fraction: the
// framework's own calls it an error in the provider.
func TestSchemas_wholeNumbers(t *testing.T) {
	t.Parallel()
	found := 0
	eachAttribute(t, func(where string, a attribute, _ tfsdk.Config) {
		typ := a.GetType()
		if typ.Equal(types.Float64Type) || !typ.TerraformType(t.Context()).Equal(tftypes.Number) {
			return
		}
		found++
		if _, ok := typ.(wholenumber.Type); !ok {
			t.Errorf("%s is of type %s, want wholenumber.Type", where, typ)
		}
	})
	if found < 8 {
		t.Errorf("%d whole numbers were found, want at least 8", found)
	}
}
