// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
)

func (w *world) path(format string, args ...any) string {
	return fmt.Sprintf("/bots/%d", w.bot) + fmt.Sprintf(format, args...)
}

// createChannel makes a room by the API.
func (w *world) createChannel(members string) string {
	w.t.Helper()
	var made struct{ ChannelID string }
	answer := w.mustCall(http.MethodPost, w.path("/channels"), `{"members":[`+members+`],"title":"Made by API"}`)
	if err := json.Unmarshal(answer.Body.Bytes(), &made); err != nil {
		w.t.Fatal(err)
	}
	w.settle()
	return made.ChannelID
}

// A room that the API makes is join and joined; a bot that leaves it is leave.
func TestObserve_channels(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		one := w.createChannel(`"` + taro + `","` + hanako + `"`)
		two := w.createChannel(`"` + hanako + `"`)
		want := []string{roomEvent("join", one), roomEvent("joined", one, taro, hanako), roomEvent("join", two), roomEvent("joined", two, hanako)}
		w.wantBodies(want...)
		w.mustCall(http.MethodDelete, w.path("/channels/%s", one), "")
		w.settle()
		want = append(want, roomEvent("leave", one))
		w.wantBodies(want...)
		// What users do is no change by the API, and is not told twice.
		talk, err := w.sim.CreateRoom(w.bot, taro, "")
		w.do(err)
		want = append(want, roomEvent("join", talk.ChannelID), roomEvent("joined", talk.ChannelID, taro))
		w.wantBodies(want...)
		// https://developers.worksmobile.com/en/docs/bot-update-patch: without the right
		// to be invited, the bot leaves all rooms of several people.
		w.do(w.sim.Open(w.single()))
		w.server.set(func(s *botServer) { s.got = nil })
		w.mustCall(http.MethodPatch, w.path(""), `{"enableGroupJoin":false}`)
		w.settle()
		w.wantBodies(roomEvent("leave", two), roomEvent("leave", talk.ChannelID))
		if !w.sim.Room(w.single()).Open {
			w.t.Error("the bot has left the 1:1 room")
		}
	})
}

// The first message to a user opens the 1:1 room; a bot that is made to leave it ends it.
func TestObserve_single(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		send := func(user string) {
			w.mustCall(http.MethodPost, w.path("/users/%s/messages", user), `{"content":{"type":"text","text":"Hello"}}`)
			w.settle()
		}
		send(taro)
		channel := w.sim.Room(w.single()).Channel.ChannelID
		w.wantBodies(singleEvent("begin", channel))
		send(taro)
		w.wantBodies(singleEvent("begin", channel))
		w.mustCall(http.MethodDelete, w.path("/channels/%s", channel), "")
		w.settle()
		w.wantBodies(singleEvent("begin", channel), singleEvent("end", channel))
		w.wantLines(w.single(), `bot {"type":"text","text":"Hello"}`, "opened ", `bot {"type":"text","text":"Hello"}`, "bot left ")
	})
}

func TestObserve_byEmail(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		w.load(`{"users": [{"userId": "` + taro + `", "domainId": 10000001, "email": "taro@example.co.jp", "userName": {"lastName": "Taro"}}]}`)
		w.mustCall(http.MethodPost, w.path("/users/taro%%40example.co.jp/messages"), `{"content":{"type":"text","text":"Hello"}}`)
		w.settle()
		w.wantBodies(singleEvent("begin", w.sim.Room(w.single()).Channel.ChannelID))
	})
}

// These make no event.
func TestObserve_nothing(t *testing.T) {
	t.Parallel()
	refused := func(w *world, method, path, body string) {
		if code := w.call(method, path, body).Code; code/100 == 2 {
			w.t.Errorf("%s %s: got the status %d, want a refusal", method, path, code)
		}
	}
	for name, act := range map[string]func(*world){
		"refused room":    func(w *world) { refused(w, http.MethodPost, w.path("/channels"), `{"members":[]}`) },
		"refused message": func(w *world) { refused(w, http.MethodPost, w.path("/users/%s/messages", taro), `{"content":{}}`) },
		"read":            func(w *world) { w.mustCall(http.MethodGet, w.path(""), "") },
		"user out of reach": func(w *world) {
			w.api.RemoveDomain(w.bot, domain)
			w.mustCall(http.MethodPost, w.path("/users/%s/messages", taro), `{"content":{"type":"text","text":"Hello"}}`)
		},
		"callbacks off": func(w *world) {
			w.api.ChangeBot(w.bot, func(b *mockserver.Bot) { b.EnableCallback = false })
			w.createChannel(`"` + taro + `"`)
		},
		"no address": func(w *world) {
			w.api.ChangeBot(w.bot, func(b *mockserver.Bot) { b.CallbackURL = "" })
			w.createChannel(`"` + taro + `"`)
		},
		"events off": func(w *world) {
			w.api.ChangeBot(w.bot, func(b *mockserver.Bot) { b.ChannelEvents = []string{"message"} })
			w.createChannel(`"` + taro + `"`)
			w.mustCall(http.MethodPost, w.path("/users/%s/messages", taro), `{"content":{"type":"text","text":"Hello"}}`)
		},
		"bot deleted": func(w *world) { w.mustCall(http.MethodDelete, w.path(""), "") },
		"other requests": func(w *world) {
			for _, r := range []mockserver.Request{
				{Status: 200, Path: "/token", Operation: "POST /token"},
				{Status: 200, Path: "/bots/x/channels", Operation: "POST /bots/{botId}/channels"},
				{Status: 200, Path: "", Operation: ""},
				{Status: 0, Path: w.path("/channels"), Operation: "POST /bots/{botId}/channels"},
			} {
				w.sim.Observe(r)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inWorld(t, simulator.Options{}, func(w *world) {
				act(w)
				w.settle()
				w.wantBodies()
				if n := len(w.sim.Deliveries(w.bot)); n != 0 {
					w.t.Errorf("got %d deliveries, want none", n)
				}
			})
		})
	}
}

// Requests that change nothing for the users do not make open pages load again.
func TestObserve_noChange(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(*world){
		"setting of the bot": func(w *world) { w.mustCall(http.MethodPatch, w.path(""), `{"description":"Reception"}`) },
		"message to an open room": func(w *world) {
			w.mustCall(http.MethodPost, w.path("/users/%s/messages", taro), `{"content":{"type":"text","text":"Hello"}}`)
		},
		"refused act": func(w *world) {
			if err := w.sim.Say(simulator.Talk{BotID: 1, UserID: taro}, "hi"); err == nil {
				w.t.Error("got no error for a bot that is not there")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opened(t, func(w *world) {
				before := w.changes
				act(w)
				w.settle()
				if w.changes != before {
					w.t.Errorf("OnChange was called %d times, want no call", w.changes-before)
				}
			})
		})
	}
}

// An event that the bot wants, but cannot get, is told: a person has to know.
func TestObserve_noTarget(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{Callbacks: map[string]string{"https://other.example.com": "http://127.0.0.1"}}, func(w *world) {
		w.createChannel(`"` + taro + `"`)
		w.wantBodies()
		for _, d := range w.sim.Deliveries(w.bot) {
			if d.Reason != simulator.NoTarget {
				w.t.Errorf("got the delivery %+v, want it not to be sent", d)
			}
		}
		if n := len(w.sim.Deliveries(w.bot)); n != 2 {
			w.t.Errorf("got %d deliveries, want join and joined", n)
		}
	})
}

// A simulator that is made beside rooms takes them as known.
func TestObserve_roomsBefore(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		old := w.api.AddChannel(w.bot, mockserver.Channel{DomainID: domain, Members: []string{taro}})
		sim, err := simulator.New(w.api, simulator.Options{Callbacks: map[string]string{"https://bots.example.com": "http://127.0.0.1"}, Transport: w.net})
		if err != nil {
			w.t.Fatal(err)
		}
		w.sim = sim
		w.createChannel(`"` + hanako + `"`)
		if n := len(w.server.bodies()); n != 2 {
			w.t.Errorf("got %d callbacks, want 2 for the new room", n)
		}
		w.mustCall(http.MethodDelete, w.path("/channels/%s", old), "")
		w.settle()
		if got := w.server.bodies(); got[len(got)-1] != roomEvent("leave", old) {
			w.t.Errorf("got %s at last, want leave", got[len(got)-1])
		}
	})
}
