// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// sections are the parts of a provider's schema, as JSON.
type sections map[string]any

// onlySchema returns the schema of the one provider in the output of
// "providers schema -json".
func onlySchema(t *testing.T, text []byte) sections {
	t.Helper()
	var out struct {
		Providers map[string]sections `json:"provider_schemas"`
	}
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Providers) != 1 {
		t.Fatalf("got the schemas of %d providers, want 1", len(out.Providers))
	}
	for _, schema := range out.Providers {
		return schema
	}
	return nil
}

// TestWrite_sameAsCLI compares each section that the CLI prints: how many there
// are depends on its age.
func TestWrite_sameAsCLI(t *testing.T) {
	t.Parallel()
	cli, err := tfcli.Find(t.Context())
	if errors.Is(err, tfcli.ErrNoCLI) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := tfcli.BuildProvider(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	work, err := tfcli.NewWorkspace(cli, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = work.Close() })
	if err := work.Write("main.tf", `terraform {
  required_providers {
    lineworks = { source = "terraform-lineworks/lineworks" }
  }
}
`); err != nil {
		t.Fatal(err)
	}
	printed, err := work.Run(t.Context(), nil, "providers", "schema", "-json")
	if err != nil {
		t.Fatal(err)
	}
	if printed.ExitCode != 0 {
		t.Fatalf("the CLI: got exit code %d, want 0: %s%s", printed.ExitCode, printed.Stdout, printed.Stderr)
	}

	var written bytes.Buffer
	if err := write(t.Context(), &written, "lineworks", providerserver.NewProtocol6(provider.New("test")())()); err != nil {
		t.Fatal(err)
	}
	got, want := onlySchema(t, written.Bytes()), onlySchema(t, []byte(printed.Stdout))
	for _, section := range []string{"provider", "resource_schemas", "data_source_schemas"} {
		if want[section] == nil {
			t.Errorf("the CLI: got no %s, want it", section)
		}
	}
	for section := range want {
		if diff := cmp.Diff(want[section], got[section]); diff != "" {
			t.Errorf("%s differs (-CLI +schemajson):\n%s", section, diff)
		}
	}
}
