// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	fwlist "github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/botdomain"
)

// TestResources_unconfigured plans without the provider's settings: it says nothing.
func TestResources_unconfigured(t *testing.T) {
	t.Parallel()
	for name, made := range map[string]resource.Resource{domainType: botdomain.NewResource(), memberType: botdomain.NewMemberResource()} {
		r, ok := made.(resource.ResourceWithModifyPlan)
		if !ok {
			t.Fatalf("%s: got a resource without ModifyPlan, want one with it", name)
		}
		var resp resource.ModifyPlanResponse
		r.ModifyPlan(t.Context(), resource.ModifyPlanRequest{}, &resp)
		if len(resp.Diagnostics) != 0 || len(resp.RequiresReplace) != 0 {
			t.Errorf("%s: got diagnostics %v and replacement for %v, want neither", name, resp.Diagnostics, resp.RequiresReplace)
		}
	}
}

// TestLists_unconfigured lists without the provider's settings.
func TestLists_unconfigured(t *testing.T) {
	t.Parallel()
	for name, l := range map[string]fwlist.ListResource{domainType: botdomain.NewListResource(), memberType: botdomain.NewMemberListResource()} {
		var schema fwlist.ListResourceSchemaResponse
		l.ListResourceConfigSchema(t.Context(), fwlist.ListResourceSchemaRequest{}, &schema)
		object, ok := schema.Schema.Type().TerraformType(t.Context()).(tftypes.Object)
		if !ok {
			t.Fatalf("%s: got a %T, want an object", name, schema.Schema.Type())
		}
		nulls := map[string]tftypes.Value{}
		for attribute, typ := range object.AttributeTypes {
			nulls[attribute] = tftypes.NewValue(typ, nil)
		}
		var stream fwlist.ListResultsStream
		l.List(t.Context(), fwlist.ListRequest{Config: tfsdk.Config{Schema: schema.Schema, Raw: tftypes.NewValue(object, nulls)}}, &stream)
		var got []diag.Diagnostic
		for result := range stream.Results {
			got = append(got, result.Diagnostics...)
		}
		if len(got) != 1 || got[0].Summary() != "Provider is not configured" {
			t.Errorf("%s: got %v, want the one error that the provider is not configured", name, got)
		}
	}
}
