// SPDX-License-Identifier: MPL-2.0

package accesstoken

import (
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// Descriptions of the attributes that the data source and the ephemeral resource have in common.
const (
	aboutScopes = "Scopes that the token is to have, such as `bot.read`; each has to be enabled for the app in the Developer Console."
	aboutToken  = "The token. It goes into the header `Authorization: Bearer …`."
	aboutType   = "Kind of the token: `Bearer`."
	aboutExpiry = "When the token expires (RFC 3339, UTC). Null for a ready `access_token` of the provider, about which nothing more is known."
)

// summary is the summary of every failure to get a token.
const summary = "Unable to get an access token"

// subject names the token in diagnostics. A token has no name, and must not be shown.
const subject = "an access token"

// invalidScope is the code of the token endpoint for a scope that it does not grant.
// Source: https://developers.worksmobile.com/en/docs/auth-jwt
const invalidScope = "invalid_scope"

// notIssued reports that the provider could not get a token. scopes are those of the
// block.
func notIssued(scopes []string, err error) diag.Diagnostic {
	var apiErr *lineworks.APIError
	switch {
	case errors.Is(err, lineworks.ErrNotIssuer):
		return diag.NewAttributeErrorDiagnostic(path.Root("scopes"), summary,
			"The provider signs in with a ready access_token (LINEWORKS_ACCESS_TOKEN), so it cannot issue a token with other scopes.\n\n"+
				"Remove scopes to get the ready token, or configure the provider with a service account.")
	case len(scopes) > 0 && errors.As(err, &apiErr) && apiErr.Code == invalidScope:
		return diag.NewAttributeErrorDiagnostic(path.Root("scopes"), summary, fmt.Sprintf("The request for %s failed.\n\n%s\n\n"+
			"A requested scope is not enabled for the app. Enable it in "+tfdiag.ScopesPlace+", which may take some minutes, or remove it from scopes here.",
			subject, err))
	}
	return tfdiag.API(summary, subject, err, nil)
}

func scopeValidators() []validator.Set {
	return []validator.Set{
		setvalidator.SizeAtLeast(1),
		setvalidator.NoNullValues(),
		setvalidator.ValueStringsAre(validators.Scope()),
	}
}

// model has the attributes that the data source and the ephemeral resource have in common.
type model struct {
	Scopes      types.Set    `tfsdk:"scopes"`
	AccessToken types.String `tfsdk:"access_token"`
	TokenType   types.String `tfsdk:"token_type"`
	ExpiresAt   types.String `tfsdk:"expires_at"`
}

// fill sets all attributes from the token. Scopes that are configured stay.
func (m *model) fill(token lineworks.Token) {
	if m.Scopes.IsNull() && len(token.Scopes) > 0 {
		m.Scopes = tfvalue.StringSet(token.Scopes)
	}
	m.AccessToken = types.StringValue(token.AccessToken)
	m.TokenType = types.StringValue(token.TokenType)
	m.ExpiresAt = types.StringNull()
	if !token.ExpiresAt.IsZero() {
		m.ExpiresAt = types.StringValue(token.ExpiresAt.UTC().Format(time.RFC3339))
	}
}
