// SPDX-License-Identifier: MPL-2.0

package page_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/browser"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
)

var update = flag.Bool("update", false, "write the pictures of README")

const root = "../../.."

// concierge is the bot of examples/complete, with its own texts in two languages.
var concierge = mockserver.Bot{
	BotName: "Concierge", Description: "Rooms, visitors, lost property", PhotoURL: "https://static.example.com/concierge.png",
	Administrators: []string{"taro.yamada"}, EnableCallback: true, CallbackURL: "https://bots.example.com/concierge",
	CallbackEvents:   []string{"text"},
	I18nBotNames:     map[string]string{"ja_JP": "コンシェルジュ"},
	I18nDescriptions: map[string]string{"ja_JP": "会議室、来客、落とし物"},
}

// buttons are those of examples/complete.
var buttons = []mockserver.Action{
	{Type: "postback", Label: "Book a room", Data: "book", DisplayText: "Book a room", I18nLabels: map[string]string{"ja_JP": "会議室を予約"}, I18nDisplayTexts: map[string]string{"ja_JP": "会議室を予約"}},
	{Type: "postback", Label: "Call my host", Data: "host", I18nLabels: map[string]string{"ja_JP": "担当者を呼ぶ"}},
	{Type: "uri", Label: "Floor map", URI: "https://intra.example.com/map", I18nLabels: map[string]string{"ja_JP": "館内地図"}},
	{Type: "message", Label: "Lost & found", Text: "I have lost something", I18nTexts: map[string]string{"ja_JP": "落とし物をしました"}},
	{Type: "copy", Label: "Wi-Fi", CopyText: "visitors"},
	{Type: "uri", Label: "Feedback", URI: "https://intra.example.com/feedback", I18nLabels: map[string]string{"ja_JP": "ご意見"}},
}

// stage plays a morning with the bot in a language.
func (m *mock) stage(language, hello, question string, rooms ...string) {
	m.t.Helper()
	for i, name := range []string{"Concierge", "IT help desk", "Announcements"} {
		bot := concierge
		if i > 0 {
			bot = mockserver.Bot{BotName: name, I18nBotNames: map[string]string{"ja_JP": []string{"", "ITヘルプデスク", "お知らせ"}[i]}}
		}
		m.page.Changed(m.api.AddBot(bot))
	}
	m.api.SetDomain(desk, mockserver.Domain{DomainID: domain, Visible: true})
	menu := mockserver.RichMenu{RichMenuName: "main-1", Size: mockserver.Size{Width: 2500, Height: 1686}}
	for i, action := range buttons {
		column, row := int64(i%3), int64(i/3)
		bounds := mockserver.Bounds{X: column * 833, Y: row * 843, Width: 833, Height: 843}
		menu.Areas = append(menu.Areas, mockserver.Area{Bounds: bounds, Action: action})
	}
	m.api.AddRichMenu(desk, menu)
	image := mockserver.MenuImage{I18n: map[string]mockserver.Picture{}}
	for name, code := range map[string]string{"menu.png": "", "menu.ja.png": "ja_JP"} {
		content, err := os.ReadFile(filepath.Join(root, "examples", "complete", name))
		if err != nil {
			m.t.Fatal(err)
		}
		if picture := (mockserver.Picture{FileID: name, Content: content}); code == "" {
			image.Picture = picture
		} else {
			image.I18n[code] = picture
		}
	}
	m.api.SetRichMenuImage(desk, "40001", image)
	m.page.Changed(desk)
	m.call(http.StatusCreated, http.MethodPost, "/bots/2000001/richmenus/40001/set-default", "")
	m.call(http.StatusOK, http.MethodPost, "/bots/2000001/secret", "")
	m.call(http.StatusOK, http.MethodPatch, "/bots/2000002", `{"description":"Computers and company systems"}`)
	talk := simulator.Talk{BotID: desk, UserID: "taro.yamada"}
	if err := m.users.Say(talk, hello); err != nil {
		m.t.Fatal(err)
	}
	if _, err := m.users.Tap(talk, "area/0", language); err != nil {
		m.t.Fatal(err)
	}
	m.page.Changed(desk)
	content := map[string]any{"type": "button_template", "contentText": question, "actions": []any{}}
	for _, room := range rooms {
		actions, _ := content["actions"].([]any)
		content["actions"] = append(actions, map[string]string{"type": "message", "label": room, "postback": room})
	}
	body, err := json.Marshal(map[string]any{"content": content})
	if err != nil {
		m.t.Fatal(err)
	}
	m.call(http.StatusCreated, http.MethodPost, "/bots/2000001/users/taro.yamada/messages", string(body))
}

// TestPicture takes the pictures of README with -update, and otherwise checks that they are
// there.
func TestPicture(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		readme, ui, language string
		play                 func(*mock)
	}{
		"page.png": {"README.md", "en", "", func(m *mock) { m.stage("", "Good morning", "Which room, from 10 to 11?", "Fuji (12)", "Asama (6)") }},
		"page.ja.png": {"README.ja.md", "ja", "ja_JP", func(m *mock) {
			m.stage("ja_JP", "おはようございます", "10時から11時の会議室をお選びください。", "富士（12名）", "浅間（6名）")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(root, ".github", name)
			if *update {
				m := &mock{t: t, now: func() time.Time { return time.Date(2027, 4, 1, 9, 41, 0, 0, time.Local) }}
				m.start(simulator.Options{Now: m.now, Callbacks: map[string]string{"https://bots.example.com": m.friendly()}})
				test.play(m)
				tab := browser.Open(t)
				tab.Resize(browser.Width, 1060)
				m.open(tab, at(desk, "user", "taro.yamada", "ui", test.ui, "language", test.language))
				tab.Wait(`document.querySelectorAll("#deliveries .fine").length === 3`) // the start, what was written, the tap
				if err := os.WriteFile(path, tab.Screenshot(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			picture, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if config, err := png.DecodeConfig(bytes.NewReader(picture)); err != nil || config.Width != browser.Width || len(picture) > 300_000 {
				t.Errorf("got %d bytes, %d pixels wide, and the error %v, want a PNG of %d pixels and at most 300 kB", len(picture), config.Width, err, browser.Width)
			}
			readme, err := os.ReadFile(filepath.Join(root, test.readme))
			if err != nil {
				t.Fatal(err)
			}
			if want := fmt.Sprintf("](.github/%s)", name); strings.Count(string(readme), want) != 1 {
				t.Errorf("got a %s without the picture %s, want it", test.readme, want)
			}
		})
	}
}

// friendly is a bot's server that takes every event.
func (m *mock) friendly() string {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	m.t.Cleanup(server.Close)
	return server.URL
}
