// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// BenchmarkRead refreshes one bot over the plugin protocol, as a plan does for
// each: everything but gRPC and the CLI. The mock API responds in this process
// and is in the figures; BenchmarkRequest has the client alone.
func BenchmarkRead(b *testing.B) {
	const kind = "lineworks_bot"
	tenant := acctest.New(b, func(o *mockserver.Options) { o.KeepRequests = 1 })
	id := tenant.API.AddBot(mockserver.Bot{
		BotName: "Desk", PhotoURL: "https://example.com/desk.png", Description: "Answers questions.", Administrators: []string{"u1", "u2"},
	})
	server := tenant.Server()
	schemas, err := server.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		b.Fatal(err)
	}
	nothing, err := tfprotov6.NewDynamicValue(schemas.Provider.ValueType(), empty(b, schemas.Provider.ValueType()))
	if err != nil {
		b.Fatal(err)
	}
	configured, err := server.ConfigureProvider(b.Context(), &tfprotov6.ConfigureProviderRequest{Config: &nothing})
	if err != nil || len(configured.Diagnostics) > 0 {
		b.Fatalf("got error %v and diagnostics %q, want none", err, acctest.Messages(configured.Diagnostics))
	}
	imported, err := server.ImportResourceState(b.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: kind, ID: strconv.FormatInt(id, 10)})
	if err != nil || len(imported.ImportedResources) != 1 {
		b.Fatalf("got %d objects, error %v and diagnostics %q, want 1 object", len(imported.ImportedResources), err, acctest.Messages(imported.Diagnostics))
	}
	request := &tfprotov6.ReadResourceRequest{
		TypeName: kind, CurrentState: imported.ImportedResources[0].State, Private: imported.ImportedResources[0].Private,
	}
	read := func() *tfprotov6.ReadResourceResponse {
		resp, err := server.ReadResource(b.Context(), request)
		if err != nil || len(resp.Diagnostics) > 0 {
			b.Fatalf("got error %v and diagnostics %q, want none", err, acctest.Messages(resp.Diagnostics))
		}
		return resp
	}
	// From here on the state is that of a bot that was read before.
	first := read()
	request.CurrentState, request.Private = first.NewState, first.Private
	b.ReportAllocs()
	for b.Loop() {
		read()
	}
}

// empty is an object without values.
func empty(b *testing.B, typ tftypes.Type) tftypes.Value {
	b.Helper()
	object, ok := typ.(tftypes.Object)
	if !ok {
		b.Fatalf("got the type %s, want an object", typ)
	}
	values := map[string]tftypes.Value{}
	for name, attribute := range object.AttributeTypes {
		values[name] = tftypes.NewValue(attribute, nil)
	}
	return tftypes.NewValue(typ, values)
}
