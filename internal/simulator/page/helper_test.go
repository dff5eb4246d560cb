// SPDX-License-Identifier: MPL-2.0

package page_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/browser"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// mock is a mock with its page, on a listener.
type mock struct {
	t     testing.TB
	api   *mockserver.Server
	users *simulator.Simulator
	page  *page.Page
	url   string
	token string
	http  *http.Client
	// server is the listener.
	server *httptest.Server
	now    func() time.Time // nil = time.Now
}

func start(t testing.TB) *mock {
	t.Helper()
	m := &mock{t: t}
	m.start(simulator.Options{})
	return m
}

func (m *mock) start(o simulator.Options) {
	m.t.Helper()
	t := m.t
	observe := func(mockserver.Request) {}
	api, err := mockserver.New(mockserver.Options{
		OnRequest: func(r mockserver.Request) { observe(r) }, KeepMessages: 1000, Now: m.now,
	})
	if err != nil {
		t.Fatal(err)
	}
	m.api = api
	if m.users, err = simulator.New(api, o); err != nil {
		t.Fatal(err)
	}
	m.page = page.New(api, m.users, page.Options{})
	observe = func(r mockserver.Request) {
		m.users.Observe(r)
		m.page.Observe(r)
	}
	server := httptest.NewServer(m.page.Handler())
	t.Cleanup(func() {
		m.page.Close()
		server.Close()
		if err := m.users.Close(t.Context()); err != nil && t.Context().Err() == nil {
			t.Error(err)
		}
	})
	m.server, m.url, m.http = server, server.URL, server.Client()
	m.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	m.token = api.NewToken()
}

// reply is a response.
type reply struct {
	status int
	header http.Header
	body   string
}

// send sends a request to the page or the API.
func (m *mock) send(method, address, body string, header ...string) reply {
	m.t.Helper()
	r, err := http.NewRequestWithContext(m.t.Context(), method, m.url+address, strings.NewReader(body))
	if err != nil {
		m.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := m.http.Do(r)
	if err != nil {
		m.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		m.t.Fatal(err)
	}
	return reply{resp.StatusCode, resp.Header, string(text)}
}

func (m *mock) get(address string, header ...string) reply {
	m.t.Helper()
	return m.send(http.MethodGet, address, "", header...)
}

// post sends a form of the page.
func (m *mock) post(address string, form url.Values, header ...string) reply {
	m.t.Helper()
	header = append([]string{"Content-Type", "application/x-www-form-urlencoded"}, header...)
	return m.send(http.MethodPost, address, form.Encode(), header...)
}

// call sends a request to the API, as a client of the mock does.
func (m *mock) call(want int, method, path, body string) string {
	m.t.Helper()
	got := m.send(method, mockserver.APIPath+path, body, "Authorization", "Bearer "+m.token, "Content-Type", "application/json")
	if got.status != want {
		m.t.Fatalf("%s %s: got status %d and %s, want %d", method, path, got.status, got.body, want)
	}
	return got.body
}

// A company with two bots: the desk has a rich menu with a picture, and a menu of its own
// for one user; the help desk has a persistent menu.
const (
	desk, helpDesk    = 2000001, 2000002
	domain, elsewhere = 10000001, 10000002
	taro, hanako      = "taro", "hanako"
)

func (m *mock) company() {
	m.api.AddBot(mockserver.Bot{
		BotName: "総合受付", Description: "来客の受付", PhotoURL: "https://example.com/desk.png",
		Administrators: []string{taro}, I18nBotNames: map[string]string{"en_US": "Reception desk"},
		I18nDescriptions: map[string]string{"en_US": "Visitors and meeting rooms"},
	})
	m.api.SetDomain(desk, mockserver.Domain{DomainID: domain, Visible: true})
	size := mockserver.Size{Width: 2500, Height: 843}
	area := func(x, y, width, height int64, a mockserver.Action) mockserver.Area {
		return mockserver.Area{Bounds: mockserver.Bounds{X: x, Y: y, Width: width, Height: height}, Action: a}
	}
	for _, name := range []string{"for all", "for Hanako"} {
		id := m.api.AddRichMenu(desk, mockserver.RichMenu{RichMenuName: name, Size: size, Areas: []mockserver.Area{
			area(0, 0, 1250, 843, mockserver.Action{
				Type: "message", Label: "予約 " + name, Text: "会議室を予約", Postback: "book",
				I18nLabels: map[string]string{"en_US": "Book " + name}, I18nTexts: map[string]string{"en_US": "Book a room"},
			}),
			area(1300, 100, 1100, 600, mockserver.Action{Type: "uri", Label: "地図", URI: "https://example.com/map"}),
		}})
		picture := mockserver.Picture{FileID: "file-" + id, FileName: "menu.png", Content: mockserver.PlainPNG(size, 0xd0)}
		m.api.SetRichMenuImage(desk, id, mockserver.MenuImage{Picture: picture})
	}
	m.api.SetDefaultRichMenu(desk, "40001")
	m.api.SetUserRichMenu(desk, hanako, "40002")
	m.api.AddBot(mockserver.Bot{BotName: "ITヘルプデスク", Description: "相談", PhotoURL: "https://example.com/help.png", Administrators: []string{taro}})
	m.api.SetDomain(helpDesk, mockserver.Domain{DomainID: domain, AllowToSelectedMember: true, Members: []string{taro}})
	m.api.SetPersistentMenu(helpDesk, []mockserver.Action{
		{Type: "message", Label: "問い合わせる", I18nLabels: map[string]string{"en_US": "Open a ticket"}, Postback: "ticket"},
		{Type: "copy", Label: "内線", CopyText: "1234"},
	})
	for _, bot := range []int64{desk, helpDesk} {
		m.page.Changed(bot)
	}
}

// at is an address of the page.
func at(bot int64, more ...string) string {
	query := url.Values{"bot": {fmt.Sprint(bot)}}
	for i := 0; i < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	return "/?" + query.Encode()
}

// firstBot is the bot of a large tenant that has messages.
const firstBot = 2000001

// Limits of what the page of a large tenant may have.
const (
	maxPage   = 100_000
	maxTags   = 4_500
	maxUpdate = 40_000
)

// large makes a tenant with 300 bots, and 1,000 messages and requests of the first one.
func (m *mock) large() {
	m.t.Helper()
	for i := range 300 {
		bot := m.api.AddBot(mockserver.Bot{BotName: fmt.Sprintf("Bot %d", i+1), Description: "d", PhotoURL: "https://example.com/a.png", Administrators: []string{taro}})
		m.api.SetDomain(bot, mockserver.Domain{DomainID: domain, Visible: true})
		m.page.Changed(bot)
	}
	for i := range 1000 {
		m.call(http.StatusCreated, http.MethodPost, "/bots/2000001/users/taro/messages", fmt.Sprintf(`{"content":{"type":"text","text":"message %d"}}`, i+1))
	}
}
