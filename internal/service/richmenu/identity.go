// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/identity"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// richMenuID is the part of the identity that a rich menu has besides its bot.
var richMenuID = identity.Part{Attribute: "rich_menu_id", Description: "ID of the rich menu.", Example: "40001"}

// form identifies a rich menu.
var form = identity.Form{
	TypeName: typeName,
	Advice:   "The data source lineworks_rich_menus lists the rich menus of a bot with their IDs and names.",
	Parts:    []identity.Part{identity.BotID, richMenuID},
}

// identify stores the identity of m in target.
func (m *menu) identify(ctx context.Context, target *tfsdk.ResourceIdentity) diag.Diagnostics {
	return form.Set(ctx, target, m.BotID, m.RichMenuID)
}

// defaultForm identifies the default of a bot.
var defaultForm = identity.Form{
	TypeName: defaultTypeName,
	Parts:    []identity.Part{identity.BotID},
}

// identify stores the identity of m in target.
func (m *defaultModel) identify(ctx context.Context, target *tfsdk.ResourceIdentity) diag.Diagnostics {
	return defaultForm.Set(ctx, target, m.BotID)
}

// userForm identifies the menu of a user.
var userForm = identity.Form{
	TypeName: userTypeName,
	Advice:   validators.UserIDAdvice,
	Parts:    []identity.Part{identity.BotID, identity.UserID},
}

// identify stores the identity of m in target.
func (m *userModel) identify(ctx context.Context, target *tfsdk.ResourceIdentity) diag.Diagnostics {
	return userForm.Set(ctx, target, m.BotID, m.UserID)
}
