// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
)

const startMessage = `{"type":"message","source":{"userId":"` + taro + `","domainId":10000001},"content":{"type":"text","text":"Start","postback":"start"}}`

func singleEvent(of, channelID string) string {
	return fmt.Sprintf(`{"type":%q,"source":{"userId":%q,"channelId":%q,"domainId":10000001}}`, of, taro, channelID)
}

// The events are begin and, at the first time only, the message with the postback "start".
func TestOpen(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		if w.sim.Room(w.single()).Open {
			w.t.Error("the room is open at the beginning")
		}
		w.do(w.sim.Open(w.single()))
		room := w.sim.Room(w.single())
		first := room.Channel.ChannelID
		if !room.Open || first == "" || room.Channel.Type != mockserver.ChannelSingleUser || room.Channel.DomainID != domain {
			w.t.Errorf("got the room %+v, want an open one", room)
		}
		w.wantBodies(singleEvent("begin", first), startMessage)
		w.do(w.sim.Open(w.single()))
		w.wantBodies(singleEvent("begin", first), startMessage)

		w.do(w.sim.Leave(w.single()))
		w.wantRefusal(w.sim.Leave(w.single()), simulator.NoRoom)
		if w.sim.Room(w.single()).Open {
			w.t.Error("the room is open after the user has left")
		}
		w.do(w.sim.Open(w.single()))
		second := w.sim.Room(w.single()).Channel.ChannelID
		w.wantBodies(singleEvent("begin", first), startMessage, singleEvent("end", first), singleEvent("begin", second))
		w.wantLines(w.single(), "opened ", `user {"type":"text","text":"Start","postback":"start"}`, "left the bot ", "opened ")
	})
}

// A user cannot write in a room that is not open, so writing opens it.
func TestOpen_bySaying(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		w.do(w.sim.Say(w.single(), "hi"))
		channel := w.sim.Room(w.single()).Channel.ChannelID
		w.wantBodies(singleEvent("begin", channel), startMessage,
			`{"type":"message","source":{"userId":"`+taro+`","domainId":10000001},"content":{"type":"text","text":"hi"}}`)
	})
}

// A bot has to ask for begin: where it does not, only a user who opens the room on purpose
// is told.
func TestOpen_beginOff(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		act  func(*world) error
		want []simulator.Reason
	}{
		"open": {func(w *world) error { return w.sim.Open(w.single()) }, []simulator.Reason{simulator.EventOff, simulator.NoReason}},
		"say":  {func(w *world) error { return w.sim.Say(w.single(), "hi") }, []simulator.Reason{simulator.NoReason, simulator.NoReason}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inWorld(t, simulator.Options{}, func(w *world) {
				w.api.ChangeBot(w.bot, func(b *mockserver.Bot) { b.ChannelEvents = nil })
				w.do(test.act(w))
				var got []simulator.Reason
				for _, d := range w.sim.Deliveries(w.bot) {
					got = append(got, d.Reason)
				}
				if !slices.Equal(got, test.want) {
					w.t.Errorf("got the reasons %v, want %v", got, test.want)
				}
			})
		})
	}
}

// A user who cannot find the bot opens no room, and sends nothing.
func TestOpen_outOfReach(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		w.api.RemoveDomain(w.bot, domain)
		w.do(w.sim.Open(w.single()))
		if d := w.last(); d.Type != "begin" || d.Reason != simulator.NotRegistered {
			w.t.Errorf("got the delivery %+v, want begin not to be sent", d)
		}
		w.do(w.sim.Say(w.single(), "hi"))
		if d := w.last(); d.Type != "message" || d.Reason != simulator.NotRegistered {
			w.t.Errorf("got the delivery %+v, want the message not to be sent", d)
		}
		w.wantBodies()
		w.wantLines(w.single(), "not delivered ", "not delivered ")
		if rooms := w.api.Channels(w.bot); len(rooms) != 0 {
			w.t.Errorf("got the rooms %v, want none", rooms)
		}
		w.wantRefusal(w.sim.Open(simulator.Talk{BotID: 1, UserID: taro}), simulator.NoBot)
	})
}

// The bot is registered where the user is not, and for others than the user.
func TestReach_directory(t *testing.T) {
	t.Parallel()
	const seed = `{"users": [{"userId": "` + taro + `", "domainId": 10000001, "email": "taro@example.co.jp", "userName": {"lastName": "Taro"}},
		{"userId": "` + hanako + `", "domainId": 10000002, "email": "hanako@example.co.jp", "userName": {"lastName": "Hanako"}}]}`
	selected := func(members ...string) mockserver.Domain {
		return mockserver.Domain{DomainID: domain, AllowToSelectedMember: true, Members: members}
	}
	for name, test := range map[string]struct {
		domain mockserver.Domain
		user   string
		want   simulator.Reason
		also   int64 // another domain, in which the bot is for all
	}{
		"own domain":                   {mockserver.Domain{DomainID: domain}, taro, simulator.NoReason, 0},
		"other domain":                 {mockserver.Domain{DomainID: domain}, hanako, simulator.NotRegistered, 0},
		"selected by id":               {selected(taro), taro, simulator.NoReason, 0},
		"selected by e-mail":           {selected("taro@example.co.jp"), taro, simulator.NoReason, 0},
		"none selected":                {selected(), taro, simulator.NotSelected, 0},
		"unknown to both":              {selected(taro), "someone", simulator.NotSelected, 0},
		"unknown, all":                 {mockserver.Domain{DomainID: domain}, "someone", simulator.NoReason, 0},
		"second domain":                {mockserver.Domain{DomainID: domain}, hanako, simulator.NoReason, domain + 1},
		"selected in the first domain": {selected(hanako), "someone", simulator.NoReason, domain + 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inWorld(t, simulator.Options{}, func(w *world) {
				w.load(seed)
				w.api.SetDomain(w.bot, test.domain)
				if test.also != 0 {
					w.api.SetDomain(w.bot, mockserver.Domain{DomainID: test.also})
				}
				w.do(w.sim.Say(simulator.Talk{BotID: w.bot, UserID: test.user}, "hi"))
				if d := w.last(); d.Reason != test.want {
					w.t.Errorf("got the delivery %+v, want the reason %d", d, test.want)
				}
			})
		})
	}
}

// The channel id of a 1:1 room, which events but messages have, is a room of the API.
func TestRoom_singleByChannel(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		channel := w.sim.Room(w.single()).Channel.ChannelID
		path := fmt.Sprintf("/bots/%d/channels/%s", w.bot, channel)
		w.mustCall(http.MethodPost, fmt.Sprintf("/bots/%d/users/%s/messages", w.bot, hanako), `{"content":{"type":"text","text":"to another"}}`)
		w.mustCall(http.MethodPost, path+"/messages", `{"content":{"type":"text","text":"to the channel"}}`)
		w.wantLines(w.single(), "opened ", `user {"type":"text","text":"Start","postback":"start"}`, `bot {"type":"text","text":"to the channel"}`)
		var read struct{ ChannelType struct{ Type string } }
		if err := json.Unmarshal(w.mustCall(http.MethodGet, path, "").Body.Bytes(), &read); err != nil || read.ChannelType.Type != "SINGLE_USER" {
			w.t.Errorf("got a room of the type %q, %v", read.ChannelType.Type, err)
		}
	})
}
