// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"fmt"
	"net/http"
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
	menuType = "lineworks_persistent_menu"
	listBots = "GET /bots"
	readBot  = "GET /bots/{botId}"
)

// furnished creates five bots behind the provider's back, which are three pages of a
// list. The first, the third and the fifth have a persistent menu, the fourth a
// rich menu instead.
func furnished(tenant *acctest.Tenant) {
	for i, name := range []string{"Help desk", "Reception", "Help of night", "Lost and found", "help"} {
		tenant.API.AddBot(mockserver.Bot{
			BotID: int64(2000001 + i), BotName: name, PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"},
			I18nBotNames: map[string]string{"ja_JP": fmt.Sprintf("受付 %d", i)},
		})
	}
	tenant.API.SetPersistentMenu(2000001, []mockserver.Action{
		{
			Type: "message", Label: "Help", Text: "Help me", Postback: "help",
			I18nLabels: map[string]string{"ja_JP": "ヘルプ"}, I18nTexts: map[string]string{"ko_KR": "도와주세요"},
		},
		{Type: "uri", Label: "Site", URI: "http://example.com/"},
		{Type: "copy", Label: "Code", CopyText: "ABC-1"},
	})
	tenant.API.SetPersistentMenu(2000003, []mockserver.Action{{Type: "message", Label: "Open"}, {Type: "message", Label: "Close"}})
	tenant.API.AddRichMenu(2000004, mockserver.RichMenu{RichMenuName: "Menu", Size: mockserver.Size{Width: 2500, Height: 843}})
	tenant.API.SetPersistentMenu(2000005, []mockserver.Action{{Type: "uri", Label: "Site", URI: "https://example.com/"}})
}

// found are the display names, followed by the reports.
func found(t *testing.T, tenant *acctest.Tenant, block acctest.ListBlock) string {
	t.Helper()
	listed, diags := tenant.List(t, menuType, block)
	var b strings.Builder
	for _, l := range listed {
		fmt.Fprintf(&b, "%s %s\n", l.Identity["bot_id"], l.DisplayName)
	}
	return b.String() + acctest.Messages(diags)
}

// requests are how often each operation was called.
func requests(t *testing.T, tenant *acctest.Tenant, pages, bots, menus int) {
	t.Helper()
	for operation, want := range map[string]int{listBots: pages, readBot: bots, read: menus} {
		if n := tenant.API.Count(operation); n != want {
			t.Errorf("%s was called %d times, want %d", operation, n, want)
		}
	}
	if n := tenant.Writes(); n != 0 {
		t.Errorf("%d write requests, want none", n)
	}
}

func TestPersistentMenuList(t *testing.T) {
	t.Parallel()
	const (
		helpDesk = "2000001 Persistent menu of Help desk\n"
		night    = "2000003 Persistent menu of Help of night\n"
		small    = "2000005 Persistent menu of help\n"
	)
	for name, tc := range map[string]struct {
		block              acctest.ListBlock
		want               string
		pages, bots, menus int
	}{
		"all":                      {want: helpDesk + night + small, pages: 3, menus: 5},
		"all in full":              {block: acctest.ListBlock{Include: true}, want: helpDesk + night + small, pages: 3, menus: 5},
		"bot":                      {block: acctest.ListBlock{Config: acctest.Values{"bot_id": "2000003"}}, want: night, bots: 1, menus: 1},
		"bot without a menu":       {block: acctest.ListBlock{Config: acctest.Values{"bot_id": "2000002"}}, bots: 1, menus: 1},
		"bot with a rich menu":     {block: acctest.ListBlock{Config: acctest.Values{"bot_id": "2000004"}}, bots: 1, menus: 1},
		"no such bot":              {block: acctest.ListBlock{Config: acctest.Values{"bot_id": "2000009"}}, bots: 1},
		"name of the bot":          {block: acctest.ListBlock{Config: acctest.Values{"bot_name_contains": "Help"}}, want: helpDesk + night, pages: 3, menus: 2},
		"name by language":         {block: acctest.ListBlock{Config: acctest.Values{"bot_name_contains": "受付 4"}}, want: small, pages: 3, menus: 1},
		"bot of another name":      {block: acctest.ListBlock{Config: acctest.Values{"bot_id": "2000003", "bot_name_contains": "desk"}}, bots: 1},
		"limit":                    {block: acctest.ListBlock{Limit: 1}, want: helpDesk, pages: 1, menus: 1},
		"limit counts menus only":  {block: acctest.ListBlock{Limit: 2}, want: helpDesk + night, pages: 2, menus: 3},
		"limit of all":             {block: acctest.ListBlock{Limit: 3}, want: helpDesk + night + small, pages: 3, menus: 5},
		"limit of what has a name": {block: acctest.ListBlock{Limit: 1, Config: acctest.Values{"bot_name_contains": "night"}}, want: night, pages: 2, menus: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			furnished(tenant)
			if got := found(t, tenant, tc.block); got != tc.want {
				t.Errorf("got\n%swant\n%s", got, tc.want)
			}
			requests(t, tenant, tc.pages, tc.bots, tc.menus)
		})
	}
}

// TestPersistentMenuList_asImported checks that a list gives of each menu what
// an import of it reads, whatever form the service gives its responses:
// configuration is generated from the one and compared with the other.
func TestPersistentMenuList_asImported(t *testing.T) {
	t.Parallel()
	variants := acctest.Variants(t, "bot-id-", "unset-", "last-cursor-", "reverse-", "persistent-menu-", "read-deleted-")
	variants["default"] = mockserver.Quirks{}
	for name, quirks := range variants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			furnished(tenant)
			tenant.ListedAsImported(t, menuType, 3)
		})
	}
}

// TestPersistentMenuList_fails checks that a list that breaks off says so, after
// what was found until then.
func TestPersistentMenuList_fails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault mockserver.Fault
		block acctest.ListBlock
		want  string
	}{
		"a menu": {
			fault: mockserver.Fault{Operation: read, Path: "/bots/2000003/persistentmenu", Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "Not for you"},
			want: "2000001 Persistent menu of Help desk\n" +
				"error at nothing: Unable to list persistent menus: The request for the persistent menu of bot \"Help of night\" (2000003) failed.\n\n" +
				"GET /bots/2000003/persistentmenu: 403 ACCESS_DENIED: Not for you",
		},
		"second page of bots": {
			fault: mockserver.Fault{Operation: listBots, Skip: 1, Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "Not for you"},
			want: "2000001 Persistent menu of Help desk\n" +
				"error at nothing: Unable to list persistent menus: The request for the list of bots failed.\n\nGET /bots: 403 ACCESS_DENIED: Not for you",
		},
		"a foreign 404": {
			fault: mockserver.Fault{Operation: read, Status: http.StatusNotFound, Body: "<html></html>"},
			want:  "error at nothing: Unable to list persistent menus: The request for the persistent menu of bot \"Help desk\" (2000001) failed.",
		},
		"settings that are not known": {
			block: acctest.ListBlock{Provider: acctest.Values{"access_token": acctest.Unknown}},
			want:  "error at nothing: Unable to list persistent menus: The request for the list of bots failed.\n\nthe provider cannot sign in yet",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			furnished(tenant)
			if tc.fault.Status != 0 {
				tenant.API.Fail(tc.fault)
			}
			if got := found(t, tenant, tc.block); !strings.HasPrefix(got, tc.want) {
				t.Errorf("got\n%swant\n%s", got, tc.want)
			}
		})
	}
}

// TestPersistentMenuList_deletedMeanwhile has a bot deleted after the list named it.
func TestPersistentMenuList_deletedMeanwhile(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	furnished(tenant)
	tenant.API.Fail(mockserver.Fault{Operation: read, Path: "/bots/2000001/persistentmenu", Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "No such bot"})
	want := "2000003 Persistent menu of Help of night\n2000005 Persistent menu of help\n"
	if got := found(t, tenant, acctest.ListBlock{Include: true}); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestPersistentMenuList_validate(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	for name, tc := range map[string]struct {
		config acctest.Values
		want   string
	}{
		"nothing":           {},
		"ID that is a name": {config: acctest.Values{"bot_id": "Desk"}, want: "error at bot_id: Invalid ID"},
		"empty name":        {config: acctest.Values{"bot_name_contains": ""}},
	} {
		if got := acctest.Messages(tenant.ValidateList(t, menuType, tc.config)); !strings.HasPrefix(got, tc.want) || got != "" && tc.want == "" {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

func TestPersistentMenuList_query(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Query)
	tenant := acctest.New(t)
	furnished(tenant)
	third := map[string]knownvalue.Check{"bot_id": knownvalue.StringExact("2000003")}
	tenant.Test(t, resource.TestStep{
		Query: true,
		Config: `
provider "lineworks" {}

list "lineworks_persistent_menu" "all" {
  provider         = lineworks
  include_resource = true
}

list "lineworks_persistent_menu" "night" {
  provider = lineworks

  config {
    bot_name_contains = "night"
  }
}
`,
		QueryResultChecks: []querycheck.QueryResultCheck{
			querycheck.ExpectLength("lineworks_persistent_menu.all", 3),
			querycheck.ExpectLength("lineworks_persistent_menu.night", 1),
			querycheck.ExpectIdentity("lineworks_persistent_menu.night", third),
			querycheck.ExpectResourceDisplayName("lineworks_persistent_menu.all", queryfilter.ByResourceIdentity(third), knownvalue.StringExact("Persistent menu of Help of night")),
			querycheck.ExpectResourceKnownValues("lineworks_persistent_menu.all", queryfilter.ByResourceIdentity(third), []querycheck.KnownValueCheck{
				{Path: tfjsonpath.New("actions").AtSliceIndex(1).AtMapKey("label"), KnownValue: knownvalue.StringExact("Close")},
			}),
		},
	})
}
