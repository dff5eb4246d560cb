// SPDX-License-Identifier: MPL-2.0

package channel

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/identity"
)

// channelID is the part of the identity that a room has besides its bot.
var channelID = identity.Part{Attribute: "channel_id", Description: "ID of the room.", Example: "4b0c9d1e-7f21-4a6b-9f3d-2f6a1c5e8b70"}

// form identifies a room.
var form = identity.Form{
	TypeName: "lineworks_channel",
	Advice:   "The menu of a room in the app shows its ID, and callbacks from the room carry it as channelId.",
	Parts:    []identity.Part{identity.BotID, channelID},
}

// identify stores the identity of m in target.
func (m *model) identify(ctx context.Context, target *tfsdk.ResourceIdentity) diag.Diagnostics {
	return form.Set(ctx, target, m.BotID, m.ChannelID)
}
