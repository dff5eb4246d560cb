// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
)

func taroSays(content string) string {
	return `{"type":"message","source":{"userId":"` + taro + `","domainId":10000001},"content":` + content + `}`
}

// A tap shows and sends what https://developers.worksmobile.com/en/docs/bot-actionobject says.
func TestTap(t *testing.T) {
	t.Parallel()
	i18n := map[string]string{"ja_JP": "こんにちは"}
	type effect = simulator.Effect
	for name, test := range map[string]struct {
		action   mockserver.Action
		language string
		want     effect
		body     string // that is sent, with CHANNEL for that of the room; "" = nothing
		line     string // that the room shows
	}{
		"message": {
			mockserver.Action{Type: "message", Label: "Say", Text: "hello"},
			"",
			effect{Text: "hello"},
			taroSays(`{"type":"text","text":"hello"}`), `user {"type":"text","text":"hello"}`,
		},
		"message with postback": {
			mockserver.Action{Type: "message", Label: "Say", Text: "hello", Postback: "said"},
			"",
			effect{Text: "hello"},
			taroSays(`{"type":"text","text":"hello","postback":"said"}`), `user {"type":"text","text":"hello","postback":"said"}`,
		},
		"message in Japanese": {
			mockserver.Action{Type: "message", Label: "Say", Text: "hello", I18nTexts: i18n, I18nLabels: map[string]string{"ja_JP": "言う"}},
			"ja_JP",
			effect{Text: "こんにちは"},
			taroSays(`{"type":"text","text":"こんにちは"}`), `user {"type":"text","text":"こんにちは"}`,
		},
		"message in a language that it has not": {
			mockserver.Action{Type: "message", Label: "Say", Text: "hello", I18nTexts: i18n},
			"ko_KR",
			effect{Text: "hello"},
			taroSays(`{"type":"text","text":"hello"}`), `user {"type":"text","text":"hello"}`,
		},
		"label for text": {
			mockserver.Action{Type: "message", Label: "Say", I18nLabels: i18n},
			"",
			effect{Text: "Say"},
			taroSays(`{"type":"text","text":"Say"}`), `user {"type":"text","text":"Say"}`,
		},
		"label for text in Japanese": {
			mockserver.Action{Type: "message", Label: "Say", I18nLabels: i18n},
			"ja_JP",
			effect{Text: "こんにちは"},
			taroSays(`{"type":"text","text":"こんにちは"}`), `user {"type":"text","text":"こんにちは"}`,
		},
		"postback": {
			mockserver.Action{Type: "postback", Label: "Buy", Data: "action=buy&id=1"},
			"",
			effect{},
			`{"type":"postback","data":"action=buy\u0026id=1","source":{"userId":"` + taro + `","channelId":"CHANNEL","domainId":10000001}}`, "postback action=buy&id=1",
		},
		"postback with text": {
			mockserver.Action{Type: "postback", Label: "Buy", Data: "buy", DisplayText: "I buy", I18nDisplayTexts: i18n},
			"ja_JP",
			effect{Text: "こんにちは"},
			`{"type":"postback","data":"buy","source":{"userId":"` + taro + `","channelId":"CHANNEL","domainId":10000001}}`, `user {"type":"text","text":"こんにちは"}`,
		},
		"uri":  {mockserver.Action{Type: "uri", Label: "Go", URI: "https://example.com/?a=1"}, "", effect{Address: "https://example.com/?a=1"}, "", "address https://example.com/?a=1"},
		"copy": {mockserver.Action{Type: "copy", Label: "Copy", CopyText: "ABC-1"}, "", effect{Copied: "ABC-1"}, "", "copied ABC-1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opened(t, func(w *world) {
				w.api.SetPersistentMenu(w.bot, []mockserver.Action{{Type: "uri", URI: "https://example.com/other"}, test.action})
				got, err := w.sim.Tap(w.single(), "menu/1", test.language)
				w.do(err)
				if got != test.want {
					w.t.Errorf("got the effect %+v, want %+v", got, test.want)
				}
				channel := w.sim.Room(w.single()).Channel.ChannelID
				if body := strings.NewReplacer("CHANNEL", channel, `\u0026`, "&").Replace(test.body); test.body != "" {
					w.wantBodies(body)
				} else {
					w.wantBodies()
				}
				w.wantLines(w.single(), "opened ", `user {"type":"text","text":"Start","postback":"start"}`, test.line)
			})
		})
	}
}

// A user sees their own rich menu before the default one, and taps on that.
func TestTap_richMenu(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		menu := func(text string) string {
			return w.api.AddRichMenu(w.bot, mockserver.RichMenu{Areas: []mockserver.Area{{Action: mockserver.Action{Type: "message", Text: text}}}})
		}
		w.api.SetDefaultRichMenu(w.bot, menu("default"))
		own := menu("own")
		tap := func(want string) {
			got, err := w.sim.Tap(w.single(), "area/0", "")
			w.do(err)
			if got.Text != want {
				w.t.Errorf("got the text %q, want %q", got.Text, want)
			}
		}
		tap("default")
		w.api.SetUserRichMenu(w.bot, taro, own)
		tap("own")
	})
}

// A tap names an action in a message of the bot, or one of its quick replies.
func TestTap_message(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		path := fmt.Sprintf("/bots/%d/users/%s/messages", w.bot, taro)
		w.mustCall(http.MethodPost, path, `{"content":{"type":"button_template","contentText":"Choose","actions":[
			{"type":"uri","label":"Site","uri":"https://example.com/"},
			{"type":"message","label":"Yes","i18nLabels":[{"language":"ja_JP","label":"はい"}]}]}}`)
		w.mustCall(http.MethodPost, path, `{"content":{"type":"text","text":"More?","quickReply":{"items":[
			{"action":{"type":"camera","label":"Camera"}}, {"action":{"type":"cameraRoll","label":"Pictures"}},
			{"action":{"type":"location","label":"Here"}},
			{"action":{"type":"postback","label":"Buy","data":"buy","displayText":"I buy"}}]}}}`)
		buttons, quick := w.newest(2), w.newest(1)
		for ref, want := range map[string]simulator.Effect{
			"message/" + buttons + "/actions/0": {Address: "https://example.com/"},
			"message/" + buttons + "/actions/1": {Text: "はい"},
			"quick/" + quick + "/3":             {Text: "I buy"},
		} {
			got, err := w.sim.Tap(w.single(), ref, "ja_JP")
			w.do(err)
			if got != want {
				w.t.Errorf("%s: got the effect %+v, want %+v", ref, got, want)
			}
		}
		w.server.set(func(s *botServer) { s.got = nil })
		_, err := w.sim.Tap(w.single(), "quick/"+quick+"/2", "")
		w.do(err)
		w.wantBodies(taroSays(`{"type":"location","address":"1-9-1 Marunouchi, Chiyoda-ku, Tokyo","latitude":35.681236,"longitude":139.767125}`))
	})
}

// newest is the ID of the bot's n-th message from the end.
func (w *world) newest(n int) string {
	w.t.Helper()
	var found []string
	for _, b := range w.sim.Room(w.single()).Bubbles {
		if b.FromBot {
			found = append(found, b.ID)
		}
	}
	if len(found) < n {
		w.t.Fatalf("the bot has sent %d messages, want %d at least", len(found), n)
	}
	return found[len(found)-n]
}

// The picture that camera and cameraRoll send can be fetched with its file id.
func TestTap_picture(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.mustCall(http.MethodPost, fmt.Sprintf("/bots/%d/users/%s/messages", w.bot, taro), `{"content":{"type":"text","text":"More?","quickReply":{"items":[
			{"action":{"type":"camera","label":"Camera"}}, {"action":{"type":"cameraRoll","label":"Pictures"}}]}}}`)
		for _, n := range []string{"0", "1"} {
			_, err := w.sim.Tap(w.single(), "quick/"+w.newest(1)+"/"+n, "")
			w.do(err)
			var event struct{ Content struct{ Type, FileID string } }
			if err := json.Unmarshal([]byte(w.last().Body), &event); err != nil || event.Content.Type != "image" {
				w.t.Fatalf("got the event %s, %v, want an image", w.last().Body, err)
			}
			answer := w.mustCall(http.MethodGet, fmt.Sprintf("/bots/%d/attachments/%s", w.bot, event.Content.FileID), "")
			file := w.fetch(answer.Header().Get("Location"))
			if answer.Code != http.StatusFound || !bytes.HasPrefix(file, []byte("\x89PNG\r\n")) {
				w.t.Errorf("got the status %d and %d bytes, want a redirect to a PNG file", answer.Code, len(file))
			}
		}
	})
}

// fetch reads a file from the storage host.
func (w *world) fetch(location string) []byte {
	w.t.Helper()
	where, err := url.Parse(location)
	if err != nil {
		w.t.Fatalf("reading the address of the file: %s", err)
	}
	r := httptest.NewRequestWithContext(w.t.Context(), http.MethodGet, where.RequestURI(), http.NoBody)
	r.Header.Set("Authorization", "Bearer "+w.api.NewToken("bot"))
	answer := httptest.NewRecorder()
	w.api.ServeHTTP(answer, r)
	return answer.Body.Bytes()
}

func TestTap_refused(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		w.api.SetPersistentMenu(w.bot, []mockserver.Action{{Type: "message"}, {Type: "later"}})
		w.mustCall(http.MethodPost, fmt.Sprintf("/bots/%d/users/%s/messages", w.bot, hanako), `{"content":{"type":"button_template","contentText":"Choose","actions":[{"type":"message","label":"Yes"}]}}`)
		w.settle()
		w.server.set(func(s *botServer) { s.got = nil })
		for _, ref := range []string{
			"", "menu", "menu/", "menu/2", "menu/-1", "menu/x", "area/0", "message", "message/1", "message/x/actions/0", "quick/1/0", "other/0",
			"message/1/actions/0", // of another user
		} {
			_, err := w.sim.Tap(w.single(), ref, "")
			w.wantRefusal(err, simulator.NoAction)
		}
		w.wantBodies()
		if w.sim.Room(w.single()).Open {
			w.t.Error("a tap on nothing has opened the room")
		}
		for _, ref := range []string{"menu/0", "menu/1"} {
			_, err := w.sim.Tap(w.single(), ref, "")
			w.wantRefusal(err, simulator.NoAction)
		}
	})
}

// In a room of several people each sees what was sent, and only the one who taps what a
// tap has copied.
func TestTap_inRoom(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		talk, err := w.sim.CreateRoom(w.bot, taro, "", hanako)
		w.do(err)
		w.mustCall(http.MethodPost, fmt.Sprintf("/bots/%d/channels/%s/messages", w.bot, talk.ChannelID), `{"content":{"type":"carousel","columns":[
			{"text":"One","actions":[{"type":"copy","label":"Copy","copyText":"ABC"},{"type":"postback","label":"Buy","data":"buy"},{"type":"message","label":"Say","text":"hello"}]}]}}`)
		w.server.set(func(s *botServer) { s.got = nil })
		for _, n := range []string{"0", "1", "2"} {
			_, err := w.sim.Tap(talk, "message/1/columns/0/actions/"+n, "")
			w.do(err)
		}
		where := `"source":{"userId":"` + taro + `","channelId":"` + talk.ChannelID + `","domainId":10000001}`
		w.wantBodies(`{"type":"postback","data":"buy",`+where+`}`, `{"type":"message",`+where+`,"content":{"type":"text","text":"hello"}}`)
		mine, other := w.lines(talk), w.lines(simulator.Talk{BotID: w.bot, UserID: hanako, ChannelID: talk.ChannelID})
		if got := strings.Join(mine[2:], "\n"); got != "copied ABC\npostback buy\n"+`user {"type":"text","text":"hello"}` {
			w.t.Errorf("the room shows Taro\n%s", got)
		}
		if got := strings.Join(other[2:], "\n"); got != `user {"type":"text","text":"hello"}` {
			w.t.Errorf("the room shows Hanako\n%s", got)
		}
		_, err = w.sim.Tap(simulator.Talk{BotID: w.bot, UserID: jiro, ChannelID: talk.ChannelID}, "message/1/columns/0/actions/0", "")
		if err == nil {
			w.t.Error("someone who is not in the room has tapped")
		}
	})
}

// A user out of reach sends nothing with a tap.
func TestTap_outOfReach(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.api.SetPersistentMenu(w.bot, []mockserver.Action{{Type: "message", Text: "hi"}})
		menu := w.api.AddRichMenu
		w.api.RemoveDomain(w.bot, domain)
		_, err := w.sim.Tap(w.single(), "menu/0", "")
		w.do(err)
		w.api.SetDefaultRichMenu(w.bot, menu(w.bot, mockserver.RichMenu{Areas: []mockserver.Area{{Action: mockserver.Action{Type: "postback", Data: "buy", DisplayText: "I buy"}}}}))
		_, err = w.sim.Tap(w.single(), "area/0", "")
		w.do(err)
		w.wantBodies()
		w.wantLines(w.single(), "opened ", `user {"type":"text","text":"Start","postback":"start"}`, "not delivered ", "not delivered ")
	})
}
