// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
)

// replacedKey is where the first plan of a menu leaves, in private state, which menu it
// is. If the menu is to be replaced, the CLI plans a second time, with a null prior state
// but with the private state that the first plan returned.
const replacedKey = "replaced"

// rule names the menu to the rules of plans.
func (m *menu) rule() planrules.RichMenu {
	return planrules.RichMenu{BotID: m.BotID.ValueString(), ID: m.RichMenuID.ValueString(), Name: m.RichMenuName.ValueString()}
}

// markReplaced leaves the mark for a second plan.
func markReplaced(ctx context.Context, private tfstate.PrivateWriter, state *menu) diag.Diagnostics {
	return tfstate.SavePrivate(ctx, private, replacedKey, state.rule())
}

// takeReplaced returns the menu that a second plan replaces, and removes the mark. ok is
// false for the plan of a menu that replaces none.
func takeReplaced(ctx context.Context, private tfstate.Private) (replaced planrules.RichMenu, ok bool, diags diag.Diagnostics) {
	mark, diags := private.GetKey(ctx, replacedKey)
	if len(mark) == 0 {
		return replaced, false, diags
	}
	diags.Append(private.SetKey(ctx, replacedKey, nil)...)
	return replaced, json.Unmarshal(mark, &replaced) == nil, diags
}

// planSuccessor notes which menu the plan replaces, for the plan of the default. Only here
// can a provider tell -replace, but the CLI does not show the warnings of a second plan.
func (r *menuResource) planSuccessor(ctx context.Context, resp *resource.ModifyPlanResponse) {
	replaced, ok, diags := takeReplaced(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	if ok && r.Data != nil {
		r.Data.ReplacedDefaults.ReplaceUnseen(replaced)
	}
}

// forcesReplacement reports whether a menu changes in a way that replaces it, apart from
// its pictures.
func (m *menu) forcesReplacement(state *menu) bool {
	return !m.BotID.Equal(state.BotID) || !m.RichMenuName.Equal(state.RichMenuName) || !m.Size.Equal(state.Size) || !m.Areas.Equal(state.Areas)
}

// planReplaced warns if the menu, which the plan replaces, is the default of its bot.
func (r *menuResource) planReplaced(ctx context.Context, replaced planrules.RichMenu, resp *resource.ModifyPlanResponse) {
	// As for the list of menus, an error is not retried for each menu.
	const unread = "default not read"
	unreadOfBot := unread + " of " + replaced.BotID
	if r.Data.RichMenus.Warned(unread) || r.Data.RichMenus.Warned(unreadOfBot) {
		return
	}
	current, err := r.Data.DefaultRichMenus.Get(ctx, replaced.BotID, func(ctx context.Context) (string, error) {
		id, err := r.Client.RichMenus.Default(ctx, replaced.BotID)
		if errors.Is(err, lineworks.ErrNotFound) {
			return "", nil
		}
		return id, err
	})
	switch {
	case errors.Is(err, providerdata.ErrSettingsUnknown), ctx.Err() != nil:
		// The settings are not known before the apply, or the run was interrupted.
	case err != nil && lineworks.FailsAll(err):
		r.Data.RichMenus.WarnOnce(unread) // the list of menus fails alike, and tells
	case err != nil:
		if r.Data.RichMenus.WarnOnce(unreadOfBot) {
			resp.Diagnostics.AddAttributeWarning(path.Root("bot_id"), "Unable to look for the default rich menu of bot "+replaced.BotID,
				fmt.Sprintf("This plan replaces %s, and the provider could not check whether it is the default of the bot. "+
					"If it is, and create_before_destroy is not set, users see no default menu until the new one has become it.\n\n%s", replaced, err))
		}
	case current == replaced.ID:
		warnings := append(r.Data.ReplacedDefaults.Default(replaced.BotID, current), r.Data.ReplacedDefaults.Replace(replaced)...)
		resp.Diagnostics.Append(tfdiag.Warnings(warnings)...)
	}
}
