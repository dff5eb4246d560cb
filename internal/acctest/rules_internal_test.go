// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// ruled is a schema with an attribute of each kind that the rules tell apart.
func ruled() *tfprotov6.Schema {
	text := func(name string, optional, computed bool) *tfprotov6.SchemaAttribute {
		return &tfprotov6.SchemaAttribute{Name: name, Type: tftypes.String, Optional: optional, Computed: computed}
	}
	nested := []*tfprotov6.SchemaAttribute{text("mine", true, false), text("either", true, true)}
	return &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{
		text("mine", true, false), text("either", true, true), text("theirs", false, true),
		{Name: "secret", Type: tftypes.String, Optional: true, WriteOnly: true},
		{Name: "one", Optional: true, NestedType: &tfprotov6.SchemaObject{Nesting: tfprotov6.SchemaObjectNestingModeSingle, Attributes: nested}},
		{Name: "many", Optional: true, NestedType: &tfprotov6.SchemaObject{Nesting: tfprotov6.SchemaObjectNestingModeList, Attributes: nested}},
		{Name: "set", Optional: true, Type: tftypes.Set{ElementType: tftypes.String}},
		{Name: "map", Optional: true, Type: tftypes.Map{ElementType: tftypes.String}},
	}}}
}

func ruledValue(t *testing.T, v Values) tftypes.Value {
	t.Helper()
	if v == nil {
		return tftypes.NewValue(ruled().ValueType(), nil)
	}
	return value(t, ruled().ValueType(), v)
}

func TestProposedNew(t *testing.T) {
	t.Parallel()
	prior := Values{"mine": "a", "either": "b", "theirs": "c", "one": Values{"mine": "d", "either": "e"}, "many": []any{Values{"either": "f"}}}
	for name, tc := range map[string]struct{ prior, config, want Values }{
		"create":       {nil, Values{"mine": "a"}, Values{"mine": "a"}},
		"delete":       {prior, nil, nil},
		"taken out":    {prior, Values{}, Values{"either": "b", "theirs": "c"}},
		"another":      {prior, Values{"mine": "x", "either": "y"}, Values{"mine": "x", "either": "y", "theirs": "c"}},
		"one nested":   {prior, Values{"one": Values{"mine": "x"}}, Values{"one": Values{"mine": "x", "either": "e"}, "either": "b", "theirs": "c"}},
		"many nested":  {prior, Values{"many": []any{Values{"mine": "x"}, Values{}}}, Values{"many": []any{Values{"mine": "x", "either": "f"}, Values{}}, "either": "b", "theirs": "c"}},
		"not known":    {prior, Values{"one": Unknown, "many": Unknown}, Values{"one": Unknown, "many": Unknown, "either": "b", "theirs": "c"}},
		"a first list": {nil, Values{"many": []any{Values{"mine": "x"}}}, Values{"many": []any{Values{"mine": "x"}}}},
	} {
		if got, want := proposedNew(ruled(), ruledValue(t, tc.prior), ruledValue(t, tc.config)), ruledValue(t, tc.want); !got.Equal(want) {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestInvalidPlan(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		prior, config, planned Values
		want                   string // "" for a valid plan
	}{
		"as configured":        {nil, Values{"mine": "a"}, Values{"mine": "a", "either": Unknown, "theirs": "b"}, ""},
		"as before":            {Values{"mine": "A"}, Values{"mine": "a"}, Values{"mine": "A"}, ""},
		"neither":              {Values{"mine": "A"}, Values{"mine": "a"}, Values{"mine": "b"}, "mine is planned as"},
		"made up":              {nil, Values{}, Values{"mine": "a"}, "mine is planned as"},
		"made up, as before":   {Values{"mine": "a"}, Values{}, Values{"mine": "a"}, "mine is planned as"},
		"not as configured":    {nil, Values{"either": "a"}, Values{"either": "b"}, "either is planned as"},
		"left out":             {nil, Values{"mine": "a"}, Values{}, "mine is planned as"},
		"unknown":              {nil, Values{"mine": "a"}, Values{"mine": Unknown}, "mine is planned as"},
		"write-only":           {nil, Values{"secret": "a"}, Values{}, ""},
		"nothing for all":      {nil, Values{}, nil, "planned"},
		"all for nothing":      {nil, nil, Values{}, "planned"},
		"delete":               {Values{"mine": "a"}, nil, nil, ""},
		"nested":               {nil, Values{"one": Values{"mine": "a"}}, Values{"one": Values{"mine": "a", "either": "b"}}, ""},
		"nested, neither":      {nil, Values{"one": Values{"mine": "a"}}, Values{"one": Values{"mine": "b"}}, "one.mine is planned as"},
		"nested, left out":     {nil, Values{"one": Values{"mine": "a"}}, Values{}, "one is planned as"},
		"nested, made up":      {nil, Values{}, Values{"one": Values{}}, "one is planned as"},
		"element":              {nil, Values{"many": []any{Values{"mine": "a"}}}, Values{"many": []any{Values{"mine": "a", "either": Unknown}}}, ""},
		"element, as before":   {Values{"many": []any{Values{"mine": "A"}}}, Values{"many": []any{Values{"mine": "a"}}}, Values{"many": []any{Values{"mine": "A"}}}, ""},
		"element, neither":     {nil, Values{"many": []any{Values{"mine": "a"}}}, Values{"many": []any{Values{"mine": "b"}}}, "many[0].mine is planned as"},
		"another element more": {nil, Values{"many": []any{Values{"mine": "a"}}}, Values{"many": []any{Values{"mine": "a"}, Values{}}}, "many is planned with 2 elements"},
	} {
		got := strings.Join(invalidPlan(ruled(), ruledValue(t, tc.prior), ruledValue(t, tc.config), ruledValue(t, tc.planned)), "\n")
		if (got == "") != (tc.want == "") || !strings.HasPrefix(got, tc.want) {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

func TestInconsistent(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		planned, actual Values
		want            string // "" for a consistent result
	}{
		"the same":              {Values{"mine": "a"}, Values{"mine": "a"}, ""},
		"another":               {Values{"mine": "a"}, Values{"mine": "b"}, "planned as"},
		"unknown":               {Values{"mine": Unknown}, Values{"mine": "b"}, ""},
		"another, beside":       {Values{"mine": "a", "theirs": Unknown}, Values{"mine": "b"}, "mine was planned as"},
		"null, beside":          {Values{"theirs": Unknown}, Values{"mine": "b"}, "mine was planned as"},
		"gone":                  {Values{"theirs": Unknown}, nil, "was planned as"},
		"deleted":               {nil, nil, ""},
		"not deleted":           {nil, Values{}, "was planned as"},
		"element":               {Values{"many": []any{Values{"mine": "a", "either": Unknown}}}, Values{"many": []any{Values{"mine": "b"}}}, "many[0].mine was planned as"},
		"elements":              {Values{"many": []any{Values{"either": Unknown}}}, Values{"many": []any{}}, "many was planned as"},
		"of a map":              {Values{"map": Values{"k": Unknown, "l": "a"}}, Values{"map": Values{"k": "b", "l": "b"}}, "map.l was planned as"},
		"keys":                  {Values{"map": Values{"k": Unknown}}, Values{"map": Values{"l": "b"}}, "map was planned as"},
		"of a set":              {Values{"set": []string{"a", Unknown}}, Values{"set": []string{"b", "a"}}, ""},
		"of a set, one is lost": {Values{"set": []string{"a", Unknown}}, Values{"set": []string{"b", "c"}}, "set was planned as"},
	} {
		got := strings.Join(inconsistent("", ruledValue(t, tc.planned), ruledValue(t, tc.actual)), "\n")
		if (got == "") != (tc.want == "") || !strings.Contains(got, tc.want) {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}
