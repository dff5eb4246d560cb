// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestBots_create: https://developers.worksmobile.com/en/docs/bot-create, with
// the defaults of https://developers.worksmobile.com/jp/docs/bot-get.
func TestBots_create(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := startAt(t, c, mockserver.Quirks{})
	got := e.post("/bots", strings.Replace(minimalBot, "Desk", `front\ndesk`, 1)).is(201)
	got.has("botId", 2000001).has("botName", "front desk").has("administrators", []string{"u1"})
	got.has("enableCallback", false).has("enableGroupJoin", false)
	got.has("channelEvents", []string{"message", "join", "leave", "joined", "left", "postback"})
	for name, empty := range unset {
		got.has(name, empty)
	}
	got.has("secret", "absent") // https://developers.worksmobile.com/jp/docs/bot-create shows none
	got.has("createdTime", "2026-04-01T09:00:00+09:00").has("modifiedTime", "2026-04-01T09:00:00+09:00")
	e.get("/bots/2000001").is(200).has("botName", "front desk")
	e.post("/bots", minimalBot).is(201).has("botId", 2000002) // names need not be unique
	whole := e.post("/bots", richBot).is(201)                 // returns all that was sent
	var sent map[string]any
	if err := json.Unmarshal([]byte(richBot), &sent); err != nil {
		t.Fatal(err)
	}
	for name, value := range sent {
		whole.has(name, value)
	}
	e.post("/bots", botWith(`"defaultRichmenuId":"40001"`)).is(400, "INVALID_PARAMETER") // a new bot has no menu
}

// TestBots_limits: the table of https://developers.worksmobile.com/en/docs/bot-get.
func TestBots_limits(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	ja := func(n int) string { return strings.Repeat("受", n) }
	address := func(n int) string { return "https://example.com/" + strings.Repeat("a", n-20) }
	for _, test := range []struct {
		body   string
		status int
		code   string
	}{
		{`{"botName":"` + ja(100) + `"}`, 200, ""},
		{`{"botName":"` + ja(101) + `"}`, 400, "LIMIT_EXCEEDED"},
		{`{"botName":""}`, 400, "INVALID_PARAMETER"},
		{`{"botName":1}`, 400, "INVALID_PARAMETER"},
		{`{"description":"` + ja(100) + `"}`, 200, ""},
		{`{"description":"` + ja(101) + `"}`, 400, "LIMIT_EXCEEDED"},
		{`{"photoUrl":"` + address(1000) + `"}`, 200, ""},
		{`{"photoUrl":"` + address(1001) + `"}`, 400, "LIMIT_EXCEEDED"},
		{`{"photoUrl":"http://example.com/a.png"}`, 400, "INVALID_PARAMETER"},
		{`{"photoUrl":""}`, 400, "INVALID_PARAMETER"},
		{`{"callbackUrl":"http://example.com/"}`, 400, "INVALID_PARAMETER"},
		{`{"callbackUrl":"example.com"}`, 400, "INVALID_PARAMETER"},
		{`{"callbackUrl":""}`, 200, ""},
		{`{"administrators":[]}`, 400, "INVALID_PARAMETER"},
		{`{"administrators":["a","b","c"]}`, 200, ""},
		{`{"administrators":["a","b","c","d"]}`, 400, "LIMIT_EXCEEDED"},
		{`{"administrators":["a","a"]}`, 400, "INVALID_PARAMETER"},
		{`{"administrators":"a"}`, 400, "INVALID_PARAMETER"},
		{`{"administrators":[null]}`, 400, "INVALID_PARAMETER"},
		{`{"subadministrators":[]}`, 200, ""},
		{`{"subadministrators":["a","b","c","d"]}`, 400, "LIMIT_EXCEEDED"},
		{`{"allowDomains":[1,1]}`, 400, "INVALID_PARAMETER"},
		{`{"allowDomains":["0"]}`, 400, "INVALID_PARAMETER"},
		{`{"allowDomains":[1.5]}`, 400, "INVALID_PARAMETER"},
		{`{"allowDomains":[-1]}`, 400, "OUT_OF_RANGE"},
		{`{"allowDomains":[0,1]}`, 400, "INVALID_PARAMETER"},
		{`{"enableCallback":"true"}`, 400, "INVALID_PARAMETER"},
		{`{"callbackEvents":["text","video"]}`, 200, ""},
		{`{"callbackEvents":["text","text"]}`, 400, "INVALID_PARAMETER"},
		{`{"callbackEvents":["message"]}`, 400, "INVALID_PARAMETER"},
		{`{"channelEvents":["begin","end"]}`, 200, ""},
		{`{"channelEvents":["text"]}`, 400, "INVALID_PARAMETER"},
		{`{"i18nBotNames":[{"language":"ja_JP","botName":"` + ja(100) + `"}]}`, 200, ""},
		{`{"i18nBotNames":[{"language":"ja_JP","botName":"` + ja(101) + `"}]}`, 400, "LIMIT_EXCEEDED"},
		{`{"i18nBotNames":[{"language":"de_DE","botName":"x"}]}`, 400, "INVALID_PARAMETER"},
		{`{"i18nBotNames":[{"language":"ja_JP"}]}`, 400, "MISSING_PARAMETER"},
		{`{"i18nBotNames":[{"botName":"x"}]}`, 400, "MISSING_PARAMETER"},
		{`{"i18nBotNames":["x"]}`, 400, "INVALID_PARAMETER"},
		{`{"i18nDescriptions":[{"language":"ja_JP","description":"` + ja(101) + `"}]}`, 400, "LIMIT_EXCEEDED"},
		{`{"i18nPhotoUrls":[{"language":"ja_JP","photoUrl":"http://example.com/"}]}`, 400, "INVALID_PARAMETER"},
		{`{"i18nPhotoUrls":[{"language":"ja_JP"}]}`, 400, "MISSING_PARAMETER"},
		{`{"i18nDescriptions":[{"language":"ja_JP"}]}`, 400, "MISSING_PARAMETER"},
		{`{"i18nPhotoUrls":[],"i18nDescriptions":[],"i18nBotNames":[],"allowDomains":[],"callbackEvents":[]}`, 200, ""},
		{`{"defaultRichmenuId":"40009"}`, 400, "INVALID_PARAMETER"},
		{`{}`, 200, ""},
	} {
		got := e.patch(bot, test.body)
		if got.status != test.status || test.code != "" && got.body["code"] != test.code {
			t.Errorf("%.80s: %d %s, want %d %s", test.body, got.status, got.raw, test.status, test.code)
		}
	}
	for _, name := range []string{"botName", "photoUrl", "description", "administrators"} {
		for _, body := range []string{without(t, minimalBot, name), withNull(t, minimalBot, name)} {
			e.post("/bots", body).is(400, "MISSING_PARAMETER").has("description", name+" is required.")
			e.put(bot, body).is(400, "MISSING_PARAMETER")
		}
	}
}

// TestBots_maximum: https://developers.worksmobile.com/jp/docs/bot-create.
func TestBots_maximum(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{MaxBots: 2})
	e.post("/bots", minimalBot).is(201)
	e.post("/bots", minimalBot).is(201)
	e.post("/bots", minimalBot).is(403, "LIMIT_EXCEEDED")
	e.delete("/bots/2000001").is(204)
	e.post("/bots", minimalBot).is(201).has("botId", 2000003)
}

// TestBots_list: https://developers.worksmobile.com/en/docs/bot-list shows five
// properties of each bot.
func TestBots_list(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	e.post("/bots", botWith(`"i18nBotNames":[{"language":"ko_KR","botName":"k"}],"enableCallback":true`)).is(201)
	e.get("/bots").is(200).has("bots", []any{map[string]any{
		"botId": 2000001, "botName": "Desk", "photoUrl": "https://example.com/a.png",
		"i18nBotNames": []any{map[string]any{"language": "ko_KR", "botName": "k"}}, "i18nPhotoUrls": []any{},
	}})
}

const richBot = `{"botName":"n","photoUrl":"https://example.com/b.png","description":"x","administrators":["a1","a2"],
	"subadministrators":["s1"],"allowDomains":[10000001],"enableCallback":true,"callbackUrl":"https://example.com/cb",
	"callbackEvents":["text"],"channelEvents":["begin"],"enableGroupJoin":true,
	"i18nBotNames":[{"language":"ja_JP","botName":"j"}],"i18nDescriptions":[{"language":"ja_JP","description":"j"}],
	"i18nPhotoUrls":[{"language":"ja_JP","photoUrl":"https://example.com/j.png"}]}`

// TestBots_patchKeeps: https://developers.worksmobile.com/en/docs/bot-update-patch.
func TestBots_patchKeeps(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := startAt(t, c, mockserver.Quirks{})
	before := e.post("/bots", richBot).is(201)
	c.advance(time.Minute)
	after := e.patch("/bots/2000001", `{"description":"y"}`).is(200)
	after.has("description", "y").has("modifiedTime", "2026-04-01T09:01:00+09:00")
	for name, value := range before.body {
		if name != "description" && name != "modifiedTime" {
			after.has(name, value)
		}
	}
	cleared := e.patch("/bots/2000001", `{"callbackUrl":"","subadministrators":[],"i18nBotNames":[],"callbackEvents":[]}`).is(200)
	for _, name := range []string{"callbackUrl", "subadministrators", "i18nBotNames", "callbackEvents"} {
		cleared.has(name, unset[name])
	}
	e.patch("/bots/2000001", `{"administrators":["a3"]}`).is(200).has("administrators", []string{"a3"})
}

// TestBots_putReplaces: https://developers.worksmobile.com/en/docs/api-call: what
// is left out goes back to its default or null.
func TestBots_putReplaces(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	e.post("/bots", richBot).is(201)
	menu := e.post("/bots/2000001/richmenus", minimalRich).is(201).text("richmenuId")
	e.patch("/bots/2000001", `{"defaultRichmenuId":"`+menu+`"}`).is(200).has("defaultRichmenuId", menu)
	got := e.put("/bots/2000001", minimalBot).is(200)
	for name, empty := range unset {
		got.has(name, empty)
	}
	got.has("enableCallback", false).has("enableGroupJoin", false).has("createdTime", got.body["createdTime"])
	got.has("channelEvents", []string{"message", "join", "leave", "joined", "left", "postback"})
	e.get("/bots/2000001/richmenus/default").is(404, "NOT_FOUND")
}

// TestBots_allowDomainsDeletesRegistrations: https://developers.worksmobile.com/en/docs/bot-update-patch.
func TestBots_allowDomainsDeletesRegistrations(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	for _, domain := range []string{"10000001", "10000002"} {
		e.post(bot+"/domains/"+domain, `{}`).is(201)
	}
	e.patch(bot, `{"allowDomains":[0]}`).is(200)
	if got := len(e.api.Domains(id)); got != 2 {
		t.Errorf("got %d registrations while every domain is allowed, want 2", got)
	}
	e.patch(bot, `{"allowDomains":[10000002]}`).is(200).has("allowDomains", []int{10000002})
	if got := e.api.Domains(id); len(got) != 1 || got[0].DomainID != 10000002 {
		t.Errorf("got the registrations %+v, want only that of domain 10000002", got)
	}
	e.post(bot+"/domains/10000001", `{}`).is(400, "INVALID_PARAMETER")
	e.api.ChangeBot(id, func(b *mockserver.Bot) { b.AllowDomains = []int64{10000001} })
	if got := e.api.Domains(id); len(got) != 0 {
		t.Errorf("got the registrations %+v after a change in the console, want none", got)
	}
}

// TestBots_groupJoinOffLeavesRooms: https://developers.worksmobile.com/en/docs/bot-update-patch.
func TestBots_groupJoinOffLeavesRooms(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	e.patch(bot, `{"enableGroupJoin":true}`).is(200)
	group := e.api.AddChannel(id, mockserver.Channel{Type: mockserver.ChannelGroup, GroupID: "g"})
	many := e.post(bot+"/channels", `{"members":["u1"]}`).is(201).text("channelId")
	single := e.api.AddChannel(id, mockserver.Channel{Type: mockserver.ChannelSingleUser})
	e.patch(bot, `{"description":"y"}`).is(200)
	e.get(bot + "/channels/" + group).is(200)
	e.patch(bot, `{"enableGroupJoin":false}`).is(200)
	e.get(bot+"/channels/"+group).is(404, "NOT_FOUND")
	e.get(bot+"/channels/"+many).is(404, "NOT_FOUND")
	e.get(bot + "/channels/" + single).is(200)
}

// TestBots_delete: https://developers.worksmobile.com/en/docs/bot-delete.
func TestBots_delete(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	e.post(bot+"/domains/10000001", `{}`).is(201)
	room := e.api.AddChannel(id, mockserver.Channel{})
	e.post(bot+"/richmenus", minimalRich).is(201)
	if got := e.delete(bot).is(204); got.raw != "" {
		t.Errorf("got the body %s, want none", got.raw)
	}
	for _, path := range []string{"", "/domains", "/domains/10000001/members", "/channels/" + room, "/richmenus", "/persistentmenu"} {
		e.get(bot+path).is(404, "NOT_FOUND")
	}
	e.delete(bot).is(404, "NOT_FOUND")
	e.get("/bots/nonsense").is(400, "INVALID_PARAMETER")
	e.api.SetQuirks(mockserver.Quirks{SecondDelete: mockserver.Gone410})
	e.delete(bot).is(410, "DELETED")
	e.get(bot).is(404)
	e.api.SetQuirks(mockserver.Quirks{ReadDeleted: mockserver.Gone410})
	e.delete(bot).is(404)
	e.patch(bot, `{}`).is(410, "DELETED")
	e.get("/bots/999").is(404, "NOT_FOUND") // was never there
	e.api.SetQuirks(mockserver.Quirks{UnknownBot: mockserver.UnknownBot403})
	e.get(bot).is(403, "ACCESS_DENIED")
}

// TestBots_secret: https://developers.worksmobile.com/en/docs/bot-secret-issue:
// 200, no body wanted, the former secret is void.
func TestBots_secret(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	before, _ := e.api.BotSecret(id)
	if e.api.SecretIssued(id) {
		t.Error("the secret counts as issued before the API has issued it")
	}
	secret := e.post(bot+"/secret", "").is(200).text("secret")
	now, _ := e.api.BotSecret(id)
	if secret == before || secret != now {
		t.Errorf("got the secret %q (before: %q, stored: %q), want a new one that is stored", secret, before, now)
	}
	if !e.api.SecretIssued(id) || e.api.SecretIssued(1) {
		t.Error("the secret does not count as issued, or one of a bot that is not there does")
	}
}

func TestQuirk_bots(t *testing.T) {
	t.Parallel()
	type q = mockserver.Quirks
	create := func(t *testing.T, quirks q, body string) (*env, reply) {
		t.Helper()
		e := startWith(t, quirks)
		return e, e.post("/bots", body)
	}
	for _, test := range []struct {
		name   string
		quirks q
		body   string
		want   map[string]any
	}{
		{"all domains absent", q{AllDomains: mockserver.AllDomainsAbsent}, botWith(`"allowDomains":[0]`), map[string]any{"allowDomains": "absent"}},
		{"all domains zero", q{}, minimalBot, map[string]any{"allowDomains": []int{0}}},
		{"all domains empty", q{AllDomains: mockserver.AllDomainsEmpty}, minimalBot, map[string]any{"allowDomains": []int{}}},
		{"all domains null", q{AllDomains: mockserver.AllDomainsNull}, minimalBot, map[string]any{"allowDomains": nil}},
		{"unset null", q{Unset: mockserver.UnsetNull}, minimalBot, map[string]any{"callbackUrl": nil, "i18nBotNames": nil, "subadministrators": nil}},
		{"unset absent", q{Unset: mockserver.UnsetAbsent}, minimalBot, map[string]any{"callbackUrl": "absent", "i18nBotNames": "absent", "subadministrators": "absent"}},
		{"unset empty", q{}, minimalBot, map[string]any{"callbackUrl": "", "i18nBotNames": []int{}, "subadministrators": []int{}}},
		{"false absent", q{False: mockserver.FalseAbsent}, minimalBot, map[string]any{"enableCallback": "absent"}},
		{"false null", q{False: mockserver.FalseNull}, minimalBot, map[string]any{"enableCallback": nil}},
		{"bot id a string", q{BotIDAsString: true}, minimalBot, map[string]any{"botId": "2000001"}},
		{"no channel events", q{NoChannelEventsDefault: true}, minimalBot, map[string]any{"channelEvents": []int{}}},
		{"channel events given", q{}, botWith(`"channelEvents":["begin"]`), map[string]any{"channelEvents": []string{"begin"}}},
		{"arrays reversed", q{ReverseArrays: true}, richBot, map[string]any{"administrators": []string{"a2", "a1"}}},
		{"e-mail kept", q{}, strings.Replace(minimalBot, "u1", "a@example.com", 1), map[string]any{"administrators": []string{"a@example.com"}}},
		{"empty strings", q{AcceptEmptyStrings: true}, strings.Replace(minimalBot, `"d"`, `""`, 1), map[string]any{"description": ""}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			e, got := create(t, test.quirks, test.body)
			got.is(201)
			read := e.get("/bots/2000001").is(200)
			for name, want := range test.want {
				got.has(name, want)
				read.has(name, want)
			}
		})
	}
	t.Run("times in UTC", func(t *testing.T) {
		t.Parallel()
		e := startAt(t, newClock(), q{TimesInUTC: true})
		e.post("/bots", minimalBot).is(201).has("createdTime", "2026-04-01T00:00:00Z")
	})
	t.Run("e-mail to id", func(t *testing.T) {
		t.Parallel()
		_, got := create(t, q{EmailAdministrators: mockserver.EmailToID}, strings.Replace(minimalBot, "u1", "a@example.com", 1))
		people, _ := got.is(201).body["administrators"].([]any)
		if len(people) != 1 || len(fmt.Sprint(people[0])) != 36 {
			t.Errorf("got the administrators %v, want one with an id of 36 characters", people)
		}
	})
	t.Run("e-mail refused", func(t *testing.T) {
		t.Parallel()
		_, got := create(t, q{EmailAdministrators: mockserver.EmailRefused}, strings.Replace(minimalBot, "u1", "a@example.com", 1))
		got.is(400, "INVALID_PARAMETER")
	})
	t.Run("create responses", func(t *testing.T) {
		t.Parallel()
		_, got := create(t, q{CreateResponse: mockserver.CreateResponseFull200}, minimalBot)
		got.is(200).has("botName", "Desk")
		_, got = create(t, q{CreateResponse: mockserver.CreateResponseOnlyID}, minimalBot)
		got.is(201).has("botId", 2000001).has("botName", "absent")
		e, got := create(t, q{CreateResponse: mockserver.CreateResponseEmpty}, minimalBot)
		if got.is(201).raw != "" || len(e.api.Bots()) != 1 {
			t.Errorf("got the body %q and %d bots, want no body and 1 bot", got.raw, len(e.api.Bots()))
		}
	})
	t.Run("update responses", func(t *testing.T) {
		t.Parallel()
		e := startWith(t, q{UpdateResponse: mockserver.UpdateResponseEmpty})
		_, bot := e.bot()
		e.patch(bot, `{"description":"y"}`).is(204)
		e.put(bot, minimalBot).is(204)
	})
	t.Run("length codes", func(t *testing.T) {
		t.Parallel()
		body := strings.Replace(minimalBot, "Desk", strings.Repeat("x", 101), 1)
		_, got := create(t, q{LengthCode: mockserver.LengthExceeded}, body)
		got.is(400, "EXCEEDED_LENGTH_LIMIT_OF_PARAM").has("description", "Maximum botName length is 100")
		_, got = create(t, q{LengthCode: mockserver.LengthInvalidParameter}, body)
		got.is(400, "INVALID_PARAMETER")
	})
	t.Run("lists reversed", func(t *testing.T) {
		t.Parallel()
		e := startWith(t, q{ReverseLists: true})
		e.bot()
		e.bot()
		items, _ := e.list("/bots", "bots")
		if first, _ := items[0].(map[string]any); first["botId"] != 2000002.0 {
			t.Errorf("got the first bot %v, want 2000002", first)
		}
	})
}

func TestQuirk_patchNull(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	e.post("/bots", richBot).is(201)
	e.api.SetQuirks(mockserver.Quirks{PatchNull: mockserver.PatchNullKeeps})
	e.patch("/bots/2000001", `{"callbackUrl":null,"i18nBotNames":null}`).is(200).has("callbackUrl", "https://example.com/cb")
	if b, _ := e.api.Bot(2000001); len(b.I18nBotNames) != 1 {
		t.Errorf("got the names %v, want 1", b.I18nBotNames)
	}
	e.api.SetQuirks(mockserver.Quirks{PatchNull: mockserver.PatchNullRefused})
	e.patch("/bots/2000001", `{"callbackUrl":null}`).is(400, "INVALID_PARAMETER")
	e.api.SetQuirks(mockserver.Quirks{})
	e.patch("/bots/2000001", `{"botName":null}`).is(400, "INVALID_PARAMETER")
	e.patch("/bots/2000001", `{"callbackUrl":null,"i18nBotNames":null,"enableCallback":null}`).is(200).
		has("callbackUrl", "").has("i18nBotNames", []any{}).has("enableCallback", false)
}

// TestQuirk_rewritePhotoURL: another https address at each write of it.
func TestQuirk_rewritePhotoURL(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{RewritePhotoURL: true, RewriteI18nPhotoURLs: true})
	first := e.post("/bots", richBot).is(201).text("photoUrl")
	if !strings.HasPrefix(first, "https://") || strings.Contains(first, "example.com") {
		t.Errorf("got the address %s, want https:// and another host than example.com", first)
	}
	e.get("/bots/2000001").is(200).has("photoUrl", first)
	e.patch("/bots/2000001", `{"description":"y"}`).is(200).has("photoUrl", first)
	second := e.patch("/bots/2000001", `{"photoUrl":"https://example.com/b.png"}`).is(200).text("photoUrl")
	if second == first {
		t.Errorf("got the address %s after a second write, want another than before", second)
	}
	if b, _ := e.api.Bot(2000001); strings.Contains(b.I18nPhotoURLs["ja_JP"], "example.com") {
		t.Errorf("got the i18n addresses %v, want another host than example.com", b.I18nPhotoURLs)
	}
}

func TestQuirk_unknownProperties(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	body := botWith(`"colour":"red","botId":7,"createdTime":"x","i18nBotNames":[{"language":"ja_JP","botName":"x","extra":1}]`)
	e.post("/bots", body).is(201).has("colour", "absent").has("botId", 2000001)
	requests := e.api.Requests()
	if got := requests[len(requests)-1].Unknown; !slices.Equal(got, []string{"colour", "i18nBotNames[0].extra"}) {
		t.Errorf("got the unknown properties %q, want colour and i18nBotNames[0].extra", got)
	}
	e.api.SetQuirks(mockserver.Quirks{RefuseUnknownProperties: true})
	e.post("/bots", body).is(400, "INVALID_PARAMETER")
	e.post("/bots", botWith(`"botId":7`)).is(201)
}

// TestState_copies checks that callers get copies.
func TestState_copies(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id := e.api.AddBot(mockserver.Bot{BotID: 77, BotName: "a", Administrators: []string{"u"}, I18nBotNames: map[string]string{"ja_JP": "j"}})
	b, found := e.api.Bot(id)
	if !found || b.BotID != 77 {
		t.Fatalf("got bot %+v (found: %t), want bot 77", b, found)
	}
	b.Administrators[0], b.I18nBotNames["ja_JP"] = "x", "x"
	e.get("/bots/77").is(200).has("administrators", []string{"u"}).has("i18nBotNames", []any{map[string]any{"language": "ja_JP", "botName": "j"}})
	if e.api.ChangeBot(78, func(*mockserver.Bot) {}) || e.api.RemoveBot(78) {
		t.Error("got bot 78 changed or removed, want false: there is no such bot")
	}
	if !e.api.ChangeBot(77, func(b *mockserver.Bot) { b.BotID, b.BotName = 1, "b" }) || !e.api.RemoveBot(77) {
		t.Error("got false for a change or removal of bot 77, want true")
	}
	e.call(http.MethodGet, "/bots/77", "").is(404)
}
