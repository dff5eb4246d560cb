// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// The bot does not want the event, or the simulator must not send it: nothing is sent, and
// the room and the delivery say why.
func TestDeliveries_notSent(t *testing.T) {
	t.Parallel()
	bot := func(change func(*mockserver.Bot)) func(*world) {
		return func(w *world) { w.api.ChangeBot(w.bot, change) }
	}
	for name, test := range map[string]struct {
		prepare func(*world)
		want    simulator.Reason
		advice  string
	}{
		"callbacks off": {bot(func(b *mockserver.Bot) { b.EnableCallback = false }), simulator.CallbackOff, "Set enableCallback to true"},
		"no address":    {bot(func(b *mockserver.Bot) { b.CallbackURL = "" }), simulator.NoCallbackURL, "Set callbackUrl"},
		"wrong address": {bot(func(b *mockserver.Bot) { b.CallbackURL = "http://bots.example.com" }), simulator.BadURL, "Correct callbackUrl"},
		"other address": {bot(func(b *mockserver.Bot) { b.CallbackURL = "https://bots.example.com.example.org/callback" }), simulator.NoTarget, "-callback"},
		"event off":     {bot(func(b *mockserver.Bot) { b.ChannelEvents = []string{"postback"} }), simulator.EventOff, "Add message to channelEvents"},
		"no events":     {bot(func(b *mockserver.Bot) { b.ChannelEvents = []string{} }), simulator.EventOff, "Add message to channelEvents"},
		"kind off":      {bot(func(b *mockserver.Bot) { b.CallbackEvents = []string{"image"} }), simulator.KindOff, "Add text to callbackEvents"},
		"kinds unset":   {bot(func(b *mockserver.Bot) { b.CallbackEvents = nil }), simulator.KindOff, "Add text to callbackEvents"},
		"not registered": {func(w *world) {
			w.api.RemoveDomain(w.bot, domain)
		}, simulator.NotRegistered, "Register it"},
		"not selected": {func(w *world) {
			w.api.SetDomain(w.bot, mockserver.Domain{DomainID: domain, AllowToSelectedMember: true, Members: []string{hanako}})
		}, simulator.NotSelected, "Add the user as a member"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opened(t, func(w *world) {
				test.prepare(w)
				w.do(w.sim.Say(w.single(), "hi"))
				w.wantBodies()
				d := w.last()
				if d.Verdict != callback.NotSent || d.Reason != test.want || d.Signature != "" || d.Header != nil || d.Target != "" {
					w.t.Errorf("got the delivery %+v, want the reason %d, and nothing sent", d, test.want)
				}
				if words := d.Cause().Words("en"); !strings.Contains(words, test.advice) {
					w.t.Errorf("got the advice %q, want it to say %q", words, test.advice)
				}
				bubbles := w.sim.Room(w.single()).Bubbles
				last := bubbles[len(bubbles)-1]
				if last.Notice != simulator.NotDelivered || last.Cause != d.Cause() || last.Delivery != d.ID {
					w.t.Errorf("the room ends with %+v, want it to say why", last)
				}
			})
		})
	}
}

func TestDeliveries_defaultEvents(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.api.ChangeBot(w.bot, func(b *mockserver.Bot) { b.ChannelEvents = nil })
		w.do(w.sim.Say(w.single(), "hi"))
		if d := w.last(); d.Verdict != callback.Delivered {
			w.t.Errorf("got the delivery %+v, want message to be sent by default", d)
		}
		w.do(w.sim.Leave(w.single()))
		if d := w.last(); d.Type != callback.End || d.Reason != simulator.EventOff {
			w.t.Errorf("got the delivery %+v, want end not to be sent by default", d)
		}
	})
}

func TestDeliveries_noSecret(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		other := w.api.AddBot(mockserver.Bot{EnableCallback: true, CallbackURL: address, CallbackEvents: everyKind})
		w.api.SetDomain(other, mockserver.Domain{DomainID: domain})
		w.do(w.sim.Say(simulator.Talk{BotID: other, UserID: taro}, "hi"))
		w.wantBodies()
		for _, d := range w.sim.Deliveries(other) {
			if d.Reason != simulator.NoSecret {
				w.t.Errorf("got the delivery %+v, want it not to be sent without a secret", d)
			}
		}
		if n := len(w.sim.Deliveries(other)); n != 2 { // the start and the text
			w.t.Errorf("got %d deliveries, want 2", n)
		}
	})
}

// The bot's server fails in different ways. No callback is sent again, however long one
// waits: https://developers.worksmobile.com/en/docs/bot-callback-postback.
func TestDeliveries_failed(t *testing.T) {
	t.Parallel()
	answer := func(status int) func(*world) {
		return func(w *world) { w.server.set(func(s *botServer) { s.status = status }) }
	}
	for name, test := range map[string]struct {
		prepare func(*world)
		verdict callback.Verdict
		reason  simulator.Reason
		status  int
		took    time.Duration
		arrived int
	}{
		"200":         {answer(200), callback.Delivered, simulator.NoReason, 200, 0, 1},
		"204":         {answer(204), callback.Accepted, simulator.NoReason, 204, 0, 1},
		"redirect":    {answer(302), callback.Failed, simulator.Redirected, 302, 0, 1},
		"403":         {answer(403), callback.Failed, simulator.Refused, 403, 0, 1},
		"404":         {answer(404), callback.Failed, simulator.BadStatus, 404, 0, 1},
		"500":         {answer(500), callback.Failed, simulator.BadStatus, 500, 0, 1},
		"503":         {answer(503), callback.Failed, simulator.BadStatus, 503, 0, 1},
		"gone":        {func(w *world) { w.net.Refuse(1) }, callback.Failed, simulator.Unreached, 0, 0, 0},
		"slow":        {func(w *world) { w.server.set(func(s *botServer) { s.delay = time.Minute }) }, callback.Failed, simulator.TimedOut, 0, 5 * time.Second, 1},
		"rather slow": {func(w *world) { w.server.set(func(s *botServer) { s.delay = 4 * time.Second }) }, callback.Delivered, simulator.NoReason, 200, 4 * time.Second, 1},
		"other secret": {func(w *world) {
			w.server.set(func(s *botServer) { s.secret = "of another bot" })
		}, callback.Failed, simulator.Refused, 401, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opened(t, func(w *world) {
				test.prepare(w)
				w.do(w.sim.Say(w.single(), "hi"))
				if d := w.last(); test.took > 0 && d.Verdict != callback.Pending {
					w.t.Errorf("got the delivery %+v before the answer, want it pending", d)
				}
				later(time.Hour)
				d := w.last()
				if d.Verdict != test.verdict || d.Reason != test.reason || d.Status != test.status || d.Took != test.took {
					w.t.Errorf("got the verdict %d, the reason %d and the status %d after %s, want %d, %d and %d after %s",
						d.Verdict, d.Reason, d.Status, d.Took, test.verdict, test.reason, test.status, test.took)
				}
				if n := len(w.server.bodies()); n != test.arrived {
					w.t.Errorf("%d callbacks have arrived, want %d", n, test.arrived)
				}
				told := slices.ContainsFunc(w.sim.Room(w.single()).Bubbles, func(b simulator.Bubble) bool {
					return b.Notice == simulator.NotDelivered && b.Delivery == d.ID && b.Cause.Reason == test.reason
				})
				if told != (test.verdict == callback.Failed) {
					w.t.Errorf("the room tells the failure: %t, want %t", told, !told)
				}
			})
		})
	}
}

// later lets time pass in a bubble.
func later(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func TestDeliveries_answer(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.server.set(func(s *botServer) { s.secret = "of another bot" })
		w.do(w.sim.Say(w.single(), "hi"))
		if d := w.last(); d.Answer != "wrong signature\n" {
			w.t.Errorf("got the answer %q, want what the server said", d.Answer)
		}
	})
}

// After a rotation the former secret is void at once:
// https://developers.worksmobile.com/en/docs/bot-secret-issue.
func TestDeliveries_rotation(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.do(w.sim.Say(w.single(), "one"))
		first := w.last()
		former := w.server.secret
		w.rotate()
		w.server.set(func(s *botServer) { s.secret = former })
		w.do(w.sim.Say(w.single(), "two"))
		if d := w.last(); d.Status != http.StatusUnauthorized {
			w.t.Errorf("got the status %d with the former secret, want 401", d.Status)
		}
		latest, _ := w.api.BotSecret(w.bot)
		w.server.set(func(s *botServer) { s.secret = latest })
		w.do(w.sim.Again(first.ID, simulator.Again{}))
		if d := w.last(); d.Verdict != callback.Delivered || d.Body != first.Body || d.Signature == first.Signature {
			w.t.Errorf("got the delivery %+v, want the first event with a signature of the new secret", d)
		}
	})
}

func TestAgain(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.do(w.sim.Say(w.single(), "hi"))
		first := w.last()
		begin := w.sim.Deliveries(w.bot)[0]
		w.do(w.sim.Again(begin.ID, simulator.Again{}))
		if d := w.last(); d.Of != begin.ID || d.Body != begin.Body || d.Verdict != callback.Delivered {
			w.t.Errorf("got the delivery %+v, want the oldest one once more", d)
		}
		w.server.set(func(s *botServer) { s.got = nil })
		later(time.Minute)
		w.do(w.sim.Again(first.ID, simulator.Again{}))
		second := w.last()
		w.do(w.sim.Again(first.ID, simulator.Again{WrongSignature: true}))
		third := w.last()
		if second.Of != first.ID || second.ID == first.ID || second.Body != first.Body || second.Signature != first.Signature || second.Verdict != callback.Delivered || second.WrongSignature {
			w.t.Errorf("got the delivery %+v, want the first one once more", second)
		}
		if third.Of != first.ID || third.Body != first.Body || len(third.Signature) != 44 || third.Signature == first.Signature || third.Status != http.StatusUnauthorized || !third.WrongSignature {
			w.t.Errorf("got the delivery %+v, want the first one with a wrong signature", third)
		}
		if n := len(w.server.bodies()); n != 2 {
			w.t.Errorf("got %d callbacks, want 2", n)
		}
		if third.Reason != simulator.WrongRefused {
			w.t.Errorf("got the reason %d, want the server to be praised for its refusal", third.Reason)
		}
		// Only the delivery is new: the user has said it once.
		w.wantLines(w.single(), "opened ", `user {"type":"text","text":"Start","postback":"start"}`, `user {"type":"text","text":"hi"}`)
	})
}

// A bot's server that does not check signatures is told so.
func TestAgain_wrongSignature(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]simulator.Reason{
		200: simulator.WrongTaken, 204: simulator.WrongTaken, 400: simulator.WrongRefused, 401: simulator.WrongRefused, 403: simulator.WrongRefused,
		302: simulator.Redirected, 500: simulator.BadStatus,
	} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			t.Parallel()
			opened(t, func(w *world) {
				w.server.set(func(s *botServer) { s.unchecked, s.status = true, status })
				w.do(w.sim.Again(w.last().ID, simulator.Again{WrongSignature: true}))
				if d := w.last(); d.Reason != want || d.Status != status {
					w.t.Errorf("got the delivery %+v, want the reason %d", d, want)
				}
			})
		})
	}
}

func TestAgain_refused(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.do(w.sim.Say(w.single(), "hi"))
		first := w.last()
		w.server.set(func(s *botServer) { s.got = nil })
		w.wantRefusal(w.sim.Again(first.ID+1, simulator.Again{}), simulator.NoDelivery)
		w.api.ChangeBot(w.bot, func(b *mockserver.Bot) { b.EnableCallback = false })
		w.do(w.sim.Again(first.ID, simulator.Again{}))
		if d := w.last(); d.Reason != simulator.CallbackOff || d.Of != first.ID {
			w.t.Errorf("got the delivery %+v, want it not to be sent", d)
		}
		w.api.ChangeBot(w.bot, func(b *mockserver.Bot) { b.EnableCallback = true })
		w.api.RemoveDomain(w.bot, domain)
		w.do(w.sim.Again(first.ID, simulator.Again{}))
		if d := w.last(); d.Reason != simulator.NotRegistered {
			w.t.Errorf("got the delivery %+v, want it not to be sent", d)
		}
		w.api.RemoveBot(w.bot)
		w.wantRefusal(w.sim.Again(first.ID, simulator.Again{}), simulator.NoBot)
		w.wantBodies()
	})
}

// An event of a user who cannot find the bot lacks what its source needs, a domain or a room:
// it is not sent later, when the user finds the bot.
func TestAgain_incomplete(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		w.api.RemoveDomain(w.bot, domain)
		w.do(w.sim.Open(w.single()))
		begin := w.last()
		w.do(w.sim.Say(w.single(), "hi"))
		message := w.last()
		w.api.SetPersistentMenu(w.bot, []mockserver.Action{{Type: "postback", Label: "Tap", Data: "d"}})
		_, err := w.sim.Tap(w.single(), "menu/0", "")
		w.do(err)
		postback := w.last()
		w.api.SetDomain(w.bot, mockserver.Domain{DomainID: domain})
		for _, d := range []simulator.Delivery{begin, message, postback} {
			if !d.Incomplete {
				t.Errorf("got the delivery %+v, want it to be incomplete", d)
			}
			w.wantRefusal(w.sim.Again(d.ID, simulator.Again{}), simulator.Incomplete)
			w.wantRefusal(w.sim.Again(d.ID, simulator.Again{WrongSignature: true}), simulator.Incomplete)
		}
		w.settle()
		w.wantBodies()
	})
}

// The event of a known user who was not selected has all that it needs, if it is a message.
func TestAgain_complete(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		w.load(`{"users": [{"userId": "` + taro + `", "domainId": 10000001, "email": "taro@example.co.jp", "userName": {"lastName": "Taro"}}]}`)
		w.api.SetDomain(w.bot, mockserver.Domain{DomainID: domain, AllowToSelectedMember: true})
		w.do(w.sim.Open(w.single()))
		begin := w.last()
		w.do(w.sim.Say(w.single(), "hi"))
		message := w.last()
		w.api.SetDomain(w.bot, mockserver.Domain{DomainID: domain})
		w.wantRefusal(w.sim.Again(begin.ID, simulator.Again{}), simulator.Incomplete)
		w.do(w.sim.Again(message.ID, simulator.Again{}))
		w.wantBodies(taroSays(`{"type":"text","text":"hi"}`))
	})
}

func TestKeep(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{Keep: 3}, func(w *world) {
		for _, text := range []string{"1", "2", "3", "4", "5"} {
			w.do(w.sim.Say(w.single(), text))
		}
		w.wantLines(w.single(), `user {"type":"text","text":"3"}`, `user {"type":"text","text":"4"}`, `user {"type":"text","text":"5"}`)
		all := w.sim.Deliveries(w.bot)
		if len(all) != 3 || !strings.Contains(all[0].Body, `"3"`) || all[2].ID != 7 { // begin and start were before
			w.t.Errorf("got %d deliveries, %+v, want the last 3", len(all), all)
		}
	})
}

func TestClose(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.server.set(func(s *botServer) { s.delay = time.Second })
		w.do(w.sim.Say(w.single(), "hi"))
		if err := w.sim.Close(w.t.Context()); err != nil {
			w.t.Errorf("closing: %s", err)
		}
		if d := w.last(); d.Verdict != callback.Delivered {
			w.t.Errorf("got the delivery %+v, want Close to wait for it", d)
		}
		w.wantRefusal(w.sim.Say(w.single(), "hi"), simulator.Closed)
	})
}

func TestClose_breaksOff(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.server.set(func(s *botServer) { s.delay = 4 * time.Second })
		// More than can be under way at one time.
		for range 20 {
			w.do(w.sim.Say(w.single(), "hi"))
		}
		ctx, cancel := context.WithTimeout(w.t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		if err := w.sim.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
			w.t.Errorf("got the error %v, want the one of the context", err)
		}
		if took := time.Since(start); took != time.Second {
			w.t.Errorf("Close took %s, want a second", took)
		}
		for _, d := range w.sim.Deliveries(w.bot)[2:] {
			if d.Verdict != callback.Failed || d.Reason != simulator.Unreached {
				w.t.Errorf("got the delivery %+v, want it to be broken off", d)
			}
		}
	})
}

// The mock knows the secret, and what the page shows must not have it.
func TestDeliveries_holdNoSecret(t *testing.T) {
	t.Parallel()
	opened(t, func(w *world) {
		w.do(w.sim.Say(w.single(), "hi"))
		w.net.Refuse(1)
		w.do(w.sim.Say(w.single(), "hi"))
		shown := fmt.Sprintf("%+v %+v", w.sim.Deliveries(w.bot), w.sim.Room(w.single()))
		if strings.Contains(shown, w.server.secret) {
			w.t.Error("a delivery or the room holds the secret")
		}
	})
}
