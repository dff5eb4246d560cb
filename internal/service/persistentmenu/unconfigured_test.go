// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/persistentmenu"
)

// TestPersistentMenu_unconfigured plans without the provider's settings: it says nothing.
func TestPersistentMenu_unconfigured(t *testing.T) {
	t.Parallel()
	r, ok := persistentmenu.NewResource().(resource.ResourceWithModifyPlan)
	if !ok {
		t.Fatal("got a resource without ModifyPlan, want one with it")
	}
	var resp resource.ModifyPlanResponse
	r.ModifyPlan(t.Context(), resource.ModifyPlanRequest{}, &resp)
	if len(resp.Diagnostics) != 0 || len(resp.RequiresReplace) != 0 {
		t.Errorf("got diagnostics %v and replacement for %v, want neither", resp.Diagnostics, resp.RequiresReplace)
	}
}

// TestPersistentMenuList_unconfigured lists without the provider's settings.
func TestPersistentMenuList_unconfigured(t *testing.T) {
	t.Parallel()
	l := persistentmenu.NewListResource()
	var schema list.ListResourceSchemaResponse
	l.ListResourceConfigSchema(t.Context(), list.ListResourceSchemaRequest{}, &schema)
	object, ok := schema.Schema.Type().TerraformType(t.Context()).(tftypes.Object)
	if !ok {
		t.Fatalf("got a %T, want an object", schema.Schema.Type())
	}
	nulls := map[string]tftypes.Value{}
	for name, typ := range object.AttributeTypes {
		nulls[name] = tftypes.NewValue(typ, nil)
	}
	var stream list.ListResultsStream
	l.List(t.Context(), list.ListRequest{Config: tfsdk.Config{Schema: schema.Schema, Raw: tftypes.NewValue(object, nulls)}}, &stream)
	var got []diag.Diagnostic
	for result := range stream.Results {
		got = append(got, result.Diagnostics...)
	}
	if len(got) != 1 || got[0].Summary() != "Provider is not configured" {
		t.Errorf("got %v, want the one error that the provider is not configured", got)
	}
}
