// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// fakeServer responds to the two requests that a provider gets.
type fakeServer struct {
	tfprotov6.ProviderServer

	schemas    *tfprotov6.GetProviderSchemaResponse
	identities *tfprotov6.GetResourceIdentitySchemasResponse
	err        error
}

func (s fakeServer) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return s.schemas, s.err
}

func (s fakeServer) GetResourceIdentitySchemas(context.Context, *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return s.identities, s.err
}

// schemaOf makes a schema with one optional string of the given name.
func schemaOf(attribute string) *tfprotov6.Schema {
	return &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{
		Attributes: []*tfprotov6.SchemaAttribute{{Name: attribute, Type: tftypes.String, Optional: true}},
	}}
}

// simple is how schemaOf looks in JSON.
func simple(attribute string) string {
	return `{"version": 0, "block": ` + simpleBlock(attribute) + `}`
}

func simpleBlock(attribute string) string {
	return `{"attributes": {"` + attribute + `": {"type": "string", "description_kind": "plain", "optional": true}}, "description_kind": "plain"}`
}

func TestWrite_everyKind(t *testing.T) {
	t.Parallel()
	server := fakeServer{
		schemas: &tfprotov6.GetProviderSchemaResponse{
			Provider:                 schemaOf("api_url"),
			ResourceSchemas:          map[string]*tfprotov6.Schema{"x_bot": botSchema()},
			DataSourceSchemas:        map[string]*tfprotov6.Schema{"x_bots": schemaOf("filter")},
			EphemeralResourceSchemas: map[string]*tfprotov6.Schema{"x_token": schemaOf("scope")},
			ListResourceSchemas:      map[string]*tfprotov6.Schema{"x_bot": schemaOf("match")},
			ActionSchemas:            map[string]*tfprotov6.ActionSchema{"x_send": {Schema: schemaOf("text")}},
			Functions: map[string]*tfprotov6.Function{"grid": {
				Summary: "Cuts a picture", Description: "Into cells.", DeprecationMessage: "Do it by hand.",
				Parameters:        []*tfprotov6.FunctionParameter{{Name: "rows", Description: "How many.", Type: tftypes.Number, AllowNullValue: true}},
				VariadicParameter: &tfprotov6.FunctionParameter{Name: "more", Type: tftypes.Bool},
				Return:            &tfprotov6.FunctionReturn{Type: tftypes.List{ElementType: tftypes.String}},
			}},
		},
		identities: &tfprotov6.GetResourceIdentitySchemasResponse{
			IdentitySchemas: map[string]*tfprotov6.ResourceIdentitySchema{"x_bot": {
				Version: 1,
				IdentityAttributes: []*tfprotov6.ResourceIdentitySchemaAttribute{
					{Name: "bot_id", Type: tftypes.String, Description: "The id.", RequiredForImport: true},
					{Name: "tenant", Type: tftypes.String, OptionalForImport: true},
				},
			}},
		},
	}
	want := `{
		"format_version": "1.0",
		"provider_schemas": {"x": {
			"provider": ` + simple("api_url") + `,
			"resource_schemas": {"x_bot": ` + botJSON + `},
			"data_source_schemas": {"x_bots": ` + simple("filter") + `},
			"ephemeral_resource_schemas": {"x_token": ` + simple("scope") + `},
			"list_resource_schemas": {"x_bot": ` + simple("match") + `},
			"action_schemas": {"x_send": {"block": ` + simpleBlock("text") + `}},
			"functions": {"grid": {
				"summary": "Cuts a picture", "description": "Into cells.", "deprecation_message": "Do it by hand.",
				"parameters": [{"name": "rows", "description": "How many.", "type": "number", "is_nullable": true}],
				"variadic_parameter": {"name": "more", "type": "bool"},
				"return_type": ["list", "string"]
			}},
			"resource_identity_schemas": {"x_bot": {"version": 1, "attributes": {
				"bot_id": {"type": "string", "description": "The id.", "required_for_import": true},
				"tenant": {"type": "string", "optional_for_import": true}
			}}}
		}}
	}`

	var got bytes.Buffer
	if err := write(t.Context(), &got, "x", server); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decode(t, want), decode(t, got.String())); diff != "" {
		t.Errorf("wrong JSON (-want +got):\n%s", diff)
	}
}

// botSchema has nesting, flags and descriptions, which simpler schemas lack.
func botSchema() *tfprotov6.Schema {
	return &tfprotov6.Schema{Version: 2, Block: &tfprotov6.SchemaBlock{
		Description: "A *bot*.", DescriptionKind: tfprotov6.StringKindMarkdown, Deprecated: true,
		Attributes: []*tfprotov6.SchemaAttribute{
			{Name: "bot_name", Type: tftypes.String, Required: true, Description: "**Name**", DescriptionKind: tfprotov6.StringKindMarkdown},
			{Name: "bot_id", Type: tftypes.String, Computed: true, Deprecated: true},
			{Name: "secret_wo", Type: tftypes.String, Optional: true, Sensitive: true, WriteOnly: true},
			{Name: "labels", Optional: true, NestedType: &tfprotov6.SchemaObject{
				Nesting:    tfprotov6.SchemaObjectNestingModeMap,
				Attributes: []*tfprotov6.SchemaAttribute{{Name: "text", Type: tftypes.Set{ElementType: tftypes.Bool}, Required: true}},
			}},
		},
		BlockTypes: []*tfprotov6.SchemaNestedBlock{{
			TypeName: "area", Nesting: tfprotov6.SchemaNestedBlockNestingModeList, Block: schemaOf("x").Block,
		}},
	}}
}

var botJSON = `{"version": 2, "block": {
	"description": "A *bot*.", "description_kind": "markdown", "deprecated": true,
	"attributes": {
		"bot_name": {"type": "string", "required": true, "description": "**Name**", "description_kind": "markdown"},
		"bot_id": {"type": "string", "computed": true, "deprecated": true, "description_kind": "plain"},
		"secret_wo": {"type": "string", "optional": true, "sensitive": true, "write_only": true, "description_kind": "plain"},
		"labels": {"optional": true, "description_kind": "plain", "nested_type": {
			"nesting_mode": "map",
			"attributes": {"text": {"type": ["set", "bool"], "required": true, "description_kind": "plain"}}
		}}
	},
	"block_types": {"area": {"nesting_mode": "list", "block": ` + simpleBlock("x") + `}}
}}`

func decode(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("got error %v, want JSON: %s", err, text)
	}
	return v
}

func TestWrite_providerFails(t *testing.T) {
	t.Parallel()
	errBroken := errors.New("broken")
	if err := write(t.Context(), nil, "x", fakeServer{err: errBroken}); !errors.Is(err, errBroken) {
		t.Errorf("got error %v, want the provider's", err)
	}
}

func TestWrite_invalidSchema(t *testing.T) {
	t.Parallel()
	server := fakeServer{
		schemas: &tfprotov6.GetProviderSchemaResponse{Diagnostics: []*tfprotov6.Diagnostic{
			{Severity: tfprotov6.DiagnosticSeverityWarning, Summary: "Only a warning"},
			{Severity: tfprotov6.DiagnosticSeverityError, Summary: "Invalid schema", Detail: "A default needs computed."},
		}},
		identities: &tfprotov6.GetResourceIdentitySchemasResponse{},
	}
	err := write(t.Context(), nil, "x", server)
	if err == nil || !strings.Contains(err.Error(), "Invalid schema: A default needs computed.") {
		t.Fatalf("got error %v, want the one of the diagnostics", err)
	}
	if strings.Contains(err.Error(), "Only a warning") {
		t.Errorf("got error %v, want none about the warning", err)
	}
}

func TestWrite_attributeWithoutType(t *testing.T) {
	t.Parallel()
	server := fakeServer{
		schemas: &tfprotov6.GetProviderSchemaResponse{Provider: &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{
			Attributes: []*tfprotov6.SchemaAttribute{{Name: "odd"}},
		}}},
		identities: &tfprotov6.GetResourceIdentitySchemasResponse{},
	}
	if err := write(t.Context(), nil, "x", server); err == nil || !strings.Contains(err.Error(), "converting the type") {
		t.Errorf("got error %v, want one about the type", err)
	}
}
