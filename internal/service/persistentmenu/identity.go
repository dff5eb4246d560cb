// SPDX-License-Identifier: MPL-2.0

package persistentmenu

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/identity"
)

// form identifies a menu.
var form = identity.Form{
	TypeName: typeName,
	Parts:    []identity.Part{identity.BotID},
}

// identify stores the identity of m in target.
func (m *model) identify(ctx context.Context, target *tfsdk.ResourceIdentity) diag.Diagnostics {
	return form.Set(ctx, target, m.BotID)
}
