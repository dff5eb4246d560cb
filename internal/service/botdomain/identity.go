// SPDX-License-Identifier: MPL-2.0

package botdomain

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/identity"
)

// domainForm identifies a registration.
var domainForm = identity.Form{
	TypeName: "lineworks_bot_domain",
	Advice:   "The data source lineworks_bot_domains lists the domains in which a bot is registered.",
	Parts:    []identity.Part{identity.BotID, identity.DomainID},
}

// identify stores the identity of m in target.
func (m *domainModel) identify(ctx context.Context, target *tfsdk.ResourceIdentity) diag.Diagnostics {
	return domainForm.Set(ctx, target, m.BotID, m.DomainID)
}

// memberForm identifies a member.
var memberForm = identity.Form{
	TypeName: "lineworks_bot_domain_member",
	Advice:   "The data source lineworks_bot_domain_members lists the members of a bot in a domain.",
	Parts:    []identity.Part{identity.BotID, identity.DomainID, identity.UserID},
}

// identify stores the identity of m in target.
func (m *memberModel) identify(ctx context.Context, target *tfsdk.ResourceIdentity) diag.Diagnostics {
	return memberForm.Set(ctx, target, m.BotID, m.DomainID, m.UserID)
}
