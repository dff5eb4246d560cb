// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"strings"
	"unicode/utf8"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// maxText is how many characters a user may write. It is a limit of this mock: the
// vendor has one for bots, and names none for users.
const maxText = 2000

// Say makes a user write a text. The event is message.
func (s *Simulator) Say(talk Talk, text string) error {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n") // a form of a page sends \r\n
	switch {
	case strings.TrimSpace(text) == "":
		return refuse(NoText)
	case utf8.RuneCountInString(text) > maxText:
		return refuse(LongText)
	}
	talk = s.resolve(talk)
	return s.do(func(t *turn) error {
		p, reason, err := t.enter(talk)
		if err != nil {
			return err
		}
		t.sayUnless(reason, p, callback.Content{Type: "text", Text: text})
		return nil
	})
}

func (t *turn) say(p place, c callback.Content) { t.sayUnless(NoReason, p, c) }

// sayUnless shows what a user sends, and tells the bot. A user who cannot reach the bot
// sends nothing.
func (t *turn) sayUnless(reason Reason, p place, c callback.Content) {
	event := callback.Event{Type: callback.Message, Content: &c, Source: callback.Source{
		UserID: p.talk.UserID, DomainID: p.domainID,
		ChannelID: p.talk.ChannelID, // none in a 1:1 room: https://developers.worksmobile.com/en/docs/bot-callback-message
	}}
	if reason != NoReason {
		t.emitUnless(reason, p.bot, p.talk, event)
		return
	}
	t.show(p, c)
	t.emit(p.bot, p.talk, event)
}

// show puts what a user sends into the room. The event follows.
func (t *turn) show(p place, c callback.Content) {
	t.notice(p.talk, Bubble{Sender: p.talk.UserID, Content: c.JSON(), Delivery: t.lastID + 1})
}
