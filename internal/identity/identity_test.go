// SPDX-License-Identifier: MPL-2.0

package identity_test

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/identity"
)

var form = identity.Form{
	TypeName: "lineworks_thing", Advice: "Look there.",
	Parts: []identity.Part{identity.BotID, identity.UserID},
}

var objectType = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"bot_id": tftypes.String, "user_id": tftypes.String}}

// given makes the identity of an import block; a nil part is null.
func given(ctx context.Context, botID, userID any) *tfsdk.ResourceIdentity {
	s := form.Schema()
	return &tfsdk.ResourceIdentity{Schema: s, Raw: tftypes.NewValue(s.Type().TerraformType(ctx), map[string]tftypes.Value{
		"bot_id": tftypes.NewValue(tftypes.String, botID), "user_id": tftypes.NewValue(tftypes.String, userID),
	})}
}

// response is one with an empty state.
func response() *resource.ImportStateResponse {
	return &resource.ImportStateResponse{State: tfsdk.State{
		Raw: tftypes.NewValue(objectType, nil),
		Schema: schema.Schema{Attributes: map[string]schema.Attribute{
			"bot_id": schema.StringAttribute{Required: true}, "user_id": schema.StringAttribute{Required: true},
		}},
	}}
}

func state(t *testing.T, resp *resource.ImportStateResponse) string {
	t.Helper()
	var bot, user types.String
	resp.State.GetAttribute(t.Context(), path.Root("bot_id"), &bot)
	resp.State.GetAttribute(t.Context(), path.Root("user_id"), &user)
	return bot.ValueString() + "/" + user.ValueString()
}

func TestForm_Import(t *testing.T) {
	t.Parallel()
	for name, req := range map[string]resource.ImportStateRequest{
		"by ID":       {ID: "2000001/u-1"},
		"by identity": {Identity: given(t.Context(), "2000001", "u-1")},
	} {
		resp := response()
		form.Import(t.Context(), req, resp)
		if resp.Diagnostics.HasError() {
			t.Errorf("%s: got %v, want no error", name, resp.Diagnostics)
		}
		if got := state(t, resp); got != "2000001/u-1" {
			t.Errorf("%s: got %s in the state, want 2000001/u-1", name, got)
		}
	}
}

func TestForm_Import_invalid(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		req  resource.ImportStateRequest
		want []string
	}{
		"ID":                       {resource.ImportStateRequest{ID: "u-1"}, []string{"Invalid import ID", "BOT_ID/USER_ID", "Look there."}},
		"nothing":                  {resource.ImportStateRequest{}, []string{"Invalid import ID"}},
		"part that is no number":   {resource.ImportStateRequest{Identity: given(t.Context(), "Desk", "u-1")}, []string{"Invalid import identity", `"Desk" is not a valid bot_id`, "number", "2000001", "Look there."}},
		"part that is missing":     {resource.ImportStateRequest{Identity: given(t.Context(), "2000001", nil)}, []string{`"" is not a valid user_id of lineworks_thing`}},
		"part with blanks":         {resource.ImportStateRequest{Identity: given(t.Context(), "2000001", " u")}, []string{`" u" is not a valid user_id`}},
		"identity without a value": {resource.ImportStateRequest{Identity: &tfsdk.ResourceIdentity{Schema: form.Schema()}}, []string{"Invalid import ID"}},
	} {
		resp := response()
		form.Import(t.Context(), tc.req, resp)
		if !resp.Diagnostics.HasError() {
			t.Errorf("%s: got no error, want one", name)
			continue
		}
		text := resp.Diagnostics[0].Summary() + ": " + resp.Diagnostics[0].Detail()
		for _, want := range tc.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: got report %s, want %q in it", name, text, want)
			}
		}
	}
}

func TestForm_Set(t *testing.T) {
	t.Parallel()
	s := form.Schema()
	target := &tfsdk.ResourceIdentity{Schema: s, Raw: tftypes.NewValue(s.Type().TerraformType(t.Context()), nil)}
	if diags := form.Set(t.Context(), target, types.StringValue("2000001"), types.StringValue("u-1")); diags.HasError() {
		t.Fatal(diags)
	}
	if want := given(t.Context(), "2000001", "u-1"); !target.Raw.Equal(want.Raw) {
		t.Errorf("got %s, want %s", target.Raw, want.Raw)
	}
}

func TestForm_Schema(t *testing.T) {
	t.Parallel()
	for name, attribute := range form.Schema().Attributes {
		if !attribute.IsRequiredForImport() || attribute.GetDescription() == "" {
			t.Errorf("%s: got required for import: %t, described as %q, want it required and described", name, attribute.IsRequiredForImport(), attribute.GetDescription())
		}
	}
}
