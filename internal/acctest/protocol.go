// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Validate asks the provider about a resource's configuration, without a CLI.
func (e *Tenant) Validate(t testing.TB, resource string, config Values) []*tfprotov6.Diagnostic {
	t.Helper()
	return validate(t.Context(), t, e.Server(), resource, value(t, resourceType(t, resource), config))
}

func validate(ctx context.Context, t testing.TB, server tfprotov6.ProviderServer, resource string, config tftypes.Value) []*tfprotov6.Diagnostic {
	t.Helper()
	resp, err := server.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{
		TypeName: resource, Config: pack(t, resourceType(t, resource), config),
	})
	if err != nil {
		t.Fatalf("validating %s: %s", resource, err)
	}
	return resp.Diagnostics
}

// Plan asks the provider to plan a change of a resource, without a CLI, since
// warnings cannot be seen through one. A nil prior state is a creation. The
// configuration serves as the proposed state too, with computed values that it
// does not name unknown.
func (e *Tenant) Plan(t testing.TB, resource string, prior, config Values) []*tfprotov6.Diagnostic {
	t.Helper()
	server := e.Server()
	e.configure(t.Context(), t, server)
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
func (e *Tenant) configure(ctx context.Context, t testing.TB, server tfprotov6.ProviderServer) {
	t.Helper()
	e.configureWith(ctx, t, server, nil)
}

// allSchemas are the schemas of the provider, the same in each process. Getting them
// takes longer than most tests.
var allSchemas = sync.OnceValues(func() (*tfprotov6.GetProviderSchemaResponse, error) {
	return new(Tenant).Server().GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
})

func schemas(t testing.TB) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	all, err := allSchemas()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// cliVersion is the version of Terraform that the driver stands for.
const cliVersion = "1.11.4"

// configureWith configures the provider with a provider block; nil is an empty one.
func (e *Tenant) configureWith(ctx context.Context, t testing.TB, server tfprotov6.ProviderServer, block Values) {
	t.Helper()
	if block == nil {
		block = Values{}
	}
	config := dynamic(t, schemas(t).Provider.ValueType(), block)
	resp, err := server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{TerraformVersion: cliVersion, Config: config})
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
