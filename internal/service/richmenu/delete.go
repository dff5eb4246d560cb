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
)

// Delete clears the default as well if it is this menu, and leaves any other default
// alone. How the service treats a menu that is in use is not documented. It may refuse
// to delete the default menu: then the default is cleared first. Or it may keep a
// default that names the deleted menu: so the default is cleared afterwards.
func (r *menuResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	menus, botID, id := r.Client.RichMenus, state.BotID.ValueString(), state.RichMenuID.ValueString()
	err := menus.Delete(ctx, botID, id)
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
	was, clearErr := menus.ClearDefault(ctx, botID, id)
	if was && clearErr != nil {
		resp.Diagnostics.Append(tfdiag.API("Unable to clear default rich menu before deleting it", state.subject(), clearErr, nil))
		return
	}
	if was {
		err = menus.Delete(ctx, botID, id)
	}
	if err != nil && !errors.Is(err, lineworks.ErrNotFound) {
		resp.Diagnostics.Append(deletionRefused(&state.menu, was, clearErr, err))
	}
}

// mayDangle warns that a menu is gone, and that the default may still name it.
func mayDangle(m *menu, err error) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("Default of bot %s may name rich menu %s, which is gone", m.BotID.ValueString(), m.RichMenuID.ValueString()), fmt.Sprintf("The menu was deleted: %s. "+
		"Whether it was the default, and still is, could not be settled.\n\n%s\n\n"+
		"If the bot's default has this ID, set another one or end it (DELETE /bots/%s/richmenus/default).", m.subject(), err, m.BotID.ValueString()))
}

// deletionRefused explains why a menu is still there. was tells that it was the
// default, which was ended; lookupErr is why that could not be found out.
func deletionRefused(m *menu, was bool, lookupErr, err error) diag.Diagnostic {
	const summary = "Unable to delete rich menu"
	// A scope that lets the default be ended lets the menu be deleted, too.
	if !lineworks.Refused(err) || errors.Is(err, lineworks.ErrForbidden) && !was {
		return tfdiag.API(summary, m.subject(), err, nil)
	}
	role := "It is not the default of the bot."
	switch {
	case was:
		role = "It was the default of the bot; that was ended, and the service refused all the same."
	case lookupErr != nil:
		role = fmt.Sprintf("Whether it is the default of the bot could not be found out: %s.", lookupErr)
	}
	return diag.NewErrorDiagnostic(summary, fmt.Sprintf("The service refused to delete %s.\n\n%s\n\n%s "+
		"Users may have been given this menu; the API cannot tell which. Destroy the lineworks_user_rich_menu resources that name it, "+
		"and take it away from others (DELETE /bots/{botId}/richmenus/users/{userId}); then apply again.", m.subject(), err, role))
}
