// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// Observe makes the events of what clients do with the API: a room that the API makes is
// join and joined, a bot that leaves one is leave or, in a 1:1 room, end, and the first
// message to a user is begin. It is meant for OnRequest of [mockserver.Options]: a person
// who has a bot's server beside the mock expects these events, and a caller who does not
// want them does not call Observe. A bot that has callbacks off, or does not want the
// event, gets none, and no note of it.
//
// A bot that is deleted takes its secret and its callbackUrl along, so there is no event:
// no page says that the service has one.
func (s *Simulator) Observe(r mockserver.Request) {
	parts := strings.Split(strings.TrimPrefix(r.Path, "/"), "/")
	if r.Status/100 != 2 || len(parts) < 2 || parts[0] != "bots" {
		return
	}
	botID, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return
	}
	var change func(*turn)
	switch r.Operation {
	case "POST /bots/{botId}/channels", "DELETE /bots/{botId}/channels/{channelId}",
		"PUT /bots/{botId}", "PATCH /bots/{botId}", "DELETE /bots/{botId}":
		change = func(t *turn) { t.roomsChanged(botID) }
	case "POST /bots/{botId}/users/{userId}/messages":
		change = func(t *turn) { t.firstMessage(botID, parts[3]) }
	default:
		return
	}
	// It fails when the simulator is closed, which is no concern of the client.
	_ = s.do(func(t *turn) error {
		t.automatic = true
		change(t)
		return nil
	})
}

// enters makes the bot join a room in the mock, and notes it: what users do is no change by
// the API. It notes no other room, since the API may have made one at the same time.
func (t *turn) enters(botID int64, room mockserver.Channel) mockserver.Channel {
	room.ChannelID = t.api.AddChannel(botID, room)
	t.rooms[botID] = append(t.rooms[botID], room)
	return room
}

// exits makes the bot leave a room in the mock, and notes that.
func (t *turn) exits(botID int64, channelID string) {
	t.api.RemoveChannel(botID, channelID)
	t.rooms[botID] = slices.DeleteFunc(t.rooms[botID], func(room mockserver.Channel) bool { return room.ChannelID == channelID })
}

// roomsChanged tells a bot about the rooms that it has joined and left since then.
func (t *turn) roomsChanged(botID int64) {
	before := t.rooms[botID]
	t.rooms[botID] = t.api.Channels(botID)
	bot, found := t.api.Bot(botID)
	if !found {
		delete(t.rooms, botID)
		return
	}
	for _, room := range missing(t.rooms[botID], before) {
		t.welcome(bot, room)
	}
	for _, room := range missing(before, t.rooms[botID]) {
		t.leaves(bot, room)
	}
}

// missing returns the rooms that are not in the others.
func missing(rooms, others []mockserver.Channel) []mockserver.Channel {
	return slices.DeleteFunc(slices.Clone(rooms), func(room mockserver.Channel) bool {
		return slices.ContainsFunc(others, func(other mockserver.Channel) bool { return other.ChannelID == room.ChannelID })
	})
}

// leaves tells a bot about a room that it has left.
func (t *turn) leaves(bot mockserver.Bot, room mockserver.Channel) {
	if room.Type != mockserver.ChannelSingleUser || len(room.Members) == 0 {
		t.farewell(bot, room)
		return
	}
	talk := Talk{BotID: bot.BotID, UserID: t.api.UserID(room.Members[0])}
	t.notice(talk, Bubble{Notice: BotLeft})
	t.emit(bot, talk, single(callback.End, place{talk: talk, channel: room, domainID: room.DomainID}))
}

// firstMessage opens the 1:1 room of a user to whom a bot has sent a message.
func (t *turn) firstMessage(botID int64, escaped string) {
	user, err := url.PathUnescape(escaped)
	if err != nil {
		return
	}
	talk := Talk{BotID: botID, UserID: t.api.UserID(user)}
	// A bot that was deleted meanwhile is out of reach.
	domainID, reason := t.reach(botID, talk.UserID)
	if _, open := t.channel(talk); open || reason != NoReason {
		return
	}
	bot, _ := t.api.Bot(botID)
	t.begin(&place{talk: talk, bot: bot, domainID: domainID})
}
