// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

func TestNew_refused(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		targets := map[string]string{"https://bots.example.com": "http://192.0.2.1"}
		if _, err := simulator.New(w.api, simulator.Options{Callbacks: targets}); err == nil || !strings.Contains(err.Error(), "not an address of this machine") {
			w.t.Errorf("got the error %v, want the target to be refused", err)
		}
		sim, err := simulator.New(w.api, simulator.Options{Callbacks: targets, AllowRemote: true})
		if err != nil {
			w.t.Fatalf("with AllowRemote: %s", err)
		}
		w.do(sim.Close(w.t.Context()))
	})
}

// Users, clients of the API and readers of the page do their things at the same time. No
// event is lost, and none comes twice.
func TestSimulator_atTheSameTime(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		w.api.SetPersistentMenu(w.bot, []mockserver.Action{{Type: "message", Text: "menu"}})
		const people = 8
		var running sync.WaitGroup
		for n := range people {
			user := "user-" + strconv.Itoa(n)
			talk := simulator.Talk{BotID: w.bot, UserID: user}
			running.Go(func() {
				if err := w.sim.Say(talk, "hi"); err != nil {
					w.t.Errorf("%s: %s", user, err)
				}
				if _, err := w.sim.Tap(talk, "menu/0", ""); err != nil {
					w.t.Errorf("%s: %s", user, err)
				}
				room, err := w.sim.CreateRoom(w.bot, user, "")
				if err != nil {
					w.t.Errorf("%s: %s", user, err)
				}
				_, _ = w.sim.Room(talk), w.sim.Deliveries(w.bot)
				if err := w.sim.Leave(room); err != nil {
					w.t.Errorf("%s: %s", user, err)
				}
			})
			running.Go(func() {
				w.mustCall("POST", w.path("/channels"), `{"members":["`+user+`"]}`)
				w.mustCall("POST", w.path("/users/%s/messages", user), `{"content":{"type":"text","text":"Hello"}}`)
			})
		}
		running.Wait()
		w.settle()
		got := map[callback.Type]int{}
		for _, d := range w.sim.Deliveries(w.bot) {
			got[d.Type]++
			if d.Verdict != callback.Delivered {
				w.t.Errorf("got the delivery %+v", d)
			}
		}
		// A message of the bot may open the room before the user does: then there is no start.
		want := map[callback.Type]int{callback.Begin: people, callback.Join: 2 * people, callback.Joined: 2 * people, callback.Left: people, callback.Leave: people}
		for of, n := range want {
			if got[of] != n {
				w.t.Errorf("got %d events of the type %s, want %d", got[of], of, n)
			}
		}
		if n := got[callback.Message]; n < 2*people || n > 3*people {
			w.t.Errorf("got %d messages, want 2 of each user, and the start", n)
		}
	})
}
