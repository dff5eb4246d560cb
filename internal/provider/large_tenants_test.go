// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// A tenant of the guide "Large tenants".
const (
	selectedEvery = 10 // every tenth bot is for selected members in its second domain
	selected      = 3  // so many of them
	usersEvery    = 15 // the menu of every so many bots is a user's own too
	responseTime  = 200 * time.Millisecond
)

// largeTenant is a configuration of n bots in two domains. One half has persistent menus,
// the other rich menus with a picture, which are their defaults.
func largeTenant(t *testing.T, n int) acctest.Config {
	t.Helper()
	picture := filepath.Join(t.TempDir(), "menu.png")
	if err := os.WriteFile(picture, mockserver.PlainPNG(mockserver.Size{Width: 2500, Height: 843}, 9), 0o600); err != nil {
		t.Fatal(err)
	}
	config := acctest.Config{}
	for i := range n {
		at := func(kind string, more ...any) string {
			return fmt.Sprintf("lineworks_%s.b%03d%s", kind, i, fmt.Sprint(more...))
		}
		bot := at("bot")
		id := acctest.Ref(bot + ".bot_id")
		config[bot] = acctest.Values{
			"bot_name": fmt.Sprintf("Bot %d", i), "photo_url": "https://example.com/a.png",
			"description": "Answers.", "administrators": []string{"u1", "u2"},
		}
		if i%2 == 0 {
			config[at("persistent_menu")] = acctest.Values{"bot_id": id, "actions": []any{action("Help"), action("News")}}
		} else {
			menu := at("rich_menu")
			config[menu] = acctest.Values{
				"bot_id": id, "rich_menu_name": "Main", "size": acctest.Values{"width": 2500, "height": 843}, "image": picture,
				"areas": []any{acctest.Values{
					"bounds": acctest.Values{"x": 0, "y": 0, "width": 2500, "height": 843}, "action": action("Help"),
				}},
			}
			menuID := acctest.Ref(menu + ".rich_menu_id")
			config[at("default_rich_menu")] = acctest.Values{"bot_id": id, "rich_menu_id": menuID}
			if i%usersEvery == 0 {
				config[at("user_rich_menu")] = acctest.Values{"bot_id": id, "rich_menu_id": menuID, "user_id": "u1"}
			}
		}
		config[at("bot_domain", "first")] = acctest.Values{"bot_id": id, "domain_id": "10000001"}
		second := at("bot_domain", "second")
		some := i%selectedEvery == 0
		config[second] = acctest.Values{"bot_id": id, "domain_id": "10000002", "allow_to_selected_member": some}
		for m := range selected {
			if some {
				config[at("bot_domain_member", m)] = acctest.Values{
					"bot_id": id, "domain_id": acctest.Ref(second + ".domain_id"), "user_id": "u" + strconv.Itoa(m),
				}
			}
		}
	}
	return config
}

// guideRow is a row of the table of the guide "Large tenants".
type guideRow struct {
	bots, resources, applied, planned int
	// apply and plan are the times on the paid plans and on the Free plan.
	apply, plan [2]time.Duration
}

// guideRows reads the table of a guide.
func guideRows(t *testing.T, name string) []guideRow {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(acctest.Root(t), "templates", "guides", name))
	if err != nil {
		t.Fatal(err)
	}
	number := func(cell string) int {
		n, err := strconv.Atoi(strings.ReplaceAll(cell, ",", ""))
		if err != nil {
			t.Fatalf("%s: %s", name, err)
		}
		return n
	}
	duration := func(cell string) time.Duration {
		d, err := time.ParseDuration(strings.NewReplacer("min", "m", " ", "").Replace(cell))
		if err != nil {
			t.Fatalf("%s: %s", name, err)
		}
		return d
	}
	var rows []guideRow
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "| "), " | ")
		if len(cells) != 8 || strings.Trim(cells[0], "0123456789") != "" {
			continue
		}
		rows = append(rows, guideRow{
			bots: number(cells[0]), resources: number(cells[1]), applied: number(cells[2]), planned: number(cells[5]),
			apply: [2]time.Duration{duration(cells[3]), duration(cells[4])},
			plan:  [2]time.Duration{duration(cells[6]), duration(cells[7])},
		})
	}
	return rows
}

// TestLargeTenants_atScale checks the figures of the guide "Large tenants". The order of
// requests differs from run to run, and with it the times by seconds, and the requests by
// a few that look for a bot among those that are there.
func TestLargeTenants_atScale(t *testing.T) {
	t.Parallel()
	rows := guideRows(t, "large-tenants.md.tmpl")
	if len(rows) != 3 {
		t.Fatalf("the guide has %d rows of figures, want 3", len(rows))
	}
	if diff := cmp.Diff(rows, guideRows(t, "large-tenants-ja.md.tmpl"), cmp.AllowUnexported(guideRow{})); diff != "" {
		t.Errorf("the guides differ (-English +Japanese):\n%s", diff)
	}
	for plan, limit := range []int{240, 60} {
		for _, row := range rows {
			t.Run(fmt.Sprintf("%d bots, %d a minute", row.bots, limit), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					s := acctest.NewInMemory(t, func(o *mockserver.Options) {
						o.RateLimit, o.Latency, o.MaxPageSize = limit, responseTime, 0
					})
					config := largeTenant(t, row.bots)
					if len(config) != row.resources {
						t.Errorf("got %d resources, the guide says %d", len(config), row.resources)
					}
					d := s.Driver()
					step := acctest.Step{Name: "apply", Config: config, Parallelism: 10, Seed: 1, NonEmptyPlan: true}
					expectCost(t, s, func() { d.Step(t, step) }, row.applied, row.apply[plan])
					time.Sleep(time.Minute) //nolint:forbidigo // in a bubble: the plan is one by itself, and not in the last window of the apply
					step.Name, step.PlanOnly = "plan", true
					expectCost(t, s, func() { d.Step(t, step) }, row.planned, row.plan[plan])
				})
			})
		}
	}
}

// expectCost checks how many requests a run sends, and how long it takes. No request may be
// refused because of the rate limit.
func expectCost(t *testing.T, s *acctest.Tenant, run func(), requests int, duration time.Duration) {
	t.Helper()
	before, start := len(s.API.Requests()), time.Now()
	run()
	took := time.Since(start).Round(time.Second)
	sent := s.API.Requests()[before:]
	if off := len(sent) - requests; off < -requests/50-3 || off > requests/50+3 {
		t.Errorf("got %d requests, the guide says %d", len(sent), requests)
	}
	if off := took - duration; off.Abs() > 5*time.Second+duration/50 {
		t.Errorf("got %s, the guide says %s", took, duration)
	}
	for _, r := range sent {
		if r.Status == http.StatusTooManyRequests {
			t.Errorf("%s was refused with 429, want no such request", r.Operation)
		}
	}
}
