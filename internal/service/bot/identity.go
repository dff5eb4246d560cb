// SPDX-License-Identifier: MPL-2.0

package bot

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/identity"
)

// form identifies a bot.
var form = identity.Form{
	TypeName: "lineworks_bot",
	Advice:   "The data source lineworks_bots lists the IDs of all bots with their names.",
	Parts:    []identity.Part{identity.BotID},
}

// identify stores the identity of m in target.
func (m *model) identify(ctx context.Context, target *tfsdk.ResourceIdentity) diag.Diagnostics {
	return form.Set(ctx, target, m.BotID)
}
