// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Object is a managed object as the provider tells the CLI about it.
type Object struct {
	// State is null for an object that is gone.
	State tftypes.Value
	// Identity is nil if the provider tells none.
	Identity map[string]string
}

// Read refreshes a resource from a prior state, without a CLI. Without an
// identity, the prior state is one that a CLI before Terraform 1.12 keeps, or an
// older version of the provider has written.
func (e *Tenant) Read(t testing.TB, resource string, prior Values, identity map[string]string) (Object, []*tfprotov6.Diagnostic) {
	t.Helper()
	server := e.Server()
	e.configure(t.Context(), t, server)
	req := &tfprotov6.ReadResourceRequest{TypeName: resource, CurrentState: dynamic(t, resourceType(t, resource), prior)}
	if identity != nil {
		req.CurrentIdentity = &tfprotov6.ResourceIdentityData{IdentityData: dynamic(t, identityType(t.Context(), t, server, resource), anyValues(identity))}
	}
	resp, err := server.ReadResource(t.Context(), req)
	if err != nil {
		t.Fatalf("reading %s: %s", resource, err)
	}
	object := Object{Identity: identityOf(t, server, resource, resp.NewIdentity)}
	if resp.NewState != nil {
		object.State = static(t, resourceType(t, resource), resp.NewState)
	}
	return object, resp.Diagnostics
}

// Import imports an object and reads it, as the CLI does before it compares
// with a configuration. It fails the test on any diagnostic.
func (e *Tenant) Import(t testing.TB, resource, id string) Object {
	t.Helper()
	p := e.Process(t)
	found, diags := p.Import(t.Context(), t, resource, id)
	if text := Messages(diags); text != "" {
		t.Fatalf("importing %s %s: %s", resource, id, text)
	}
	return Object{State: found.State, Identity: identityOf(t, p.server, resource, found.identity)}
}

// Gone checks that reading an object that is not there, whose state has no
// identity, plans to create it instead of failing: a state of a CLI before
// Terraform 1.12, of an older version of the provider, and that of an import.
func (e *Tenant) Gone(t *testing.T, resource string, prior Values) {
	t.Helper()
	object, diags := e.Read(t, resource, prior, nil)
	if text := Messages(errorsOf(diags)); text != "" { // a warning may say that it is gone
		t.Errorf("reading a %s that is gone: %s", resource, text)
	}
	if !object.State.IsNull() {
		t.Errorf("reading a %s that is gone gave %s", resource, object.State)
	}
}

// Identified checks that reading an object whose state has no identity gives it
// the identity that is wanted, silently.
func (e *Tenant) Identified(t *testing.T, resource string, prior Values, want map[string]string) {
	t.Helper()
	object, diags := e.Read(t, resource, prior, nil)
	if text := Messages(diags); text != "" {
		t.Errorf("reading a %s without an identity: %s", resource, text)
	}
	if object.State.IsNull() || !maps.Equal(object.Identity, want) {
		t.Errorf("reading a %s without an identity gave the identity %v and %s, want the identity %v", resource, object.Identity, object.State, want)
	}
}

// NotImported is the report of an import that names no object. The CLI wraps it.
const NotImported = `Cannot\s+import\s+non-existent\s+remote\s+object`

func identityType(ctx context.Context, t testing.TB, server tfprotov6.ProviderServer, resource string) tftypes.Type {
	t.Helper()
	schemas, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	schema, ok := schemas.IdentitySchemas[resource]
	if !ok {
		t.Fatalf("%s has no identity", resource)
	}
	return schema.ValueType()
}

// identityOf unpacks an identity, whose parts are all text; nil if there is none.
func identityOf(t testing.TB, server tfprotov6.ProviderServer, resource string, data *tfprotov6.ResourceIdentityData) map[string]string {
	t.Helper()
	if data == nil || data.IdentityData == nil {
		return nil
	}
	value := static(t, identityType(t.Context(), t, server, resource), data.IdentityData)
	if value.IsNull() {
		return nil
	}
	var parts map[string]tftypes.Value
	if err := value.As(&parts); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for name, part := range parts {
		var text string
		if err := part.As(&text); err != nil {
			t.Fatal(err)
		}
		texts[name] = text
	}
	return texts
}

func anyValues(texts map[string]string) Values {
	out := Values{}
	for name, text := range texts {
		out[name] = text
	}
	return out
}
