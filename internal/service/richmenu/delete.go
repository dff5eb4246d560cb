// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
)

// Delete clears the default as well if it is this menu, and leaves any other default
// alone. How the service treats a menu that is in use is not documented. It may refuse
// to delete the default menu: then the default is cleared first. Or it may keep a
// default that names the deleted menu: so the default is cleared afterwards.
func (r *menuResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	menus, botID, id := r.Client.RichMenus, state.BotID.ValueString(), state.RichMenuID.ValueString()
	err := menus.Delete(ctx, botID, id)
	if errors.Is(err, lineworks.ErrNotFound) {
		if resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...); resp.Diagnostics.HasError() {
			return
		}
	}
	if err == nil || errors.Is(err, lineworks.ErrNotFound) {
		if _, err := menus.ClearDefault(ctx, botID, id); err != nil {
			resp.Diagnostics.Append(mayDangle(&state.menu, err))
		}
		return
	}
	if !lineworks.Refused(err) {
		resp.Diagnostics.Append(tfdiag.API("Unable to delete rich menu", state.subject(), err, nil))
		return
	}
	wasDefault, clearErr := menus.ClearDefault(ctx, botID, id)
	if wasDefault && clearErr != nil {
		resp.Diagnostics.Append(tfdiag.API("Unable to clear default rich menu before deleting it", state.subject(), clearErr, nil))
		return
	}
	if wasDefault {
		err = menus.Delete(ctx, botID, id)
	}
	if err != nil && !errors.Is(err, lineworks.ErrNotFound) {
		resp.Diagnostics.Append(deletionRefused(&state.menu, wasDefault, clearErr, err))
	}
}

// mayDangle warns that the default may still name a deleted menu.
func mayDangle(m *menu, err error) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("Default of bot %s may name the deleted rich menu %s", m.BotID.ValueString(), m.RichMenuID.ValueString()), fmt.Sprintf("The menu was deleted: %s. "+
		"The provider could not confirm that it is no longer the default.\n\n%s\n\n"+
		"If the bot's default has this ID, set another one or clear it (DELETE /bots/%s/richmenus/default).", m.subject(), err, m.BotID.ValueString()))
}

// deletionRefused reports that the service refused to delete a menu. wasDefault says
// that it was the default, which was cleared; lookupErr is the error of looking up the
// default.
func deletionRefused(m *menu, wasDefault bool, lookupErr, err error) diag.Diagnostic {
	const summary = "Unable to delete rich menu"
	// A scope that permits clearing the default permits deleting the menu, too.
	if !lineworks.Refused(err) || errors.Is(err, lineworks.ErrForbidden) && !wasDefault {
		return tfdiag.API(summary, m.subject(), err, nil)
	}
	role := "It is not the default of the bot."
	switch {
	case wasDefault:
		role = "It was the default of the bot. The provider cleared the default, and the service still refused."
	case lookupErr != nil:
		role = fmt.Sprintf("The provider could not determine whether it is the default of the bot: %s.", lookupErr)
	}
	return diag.NewErrorDiagnostic(summary, fmt.Sprintf("The service refused to delete %s.\n\n%s\n\n%s "+
		"The menu may be assigned to users; the API cannot list them. Destroy the lineworks_user_rich_menu resources that name it, "+
		"and clear it for other users (DELETE /bots/{botId}/richmenus/users/{userId}); then apply again.", m.subject(), err, role))
}
