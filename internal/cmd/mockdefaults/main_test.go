// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestGenerate_upToDate compares the files with what the schemas and the table make.
func TestGenerate_upToDate(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(acctest.Root(t), "examples", "testing")
	files, err := generate(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s is out of date, run make docs (-generated +file):\n%s", name, diff)
		}
	}
}

func TestRun_writes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "tests"), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), dir); err == nil || !strings.Contains(err.Error(), terraformTestFile) {
		t.Errorf("without a test file: got the error %v, want one that names it", err)
	}
	source := "# About the source.\n\nmock_provider \"lineworks\" {\n  source = \".\"\n}\n\n# About the run.\nrun \"it\" {}\n"
	if err := os.WriteFile(filepath.Join(dir, terraformTestFile), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	tests, err := os.ReadFile(filepath.Join(dir, openTofuTestFile))
	if err != nil {
		t.Fatal(err)
	}
	mocks, err := os.ReadFile(filepath.Join(dir, mockFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"mock_resource \"lineworks_bot\"", "\n\n# About the run.\nrun \"it\" {}\n"} {
		if !strings.Contains(string(tests), want) {
			t.Errorf("got\n%s\nwant it to have %q", tests, want)
		}
	}
	for _, not := range []string{"source =", "About the source"} {
		if strings.Contains(string(tests), not) {
			t.Errorf("got\n%s\nwant no %q", tests, not)
		}
	}
	if want := "\nmock_resource \"lineworks_bot\" {\n  defaults = {\n"; !strings.Contains(string(mocks), want) {
		t.Errorf("got\n%s\nwant it to have %q", mocks, want)
	}
}

// schemas are those of a provider with a resource and a data source.
func schemas(resource, dataSource []*tfprotov6.SchemaAttribute) *tfprotov6.GetProviderSchemaResponse {
	of := func(attributes []*tfprotov6.SchemaAttribute) map[string]*tfprotov6.Schema {
		return map[string]*tfprotov6.Schema{"x_bot": {Block: &tfprotov6.SchemaBlock{Attributes: attributes}}}
	}
	return &tfprotov6.GetProviderSchemaResponse{ResourceSchemas: of(resource), DataSourceSchemas: of(dataSource)}
}

func TestTable_writeBlocks(t *testing.T) {
	t.Parallel()
	object := func(computed bool) *tfprotov6.SchemaObject {
		return &tfprotov6.SchemaObject{
			Nesting:    tfprotov6.SchemaObjectNestingModeSingle,
			Attributes: []*tfprotov6.SchemaAttribute{{Name: "width", Type: tftypes.Number, Optional: true, Computed: computed}},
		}
	}
	table := newTable(map[string]cty.Value{
		"id": cty.StringVal("1"), "mock_data.x_bot.id": cty.StringVal("2"), "name": cty.StringVal("n"), "enabled": cty.True,
		"size": cty.ObjectVal(map[string]cty.Value{"width": cty.NumberIntVal(3)}),
	})
	all := schemas(
		[]*tfprotov6.SchemaAttribute{
			{Name: "id", Type: tftypes.String, Computed: true},
			{Name: "name", Type: tftypes.String, Computed: true, Optional: true},
			{Name: "description", Type: tftypes.String, Optional: true},
			{Name: "tags", Type: tftypes.Set{ElementType: tftypes.String}, Computed: true},
			{Name: "size", NestedType: object(true), Required: true},
			{Name: "other", NestedType: object(false), Required: true},
		},
		[]*tfprotov6.SchemaAttribute{
			{Name: "id", Type: tftypes.String, Computed: true},
			{Name: "enabled", Type: tftypes.Bool, Computed: true},
		},
	)
	for name, test := range map[string]struct {
		product product
		want    string
	}{
		"Terraform": {terraform, `
mock_resource "x_bot" {
  defaults = {
    id   = "1"
    name = "n"
    size = {
      width = 3
    }
  }
}

mock_data "x_bot" {
  defaults = {
    enabled = true
    id      = "2"
  }
}
`},
		// It fails where a configuration sets an attribute that has a default.
		"OpenTofu": {openTofu, `
mock_resource "x_bot" {
  defaults = {
    id = "1"
  }
}

mock_data "x_bot" {
  defaults = {
    enabled = true
    id      = "2"
  }
}
`},
	} {
		file := hclwrite.NewEmptyFile()
		table.writeBlocks(file.Body(), all, test.product)
		if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), string(hclwrite.Format(file.Bytes()))); diff != "" {
			t.Errorf("%s: got other blocks (-want +got):\n%s", name, diff)
		}
	}
	if err := table.err(); err != nil {
		t.Errorf("got the error %v, want none", err)
	}
}

// TestTable_err has the tables that do not match the schemas any more.
func TestTable_err(t *testing.T) {
	t.Parallel()
	single := &tfprotov6.SchemaObject{Nesting: tfprotov6.SchemaObjectNestingModeSingle}
	list := &tfprotov6.SchemaObject{Nesting: tfprotov6.SchemaObjectNestingModeList}
	for name, test := range map[string]struct {
		attribute tfprotov6.SchemaAttribute
		values    map[string]cty.Value
		want      string // "" for none
	}{
		"text without a value":   {tfprotov6.SchemaAttribute{Name: "a", Type: tftypes.String, Computed: true}, nil, "mock_resource.x_bot.a is made up"},
		"number without a value": {tfprotov6.SchemaAttribute{Name: "a", Type: tftypes.Number, Computed: true}, nil, "mock_resource.x_bot.a is made up"},
		"object without a value": {tfprotov6.SchemaAttribute{Name: "a", NestedType: single, Computed: true}, nil, "mock_resource.x_bot.a is made up"},
		"list of objects":        {tfprotov6.SchemaAttribute{Name: "a", NestedType: list, Computed: true}, nil, ""},
		"boolean":                {tfprotov6.SchemaAttribute{Name: "a", Type: tftypes.Bool, Computed: true}, nil, ""},
		"not computed":           {tfprotov6.SchemaAttribute{Name: "a", Type: tftypes.String, Required: true}, nil, ""},
		"value for nothing": {
			tfprotov6.SchemaAttribute{Name: "a", Type: tftypes.String, Required: true},
			map[string]cty.Value{"a": cty.StringVal("x")},
			"value of a is for no computed attribute",
		},
	} {
		table := newTable(test.values)
		table.writeBlocks(hclwrite.NewEmptyFile().Body(), schemas([]*tfprotov6.SchemaAttribute{&test.attribute}, nil), terraform)
		err := table.err()
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: got the error %v, want %q", name, err, test.want)
		}
	}
}

func TestForOpenTofu_errors(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]string{
		"no mock":       "run \"it\" {}\n",
		"another mock":  "mock_provider \"aws\" {}\n",
		"broken source": "mock_provider \"lineworks\" {\n",
	} {
		if _, err := forOpenTofu([]byte(source), func(*hclwrite.Body) {}); err == nil {
			t.Errorf("%s: got no error, want one", name)
		}
	}
}
