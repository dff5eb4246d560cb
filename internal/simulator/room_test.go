// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
)

// What is said in one room is not in another: not in that of another bot, of another user,
// or in another room with the same people.
func TestRoom_apart(t *testing.T) {
	t.Parallel()
	inWorld(t, simulator.Options{}, func(w *world) {
		other := w.api.AddBot(mockserver.Bot{EnableGroupJoin: true})
		w.api.SetDomain(other, mockserver.Domain{DomainID: domain})
		talks := []simulator.Talk{w.single(), {BotID: w.bot, UserID: hanako}, {BotID: other, UserID: taro}}
		for _, bot := range []int64{w.bot, w.bot, other} {
			talk, err := w.sim.CreateRoom(bot, taro, "", hanako)
			w.do(err)
			talks = append(talks, talk)
		}
		said := func(n int) string { return "said in room " + string(rune('A'+n)) }
		for n, talk := range talks {
			w.do(w.sim.Say(talk, said(n)))
		}
		for n, talk := range talks {
			shown := strings.Join(w.lines(talk), "\n")
			for m := range talks {
				if got := strings.Contains(shown, said(m)); got != (n == m) {
					w.t.Errorf("room %d shows what was said in room %d: %t", n, m, got)
				}
			}
		}
	})
}
