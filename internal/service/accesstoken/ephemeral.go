// SPDX-License-Identifier: MPL-2.0

package accesstoken

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// There is no Renew: Terraform keeps using the result of Open, so that no part of the
// run would get a new token. A token is valid for at least an hour, which is longer
// than a run should take.
var (
	_ ephemeral.EphemeralResourceWithConfigure = (*tokenEphemeral)(nil)
	_ ephemeral.EphemeralResourceWithClose     = (*tokenEphemeral)(nil)
)

// NewEphemeralResource returns the ephemeral resource lineworks_access_token.
func NewEphemeralResource() ephemeral.EphemeralResource {
	return &tokenEphemeral{base.NewEphemeralResource("lineworks_access_token")}
}

type tokenEphemeral struct{ base.EphemeralResource }

type ephemeralModel struct {
	model
	RevokeOnClose types.Bool `tfsdk:"revoke_on_close"`
}

func (e *tokenEphemeral) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "An access token of the LINE WORKS API, for other providers and for scripts, that is stored nowhere: " +
			"not in the state, and not in a plan. Needs Terraform 1.10, OpenTofu 1.11, or newer.\n\n" +
			"Each plan and each apply issues a token for this resource alone, which nothing else uses. It is valid for 24 hours, " +
			"or for one if the app is set so in the Developer Console; a run that takes longer gets no other one.\n\n" +
			"A provider that works with a ready `access_token` can issue none: without `scopes`, this resource then hands on that one.",
		Attributes: map[string]schema.Attribute{
			"scopes": schema.SetAttribute{
				MarkdownDescription: aboutScopes + " Asking for any takes a service account. Left out: the provider's `scopes`.",
				Optional:            true,
				Computed:            true,
				ElementType:         types.StringType,
				Validators:          scopeValidators(),
			},
			"revoke_on_close": schema.BoolAttribute{
				MarkdownDescription: "Whether to revoke the token as soon as nothing in the run needs it any more. If that fails, the run goes on with a warning. " +
					"The CLI skips it when the run itself fails or is interrupted: the token then stays valid until `expires_at`. " +
					"Takes a service account: a ready `access_token` of the provider is never revoked. " +
					"Default: `false`, the token stays valid until `expires_at`.",
				Optional: true,
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

// Open issues a token. The CLI calls it in each plan and each apply.
func (e *tokenEphemeral) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var m ephemeralModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	scopes, revoke := tfvalue.Strings(m.Scopes), m.RevokeOnClose.ValueBool()
	token, err := e.Client.IssueToken(ctx, scopes)
	if errors.Is(err, lineworks.ErrNotIssuer) && len(scopes) == 0 {
		if revoke {
			resp.Diagnostics.AddAttributeError(path.Root("revoke_on_close"), "Ready access token cannot be revoked",
				"The provider signs in with a ready access_token (LINEWORKS_ACCESS_TOKEN), which was not issued for this resource. "+
					"Others may be using it, and only the credentials of an app can revoke it.\n\n"+
					"Remove revoke_on_close, or configure the provider with a service account.")
			return
		}
		token, err = e.Client.Token(ctx)
	}
	if err != nil {
		resp.Diagnostics.Append(notIssued(scopes, err))
		return
	}
	m.fill(token)
	resp.Diagnostics.Append(resp.Result.Set(ctx, &m)...)
	if revoke {
		kept, err := json.Marshal(opened{AccessToken: m.AccessToken.ValueString(), ExpiresAt: m.ExpiresAt.ValueString()})
		if err != nil {
			resp.Diagnostics.AddError(summary, fmt.Sprintf("The provider cannot store the token in order to revoke it. This is a bug in the provider; please report it: %s", err))
			return
		}
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, openedKey, kept)...)
	}
}

// openedKey is the key under which Open stores the token for Close. The private data of
// an ephemeral resource stays in memory, unlike that of a resource.
const openedKey = "opened"

type opened struct {
	AccessToken string `json:"access_token"`
	ExpiresAt   string `json:"expires_at"`
}

// Close revokes the token. Nothing in the run uses it any more, so a failure is only a
// warning.
func (e *tokenEphemeral) Close(ctx context.Context, req ephemeral.CloseRequest, resp *ephemeral.CloseResponse) {
	kept, diags := req.Private.GetKey(ctx, openedKey)
	resp.Diagnostics.Append(diags...)
	if len(kept) == 0 {
		return
	}
	var token opened
	err := json.Unmarshal(kept, &token)
	if err == nil {
		err = e.Client.RevokeToken(ctx, lineworks.Token{AccessToken: token.AccessToken})
	}
	if err != nil {
		resp.Diagnostics.AddWarning("Unable to revoke access token", fmt.Sprintf("The token that was issued for this run could not be revoked.\n\n%s\n\n"+
			"It may stay valid until %s. Neither Terraform nor this provider has stored it.", err, token.ExpiresAt))
	}
}
