// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// start are postback and text of the message when a user opens a bot for the first time.
// The postback is that of https://developers.worksmobile.com/en/docs/bot-callback-message;
// no page has the text.
const (
	startPostback = "start"
	startText     = "Start"
)

// Open opens the 1:1 room of a user with a bot: the event is begin, and at the first time
// also a message with the postback "start". It does nothing in a room that is open.
func (s *Simulator) Open(talk Talk) error {
	talk = s.resolve(talk)
	talk.ChannelID = ""
	return s.do(func(t *turn) error {
		t.opening = true
		p, reason, err := t.enter(talk)
		if err != nil || reason == NoReason {
			return err
		}
		t.emitUnless(reason, p.bot, talk, single(callback.Begin, p))
		return nil
	})
}

// open opens a 1:1 room, unless it is.
func (t *turn) open(p *place) {
	var found bool
	if p.channel, found = t.channel(p.talk); found {
		return
	}
	t.begin(p)
	if t.started[p.talk] {
		return
	}
	t.started[p.talk] = true
	t.say(*p, callback.Content{Type: "text", Text: startText, Postback: startPostback})
}

// begin makes the room in the mock, so that it has a channel id.
func (t *turn) begin(p *place) {
	p.channel = t.enters(p.bot.BotID, mockserver.Channel{
		Type: mockserver.ChannelSingleUser, DomainID: p.domainID, Members: []string{p.talk.UserID},
	})
	t.notice(p.talk, Bubble{Notice: RoomOpened})
	t.emit(p.bot, p.talk, single(callback.Begin, *p))
}

// single is an event of a 1:1 room: https://developers.worksmobile.com/jp/docs/bot-callback-begin.
func single(of callback.Type, p place) callback.Event {
	return callback.Event{Type: of, Source: callback.Source{
		UserID: p.talk.UserID, ChannelID: p.channel.ChannelID, DomainID: p.domainID,
	}}
}

// Leave makes a user leave a room. The events are end in a 1:1 room, and else left; the
// bot leaves a room without users by itself: https://developers.worksmobile.com/en/docs/bot-callback-leave.
func (s *Simulator) Leave(talk Talk) error {
	talk = s.resolve(talk)
	if talk.ChannelID != "" {
		return s.Remove(talk, talk.UserID)
	}
	return s.do(func(t *turn) error {
		bot, found := t.api.Bot(talk.BotID)
		if !found {
			return refuse(NoBot)
		}
		channel, open := t.channel(talk)
		if !open {
			return refuse(NoRoom)
		}
		t.exits(talk.BotID, channel.ChannelID)
		t.notice(talk, Bubble{Notice: RoomLeft})
		t.emit(bot, talk, single(callback.End, place{talk: talk, channel: channel, domainID: channel.DomainID}))
		return nil
	})
}
