// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
)

const jiro = "a1b2c3d4-0000-4000-8000-000000000003"

func roomEvent(of, channelID string, members ...string) string {
	list := ""
	if len(members) > 0 {
		list = `,"members":["` + strings.Join(members, `","`) + `"]`
	}
	return fmt.Sprintf(`{"type":%q,"source":{"channelId":%q,"domainId":10000001}%s}`, of, channelID, list)
}

func TestRooms(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		talk, err := w.sim.CreateRoom(w.bot, taro, "Lunch", hanako, taro, "")
		w.do(err)
		id := talk.ChannelID
		want := []string{roomEvent("join", id), roomEvent("joined", id, taro, hanako)}
		w.wantBodies(want...)
		room := w.sim.Room(talk)
		if !room.Open || room.Channel.Title != "Lunch" || !slices.Equal(room.Channel.Members, []string{taro, hanako}) {
			w.t.Errorf("got the room %+v", room)
		}

		w.do(w.sim.Say(talk, "hi"))
		want = append(want, `{"type":"message","source":{"userId":"`+taro+`","channelId":"`+id+`","domainId":10000001},"content":{"type":"text","text":"hi"}}`)
		w.do(w.sim.Invite(talk, hanako, jiro))
		want = append(want, roomEvent("joined", id, jiro))
		w.wantRefusal(w.sim.Invite(talk, hanako, ""), simulator.NoMembers)
		w.do(w.sim.Remove(talk, jiro))
		want = append(want, roomEvent("left", id, jiro))
		w.wantRefusal(w.sim.Remove(talk, jiro), simulator.NoMembers)
		w.wantRefusal(w.sim.Say(simulator.Talk{BotID: w.bot, UserID: jiro, ChannelID: id}, "hi"), simulator.NotInRoom)
		w.do(w.sim.Leave(talk))
		want = append(want, roomEvent("left", id, taro))
		w.wantRefusal(w.sim.Leave(talk), simulator.NotInRoom)
		w.wantBodies(want...)

		// The bot leaves a room without users by itself.
		last := simulator.Talk{BotID: w.bot, UserID: hanako, ChannelID: id}
		w.wantLines(last, "bot joined "+taro+","+hanako, `user {"type":"text","text":"hi"}`, "joined "+jiro, "left "+jiro, "left "+taro)
		w.do(w.sim.Leave(last))
		want = append(want, roomEvent("left", id, hanako), roomEvent("leave", id))
		w.wantBodies(want...)
		if rooms := w.api.Channels(w.bot); len(rooms) != 0 {
			w.t.Errorf("got the rooms %v, want none", rooms)
		}
		w.wantRefusal(w.sim.Leave(last), simulator.NoRoom)
	})
}

func TestRemoveBot(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		talk, err := w.sim.CreateRoom(w.bot, taro, "")
		w.do(err)
		w.server.set(func(s *botServer) { s.got = nil })
		w.do(w.sim.RemoveBot(talk))
		w.wantBodies(roomEvent("leave", talk.ChannelID))
		w.wantRefusal(w.sim.Say(talk, "hi"), simulator.NoRoom)
		w.wantRefusal(w.sim.RemoveBot(talk), simulator.NoRoom)
		if w.sim.Room(talk).Open {
			w.t.Error("the room is open without the bot")
		}
	})
}

func TestCreateRoom_refused(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		create := func(bot int64) error {
			_, err := w.sim.CreateRoom(bot, taro, "")
			return err
		}
		w.wantRefusal(create(1), simulator.NoBot)
		w.wantRefusal(w.sim.Invite(w.single(), hanako), simulator.NoRoom)
		w.wantRefusal(w.sim.RemoveBot(simulator.Talk{BotID: 1, UserID: taro, ChannelID: "none"}), simulator.NoBot)
		w.api.ChangeBot(w.bot, func(b *mockserver.Bot) { b.EnableGroupJoin = false })
		w.wantRefusal(create(w.bot), simulator.GroupJoinOff)
		w.api.RemoveDomain(w.bot, domain)
		w.wantRefusal(create(w.bot), simulator.NotRegistered)
		w.wantBodies()
		if rooms := w.api.Channels(w.bot); len(rooms) != 0 {
			w.t.Errorf("got the rooms %v, want none", rooms)
		}
	})
}

// Callbacks name users by id, also where the room has e-mail addresses.
func TestRooms_emails(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		w.load(`{"users": [{"userId": "` + hanako + `", "domainId": 10000001, "email": "hanako@example.co.jp", "userName": {"lastName": "Hanako"}}]}`)
		id := w.api.AddChannel(w.bot, mockserver.Channel{DomainID: domain, Members: []string{taro, "hanako@example.co.jp"}})
		w.do(w.sim.Say(simulator.Talk{BotID: w.bot, UserID: hanako, ChannelID: id}, "hi"))
		w.do(w.sim.Remove(simulator.Talk{BotID: w.bot, UserID: taro, ChannelID: id}, "hanako@example.co.jp"))
		w.wantBodies(
			`{"type":"message","source":{"userId":"`+hanako+`","channelId":"`+id+`","domainId":10000001},"content":{"type":"text","text":"hi"}}`,
			roomEvent("left", id, hanako))
	})
}
