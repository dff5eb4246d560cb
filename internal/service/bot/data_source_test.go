// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// seed makes a bot of that name behind the provider's back.
func seed(env *acctest.Env, name string) string {
	return strconv.FormatInt(env.API.AddBot(mockserver.Bot{
		BotName: name, PhotoURL: "https://example.com/" + url.PathEscape(name) + ".png", Description: name, Administrators: []string{"u1"},
		I18nBotNames: map[string]string{"ja_JP": name},
	}), 10)
}

func TestBotDataSource(t *testing.T) {
	t.Parallel()
	for name, lookup := range map[string]string{"by ID": `bot_id = lineworks_bot.test.bot_id`, "by name": `bot_name = lineworks_bot.test.bot_name`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			for _, other := range []string{"desk", "Desk 2", "A", "B"} { // more than a page, none of that name
				seed(env, other)
			}
			const data = "data.lineworks_bot.test"
			same := func(attribute string) statecheck.StateCheck {
				p := tfjsonpath.New(attribute)
				return statecheck.CompareValuePairs(addr, p, data, p, compare.ValuesSame())
			}
			checks := []statecheck.StateCheck{
				statecheck.ExpectKnownValue(data, tfjsonpath.New("modified_time"), knownvalue.StringRegexp(regexp.MustCompile(`^\d{4}-\d\d-\d\dT`))),
			}
			for attribute := range full() {
				checks = append(checks, same(attribute))
			}
			checks = append(checks, same("bot_id"), same("created_time"))
			env.Test(t, resource.TestStep{
				Config:            full().config() + "data \"lineworks_bot\" \"test\" {\n" + lookup + "\n}\n",
				ConfigStateChecks: checks,
			})
		})
	}
}

// TestBotDataSources_pages lists bots over several pages, with each way in
// which the service might end a list.
func TestBotDataSources_pages(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "last-cursor-", "reverse-lists", "bot-id-string") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			for _, bot := range []string{"A", "B", "C", "D", "E"} {
				seed(env, bot)
			}
			env.Test(t, resource.TestStep{
				Config: `
data "lineworks_bots" "all" {}
data "lineworks_bot" "last" { bot_name = "E" }
`,
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue("data.lineworks_bots.all", tfjsonpath.New("bots"), knownvalue.ListSizeExact(5)),
					statecheck.ExpectKnownValue("data.lineworks_bot.last", tfjsonpath.New("bot_id"), knownvalue.StringExact("2000005")),
				},
			})
		})
	}
}

func TestBotDataSource_errors(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, func(o *mockserver.Options) { o.MaxPageSize = 1 })
	first, second := seed(env, "Twin"), seed(env, "Twin")
	tests := map[string]struct{ config, want string }{
		"no such ID":    {`bot_id = "9999999"`, `(?s)Bot not found.*ID\s+9999999`},
		"no such name":  {`bot_name = "twin"`, `(?s)Bot not found.*named\s+"twin"`},
		"several":       {`bot_name = "Twin"`, `(?s)Several bots have this name.*` + first + `,\s+` + second + `.*bot_id`},
		"neither":       {``, `(?s)Missing Attribute Configuration.*bot_id,bot_name`},
		"both":          {"bot_id = \"1\"\nbot_name = \"x\"", `(?s)Invalid Attribute Combination.*bot_id,bot_name`},
		"no ID":         {`bot_id = "Desk"`, `(?s)bot_id.*must be the ID\s+of a bot`},
		"an empty name": {`bot_name = ""`, `(?s)bot_name.*at least 1`},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env.Test(t, resource.TestStep{
				Config: "data \"lineworks_bot\" \"test\" {\n" + tc.config + "\n}\n", ExpectError: regexp.MustCompile(tc.want),
			})
		})
	}
}

func TestBotsDataSource_badFilters(t *testing.T) {
	t.Parallel()
	for _, filter := range []string{"bot_name", "name_contains"} {
		env := acctest.New(t)
		env.Test(t, resource.TestStep{
			Config: "data \"lineworks_bots\" \"test\" {\n" + filter + " = \"\"\n}\n", ExpectError: regexp.MustCompile(`(?s)` + filter + `.*at\s+least\s+1`),
		})
	}
}

func TestBotDataSource_listFails(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{
		"bot":  "data \"lineworks_bot\" \"test\" {\n bot_name = \"Desk\"\n}\n",
		"bots": "data \"lineworks_bots\" \"test\" {}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			for range 3 {
				seed(env, "Desk")
			}
			// The second page is refused: what came before must not pass for all.
			env.API.Fail(mockserver.Fault{Operation: "GET /bots", Skip: 1, Times: 1, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
			env.Test(t, resource.TestStep{Config: config, ExpectError: regexp.MustCompile(`(?s)Unable to list bots.*not\s+yours`)})
		})
	}
}

func TestBotsDataSource(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.Quirks(mockserver.Quirks{ReverseLists: true}))
	var ids []string
	for _, name := range []string{"Sales EU", "Desk", "Sales", "sales"} {
		ids = append(ids, seed(env, name))
	}
	env.API.AddBot(mockserver.Bot{
		BotName: "受付", PhotoURL: "https://example.com/a.png", Description: "Made by hand.", Administrators: []string{"u1"},
		I18nBotNames: map[string]string{"en_US": "Reception"},
	})
	const prefix = "data.lineworks_bots."
	names := func(want ...string) knownvalue.Check {
		checks := []knownvalue.Check{}
		for _, name := range want {
			checks = append(checks, knownvalue.ObjectPartial(map[string]knownvalue.Check{"bot_name": knownvalue.StringExact(name)}))
		}
		return knownvalue.ListExact(checks)
	}
	bots := tfjsonpath.New("bots")
	env.Test(t, resource.TestStep{
		Config: `
data "lineworks_bots" "all" {}
data "lineworks_bots" "exact" { bot_name = "Sales" }
data "lineworks_bots" "part" { name_contains = "Sales" }
data "lineworks_bots" "language" { name_contains = "Recep" }
data "lineworks_bots" "none" { name_contains = "Support" }
`,
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(prefix+"all", bots, names("Sales EU", "Desk", "Sales", "sales", "受付")), // by ID
			statecheck.ExpectKnownValue(prefix+"exact", bots, names("Sales")),
			statecheck.ExpectKnownValue(prefix+"part", bots, names("Sales EU", "Sales")),
			statecheck.ExpectKnownValue(prefix+"language", bots, names("受付")),
			statecheck.ExpectKnownValue(prefix+"none", bots, names()),
			statecheck.ExpectKnownValue(prefix+"all", bots.AtSliceIndex(1), knownvalue.ObjectExact(map[string]knownvalue.Check{
				"bot_id":          knownvalue.StringExact(ids[1]),
				"bot_name":        knownvalue.StringExact("Desk"),
				"photo_url":       knownvalue.StringExact("https://example.com/Desk.png"),
				"i18n_bot_names":  knownvalue.MapExact(map[string]knownvalue.Check{"ja_JP": knownvalue.StringExact("Desk")}),
				"i18n_photo_urls": knownvalue.MapExact(map[string]knownvalue.Check{}),
			})),
		},
	})
}
