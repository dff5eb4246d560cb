// SPDX-License-Identifier: MPL-2.0

package probe_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/experiments"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
)

// pairs is how many pairs of positions TestLoop_pairs takes.
var pairs = flag.Int("pairs", 40, "how many pairs of positions to set at once; 0 for all")

// setting is a position of a switch.
type setting struct {
	name     string // of the switch
	position string // in a report
	set      string // in the mock
}

// settings are all positions that are not the default.
func settings() []setting {
	var all []setting
	for _, s := range mockserver.Switches() {
		for i, p := range s.Positions[1:] {
			all = append(all, setting{s.Name, positionOf(s, i+1), p.Name})
		}
	}
	return all
}

// TestLoop sets the mock to each position of each switch, and wants the report to say so.
func TestLoop(t *testing.T) {
	t.Parallel()
	for _, s := range mockserver.Switches() {
		if _, untold := experiments.Untold[s.Name]; untold {
			continue
		}
		only := settlers(s.Name)
		for i, p := range s.Positions {
			want := positionOf(s, i)
			t.Run(s.Name+" "+want, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					e := newTenant(t, func(o *mockserver.Options) { o.Quirks = p.Quirks() })
					out := e.run(t.Context(), t, only...)
					got := find(out.Report, s.Name)
					if got.Position != want || len(got.Evidence) == 0 {
						t.Errorf("got %+v, want the position %s, with evidence", got, want)
					}
					e.checkEnd(t, out)
				})
			})
		}
	}
}

// checkEnd wants a run to have left nothing.
func (e *tenant) checkEnd(t *testing.T, out *probe.Outcome) {
	t.Helper()
	if bots := e.mock.Bots(); len(bots) != 2 || out.Err != nil || len(out.Left) > 0 {
		t.Errorf("got %d bots, the error %v, and that %q are left; want the two bots from before", len(bots), out.Err, out.Left)
	}
}

// TestLoop_defaults wants every switch to be settled by a run with all that the probe can be
// given, in its default.
func TestLoop_defaults(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := newTenant(t)
		out := e.run(t.Context(), t)
		e.checkEnd(t, out)
		for _, s := range mockserver.Switches() {
			got := find(out.Report, s.Name)
			why, untold := experiments.Untold[s.Name]
			switch {
			case untold && (got.Position != "" || got.NotSettled != why):
				t.Errorf("got %+v, want that %s is not settled, since %s", got, s.Name, why)
			case !untold && got.Position != positionOf(s, 0):
				t.Errorf("got %+v, want the position %s", got, positionOf(s, 0))
			}
		}
	})
}

// together sets positions at once. No finding may be wrong; which are not settled is up to the
// experiments.
func together(t *testing.T, all ...setting) {
	t.Helper()
	var quirks mockserver.Quirks
	actual := map[string]string{}
	for _, s := range mockserver.Switches() {
		actual[s.Name] = positionOf(s, 0)
	}
	for _, s := range all {
		if err := quirks.Set(s.set); err != nil {
			t.Fatal(err)
		}
		actual[s.name] = s.position
	}
	e := newTenant(t, func(o *mockserver.Options) { o.Quirks = quirks })
	out := e.run(t.Context(), t)
	e.checkEnd(t, out)
	var open []string
	for _, f := range out.Report.Switches {
		if f.Position != "" && f.Position != actual[f.Switch] {
			t.Errorf("got %+v, want the position %s or none", f, actual[f.Switch])
		}
		if f.Position == "" && experiments.Untold[f.Switch] == "" {
			open = append(open, fmt.Sprintf("%s: %s", f.Switch, f.NotSettled))
		}
	}
	if most := len(out.Report.Switches) / 2; len(open) > most {
		t.Errorf("%d switches are not settled, want %d at most:\n%s", len(open), most, strings.Join(open, "\n"))
	}
}

// TestLoop_groups sets many positions at once, in which a careful client can live.
func TestLoop_groups(t *testing.T) {
	t.Parallel()
	const groups = 10
	var grouped [groups][]setting
	n := 0
	for _, s := range mockserver.Switches() {
		for i, p := range s.Positions[1:] {
			if !p.Fails {
				grouped[n%groups] = append(grouped[n%groups], setting{s.Name, positionOf(s, i+1), p.Name})
				n++
			}
		}
	}
	for i, group := range grouped {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { together(t, group...) })
		})
	}
}

// TestLoop_pairs sets two positions at once: one switch may hide another, but not make a
// finding wrong.
func TestLoop_pairs(t *testing.T) {
	t.Parallel()
	all := settings()
	var pairings [][2]setting
	for i, a := range all {
		for _, b := range all[:i] {
			if a.name != b.name {
				pairings = append(pairings, [2]setting{a, b})
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(pairings), func(i, j int) { pairings[i], pairings[j] = pairings[j], pairings[i] })
	if *pairs > 0 {
		pairings = pairings[:*pairs]
	}
	for _, p := range pairings {
		t.Run(p[0].set+" "+p[1].set, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { together(t, p[0], p[1]) })
		})
	}
}

// TestExperiments wants each switch of the mock to be settled by an experiment, or to be one
// that cannot be told, and no others.
func TestExperiments(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, s := range mockserver.Switches() {
		known[s.Name] = true
		why, untold := experiments.Untold[s.Name]
		switch settled := len(settlers(s.Name)) > 0; {
		case settled && untold:
			t.Errorf("%s is settled by %q, and among those that cannot be told", s.Name, settlers(s.Name))
		case !settled && !untold:
			t.Errorf("no experiment settles %s", s.Name)
		case untold && !strings.HasSuffix(why, "."):
			t.Errorf("%s: got the reason %q, want a sentence", s.Name, why)
		}
	}
	for name := range experiments.Untold {
		if !known[name] {
			t.Errorf("the mock has no switch %s, which cannot be told", name)
		}
	}
	if got, most := len(experiments.Untold), len(known)/10; got > most {
		t.Errorf("%d switches cannot be told, want a tenth at most, which is %d", got, most)
	}
	for _, e := range experiments.All {
		for _, name := range e.Settles {
			if !known[name] {
				t.Errorf("the mock has no switch %s, which %s settles", name, e.Name)
			}
		}
	}
}

// TestExperiments_sizes wants each experiment to stay below what it announces.
func TestExperiments_sizes(t *testing.T) {
	t.Parallel()
	for _, x := range experiments.All {
		for name, quirks := range map[string][]string{
			"default": nil, "without IDs in responses": {"create-response-empty", "upload-response-empty"},
			"refusals": {
				"scope-required", "domain-body-required", "message-needs-registration", "user-menu-needs-registration", "channel-needs-registration",
				"refuse-email-users", "refuse-menu-without-image",
			},
		} {
			t.Run(x.Name+" "+name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					e := newTenant(t, func(o *mockserver.Options) {
						for _, quirk := range quirks {
							if err := o.Quirks.Set(quirk); err != nil {
								t.Fatal(err)
							}
						}
					})
					e.run(t.Context(), t, x.Name)
					bots, rooms := e.mock.Count("POST /bots"), e.mock.Count("POST /bots/{botId}/channels")
					if got := e.api.Sent(); got > x.Requests || bots > x.Bots || len(e.mock.Messages()) > x.Messages || rooms > x.Rooms {
						t.Errorf("got %d requests, %d bots, %d messages and %d rooms, want %d, %d, %d and %d at most",
							got, bots, len(e.mock.Messages()), rooms, x.Requests, x.Bots, x.Messages, x.Rooms)
					}
					if got := e.api.Sent(); name == "default" && got < x.Requests*2/3-4 {
						t.Errorf("got %d requests, far fewer than the %d that are announced", got, x.Requests)
					}
				})
			})
		}
	}
}

// TestReport wants every switch of the mock, and positions that the mock knows.
func TestReport(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		out := newTenant(t).run(t.Context(), t, "bot")
		if !slices.IsSortedFunc(out.Report.Switches, func(a, b report.Finding) int { return strings.Compare(a.Switch, b.Switch) }) {
			t.Error("got switches that are not sorted")
		}
		if got, want := len(out.Report.Switches), len(mockserver.Switches()); got != want {
			t.Errorf("got %d switches, want all %d, those of other experiments with a reason", got, want)
		}
		for _, f := range out.Report.Settled() {
			known := slices.ContainsFunc(mockserver.Switches(), func(s mockserver.Switch) bool {
				for i := range s.Positions {
					if s.Name == f.Switch && positionOf(s, i) == f.Position {
						return true
					}
				}
				return false
			})
			if !known {
				t.Errorf("got %+v, want a position that the mock knows", f)
			}
		}
		if got := find(out.Report, "email"); got.NotSettled != "Its experiment, addresses, was not chosen." {
			t.Errorf("got %+v, want that its experiment was not chosen", got)
		}
	})
}
