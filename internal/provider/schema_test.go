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

// noImport names the one resource without import: the API has no way to read
// the secret of a bot, so there is nothing that an import could find.
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
		t.Errorf("%s: %s", d.Summary, d.Detail)
	}
	return resp
}

// TestSchemas walks all schemas for what no compiler checks: each attribute
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
	if len(all.ResourceSchemas) < 2 || len(all.DataSourceSchemas) < 4 {
		t.Errorf("%d resources and %d data sources", len(all.ResourceSchemas), len(all.DataSourceSchemas))
	}
}

func describe(t *testing.T, where string, schema *tfprotov6.Schema) {
	t.Helper()
	if schema.Block.Description == "" {
		t.Errorf("%s has no description", where)
	}
}

func walk(t *testing.T, where string, attributes []*tfprotov6.SchemaAttribute) {
	t.Helper()
	for _, a := range attributes {
		if d := a.Description; d == "" || !strings.HasSuffix(d, ".") || d[0] < 'A' || d[0] > 'Z' {
			t.Errorf("%s.%s: %q is no sentence", where, a.Name, d)
		}
		if looksSecret.MatchString(a.Name) && !a.Sensitive {
			t.Errorf("%s.%s looks like a secret and is not marked as one", where, a.Name)
		}
		if a.Optional && !strings.Contains(where, "data source") && !saysWhenLeftOut(a.Description) {
			t.Errorf("%s.%s does not say what leaving it out does: %s", where, a.Name, a.Description)
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

// TestResources checks what every resource has to have: import, and computed
// values that never change kept in plans.
func TestResources(t *testing.T) {
	t.Parallel()
	for _, newResource := range provider.New("test")().Resources(t.Context()) {
		r := newResource()
		var meta resource.MetadataResponse
		r.Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "lineworks"}, &meta)
		if _, ok := r.(resource.ResourceWithImportState); ok == noImport[meta.TypeName] {
			t.Errorf("%s: can it be imported? %t", meta.TypeName, ok)
		}
		var resp resource.SchemaResponse
		r.Schema(t.Context(), resource.SchemaRequest{}, &resp)
		if diags := resp.Schema.ValidateImplementation(t.Context()); diags.HasError() {
			t.Errorf("%s: %v", meta.TypeName, diags)
		}
		for name, attribute := range resp.Schema.Attributes {
			s, ok := attribute.(interface{ StringPlanModifiers() []planmodifier.String })
			if looksLikeID.MatchString(name) && attribute.IsComputed() && ok && len(s.StringPlanModifiers()) == 0 {
				t.Errorf("%s.%s becomes unknown at each update", meta.TypeName, name)
			}
		}
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
		for _, file := range []string{"import.sh", "import-by-string-id.tf"} {
			if !noImport[name] {
				want = append(want, filepath.Join("resources", name, file))
			}
		}
	}
	for name := range all.DataSourceSchemas {
		want = append(want, filepath.Join("data-sources", name, "data-source.tf"))
	}
	for _, name := range want {
		if _, err := os.Stat(filepath.Join(acctest.Root(t), "examples", name)); err != nil {
			t.Error(err)
		}
	}
}
