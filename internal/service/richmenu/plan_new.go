// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
)

// markManaged records that Terraform has the menu in its state.
func (r *menuResource) markManaged(state *model) {
	if r.Data != nil {
		r.Data.RichMenus.MarkManaged(trackerKey(&state.menu, state.RichMenuID.ValueString()))
	}
}

// trackerKey returns the key of a menu in the tracker of all bots' menus.
func trackerKey(m *menu, richMenuID string) string { return m.BotID.ValueString() + "/" + richMenuID }

// planNew warns if the bot has a persistent menu, which the new menu deletes, or a rich
// menu of the same name. A create needs the same list, so the check costs nothing.
func (r *menuResource) planNew(ctx context.Context, m *menu) diag.Diagnostics {
	if r.Data == nil {
		return nil
	}
	botID := m.BotID.ValueString()
	// An error that concerns all bots is not retried for each bot, nor one that concerns
	// a bot for each of its menus.
	const noList = "not listed"
	noListOfBot := noList + " of " + botID
	if r.Data.RichMenus.Warned(noList) || r.Data.RichMenus.Warned(noListOfBot) {
		return nil
	}
	existing, err := r.Client.RichMenus.Existing(ctx, botID)
	switch {
	case errors.Is(err, providerdata.ErrSettingsUnknown), ctx.Err() != nil:
		return nil // the settings are not known before the apply, or the run was interrupted
	case err == nil, errors.Is(err, lineworks.ErrNotFound): // no menu; or no bot, which the apply reports
	default:
		key := noListOfBot
		if lineworks.FailsAll(err) {
			key = noList
		}
		if r.Data.RichMenus.WarnOnce(key) {
			return diag.Diagnostics{kindOf(m.BotID).NotListed(err, " or a persistent menu, which the service deletes when a rich menu is created")}
		}
		return nil
	}
	diags := kindOf(m.BotID).NameTaken(path.Root("rich_menu_name"), m.RichMenuName, existing, func(id string) bool {
		return r.Data.RichMenus.IsManaged(trackerKey(m, id))
	})
	if len(existing) == 0 { // a bot with rich menus has no persistent menu
		diags.Append(r.persistentMenuGoes(ctx, botID)...)
	}
	return diags
}

// persistentMenuGoes warns that the service deletes the persistent menu of a bot.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-create
func (r *menuResource) persistentMenuGoes(ctx context.Context, botID string) diag.Diagnostics {
	if r.Client.Bots.CreatedHere(botID) {
		return nil // too new to have a menu from elsewhere
	}
	var diags diag.Diagnostics
	existing, err := r.Client.PersistentMenus.Get(ctx, botID)
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
	case err != nil:
		// Not a reason to refuse the plan, but the user has to know.
		diags.AddAttributeWarning(path.Root("bot_id"), "Unable to look for a persistent menu",
			fmt.Sprintf("The provider could not check whether bot %s has a persistent menu. The service deletes that when a rich menu is created.\n\n%s", botID, err))
	default:
		diags.AddAttributeWarning(path.Root("bot_id"), fmt.Sprintf("Persistent menu of bot %s will be deleted", botID),
			fmt.Sprintf("Bot %s has a persistent menu with %s. The service deletes it when a rich menu is created for the bot, "+
				"and does not restore it when the rich menu is deleted.", botID, buttons(len(existing))))
	}
	return diags
}

func buttons(n int) string {
	if n == 1 {
		return "1 button"
	}
	return fmt.Sprintf("%d buttons", n)
}
