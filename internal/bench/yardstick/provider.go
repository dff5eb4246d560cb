// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type bareProvider struct{}

func newProvider() provider.Provider { return bareProvider{} }

// config is the provider block.
type config struct {
	APIURL      types.String `tfsdk:"api_url"`
	AccessToken types.String `tfsdk:"access_token"`
}

// Metadata implements [provider.Provider].
func (bareProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "lineworks"
}

// Schema implements [provider.Provider].
func (bareProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"api_url":      schema.StringAttribute{MarkdownDescription: "Base address of the API.", Optional: true},
		"access_token": schema.StringAttribute{MarkdownDescription: "A ready access token.", Optional: true, Sensitive: true},
	}}
}

// Configure implements [provider.Provider].
func (bareProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var c config
	resp.Diagnostics.Append(req.Config.Get(ctx, &c)...)
	url, token := c.APIURL.ValueString(), c.AccessToken.ValueString()
	if url == "" {
		url = os.Getenv("LINEWORKS_API_URL")
	}
	if token == "" {
		token = os.Getenv("LINEWORKS_ACCESS_TOKEN")
	}
	if url == "" || token == "" {
		resp.Diagnostics.AddError("Missing settings", "Set LINEWORKS_API_URL and LINEWORKS_ACCESS_TOKEN.")
		return
	}
	resp.ResourceData = newAPI(url, token)
}

// Resources implements [provider.Provider].
func (bareProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		func() resource.Resource { return &botResource{} },
		func() resource.Resource { return &menuResource{} },
	}
}

// DataSources implements [provider.Provider].
func (bareProvider) DataSources(context.Context) []func() datasource.DataSource { return nil }

// client takes the client from what Configure has left; nil before that.
func client(data any, diags *diag.Diagnostics) *api {
	if data == nil {
		return nil
	}
	c, ok := data.(*api)
	if !ok {
		diags.AddError("Unexpected provider data", fmt.Sprintf("%T", data))
	}
	return c
}
