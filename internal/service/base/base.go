// SPDX-License-Identifier: MPL-2.0

// Package base has the methods that are the same for every resource, data source,
// list resource, ephemeral resource and action: each type here is embedded by those
// of its kind.
//
// An embedded method satisfies an interface by accident as well as on purpose. So
// every embedding type lists the interfaces that it means to implement in a
// "var _" declaration.
package base

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/identity"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
)

// provided has the data that the provider passes to its objects. The framework makes a new
// instance for each call, and configures it before the call.
type provided struct {
	// Client is the API client. It is nil until the provider is configured, and
	// therefore during validation.
	Client *lineworks.Client
	// Data is everything that the provider passes, the client included. It is nil
	// when Client is.
	Data *providerdata.Data
}

func (p *provided) configure(providerData any, diags *diag.Diagnostics) {
	if p.Data = providerdata.From(providerData, diags); p.Data != nil {
		p.Client = p.Data.Client
	}
}

// Resource is embedded by resources without an identity and by list resources,
// which have these two methods in common.
type Resource struct {
	provided
	typeName string
}

// NewResource returns the base of a resource or list resource.
func NewResource(typeName string) Resource { return Resource{typeName: typeName} }

// Metadata sets the type name.
func (r *Resource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = r.typeName
}

// Configure stores the client and the provider's data.
func (r *Resource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.configure(req.ProviderData, &resp.Diagnostics)
}

// IdentifiedResource is embedded by resources with an identity. They can be
// imported by it, and by the import ID that its parts make up.
type IdentifiedResource struct {
	Resource
	form identity.Form
}

// NewIdentifiedResource returns the base of a resource whose objects form identifies.
func NewIdentifiedResource(form identity.Form) IdentifiedResource {
	return IdentifiedResource{Resource: NewResource(form.TypeName), form: form}
}

// IdentitySchema returns the schema of the form.
func (r *IdentifiedResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = r.form.Schema()
}

// ImportState stores the parts of the identity in the state.
func (r *IdentifiedResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	r.form.Import(ctx, req, resp)
}

// DataSource is embedded by data sources.
type DataSource struct {
	provided
	typeName string
}

// NewDataSource returns the base of a data source.
func NewDataSource(typeName string) DataSource { return DataSource{typeName: typeName} }

// Metadata sets the type name.
func (d *DataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = d.typeName
}

// Configure stores the client and the provider's data.
func (d *DataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.configure(req.ProviderData, &resp.Diagnostics)
}

// EphemeralResource is embedded by ephemeral resources.
type EphemeralResource struct {
	provided
	typeName string
}

// NewEphemeralResource returns the base of an ephemeral resource.
func NewEphemeralResource(typeName string) EphemeralResource {
	return EphemeralResource{typeName: typeName}
}

// Metadata sets the type name.
func (e *EphemeralResource) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = e.typeName
}

// Configure stores the client and the provider's data.
func (e *EphemeralResource) Configure(_ context.Context, req ephemeral.ConfigureRequest, resp *ephemeral.ConfigureResponse) {
	e.configure(req.ProviderData, &resp.Diagnostics)
}

// Action is embedded by actions.
type Action struct {
	provided
	typeName string
}

// NewAction returns the base of an action.
func NewAction(typeName string) Action { return Action{typeName: typeName} }

// Metadata sets the type name.
func (a *Action) Metadata(_ context.Context, _ action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = a.typeName
}

// Configure stores the client and the provider's data.
func (a *Action) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.configure(req.ProviderData, &resp.Diagnostics)
}
