// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// ListBlock is a list block of a query.
type ListBlock struct {
	// Config is the block "config".
	Config Values
	// Limit is the most results that are taken; 0 = 100, as in the CLI.
	Limit int
	// Include is "include_resource", which generating configuration implies.
	Include bool
	// Provider is the provider block; nil for the environment alone.
	Provider Values
}

// Listed is one result of a list block.
type Listed struct {
	Object // with a null state unless the query includes it

	// DisplayName is the name that people see.
	DisplayName string
}

// List asks the provider for the results of a list block, without a CLI. Like
// the CLI, it takes no more results than the limit, and none after an error.
func (e *Tenant) List(t testing.TB, resource string, block ListBlock) ([]Listed, []*tfprotov6.Diagnostic) {
	t.Helper()
	server := e.Server()
	e.configureWith(t.Context(), t, server, block.Provider)
	lists, config := listServer(t, server, resource, block.Config)
	limit := block.Limit
	if limit == 0 {
		limit = 100
	}
	stream, err := lists.ListResource(t.Context(), &tfprotov6.ListResourceRequest{
		TypeName: resource, Config: config, IncludeResource: block.Include, Limit: int64(limit),
	})
	if err != nil {
		t.Fatalf("listing %s: %s", resource, err)
	}
	var listed []Listed
	var diags []*tfprotov6.Diagnostic
	for result := range stream.Results {
		diags = append(diags, result.Diagnostics...)
		for _, d := range result.Diagnostics {
			if d.Severity == tfprotov6.DiagnosticSeverityError {
				return listed, diags
			}
		}
		typ := resourceType(t, resource)
		one := Listed{DisplayName: result.DisplayName, Object: Object{
			State: tftypes.NewValue(typ, nil), Identity: identityOf(t, server, resource, result.Identity),
		}}
		if result.Resource != nil {
			one.State = static(t, typ, result.Resource)
		}
		if listed = append(listed, one); len(listed) > limit {
			t.Errorf("listing %s gave more results than the limit of %d", resource, limit)
			break
		}
	}
	return listed, diags
}

// ValidateList asks the provider about the block "config" of a list block.
func (e *Tenant) ValidateList(t testing.TB, resource string, config Values) []*tfprotov6.Diagnostic {
	t.Helper()
	lists, value := listServer(t, e.Server(), resource, config)
	resp, err := lists.ValidateListResourceConfig(t.Context(), &tfprotov6.ValidateListResourceConfigRequest{TypeName: resource, Config: value})
	if err != nil {
		t.Fatalf("validating the list of %s: %s", resource, err)
	}
	return resp.Diagnostics
}

func listServer(t testing.TB, server tfprotov6.ProviderServer, resource string, config Values) (tfprotov6.ListResourceServer, *tfprotov6.DynamicValue) {
	t.Helper()
	lists, ok := server.(tfprotov6.ListResourceServer)
	if !ok {
		t.Fatal("the server has no list resources")
	}
	schema, ok := schemas(t).ListResourceSchemas[resource]
	if !ok {
		t.Fatalf("no list resource %s", resource)
	}
	if config == nil {
		config = Values{}
	}
	return lists, dynamic(t, schema.ValueType(), config)
}
