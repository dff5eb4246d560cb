// SPDX-License-Identifier: MPL-2.0

package acctest_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// writes returns a Step.After that compares the requests since the last one that change
// something.
func writes(t *testing.T, tenant *acctest.Tenant, want ...string) func() {
	t.Helper()
	return func() {
		var got []string
		for _, r := range tenant.API.Requests() {
			if method, path, _ := strings.Cut(r.Operation, " "); method != "GET" && path != "/token" {
				got = append(got, method+" "+r.Path[strings.LastIndex(r.Path, "/bots/")+len("/bots/"):])
			}
		}
		tenant.API.ResetRequests()
		if !slices.Equal(got, want) {
			t.Errorf("got the requests %q, want %q", got, want)
		}
	}
}

// TestDriver_replace replaces the menu of one bot by the menu of another, in either order.
func TestDriver_replace(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	one, two := tenant.AddBot(), tenant.AddBot()
	menu := func(bot int64) string { return strconv.FormatInt(bot, 10) + "/persistentmenu" }
	replaced := acctest.Changes{menuAddress: acctest.Replace}
	tenant.Drive(t,
		acctest.Step{Config: menuOf(one), After: writes(t, tenant, "POST "+menu(one))},
		acctest.Step{Config: menuOf(two), Plan: replaced, After: writes(t, tenant, "DELETE "+menu(one), "POST "+menu(two))},
		acctest.Step{
			Config: menuOf(one), Plan: replaced, CreateBeforeDestroy: []string{menuAddress},
			After: writes(t, tenant, "POST "+menu(one), "DELETE "+menu(two)),
		},
		// A killed CLI leaves a deposed object, which the next apply destroys.
		acctest.Step{
			Config: menuOf(two), Plan: replaced, CreateBeforeDestroy: []string{menuAddress}, StopAfter: 1,
			After: writes(t, tenant, "POST "+menu(two)),
		},
		acctest.Step{
			Config: menuOf(two), Plan: acctest.Changes{menuAddress: acctest.NoOp}, CreateBeforeDestroy: []string{menuAddress},
			After: writes(t, tenant, "DELETE "+menu(one)),
		},
		acctest.Step{
			Config: menuOf(two), Plan: replaced, Replace: []string{menuAddress},
			After: writes(t, tenant, "DELETE "+menu(two), "POST "+menu(two)),
		},
	)
}

// TestDriver_moved moves a menu to another address, by which nothing changes.
func TestDriver_moved(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	config, moved := menuOf(tenant.AddBot()), "lineworks_persistent_menu.moved"
	tenant.Drive(t,
		acctest.Step{Config: config},
		acctest.Step{
			Config: acctest.Config{moved: config[menuAddress]}, Moved: map[string]string{menuAddress: moved},
			Plan: acctest.Changes{moved: acctest.NoOp},
		},
	)
}

// TestDriver_dependencies renames a bot and a menu that refers to it. The bot that goes is
// deleted after its menu, the menu that comes is created after its bot, and one kind waits
// for the other only where create_before_destroy says so.
func TestDriver_dependencies(t *testing.T) {
	t.Parallel()
	renamed := func(prefix string) acctest.Config {
		config := botAndMenu("Desk", "Help")
		bot := strings.Replace(botAddress, "test", prefix, 1)
		return acctest.Config{
			bot: config[botAddress],
			strings.Replace(menuAddress, "test", prefix, 1): config[menuAddress].With(acctest.Values{"bot_id": acctest.Ref(bot + ".bot_id")}),
		}
	}
	orders := map[string]bool{}
	for seed := range uint64(20) {
		tenant := acctest.NewInMemory(t)
		tenant.Drive(t,
			acctest.Step{Config: renamed("a"), After: tenant.API.ResetRequests},
			acctest.Step{Config: renamed("b"), Seed: seed + 1, After: func() {
				var got []string
				for _, r := range tenant.API.Requests() {
					if op := r.Operation; strings.HasPrefix(op, "POST /bots") || strings.HasPrefix(op, "DELETE") {
						got = append(got, op)
					}
				}
				at := func(operation string) int { return slices.Index(got, operation) }
				if len(got) != 4 || at("DELETE /bots/{botId}") < at("DELETE /bots/{botId}/persistentmenu") || at("POST /bots/{botId}/persistentmenu") < at("POST /bots") {
					t.Errorf("seed %d: got %q, want the menu deleted before its bot, and created after it", seed+1, got)
				}
				orders[strings.Join(got, ", ")] = true
			}},
		)
	}
	if len(orders) < 3 {
		t.Errorf("got %d orders from 20 seeds, want several", len(orders))
	}
}

// TestDriver_movedThenDestroyed destroys a menu and its bot, which has moved since the menu was
// made: the refresh tells the state of the new address, so the menu goes first all the same.
func TestDriver_movedThenDestroyed(t *testing.T) {
	t.Parallel()
	const moved = "lineworks_bot.moved"
	config := botAndMenu("Desk", "Help")
	after := acctest.Config{moved: config[botAddress], menuAddress: config[menuAddress].With(acctest.Values{"bot_id": acctest.Ref(moved + ".bot_id")})}
	for seed := range uint64(10) {
		tenant := acctest.NewInMemory(t)
		tenant.Drive(t,
			acctest.Step{Config: config, After: tenant.API.ResetRequests},
			acctest.Step{Config: after, Moved: map[string]string{botAddress: moved}, Destroy: true, Seed: seed + 1, After: func() {
				var got []string
				for _, r := range tenant.API.Requests() {
					if r.Method == "DELETE" {
						got = append(got, r.Operation)
					}
				}
				if want := []string{"DELETE /bots/{botId}/persistentmenu", "DELETE /bots/{botId}"}; !slices.Equal(got, want) {
					t.Errorf("seed %d: got %q, want %q", seed+1, got, want)
				}
			}},
		)
	}
}
