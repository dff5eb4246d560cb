// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The CLI's own rules for the plans and results of a provider, after the package
// objchange of Terraform and OpenTofu. A CLI reports a violation as a bug of the
// provider; here it fails the test. Blocks are left out, since the provider has none.

// proposedNew merges a prior state and a configuration into the state that the CLI
// proposes: computed attributes that the configuration leaves out keep their value.
func proposedNew(schema *tfprotov6.Schema, prior, config tftypes.Value) tftypes.Value {
	if config.IsNull() {
		return config
	}
	return proposedObject(schema.Block.Attributes, prior, config)
}

func proposedObject(attributes []*tfprotov6.SchemaAttribute, prior, config tftypes.Value) tftypes.Value {
	if config.IsNull() || !config.IsKnown() {
		return config
	}
	out := map[string]tftypes.Value{}
	for _, a := range attributes {
		before, configured := attribute(prior, a), attribute(config, a)
		switch {
		case configured.IsNull() && a.Computed:
			out[a.Name] = before
		case a.NestedType != nil:
			out[a.Name] = proposedNested(a.NestedType, before, configured)
		default:
			out[a.Name] = configured
		}
	}
	return tftypes.NewValue(config.Type(), out)
}

func proposedNested(nested *tfprotov6.SchemaObject, prior, config tftypes.Value) tftypes.Value {
	if config.IsNull() || !config.IsKnown() {
		return config
	}
	switch nested.Nesting {
	case tfprotov6.SchemaObjectNestingModeSingle:
		return proposedObject(nested.Attributes, prior, config)
	case tfprotov6.SchemaObjectNestingModeList:
		before, out := list(prior), list(config)
		for i := range out {
			if i < len(before) {
				out[i] = proposedObject(nested.Attributes, before[i], out[i])
			}
		}
		return tftypes.NewValue(config.Type(), out)
	default:
		panic(fmt.Sprintf("no rule for nested attributes of the kind %s", nested.Nesting))
	}
}

// invalidPlan says where a planned state breaks the rules: an attribute has its
// configured value or its prior one, unless it is computed and not configured.
func invalidPlan(schema *tfprotov6.Schema, prior, config, planned tftypes.Value) []string {
	if planned.IsNull() != config.IsNull() {
		return []string{fmt.Sprintf("planned %s for the configuration %s", show(planned), show(config))}
	}
	if planned.IsNull() {
		return nil
	}
	return invalidAttributes("", schema.Block.Attributes, prior, config, planned)
}

func invalidAttributes(at string, attributes []*tfprotov6.SchemaAttribute, prior, config, planned tftypes.Value) []string {
	var all []string
	for _, a := range attributes {
		all = append(all, invalidAttribute(at+a.Name, a, attribute(prior, a), attribute(config, a), attribute(planned, a))...)
	}
	return all
}

func invalidAttribute(at string, a *tfprotov6.SchemaAttribute, prior, config, planned tftypes.Value) []string {
	switch {
	case planned.Equal(config):
		return nil
	case planned.Equal(prior) && !prior.IsNull() && !config.IsNull():
		return nil // the provider holds both for the same
	case a.Computed && (!a.Optional || config.IsNull()):
		return nil
	case planned.IsNull() && a.WriteOnly:
		return nil
	}
	if a.NestedType == nil || planned.IsNull() || config.IsNull() || !planned.IsKnown() || !config.IsKnown() {
		return []string{fmt.Sprintf("%s is planned as %s, which is neither the configured %s nor the prior %s", at, show(planned), show(config), show(prior))}
	}
	if a.NestedType.Nesting == tfprotov6.SchemaObjectNestingModeSingle {
		return invalidAttributes(at+".", a.NestedType.Attributes, prior, config, planned)
	}
	before, configured, elements := list(prior), list(config), list(planned)
	if len(elements) != len(configured) {
		return []string{fmt.Sprintf("%s is planned with %d elements, configured are %d", at, len(elements), len(configured))}
	}
	var all []string
	for i, element := range elements {
		old := tftypes.NewValue(element.Type(), nil)
		if i < len(before) {
			old = before[i]
		}
		all = append(all, invalidAttributes(fmt.Sprintf("%s[%d].", at, i), a.NestedType.Attributes, old, configured[i], element)...)
	}
	return all
}

// inconsistent names the paths at which a result differs from a planned value that was
// known.
func inconsistent(at string, planned, actual tftypes.Value) []string {
	differs := []string{fmt.Sprintf("%s was planned as %s, and is %s", strings.TrimPrefix(at, "."), show(planned), show(actual))}
	switch {
	case !planned.IsKnown():
		return nil
	case planned.IsNull() || actual.IsNull() || !actual.IsKnown():
		if planned.IsNull() && actual.IsNull() {
			return nil
		}
		return differs
	case planned.IsFullyKnown():
		if planned.Equal(actual) {
			return nil
		}
	}
	var all []string
	switch planned.Type().(type) {
	case tftypes.Object, tftypes.Map:
		before, after := members(planned), members(actual)
		if len(before) != len(after) {
			return differs
		}
		for name, p := range before {
			a, ok := after[name]
			if !ok {
				return differs
			}
			all = append(all, inconsistent(at+"."+name, p, a)...)
		}
	case tftypes.List, tftypes.Tuple:
		before, after := list(planned), list(actual)
		if len(before) != len(after) {
			return differs
		}
		for i := range before {
			all = append(all, inconsistent(fmt.Sprintf("%s[%d]", at, i), before[i], after[i])...)
		}
	case tftypes.Set:
		// An unknown element may become one of the others, or one of its own.
		for _, p := range list(planned) {
			if p.IsFullyKnown() && !slices.ContainsFunc(list(actual), p.Equal) {
				return differs
			}
		}
	default:
		return differs
	}
	return all
}

// attribute is an attribute of an object, null in one that is null.
func attribute(object tftypes.Value, a *tfprotov6.SchemaAttribute) tftypes.Value {
	if v, ok := members(object)[a.Name]; ok {
		return v
	}
	return tftypes.NewValue(a.ValueType(), nil)
}

// members are the attributes of an object or the elements of a map, not to be changed.
func members(v tftypes.Value) map[string]tftypes.Value {
	out := map[string]tftypes.Value{}
	if !v.IsNull() && v.IsKnown() {
		if err := v.As(&out); err != nil {
			panic(err)
		}
	}
	return out
}

// list is the elements of a list or a set. It is a copy.
func list(v tftypes.Value) []tftypes.Value {
	var out []tftypes.Value
	if !v.IsNull() && v.IsKnown() {
		if err := v.As(&out); err != nil {
			panic(err)
		}
	}
	return slices.Clone(out)
}
