// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// singletons are the resources whose objects have no ID of their own.
var singletons = []string{
	"lineworks_persistent_menu", "lineworks_default_rich_menu", "lineworks_user_rich_menu", "lineworks_bot_domain", "lineworks_bot_domain_member",
}

// TestSingletons creates an object under a new address and deletes it under the old one,
// in the order that create_before_destroy makes certain and a renamed resource makes
// possible. In one run, the object stays; in a later one it is deleted.
func TestSingletons(t *testing.T) {
	t.Parallel()
	for _, resource := range singletons {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			o := objects()[resource]
			s := &tenant{Tenant: acctest.NewInMemory(t)}
			o.before(t, s)
			apply := func(p *acctest.Process, prior acctest.Instance, config acctest.Values) acctest.Instance {
				t.Helper()
				after, diags := p.Apply(t.Context(), t, resource, prior, config)
				if acctest.IsError(diags) {
					t.Fatalf("got %s, want no error", acctest.Messages(diags))
				}
				return after
			}
			old := apply(s.Process(t), acctest.Instance{}, o.config(s))
			run := s.Process(t)
			renamed := apply(run, acctest.Instance{}, o.config(s))
			apply(run, old, nil)
			if n := o.count(s); n != 1 {
				t.Errorf("after a run that created and deleted it, got %d objects, want 1", n)
			}
			s.Process(t).PlansNothing(t, resource, renamed, o.config(s))
			apply(s.Process(t), renamed, nil)
			if n := o.count(s); n != 0 {
				t.Errorf("after a run that only deleted it, got %d objects, want none", n)
			}
		})
	}
}

// fleet is a configuration with n bots that are there: each has a persistent menu or a
// default rich menu and a user with one, and registrations with members. prefix is in the
// address of each resource.
func fleet(bots []fleetBot, prefix string) acctest.Config {
	config := acctest.Config{}
	for i, bot := range bots {
		at := func(resource string) string { return fmt.Sprintf("%s.%s%02d", resource, prefix, i) }
		id := strconv.FormatInt(bot.id, 10)
		if bot.menu == "" {
			config[at("lineworks_persistent_menu")] = acctest.Values{"bot_id": id, "actions": []any{action("Help")}}
		} else {
			config[at("lineworks_default_rich_menu")] = acctest.Values{"bot_id": id, "rich_menu_id": bot.menu}
			config[at("lineworks_user_rich_menu")] = acctest.Values{"bot_id": id, "rich_menu_id": bot.menu, "user_id": "u1"}
		}
		registration := at("lineworks_bot_domain")
		config[registration] = acctest.Values{"bot_id": id, "domain_id": strconv.Itoa(domain), "allow_to_selected_member": true}
		config[at("lineworks_bot_domain_member")] = acctest.Values{
			"bot_id": acctest.Ref(registration + ".bot_id"), "domain_id": acctest.Ref(registration + ".domain_id"), "user_id": "u1",
		}
	}
	return config
}

// fleetBot is a bot of a fleet. One without a rich menu has a persistent menu.
type fleetBot struct {
	id   int64
	menu string
}

// newFleet adds bots to a tenant, each second one with a rich menu.
func newFleet(t *testing.T, n int) (*acctest.Tenant, []fleetBot) {
	t.Helper()
	s := &tenant{Tenant: acctest.NewInMemory(t)}
	var bots []fleetBot
	for i := range n {
		s.menu = ""
		if withBot(t, s); i%2 == 1 {
			withMenus(t, s)
		}
		bots = append(bots, fleetBot{s.bot, s.menu})
	}
	return s.Tenant, bots
}

// expectFleet checks that the service has everything that a fleet configures.
func expectFleet(t *testing.T, api *mockserver.Server, bots []fleetBot) {
	t.Helper()
	for _, bot := range bots {
		if bot.menu == "" {
			if _, found := api.PersistentMenu(bot.id); !found {
				t.Errorf("bot %d: got no persistent menu, want one", bot.id)
			}
		} else {
			if got := api.DefaultRichMenu(bot.id); got != bot.menu {
				t.Errorf("bot %d has the default rich menu %q, want %q", bot.id, got, bot.menu)
			}
			if got := api.UserRichMenu(bot.id, "u1"); got != bot.menu {
				t.Errorf("u1 has the rich menu %q of bot %d, want %q", got, bot.id, bot.menu)
			}
		}
		if got := api.Domains(bot.id); len(got) != 1 || !slices.Equal(got[0].Members, []string{"u1"}) {
			t.Errorf("bot %d has the registrations %+v, want one with a member", bot.id, got)
		}
	}
}

// TestSingletons_renamed gives every resource of a fleet another address, again and again,
// and replaces every one, in random orders and several at a time. Nothing may be missing
// afterwards, and the next plan, which the driver makes after each step, is empty.
func TestSingletons_renamed(t *testing.T) {
	t.Parallel()
	renameFleet(t, 4, 20)
}

// TestSingletons_renamed_atScale is the same with 30 objects of each kind. Between both
// orders of creation and deletion, it plays 20 random orders of each.
func TestSingletons_renamed_atScale(t *testing.T) {
	t.Parallel()
	renameFleet(t, 60, 10)
}

// renameFleet renames and replaces a fleet of so many bots, in as many random orders as
// seeds, for either order of creation and deletion.
func renameFleet(t *testing.T, size int, seeds uint64) {
	t.Helper()
	for name, createFirst := range map[string]bool{"destroy before create": false, "create before destroy": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, bots := newFleet(t, size)
			d := s.Driver()
			step := func(prefix string, seed uint64) acctest.Step {
				config := fleet(bots, prefix)
				out := acctest.Step{Name: fmt.Sprintf("%s with seed %d", prefix, seed), Config: config, Seed: seed, Parallelism: int(seed%3) * 5}
				if createFirst {
					out.CreateBeforeDestroy = slices.Collect(maps.Keys(config))
				}
				out.After = func() { expectFleet(t, s.API, bots) }
				return out
			}
			d.Step(t, step("a", 1))
			for seed := range seeds {
				d.Step(t, step([]string{"b", "a"}[seed%2], seed+1))
			}
			for seed := range seeds {
				replace := step("a", seed+1)
				replace.Replace = slices.Collect(maps.Keys(replace.Config))
				d.Step(t, replace)
			}
		})
	}
}

// TestSingletons_interrupted kills an apply that gives everything another address after
// each number of changes. The next apply, or the one after it, repairs what the first has
// left.
func TestSingletons_interrupted(t *testing.T) {
	t.Parallel()
	for name, createFirst := range map[string]bool{"destroy before create": false, "create before destroy": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, bots := newFleet(t, 2)
			for changes := 1; changes < 14; changes++ {
				d := s.Driver()
				step := func(prefix string) acctest.Step {
					out := acctest.Step{Name: fmt.Sprintf("%s, interrupted after %d changes", prefix, changes), Config: fleet(bots, prefix), Seed: uint64(changes)}
					if createFirst {
						out.CreateBeforeDestroy = slices.Collect(maps.Keys(out.Config))
					}
					return out
				}
				d.Step(t, step("a"))
				interrupted, next, last := step("b"), step("b"), step("b")
				if createFirst {
					interrupted, next, last = step("a"), step("a"), step("a")
					interrupted.Replace = slices.Collect(maps.Keys(interrupted.Config))
				}
				interrupted.StopAfter, next.NonEmptyPlan = changes, true
				last.After = func() { expectFleet(t, s.API, bots) }
				for _, command := range []acctest.Step{interrupted, next, last} {
					d.Step(t, command)
				}
				d.Step(t, acctest.Step{Destroy: true})
			}
		})
	}
}

// TestSingletons_plan plans two addresses for one object in one process, in both orders.
func TestSingletons_plan(t *testing.T) {
	t.Parallel()
	for _, resource := range singletons {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			o := objects()[resource]
			s := &tenant{Tenant: acctest.NewInMemory(t)}
			o.before(t, s)
			config, none := o.config(s), acctest.Instance{}
			here, diags := s.Process(t).Apply(t.Context(), t, resource, none, config)
			acctest.Succeeds(t, diags)
			const twice, leaves, exists = "Two resources for ", " is at two addresses, one of which is deleted", " already "
			type change struct {
				prior  acctest.Instance
				config acctest.Values
			}
			create, keep, remove := change{none, config}, change{here, config}, change{here, nil}
			for name, tc := range map[string]struct {
				changes [2]change
				read    bool
				errors  bool
				want    string // in the diagnostics of the second change; "" is none
				absent  string // in those of both
			}{
				"created twice":          {changes: [2]change{create, create}, errors: true, want: "error at nothing: " + twice},
				"kept and created":       {changes: [2]change{keep, create}, want: "warning at nothing: " + twice, absent: exists},
				"kept and deleted":       {changes: [2]change{keep, remove}, want: leaves},
				"deleted and kept":       {changes: [2]change{remove, keep}, want: leaves},
				"deleted and created":    {changes: [2]change{remove, create}, absent: exists},
				"created and deleted":    {changes: [2]change{create, remove}},
				"read, created, deleted": {changes: [2]change{create, remove}, read: true, absent: exists},
				"deleted twice":          {changes: [2]change{remove, remove}},
				"kept twice":             {changes: [2]change{keep, keep}},
			} {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					p := s.Process(t)
					if tc.read {
						p.Refresh(t.Context(), t, resource, here)
					}
					first := p.Plan(t.Context(), t, resource, tc.changes[0].prior, tc.changes[0].config).Diagnostics
					second := p.Plan(t.Context(), t, resource, tc.changes[1].prior, tc.changes[1].config).Diagnostics
					got := acctest.Messages(second)
					if tc.want == "" && got != "" || !strings.Contains(got, tc.want) || acctest.IsError(second) != tc.errors {
						t.Errorf("got %q, want it to contain %q", got, tc.want)
					}
					if all := acctest.Messages(first) + got; tc.absent != "" && strings.Contains(all, tc.absent) {
						t.Errorf("got %q, want no %q", all, tc.absent)
					}
				})
			}
			t.Run("replaced where it is", func(t *testing.T) {
				t.Parallel()
				d := s.Driver()
				address := resource + ".test"
				identity := s.Process(t).ImportID(t, resource, here)
				d.Step(t, acctest.Step{Config: acctest.Config{address: config}, Imports: map[string]string{address: identity}})
				d.Step(t, acctest.Step{
					Config: acctest.Config{address: config}, Replace: []string{address}, PlanOnly: true, Plan: acctest.Changes{address: acctest.Replace},
					NoWarnings: true,
				})
			})
		})
	}
}
