// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/querycheck"
	"github.com/hashicorp/terraform-plugin-testing/querycheck/queryfilter"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	botType  = "lineworks_bot"
	listBots = "GET /bots"
)

// fiveBots creates five bots behind the provider's back: three pages of a list.
func fiveBots(tenant *acctest.Tenant) {
	for i, b := range []mockserver.Bot{
		{BotName: "Help desk", I18nBotNames: map[string]string{"ja_JP": "受付", "ko_KR": "안내"}, I18nPhotoURLs: map[string]string{"ja_JP": "https://example.com/ja.png"}},
		{
			BotName: "Reception", AllowDomains: []int64{10000001}, Subadministrators: []string{"u2"}, EnableGroupJoin: true,
			EnableCallback: true, CallbackURL: "https://example.com/callback", CallbackEvents: []string{"text"}, ChannelEvents: []string{"join"},
		},
		{BotName: "Help of night", I18nDescriptions: map[string]string{"ja_JP": "答えます。"}},
		{BotName: "Lost and found"},
		{BotName: "help"},
	} {
		b.BotID = int64(2000001 + i)
		b.PhotoURL, b.Description, b.Administrators = "https://example.com/a.png", "Answers.", []string{"u1"}
		tenant.API.AddBot(b)
	}
}

// names are the display names, followed by the reports.
func names(t *testing.T, tenant *acctest.Tenant, block acctest.ListBlock) string {
	t.Helper()
	listed, diags := tenant.List(t, botType, block)
	var b strings.Builder
	for _, l := range listed {
		fmt.Fprintf(&b, "%s %s\n", l.Identity["bot_id"], l.DisplayName)
	}
	return b.String() + acctest.Messages(diags)
}

// requests are how often lists and bots were asked for.
func requests(t *testing.T, tenant *acctest.Tenant, pages, bots int) {
	t.Helper()
	if n := tenant.API.Count(listBots); n != pages {
		t.Errorf("%d pages were fetched, want %d", n, pages)
	}
	if n := tenant.API.Count(read); n != bots {
		t.Errorf("%d bots were read, want %d", n, bots)
	}
	if n := tenant.Writes(); n != 0 {
		t.Errorf("%d write requests, want none", n)
	}
}

func TestBotList(t *testing.T) {
	t.Parallel()
	const (
		helpDesk  = "2000001 Help desk\n"
		reception = "2000002 Reception\n"
		night     = "2000003 Help of night\n"
		lost      = "2000004 Lost and found\n"
		small     = "2000005 help\n"
		all       = helpDesk + reception + night + lost + small
	)
	for name, tc := range map[string]struct {
		block       acctest.ListBlock
		want        string
		pages, bots int
	}{
		"all":                      {want: all, pages: 3},
		"all in full":              {block: acctest.ListBlock{Include: true}, want: all, pages: 3, bots: 5},
		"name":                     {block: acctest.ListBlock{Config: acctest.Values{"name_contains": "Help"}}, want: helpDesk + night, pages: 3},
		"name in full":             {block: acctest.ListBlock{Include: true, Config: acctest.Values{"name_contains": "Help"}}, want: helpDesk + night, pages: 3, bots: 2},
		"name by language":         {block: acctest.ListBlock{Config: acctest.Values{"name_contains": "受"}}, want: helpDesk, pages: 3},
		"name of none":             {block: acctest.ListBlock{Config: acctest.Values{"name_contains": "HELP"}}, pages: 3},
		"ID":                       {block: acctest.ListBlock{Config: acctest.Values{"bot_id": "2000002"}}, want: reception, bots: 1},
		"ID in full":               {block: acctest.ListBlock{Include: true, Config: acctest.Values{"bot_id": "2000002"}}, want: reception, bots: 1},
		"ID of none":               {block: acctest.ListBlock{Config: acctest.Values{"bot_id": "2000009"}}, bots: 1},
		"ID and name":              {block: acctest.ListBlock{Config: acctest.Values{"bot_id": "2000001", "name_contains": "Help"}}, want: helpDesk, bots: 1},
		"ID and another name":      {block: acctest.ListBlock{Config: acctest.Values{"bot_id": "2000001", "name_contains": "Lost"}}, bots: 1},
		"limit within a page":      {block: acctest.ListBlock{Limit: 1}, want: helpDesk, pages: 1},
		"limit of a page":          {block: acctest.ListBlock{Limit: 2}, want: helpDesk + reception, pages: 1},
		"limit beyond a page":      {block: acctest.ListBlock{Limit: 3}, want: helpDesk + reception + night, pages: 2},
		"limit in full":            {block: acctest.ListBlock{Limit: 3, Include: true}, want: helpDesk + reception + night, pages: 2, bots: 3},
		"limit of what has a name": {block: acctest.ListBlock{Limit: 2, Include: true, Config: acctest.Values{"name_contains": "Help"}}, want: helpDesk + night, pages: 2, bots: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			fiveBots(tenant)
			if got := names(t, tenant, tc.block); got != tc.want {
				t.Errorf("got\n%swant\n%s", got, tc.want)
			}
			requests(t, tenant, tc.pages, tc.bots)
		})
	}
}

// TestBotList_asImported checks that a list has the same values of each bot that an import of
// it reads, whatever form the service gives its responses: configuration is
// generated from the one and compared with the other.
func TestBotList_asImported(t *testing.T) {
	t.Parallel()
	variants := acctest.Variants(t, "bot-id-", "unset-", "false-", "all-domains-", "last-cursor-", "reverse-", "times-", "rewrite-", "read-deleted-")
	variants["default"] = mockserver.Quirks{}
	for name, quirks := range variants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			fiveBots(tenant)
			tenant.ListedAsImported(t, botType, 5)
		})
	}
}

// TestBotList_deletedMeanwhile has a bot deleted after the list named it.
func TestBotList_deletedMeanwhile(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusNotFound, http.StatusGone} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			fiveBots(tenant)
			tenant.API.Fail(mockserver.Fault{Operation: read, Path: "/bots/2000002", Status: status, Code: "NOT_FOUND", Description: "No such bot"})
			want := "2000001 Help desk\n2000003 Help of night\n"
			if got := names(t, tenant, acctest.ListBlock{Include: true, Limit: 2}); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
			requests(t, tenant, 2, 3)
		})
	}
}

// TestBotList_fails checks that a list that breaks off says so, after what was
// found until then.
func TestBotList_fails(t *testing.T) {
	t.Parallel()
	refusal := mockserver.Fault{Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "Not for you"}
	on := func(operation, path string, skip int) mockserver.Fault {
		f := refusal
		f.Operation, f.Path, f.Skip = operation, path, skip
		return f
	}
	for name, tc := range map[string]struct {
		fault mockserver.Fault
		block acctest.ListBlock
		want  string
	}{
		"second page": {
			fault: on(listBots, "", 1),
			want: "2000001 Help desk\n2000002 Reception\n" +
				"error at nothing: Unable to list bots: The request for the list of bots failed.\n\nGET /bots: 403 ACCESS_DENIED: Not for you",
		},
		"a bot": {
			fault: on(read, "/bots/2000002", 0), block: acctest.ListBlock{Include: true},
			want: "2000001 Help desk\n" +
				"error at nothing: Unable to list bots: The request for bot \"Reception\" (2000002) failed.\n\nGET /bots/2000002: 403 ACCESS_DENIED: Not for you",
		},
		"the one bot": {
			fault: on(read, "", 0), block: acctest.ListBlock{Config: acctest.Values{"bot_id": "2000002"}},
			want: "error at nothing: Unable to list bots: The request for bot 2000002 failed.\n\nGET /bots/2000002: 403 ACCESS_DENIED: Not for you",
		},
		"a foreign 404": {
			fault: mockserver.Fault{Operation: read, Status: http.StatusNotFound, Body: "<html></html>"}, block: acctest.ListBlock{Include: true},
			want: "error at nothing: Unable to list bots: The request for bot \"Help desk\" (2000001) failed.",
		},
		"settings that are not known": {
			block: acctest.ListBlock{Provider: acctest.Values{"access_token": acctest.Unknown}},
			want:  "error at nothing: Unable to list bots: The request for the list of bots failed.\n\nthe provider cannot sign in yet",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			fiveBots(tenant)
			if tc.fault.Status != 0 {
				tenant.API.Fail(tc.fault)
			}
			if got := names(t, tenant, tc.block); !strings.HasPrefix(got, tc.want) {
				t.Errorf("got\n%swant\n%s", got, tc.want)
			}
		})
	}
}

func TestBotList_validate(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	for name, tc := range map[string]struct {
		config acctest.Values
		want   string
	}{
		"nothing":              {},
		"values not known yet": {config: acctest.Values{"bot_id": acctest.Unknown, "name_contains": acctest.Unknown}},
		"ID that is a name":    {config: acctest.Values{"bot_id": "Desk"}, want: "error at bot_id: Invalid ID"},
		"empty name":           {config: acctest.Values{"name_contains": ""}},
	} {
		if got := acctest.Messages(tenant.ValidateList(t, botType, tc.config)); !strings.HasPrefix(got, tc.want) || got != "" && tc.want == "" {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

func TestBotList_query(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Query)
	tenant := acctest.New(t)
	fiveBots(tenant)
	second := map[string]knownvalue.Check{"bot_id": knownvalue.StringExact("2000002")}
	tenant.Test(t, resource.TestStep{
		Query: true,
		Config: `
provider "lineworks" {}

list "lineworks_bot" "all" {
  provider         = lineworks
  include_resource = true
}

list "lineworks_bot" "help" {
  provider = lineworks

  config {
    name_contains = "Help"
  }
}

list "lineworks_bot" "first" {
  provider = lineworks
  limit    = 1
}
`,
		QueryResultChecks: []querycheck.QueryResultCheck{
			querycheck.ExpectLength("lineworks_bot.all", 5),
			querycheck.ExpectLength("lineworks_bot.help", 2),
			querycheck.ExpectLength("lineworks_bot.first", 1),
			querycheck.ExpectIdentity("lineworks_bot.all", second),
			querycheck.ExpectResourceDisplayName("lineworks_bot.all", queryfilter.ByResourceIdentity(second), knownvalue.StringExact("Reception")),
			querycheck.ExpectResourceKnownValues("lineworks_bot.all", queryfilter.ByResourceIdentity(second), []querycheck.KnownValueCheck{
				{Path: tfjsonpath.New("bot_name"), KnownValue: knownvalue.StringExact("Reception")},
				{Path: tfjsonpath.New("callback_url"), KnownValue: knownvalue.StringExact("https://example.com/callback")},
			}),
		},
	})
}
