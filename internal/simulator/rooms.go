// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// CreateRoom makes a user create a room with a bot and other users. The events are join
// and joined: https://developers.worksmobile.com/en/docs/bot-callback-join.
func (s *Simulator) CreateRoom(botID int64, creator, title string, others ...string) (Talk, error) {
	creator = s.api.UserID(creator)
	talk := Talk{BotID: botID, UserID: creator}
	err := s.do(func(t *turn) error {
		bot, found := t.api.Bot(botID)
		if !found {
			return refuse(NoBot)
		}
		domainID, reason := t.reach(botID, creator)
		switch {
		case reason != NoReason:
			return refuse(reason)
		case !bot.EnableGroupJoin:
			return refuse(GroupJoinOff)
		}
		room := t.enters(botID, mockserver.Channel{
			Title: title, Type: mockserver.ChannelMultiUsers, DomainID: domainID, Members: unique(t.userIDs(append([]string{creator}, others...))),
		})
		talk.ChannelID = room.ChannelID
		t.welcome(bot, room)
		return nil
	})
	return talk, err
}

// unique drops what was there before, and the empty.
func unique(people []string) []string {
	var kept []string
	for _, person := range people {
		if person != "" && !slices.Contains(kept, person) {
			kept = append(kept, person)
		}
	}
	return kept
}

// welcome tells the bot that it is in a room, and who else is.
func (t *turn) welcome(bot mockserver.Bot, room mockserver.Channel) {
	talk := Talk{BotID: bot.BotID, ChannelID: room.ChannelID}
	members := t.userIDs(room.Members)
	t.notice(talk, Bubble{Notice: BotJoined, Users: members})
	t.emit(bot, talk, shared(callback.Join, room))
	t.emit(bot, talk, shared(callback.Joined, room, members...))
}

// farewell tells the bot that it is not in a room any more.
func (t *turn) farewell(bot mockserver.Bot, room mockserver.Channel) {
	talk := Talk{BotID: bot.BotID, ChannelID: room.ChannelID}
	t.notice(talk, Bubble{Notice: BotLeft})
	t.emit(bot, talk, shared(callback.Leave, room))
}

// shared is an event of a room of several people:
// https://developers.worksmobile.com/en/docs/bot-callback-joined.
func shared(of callback.Type, room mockserver.Channel, members ...string) callback.Event {
	return callback.Event{Type: of, Members: members, Source: callback.Source{ChannelID: room.ChannelID, DomainID: room.DomainID}}
}

// Invite makes a user invite others to a room. The event is joined, with those who were
// not in it.
func (s *Simulator) Invite(talk Talk, users ...string) error {
	return s.inRoom(talk, func(t *turn, p place) error {
		members := t.userIDs(p.channel.Members)
		invited := slices.DeleteFunc(unique(t.userIDs(users)), func(user string) bool { return slices.Contains(members, user) })
		if len(invited) == 0 {
			return refuse(NoMembers)
		}
		t.api.ChangeChannel(p.bot.BotID, p.channel.ChannelID, func(c *mockserver.Channel) { c.Members = append(c.Members, invited...) })
		t.notice(p.talk, Bubble{Notice: UsersJoined, Users: invited})
		t.emit(p.bot, p.talk, shared(callback.Joined, p.channel, invited...))
		return nil
	})
}

// Remove makes a user remove others from a room, or leave it. The event is left. When it
// was the last one, the bot leaves, too.
func (s *Simulator) Remove(talk Talk, users ...string) error {
	return s.inRoom(talk, func(t *turn, p place) error {
		going := t.userIDs(users)
		var gone []string
		remaining := slices.DeleteFunc(p.channel.Members, func(member string) bool {
			id := t.api.UserID(member)
			goes := slices.Contains(going, id)
			if goes {
				gone = append(gone, id)
			}
			return goes
		})
		if len(gone) == 0 {
			return refuse(NoMembers)
		}
		t.api.ChangeChannel(p.bot.BotID, p.channel.ChannelID, func(c *mockserver.Channel) { c.Members = remaining })
		t.notice(p.talk, Bubble{Notice: UsersLeft, Users: gone})
		t.emit(p.bot, p.talk, shared(callback.Left, p.channel, gone...))
		if len(remaining) == 0 {
			t.exits(p.bot.BotID, p.channel.ChannelID)
			t.farewell(p.bot, p.channel)
		}
		return nil
	})
}

// RemoveBot makes a user remove the bot from a room. The event is leave.
func (s *Simulator) RemoveBot(talk Talk) error {
	return s.inRoom(talk, func(t *turn, p place) error {
		t.exits(p.bot.BotID, p.channel.ChannelID)
		t.farewell(p.bot, p.channel)
		return nil
	})
}

// inRoom carries out what a user does to a room of several people.
func (s *Simulator) inRoom(talk Talk, change func(*turn, place) error) error {
	if talk.ChannelID == "" {
		return refuse(NoRoom)
	}
	talk = s.resolve(talk)
	return s.do(func(t *turn) error {
		bot, found := t.api.Bot(talk.BotID)
		if !found {
			return refuse(NoBot)
		}
		p := place{talk: talk, bot: bot}
		if err := t.join(&p); err != nil {
			return err
		}
		return change(t, p)
	})
}
