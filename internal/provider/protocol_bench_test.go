// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"errors"
	"maps"
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// BenchmarkProtocol makes the calls that a plan makes for each bot and for each menu over
// the plugin protocol: everything but gRPC and the CLI. In read, the mock API responds in
// this process and is in the figures; BenchmarkRequest has the client alone. The upgrade of
// states, which the framework's server does not see, has BenchmarkCurrentServer.
func BenchmarkProtocol(b *testing.B) {
	tenant := acctest.New(b, func(o *mockserver.Options) { o.KeepRequests = 1 })
	id := tenant.API.AddBot(mockserver.Bot{
		BotName: "Desk", PhotoURL: "https://example.com/desk.png", Description: "before", Administrators: []string{"u1", "u2"},
	})
	tenant.API.SetPersistentMenu(id, []mockserver.Action{
		{Type: "message", Label: "before"},
		{Type: "uri", Label: "Handbook", URI: "https://example.com/handbook"},
	})
	server := tenant.Server()
	schemas, err := server.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		b.Fatal(err)
	}
	configured, err := server.ConfigureProvider(b.Context(), &tfprotov6.ConfigureProviderRequest{Config: objectWith(b, schemas.Provider, nil)})
	succeeds(b, err, configured.Diagnostics)
	for _, kind := range []string{"lineworks_bot", "lineworks_persistent_menu"} {
		b.Run(kind, func(b *testing.B) {
			benchmarkObject(b, server, kind, schemas.ResourceSchemas[kind], strconv.FormatInt(id, 10))
		})
	}
}

// benchmarkObject measures the calls for the object with this import ID. An update of it
// changes the text "before".
func benchmarkObject(b *testing.B, server tfprotov6.ProviderServer, kind string, schema *tfprotov6.Schema, id string) {
	b.Helper()
	imported, err := server.ImportResourceState(b.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: kind, ID: id})
	succeeds(b, err, imported.Diagnostics)
	found, err := server.ReadResource(b.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: kind, CurrentState: imported.ImportedResources[0].State, Private: imported.ImportedResources[0].Private,
	})
	succeeds(b, err, found.Diagnostics)

	var before, after map[string]tftypes.Value
	prior, err := found.NewState.Unmarshal(schema.ValueType())
	if err != nil {
		b.Fatal(err)
	}
	changed, err := tftypes.Transform(prior, func(_ *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		if v.Equal(tftypes.NewValue(tftypes.String, "before")) {
			return tftypes.NewValue(tftypes.String, "after"), nil
		}
		return v, nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := errors.Join(prior.As(&before), changed.As(&after)); err != nil {
		b.Fatal(err)
	}
	proposed := objectWith(b, schema, after)
	for _, a := range schema.Block.Attributes {
		if !a.Required { // not configured
			delete(before, a.Name)
			delete(after, a.Name)
		}
	}
	config, newConfig := objectWith(b, schema, before), objectWith(b, schema, after)

	for name, call := range map[string]func() ([]*tfprotov6.Diagnostic, error){
		"validate": func() ([]*tfprotov6.Diagnostic, error) {
			resp, err := server.ValidateResourceConfig(b.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: kind, Config: config})
			return resp.Diagnostics, err
		},
		"read": func() ([]*tfprotov6.Diagnostic, error) {
			resp, err := server.ReadResource(b.Context(), &tfprotov6.ReadResourceRequest{
				TypeName: kind, CurrentState: found.NewState, Private: found.Private, CurrentIdentity: found.NewIdentity,
			})
			return resp.Diagnostics, err
		},
		"plan no change": func() ([]*tfprotov6.Diagnostic, error) {
			resp, err := server.PlanResourceChange(b.Context(), &tfprotov6.PlanResourceChangeRequest{
				TypeName: kind, PriorState: found.NewState, ProposedNewState: found.NewState, Config: config,
				PriorPrivate: found.Private, PriorIdentity: found.NewIdentity,
			})
			return resp.Diagnostics, err
		},
		"plan update": func() ([]*tfprotov6.Diagnostic, error) {
			resp, err := server.PlanResourceChange(b.Context(), &tfprotov6.PlanResourceChangeRequest{
				TypeName: kind, PriorState: found.NewState, ProposedNewState: proposed, Config: newConfig,
				PriorPrivate: found.Private, PriorIdentity: found.NewIdentity,
			})
			return resp.Diagnostics, err
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				diags, err := call()
				succeeds(b, err, diags)
			}
		})
	}
}

func succeeds(b *testing.B, err error, diags []*tfprotov6.Diagnostic) {
	b.Helper()
	if err != nil || len(diags) > 0 {
		b.Fatalf("got error %v and diagnostics %q, want none", err, acctest.Messages(diags))
	}
}

// objectWith returns an object with these values, and null for the others.
func objectWith(b *testing.B, schema *tfprotov6.Schema, values map[string]tftypes.Value) *tfprotov6.DynamicValue {
	b.Helper()
	all := map[string]tftypes.Value{}
	for _, a := range schema.Block.Attributes {
		all[a.Name] = tftypes.NewValue(a.ValueType(), nil)
	}
	maps.Copy(all, values)
	packed, err := tfprotov6.NewDynamicValue(schema.ValueType(), tftypes.NewValue(schema.ValueType(), all))
	if err != nil {
		b.Fatal(err)
	}
	return &packed
}
