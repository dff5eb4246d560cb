// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestUserRichMenu_lifecycle: https://developers.worksmobile.com/en/docs/bot-richmenu-user-set,
// bot-richmenu-user-get and, for what comes first, bot-default-richmenu-set.
func TestUserRichMenu_lifecycle(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	standard, standardPath := e.richMenu(id)
	own, ownPath := e.richMenu(id)
	user := bot + "/richmenus/users/user%2Ff7da"
	const name = "user/f7da"
	e.get(user).is(404, "NOT_FOUND")
	e.delete(user).is(404, "NOT_FOUND")
	e.post(standardPath+"/set-default", "").is(201)
	e.get(user).is(404, "NOT_FOUND") // never the default
	shows := func(want string) {
		t.Helper()
		if got, found := e.api.ShownRichMenu(id, name); got.RichMenuID != want || found != (want != "") {
			t.Errorf("the user sees %q, want %q", got.RichMenuID, want)
		}
	}
	shows(standard)
	if raw := e.post(ownPath+"/users/user%2Ff7da", "").is(204).raw; raw != "" {
		t.Errorf("got the body %s, want none", raw)
	}
	shows(own)
	got := e.get(user).is(200).has("richmenuId", own).has("richmenuName", "m").has("size", map[string]any{"width": 2500, "height": 843})
	if len(got.body) != 4 {
		t.Errorf("got the menu %s, want 4 properties", got.raw)
	}
	e.post(standardPath+"/users/user%2Ff7da", "").is(204) // replaces
	e.get(user).is(200).has("richmenuId", standard)
	e.post(ownPath+"/users/user%2Ff7da", "").is(204)
	e.get(bot+"/richmenus/users/other").is(404, "NOT_FOUND")
	if raw := e.delete(user).is(204).raw; raw != "" {
		t.Errorf("got the body %s, want none", raw)
	}
	shows(standard)
	e.get(user).is(404, "NOT_FOUND")
	e.delete(user).is(404, "NOT_FOUND")
	e.post(bot+"/richmenus/1/users/u", "").is(404, "NOT_FOUND")
	e.delete(bot + "/richmenus/default").is(204)
	shows("")
}

// TestUserRichMenu_deletedMenu: the users of a deleted menu see the default.
func TestUserRichMenu_deletedMenu(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	first, firstPath := e.richMenu(id)
	second, secondPath := e.richMenu(id)
	for user, menu := range map[string]string{"u1": firstPath, "u2": firstPath, "u3": secondPath} {
		e.post(menu+"/users/"+user, "").is(204)
	}
	e.post(secondPath+"/set-default", "").is(201)
	e.api.SetQuirks(mockserver.Quirks{RefuseDeleteAssignedRichMenu: true})
	e.delete(firstPath).is(409, "CONFLICT")
	_, unassigned := e.richMenu(id)
	e.delete(unassigned).is(204)
	e.api.SetQuirks(mockserver.Quirks{RefuseDeleteDefaultRichMenu: true})
	e.delete(secondPath).is(409, "CONFLICT")
	e.delete(firstPath).is(204)
	if got := e.api.UserRichMenus(id); !maps.Equal(got, map[string]string{"u3": second}) {
		t.Errorf("got the users %v, want u3 with %s", got, second)
	}
	e.get(bot + "/richmenus/users/u1").is(404)
	if got, _ := e.api.ShownRichMenu(id, "u1"); got.RichMenuID != second || first == second {
		t.Errorf("got the menu %s for the user, want %s, another than %s", got.RichMenuID, second, first)
	}
	e.api.SetQuirks(mockserver.Quirks{KeepDanglingRichMenus: true})
	e.delete(secondPath).is(204)
	e.get(bot+"/richmenus/default").is(200).has("defaultRichmenuId", second)
	e.get(bot).is(200).has("defaultRichmenuId", second)
	e.get(bot+"/richmenus/users/u3").is(404, "NOT_FOUND")
	if got, found := e.api.ShownRichMenu(id, "u3"); found {
		t.Errorf("got the deleted menu %s for the user, want none", got.RichMenuID)
	}
	e.delete(bot + "/richmenus/users/u3").is(204)
}

func TestQuirk_userRichMenu(t *testing.T) {
	t.Parallel()
	type q = mockserver.Quirks
	e := startWith(t, q{DeleteUnset204: true})
	id, bot := e.bot()
	menuID, menu := e.richMenu(id)
	user := bot + "/richmenus/users/a%40example.com"
	e.delete(user).is(204)
	e.post(menu+"/users/a%40example.com", "").is(204) // names the user, as elsewhere
	e.get(user).is(200).has("richmenuId", menuID)
	if got := slices.Collect(maps.Keys(e.api.UserRichMenus(id))); len(got) != 1 || len(got[0]) != 36 {
		t.Errorf("got the users %v, want one with an id of 36 characters", got)
	}
	e.api.SetQuirks(q{RefuseEmailUsers: true})
	e.post(menu+"/users/a%40example.com", "").is(400, "INVALID_PARAMETER")
	e.get(user).is(400, "INVALID_PARAMETER")
	e.delete(user).is(400, "INVALID_PARAMETER")
	e.api.SetQuirks(q{SecondDelete: mockserver.Gone410, UserMenuNeedsRegistration: true})
	e.delete(user).is(204)
	e.delete(user).is(410, "DELETED")
	e.delete(bot+"/richmenus/users/never").is(404, "NOT_FOUND")
	e.post(menu+"/users/u", "").is(403, "ACCESS_DENIED")
	e.post(bot+domain, `{}`).is(201)
	e.post(menu+"/users/u", "").is(204)
}

// TestQuirk_defaultUnset: two clients see 404; the page is silent.
func TestQuirk_defaultUnset(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	for form, want := range map[mockserver.DefaultUnset]any{
		mockserver.DefaultUnsetNull: nil, mockserver.DefaultUnsetEmpty: "", mockserver.DefaultUnsetAbsent: "absent",
	} {
		e.api.SetQuirks(mockserver.Quirks{DefaultUnset: form})
		e.get(bot+"/richmenus/default").is(200).has("botId", id).has("defaultRichmenuId", want)
	}
	menuID, menu := e.richMenu(id)
	e.post(menu+"/set-default", "").is(201)
	e.get(bot+"/richmenus/default").is(200).has("defaultRichmenuId", menuID)
}

func TestState_defaultAndUsers(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	menuID, _ := e.richMenu(id)
	if e.api.SetDefaultRichMenu(id, "1") || e.api.SetUserRichMenu(id, "u", "1") ||
		e.api.SetDefaultRichMenu(1, menuID) || e.api.SetUserRichMenu(1, "u", menuID) || e.api.SetUserRichMenu(1, "u", "") {
		t.Error("got true for a bot or menu that does not exist, want false")
	}
	if !e.api.SetDefaultRichMenu(id, menuID) || !e.api.SetUserRichMenu(id, "a@example.com", menuID) {
		t.Errorf("got false for bot %d and menu %s, want true", id, menuID)
	}
	e.get(bot+"/richmenus/default").is(200).has("defaultRichmenuId", menuID)
	e.get(bot+"/richmenus/users/a%40example.com").is(200).has("richmenuId", menuID)
	if e.api.DefaultRichMenu(id) != menuID || e.api.UserRichMenu(id, "a@example.com") != menuID {
		t.Errorf("got the default %q and the user's menu %q, want %s in both", e.api.DefaultRichMenu(id), e.api.UserRichMenu(id, "a@example.com"), menuID)
	}
	e.api.UserRichMenus(id)["x"] = menuID
	if got := len(e.api.UserRichMenus(id)); got != 1 {
		t.Errorf("got %d users, want 1", got)
	}
	if !e.api.SetDefaultRichMenu(id, "") || !e.api.SetUserRichMenu(id, "a@example.com", "") {
		t.Error("got false for taking the menus away, want true")
	}
	e.get(bot + "/richmenus/default").is(404)
	e.get(bot + "/richmenus/users/a%40example.com").is(404)
	_, shown := e.api.ShownRichMenu(1, "u")
	if e.api.DefaultRichMenu(1) != "" || e.api.UserRichMenu(1, "u") != "" || e.api.UserRichMenus(1) != nil || shown {
		t.Error("got a rich menu for bot 1, want none: there is no such bot")
	}
}

// TestTimeline sees that an exchange of the default leaves no gap, and finds one.
func TestTimeline(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{KeepRequests: 8})
	id, bot := e.bot()
	_, other := e.bot()
	first := e.post(bot+"/richmenus", minimalRich).is(201).text("richmenuId")
	e.post(bot+"/richmenus/"+first+"/set-default", "").is(201)
	e.api.ResetRequests()
	second := e.post(bot+"/richmenus", minimalRich).is(201).text("richmenuId")
	e.get(bot + "/richmenus").is(200)
	e.post(bot+"/richmenus/"+second+"/image", `{}`).is(400)
	e.post(bot+"/richmenus/"+second+"/set-default", "").is(201)
	e.api.Fail(mockserver.Fault{Operation: "DELETE /bots/{botId}/richmenus/{richmenuId}", Status: 503, Act: true})
	e.api.Fail(mockserver.Fault{Operation: "PATCH /bots/{botId}", Status: 503}) // not carried out
	e.delete(bot + "/richmenus/" + first).is(503)
	e.patch(bot, `{}`).is(503)
	e.patch(other, `{}`).is(200)
	const menus, menu = "/bots/{botId}/richmenus", "/bots/{botId}/richmenus/{richmenuId}"
	want := []mockserver.Moment{
		{Operation: "POST " + menus, DefaultRichMenu: first},
		{Operation: "POST " + menu + "/image", DefaultRichMenu: first},
		{Operation: "POST " + menu + "/set-default", DefaultRichMenu: second},
		{Operation: "DELETE " + menu, DefaultRichMenu: second},
	}
	if got := e.api.Timeline(id); !slices.Equal(got, want) {
		t.Errorf("the timeline is %+v, want %+v", got, want)
	}
	e.delete(bot + "/richmenus/" + second).is(204)
	e.delete(bot).is(204)
	got := e.api.Timeline(id)
	if len(got) != 6 || got[4].DefaultRichMenu != "" || got[5].Operation != "DELETE /bots/{botId}" {
		t.Errorf("got the timeline %+v, want 6 entries: no default in the fifth, DELETE /bots/{botId} last", got)
	}
	for i := range 8 {
		e.put(fmt.Sprintf("/bots/%d", id), minimalBot).is(404)
		if got := len(e.api.Timeline(id)); got != min(8, 7+i) {
			t.Errorf("got %d timeline entries, want %d", got, min(8, 7+i))
		}
	}
	e.api.ResetRequests()
	if got := e.api.Timeline(id); len(got) != 0 {
		t.Errorf("got the timeline %+v, want none", got)
	}
}
