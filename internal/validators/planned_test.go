// SPDX-License-Identifier: MPL-2.0

package validators_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// paths are where the errors are.
func paths(t *testing.T, diags diag.Diagnostics) []string {
	t.Helper()
	var at []string
	for _, d := range diags.Errors() {
		withPath, ok := d.(diag.DiagnosticWithPath)
		if !ok {
			t.Fatalf("got %v, want an error at an attribute", d)
		}
		at = append(at, withPath.Path().String())
	}
	return at
}

func TestPlanned(t *testing.T) {
	t.Parallel()
	modifier := validators.Planned(validators.BotID())
	for _, tc := range []struct {
		value types.String
		bad   bool
	}{
		{types.StringValue("2000001"), false},
		{types.StringNull(), false},
		{types.StringUnknown(), false},
		{types.StringValue("Desk"), true},
	} {
		resp := planmodifier.StringResponse{PlanValue: tc.value}
		modifier.PlanModifyString(t.Context(), planmodifier.StringRequest{Path: path.Root("bot_id"), ConfigValue: tc.value, PlanValue: tc.value}, &resp)
		if got := paths(t, resp.Diagnostics); (len(got) == 1 && got[0] == "bot_id") != tc.bad || len(got) > 1 {
			t.Errorf("%s: got errors at %v, want one at bot_id: %t", tc.value, got, tc.bad)
		}
		if !resp.PlanValue.Equal(tc.value) || resp.RequiresReplace {
			t.Errorf("%s: got the plan %s, replaced: %t, want no change", tc.value, resp.PlanValue, resp.RequiresReplace)
		}
	}
	if modifier.Description(t.Context()) == "" || modifier.MarkdownDescription(t.Context()) == "" {
		t.Error("got no description, want one")
	}
}

func TestPlannedSet(t *testing.T) {
	t.Parallel()
	modifier := validators.PlannedSet(setvalidator.ValueStringsAre(validators.NumericID("the ID of a domain")))
	for name, tc := range map[string]struct {
		value types.Set
		want  int
	}{
		"numbers": {tfvalue.StringSet([]string{"1", "2"}), 0},
		"null":    {types.SetNull(types.StringType), 0},
		"unknown": {types.SetUnknown(types.StringType), 0},
		"a name":  {tfvalue.StringSet([]string{"1", "Tokyo"}), 1},
		"names":   {tfvalue.StringSet([]string{"Osaka", "Tokyo"}), 2},
	} {
		resp := planmodifier.SetResponse{PlanValue: tc.value}
		modifier.PlanModifySet(t.Context(), planmodifier.SetRequest{Path: path.Root("allow_domains"), ConfigValue: tc.value, PlanValue: tc.value}, &resp)
		if got := paths(t, resp.Diagnostics); len(got) != tc.want {
			t.Errorf("%s: got errors at %v, want %d", name, got, tc.want)
		}
	}
	if modifier.Description(t.Context()) == "" {
		t.Error("got no description, want one")
	}
}
