// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
)

// HasIdentity checks all parts of the identity of a resource in state.
func HasIdentity(address string, want map[string]string) []statecheck.StateCheck {
	parts := map[string]knownvalue.Check{}
	for name, part := range want {
		parts[name] = knownvalue.StringExact(part)
	}
	return []statecheck.StateCheck{statecheck.ExpectIdentity(address, parts)}
}

// ImportByIdentity imports the object in state with an import block that holds its
// identity: once with the present configuration and once with one that the
// CLI writes. Both have to give an empty plan.
func ImportByIdentity(address string) []resource.TestStep {
	step := resource.TestStep{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity}
	generated := step
	generated.GenerateConfig = true
	return []resource.TestStep{step, generated}
}

// Prior is a state that holds the parts of an identity, and more.
func Prior(identity map[string]string, more Values) Values { return anyValues(identity).With(more) }

// ImportIDOf is the import ID that belongs to an identity: its parts, which are
// named so that their order is that of their names.
func ImportIDOf(identity map[string]string) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(identity)) {
		parts = append(parts, identity[name])
	}
	return strings.Join(parts, "/")
}

// ListedAsImported checks that a list of all objects of a kind finds as many as
// wanted, each with the values that an import of it reads: configuration is generated
// from the former and compared with the latter.
func (e *Tenant) ListedAsImported(t testing.TB, resource string, want int) {
	t.Helper()
	listed, diags := e.List(t, resource, ListBlock{Include: true})
	if text := Messages(diags); text != "" {
		t.Errorf("listing %s: %s", resource, text)
	}
	if len(listed) != want {
		t.Errorf("%d objects of %s are found, want %d", len(listed), resource, want)
	}
	for _, l := range listed {
		id := ImportIDOf(l.Identity)
		imported := e.Import(t, resource, id)
		if !l.State.Equal(imported.State) || !maps.Equal(l.Identity, imported.Identity) {
			t.Errorf("%s %s is listed as\n%v %s\nand imported as\n%v %s", resource, id, l.Identity, l.State, imported.Identity, imported.State)
		}
	}
}
