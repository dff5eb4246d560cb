// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Unknown stands for a value that is not known yet in what [Env.Validate] and
// [Env.Plan] take.
const Unknown = "\x00unknown"

// Values are attributes by name, as Go values: string, bool, int, []string,
// []any, map[string]string, Values. Those left out are null.
type Values map[string]any

// Validate asks the provider about a resource's configuration, without a CLI.
func (e *Env) Validate(t testing.TB, resource string, config Values) []*tfprotov6.Diagnostic {
	t.Helper()
	server := e.Server()
	value := dynamic(t, resourceType(t, resource), config)
	resp, err := server.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: resource, Config: value})
	if err != nil {
		t.Fatalf("validating %s: %s", resource, err)
	}
	return resp.Diagnostics
}

// Plan asks the provider to plan a change of a resource, without a CLI, since
// warnings cannot be seen through one. A nil prior state is a creation. The
// configuration serves as the proposed state too, with computed values that it
// does not name unknown.
func (e *Env) Plan(t testing.TB, resource string, prior, config Values) []*tfprotov6.Diagnostic {
	t.Helper()
	server := e.Server()
	e.configure(t, server)
	typ := resourceType(t, resource)
	priorValue := dynamic(t, typ, nil)
	if prior != nil {
		priorValue = dynamic(t, typ, prior)
	}
	value := dynamic(t, typ, config)
	resp, err := server.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: resource, PriorState: priorValue, ProposedNewState: value, Config: value,
	})
	if err != nil {
		t.Fatalf("planning %s: %s", resource, err)
	}
	return resp.Diagnostics
}

// configure configures the provider from the environment alone.
func (e *Env) configure(t testing.TB, server tfprotov6.ProviderServer) {
	t.Helper()
	e.configureWith(t, server, nil)
}

// allSchemas are those of the provider, which are the same in each process. To ask
// for them takes longer than most of what is tested.
var allSchemas = sync.OnceValues(func() (*tfprotov6.GetProviderSchemaResponse, error) {
	return new(Env).Server().GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
})

func schemas(t testing.TB) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	all, err := allSchemas()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// configureWith configures the provider with a provider block; nil is an empty one.
func (e *Env) configureWith(t testing.TB, server tfprotov6.ProviderServer, block Values) {
	t.Helper()
	if block == nil {
		block = Values{}
	}
	config := dynamic(t, schemas(t).Provider.ValueType(), block)
	resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.11.4", Config: config})
	if err != nil {
		t.Fatal(err)
	}
	if text := Messages(resp.Diagnostics); text != "" {
		t.Fatalf("configuring the provider: %s", text)
	}
}

func resourceType(t testing.TB, resource string) tftypes.Type {
	t.Helper()
	schema, ok := schemas(t).ResourceSchemas[resource]
	if !ok {
		t.Fatalf("no resource %s", resource)
	}
	return schema.ValueType()
}

func dynamic(t testing.TB, typ tftypes.Type, v any) *tfprotov6.DynamicValue {
	t.Helper()
	return pack(t, typ, value(t, typ, v))
}

func pack(t testing.TB, typ tftypes.Type, v tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	d, err := tfprotov6.NewDynamicValue(typ, v)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

// value makes a value of the protocol from a Go value.
func value(t testing.TB, typ tftypes.Type, v any) tftypes.Value {
	t.Helper()
	if v == nil {
		return tftypes.NewValue(typ, nil)
	}
	if v == Unknown {
		return tftypes.NewValue(typ, tftypes.UnknownValue)
	}
	switch typ := typ.(type) {
	case tftypes.Object:
		given, ok := v.(Values)
		if !ok {
			t.Fatalf("%T for %s", v, typ)
		}
		out := map[string]tftypes.Value{}
		for name, attribute := range typ.AttributeTypes {
			out[name] = value(t, attribute, given[name])
		}
		for name := range given {
			if _, ok := typ.AttributeTypes[name]; !ok {
				t.Fatalf("no attribute %s", name)
			}
		}
		return tftypes.NewValue(typ, out)
	case tftypes.Set:
		return tftypes.NewValue(typ, elements(t, typ.ElementType, v))
	case tftypes.List:
		return tftypes.NewValue(typ, elements(t, typ.ElementType, v))
	case tftypes.Map:
		out := map[string]tftypes.Value{}
		switch v := v.(type) {
		case map[string]string:
			for key, text := range v {
				out[key] = value(t, typ.ElementType, text)
			}
		case Values: // a map with an element that is null
			for key, element := range v {
				out[key] = value(t, typ.ElementType, element)
			}
		default:
			t.Fatalf("%T for %s", v, typ)
		}
		return tftypes.NewValue(typ, out)
	}
	if n, ok := v.(int); ok {
		return tftypes.NewValue(typ, big.NewFloat(float64(n)))
	}
	return tftypes.NewValue(typ, v)
}

func elements(t testing.TB, typ tftypes.Type, v any) []tftypes.Value {
	t.Helper()
	out := []tftypes.Value{}
	switch v := v.(type) {
	case []string:
		for _, s := range v {
			out = append(out, value(t, typ, s))
		}
	case []any:
		for _, e := range v {
			out = append(out, value(t, typ, e))
		}
	default:
		t.Fatalf("%T for a collection", v)
	}
	return out
}

// Messages is diagnostics as text, one a line: severity, attribute, summary
// and detail.
func Messages(diags []*tfprotov6.Diagnostic) string {
	var b strings.Builder
	for _, d := range diags {
		fmt.Fprintf(&b, "%s at %s: %s: %s\n", strings.ToLower(d.Severity.String()), Path(d.Attribute), d.Summary, d.Detail)
	}
	return b.String()
}

// Path is an attribute path the way a configuration would write it. An element
// of a set has no name, so it is written as [*]; no path at all is "nothing".
func Path(p *tftypes.AttributePath) string {
	if p == nil {
		return "nothing"
	}
	var b strings.Builder
	for _, step := range p.Steps() {
		switch step := step.(type) {
		case tftypes.AttributeName:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(string(step))
		case tftypes.ElementKeyInt:
			fmt.Fprintf(&b, "[%d]", int64(step))
		case tftypes.ElementKeyString:
			fmt.Fprintf(&b, "[%q]", string(step))
		case tftypes.ElementKeyValue:
			b.WriteString("[*]")
		}
	}
	return b.String()
}

// With is v with some values changed.
func (v Values) With(more Values) Values {
	all := maps.Clone(v)
	maps.Copy(all, more)
	return all
}
