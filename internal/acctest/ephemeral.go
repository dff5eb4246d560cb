// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Ephemeral is an ephemeral resource that was opened.
type Ephemeral struct {
	// Result are its attributes, as the rest of a configuration sees them.
	Result map[string]tftypes.Value
	// Object is the result as a whole.
	Object tftypes.Value
	// Private is the data that the CLI passes back when it closes the resource.
	Private []byte

	server   tfprotov6.ProviderServer
	typeName string
}

// Open opens an ephemeral resource, without a CLI, since warnings cannot be seen
// through one. The provider takes its settings from block; nil is an empty one.
// Without a result, the diagnostics say why.
func (e *Tenant) Open(t testing.TB, typeName string, config, block Values) (*Ephemeral, []*tfprotov6.Diagnostic) {
	t.Helper()
	server := e.Server()
	e.configureWith(t.Context(), t, server, block)
	typ := ephemeralType(t, typeName)
	resp, err := server.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{
		TypeName: typeName, Config: dynamic(t, typ, config),
	})
	if err != nil {
		t.Fatalf("opening %s: %s", typeName, err)
	}
	opened := &Ephemeral{Private: resp.Private, server: server, typeName: typeName}
	for _, d := range resp.Diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return opened, resp.Diagnostics
		}
	}
	result, err := resp.Result.Unmarshal(typ)
	if err == nil {
		err = result.As(&opened.Result)
	}
	if err != nil {
		t.Fatalf("opening %s: %s", typeName, err)
	}
	if opened.Object = result; !result.IsFullyKnown() {
		t.Errorf("opening %s left something unknown: %s", typeName, show(result))
	}
	return opened, resp.Diagnostics
}

// String is the text of an attribute of the result, "" for null.
func (o *Ephemeral) String(t testing.TB, name string) string {
	t.Helper()
	var text *string
	if err := o.Result[name].As(&text); err != nil {
		t.Fatalf("%s: %s", name, err)
	}
	if text == nil {
		return ""
	}
	return *text
}

// Close closes the resource.
func (o *Ephemeral) Close(t testing.TB) []*tfprotov6.Diagnostic {
	t.Helper()
	resp, err := o.server.CloseEphemeralResource(t.Context(), &tfprotov6.CloseEphemeralResourceRequest{TypeName: o.typeName, Private: o.Private})
	if err != nil {
		t.Fatalf("closing %s: %s", o.typeName, err)
	}
	return resp.Diagnostics
}

// ValidateEphemeral asks the provider about the configuration of an ephemeral
// resource, without a CLI.
func (e *Tenant) ValidateEphemeral(t testing.TB, typeName string, config Values) []*tfprotov6.Diagnostic {
	t.Helper()
	server := e.Server()
	resp, err := server.ValidateEphemeralResourceConfig(t.Context(), &tfprotov6.ValidateEphemeralResourceConfigRequest{
		TypeName: typeName, Config: dynamic(t, ephemeralType(t, typeName), config),
	})
	if err != nil {
		t.Fatalf("validating %s: %s", typeName, err)
	}
	return resp.Diagnostics
}

func ephemeralType(t testing.TB, typeName string) tftypes.Type {
	t.Helper()
	schema, ok := schemas(t).EphemeralResourceSchemas[typeName]
	if !ok {
		t.Fatalf("no ephemeral resource %s", typeName)
	}
	return schema.ValueType()
}
