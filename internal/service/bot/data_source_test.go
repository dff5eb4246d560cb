// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
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

// seed creates a bot of that name behind the provider's back.
func seed(tenant *acctest.Tenant, name string) string {
	return strconv.FormatInt(tenant.API.AddBot(mockserver.Bot{
		BotName: name, PhotoURL: "https://example.com/" + url.PathEscape(name) + ".png", Description: name, Administrators: []string{"u1"},
		I18nBotNames: map[string]string{"ja_JP": name},
	}), 10)
}

// TestBotDataSource uses the real CLI.
func TestBotDataSource(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	for _, other := range []string{"desk", "Desk 2", "A", "B"} { // more than a page, none of that name
		seed(tenant, other)
	}
	var checks []statecheck.StateCheck
	for _, data := range []string{"data.lineworks_bot.by_id", "data.lineworks_bot.by_name"} {
		checks = append(checks, statecheck.ExpectKnownValue(data, tfjsonpath.New("modified_time"), knownvalue.StringRegexp(regexp.MustCompile(`^\d{4}-\d\d-\d\dT`))))
		for _, attribute := range append(slices.Collect(maps.Keys(full())), "bot_id", "created_time") {
			p := tfjsonpath.New(attribute)
			checks = append(checks, statecheck.CompareValuePairs(addr, p, data, p, compare.ValuesSame()))
		}
	}
	tenant.Test(t, resource.TestStep{
		Config: config(full()).HCL() + `
data "lineworks_bot" "by_id" { bot_id = lineworks_bot.test.bot_id }
data "lineworks_bot" "by_name" { bot_name = lineworks_bot.test.bot_name }
`,
		ConfigStateChecks: checks,
	})
}

// TestBotDataSources_pages lists bots over several pages, with each way in
// which the service might end a list.
func TestBotDataSources_pages(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "last-cursor-", "reverse-lists", "bot-id-string") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			for _, bot := range []string{"A", "B", "C", "D", "E"} {
				seed(tenant, bot)
			}
			bots, diags := tenant.Data(t, "lineworks_bots", acctest.Values{})
			acctest.Succeeds(t, diags)
			acctest.Has(t, bots, acctest.Attributes{"bots": acctest.Count(5)})
			last, diags := tenant.Data(t, botType, acctest.Values{"bot_name": "E"})
			acctest.Succeeds(t, diags)
			acctest.Has(t, last, acctest.Attributes{"bot_id": "2000005"})
		})
	}
}

func TestBotDataSource_errors(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t, func(o *mockserver.Options) { o.MaxPageSize = 1 })
	first, second := seed(tenant, "Twin"), seed(tenant, "Twin")
	for name, tc := range map[string]struct {
		config acctest.Values
		want   []string
	}{
		"no such ID":    {acctest.Values{"bot_id": "9999999"}, []string{"Bot not found", "ID 9999999"}},
		"no such name":  {acctest.Values{"bot_name": "twin"}, []string{"Bot not found", `named "twin"`}},
		"several":       {acctest.Values{"bot_name": "Twin"}, []string{"Several bots have this name", first + ", " + second, "bot_id"}},
		"neither":       {acctest.Values{}, []string{"Invalid Attribute Combination", "No attribute specified", "bot_id,bot_name"}},
		"both":          {acctest.Values{"bot_id": "1", "bot_name": "x"}, []string{"Invalid Attribute Combination", "bot_id,bot_name"}},
		"no ID":         {acctest.Values{"bot_id": "Desk"}, []string{"error at bot_id: ", "must be the ID of a bot"}},
		"an empty name": {acctest.Values{"bot_name": ""}, []string{"Invalid Attribute Combination", "No attribute specified", "bot_id,bot_name"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := tenant.Data(t, botType, tc.config)
			acctest.Fails(t, diags, tc.want...)
		})
	}
}

// TestBotsDataSource_emptyFilters takes an empty filter for one that is left out.
func TestBotsDataSource_emptyFilters(t *testing.T) {
	t.Parallel()
	for _, filter := range []string{"bot_name", "name_contains"} {
		t.Run(filter, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			for _, name := range []string{"A", "B", "C"} {
				seed(tenant, name)
			}
			bots, diags := tenant.Data(t, "lineworks_bots", acctest.Values{filter: ""})
			acctest.Succeeds(t, diags)
			acctest.Has(t, bots, acctest.Attributes{"bots": acctest.Count(3)})
		})
	}
}

func TestBotDataSource_listFails(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]acctest.Values{botType: {"bot_name": "Desk"}, "lineworks_bots": {}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			for range 3 {
				seed(tenant, "Desk")
			}
			// The second page is refused: what came before must not pass for all.
			tenant.API.Fail(mockserver.Fault{Operation: listBots, Skip: 1, Times: 1, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
			_, diags := tenant.Data(t, name, config)
			acctest.Fails(t, diags, "Unable to list bots", "not yours")
		})
	}
}

func TestBotsDataSource(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{ReverseLists: true}))
	var ids []string
	for _, name := range []string{"Sales EU", "Desk", "Sales", "sales"} {
		ids = append(ids, seed(tenant, name))
	}
	tenant.API.AddBot(mockserver.Bot{
		BotName: "受付", PhotoURL: "https://example.com/a.png", Description: "Made by hand.", Administrators: []string{"u1"},
		I18nBotNames: map[string]string{"en_US": "Reception"},
	})
	for name, tc := range map[string]struct {
		config acctest.Values
		want   []string
	}{
		"all":      {acctest.Values{}, []string{"Sales EU", "Desk", "Sales", "sales", "受付"}}, // by ID
		"exact":    {acctest.Values{"bot_name": "Sales"}, []string{"Sales"}},
		"part":     {acctest.Values{"name_contains": "Sales"}, []string{"Sales EU", "Sales"}},
		"language": {acctest.Values{"name_contains": "Recep"}, []string{"受付"}},
		"none":     {acctest.Values{"name_contains": "Support"}, nil},
	} {
		found, diags := tenant.Data(t, "lineworks_bots", tc.config)
		acctest.Succeeds(t, diags)
		want := acctest.Attributes{"bots": acctest.Count(len(tc.want))}
		for i, bot := range tc.want {
			want[fmt.Sprintf("bots[%d].bot_name", i)] = bot
		}
		if name == "all" {
			want["bots[1]"] = acctest.Values{
				"bot_id": ids[1], "bot_name": "Desk", "photo_url": "https://example.com/Desk.png",
				"i18n_bot_names": map[string]string{"ja_JP": "Desk"}, "i18n_photo_urls": map[string]string{},
			}
		}
		acctest.Has(t, found, want)
	}
}
