// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"strings"
	"testing"
)

// TestComplete applies the example that holds everything, plans it again,
// swaps its rich menus, and destroys it in one go.
func TestComplete(t *testing.T) {
	t.Parallel()
	files := complete(t)
	w := newWorkspace(t, files)
	w.apply()
	w.plan(false)
	bot := w.api.Bots()[0].BotID
	first := w.api.DefaultRichMenu(bot)
	writes := w.counts()
	for operation, want := range map[string]int{
		createBot: 1, "POST /bots/{botId}/domains/{domainId}": 2, "POST /bots/{botId}/domains/{domainId}/members": 3,
		"POST /bots/{botId}/richmenus": 2, "POST /bots/{botId}/attachments": 2, "POST {uploadUrl}": 2,
		"POST /bots/{botId}/richmenus/{richmenuId}/image": 1, "POST /bots/{botId}/richmenus/{richmenuId}/set-default": 1,
		"POST /bots/{botId}/richmenus/{richmenuId}/users/{userId}": 1, "POST /bots/{botId}/channels": 1, "POST /bots/{botId}/secret": 1,
	} {
		if writes[operation] != want {
			t.Errorf("got %d requests %s, want %d", writes[operation], operation, want)
		}
	}

	// Another picture, other areas, another name: two new menus.
	if err := w.Write("menu.png", files["menu.ja.png"]); err != nil {
		t.Fatal(err)
	}
	if err := w.Write("main.tf", strings.Replace(files["main.tf"], "rich_menu_grid(3, 2, 1686)", "rich_menu_grid(2, 3, 1686)", 1)); err != nil {
		t.Fatal(err)
	}
	moments := len(w.api.Timeline(bot))
	w.apply("-var=menu_version=v2")
	w.plan(false, "-var=menu_version=v2")
	if second := w.api.DefaultRichMenu(bot); second == first || second == "" {
		t.Errorf("got the default menu %q, want another one than %q", second, first)
	}
	for _, moment := range w.api.Timeline(bot)[moments:] {
		if moment.DefaultRichMenu == "" {
			t.Errorf("after %s, got no default menu, want one at every moment", moment.Operation)
		}
	}
	if n := len(w.api.RichMenus(bot)); n != 2 {
		t.Errorf("got %d rich menus, want the two new ones", n)
	}

	w.destroy("-var=menu_version=v2")
	if bots := w.api.Bots(); len(bots) != 0 {
		t.Errorf("got %d bots left, want none", len(bots))
	}
	for operation, want := range map[string]int{
		deleteBot: 1, "DELETE /bots/{botId}/domains/{domainId}": 2, "DELETE /bots/{botId}/domains/{domainId}/members/{userId}": 3,
		"DELETE /bots/{botId}/richmenus/{richmenuId}": 4, "DELETE /bots/{botId}/channels/{channelId}": 1,
		"DELETE /bots/{botId}/richmenus/default": 1, "DELETE /bots/{botId}/richmenus/users/{userId}": 1,
	} {
		if got := w.api.Count(operation); got != want {
			t.Errorf("got %d requests %s, want %d", got, operation, want)
		}
	}
}
