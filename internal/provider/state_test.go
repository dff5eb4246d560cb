// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// storedState is an object as a state file holds it.
type storedState struct {
	Type          string          `json:"type"`
	SchemaVersion int64           `json:"schema_version"`
	Attributes    json.RawMessage `json:"attributes"`
}

// TestStates reads states that were written before, testdata/states.json, with
// the schemas of today: a state has to stay readable when a schema changes, by a
// state upgrade if need be. Entries may be added to the file, never changed.
func TestStates(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("testdata", "states.json"))
	if err != nil {
		t.Fatal(err)
	}
	var states []storedState
	if err := json.Unmarshal(text, &states); err != nil {
		t.Fatal(err)
	}
	server := acctest.New(t).Server()
	all := schemas(t)
	stored := map[string]bool{}
	for _, state := range states {
		stored[state.Type] = true
		schema, ok := all.ResourceSchemas[state.Type]
		if !ok {
			t.Errorf("%s: got no schema, want one: a stored state needs it", state.Type)
			continue
		}
		resp, err := server.UpgradeResourceState(t.Context(), &tfprotov6.UpgradeResourceStateRequest{
			TypeName: state.Type, Version: state.SchemaVersion, RawState: &tfprotov6.RawState{JSON: state.Attributes},
		})
		if err != nil {
			t.Fatal(err)
		}
		if text := acctest.Messages(resp.Diagnostics); text != "" {
			t.Errorf("%s: got %s, want no diagnostics", state.Type, text)
			continue
		}
		value, err := resp.UpgradedState.Unmarshal(schema.ValueType())
		if err != nil {
			t.Fatalf("%s: got error %v, want none", state.Type, err)
		}
		kept(t, &state, value)
	}
	for name := range all.ResourceSchemas {
		if !stored[name] {
			t.Errorf("%s: got no stored state, want one", name)
		}
	}
}

// kept checks that each attribute that had a value still has one. An attribute
// that a schema no longer knows would be dropped without a word.
func kept(t *testing.T, state *storedState, value tftypes.Value) {
	t.Helper()
	var before map[string]any
	if err := json.Unmarshal(state.Attributes, &before); err != nil {
		t.Fatal(err)
	}
	after := map[string]tftypes.Value{}
	if err := value.As(&after); err != nil {
		t.Fatal(err)
	}
	for name, old := range before {
		if now, ok := after[name]; !ok || now.IsNull() != (old == nil) || !now.IsFullyKnown() {
			t.Errorf("%s.%s is %s, want it kept as %v", state.Type, name, now, old)
		}
	}
}
