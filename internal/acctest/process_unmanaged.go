// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Data reads a data source in a process of its own, without a CLI. Without an error,
// everything about it is known.
func (e *Tenant) Data(t testing.TB, name string, config Values) (tftypes.Value, []*tfprotov6.Diagnostic) {
	t.Helper()
	return e.Process(t).Data(t.Context(), t, name, config)
}

// Data validates the configuration of a data source and reads it.
func (p *Process) Data(ctx context.Context, t testing.TB, name string, config Values) (tftypes.Value, []*tfprotov6.Diagnostic) {
	t.Helper()
	schema, ok := schemas(t).DataSourceSchemas[name]
	if !ok {
		t.Fatalf("no data source %s", name)
	}
	typ := schema.ValueType()
	request := dynamic(t, typ, config)
	valid := validateData(ctx, t, p.server, name, request)
	if IsError(valid) {
		return tftypes.NewValue(typ, nil), valid
	}
	resp, err := p.server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: request})
	if err != nil {
		t.Fatalf("reading %s: %s", name, err)
	}
	diags := slices.Concat(valid, resp.Diagnostics)
	if IsError(diags) {
		return tftypes.NewValue(typ, nil), diags
	}
	read := static(t, typ, resp.State)
	if !read.IsFullyKnown() {
		t.Errorf("reading %s left something unknown: %s", name, show(read))
	}
	return read, diags
}

// ValidateData asks the provider about a data source's configuration, without a CLI.
func (e *Tenant) ValidateData(t testing.TB, name string, config Values) []*tfprotov6.Diagnostic {
	t.Helper()
	return validateData(t.Context(), t, e.Server(), name, dynamic(t, schemas(t).DataSourceSchemas[name].ValueType(), config))
}

func validateData(ctx context.Context, t testing.TB, server tfprotov6.ProviderServer, name string, config *tfprotov6.DynamicValue) []*tfprotov6.Diagnostic {
	t.Helper()
	resp, err := server.ValidateDataResourceConfig(ctx, &tfprotov6.ValidateDataResourceConfigRequest{TypeName: name, Config: config})
	if err != nil {
		t.Fatalf("validating %s: %s", name, err)
	}
	return resp.Diagnostics
}

// Query lists all objects of a kind, whole, and stops at the first error.
func (p *Process) Query(ctx context.Context, t testing.TB, resource string, config Values) ([]tftypes.Value, []*tfprotov6.Diagnostic) {
	t.Helper()
	lists, ok := p.server.(tfprotov6.ListResourceServer)
	schema := schemas(t).ListResourceSchemas[resource]
	if !ok || schema == nil {
		t.Fatalf("no list resource %s", resource)
	}
	value := dynamic(t, schema.ValueType(), config)
	stream, err := lists.ListResource(ctx, &tfprotov6.ListResourceRequest{TypeName: resource, Config: value, IncludeResource: true, Limit: 100})
	if err != nil {
		t.Fatalf("listing %s: %s", resource, err)
	}
	var found []tftypes.Value
	var diags []*tfprotov6.Diagnostic
	for result := range stream.Results {
		if diags = append(diags, result.Diagnostics...); IsError(diags) {
			break
		}
		found = append(found, static(t, resourceType(t, resource), result.Resource))
	}
	return found, diags
}

// Open opens an ephemeral resource and closes it again.
func (p *Process) Open(ctx context.Context, t testing.TB, name string, config Values) []*tfprotov6.Diagnostic {
	t.Helper()
	typ := ephemeralType(t, name)
	opened, err := p.server.OpenEphemeralResource(ctx, &tfprotov6.OpenEphemeralResourceRequest{TypeName: name, Config: dynamic(t, typ, config)})
	if err != nil {
		t.Fatalf("opening %s: %s", name, err)
	}
	if IsError(opened.Diagnostics) {
		return opened.Diagnostics
	}
	closed, err := p.server.CloseEphemeralResource(ctx, &tfprotov6.CloseEphemeralResourceRequest{TypeName: name, Private: opened.Private})
	if err != nil {
		t.Fatalf("closing %s: %s", name, err)
	}
	return append(opened.Diagnostics, closed.Diagnostics...)
}

// Invoke invokes an action.
func (p *Process) Invoke(ctx context.Context, t testing.TB, name string, config Values) []*tfprotov6.Diagnostic {
	t.Helper()
	server, ok := p.server.(actionServer)
	if !ok {
		t.Fatal("the provider has no actions")
	}
	schema, ok := schemas(t).ActionSchemas[name]
	if !ok {
		t.Fatalf("no action %s", name)
	}
	resp, err := server.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: name, Config: dynamic(t, schema.Schema.ValueType(), config)})
	if err != nil {
		t.Fatalf("invoking %s: %s", name, err)
	}
	var diags []*tfprotov6.Diagnostic
	for event := range resp.Events {
		if completed, ok := event.Type.(tfprotov6.CompletedInvokeActionEventType); ok {
			diags = completed.Diagnostics
		}
	}
	return diags
}
