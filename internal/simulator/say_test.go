// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// A user writes, the event arrives with a signature, the bot's server answers by the API,
// and the user sees the answer.
func TestSay(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.server.set(func(s *botServer) {
			s.answers = func(map[string]any) {
				w.mustCall(http.MethodPost, fmt.Sprintf("/bots/%d/users/%s/messages", w.bot, taro), `{"content":{"type":"text","text":"Hello!"}}`)
			}
		})
		before := w.changes
		w.do(w.sim.Say(w.single(), "hi <you> & 日本"))
		w.wantBodies(`{"type":"message","source":{"userId":"` + taro + `","domainId":10000001},"content":{"type":"text","text":"hi <you> & 日本"}}`)
		w.wantLines(w.single(), "opened ",
			`user {"type":"text","text":"Start","postback":"start"}`,
			`user {"type":"text","text":"hi <you> & 日本"}`,
			`bot {"type":"text","text":"Hello!"}`)
		got := w.server.got[0]
		want := map[string]string{
			"Content-Type": "application/json; charset=UTF-8", "X-Works-Botid": fmt.Sprint(w.bot),
			"X-Works-Signature": callback.Sign(w.server.secret, []byte(got.body)), "Content-Length": fmt.Sprint(len(got.body)),
		}
		for name, value := range want {
			if got.header.Get(name) != value {
				t.Errorf("%s: got %q, want %q", name, got.header.Get(name), value)
			}
		}
		if got.path != "/callback" {
			t.Errorf("got it at %s, want it at the path of the bot's address", got.path)
		}
		d := w.last()
		if d.Verdict != callback.Delivered || d.Status != http.StatusOK || d.Body != got.body || d.Signature != want["X-Works-Signature"] || d.Target != "http://127.0.0.1/callback" || d.CallbackURL != address {
			t.Errorf("got the delivery %+v", d)
		}
		if w.changes < before+2 {
			t.Errorf("OnChange was called %d times, want it for the message and for the delivery", w.changes-before)
		}
	})
}

func TestSay_refused(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		for text, want := range map[string]simulator.Reason{
			"": simulator.NoText, " ": simulator.NoText, strings.Repeat("あ", 2001): simulator.LongText,
		} {
			w.wantRefusal(w.sim.Say(w.single(), text), want)
		}
		w.wantRefusal(w.sim.Say(simulator.Talk{BotID: 1, UserID: taro}, "hi"), simulator.NoBot)
		w.wantRefusal(w.sim.Say(simulator.Talk{BotID: w.bot, UserID: taro, ChannelID: "none"}, "hi"), simulator.NoRoom)
		w.wantBodies()
		w.do(w.sim.Say(w.single(), strings.Repeat("あ", 2000)))
		if n := len(w.server.bodies()); n != 1 {
			t.Errorf("got %d callbacks for the longest text, want 1", n)
		}
	})
}

// A text from the form of a page has the line ends and the bytes that JSON wants.
func TestSay_form(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.do(w.sim.Say(w.single(), "one\r\ntwo\xff"))
		w.wantBodies(taroSays("{\"type\":\"text\",\"text\":\"one\\ntwo\uFFFD\"}"))
	})
}

func (w *world) wantRefusal(err error, want simulator.Reason) {
	w.t.Helper()
	var refusal *simulator.Refusal
	if !errors.As(err, &refusal) || refusal.Reason != want {
		w.t.Errorf("got the error %v, want the reason %d", err, want)
	}
}
