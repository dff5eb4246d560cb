// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	fwlist "github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// ExpectUnconfiguredPlan plans with a resource that has not got the provider's data, and
// fails the test unless it reports nothing and replaces nothing.
func ExpectUnconfiguredPlan(t testing.TB, name string, made resource.Resource) {
	t.Helper()
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

// ExpectUnconfiguredList lists with a list resource that has not got the provider's data,
// and fails the test unless the one result is an error that says so.
func ExpectUnconfiguredList(t testing.TB, name string, l fwlist.ListResource) {
	t.Helper()
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
