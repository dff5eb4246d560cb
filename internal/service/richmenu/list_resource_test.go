// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/querycheck"
	"github.com/hashicorp/terraform-plugin-testing/querycheck/queryfilter"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	listBots = "GET /bots"
	readBot  = "GET /bots/{botId}"
)

// fill creates four bots: one with three menus, one without, one with a menu that
// has a picture and all that an action can have, and one with a menu of the same
// name.
func fill(tenant *acctest.Tenant) {
	for _, name := range []string{"Desk", "Night desk", "Reception", "Sales"} {
		tenant.API.AddBot(mockserver.Bot{
			BotName: name, PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"},
			I18nBotNames: map[string]string{"ja_JP": name + "ボット"},
		})
	}
	named := func(bot int64, name string, actions ...mockserver.Action) {
		m := seeded()
		m.RichMenuName = name
		for _, action := range actions {
			m.Areas = append(m.Areas, mockserver.Area{Bounds: mockserver.Bounds{Width: 2500, Height: 843}, Action: action})
		}
		tenant.API.AddRichMenu(bot, m)
	}
	named(2000001, "Spring")
	named(2000001, "Summer")
	named(2000001, "Spring, new")
	named(2000003, `Visitors "${all}"`,
		mockserver.Action{Type: "uri", Label: "Map", URI: "https://example.com/"},
		mockserver.Action{Type: "copy", Label: "Code", CopyText: "1234", I18nLabels: map[string]string{"ja_JP": "コード"}},
		mockserver.Action{
			Type: "postback", Label: "Start", Data: "a=start", DisplayText: "Start it",
			I18nLabels: map[string]string{"ja_JP": "開始"}, I18nDisplayTexts: map[string]string{"ja_JP": "開始します"},
		},
		mockserver.Action{Type: "message", Label: "Hi", Text: "Hi", Postback: "hi", I18nTexts: map[string]string{"ko_KR": "안녕"}},
	)
	named(2000004, "Spring")
}

// Results of listing the tenant.
const (
	spring    = "2000001/40001: Rich menu Spring of Desk"
	summer    = "2000001/40002: Rich menu Summer of Desk"
	springNew = "2000001/40003: Rich menu Spring, new of Desk"
	visitors  = `2000003/40004: Rich menu Visitors "${all}" of Reception`
	springToo = "2000004/40005: Rich menu Spring of Sales"
)

// found lists the results of a query in a fixed order, import ID and display name; a
// diagnostic fails the test.
func found(t *testing.T, tenant *acctest.Tenant, block acctest.ListBlock) []string {
	t.Helper()
	results, diags := tenant.List(t, resourceType, block)
	if text := acctest.Messages(diags); text != "" {
		t.Errorf("got %s, want no diagnostics", text)
	}
	lines := []string{}
	for _, r := range results {
		lines = append(lines, acctest.ImportIDOf(r.Identity)+": "+r.DisplayName)
	}
	slices.Sort(lines)
	return lines
}

func TestRichMenuList_filters(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		config            acctest.Values
		want              []string
		pages, bots, reqs int // requests for lists of bots, for one, and for lists of menus
	}{
		"nothing asked for":       {want: []string{spring, summer, springNew, visitors, springToo}, pages: 2, reqs: 2 + 1 + 1 + 1},
		"a bot":                   {acctest.Values{"bot_id": "2000001"}, []string{spring, summer, springNew}, 0, 1, 2},
		"a name":                  {acctest.Values{"name_contains": "Spring"}, []string{spring, springNew, springToo}, 2, 0, 5},
		"a name in lower case":    {acctest.Values{"name_contains": "spring"}, []string{}, 2, 0, 5},
		"bots of a name":          {acctest.Values{"bot_name_contains": "esk"}, []string{spring, summer, springNew}, 2, 0, 3},
		"bots by language":        {acctest.Values{"bot_name_contains": "Salesボ"}, []string{springToo}, 2, 0, 1},
		"both names":              {acctest.Values{"bot_name_contains": "esk", "name_contains": "Sp"}, []string{spring, springNew}, 2, 0, 3},
		"a bot and a name":        {acctest.Values{"bot_id": "2000001", "name_contains": "new"}, []string{springNew}, 0, 1, 2},
		"a bot with another name": {acctest.Values{"bot_id": "2000001", "bot_name_contains": "Sales"}, []string{}, 0, 1, 0},
		"a bot without menus":     {acctest.Values{"bot_id": "2000002"}, []string{}, 0, 1, 1},
		"no such bot":             {acctest.Values{"bot_id": "9"}, []string{}, 0, 1, 0},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			fill(tenant)
			if diff := cmp.Diff(tc.want, found(t, tenant, acctest.ListBlock{Config: tc.config})); diff != "" {
				t.Errorf("other menus are found (-want +got):\n%s", diff)
			}
			got := [3]int{tenant.API.Count(listBots), tenant.API.Count(readBot), tenant.API.Count(list)}
			if want := [3]int{tc.pages, tc.bots, tc.reqs}; got != want {
				t.Errorf("%d requests for lists of bots, for one, and for menus; want %d", got, want)
			}
		})
	}
}

// TestRichMenuList_asImported compares the listed objects with those that an import reads,
// a menu with a picture among the rest.
func TestRichMenuList_asImported(t *testing.T) {
	t.Parallel()
	variants := acctest.Variants(t, "reverse-", "unset-", "last-cursor-", "bot-id-string", "persistent-menu-text-echo")
	variants["default"] = mockserver.Quirks{}
	for name, quirks := range variants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t, acctest.Quirks(quirks))
			fill(tenant)
			tenant.ListedAsImported(t, resourceType, 5)
			if n := tenant.API.Count(readImage); n != 0 {
				t.Errorf("got %d requests for pictures, want none", n)
			}
		})
	}
}

// TestRichMenuList_limit counts the requests: there is none for an unwanted result.
func TestRichMenuList_limit(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ limit, pages, reqs, want int }{
		{1, 1, 1, 1},
		{2, 1, 1, 2}, // the whole first page of the first bot
		{3, 1, 2, 3}, // all of the first bot
		{4, 2, 4, 4}, // the second has none, the third is on the next page
		{5, 2, 5, 5},
		{6, 2, 5, 5},
	} {
		t.Run(fmt.Sprint(tc.limit), func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			fill(tenant)
			if n := len(found(t, tenant, acctest.ListBlock{Limit: tc.limit, Include: true})); n != tc.want {
				t.Errorf("got %d results, want %d", n, tc.want)
			}
			if pages, reqs := tenant.API.Count(listBots), tenant.API.Count(list); pages != tc.pages || reqs != tc.reqs {
				t.Errorf("got %d requests for bots and %d for menus, want %d and %d", pages, reqs, tc.pages, tc.reqs)
			}
			if n := tenant.API.Count(read); n != 0 {
				t.Errorf("got %d menus read one by one, want none", n)
			}
		})
	}
}

// TestRichMenuList_meanwhile has a bot deleted while menus are listed: what is
// gone is passed over.
func TestRichMenuList_meanwhile(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		after string
		nth   int
		gone  int64
		want  []string
	}{
		"before its menus":     {listBots, 2, 2000003, []string{spring, summer, springNew, springToo}},
		"between two pages":    {list, 1, 2000001, []string{spring, summer}},
		"after the last of it": {list, 4, 2000003, []string{spring, summer, springNew, visitors, springToo}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var tenant *acctest.Tenant
			tenant = acctest.New(t, func(o *mockserver.Options) {
				o.OnRequest = func(r mockserver.Request) {
					if r.Operation == tc.after && tenant.API.Count(tc.after) == tc.nth {
						tenant.API.RemoveBot(tc.gone)
					}
				}
			})
			fill(tenant)
			block := acctest.ListBlock{}
			if tc.gone == 2000001 {
				block.Config = acctest.Values{"bot_id": "2000001"}
			}
			if diff := cmp.Diff(tc.want, found(t, tenant, block)); diff != "" {
				t.Errorf("other results (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRichMenuList_errors fails a request in the middle: what was found by then is
// told, then the error, and no more is asked for.
func TestRichMenuList_errors(t *testing.T) {
	t.Parallel()
	denied := func(operation string, skip int) mockserver.Fault {
		return mockserver.Fault{Operation: operation, Skip: skip, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"}
	}
	foreign := mockserver.Fault{Operation: list, Status: http.StatusNotFound, Body: "<html></html>"}
	for name, tc := range map[string]struct {
		fault   mockserver.Fault
		results int
		subject string
		words   string
	}{
		"bots":                {denied(listBots, 0), 0, "the list of bots", "403 FORBIDDEN: not yours"},
		"second page of bots": {denied(listBots, 1), 3, "the list of bots", "403 FORBIDDEN: not yours"},
		"menus":               {denied(list, 3), 3, `the rich menus of bot "Reception" (2000003)`, "403 FORBIDDEN: not yours"},
		"second page":         {denied(list, 1), 2, `the rich menus of bot "Desk" (2000001)`, "403 FORBIDDEN: not yours"},
		"a foreign 404":       {foreign, 0, `the rich menus of bot "Desk" (2000001)`, "Check api_url"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			fill(tenant)
			tenant.API.Fail(tc.fault)
			results, diags := tenant.List(t, resourceType, acctest.ListBlock{})
			if len(results) != tc.results || len(diags) != 1 {
				t.Errorf("got %d results and %d diagnostics, want %d and 1", len(results), len(diags), tc.results)
			}
			expectMessage(t, acctest.Messages(diags), "error at nothing: Unable to list rich menus: The request for "+tc.subject+" failed.", tc.words)
			if all := tenant.API.Requests(); all[len(all)-1].Status != tc.fault.Status {
				t.Errorf("got a request for %s after the error, want none", all[len(all)-1].Path)
			}
		})
	}
}

func TestRichMenuList_validate(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	for name, tc := range map[string]struct {
		config acctest.Values
		want   string
	}{
		"bot":      {acctest.Values{"bot_id": "Desk"}, "error at bot_id: Invalid ID"},
		"empty":    {acctest.Values{"bot_id": "", "bot_name_contains": "", "name_contains": ""}, ""},
		"all":      {acctest.Values{"bot_id": "2000001", "bot_name_contains": "D", "name_contains": "S"}, ""},
		"nothing":  {acctest.Values{}, ""},
		"unknowns": {acctest.Values{"bot_id": acctest.Unknown, "bot_name_contains": acctest.Unknown, "name_contains": acctest.Unknown}, ""},
	} {
		got := acctest.Messages(tenant.ValidateList(t, resourceType, tc.config))
		if tc.want == "" && got != "" || !strings.HasPrefix(got, tc.want) {
			t.Errorf("%s: want %q, got %q", name, tc.want, got)
		}
	}
}

// TestRichMenuList_query has the CLI run the queries.
func TestRichMenuList_query(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Query)
	tenant := acctest.New(t)
	fill(tenant)
	identity := map[string]knownvalue.Check{"bot_id": knownvalue.StringExact("2000003"), "rich_menu_id": knownvalue.StringExact("40004")}
	one := queryfilter.ByResourceIdentity(identity)
	tenant.Test(t, resource.TestStep{
		Query: true,
		Config: `
provider "lineworks" {}

list "lineworks_rich_menu" "all" {
  provider         = lineworks
  include_resource = true
}

list "lineworks_rich_menu" "some" {
  provider = lineworks
  limit    = 2
  config {
    name_contains = "Spring"
  }
}
`,
		QueryResultChecks: []querycheck.QueryResultCheck{
			querycheck.ExpectLength("lineworks_rich_menu.all", 5),
			querycheck.ExpectLength("lineworks_rich_menu.some", 2),
			querycheck.ExpectIdentity("lineworks_rich_menu.all", identity),
			querycheck.ExpectResourceDisplayName("lineworks_rich_menu.all", one, knownvalue.StringExact(`Rich menu Visitors "${all}" of Reception`)),
			querycheck.ExpectResourceKnownValues("lineworks_rich_menu.all", one, []querycheck.KnownValueCheck{
				{Path: tfjsonpath.New("areas"), KnownValue: knownvalue.ListSizeExact(5)},
				{Path: tfjsonpath.New("image"), KnownValue: knownvalue.Null()},
			}),
		},
	})
	expectWrites(t, tenant)
}
