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

// manage notes that Terraform has a menu.
func (r *menuResource) manage(state *model) {
	if r.Data != nil {
		r.Data.RichMenus.MarkManaged(keyOf(&state.menu, state.RichMenuID.ValueString()))
	}
}

// keyOf is a menu of the bot of m among those of all bots.
func keyOf(m *menu, richMenuID string) string { return m.BotID.ValueString() + "/" + richMenuID }

// planNew warns of what a menu that is new to its bot does to the bot's persistent menu,
// and of a menu of its name. The list that this needs is the one that a create needs,
// too.
func (r *menuResource) planNew(ctx context.Context, m *menu) diag.Diagnostics {
	if r.Data == nil {
		return nil
	}
	botID := m.BotID.ValueString()
	// What fails for all bots is not waited for with each, nor what fails for one bot
	// with each of its menus.
	const noList = "not listed"
	noListOfBot := noList + " of " + botID
	if r.Data.RichMenus.Warned(noList) || r.Data.RichMenus.Warned(noListOfBot) {
		return nil
	}
	existing, err := r.Client.RichMenus.Existing(ctx, botID)
	switch {
	case errors.Is(err, providerdata.ErrSettingsUnknown), ctx.Err() != nil:
		return nil // settings that are not known before the apply, or nobody waits any more
	case err == nil, errors.Is(err, lineworks.ErrNotFound): // no menu; or no bot, of which the apply tells
	default:
		key := noListOfBot
		if lineworks.FailsAll(err) {
			key = noList
		}
		if r.Data.RichMenus.WarnOnce(key) {
			return diag.Diagnostics{kindOf(m.BotID).NotListed(err, ", nor whether the service deletes a persistent menu when a rich menu is made")}
		}
		return nil
	}
	diags := kindOf(m.BotID).NameTaken(path.Root("rich_menu_name"), m.RichMenuName, existing, func(id string) bool {
		return r.Data.RichMenus.IsManaged(keyOf(m, id))
	})
	if len(existing) == 0 { // beside a rich menu, a persistent menu could not exist
		diags.Append(r.persistentMenuGoes(ctx, botID)...)
	}
	return diags
}

// persistentMenuGoes warns that the service deletes the persistent menu of a bot.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-create
func (r *menuResource) persistentMenuGoes(ctx context.Context, botID string) diag.Diagnostics {
	if r.Client.Bots.CreatedHere(botID) {
		return nil // nobody else has had the time to give it a menu
	}
	var diags diag.Diagnostics
	existing, err := r.Client.PersistentMenus.Get(ctx, botID)
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
	case err != nil:
		// No reason to refuse a plan, but one to say what could not be looked at.
		diags.AddAttributeWarning(path.Root("bot_id"), "Unable to look for a persistent menu",
			fmt.Sprintf("The service deletes the persistent menu of bot %s, should it have one, when a rich menu is made. Whether it has could not be found out.\n\n%s", botID, err))
	default:
		diags.AddAttributeWarning(path.Root("bot_id"), fmt.Sprintf("Persistent menu of bot %s will be deleted", botID),
			fmt.Sprintf("Bot %s has a persistent menu with %s. The service deletes it when a rich menu is made for the bot, "+
				"and it does not come back when the rich menu goes.", botID, buttons(len(existing))))
	}
	return diags
}

func buttons(n int) string {
	if n == 1 {
		return "1 button"
	}
	return fmt.Sprintf("%d buttons", n)
}
