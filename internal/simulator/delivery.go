// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"net/http"
	"slices"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// Delivery is an event on its way to the bot's server. It holds no secret.
type Delivery struct {
	ID   int
	Talk Talk
	Type callback.Type
	Kind string // of the content of a message
	Time time.Time
	// Of is the delivery that this one sends once more, 0 for none.
	Of             int
	WrongSignature bool
	// Incomplete says that the user could not reach the bot, and that the body lacks the
	// domain or the room for that: the event cannot be sent later.
	Incomplete bool
	// CallbackURL is that of the bot, Target the address on this machine.
	CallbackURL, Target string
	// Header, Signature and Body are what was sent, or the body that would have been sent.
	Header    http.Header
	Signature string
	Body      string
	// Status of the answer, 0 = none; Answer is the beginning of its body, which the
	// service ignores; Took is the time until then.
	Status  int
	Answer  string
	Took    time.Duration
	Verdict callback.Verdict
	// Reason is why the event was not sent, or why the delivery failed; Detail is the
	// error of the connection.
	Reason Reason
	Detail string
}

// Cause is why the event was not sent, or why the delivery failed.
func (d Delivery) Cause() Cause {
	return Cause{Reason: d.Reason, Type: d.Type, Kind: d.Kind, Status: d.Status}
}

// Deliveries returns the deliveries of a bot that are kept, oldest first.
func (s *Simulator) Deliveries(botID int64) []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []Delivery{}
	for _, d := range s.deliveries {
		if d.Talk.BotID == botID {
			copied := *d
			copied.Header = d.Header.Clone()
			found = append(found, copied)
		}
	}
	return found
}

// Again says how to send an event once more.
type Again struct {
	// WrongSignature signs with another secret than the bot's: the bot's server has to
	// refuse that.
	WrongSignature bool
}

// Again sends the event of a delivery once more, byte by byte, if the bot wants it now, to
// the address that the bot has now, and with its present secret. The service never does that:
// https://developers.worksmobile.com/en/docs/bot-callback-postback.
func (s *Simulator) Again(id int, o Again) error {
	return s.do(func(t *turn) error {
		i := slices.IndexFunc(s.deliveries, func(d *Delivery) bool { return d.ID == id })
		if i < 0 {
			return refuse(NoDelivery)
		}
		old := s.deliveries[i]
		if old.Incomplete {
			return refuse(Incomplete)
		}
		bot, found := s.api.Bot(old.Talk.BotID)
		if !found {
			return refuse(NoBot)
		}
		t.add(bot, &Delivery{
			Talk: old.Talk, Type: old.Type, Kind: old.Kind, Of: old.ID, WrongSignature: o.WrongSignature, Body: old.Body,
		}, t.whyAgain(bot, old))
		return nil
	})
}

// whyAgain returns the reason not to send an event once more.
func (t *turn) whyAgain(bot mockserver.Bot, d *Delivery) Reason {
	if slices.Contains([]callback.Type{callback.Message, callback.Postback, callback.Begin}, d.Type) {
		if _, reason := t.reach(bot.BotID, d.Talk.UserID); reason != NoReason {
			return reason
		}
	}
	return t.why(bot, d.Type, d.Kind)
}

// why returns the reason not to send an event of a type, with content of a kind.
//
// A bot whose callbackEvents were never set takes no content: no page names a default,
// https://developers.worksmobile.com/jp/docs/bot-create.
func (s *Simulator) why(bot mockserver.Bot, of callback.Type, kind string) Reason {
	switch {
	case !bot.EnableCallback:
		return CallbackOff
	case bot.CallbackURL == "":
		return NoCallbackURL
	case !slices.Contains(eventsOf(bot), string(of)):
		return EventOff
	case kind != "" && !slices.Contains(bot.CallbackEvents, kind):
		return KindOff
	case !s.api.SecretIssued(bot.BotID):
		return NoSecret
	}
	_, problem := s.sender.Target(bot.CallbackURL)
	return ofProblem[problem]
}

// eventsOf has the default of https://developers.worksmobile.com/jp/docs/bot-get.
func eventsOf(bot mockserver.Bot) []string {
	if bot.ChannelEvents == nil {
		return mockserver.DefaultChannelEvents
	}
	return bot.ChannelEvents
}

// outgoing is a delivery with what must not be kept.
type outgoing struct {
	delivery *Delivery
	callback callback.Callback
}

// start sends events in their order, in the background.
func (s *Simulator) start(events []outgoing) {
	if len(events) == 0 {
		return
	}
	s.work.Go(func() {
		s.slots <- struct{}{}
		defer func() { <-s.slots }()
		for _, event := range events {
			result := s.sender.Send(s.ctx, event.callback)
			s.finish(event.delivery, result)
			s.changed()
		}
	})
}

// reasonOf tells what the answer of the bot's server means for the signature. No page has
// a status for a wrong one; bot servers are known to answer with 401, some with 403.
func reasonOf(r callback.Result, wrong bool) Reason {
	accepted := r.Verdict == callback.Delivered || r.Verdict == callback.Accepted
	switch {
	case wrong && accepted:
		return WrongTaken
	case wrong && r.Status/100 == 4:
		return WrongRefused
	case r.Status == http.StatusUnauthorized, r.Status == http.StatusForbidden:
		return Refused
	default:
		return ofProblem[r.Problem]
	}
}

func (s *Simulator) finish(d *Delivery, r callback.Result) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d.Target, d.Header, d.Signature = r.Target, r.Header, r.Signature
	d.Status, d.Answer, d.Took = r.Status, r.Answer, r.Took
	d.Verdict, d.Reason, d.Detail = r.Verdict, reasonOf(r, d.WrongSignature), r.Detail
	if d.Reason != NoReason && !d.WrongSignature {
		s.notice(d.Talk, Bubble{Notice: NotDelivered, Cause: d.Cause(), Delivery: d.ID})
	}
}
