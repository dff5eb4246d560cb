// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// formatVersion is the version of the JSON form that is written.
const formatVersion = "1.0"

// dump asks the provider for its schemas.
func dump(ctx context.Context, name string, server tfprotov6.ProviderServer) (*tfjson.ProviderSchemas, error) {
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, fmt.Errorf("asking for the schemas: %w", err)
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return nil, fmt.Errorf("asking for the identity schemas: %w", err)
	}
	if err := errors.Join(failure(schemas.Diagnostics), failure(identities.Diagnostics)); err != nil {
		return nil, err
	}
	var d dumper
	provider := &tfjson.ProviderSchema{
		ConfigSchema:             d.schema(schemas.Provider),
		ResourceSchemas:          mapValues(schemas.ResourceSchemas, d.schema),
		DataSourceSchemas:        mapValues(schemas.DataSourceSchemas, d.schema),
		EphemeralResourceSchemas: mapValues(schemas.EphemeralResourceSchemas, d.schema),
		ListResourceSchemas:      mapValues(schemas.ListResourceSchemas, d.schema),
		ActionSchemas:            mapValues(schemas.ActionSchemas, d.action),
		Functions:                mapValues(schemas.Functions, d.function),
		ResourceIdentitySchemas:  mapValues(identities.IdentitySchemas, d.identity),
	}
	if d.err != nil {
		return nil, d.err
	}
	return &tfjson.ProviderSchemas{
		FormatVersion: formatVersion,
		Schemas:       map[string]*tfjson.ProviderSchema{name: provider},
	}, nil
}

// failure returns the errors among diagnostics, such as an invalid schema.
func failure(diagnostics []*tfprotov6.Diagnostic) error {
	var errs []error
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			errs = append(errs, fmt.Errorf("%s: %s", d.Summary, d.Detail))
		}
	}
	return errors.Join(errs...)
}

// dumper converts schemas from the plugin protocol to the JSON form. It keeps
// the first error, so that the conversions can be nested.
type dumper struct {
	err error
}

func (d *dumper) schema(s *tfprotov6.Schema) *tfjson.Schema {
	return &tfjson.Schema{
		Version: uint64(max(0, s.Version)),
		Block:   d.block(s.Block),
	}
}

func (d *dumper) action(s *tfprotov6.ActionSchema) *tfjson.ActionSchema {
	return &tfjson.ActionSchema{Block: d.block(s.Schema.Block)}
}

func (d *dumper) block(b *tfprotov6.SchemaBlock) *tfjson.SchemaBlock {
	out := &tfjson.SchemaBlock{
		Attributes:      d.attributes(b.Attributes),
		NestedBlocks:    make(map[string]*tfjson.SchemaBlockType, len(b.BlockTypes)),
		Description:     b.Description,
		DescriptionKind: descriptionKind(b.DescriptionKind),
		Deprecated:      b.Deprecated,
	}
	for _, nested := range b.BlockTypes {
		out.NestedBlocks[nested.TypeName] = &tfjson.SchemaBlockType{
			NestingMode: tfjson.SchemaNestingMode(strings.ToLower(nested.Nesting.String())),
			Block:       d.block(nested.Block),
		}
	}
	return out
}

func (d *dumper) attributes(attributes []*tfprotov6.SchemaAttribute) map[string]*tfjson.SchemaAttribute {
	out := make(map[string]*tfjson.SchemaAttribute, len(attributes))
	for _, a := range attributes {
		attribute := &tfjson.SchemaAttribute{
			Description:     a.Description,
			DescriptionKind: descriptionKind(a.DescriptionKind),
			Deprecated:      a.Deprecated,
			Required:        a.Required,
			Optional:        a.Optional,
			Computed:        a.Computed,
			Sensitive:       a.Sensitive,
			WriteOnly:       a.WriteOnly,
		}
		if a.NestedType != nil {
			attribute.AttributeNestedType = &tfjson.SchemaNestedAttributeType{
				Attributes:  d.attributes(a.NestedType.Attributes),
				NestingMode: tfjson.SchemaNestingMode(strings.ToLower(a.NestedType.Nesting.String())),
			}
		} else {
			attribute.AttributeType = d.valueType(a.Type)
		}
		out[a.Name] = attribute
	}
	return out
}

func (d *dumper) function(f *tfprotov6.Function) *tfjson.FunctionSignature {
	out := &tfjson.FunctionSignature{
		Description:        f.Description,
		Summary:            f.Summary,
		DeprecationMessage: f.DeprecationMessage,
		ReturnType:         d.valueType(f.Return.Type),
	}
	for _, parameter := range f.Parameters {
		out.Parameters = append(out.Parameters, d.parameter(parameter))
	}
	if f.VariadicParameter != nil {
		out.VariadicParameter = d.parameter(f.VariadicParameter)
	}
	return out
}

func (d *dumper) parameter(p *tfprotov6.FunctionParameter) *tfjson.FunctionParameter {
	return &tfjson.FunctionParameter{
		Name:        p.Name,
		Description: p.Description,
		IsNullable:  p.AllowNullValue,
		Type:        d.valueType(p.Type),
	}
}

func (d *dumper) identity(s *tfprotov6.ResourceIdentitySchema) *tfjson.IdentitySchema {
	out := &tfjson.IdentitySchema{
		Version:    uint64(max(0, s.Version)),
		Attributes: make(map[string]*tfjson.IdentityAttribute, len(s.IdentityAttributes)),
	}
	for _, a := range s.IdentityAttributes {
		out.Attributes[a.Name] = &tfjson.IdentityAttribute{
			IdentityType:      d.valueType(a.Type),
			Description:       a.Description,
			RequiredForImport: a.RequiredForImport,
			OptionalForImport: a.OptionalForImport,
		}
	}
	return out
}

// valueType converts a type by way of JSON, which is the same for both.
func (d *dumper) valueType(t tftypes.Type) cty.Type {
	text, err := json.Marshal(t)
	if err != nil {
		d.err = errors.Join(d.err, fmt.Errorf("converting the type %v: %w", t, err))
		return cty.DynamicPseudoType
	}
	converted, err := ctyjson.UnmarshalType(text)
	if err != nil {
		d.err = errors.Join(d.err, fmt.Errorf("converting the type %v: %w", t, err))
		return cty.DynamicPseudoType
	}
	return converted
}

func descriptionKind(kind tfprotov6.StringKind) tfjson.SchemaDescriptionKind {
	if kind == tfprotov6.StringKindMarkdown {
		return tfjson.SchemaDescriptionKindMarkdown
	}
	return tfjson.SchemaDescriptionKindPlain
}

func mapValues[From, To any](from map[string]From, convert func(From) To) map[string]To {
	to := make(map[string]To, len(from))
	for name, value := range from {
		to[name] = convert(value)
	}
	return to
}
