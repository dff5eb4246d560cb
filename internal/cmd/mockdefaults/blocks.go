// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

// product is a CLI with rules of its own for defaults.
type product int

const (
	// terraform takes a default for a computed attribute and leaves it aside where the
	// configuration sets the attribute. It also takes one for the computed parts of an
	// object that the configuration sets.
	terraform product = iota
	// openTofu refuses both: the attribute may be one that no configuration can set.
	openTofu
)

// defaults are the values of the attributes of one object, by name.
type defaults map[string]cty.Value

// table finds values, and remembers which ones it has found.
type table struct {
	values map[string]cty.Value
	used   map[string]bool
	errs   []error
}

func newTable(values map[string]cty.Value) *table {
	return &table{values: values, used: map[string]bool{}}
}

// find returns the value of an attribute of an object, such as mock_data.lineworks_bot.
func (t *table) find(object, attribute string) (cty.Value, bool) {
	for _, key := range []string{object + "." + attribute, attribute} {
		if value, ok := t.values[key]; ok {
			t.used[key] = true
			return value, true
		}
	}
	return cty.NilVal, false
}

// err returns what keeps the table from matching the schemas: attributes without a value,
// and values without an attribute.
func (t *table) err() error {
	errs := t.errs
	for _, key := range slices.Sorted(maps.Keys(t.values)) {
		if !t.used[key] {
			errs = append(errs, fmt.Errorf("the value of %s is for no computed attribute: remove it", key))
		}
	}
	return errors.Join(errs...)
}

// defaultsOf returns the defaults for one object, such as mock_resource.lineworks_bot.
func (t *table) defaultsOf(object string, schema *tfprotov6.Schema, cli product) defaults {
	found := defaults{}
	for _, a := range schema.Block.Attributes {
		switch {
		case a.Computed && a.Optional && cli == openTofu:
		case a.Computed:
			value, ok := t.find(object, a.Name)
			switch {
			case ok:
				found[a.Name] = value
			case needsValue(a):
				t.errs = append(t.errs, fmt.Errorf("%s.%s is made up by the CLI: add a value for it", object, a.Name))
			}
		case hasComputedPart(a) && cli == terraform:
			if value, ok := t.find(object, a.Name); ok {
				found[a.Name] = value
			}
		}
	}
	return found
}

// needsValue reports whether a made-up value can be wrong: the CLIs take random letters
// and 0, but false and the empty collection.
func needsValue(a *tfprotov6.SchemaAttribute) bool {
	if a.NestedType != nil {
		return a.NestedType.Nesting == tfprotov6.SchemaObjectNestingModeSingle
	}
	return a.Type.Is(tftypes.String) || a.Type.Is(tftypes.Number)
}

// hasComputedPart reports whether a is an object with computed attributes of its own. Those
// in the elements of a list are all texts by language, for which an empty map is right.
func hasComputedPart(a *tfprotov6.SchemaAttribute) bool {
	return a.NestedType != nil && a.NestedType.Nesting == tfprotov6.SchemaObjectNestingModeSingle &&
		slices.ContainsFunc(a.NestedType.Attributes, func(a *tfprotov6.SchemaAttribute) bool { return a.Computed })
}

// writeBlocks appends a block for each resource and data source that has defaults.
func (t *table) writeBlocks(body *hclwrite.Body, schemas *tfprotov6.GetProviderSchemaResponse, cli product) {
	for _, kind := range []struct {
		block   string
		schemas map[string]*tfprotov6.Schema
	}{
		{"mock_resource", schemas.ResourceSchemas},
		{"mock_data", schemas.DataSourceSchemas},
	} {
		for _, name := range slices.Sorted(maps.Keys(kind.schemas)) {
			found := t.defaultsOf(kind.block+"."+name, kind.schemas[name], cli)
			if len(found) == 0 {
				continue
			}
			if len(body.Blocks()) > 0 {
				body.AppendNewline()
			}
			body.AppendNewBlock(kind.block, []string{name}).Body().
				SetAttributeValue("defaults", cty.ObjectVal(found))
		}
	}
}
