// SPDX-License-Identifier: MPL-2.0

// Package accesstoken hands out access tokens of the LINE WORKS API.
package accesstoken

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

var _ datasource.DataSourceWithConfigure = (*tokenDataSource)(nil)

// NewDataSource returns the data source lineworks_access_token.
func NewDataSource() datasource.DataSource {
	return &tokenDataSource{base.NewDataSource("lineworks_access_token")}
}

type tokenDataSource struct{ base.DataSource }

func (d *tokenDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "An access token of the LINE WORKS API, for other providers and for scripts.\n\n" +
			"~> **The token is stored in the state**, as every data source's result is. Everyone who can read the state can use it until it expires. " +
			"Where the token need not be stored, use the ephemeral resource `lineworks_access_token` in place of this data source: " +
			"its token is in no state and no plan, and can be revoked at the end of the run. " +
			"Otherwise keep the state in a backend that encrypts it and that few can read.",
		Attributes: map[string]schema.Attribute{
			"scopes": schema.SetAttribute{
				MarkdownDescription: aboutScopes + " With scopes, a token of its own is issued, which takes a service account. " +
					"Left out: the provider's own token, and the scopes that it has.",
				Optional:    true,
				Computed:    true,
				ElementType: types.StringType,
				Validators:  scopeValidators(),
			},
			"access_token": schema.StringAttribute{
				MarkdownDescription: aboutToken,
				Computed:            true,
				Sensitive:           true,
			},
			"token_type": schema.StringAttribute{
				MarkdownDescription: aboutType,
				Computed:            true,
			},
			"expires_at": schema.StringAttribute{
				MarkdownDescription: aboutExpiry,
				Computed:            true,
			},
		},
	}
}

func (d *tokenDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	scopes := tfvalue.Strings(m.Scopes)
	token, err := d.token(ctx, scopes)
	if err != nil {
		resp.Diagnostics.Append(notIssued(scopes, err))
		return
	}
	m.fill(token)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

func (d *tokenDataSource) token(ctx context.Context, scopes []string) (lineworks.Token, error) {
	if len(scopes) == 0 {
		return d.Client.Token(ctx)
	}
	return d.Client.IssueToken(ctx, scopes)
}
