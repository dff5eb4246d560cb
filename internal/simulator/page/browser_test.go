// SPDX-License-Identifier: MPL-2.0

package page_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/browser"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// open opens an address of the page, and waits until it hears of changes.
func (m *mock) open(tab *browser.Tab, address string) {
	m.t.Helper()
	tab.Go(m.url + address)
	tab.Wait(`document.body.dataset.live === ""`)
}

// box is a place in a rich menu, relative to its picture and in pixels of the menu.
type box struct{ X, Y, Width, Height float64 }

// areas measures the areas that the browser has drawn.
func areas(tab *browser.Tab) []box {
	return browser.Eval[[]box](tab, `(() => {
		const picture = document.querySelector("#room img").getBoundingClientRect();
		const scale = 2500 / picture.width;
		return [...document.querySelectorAll("#room button[value^='area/']")].map((button) => {
			const area = button.getBoundingClientRect();
			return {X: (area.x - picture.x) * scale, Y: (area.y - picture.y) * scale, Width: area.width * scale, Height: area.height * scale};
		});
	})()`)
}

// checkAreas compares the areas that the browser has drawn with those of a menu. One
// pixel of the screen is less than 10 of the menu.
func checkAreas(t *testing.T, tab *browser.Tab, want []mockserver.Area) {
	t.Helper()
	got := areas(tab)
	if len(got) != len(want) {
		t.Fatalf("got %d areas, want %d", len(got), len(want))
	}
	for i, area := range want {
		b := area.Bounds
		for name, side := range map[string][2]float64{
			"x": {got[i].X, float64(b.X)}, "y": {got[i].Y, float64(b.Y)}, "width": {got[i].Width, float64(b.Width)}, "height": {got[i].Height, float64(b.Height)},
		} {
			if math.Abs(side[0]-side[1]) > 5 {
				t.Errorf("area %d: got %s = %.1f, want %.0f", i, name, side[0], side[1])
			}
		}
	}
}

// TestBrowser_areas measures where the areas of a rich menu are on the screen.
func TestBrowser_areas(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	tab := browser.Open(t)
	for _, address := range []string{at(desk, "user", taro), at(desk, "user", taro, "outlines", "1")} {
		for _, width := range []int{browser.Width, 360} {
			tab.Resize(width, browser.Height)
			m.open(tab, address)
			checkAreas(t, tab, m.api.RichMenus(desk)[0].Areas)
		}
	}
}

// TestBrowser_language looks at the texts of both languages that a page has: its own, and
// that of the user.
func TestBrowser_language(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	tab := browser.Open(t)
	for _, test := range []struct{ ui, language, title, menu string }{
		{"en", "", "API requests", "予約 for all"},
		{"ja", "en_US", "API リクエスト", "Book for all"},
		{"en", "en_US", "API requests", "Book for all"},
		{"ja", "ko_KR", "API リクエスト", "予約 for all"},
	} {
		m.open(tab, at(desk, "user", taro, "ui", test.ui, "language", test.language))
		title := browser.Eval[string](tab, `document.getElementById("requests-title").innerText`)
		menu := browser.Eval[string](tab, `document.querySelector("#room [value='area/0']").textContent`)
		page := browser.Eval[string](tab, `document.documentElement.lang`)
		if page != test.ui || !strings.Contains(title, test.title) || !strings.Contains(menu, test.menu) {
			t.Errorf("%s, %q: got the language %s, the title %q and the area %q, want %q and %q", test.ui, test.language, page, title, menu, test.title, test.menu)
		}
	}
}

// TestBrowser_live changes everything by the API while the page is open.
func TestBrowser_live(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	tab := browser.Open(t)
	m.open(tab, at(desk, "user", taro))
	browser.Eval[any](tab, `window.loadedOnce = true`)
	// What the user has begun must outlast all changes.
	tab.Type("#text", "half a mess")
	browser.Eval[any](tab, `document.getElementById("other").value = "someone"`)
	browser.Eval[any](tab, `document.getElementById("rooms").open = true`)

	m.call(http.StatusOK, http.MethodPatch, "/bots/2000001", `{"botName":"Concierge"}`)
	tab.Wait(`document.querySelector(".pv-phone-name").innerText === "Concierge"`)
	tab.Wait(`document.getElementById("requests").innerText.includes("botName: 総合受付 → Concierge")`)
	tab.Wait(`document.getElementById("bots").innerText.includes("Concierge") && document.title.includes("Concierge")`)

	m.call(http.StatusCreated, http.MethodPost, "/bots/2000001/users/taro/messages", `{"content":{"type":"text","text":"new here"}}`)
	tab.Wait(`document.querySelector(".pv-talk").innerText.includes("new here")`)

	m.call(http.StatusCreated, http.MethodPost, "/bots/2000001/richmenus", `{"richmenuName":"m","size":{"width":2500,"height":843},"areas":[`+
		`{"bounds":{"x":700,"y":50,"width":900,"height":333},"action":{"type":"uri","uri":"https://example.com/"}}]}`)
	m.api.SetRichMenuImage(desk, "40003", mockserver.MenuImage{Picture: mockserver.Picture{FileID: "f", Content: mockserver.PlainPNG(mockserver.Size{Width: 2500, Height: 843}, 1)}})
	m.call(http.StatusCreated, http.MethodPost, "/bots/2000001/richmenus/40003/set-default", "")
	tab.Wait(`document.querySelectorAll("#room [value^='area/']").length === 1 && document.querySelector("#room img").complete`)
	checkAreas(t, tab, m.api.RichMenus(desk)[2].Areas)

	m.call(http.StatusCreated, http.MethodPost, "/bots", `{"botName":"Third","photoUrl":"https://example.com/a.png","description":"d","administrators":["u1"]}`)
	tab.Wait(`document.getElementById("bots").innerText.includes("Third")`)

	kept := browser.Eval[string](tab, `[window.loadedOnce, document.activeElement.id, document.getElementById("text").value,
		document.getElementById("other").value, document.getElementById("rooms").open].join()`)
	if want := "true,text,half a mess,someone,true"; kept != want {
		t.Errorf("got %s, want %s: no reload, the focus and what was typed as they were", kept, want)
	}
	m.call(http.StatusNoContent, http.MethodDelete, "/bots/2000001", "")
	tab.Wait(`document.getElementById("room").innerText.includes("There is no bot 2000001")`)
	tab.Wait(`!document.getElementById("bots").innerText.includes("Concierge")`)
}

// botServer is the server of a bot: it checks the signature with the secret that the API
// has issued, and answers messages by the API.
func (m *mock) botServer(secret *atomic.Pointer[string]) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("X-WORKS-Signature") != callback.Sign(*secret.Load(), body) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		var event callback.Event
		if err := json.Unmarshal(body, &event); err != nil {
			m.t.Error(err)
		}
		if event.Type == callback.Message {
			answer := fmt.Sprintf(`{"content":{"type":"text","text":"You said: %s"}}`, event.Content.Text)
			m.call(http.StatusCreated, http.MethodPost, "/bots/2000001/users/"+event.Source.UserID+"/messages", answer)
		}
	}))
	m.t.Cleanup(server.Close)
	return server.URL
}

// TestBrowser_talk taps and writes, and sees what the bot's server answers.
func TestBrowser_talk(t *testing.T) {
	t.Parallel()
	var secret atomic.Pointer[string]
	m := &mock{t: t}
	m.start(simulator.Options{Callbacks: map[string]string{"https://bots.example.com": m.botServer(&secret)}})
	m.company()
	m.call(http.StatusOK, http.MethodPatch, "/bots/2000001", `{"enableCallback":true,"callbackUrl":"https://bots.example.com/cb","callbackEvents":["text"]}`)
	var issued struct{ Secret string }
	if err := json.Unmarshal([]byte(m.call(http.StatusOK, http.MethodPost, "/bots/2000001/secret", "")), &issued); err != nil {
		t.Fatal(err)
	}
	secret.Store(&issued.Secret)
	tab := browser.Open(t)
	m.open(tab, at(desk, "user", taro, "language", "en_US"))
	browser.Eval[any](tab, `window.loadedOnce = true`)

	tab.Click(`#room [value="area/0"]`)
	tab.Wait(`document.querySelector(".pv-talk").innerText.includes("You said: Book a room")`)
	tab.Type("#text", "hello\r")
	tab.Wait(`document.querySelector(".pv-talk").innerText.includes("You said: hello")`)
	tab.Wait(`document.getElementById("text").value === ""`)                                                            // for the next message; the room may show the last one before
	tab.Wait(`[...document.querySelectorAll("#deliveries b")].filter((e) => e.innerText === "delivered").length === 3`) // start, tap, text
	signature := browser.Eval[string](tab, `document.querySelector("#deliveries dt:nth-of-type(3) + dd").textContent`)
	if raw, err := base64.StdEncoding.DecodeString(signature); err != nil || len(raw) != 32 {
		t.Errorf("got the signature %q, want one of HMAC-SHA256", signature)
	}

	tab.Click(`#deliveries button[value="wrong"]`)
	tab.Wait(`document.querySelector("#deliveries li b").innerText === "failed" && document.querySelector("#deliveries li").innerText.includes("401")`)
	tab.Click(`#deliveries button[value="again"]`)
	tab.Wait(`[...document.querySelectorAll("#deliveries b")].filter((e) => e.innerText === "delivered").length === 4`)
	if !browser.Eval[bool](tab, `window.loadedOnce === true`) {
		t.Error("got the page loaded again, want it changed in its place")
	}
	if text := tab.Text(); strings.Contains(text, issued.Secret) {
		t.Error("got the secret on the page")
	}

	// The controls lead to another user without loading the page again.
	tab.Type("#other", hanako+"\r")
	tab.Wait(`document.querySelector("#room [value='area/0']").textContent.includes("for Hanako") && location.search.includes("hanako")`)
	choose := func(id, value string) {
		browser.Eval[any](tab, fmt.Sprintf(`(() => {
			const field = document.getElementById(%q);
			field.value = %q;
			field.dispatchEvent(new Event("change", {bubbles: true}));
		})()`, id, value))
	}
	choose("user", taro)
	tab.Wait(`document.querySelector("#room [value='area/0']").textContent.includes("for all")`)
	choose("language", "")
	tab.Wait(`document.querySelector("#room [value='area/0']").textContent.includes("予約")`)
	got := browser.Eval[string](tab, `["user", "language", "other"].map((id) => document.getElementById(id).value).join()`)
	if want := "taro,,"; got != want {
		t.Errorf("got the fields %s, want %s", got, want)
	}
}

// TestBrowser_late delays an update until the user has gone on to another room: it must not
// bring the former room back.
func TestBrowser_late(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	tab := browser.Open(t)
	m.open(tab, at(desk, "user", taro))
	browser.Eval[any](tab, `(() => {
		const real = window.fetch;
		window.fetch = async (address, options) => {
			const response = await real(address, options);
			if (options.headers["Page-Parts"] !== "all" && !window.release) await new Promise((resolve) => { window.release = resolve; });
			return response;
		};
	})()`)
	m.call(http.StatusOK, http.MethodPatch, "/bots/2000001", `{"botName":"First"}`)
	tab.Wait(`"release" in window`)
	tab.Type("#other", hanako+"\r")
	tab.Wait(`document.getElementById("room").innerText.includes("for Hanako")`)
	browser.Eval[any](tab, `(() => {
		new MutationObserver(() => { window.wentBack ||= document.getElementById("room").textContent.includes("for all"); })
			.observe(document.getElementById("room"), {subtree: true, childList: true, characterData: true});
		window.release();
	})()`)
	m.call(http.StatusOK, http.MethodPatch, "/bots/2000001", `{"botName":"Second"}`)
	tab.Wait(`document.querySelector(".pv-phone-name").innerText === "Second"`)
	if browser.Eval[bool](tab, `window.wentBack === true`) {
		t.Error("got the room of before for a moment, want that of the chosen user")
	}
}

// TestBrowser_lost stops the mock while the page is open.
func TestBrowser_lost(t *testing.T) {
	t.Parallel()
	m := start(t)
	tab := browser.Open(t)
	m.open(tab, "/")
	m.server.CloseClientConnections()
	if err := m.server.Listener.Close(); err != nil {
		t.Error(err)
	}
	tab.Wait(`!document.getElementById("lost").hidden`)
	if shown := tab.Text(); !strings.Contains(shown, "The mock does not answer.") {
		t.Errorf("got %s, want that the mock does not answer", shown)
	}
	tab.Complaints() // the browser says so, too
}

// TestBrowser_accessible looks at the page as people do who need a keyboard, a screen
// reader, contrast or a small screen.
func TestBrowser_accessible(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	m.call(http.StatusNotFound, http.MethodGet, "/bots/7", "")
	m.call(http.StatusOK, http.MethodPatch, "/bots/2000001", `{"enableGroupJoin":true,"description":"`+strings.Repeat("long", 25)+`"}`)
	for _, content := range []string{
		`{"type":"text","text":"` + strings.Repeat("averylongwordwithoutablank", 10) + `"}`,
		`{"type":"button_template","contentText":"Which?","actions":[{"type":"message","label":"This"},{"type":"uri","label":"That","uri":"https://example.com/"}]}`,
		`{"type":"text","text":"quick","quickReply":{"items":[{"action":{"type":"message","label":"Yes","text":"Yes"}},{"action":{"type":"location","label":"Here"}}]}}`,
	} {
		m.call(http.StatusCreated, http.MethodPost, "/bots/2000001/users/taro/messages", `{"content":`+content+`}`)
		m.call(http.StatusCreated, http.MethodPost, "/bots/2000002/users/taro/messages", `{"content":`+content+`}`)
	}
	if err := m.users.Say(simulator.Talk{BotID: helpDesk, UserID: taro}, "hello"); err != nil {
		t.Fatal(err)
	}
	tab := browser.Open(t)
	for _, address := range []string{
		at(desk, "user", taro, "outlines", "1"), at(helpDesk, "user", taro, "ui", "ja"),
		at(helpDesk, "user", hanako), at(7), at(desk, "problem", "2"),
	} {
		m.open(tab, address)
		browser.Eval[any](tab, `document.querySelectorAll("details").forEach((e) => { e.open = true; })`)
		for _, barrier := range tab.Barriers() {
			t.Errorf("%s: got %s", address, barrier)
		}
		tab.Resize(browser.Width, browser.Height)
	}
}

// TestBrowser_hostile opens a page whose texts are all HTML: the browser must not complain,
// for then it has refused something, and must not run any of it.
func TestBrowser_hostile(t *testing.T) {
	t.Parallel()
	m := start(t)
	const evil = `"><img src=https://evil.example.com/a.png onerror=ran=1><script>ran=1</script><style>body{display:none}</style>`
	bot := m.api.AddBot(mockserver.Bot{BotName: evil, Description: evil, PhotoURL: evil, Administrators: []string{evil}})
	m.api.SetDomain(bot, mockserver.Domain{DomainID: domain})
	m.page.Changed(bot)
	tab := browser.Open(t)
	m.open(tab, at(bot, "user", evil, "outlines", "1"))
	m.call(http.StatusOK, http.MethodPatch, "/bots/2000001", `{"description":"</pre></style><script>ran=1</script>"}`)
	content, err := json.Marshal(map[string]any{"content": map[string]string{"type": "text", "text": evil + "end"}})
	if err != nil {
		t.Fatal(err)
	}
	m.call(http.StatusCreated, http.MethodPost, "/bots/2000001/users/"+url.PathEscape(evil)+"/messages", string(content))
	tab.Wait(`document.querySelector(".pv-talk").innerText.includes("</style>end")`)
	if browser.Eval[bool](tab, `"ran" in window || document.querySelectorAll("img").length > 0`) {
		t.Error("got a script or a picture from a text, want the text alone")
	}
}
