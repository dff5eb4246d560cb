// SPDX-License-Identifier: MPL-2.0

package tfstate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// TestRules_otherTypes has values that a rule cannot compare. They are drift, as without a
// rule: the service's form is not remembered.
func TestRules_otherTypes(t *testing.T) {
	t.Parallel()
	type one struct {
		Value attr.Value `tfsdk:"value"`
	}
	text, texts := types.StringValue("a"), tfvalue.StringMap(map[string]string{"ja_JP": "a"})
	sized := func(width int64) attr.Value {
		return types.ObjectValueMust(map[string]attr.Type{"width": types.Int64Type}, map[string]attr.Value{"width": types.Int64Value(width)})
	}
	for name, tc := range map[string]struct {
		rule         tfstate.Rule
		sent, stored attr.Value
	}{
		"a text and a map":             {tfstate.Text, text, texts},
		"a map and a text":             {tfstate.Text, texts, text},
		"an object and a text":         {tfstate.Text, sized(1), text},
		"a number in an object":        {tfstate.Text, sized(1), sized(2)},
		"a text with the rule of sets": {tfstate.Users, text, types.StringValue("b")},
		"users and a text":             {tfstate.Users, tfvalue.StringSet([]string{"x@y"}), text},
		"no object and a text":         {tfstate.Text, types.ObjectNull(map[string]attr.Type{"label": types.StringType}), text},
	} {
		plan := one{tc.sent}
		memory, rewrites := tfstate.Settle(&plan, &one{tc.stored}, tfstate.Rules{"value": tc.rule})
		if len(memory) != 0 || len(rewrites) != 0 {
			t.Errorf("%s: got memory %v and rewrites %v, want none", name, memory, rewrites)
		}
		if !plan.Value.Equal(tc.sent) {
			t.Errorf("%s: got %s in state, want %s", name, plan.Value, tc.sent)
		}
	}
}

func TestFill(t *testing.T) {
	t.Parallel()
	plan := sample("a", false, "u1")
	plan.Set = types.SetUnknown(types.StringType)
	tfstate.Fill(plan, sample("b", true, "u2"))
	if diff := cmp.Diff(sample("a", false, "u2"), plan); diff != "" {
		t.Errorf("got another plan than with the unknown set filled in (-want +got):\n%s", diff)
	}
}

// A model with a field that is no framework value would lose the field without a word.
func TestSettle_fieldOfAnotherType(t *testing.T) {
	t.Parallel()
	defer func() {
		if got, want := recover(), "tfstate: field of type string is no framework value"; got != want {
			t.Errorf("got panic %v, want %s", got, want)
		}
	}()
	type mistake struct {
		Name string `tfsdk:"name"`
	}
	tfstate.Settle(&mistake{"a"}, &mistake{"b"}, nil)
}
