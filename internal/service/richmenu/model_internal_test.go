// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Messages name a menu as far as it is known.
func TestMenu_names(t *testing.T) {
	t.Parallel()
	bot, id, name := types.StringValue("2000001"), types.StringValue("40001"), types.StringValue("Main")
	for _, tc := range []struct {
		menu           menu
		subject, label string
	}{
		{menu{BotID: bot, RichMenuID: id, RichMenuName: name}, `rich menu "Main" (40001) of bot 2000001`, `rich menu "Main" of bot 2000001`},
		{menu{BotID: bot, RichMenuID: id}, `rich menu (40001) of bot 2000001`, `a rich menu of bot 2000001`},
		{menu{BotID: bot, RichMenuName: name}, `rich menu "Main" of bot 2000001`, `rich menu "Main" of bot 2000001`},
		{menu{BotID: types.StringUnknown(), RichMenuName: name}, `rich menu "Main" of bot `, `rich menu "Main"`},
		{menu{BotID: types.StringUnknown(), RichMenuName: types.StringUnknown()}, `rich menu of bot `, `a rich menu`},
	} {
		if got := tc.menu.subject(); got != tc.subject {
			t.Errorf("got subject %q, want %q", got, tc.subject)
		}
		if got := tc.menu.label(); got != tc.label {
			t.Errorf("got label %q, want %q", got, tc.label)
		}
	}
}
