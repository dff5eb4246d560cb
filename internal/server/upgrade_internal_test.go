// SPDX-License-Identifier: MPL-2.0

package server

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

// TestCurrentServer has a state of the current version returned as the framework would, and
// leaves all others to it.
func TestCurrentServer(t *testing.T) {
	t.Parallel()
	const kind = "lineworks_user_rich_menu"
	framework := providerserver.NewProtocol6(provider.New("test")())()
	wrapped := wrap(framework)
	schemas, err := framework.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for name, schema := range schemas.ResourceSchemas {
		if schema.Version != stateVersion {
			t.Errorf("the schema of %s has the version %d, want %d: states of older versions must reach its upgraders", name, schema.Version, stateVersion)
		}
	}
	typ := schemas.ResourceSchemas[kind].ValueType()
	upgrade := func(s tfprotov6.ProviderServer, version int64, state *tfprotov6.RawState) *tfprotov6.UpgradeResourceStateResponse {
		t.Helper()
		resp, err := s.UpgradeResourceState(t.Context(), &tfprotov6.UpgradeResourceStateRequest{TypeName: kind, Version: version, RawState: state})
		if err != nil {
			t.Fatal(err)
		}
		return resp
	}
	for name, test := range map[string]struct {
		version int64
		state   *tfprotov6.RawState
		passed  bool
	}{
		"current":        {0, &tfprotov6.RawState{JSON: []byte(`{"bot_id": "2000001", "rich_menu_id": "5", "user_id": "u1"}`)}, true},
		"a null":         {0, &tfprotov6.RawState{JSON: []byte(`{"bot_id": "2000001", "rich_menu_id": null, "user_id": "u1"}`)}, true},
		"newer":          {1, &tfprotov6.RawState{JSON: []byte(`{"bot_id": "2000001", "rich_menu_id": "5", "user_id": "u1"}`)}, false},
		"of old CLIs":    {0, &tfprotov6.RawState{Flatmap: map[string]string{"bot_id": "2000001"}}, false},
		"without a JSON": {0, &tfprotov6.RawState{}, false},
	} {
		got, want := upgrade(wrapped, test.version, test.state), upgrade(framework, test.version, test.state)
		if passed := got.UpgradedState != nil && got.UpgradedState.JSON != nil; passed != test.passed {
			t.Errorf("%s: got the state as it came: %t, want %t", name, passed, test.passed)
		}
		if len(got.Diagnostics) != len(want.Diagnostics) || !test.passed && len(want.Diagnostics) == 0 {
			t.Errorf("%s: got %d diagnostics, want those of the framework, %d, and some unless the state is passed", name, len(got.Diagnostics), len(want.Diagnostics))
		}
		if !test.passed {
			continue
		}
		gotState, err := got.UpgradedState.Unmarshal(typ)
		if err != nil {
			t.Fatalf("%s: %s", name, err)
		}
		wantState, err := want.UpgradedState.Unmarshal(typ)
		if err != nil || !gotState.Equal(wantState) {
			t.Errorf("%s: got the state %s, want that of the framework, %s (%v)", name, gotState, wantState, err)
		}
	}
}

// BenchmarkCurrentServer asks for the upgrade of a state of the current version, as the CLI
// does for each object in each process.
func BenchmarkCurrentServer(b *testing.B) {
	framework := providerserver.NewProtocol6(provider.New("test")())()
	request := &tfprotov6.UpgradeResourceStateRequest{
		TypeName: "lineworks_user_rich_menu", RawState: &tfprotov6.RawState{JSON: []byte(`{"bot_id": "2000001", "rich_menu_id": "5", "user_id": "u1"}`)},
	}
	for name, s := range map[string]tfprotov6.ProviderServer{"framework": framework, "wrapped": wrap(framework)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.UpgradeResourceState(b.Context(), request); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
