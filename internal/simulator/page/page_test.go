// SPDX-License-Identifier: MPL-2.0

package page_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page"
)

// shows fails unless a page has some texts and lacks others.
func shows(t *testing.T, where, body string, want, unwanted []string) {
	t.Helper()
	for _, text := range want {
		if !strings.Contains(body, text) {
			t.Errorf("%s: got a page without %q, want it", where, text)
		}
	}
	for _, text := range unwanted {
		if strings.Contains(body, text) {
			t.Errorf("%s: got a page with %q, want none", where, text)
		}
	}
}

// TestPage_users looks at bots as different users.
func TestPage_users(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	if err := m.api.ChangeDirectory(func(c *directory.Content) {
		c.Users = append(c.Users,
			directory.User{UserID: "jiro", DomainID: elsewhere, Email: "jiro@other.example.com", UserName: directory.UserName{LastName: "別所", FirstName: "次郎"}},
			directory.User{UserID: "yoko", DomainID: domain, Email: "yoko@example.com", UserName: directory.UserName{LastName: "受付", FirstName: "洋子"}})
	}); err != nil {
		t.Fatal(err)
	}
	const notFound, notRegistered, notSelected = "cannot find the bot", "is not registered in the domain of the user", "is limited to selected members"
	for name, test := range map[string]struct {
		address        string
		want, unwanted []string
	}{
		"default menu":                 {at(desk, "user", taro), []string{"予約 for all", `value="area/1"`}, []string{"for Hanako", notFound}},
		"own menu":                     {at(desk, "user", hanako), []string{"予約 for Hanako"}, []string{"予約 for all", notFound}},
		"a user whom nothing names":    {at(desk, "other", "someone"), []string{"予約 for all", `<option value="someone" selected>`}, []string{notFound}},
		"the free field before others": {at(desk, "user", taro, "other", hanako), []string{"予約 for Hanako"}, nil},
		"by e-mail address":            {at(desk, "other", "yoko@example.com"), []string{`<option value="yoko" selected>受付 洋子 yoko@example.com`, "予約 for all"}, []string{notFound}},
		"of another domain":            {at(desk, "user", "jiro"), []string{"別所 次郎 jiro@other.example.com " + notFound, notRegistered}, []string{"予約 for all"}},
		"selected member":              {at(helpDesk, "user", taro), []string{"問い合わせる", `value="menu/1"`, "visible is false"}, []string{notFound}},
		"not selected":                 {at(helpDesk, "user", hanako), []string{notFound, notSelected}, []string{"問い合わせる", "visible is false"}},
		"proposed: who finds the bot":  {at(helpDesk), []string{`<option value="taro" selected>`}, []string{notFound}},
		"no such bot":                  {at(7), []string{"There is no bot 7."}, []string{"pv-phone"}},
		"no bot named":                 {"/", []string{"予約 for "}, nil},
		"no menu":                      {at(desk, "user", taro, "room", ""), []string{"1:1 room"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shows(t, test.address, m.get(test.address).body, test.want, test.unwanted)
		})
	}
}

// TestPage_languages tells the language of the page from that of the user.
func TestPage_languages(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	for name, test := range map[string]struct {
		address, accept string
		want, unwanted  []string
	}{
		"English":                   {at(desk, "user", taro), "", []string{`<html lang="en">`, "API requests", "総合受付"}, []string{"メンバー"}},
		"Japanese browser":          {at(desk, "user", taro), "ja,en-US;q=0.7", []string{`<html lang="ja">`, "API リクエスト"}, []string{"API requests"}},
		"English before Japanese":   {at(desk, "user", taro), "en-GB,ja;q=0.5", []string{`<html lang="en">`}, nil},
		"another browser":           {at(desk, "user", taro), "de", []string{`<html lang="en">`}, nil},
		"chosen":                    {at(desk, "user", taro, "ui", "ja"), "en", []string{`<html lang="ja">`, "メンバーの言語"}, []string{"Language of the user"}},
		"unknown":                   {at(desk, "ui", "xx"), "ja", []string{`<html lang="ja">`}, nil},
		"user in English":           {at(desk, "user", taro, "language", "en_US", "ui", "ja"), "", []string{"Reception desk", "Book for all", "Visitors and meeting rooms", `<html lang="ja">`}, []string{"予約 for all"}},
		"user in a language unsaid": {at(desk, "user", taro, "language", "ko_KR"), "", []string{"総合受付", "予約 for all"}, []string{"Reception desk", "Book for all"}},
		"areas in detail":           {at(desk, "user", taro, "outlines", "1"), "", []string{"https://example.com/map", "x 1300, y 100, 1100 × 600"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := m.get(test.address, "Accept-Language", test.accept)
			shows(t, name, got.body, test.want, test.unwanted)
		})
	}
}

// TestPage_acts does what a user can do, without the script: each form leads back to the
// page, which shows what was done or why not.
func TestPage_acts(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	m.api.ChangeBot(desk, func(b *mockserver.Bot) { b.EnableGroupJoin = true })
	form := url.Values{"bot": {"2000001"}, "user": {taro}, "language": {"en_US"}, "ui": {"en"}}
	room := ""
	for _, step := range []struct {
		act, name, value string
		want, unwanted   []string
	}{
		{"open", "", "", []string{"The room was opened.", "Leave the room"}, []string{"Open the room"}},
		{"say", "text", "good morning", []string{"good morning"}, nil},
		{"tap", "tap", "area/0", []string{"Book a room"}, nil},
		{"tap", "tap", "area/1", []string{"The app opens this address: https://example.com/map"}, nil},
		{"tap", "tap", "area/9", []string{"The tapped item no longer exists"}, nil},
		{"tap", "tap", "nonsense", []string{"The tapped item no longer exists"}, nil},
		{"say", "text", " ", []string{"The message is empty."}, nil},
		{"leave", "", "", []string{"The user has left the room.", "Open the room"}, []string{"Leave the room"}},
		{"leave", "", "", []string{"There is no such room"}, nil},
		{"create", "members", "hanako, jiro、 yoko", []string{"The bot has joined. Members: taro, hanako, jiro, yoko", "Remove the bot"}, nil},
		{"remove", "members", "jiro yoko", []string{"Left: jiro, yoko"}, nil},
		{"invite", "members", "yoko", []string{"Joined: yoko"}, nil},
		{"invite", "members", "yoko", []string{"Name a member who"}, nil},
		{"say", "text", "to all of you", []string{"to all of you"}, []string{"good morning"}},
		{"removebot", "", "", []string{"The bot has left the room."}, nil},
		{"again", "delivery", "x", []string{"This delivery is not kept any more."}, nil},
		{"again", "delivery", "1", []string{"1 sent again"}, nil},
	} {
		sent := url.Values{"room": {room}, step.name: {step.value}}
		for name, values := range form {
			sent[name] = values
		}
		got := m.post("/preview/"+step.act, sent)
		to, err := url.Parse(got.header.Get("Location"))
		if part := map[bool]string{true: "deliveries", false: "room"}[step.act == "again"]; err != nil || got.status != http.StatusSeeOther || to.Host != "" || to.Path != "/" || to.Fragment != part {
			t.Fatalf("%s %s: got status %d and the Location %v, want 303 and the page", step.act, step.value, got.status, to)
		}
		if step.act == "create" {
			room = to.Query().Get("room")
		}
		part := map[bool]string{true: "deliveries", false: "room"}[step.act == "again" && step.value == "1"]
		shows(t, step.act+" "+step.value, m.get(to.RequestURI(), "Page-Parts", part).body, step.want, step.unwanted)
	}
	if got := m.post("/preview/say", url.Values{"text": {strings.Repeat("x", 2<<20)}}); got.status != http.StatusBadRequest {
		t.Errorf("got status %d for a form of 2 MB, want 400", got.status)
	}
	if got := m.get("/preview/say?text=hello&bot=2000001&user=taro"); got.status != http.StatusMethodNotAllowed {
		t.Errorf("got status %d for a link, want 405: a link changes nothing", got.status)
	}
}

// TestPage_address talks as a user whose e-mail address the directory lacks.
func TestPage_address(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	id := ids.OfUser("new@example.com")
	form := url.Values{"bot": {"2000001"}, "user": {"new@example.com"}, "text": {"good morning"}}
	to := m.post("/preview/say", form).header.Get("Location")
	m.call(http.StatusCreated, http.MethodPost, "/bots/2000001/users/"+id+"/messages", `{"content":{"type":"text","text":"the answer"}}`)
	chosen := `<option value="` + id + `" selected>new@example.com<`
	want := []string{"good morning", "the answer", "Leave the room", chosen, `name="user" value="new@example.com"`}
	shows(t, to, m.get(to).body, want, []string{"Open the room", `name="user" value="` + id + `"`})
	shows(t, "by ID", m.get(at(desk, "user", id)).body, want[:3], []string{"Open the room"})
}

// TestPage_quickReply looks for the quick reply below the last message of the bot: notices
// that come after it do not replace the message, but a message of the user does.
func TestPage_quickReply(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	const content = `{"content":{"type":"text","text":"Sure?","quickReply":{"items":[{"action":{"type":"message","label":"Certainly","text":"Yes"}}]}}}`
	ask := func() { m.call(http.StatusCreated, http.MethodPost, "/bots/2000001/users/taro/messages", content) }
	ask()
	shows(t, "first message", m.get(at(desk, "user", taro)).body, []string{"The room was opened.", `value="quick/1/0"`}, nil)
	if err := m.users.Say(simulator.Talk{BotID: desk, UserID: taro}, "hi"); err != nil {
		t.Fatal(err)
	}
	shows(t, "answered", m.get(at(desk, "user", taro)).body, []string{"Not delivered:"}, []string{`value="quick/`})
	ask()
	if err := m.users.Again(1, simulator.Again{}); err != nil { // the bot has callbacks off
		t.Fatal(err)
	}
	shows(t, "late notice", m.get(at(desk, "user", taro)).body, []string{`value="quick/2/0"`}, []string{`value="quick/1/0"`})
}

// TestPage_version changes a bot while the page is made: the page has to learn of it.
func TestPage_version(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	version, latest := page.VersionAfter(m.page, func() { m.page.Changed(desk) })
	if version == latest {
		t.Errorf("got the version %s for a page that lacks the last change", version)
	}
}

// TestPage_incomplete offers to send an event again only if it has all that it needs.
func TestPage_incomplete(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	m.api.RemoveDomain(desk, domain)
	if err := m.users.Say(simulator.Talk{BotID: desk, UserID: taro}, "hi"); err != nil {
		t.Fatal(err)
	}
	shows(t, "out of reach", m.get(at(desk, "user", taro)).body, []string{`id="delivery-1"`, "is not registered in the domain"}, []string{"Send again"})
	m.api.SetDomain(desk, mockserver.Domain{DomainID: domain})
	if err := m.users.Say(simulator.Talk{BotID: desk, UserID: taro}, "hi"); err != nil {
		t.Fatal(err)
	}
	shows(t, "in reach", m.get(at(desk, "user", taro)).body, []string{"Send again"}, nil)
}

// TestPage_requests reads the log.
func TestPage_requests(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	m.call(http.StatusOK, http.MethodPatch, "/bots/2000001", `{"botName":"Reception"}`)
	m.call(http.StatusOK, http.MethodPost, "/bots/2000001/secret", "")
	m.call(http.StatusNotFound, http.MethodGet, "/bots/7", "")
	m.call(http.StatusNoContent, http.MethodDelete, "/bots/2000001/richmenus/40002", "")
	secret, _ := m.api.BotSecret(desk)
	never := []string{secret, m.token, m.api.Credentials().ClientSecret}
	shows(t, "English", m.get("/?ui=en").body, []string{
		"PATCH /bots/2000001<", "botName: 総合受付 → Reception", "secret of bot 2000001 changed", "GET /bots/7", `class="refused">404`,
		"rich menu 40002 deleted: for Hanako", "rich menu of user hanako deleted", "4 in all",
	}, never)
	shows(t, "Japanese", m.get("/?ui=ja").body, []string{
		"botName: 総合受付 → Reception", "Bot 2000001 の Bot Secret を変更", "リッチメニュー 40002 を削除: for Hanako", "全 4 件",
	}, never)
}

// TestPage_uploads keeps the keys in the addresses of files off the page.
func TestPage_uploads(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	var made struct{ UploadURL string }
	if err := json.Unmarshal([]byte(m.call(http.StatusOK, http.MethodPost, "/bots/2000001/attachments", `{"fileName":"plan.txt"}`)), &made); err != nil {
		t.Fatal(err)
	}
	const form = "--b\r\nContent-Disposition: form-data; name=\"Filedata\"; filename=\"plan.txt\"\r\n\r\nhello\r\n--b--\r\n"
	address := strings.TrimPrefix(made.UploadURL, m.url)
	if got := m.send(http.MethodPost, address, form, "Content-Type", "multipart/form-data; boundary=b", "Authorization", "Bearer "+m.token); got.status != http.StatusOK {
		t.Fatalf("got status %d and %s for the upload, want 200", got.status, got.body)
	}
	key := address[strings.LastIndex(address, "/")+1:]
	shows(t, "upload", m.get(at(desk)).body, []string{"POST {uploadUrl}", "file plan.txt created"}, []string{key})
}

// TestPage_api compares the API with and without the page before it.
func TestPage_api(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	for _, request := range []string{
		"GET /v1.0/bots", "GET /v1.0/bots/2000001", "POST /v1.0/bots/2000001/secret/x", "GET /nothing", "POST /", "DELETE /", "GET /v1.0", "GET /preview",
		"POST /oauth2/v2.0/token", "GET /v1.0//bots", "GET /v1.0/bots/../bots", "GET /v1.0/bots/2000001/users/a%2Fb/messages",
	} {
		method, address, _ := strings.Cut(request, " ")
		send := func(handler http.Handler) string {
			w, r := httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), method, "http://other.example.com"+address, http.NoBody)
			r.Header.Set("Authorization", "Bearer "+m.token)
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			handler.ServeHTTP(w, r)
			return fmt.Sprint(w.Code, w.Header(), w.Body)
		}
		if got, want := send(m.page.Handler()), send(m.api); got != want {
			t.Errorf("%s: got %s, want the response of the API: %s", request, got, want)
		}
	}
	m.api.ResetRequests()
	m.get("/")
	m.get("/preview/static/page.js")
	if got := m.api.Requests(); len(got) > 0 {
		t.Errorf("got %d requests in the log of the API, want none for the page", len(got))
	}
}

// TestPage_bounded counts what a page of a large tenant has.
func TestPage_bounded(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.large()
	first := m.get(at(firstBot))
	for what, count := range map[string]struct{ got, want int }{
		"bots":     {strings.Count(first.body, `<li id="bot-`), page.MaxBots},
		"messages": {strings.Count(first.body, "pv-from-bot"), page.MaxBubbles},
		"requests": {strings.Count(first.body, `<li id="request-`), 100},
	} {
		if count.got != count.want {
			t.Errorf("got %d %s, want %d", count.got, what, count.want)
		}
	}
	shows(t, "first page", first.body, []string{"300 in all", "250 more: search for them.", "Show all 1001"}, nil)
	if len(first.body) > maxPage || strings.Count(first.body, "<") > maxTags {
		t.Errorf("got %d bytes and %d tags, want at most %d and %d", len(first.body), strings.Count(first.body, "<"), maxPage, maxTags)
	}
	update := m.get(at(firstBot), "Page-Parts", "requests")
	if len(update.body) > maxUpdate || strings.Contains(update.body, "<html") || strings.Contains(update.body, "pv-phone") {
		t.Errorf("got an update of %d bytes, want at most %d, and nothing but the requests", len(update.body), maxUpdate)
	}
	shows(t, "all messages", m.get(at(firstBot, "all", "1")).body, []string{"message 1<", "message 1000<", "Show the newest only"}, nil)
	shows(t, "search", m.get(at(firstBot, "q", "bot 27")).body, []string{"Bot 27<", "Bot 279<"}, []string{"Bot 28<"})
	shows(t, "search by ID", m.get(at(firstBot, "q", "2000300")).body, []string{"Bot 300<"}, []string{"Bot 28<"})
	shows(t, "search for nothing", m.get(at(firstBot, "q", "nothing")).body, []string{"No bot has this name or ID."}, nil)
}

// TestTexts_complete looks for texts that one language lacks.
func TestTexts_complete(t *testing.T) {
	t.Parallel()
	all := page.TextsOf()
	for language, texts := range all {
		other := all[map[string]string{"en": "ja", "ja": "en"}[language]]
		v, w := reflect.ValueOf(texts), reflect.ValueOf(other)
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			switch v.Field(i).Kind() {
			case reflect.Map:
				for _, key := range w.Field(i).MapKeys() {
					if !v.Field(i).MapIndex(key).IsValid() {
						t.Errorf("%s: got no %s of %v", language, name, key)
					}
				}
			default:
				here, there := v.Field(i).String(), w.Field(i).String()
				if here == "" || strings.Count(here, "%") != strings.Count(there, "%") {
					t.Errorf("%s: got %s = %q, want a text with the values of %q", language, name, here, there)
				}
			}
		}
	}
}

// TestIdiomorph_unchanged compares the script with the one of the npm package.
func TestIdiomorph_unchanged(t *testing.T) {
	t.Parallel()
	script := start(t).get("/preview/static/idiomorph/idiomorph.min.js")
	const want = "4cbd535caf7663a51eda9bce6595371c384fc430d54b8d414e29a61167f19f96" // of idiomorph 0.8.0
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(script.body))); got != want {
		t.Errorf("got the sum %s, want %s", got, want)
	}
}
