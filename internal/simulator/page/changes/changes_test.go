// SPDX-License-Identifier: MPL-2.0

package changes_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page/changes"
)

// tenant is a mock whose requests are compared.
type tenant struct {
	t     *testing.T
	api   *mockserver.Server
	token string
	last  mockserver.Request
}

func newTenant(t *testing.T) *tenant {
	t.Helper()
	made := &tenant{t: t}
	api, err := mockserver.New(mockserver.Options{OnRequest: func(r mockserver.Request) { made.last = r }})
	if err != nil {
		t.Fatal(err)
	}
	made.api = api
	made.token = api.NewToken()
	return made
}

// call sends a request to the mock, and fails unless it gets the wanted status.
func (m *tenant) call(want int, method, path, body string) {
	m.t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(m.t.Context(), method, mockserver.APIPath+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+m.token)
	r.Header.Set("Content-Type", "application/json")
	m.api.ServeHTTP(w, r)
	if w.Code != want {
		m.t.Fatalf("%s %s: got status %d and %s, want %d", method, path, w.Code, w.Body, want)
	}
}

const (
	minimalBot  = `{"botName":"Desk","photoUrl":"https://example.com/a.png","description":"d","administrators":["u1"]}`
	minimalRich = `{"richmenuName":"m","size":{"width":2500,"height":843},"areas":[{"bounds":{"x":0,"y":0,"width":1250,"height":843},` +
		`"action":{"type":"uri","uri":"https://example.com/"}}]}`
)

// TestRecorder plays the life of a bot and compares what each request has changed.
func TestRecorder(t *testing.T) {
	t.Parallel()
	m := newTenant(t)
	other := m.api.AddBot(mockserver.Bot{BotName: "Other"})
	recorder := changes.NewRecorder(m.api)
	const bot, id = "/bots/2000002", "2000002"
	for _, step := range []struct {
		want         int
		method, path string
		body         string
		changes      []changes.Change
	}{
		{201, http.MethodPost, "/bots", minimalBot, []changes.Change{{Verb: changes.Created, Kind: changes.Bot, ID: id, After: "Desk"}}},
		{200, http.MethodPatch, bot, `{"botName":"Reception","i18nBotNames":[{"language":"ja_JP","botName":"受付"}]}`, []changes.Change{
			{Verb: changes.Changed, Kind: changes.Bot, ID: id, Property: "botName", Before: "Desk", After: "Reception"},
			{Verb: changes.Changed, Kind: changes.Bot, ID: id, Property: "i18nBotNames.ja_JP", After: "受付"},
		}},
		{200, http.MethodPatch, bot, `{"botName":"Reception"}`, nil},
		{400, http.MethodPatch, bot, `{"botName":""}`, nil},
		{200, http.MethodGet, bot, "", nil},
		{201, http.MethodPost, bot + "/domains/10000001", `{"visible":true}`, []changes.Change{{Verb: changes.Created, Kind: changes.Domain, ID: "10000001"}}},
		{201, http.MethodPost, bot + "/domains/10000001/members", `{"userId":"u7"}`, []changes.Change{{Verb: changes.Created, Kind: changes.Member, ID: "u7", Of: "10000001"}}},
		{201, http.MethodPost, bot + "/persistentmenu", `{"content":{"actions":[{"type":"message","label":"Help"}]}}`, []changes.Change{
			{Verb: changes.Created, Kind: changes.PersistentMenu, ID: id, After: "Help (message)"},
		}},
		{201, http.MethodPost, bot + "/richmenus", minimalRich, []changes.Change{
			{Verb: changes.Created, Kind: changes.RichMenu, ID: "40001", After: "m"},
			{Verb: changes.Deleted, Kind: changes.PersistentMenu, ID: id, Before: "Help (message)"},
		}},
		{201, http.MethodPost, bot + "/richmenus/40001/set-default", "", []changes.Change{
			{Verb: changes.Changed, Kind: changes.Bot, ID: id, Property: "defaultRichmenuId", After: "40001"},
		}},
		{204, http.MethodPost, bot + "/richmenus/40001/users/u7", "", []changes.Change{{Verb: changes.Created, Kind: changes.UserMenu, ID: "u7", After: "40001"}}},
		{201, http.MethodPost, bot + "/channels", `{"members":["u7"],"title":"Room"}`, []changes.Change{{Verb: changes.Created, Kind: changes.Room, After: "Room"}}},
		{201, http.MethodPost, bot + "/users/a%20b/messages", `{"content":{"type":"text","text":"hello"}}`, []changes.Change{
			{Verb: changes.Created, Kind: changes.Message, ID: "a b", After: "text: hello"},
		}},
		{200, http.MethodPost, bot + "/secret", "", []changes.Change{{Verb: changes.Changed, Kind: changes.Secret, ID: id}}},
		{204, http.MethodDelete, bot, "", []changes.Change{{Verb: changes.Deleted, Kind: changes.Bot, ID: id, Before: "Reception"}}},
	} {
		m.call(step.want, step.method, step.path, step.body)
		got, found := recorder.Of(m.last)
		for i := range found {
			if found[i].Kind == changes.Room { // the mock makes up its ID
				found[i].ID = ""
			}
		}
		if diff := cmp.Diff(step.changes, found); diff != "" {
			t.Errorf("%s %s: got other changes (-want +got):\n%s", step.method, step.path, diff)
		}
		if got != 2000002 {
			t.Errorf("%s %s: got the bot %d, want 2000002", step.method, step.path, got)
		}
	}
	// What happens behind the API's back belongs to no request.
	m.api.ChangeBot(other, func(b *mockserver.Bot) { b.Description = "edited" })
	recorder.Refresh(other)
	m.call(200, http.MethodPatch, "/bots/2000001", `{"description":"by the API"}`)
	_, found := recorder.Of(m.last)
	want := []changes.Change{{Verb: changes.Changed, Kind: changes.Bot, ID: "2000001", Property: "description", Before: "edited", After: "by the API"}}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("got other changes (-want +got):\n%s", diff)
	}
}

// TestRecorder_noSecret looks for the secret of a bot in all that a recorder tells.
func TestRecorder_noSecret(t *testing.T) {
	t.Parallel()
	m := newTenant(t)
	bot := m.api.AddBot(mockserver.Bot{BotName: "Desk"})
	recorder := changes.NewRecorder(m.api)
	m.call(200, http.MethodPost, "/bots/2000001/secret", "")
	_, found := recorder.Of(m.last)
	secret, _ := m.api.BotSecret(bot)
	if text := fmt.Sprintf("%+v", found); len(found) != 1 || strings.Contains(text, secret) {
		t.Errorf("got %s, want one change, without the secret", text)
	}
}

// TestRecorder_created tells bots apart that two requests have created at the same time.
func TestRecorder_created(t *testing.T) {
	t.Parallel()
	m := newTenant(t)
	recorder := changes.NewRecorder(m.api)
	m.call(201, http.MethodPost, "/bots", minimalBot)
	first := m.last
	m.call(201, http.MethodPost, "/bots", strings.ReplaceAll(minimalBot, "Desk", "Second"))
	if id, _ := recorder.Of(m.last); id != 2000002 {
		t.Errorf("got the bot %d, want 2000002", id)
	}
	if id, _ := recorder.Of(first); id != 2000001 {
		t.Errorf("got the bot %d, want 2000001", id)
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	if got := changes.Cut(strings.Repeat("あ", 1000)); len([]rune(got)) != 121 || !strings.HasSuffix(got, "…") {
		t.Errorf("got %d characters, want 120 and an ellipsis", len([]rune(got)))
	}
	if got := changes.Cut("short"); got != "short" {
		t.Errorf("got %q, want it whole", got)
	}
}
