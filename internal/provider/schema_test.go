// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

// noImport names the one resource that cannot be imported: the API has no way to
// read the secret of a bot, so there is nothing that an import could find.
// Source: https://developers.worksmobile.com/en/docs/bot-secret-issue
var noImport = map[string]bool{"lineworks_bot_secret": true}

var (
	looksSecret = regexp.MustCompile(`secret$|token$|private_key$|password`)
	looksLikeID = regexp.MustCompile(`^bot_id$|^created_time$`)
)

func schemas(t *testing.T) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	resp, err := acctest.New(t).Server().GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range resp.Diagnostics {
		t.Errorf("got %s: %s, want no diagnostics", d.Summary, d.Detail)
	}
	return resp
}

// TestSchemas checks in all schemas the rules that no compiler checks: each attribute
// has a description that is a sentence, and each secret is marked as one.
func TestSchemas(t *testing.T) {
	t.Parallel()
	all := schemas(t)
	walk(t, "provider", all.Provider.Block.Attributes)
	for name, schema := range all.ResourceSchemas {
		describe(t, "resource "+name, schema)
		walk(t, "resource "+name, schema.Block.Attributes)
	}
	for name, schema := range all.DataSourceSchemas {
		describe(t, "data source "+name, schema)
		walk(t, "data source "+name, schema.Block.Attributes)
	}
	for name, schema := range all.EphemeralResourceSchemas {
		describe(t, "ephemeral resource "+name, schema)
		walk(t, "ephemeral resource "+name, schema.Block.Attributes)
	}
	for name, schema := range all.ListResourceSchemas {
		describe(t, "list resource "+name, schema)
		walk(t, "list resource "+name, schema.Block.Attributes)
	}
	for name, schema := range all.ActionSchemas {
		describe(t, "action "+name, schema.Schema)
		walk(t, "action "+name, schema.Schema.Block.Attributes)
	}
	for kind, n := range map[string][2]int{
		"resources":           {len(all.ResourceSchemas), 9},
		"data sources":        {len(all.DataSourceSchemas), 15},
		"ephemeral resources": {len(all.EphemeralResourceSchemas), 1},
		"list resources":      {len(all.ListResourceSchemas), 5},
		"actions":             {len(all.ActionSchemas), 1},
		"functions":           {len(all.Functions), 1},
	} {
		if n[0] < n[1] {
			t.Errorf("%d %s, want at least %d", n[0], kind, n[1])
		}
	}
}

// TestIdentities walks the identity of each resource: an import block cannot be
// written without a description of its values.
func TestIdentities(t *testing.T) {
	t.Parallel()
	all := schemas(t)
	identities, err := acctest.New(t).Server().GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for name, resource := range all.ResourceSchemas {
		identity, ok := identities.IdentitySchemas[name]
		if ok == noImport[name] {
			t.Errorf("%s: has an identity: %t, want %t", name, ok, !noImport[name])
		}
		if !ok {
			continue
		}
		inState := map[string]bool{}
		for _, a := range resource.Block.Attributes {
			inState[a.Name] = true
		}
		for _, a := range identity.IdentityAttributes {
			if !inState[a.Name] || !a.RequiredForImport || !strings.HasSuffix(a.Description, ".") {
				t.Errorf("%s: got identity attribute %s (in the state: %t, required for import: %t, description %q), want it in the state, required and described", name, a.Name, inState[a.Name], a.RequiredForImport, a.Description)
			}
		}
	}
	for name := range all.ListResourceSchemas {
		if identities.IdentitySchemas[name] == nil {
			t.Errorf("%s: got a list resource without an identity, want one", name)
		}
	}
}

func describe(t *testing.T, where string, schema *tfprotov6.Schema) {
	t.Helper()
	if schema.Block.Description == "" {
		t.Errorf("%s: got no description, want one", where)
	}
}

func walk(t *testing.T, where string, attributes []*tfprotov6.SchemaAttribute) {
	t.Helper()
	for _, a := range attributes {
		if d := a.Description; d == "" || !strings.HasSuffix(d, ".") || d[0] < 'A' || d[0] > 'Z' {
			t.Errorf("%s.%s: got the description %q, want a sentence", where, a.Name, d)
		}
		if looksSecret.MatchString(a.Name) && !a.Sensitive {
			t.Errorf("%s.%s: got an attribute that is not sensitive, want a secret marked as sensitive", where, a.Name)
		}
		if a.Optional && !strings.Contains(where, "data source") && !saysWhenLeftOut(a.Description) {
			t.Errorf("%s.%s: got the description %q, want it to say what leaving the attribute out does", where, a.Name, a.Description)
		}
		if a.NestedType != nil {
			walk(t, where+"."+a.Name, a.NestedType.Attributes)
		}
	}
}

// saysWhenLeftOut looks for one of the ways in which descriptions say it.
func saysWhenLeftOut(description string) bool {
	for _, words := range []string{"Left out:", "Default:", "Environment:", "Required for"} {
		if strings.Contains(description, words) {
			return true
		}
	}
	return false
}

// TestResources checks the features that every resource must have: import, or an error of its own
// in place of the framework's, and computed values that never change kept in plans.
func TestResources(t *testing.T) {
	t.Parallel()
	for _, newResource := range provider.New("test")().Resources(t.Context()) {
		r := newResource()
		var meta resource.MetadataResponse
		r.Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "lineworks"}, &meta)
		importable, ok := r.(resource.ResourceWithImportState)
		if !ok {
			t.Errorf("%s: got the framework's refusal of imports, want ImportState", meta.TypeName)
		} else if noImport[meta.TypeName] {
			refusesImport(t, meta.TypeName, importable)
		}
		var resp resource.SchemaResponse
		r.Schema(t.Context(), resource.SchemaRequest{}, &resp)
		if diags := resp.Schema.ValidateImplementation(t.Context()); diags.HasError() {
			t.Errorf("%s: got %v, want no error", meta.TypeName, diags)
		}
		for name, attribute := range resp.Schema.Attributes {
			s, ok := attribute.(interface{ StringPlanModifiers() []planmodifier.String })
			if looksLikeID.MatchString(name) && attribute.IsComputed() && ok && len(s.StringPlanModifiers()) == 0 {
				t.Errorf("%s.%s: got no plan modifier, want one that keeps the value at updates", meta.TypeName, name)
			}
		}
	}
}

// refusesImport checks that an import always fails, and says why.
func refusesImport(t *testing.T, name string, r resource.ResourceWithImportState) {
	t.Helper()
	var resp resource.ImportStateResponse
	r.ImportState(t.Context(), resource.ImportStateRequest{ID: "2000001"}, &resp)
	if n := resp.Diagnostics.ErrorsCount(); n != 1 || resp.Diagnostics[0].Summary() != "Bot secret cannot be imported" {
		t.Errorf("%s: importing it gives %v, want one error: Bot secret cannot be imported", name, resp.Diagnostics)
	}
}

// TestExamples_exist checks that everything has an example, and each resource
// an example of its import.
func TestExamples_exist(t *testing.T) {
	t.Parallel()
	all := schemas(t)
	var want []string
	for name := range all.ResourceSchemas {
		want = append(want, filepath.Join("resources", name, "resource.tf"))
		for _, file := range []string{"import.sh", "import-by-string-id.tf", "import-by-identity.tf"} {
			if !noImport[name] {
				want = append(want, filepath.Join("resources", name, file))
			}
		}
	}
	for name := range all.DataSourceSchemas {
		want = append(want, filepath.Join("data-sources", name, "data-source.tf"))
	}
	for name := range all.EphemeralResourceSchemas {
		want = append(want, filepath.Join("ephemeral-resources", name, "ephemeral-resource.tf"))
	}
	for name := range all.ListResourceSchemas {
		want = append(want, filepath.Join("list-resources", name, "list-resource.tfquery.hcl"))
	}
	for name := range all.ActionSchemas {
		want = append(want, filepath.Join("actions", name, "action.tf"))
	}
	for name := range all.Functions {
		want = append(want, filepath.Join("functions", name, "function.tf"))
	}
	for _, name := range want {
		if _, err := os.Stat(filepath.Join(acctest.Root(t), "examples", name)); err != nil {
			t.Error(err)
		}
	}
}
