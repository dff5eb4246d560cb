// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// The tests here replay the calls of public clients, with nothing changed but
// the two base addresses.

// TestReplay_script signs with float times, sends the grant type encoded twice
// and asks for "bot, bot.read"; then it makes a bot, gives it a menu and sends
// to a user and to a room, without registering the bot in a domain.
func TestReplay_script(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	now := float64(time.Now().UnixNano()) / 1e9
	claims := e.claims(time.Now())
	claims["iat"], claims["exp"] = now, now+3600
	form := e.form(e.sign(claims), "bot, bot.read")
	form.Set("grant_type", "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer")
	e.token = e.auth("/token", form.Encode()).is(200).has("scope", "bot bot.read").text("access_token")

	bot := e.post("/bots", `{"botName":"Script bot","photoUrl":"https://static.worksmobile.net/static/pwe/wm/devcenter/img_linebot.png",
		"description":"made by a script","administrators":["3b8e6a52-0000-0000-0000-000000000001"],"subadministrators":[],
		"allowDomains":[],"enableCallback":false,"callbackUrl":"","callbackEvents":[],"enableGroupJoin":true,
		"i18nBotNames":[],"i18nDescriptions":[],"i18nPhotoUrls":[]}`).is(201)
	path := fmt.Sprintf("/bots/%.0f", bot.body["botId"])
	e.post(path+"/persistentmenu", `{"content":{"actions":[
		{"type":"message","label":"Start","text":"Start","postback":"start",
		 "i18nLabels":[{"language":"ja_JP","label":"開始"}],"i18nTexts":[{"language":"ja_JP","text":"開始"}]},
		{"type":"uri","label":"Site","uri":"https://example.com/"}]}}`).is(201)
	const hello = `{"content":{"type":"text","text":"hello"}}`
	e.post(path+"/users/3b8e6a52-0000-0000-0000-000000000001/messages", hello).is(201)
	e.post(path+"/channels/12345a12-b12c-12d3-e123fghijkl/messages", hello).is(201)
	if got := len(e.api.Messages()); got != 2 {
		t.Errorf("%d messages", got)
	}
}

// TestReplay_library creates, gets, patches the description, gets and deletes,
// without waiting.
func TestReplay_library(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	bot := e.post("/bots", `{"botName":"lib","photoUrl":"https://static.worksmobile.net/static/pwe/wm/devcenter/img_linebot.png",
		"description":"before","administrators":["3b8e6a52-0000-0000-0000-000000000001"]}`).is(201).has("description", "before")
	path := fmt.Sprintf("/bots/%.0f", bot.body["botId"])
	e.get(path).is(200).has("description", "before")
	e.patch(path, `{"description":"after"}`).is(200).has("description", "after")
	e.get(path).is(200).has("description", "after").has("botName", "lib")
	e.delete(path).is(204)
	e.get(path).is(404)
}

// TestReplay_connector lists with paging and reads each bot.
func TestReplay_connector(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{MaxPageSize: 2})
	for range 5 {
		e.bot()
	}
	items, pages := e.list("/bots", "bots")
	if len(items) != 5 || pages != 3 {
		t.Fatalf("%d bots in %d pages", len(items), pages)
	}
	for _, item := range items {
		summary, _ := item.(map[string]any)
		e.get(fmt.Sprintf("/bots/%.0f", summary["botId"])).is(200).has("botName", summary["botName"]).has("description", "d")
	}
}

// TestReplay_richMenuSync reads and deletes the persistent menu, clears the
// default, deletes its old rich menus, makes a new one, and sets it as default
// without body and Content-Type. It sends a query name that does not exist.
func TestReplay_richMenuSync(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	e.api.SetPersistentMenu(id, []mockserver.Action{{Type: "message", Label: "l"}})
	content, _ := e.get(bot + "/persistentmenu").is(200).body["content"].(map[string]any)
	if actions, _ := content["actions"].([]any); len(actions) != 1 {
		t.Fatalf("the menu is %v", content)
	}
	e.delete(bot + "/persistentmenu").is(204)
	e.delete(bot + "/richmenus/default").is(404)
	for range 2 { // the second run replaces what the first has made
		menus, _ := e.get(bot + "/richmenus?limit=50").is(200).body["richmenus"].([]any)
		for _, item := range menus {
			menu, _ := item.(map[string]any)
			e.delete(fmt.Sprintf("%s/richmenus/%s", bot, menu["richmenuId"])).is(204)
		}
		menu := e.post(bot+"/richmenus", minimalRich).is(201).text("richmenuId")
		r := e.request(http.MethodPost, bot+"/richmenus/"+menu+"/set-default", "")
		r.Header.Del("Content-Type")
		e.send(r).is(201).has("defaultRichmenuId", menu)
		e.get(bot+"/richmenus/default").is(200).has("defaultRichmenuId", menu)
	}
	e.delete(bot + "/richmenus/default").is(204)
	if got := len(e.api.RichMenus(id)); got != 1 {
		t.Errorf("%d rich menus", got)
	}
}
