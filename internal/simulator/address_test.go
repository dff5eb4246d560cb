// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
)

// newcomer has an address that the directory lacks. The mock makes a user ID of it.
const newcomer = "new@example.com"

// A user who is named by an e-mail address has one 1:1 room, and a user ID in all events.
func TestAddress_single(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		talk, id := simulator.Talk{BotID: w.bot, UserID: newcomer}, ids.OfUser(newcomer)
		w.server.set(func(s *botServer) {
			s.answers = func(event map[string]any) {
				if event["type"] == "message" {
					w.mustCall(http.MethodPost, w.path("/users/%s/messages", id), `{"content":{"type":"text","text":"Hello"}}`)
				}
			}
		})
		w.do(w.sim.Open(talk))
		w.do(w.sim.Say(talk, "one"))
		w.do(w.sim.Say(talk, "two"))
		w.api.SetPersistentMenu(w.bot, []mockserver.Action{{Type: "postback", Label: "Tap", Data: "d"}})
		_, err := w.sim.Tap(talk, "menu/0", "")
		w.do(err)
		if rooms := w.api.Channels(w.bot); len(rooms) != 1 || strings.Join(rooms[0].Members, " ") != id {
			t.Errorf("got the rooms %+v, want one of the user %s", rooms, id)
		}
		for _, body := range w.server.bodies() {
			if !strings.Contains(body, `"userId":"`+id+`"`) || strings.Contains(body, newcomer) {
				t.Errorf("got the event %s, want the user ID %s and no address", body, id)
			}
		}
		want := []string{
			"opened ", `user {"type":"text","text":"Start","postback":"start"}`, `bot {"type":"text","text":"Hello"}`,
			`user {"type":"text","text":"one"}`, `bot {"type":"text","text":"Hello"}`, `user {"type":"text","text":"two"}`, `bot {"type":"text","text":"Hello"}`, "postback d",
		}
		w.wantLines(talk, want...)
		w.wantLines(simulator.Talk{BotID: w.bot, UserID: id}, want...)
		if room := w.sim.Room(talk); !room.Open {
			t.Error("the room is not open")
		}
		w.do(w.sim.Leave(talk))
		if rooms := w.api.Channels(w.bot); len(rooms) != 0 {
			t.Errorf("got the rooms %+v after the user has left, want none", rooms)
		}
	})
}

// The same user in rooms with others.
func TestAddress_rooms(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		id := ids.OfUser(newcomer)
		talk, err := w.sim.CreateRoom(w.bot, newcomer, "", taro)
		w.do(err)
		if talk.UserID != id {
			t.Errorf("got the talk %+v, want it to name the user %s", talk, id)
		}
		w.wantBodies(roomEvent("join", talk.ChannelID), roomEvent("joined", talk.ChannelID, id, taro))
		w.server.set(func(s *botServer) { s.got = nil })
		talk.UserID = newcomer
		w.do(w.sim.Say(talk, "hi"))
		w.wantBodies(fmt.Sprintf(`{"type":"message","source":{"userId":%q,"channelId":%q,"domainId":10000001},"content":{"type":"text","text":"hi"}}`, id, talk.ChannelID))
		w.do(w.sim.Invite(talk, hanako))
		w.server.set(func(s *botServer) { s.got = nil })
		w.do(w.sim.Leave(talk))
		w.wantBodies(roomEvent("left", talk.ChannelID, id))
	})
}

// A selected member may be stored by an address that the directory lacks.
func TestAddress_selected(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		w.api.SetDomain(w.bot, mockserver.Domain{DomainID: domain, AllowToSelectedMember: true, Members: []string{newcomer}})
		for user, want := range map[string]simulator.Reason{
			newcomer: simulator.NoReason, ids.OfUser(newcomer): simulator.NoReason, "other@example.com": simulator.NotSelected,
		} {
			if _, cause := w.sim.Reach(w.bot, user); cause.Reason != want {
				t.Errorf("%s: got the reason %d, want %d", user, cause.Reason, want)
			}
		}
	})
}
