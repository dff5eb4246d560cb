// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const persistent = "/persistentmenu"

func repeat(text string, n int) string { return strings.Repeat(text, n) }

func menuOf(actions ...string) string {
	return `{"content":{"actions":[` + strings.Join(actions, ",") + `]}}`
}

// TestPersistentMenu_lifecycle: https://developers.worksmobile.com/en/docs/bot-persistentmenu-create,
// bot-persistentmenu-get and bot-api.
func TestPersistentMenu_lifecycle(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	e.get(bot+persistent).is(404, "NOT_FOUND")
	e.delete(bot+persistent).is(404, "NOT_FOUND")
	want := map[string]any{"actions": []any{
		map[string]any{
			"type": "message", "label": "two lines", "text": "a b", "postback": "p\nq",
			"i18nLabels": []any{map[string]any{"language": "ja_JP", "label": "ヘ ル"}},
			"i18nTexts":  []any{map[string]any{"language": "ko_KR", "text": "t"}},
		},
		map[string]any{"type": "uri", "label": "l", "uri": "http://example.com/"},
		map[string]any{"type": "copy", "label": "l", "copyText": "c"},
	}}
	body := menuOf(`{"type":"message","label":"two\nlines","text":"a\r\nb","postback":"p\nq",`+
		`"i18nLabels":[{"language":"ja_JP","label":"ヘ\nル"}],"i18nTexts":[{"language":"ko_KR","text":"t"}]}`,
		`{"type":"uri","label":"l","uri":"http://example.com/"}`, `{"type":"copy","label":"l","copyText":"c"}`)
	e.post(bot+persistent, body).is(201).has("content", want)
	e.get(bot+persistent).is(200).has("content", want)
	e.post(bot+persistent, minimalMenu).is(201) // replaces
	want = map[string]any{"actions": []any{map[string]any{"type": "message", "label": "Help"}}}
	e.get(bot+persistent).is(200).has("content", want)
	if got, has := e.api.PersistentMenu(id); !has || !reflect.DeepEqual(got, []mockserver.Action{{Type: "message", Label: "Help"}}) {
		t.Errorf("got the menu %+v (has: %t), want one action, a message with the label Help", got, has)
	}
	e.delete(bot + persistent).is(204)
	e.get(bot + persistent).is(404)
	e.post(bot+persistent, menuOf()).is(201) // no least number is printed
	e.get(bot+persistent).is(200).has("content", map[string]any{"actions": []any{}})
}

// TestPersistentMenu_limits: the table of https://developers.worksmobile.com/en/docs/bot-persistentmenu-get.
func TestPersistentMenu_limits(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	const plain = `{"type":"message","label":"l"}`
	address := func(n int) string { return "https://example.com/" + repeat("a", n-20) }
	for _, test := range []struct {
		body   string
		status int
		code   string
	}{
		{`{}`, 400, "MISSING_PARAMETER"},
		{`{"content":null}`, 400, "MISSING_PARAMETER"},
		{`{"content":{}}`, 400, "MISSING_PARAMETER"},
		{`{"content":{"actions":{}}}`, 400, "INVALID_PARAMETER"},
		{menuOf(plain, plain, plain, plain), 201, ""},
		{menuOf(plain, plain, plain, plain, plain), 400, "LIMIT_EXCEEDED"},
		{menuOf(`{"label":"l"}`), 400, "MISSING_PARAMETER"},
		{menuOf(`{"type":"message"}`), 400, "MISSING_PARAMETER"},
		{menuOf(`{"type":"message","label":""}`), 400, "MISSING_PARAMETER"},
		{menuOf(`{"type":"postback","label":"l","data":"d"}`), 400, "INVALID_PARAMETER"},
		{menuOf(`{"type":"camera","label":"l"}`), 400, "INVALID_PARAMETER"},
		{menuOf(`{"type":"message","label":"` + repeat("あ", 1000) + `"}`), 201, ""},
		{menuOf(`{"type":"message","label":"` + repeat("あ", 1001) + `"}`), 400, "LIMIT_EXCEEDED"},
		{menuOf(`{"type":"message","label":"l","text":"` + repeat("あ", 301) + `"}`), 400, "LIMIT_EXCEEDED"},
		{menuOf(`{"type":"message","label":"l","postback":"` + repeat("あ", 1001) + `"}`), 400, "LIMIT_EXCEEDED"},
		{menuOf(`{"type":"uri","label":"l"}`), 400, "MISSING_PARAMETER"},
		{menuOf(`{"type":"uri","label":"l","uri":"ftp://example.com/"}`), 400, "INVALID_PARAMETER"},
		{menuOf(`{"type":"uri","label":"l","uri":"/path"}`), 400, "INVALID_PARAMETER"},
		{menuOf(`{"type":"uri","label":"l","uri":"` + address(1000) + `"}`), 201, ""},
		{menuOf(`{"type":"uri","label":"l","uri":"` + address(1001) + `"}`), 400, "LIMIT_EXCEEDED"},
		{menuOf(`{"type":"copy","label":"l"}`), 400, "MISSING_PARAMETER"},
		{menuOf(`{"type":"copy","label":"l","copyText":"` + repeat("c", 1001) + `"}`), 400, "LIMIT_EXCEEDED"},
		{menuOf(`{"type":"message","label":"l","i18nLabels":[{"language":"xx","label":"l"}]}`), 400, "INVALID_PARAMETER"},
		{menuOf(`{"type":"message","label":"l","i18nLabels":[{"language":"ja_JP"}]}`), 400, "MISSING_PARAMETER"},
		{menuOf(`{"type":"message","label":"l","text":null,"i18nTexts":[]}`), 201, ""},
	} {
		got := e.post(bot+persistent, test.body)
		if got.status != test.status || test.code != "" && got.body["code"] != test.code {
			t.Errorf("%.90s: %d %s, want %d %s", test.body, got.status, got.raw, test.status, test.code)
		}
	}
}

func TestQuirk_persistentMenu(t *testing.T) {
	t.Parallel()
	type q = mockserver.Quirks
	e := startWith(t, q{PersistentMenuUnset: mockserver.PersistentMenuUnsetEmptyActions})
	id, bot := e.bot()
	e.get(bot+persistent).is(200).has("content", map[string]any{"actions": []any{}})
	e.api.SetQuirks(q{PersistentMenuUnset: mockserver.PersistentMenuUnsetNull})
	e.get(bot+persistent).is(200).has("content", nil)
	e.api.SetQuirks(q{PersistentMenuUnset: mockserver.PersistentMenuUnsetEmpty})
	e.get(bot+persistent).is(200).has("content", "absent")
	e.api.SetQuirks(q{DeleteUnset204: true, PersistentMenuResponse: mockserver.PersistentMenuResponseEmpty, PersistentMenuTextEcho: true})
	e.delete(bot + persistent).is(204)
	if raw := e.post(bot+persistent, minimalMenu).is(201).raw; raw != "" {
		t.Errorf("got the body %s, want none", raw)
	}
	e.get(bot+persistent).is(200).has("content", map[string]any{"actions": []any{
		map[string]any{"type": "message", "label": "Help", "text": "Help"},
	}})
	e.api.SetQuirks(q{UnsetElsewhere: mockserver.UnsetElsewhereEmpty, RefuseSecondPersistentMenu: true})
	e.get(bot+persistent).is(200).has("content", map[string]any{"actions": []any{map[string]any{
		"type": "message", "label": "Help", "text": "", "postback": "", "uri": "", "copyText": "",
		"i18nLabels": []any{}, "i18nTexts": []any{},
	}}})
	e.post(bot+persistent, minimalMenu).is(409, "ALREADY_EXIST")
	e.api.RemovePersistentMenu(id)
	e.get(bot + persistent).is(404)
}

// TestRichMenu_lifecycle: https://developers.worksmobile.com/en/docs/bot-richmenu-create,
// bot-richmenu-list, bot-richmenu-get and the pages of the default.
func TestRichMenu_lifecycle(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{MaxPageSize: 2})
	id, bot := e.bot()
	e.post(bot+persistent, minimalMenu).is(201)
	first := e.post(bot+"/richmenus", minimalRich).is(201).text("richmenuId")
	if _, has := e.api.PersistentMenu(id); has {
		t.Error("got a persistent menu, want none")
	}
	e.get(bot + persistent).is(404)
	full := strings.Replace(minimalRich, `"type":"uri","uri":"https://example.com/"`,
		`"type":"postback","label":"`+repeat("あ", 20)+`","data":"d","displayText":"t","i18nDisplayTexts":[{"language":"ja_JP","displayText":"x"}]`, 1)
	second := e.post(bot+"/richmenus", full).is(201)
	second.has("size", map[string]any{"width": 2500, "height": 843}).has("richmenuName", "m").has("areas", []any{map[string]any{
		"bounds": map[string]any{"x": 0, "y": 0, "width": 1250, "height": 843},
		"action": map[string]any{
			"type": "postback", "label": repeat("あ", 20), "data": "d", "displayText": "t",
			"i18nDisplayTexts": []any{map[string]any{"language": "ja_JP", "displayText": "x"}},
		},
	}})
	menu := bot + "/richmenus/" + second.text("richmenuId")
	e.get(menu).is(200).has("areas", second.body["areas"])
	e.post(bot+"/richmenus", minimalRich).is(201)
	if items, pages := e.list(bot+"/richmenus", "richmenus"); len(items) != 3 || pages != 2 {
		t.Errorf("got %d menus in %d pages, want 3 in 2", len(items), pages)
	}
	e.get(bot+"/richmenus/default").is(404, "NOT_FOUND")
	e.delete(bot + "/richmenus/default").is(404)
	want := map[string]any{"botId": id, "defaultRichmenuId": first}
	set := e.post(bot+"/richmenus/"+first+"/set-default", "").is(201)
	set.has("botId", want["botId"]).has("defaultRichmenuId", first)
	e.get(bot+"/richmenus/default").is(200).has("botId", id).has("defaultRichmenuId", first)
	e.get(bot).is(200).has("defaultRichmenuId", first)
	e.delete(bot + "/richmenus/default").is(204)
	e.get(bot + "/richmenus/default").is(404)
	e.post(menu+"/set-default", "").is(201)
	e.delete(menu).is(204)
	e.get(menu).is(404, "NOT_FOUND")
	e.delete(menu).is(404, "NOT_FOUND")
	e.post(menu+"/set-default", "").is(404, "NOT_FOUND")
	e.get(bot+"/richmenus/default").is(404, "NOT_FOUND") // cleared with its menu
	e.get(bot).is(200).has("defaultRichmenuId", "")
}

// TestRichMenu_limits: the tables of https://developers.worksmobile.com/en/docs/bot-richmenu-create.
func TestRichMenu_limits(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	area := minimalRich[strings.Index(minimalRich, `[{`)+1 : len(minimalRich)-2]
	edit := func(old, changed string) string { return strings.Replace(minimalRich, old, changed, 1) }
	const uri = `"type":"uri","uri":"https://example.com/"`
	for _, test := range []struct {
		body   string
		status int
		code   string
	}{
		{without(t, minimalRich, "richmenuName"), 400, "MISSING_PARAMETER"},
		{without(t, minimalRich, "areas"), 400, "MISSING_PARAMETER"},
		{without(t, minimalRich, "size"), 400, "MISSING_PARAMETER"},
		{edit(`"m"`, `"`+repeat("あ", 300)+`"`), 201, ""},
		{edit(`"m"`, `"`+repeat("あ", 301)+`"`), 400, "LIMIT_EXCEEDED"},
		{edit(area, ""), 400, "INVALID_PARAMETER"},
		{edit(area, strings.TrimSuffix(repeat(area+",", 20), ",")), 201, ""},
		{edit(area, strings.TrimSuffix(repeat(area+",", 21), ",")), 400, "LIMIT_EXCEEDED"},
		{edit(`"height":843},"areas"`, `"height":1686},"areas"`), 201, ""},
		{edit(`"height":843},"areas"`, `"height":900},"areas"`), 400, "INVALID_PARAMETER"},
		{edit(`"width":2500`, `"width":1200`), 400, "INVALID_PARAMETER"},
		{edit(`"width":2500`, `"width":"2500"`), 400, "INVALID_PARAMETER"},
		{edit(`"x":0`, `"x":1876`), 201, ""}, // past the edge: not said, seen accepted
		{edit(`"x":0`, `"x":2501`), 400, "OUT_OF_RANGE"},
		{edit(`"x":0`, `"x":-1`), 400, "OUT_OF_RANGE"},
		{edit(`"y":0`, `"y":1687`), 400, "OUT_OF_RANGE"},
		{edit(`"x":0,`, ``), 400, "MISSING_PARAMETER"},
		{edit(uri, `"type":"message","text":"t","displayText":"live clients send this"`), 201, ""},
		{edit(uri, `"type":"message","label":"l"`), 400, "MISSING_PARAMETER"},
		{edit(uri, `"type":"postback","label":"l"`), 400, "MISSING_PARAMETER"},
		{edit(uri, `"type":"copy","label":"l"`), 400, "MISSING_PARAMETER"},
		{edit(uri, `"type":"location","label":"l"`), 400, "INVALID_PARAMETER"},
		{edit(uri, uri+`,"label":"`+repeat("あ", 21)+`"`), 400, "LIMIT_EXCEEDED"},
		{edit(uri, `"type":"postback","data":"`+repeat("d", 301)+`"`), 400, "LIMIT_EXCEEDED"},
	} {
		got := e.post(bot+"/richmenus", test.body)
		if got.status != test.status || test.code != "" && got.body["code"] != test.code {
			t.Errorf("%.200s: %d %s, want %d %s", test.body, got.status, got.raw, test.status, test.code)
		}
	}
}

func TestRichMenu_maximum(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{MaxRichMenus: 1})
	_, bot := e.bot()
	e.post(bot+"/richmenus", minimalRich).is(201)
	e.post(bot+"/richmenus", minimalRich).is(403, "LIMIT_EXCEEDED")
}

func TestQuirk_richMenu(t *testing.T) {
	t.Parallel()
	type q = mockserver.Quirks
	e := startWith(t, q{})
	id, bot := e.bot()
	menu := e.api.AddRichMenu(id, mockserver.RichMenu{RichMenuID: "1043568", RichMenuName: "m", Size: mockserver.Size{Width: 2500, Height: 843}})
	e.post(bot+persistent, minimalMenu).is(400, "INVALID_PARAMETER")
	e.api.SetQuirks(q{RichMenuConflict: mockserver.RichMenuConflict409})
	e.post(bot+persistent, minimalMenu).is(409, "CONFLICT")
	e.api.SetQuirks(q{RichMenuConflict: mockserver.RichMenuConflict403})
	e.post(bot+persistent, minimalMenu).is(403, "FORBIDDEN")
	e.api.SetQuirks(q{RefuseDeleteDefaultRichMenu: true, BotIDAsString: true, DeleteUnset204: true})
	e.delete(bot + "/richmenus/default").is(204)
	e.post(bot+"/richmenus/"+menu+"/set-default", "").is(201).has("botId", fmt.Sprint(id))
	e.delete(bot+"/richmenus/"+menu).is(409, "CONFLICT")
	e.delete(bot + "/richmenus/default").is(204)
	e.delete(bot + "/richmenus/" + menu).is(204)
	e.api.SetQuirks(q{SecondDelete: mockserver.Gone410, CreateResponse: mockserver.CreateResponseOnlyID})
	e.delete(bot+"/richmenus/"+menu).is(410, "DELETED")
	e.delete(bot+"/richmenus/default").is(410, "DELETED")
	e.post(bot+"/richmenus", minimalRich).is(201).has("richmenuId", "1043569").has("richmenuName", "absent")
}

func TestState_menus(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	actions := []mockserver.Action{{Type: "message", Label: "l", I18nLabels: map[string]string{"ja_JP": "j"}}}
	e.api.SetPersistentMenu(id, actions)
	actions[0].I18nLabels["ja_JP"] = "x"
	e.get(bot+persistent).is(200).has("content", map[string]any{"actions": []any{map[string]any{
		"type": "message", "label": "l", "i18nLabels": []any{map[string]any{"language": "ja_JP", "label": "j"}},
	}}})
	area := mockserver.Area{Action: mockserver.Action{Type: "uri", I18nLabels: map[string]string{"ja_JP": "j"}}}
	menu := e.api.AddRichMenu(id, mockserver.RichMenu{Areas: []mockserver.Area{area}})
	area.Action.I18nLabels["ja_JP"] = "x"
	if got := e.api.RichMenus(id); len(got) != 1 || got[0].Areas[0].Action.I18nLabels["ja_JP"] != "j" {
		t.Errorf("got the menus %+v, want one with the label j for ja_JP", got)
	}
	e.get(bot + persistent).is(404)
	e.api.ChangeBot(id, func(b *mockserver.Bot) { b.DefaultRichmenuID = menu })
	e.api.RemoveRichMenu(id, menu)
	e.api.RemoveRichMenu(id, menu)
	if b, _ := e.api.Bot(id); b.DefaultRichmenuID != "" {
		t.Errorf("got the default %s, want none", b.DefaultRichmenuID)
	}
	if _, has := e.api.PersistentMenu(1); has || e.api.AddRichMenu(1, mockserver.RichMenu{}) != "" {
		t.Error("got a menu for bot 1, want none: there is no such bot")
	}
}
