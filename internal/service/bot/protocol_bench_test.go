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

// BenchmarkProtocol makes the calls that a plan makes for each bot over the plugin
// protocol: everything but gRPC and the CLI. In read, the mock API responds in this
// process and is in the figures; BenchmarkRequest has the client alone.
func BenchmarkProtocol(b *testing.B) {
	const kind = "lineworks_bot"
	tenant := acctest.New(b, func(o *mockserver.Options) { o.KeepRequests = 1 })
	id := strconv.FormatInt(tenant.API.AddBot(mockserver.Bot{
		BotName: "Desk", PhotoURL: "https://example.com/desk.png", Description: "Answers questions.", Administrators: []string{"u1", "u2"},
	}), 10)
	server := tenant.Server()
	schemas, err := server.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		b.Fatal(err)
	}
	typ := schemas.ResourceSchemas[kind].ValueType()
	configured, err := server.ConfigureProvider(b.Context(), &tfprotov6.ConfigureProviderRequest{Config: object(b, schemas.Provider.ValueType(), nil)})
	succeeds(b, err, configured.Diagnostics)
	imported, err := server.ImportResourceState(b.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: kind, ID: id})
	succeeds(b, err, imported.Diagnostics)
	found, err := server.ReadResource(b.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: kind, CurrentState: imported.ImportedResources[0].State, Private: imported.ImportedResources[0].Private,
	})
	succeeds(b, err, found.Diagnostics)

	text := func(s string) tftypes.Value { return tftypes.NewValue(tftypes.String, s) }
	settings := func(description string) map[string]tftypes.Value {
		return map[string]tftypes.Value{
			"bot_name": text("Desk"), "photo_url": text("https://example.com/desk.png"), "description": text(description),
			"administrators": tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, []tftypes.Value{text("u1"), text("u2")}),
		}
	}
	config, changed := object(b, typ, settings("Answers questions.")), object(b, typ, settings("Answers all questions."))
	state, private, identity := found.NewState, found.Private, found.NewIdentity
	prior, err := state.Unmarshal(typ)
	if err != nil {
		b.Fatal(err)
	}
	var proposed map[string]tftypes.Value
	if err := prior.As(&proposed); err != nil {
		b.Fatal(err)
	}
	proposed["description"] = text("Answers all questions.")

	for name, call := range map[string]func() ([]*tfprotov6.Diagnostic, error){
		"validate": func() ([]*tfprotov6.Diagnostic, error) {
			resp, err := server.ValidateResourceConfig(b.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: kind, Config: config})
			return resp.Diagnostics, err
		},
		"upgrade": func() ([]*tfprotov6.Diagnostic, error) {
			resp, err := server.UpgradeResourceState(b.Context(), &tfprotov6.UpgradeResourceStateRequest{TypeName: kind, RawState: &tfprotov6.RawState{JSON: []byte(`{
				"bot_id": "` + id + `", "bot_name": "Desk", "photo_url": "https://example.com/desk.png", "description": "Answers questions.",
				"administrators": ["u1", "u2"], "subadministrators": [], "allow_domains": null, "enable_callback": false, "callback_url": null,
				"callback_events": [], "channel_events": ["message", "join", "leave", "joined", "left", "postback"], "enable_group_join": false,
				"i18n_bot_names": {}, "i18n_descriptions": {}, "i18n_photo_urls": {}, "created_time": "2026-04-01T12:00:00+09:00", "deletion_protection": false
			}`)}})
			return resp.Diagnostics, err
		},
		"read": func() ([]*tfprotov6.Diagnostic, error) {
			resp, err := server.ReadResource(b.Context(), &tfprotov6.ReadResourceRequest{
				TypeName: kind, CurrentState: state, Private: private, CurrentIdentity: identity,
			})
			return resp.Diagnostics, err
		},
		"plan no change": func() ([]*tfprotov6.Diagnostic, error) {
			resp, err := server.PlanResourceChange(b.Context(), &tfprotov6.PlanResourceChangeRequest{
				TypeName: kind, PriorState: state, ProposedNewState: state, Config: config, PriorPrivate: private, PriorIdentity: identity,
			})
			return resp.Diagnostics, err
		},
		"plan update": func() ([]*tfprotov6.Diagnostic, error) {
			resp, err := server.PlanResourceChange(b.Context(), &tfprotov6.PlanResourceChangeRequest{
				TypeName: kind, PriorState: state, ProposedNewState: object(b, typ, proposed), Config: changed, PriorPrivate: private, PriorIdentity: identity,
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

// object is an object with these values, and null for the others.
func object(b *testing.B, typ tftypes.Type, values map[string]tftypes.Value) *tfprotov6.DynamicValue {
	b.Helper()
	of, ok := typ.(tftypes.Object)
	if !ok {
		b.Fatalf("got the type %s, want an object", typ)
	}
	all := map[string]tftypes.Value{}
	for name, attribute := range of.AttributeTypes {
		all[name] = tftypes.NewValue(attribute, nil)
		if value, ok := values[name]; ok {
			all[name] = value
		}
	}
	packed, err := tfprotov6.NewDynamicValue(typ, tftypes.NewValue(typ, all))
	if err != nil {
		b.Fatal(err)
	}
	return &packed
}
