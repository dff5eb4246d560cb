// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// Talk is a room as one of its users sees it.
type Talk struct {
	BotID int64
	// UserID may be an e-mail address, too.
	UserID string
	// ChannelID is "" in the 1:1 room.
	ChannelID string
}

// Room is what a user sees of a room.
type Room struct {
	Talk Talk
	// Open says that bot and user are in the room.
	Open bool
	// Channel is the room in the mock, if it is open.
	Channel mockserver.Channel
	// Bubbles are what was said, and notices; the newest is the last.
	Bubbles []Bubble
}

// Notice says what a bubble that is no message tells.
type Notice int

// The notices.
const (
	NoNotice     Notice = iota
	RoomOpened          // the user has opened the 1:1 room
	RoomLeft            // the user has left the 1:1 room
	BotJoined           // the bot has joined the room, with Users in it
	BotLeft             // the bot has left the room
	UsersJoined         // Users have joined
	UsersLeft           // Users have left
	AddressShown        // a tap has shown the address Text
	TextCopied          // a tap has copied Text
	PostbackSent        // a tap has sent the data Text
	NotDelivered        // an event did not reach the bot's server: see Cause and Delivery
)

// Bubble is a message or, with a Notice, a line between messages.
type Bubble struct {
	// ID is the number of a message of the bot in the mock, as [Simulator.Tap] takes it.
	// That of another bubble begins with "u".
	ID      string
	FromBot bool
	// Sender is the id of the user who has said it.
	Sender  string
	Time    time.Time
	Content json.RawMessage
	Notice  Notice
	Text    string
	Users   []string
	Cause   Cause
	// Delivery is the one that the bubble is about, 0 for none.
	Delivery int
}

// bubble is a Bubble with its place.
type bubble struct {
	Bubble

	talk Talk
	// private bubbles are for the user alone, also in a room with others.
	private bool
	// after is the number of the bot's message before it.
	after int
}

func (b *bubble) isIn(t Talk) bool {
	if b.talk.BotID != t.BotID || b.talk.ChannelID != t.ChannelID {
		return false
	}
	return b.talk.UserID == t.UserID || t.ChannelID != "" && !b.private
}

// notice adds a line to a room.
func (s *Simulator) notice(t Talk, b Bubble) { s.put(bubble{Bubble: b, talk: t}) }

func (s *Simulator) put(b bubble) {
	s.lastBubble++
	b.ID, b.Time, b.after = "u"+strconv.Itoa(s.lastBubble), s.now(), s.api.LastMessage()
	s.bubbles = append(s.bubbles, b)
	if len(s.bubbles) > s.keep {
		s.bubbles = slices.Delete(s.bubbles, 0, len(s.bubbles)-s.keep)
	}
}

// Room returns a room as a user sees it, with the messages of the bot that the mock keeps.
func (s *Simulator) Room(t Talk) Room {
	t = s.resolve(t)
	s.mu.Lock()
	defer s.mu.Unlock()
	channel, open := s.channel(t)
	room := Room{Talk: t, Open: open, Channel: channel}
	own := slices.Clone(s.bubbles)
	own = slices.DeleteFunc(own, func(b bubble) bool { return !b.isIn(t) })
	for _, m := range s.api.Messages() {
		if !isTo(m, t, channel.ChannelID) {
			continue
		}
		for len(own) > 0 && own[0].after < m.Number {
			room.Bubbles, own = append(room.Bubbles, own[0].Bubble), own[1:]
		}
		room.Bubbles = append(room.Bubbles, Bubble{
			ID: strconv.Itoa(m.Number), FromBot: true, Time: m.Time, Content: m.Content,
		})
	}
	for _, b := range own {
		room.Bubbles = append(room.Bubbles, b.Bubble)
	}
	return room
}

// isTo reports whether a message is in a room. A message to the channel of a 1:1 room is
// one to its user.
func isTo(m mockserver.Message, t Talk, channelID string) bool {
	switch {
	case m.BotID != t.BotID:
		return false
	case t.ChannelID != "":
		return m.ChannelID == t.ChannelID
	default:
		return m.UserID == t.UserID || channelID != "" && m.ChannelID == channelID
	}
}

// channel finds the room in the mock. The bot is in it, and the user too.
func (s *Simulator) channel(t Talk) (mockserver.Channel, bool) {
	for _, room := range s.api.Channels(t.BotID) {
		single := room.Type == mockserver.ChannelSingleUser
		fits := room.ChannelID == t.ChannelID || t.ChannelID == "" && single
		if fits && slices.Contains(s.userIDs(room.Members), t.UserID) {
			return room, true
		}
	}
	return mockserver.Channel{}, false
}
