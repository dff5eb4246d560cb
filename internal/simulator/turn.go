// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// turn is one thing that happens: it collects the events, which are sent in their order.
type turn struct {
	*Simulator

	events []outgoing
	// automatic events leave no trace where the bot does not want them.
	automatic bool
	// opening is set when a user opens a room, and not only does something in it.
	opening bool
}

// silent reports whether an event leaves no trace. The event begin is one that a bot has
// to ask for: https://developers.worksmobile.com/jp/docs/bot-get.
func (t *turn) silent(of callback.Type, reason Reason) bool {
	if of == callback.Begin && reason == EventOff && !t.opening {
		return true
	}
	return t.automatic && slices.Contains([]Reason{CallbackOff, NoCallbackURL, EventOff}, reason)
}

// do carries out one thing under the lock. What has happened before an error stays.
func (s *Simulator) do(change func(*turn) error) error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return refuse(Closed)
	}
	t := &turn{Simulator: s}
	lastBubble, lastID := s.lastBubble, s.lastID
	err := change(t)
	s.start(t.events)
	changed := s.lastBubble != lastBubble || s.lastID != lastID // every change leaves a bubble or a delivery
	s.mu.Unlock()
	if changed {
		s.changed()
	}
	return err
}

// emit notes an event and, if the bot wants it, sends it.
func (t *turn) emit(bot mockserver.Bot, talk Talk, e callback.Event) {
	t.emitUnless(t.why(bot, e.Type, e.Kind()), bot, talk, e)
}

// emitUnless notes an event, and sends it if there is no reason not to.
func (t *turn) emitUnless(reason Reason, bot mockserver.Bot, talk Talk, e callback.Event) {
	if t.silent(e.Type, reason) {
		return
	}
	e.IssuedTime = callback.At(t.now(), e.Type)
	t.add(bot, &Delivery{
		Talk: talk, Type: e.Type, Kind: e.Kind(), Body: string(e.Body()), Incomplete: incomplete(reason, e),
	}, reason)
}

// incomplete reports whether the event of a user who cannot reach the bot lacks the domain,
// or the room, which a message in a 1:1 room never has.
func incomplete(reason Reason, e callback.Event) bool {
	outOfReach := reason == NotRegistered || reason == NotSelected
	return outOfReach && (e.Source.DomainID == 0 || e.Source.ChannelID == "" && e.Type != callback.Message)
}

// add keeps a delivery, and sends it unless there is a reason not to.
func (t *turn) add(bot mockserver.Bot, d *Delivery, reason Reason) {
	t.lastID++
	d.ID, d.Time, d.CallbackURL = t.lastID, t.now(), bot.CallbackURL
	t.deliveries = append(t.deliveries, d)
	if len(t.deliveries) > t.keep {
		t.deliveries = slices.Delete(t.deliveries, 0, len(t.deliveries)-t.keep)
	}
	if reason != NoReason {
		d.Verdict, d.Reason = callback.NotSent, reason
		t.notice(d.Talk, Bubble{Notice: NotDelivered, Cause: d.Cause(), Delivery: d.ID})
		return
	}
	secret, _ := t.api.BotSecret(bot.BotID)
	t.events = append(t.events, outgoing{delivery: d, callback: callback.Callback{
		URL: bot.CallbackURL, BotID: bot.BotID, Secret: secret, Body: []byte(d.Body), WrongSignature: d.WrongSignature,
	}})
}
