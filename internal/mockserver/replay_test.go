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
		t.Errorf("got %d messages, want 2", got)
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
	e.get(path).is(404, "NOT_FOUND").has("description", "bot not found")
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
		t.Fatalf("got %d bots in %d pages, want 5 in 3", len(items), pages)
	}
	for _, item := range items {
		summary, _ := item.(map[string]any)
		e.get(fmt.Sprintf("/bots/%.0f", summary["botId"])).is(200).has("botName", summary["botName"]).has("description", "d")
	}
}

// uploaded sends a picture as a script does and returns the id that it goes on
// with: that of the upload's response.
func (e *env) uploaded(bot, part string, others ...string) string {
	e.t.Helper()
	announced := e.post(bot+"/attachments", `{"fileName":"richmenu.png"}`).is(200)
	kind, body := form(e.t, part, "richmenu.png", mockserver.PlainPNG(tall, 0), others...)
	return e.send(e.at(http.MethodPost, announced.text("uploadUrl"), kind, body)).is(200).text("fileId")
}

// setDefault has neither body nor Content-Type.
func (e *env) setDefault(bot, menu string) {
	e.t.Helper()
	r := e.request(http.MethodPost, bot+"/richmenus/"+menu+"/set-default", "")
	r.Header.Del("Content-Type")
	e.send(r).is(201).has("defaultRichmenuId", menu)
}

// TestReplay_richMenuSync reads and deletes the persistent menu, clears the
// default when it is its own, deletes its old rich menus, uploads, makes a new one,
// sets image and default. It sends a query name and a displayText that do not exist.
func TestReplay_richMenuSync(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	e.api.SetPersistentMenu(id, []mockserver.Action{{Type: "message", Label: "l"}})
	content, _ := e.get(bot + "/persistentmenu").is(200).body["content"].(map[string]any)
	if actions, _ := content["actions"].([]any); len(actions) != 1 {
		t.Fatalf("got the menu %v, want one action", content)
	}
	e.delete(bot + "/persistentmenu").is(204)
	for run := range 2 { // the second run replaces the objects of the first
		menus, _ := e.get(bot + "/richmenus?limit=50").is(200).body["richmenus"].([]any)
		standard := e.get(bot + "/richmenus/default")
		if len(menus) != run || standard.status != []int{404, 200}[run] {
			t.Fatalf("run %d: got %d menus and the default %d %s, want %d menus and status %d", run, len(menus), standard.status, standard.raw, run, []int{404, 200}[run])
		}
		for _, item := range menus {
			menu, _ := item.(map[string]any)
			standard.has("defaultRichmenuId", menu["richmenuId"])
			e.delete(bot + "/richmenus/default").is(204)
			e.delete(fmt.Sprintf("%s/richmenus/%s", bot, menu["richmenuId"])).is(204)
		}
		file := e.uploaded(bot, "Filedata")
		menu := e.post(bot+"/richmenus", `{"richmenuName":"sync","size":{"width":2500,"height":1686},"areas":[
			{"bounds":{"x":0,"y":0,"width":1250,"height":1686},"action":{"type":"message","label":"A","text":"A","displayText":"A"}},
			{"bounds":{"x":1250,"y":0,"width":1250,"height":1686},"action":{"type":"uri","label":"B","uri":"https://example.com/"}}]}`).
			is(201).text("richmenuId")
		e.post(bot+"/richmenus/"+menu+"/image", fileID(file)).is(204)
		e.setDefault(bot, menu)
	}
	if got := e.api.RichMenus(id); len(got) != 1 || e.api.DefaultRichMenu(id) != got[0].RichMenuID {
		t.Errorf("got the rich menus %+v and the default %s, want one that is the default", got, e.api.DefaultRichMenu(id))
	}
}

// TestReplay_richMenuAdmin is the page of an administrator: it lists without
// paging, probes each menu for an image, takes 404 for no default, and sends a
// resourceName before the file.
func TestReplay_richMenuAdmin(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	e.get(bot+"/richmenus?count=100").is(200).has("richmenus", []any{})
	e.get(bot + "/richmenus/default").is(404)
	menu := e.post(bot+"/richmenus", minimalRich).is(201).text("richmenuId")
	e.get(bot + "/richmenus/" + menu + "/image").is(404)
	e.post(bot+"/richmenus/"+menu+"/image", fileID(e.uploaded(bot, "Filedata", "resourceName"))).is(204)
	e.get(bot + "/richmenus/" + menu + "/image").is(200)
	e.setDefault(bot, menu)
	e.get(bot+"/richmenus/default").is(200).has("botId", id).has("defaultRichmenuId", menu)
	e.delete(bot + "/richmenus/default").is(204)
	e.delete(bot + "/richmenus/default").is(404) // ignored there
	e.delete(bot + "/richmenus/" + menu).is(204)
}

// TestReplay_richMenuScript gives one image to every language under one file id,
// has an area that ends a pixel past the edge, and sets the default through the
// bot, by PUT of the whole and by PATCH.
func TestReplay_richMenuScript(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	menu := e.post(bot+"/richmenus", `{"richmenuName":"script","size":{"width":2500,"height":1686},"areas":[
		{"bounds":{"x":1876,"y":0,"width":625,"height":1686},"action":{"type":"postback","label":"A","data":"a","displayText":"A",
		 "i18nLabels":[{"language":"ja_JP","label":"A"}],"i18nDisplayTexts":[{"language":"ja_JP","displayText":"A"}]}}]}`).
		is(201).has("richmenuName", "script").text("richmenuId")
	file := e.uploaded(bot, "file")
	e.post(bot+"/richmenus/"+menu+"/image",
		`{"fileId":"`+file+`","i18nFileIds":[{"language":"ko_KR","fileId":"`+file+`"},{"language":"ja_JP","fileId":"`+file+`"}]}`).is(204)
	if image, _ := e.api.RichMenuImage(id, menu); len(image.I18n) != 2 || image.I18n["ja_JP"].SHA256() != image.SHA256() {
		t.Errorf("got %d images for languages, want 2, that for ja_JP the same as the default image", len(image.I18n))
	}
	e.put(bot, botWith(`"allowDomains":[0],"subadministrators":[],"i18nBotNames":[],"defaultRichmenuId":"`+menu+`"`)).is(200)
	e.get(bot+"/richmenus/default").is(200).has("defaultRichmenuId", menu)
	e.api.SetDefaultRichMenu(id, "")
	e.patch(bot, `{"defaultRichmenuId":"`+menu+`"}`).is(200).has("defaultRichmenuId", menu)
	e.get(bot+"/richmenus/default").is(200).has("defaultRichmenuId", menu)
}
