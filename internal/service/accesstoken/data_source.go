// SPDX-License-Identifier: MPL-2.0

// Package accesstoken hands out access tokens of the LINE WORKS API.
package accesstoken

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var _ datasource.DataSourceWithConfigure = (*tokenDataSource)(nil)

// NewDataSource makes the data source lineworks_access_token.
func NewDataSource() datasource.DataSource { return &tokenDataSource{} }

type tokenDataSource struct{ client *lineworks.Client }

type model struct {
	Scopes      types.Set    `tfsdk:"scopes"`
	AccessToken types.String `tfsdk:"access_token"`
	TokenType   types.String `tfsdk:"token_type"`
	ExpiresAt   types.String `tfsdk:"expires_at"`
}

// Metadata implements [datasource.DataSource].
func (d *tokenDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_access_token"
}

// Schema implements [datasource.DataSource].
func (d *tokenDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "An access token of the LINE WORKS API, for other providers and for scripts.\n\n" +
			"~> **The token is stored in the state**, as every data source's result is. Whoever reads the state can use it until it expires. " +
			"Keep the state in a backend that encrypts it and that few can read.",
		Attributes: map[string]schema.Attribute{
			"scopes": schema.SetAttribute{
				MarkdownDescription: "Scopes that the token is to have, such as `bot.read`; each has to be enabled for the app in the Developer Console. " +
					"With scopes, a token of its own is issued, which takes a service account. Left out: the provider's own token, and the scopes that it has.",
				Optional:    true,
				Computed:    true,
				ElementType: types.StringType,
				Validators: []validator.Set{
					setvalidator.SizeAtLeast(1),
					setvalidator.NoNullValues(),
					setvalidator.ValueStringsAre(validators.Scope()),
				},
			},
			"access_token": schema.StringAttribute{
				MarkdownDescription: "The token. It goes into the header `Authorization: Bearer …`.",
				Computed:            true,
				Sensitive:           true,
			},
			"token_type": schema.StringAttribute{
				MarkdownDescription: "Kind of the token: `Bearer`.",
				Computed:            true,
			},
			"expires_at": schema.StringAttribute{
				MarkdownDescription: "When the token expires (RFC 3339, UTC). Null for a ready `access_token` of the provider, about which nothing more is known.",
				Computed:            true,
			},
		},
	}
}

// Configure implements [datasource.DataSourceWithConfigure].
func (d *tokenDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.client = providerdata.Client(req.ProviderData, &resp.Diagnostics)
}

// Read implements [datasource.DataSource].
func (d *tokenDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	token, err := d.token(ctx, tfvalue.Strings(m.Scopes))
	if err != nil {
		resp.Diagnostics.Append(tfdiag.API("Unable to get an access token", "an access token", err, nil))
		return
	}
	if m.Scopes.IsNull() && len(token.Scopes) > 0 {
		m.Scopes = tfvalue.StringSet(token.Scopes)
	}
	m.AccessToken = types.StringValue(token.AccessToken)
	m.TokenType = types.StringValue(token.TokenType)
	m.ExpiresAt = types.StringNull()
	if !token.ExpiresAt.IsZero() {
		m.ExpiresAt = types.StringValue(token.ExpiresAt.UTC().Format(time.RFC3339))
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

func (d *tokenDataSource) token(ctx context.Context, scopes []string) (lineworks.Token, error) {
	if len(scopes) == 0 {
		return d.client.Token(ctx)
	}
	return d.client.IssueToken(ctx, scopes)
}
