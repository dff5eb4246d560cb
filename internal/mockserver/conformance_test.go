// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

// TestCommon_authorization: https://developers.worksmobile.com/en/docs/api-call.
func TestCommon_authorization(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	for name, header := range map[string][]string{
		"none": nil, "two blanks": {"Bearer  " + e.token}, "other word": {"bearer " + e.token},
		"no word": {e.token}, "other token": {"Bearer jp1AAAA"}, "blank after": {"Bearer " + e.token + "\u00a0"},
		"twice": {"Bearer " + e.token, "Bearer " + e.token},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sub := *e
			sub.t = t
			r := sub.request(http.MethodGet, "/bots", "")
			r.Header["Authorization"] = header
			got := sub.send(r).is(401, "UNAUTHORIZED")
			got.text("description")
			if len(got.body) != 2 { // one client fails on other properties
				t.Errorf("the body is %s, want code and description alone", got.raw)
			}
		})
	}
}

// TestCommon_scopes: the tables of https://developers.worksmobile.com/en/docs/bot-api.
// A refusal comes before anything else is looked at.
func TestCommon_scopes(t *testing.T) {
	t.Parallel()
	groups := map[string][]string{ // by the scopes that are enough
		"bot": {
			"POST /bots", "PUT /bots/1", "PATCH /bots/1", "DELETE /bots/1", "POST /bots/1/secret",
			"POST /bots/1/domains/1", "PUT /bots/1/domains/1", "PATCH /bots/1/domains/1", "DELETE /bots/1/domains/1",
			"POST /bots/1/domains/1/members", "DELETE /bots/1/domains/1/members/u",
		},
		"bot bot.read": {"GET /bots", "GET /bots/1", "GET /bots/1/domains", "GET /bots/1/domains/1/members"},
		"bot bot.message": {
			"POST /bots/1/channels", "DELETE /bots/1/channels/c", "POST /bots/1/persistentmenu", "DELETE /bots/1/persistentmenu",
			"POST /bots/1/richmenus", "DELETE /bots/1/richmenus/1", "POST /bots/1/richmenus/1/set-default",
			"DELETE /bots/1/richmenus/default", "POST /bots/1/users/u/messages", "POST /bots/1/channels/c/messages",
			"POST /bots/1/richmenus/1/image", "POST /bots/1/richmenus/1/users/u", "DELETE /bots/1/richmenus/users/u",
			"POST /bots/1/attachments", "GET /bots/1/attachments/f",
		},
		"bot bot.message bot.read": {
			"GET /bots/1/channels/c", "GET /bots/1/channels/c/members", "GET /bots/1/persistentmenu",
			"GET /bots/1/richmenus", "GET /bots/1/richmenus/1", "GET /bots/1/richmenus/default",
			"GET /bots/1/richmenus/1/image", "GET /bots/1/richmenus/users/u",
		},
	}
	for _, refusal := range []struct {
		form   mockserver.ScopeRefusal
		status int
		code   string
	}{{mockserver.ScopeRefusal403, 403, "FORBIDDEN"}, {mockserver.ScopeRefusal401, 401, "UNAUTHORIZED"}} {
		e := startWith(t, mockserver.Quirks{ScopeRefusal: refusal.form})
		for _, scope := range []string{"bot", "bot.message", "bot.read"} {
			e.token = e.api.NewToken(scope)
			for enough, operations := range groups {
				for _, operation := range operations {
					method, path, _ := strings.Cut(operation, " ")
					got := e.call(method, path, "")
					if !slices.Contains(strings.Fields(enough), scope) {
						got.is(refusal.status, refusal.code)
					} else if got.status == refusal.status {
						t.Errorf("%s: got status %d with the scope %s, want another: %s", operation, got.status, scope, got.raw)
					}
				}
			}
		}
	}
}

// TestCommon_bodies: a body that cannot be read is refused as at
// https://forum.worksmobile.com/jp/posts/101793.
func TestCommon_bodies(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	for name, test := range map[string]struct{ kind, body string }{
		"not JSON": {"application/json", "{"}, "array": {"application/json", "[]"}, "null": {"application/json", "null"},
		"empty": {"application/json", ""}, "two": {"application/json", minimalBot + minimalBot},
		"not UTF-8": {"application/json", strings.Replace(minimalBot, "Desk", "\xff", 1)},
		"no type":   {"", minimalBot}, "other type": {"text/plain", minimalBot},
		"too long": {"application/json", strings.Repeat(" ", 5<<20) + minimalBot},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sub := *e
			sub.t = t
			r := sub.request(http.MethodPost, "/bots", test.body)
			r.Header.Del("Content-Type")
			if test.kind != "" {
				r.Header.Set("Content-Type", test.kind)
			}
			sub.send(r).is(400, "INVALID_PARAMETER").has("description", "Request body cannot be parsed.")
		})
	}
	r := e.request(http.MethodPost, "/bots", minimalBot)
	r.Header.Set("Content-Type", "application/json; charset=UTF-8")
	e.send(r).is(201)
}

func TestCommon_unknownOperation(t *testing.T) {
	t.Parallel()
	var unknown []string
	e := start(t, mockserver.Options{OnUnknown: func(r *http.Request) { unknown = append(unknown, r.Method+" "+r.URL.Path) }})
	_, bot := e.bot()
	e.get("/nothing").is(404, "NOT_FOUND").has("description", "Api not exists")
	e.call(http.MethodOptions, bot, "").is(404, "NOT_FOUND")
	e.get("/bots/").is(404, "NOT_FOUND")
	e.get(bot+"/domains/1").is(404, "NOT_FOUND").has("description", "Api not exists") // bots.md: there is no such operation
	e.put(bot+"/persistentmenu", minimalMenu).is(404, "NOT_FOUND")
	e.token = "none"
	e.get("/nothing").is(404)
	want := []string{
		"GET /v1.0/nothing", "OPTIONS /v1.0" + bot, "GET /v1.0/bots/", "GET /v1.0" + bot + "/domains/1",
		"PUT /v1.0" + bot + "/persistentmenu", "GET /v1.0/nothing",
	}
	if !slices.Equal(unknown, want) {
		t.Errorf("unknown operations %q, want %q", unknown, want)
	}
}

// TestCommon_paging: https://developers.worksmobile.com/en/docs/bot-list.
func TestCommon_paging(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{MaxPageSize: 2})
	for range 5 {
		e.bot()
	}
	items, pages := e.list("/bots", "bots")
	if len(items) != 5 || pages != 3 {
		t.Errorf("%d bots in %d pages, want 5 in 3", len(items), pages)
	}
	e.get("/bots?count=0").is(400, "OUT_OF_RANGE")
	e.get("/bots?count=101").is(400, "OUT_OF_RANGE")
	e.get("/bots?count=many").is(400, "INVALID_PARAMETER")
	e.api.SetQuirks(mockserver.Quirks{CountEmptyPage: true})
	e.get("/bots?count=101").is(200).has("bots", []any{}).has("responseMetaData", map[string]any{"nextCursor": nil})
	e.get("/bots?count=0").is(400, "OUT_OF_RANGE")
	e.api.SetQuirks(mockserver.Quirks{})
	e.get("/bots?limit=1").is(200) // an unknown name is ignored
	meta, _ := e.get("/bots?count=1").is(200).body["responseMetaData"].(map[string]any)
	cursor, _ := meta["nextCursor"].(string)
	if !strings.ContainsAny(cursor, "+/") || !strings.HasSuffix(cursor, "=") {
		t.Errorf("got the cursor %q, want one that needs encoding: with + or /, and = last", cursor)
	}
	e.get("/bots?cursor=" + cursor).is(400) // not encoded
	e.get("/bots?cursor=nonsense").is(400, "INVALID_PARAMETER")
	_, bot := e.bot()
	e.get(bot+"/domains?cursor="+escape(cursor)).is(400, "INVALID_PARAMETER") // of another list
}

func TestCommon_defaultPageSize(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	for range 101 {
		e.bot()
	}
	for path, want := range map[string]int{"/bots": 50, "/bots?count=100": 100, "/bots?count=7": 7} {
		items, _ := e.get(path).is(200).body["bots"].([]any)
		if len(items) != want {
			t.Errorf("%s has %d bots, want %d", path, len(items), want)
		}
	}
}

func TestQuirk_cursors(t *testing.T) {
	t.Parallel()
	for form, want := range map[mockserver.LastCursorForm]any{
		mockserver.LastCursorAbsent:     map[string]any{},
		mockserver.LastCursorNull:       map[string]any{"nextCursor": nil},
		mockserver.LastCursorEmpty:      map[string]any{"nextCursor": ""},
		mockserver.LastCursorNoMeta:     "absent",
		mockserver.LastCursorMetaIsNull: nil,
	} {
		e := startWith(t, mockserver.Quirks{LastCursor: form})
		e.get("/bots").is(200).has("responseMetaData", want).has("bots", []any{})
	}
	e := start(t, mockserver.Options{MaxPageSize: 1, Quirks: mockserver.Quirks{RepeatCursor: true}})
	for range 3 {
		e.bot()
	}
	first := e.get("/bots").is(200)
	meta, _ := first.body["responseMetaData"].(map[string]any)
	second := e.get("/bots?cursor=" + escape(fmt.Sprint(meta["nextCursor"]))).is(200)
	second.has("responseMetaData", meta)
}

// TestQuirk_switches checks the table of switches: it documents each, its names are
// unique, and each position but the first changes one field of Quirks, which no
// other switch changes.
func TestQuirk_switches(t *testing.T) {
	t.Parallel()
	var names []string
	fields := map[string]string{} // the switch by the field that it changes
	for _, s := range mockserver.Switches() {
		if s.Meaning == "" || !regexp.MustCompile(`^(D|O|I|\?): .+\.$`).MatchString(s.Evidence) {
			t.Errorf("%s: got the meaning %q and evidence %q, want both, the evidence as in \"D: text.\"", s.Name, s.Meaning, s.Evidence)
		}
		if len(s.Positions) < 2 || s.Positions[0].Fails {
			t.Errorf("%s has %d positions (the default fails: %t), want at least 2 and a default that works", s.Name, len(s.Positions), s.Positions[0].Fails)
		}
		seen := map[mockserver.Quirks]string{}
		for i, p := range s.Positions {
			q := p.Quirks()
			if earlier, twice := seen[q]; twice {
				t.Errorf("%s: got the same quirks as %q, want others", p.Name, earlier)
			}
			seen[q] = p.Name
			if isDefault := q == (mockserver.Quirks{}); isDefault != (i == 0) || p.Meaning == "" {
				t.Errorf("%s: got default %t at position %d and the meaning %q, want the default first and a meaning", s.Name, isDefault, i, p.Meaning)
			}
			for _, field := range changedFields(reflect.ValueOf(q), "") {
				if other := fields[field]; other != "" && other != s.Name {
					t.Errorf("got %s and %s for the same field, want one switch per field", s.Name, other)
				}
				fields[field] = s.Name
			}
			if p.Name == "" {
				continue
			}
			names = append(names, p.Name)
			set := mockserver.Quirks{}
			if err := set.Set(p.Name); err != nil || set != q {
				t.Errorf("Set(%s) gives %+v, %v, want %+v", p.Name, set, err, q)
			}
		}
	}
	if want := reflect.TypeFor[mockserver.Quirks]().NumField() - 1 + reflect.TypeFor[directory.Quirks]().NumField(); len(fields) != want {
		t.Errorf("the switches change %d fields of Quirks, want all %d", len(fields), want)
	}
	slices.Sort(names)
	if got := mockserver.PositionNames(); !slices.Equal(got, names) || len(slices.Compact(names)) != len(got) {
		t.Errorf("the names are %q, want %q without repetitions", got, names)
	}
	for _, name := range []string{"nonsense", ""} {
		if err := new(mockserver.Quirks).Set(name); err == nil {
			t.Errorf("Set(%q): got no error, want one", name)
		}
	}
}

// changedFields are the names of the fields that are not zero, those of the directory
// among them.
func changedFields(q reflect.Value, prefix string) []string {
	var names []string
	for i := range q.NumField() {
		field, name := q.Field(i), prefix+q.Type().Field(i).Name
		switch {
		case field.Kind() == reflect.Struct:
			names = append(names, changedFields(field, name+".")...)
		case !field.IsZero():
			names = append(names, name)
		}
	}
	return names
}

// TestQuirk_eachServes creates, reads, changes, lists and deletes under each
// variant that a careful client can live with.
func TestQuirk_eachServes(t *testing.T) {
	t.Parallel()
	for name, quirks := range mockserver.Variants() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := start(t, mockserver.Options{Quirks: quirks, RateLimit: 100})
			if got := e.post("/bots", minimalBot); got.status/100 != 2 || got.body["botId"] == nil {
				t.Fatalf("create: got %d %s, want 2xx with botId", got.status, got.raw)
			}
			bot := fmt.Sprintf("/bots/%d", e.api.Bots()[0].BotID)
			e.get(bot).is(200).has("botName", "Desk")
			if got := e.patch(bot, `{"description":"new"}`); got.status/100 != 2 {
				t.Fatalf("patch: got %d %s, want 2xx", got.status, got.raw)
			}
			e.get(bot).is(200).has("description", "new")
			e.post(bot+"/domains/10000001", `{"visible":true}`).is(201)
			e.post(bot+"/persistentmenu", minimalMenu).is(201)
			e.get(bot + "/persistentmenu").is(200)
			e.delete(bot + "/persistentmenu").is(204)
			e.post(bot+"/users/u/messages", hello).is(201)
			if got := e.post(bot+"/richmenus", minimalRich); got.status/100 != 2 || got.body["richmenuId"] == nil {
				t.Fatalf("create a rich menu: got %d %s, want 2xx with richmenuId", got.status, got.raw)
			}
			id := e.api.RichMenus(e.api.Bots()[0].BotID)[0].RichMenuID
			menu := bot + "/richmenus/" + id
			e.post(menu+"/image", `{"fileId":"`+e.file(bot, mockserver.PlainPNG(wide, 1))+`"}`).is(204)
			e.get(menu + "/image").is(200).text("fileId")
			e.post(menu+"/set-default", "").is(201).has("defaultRichmenuId", id)
			e.post(menu+"/users/u", "").is(204)
			e.get(bot+"/richmenus/users/u").is(200).has("richmenuId", id)
			e.delete(bot + "/richmenus/users/u").is(204)
			e.delete(bot + "/richmenus/default").is(204)
			e.delete(menu).is(204)
			if items, _ := e.list("/bots", "bots"); len(items) != 1 {
				t.Errorf("got %d bots, want 1", len(items))
			}
			e.delete(bot).is(204)
			if got := e.get(bot); got.status != 404 && got.status != 410 {
				t.Errorf("got status %d for a deleted bot, want 404 or 410", got.status)
			}
		})
	}
}
