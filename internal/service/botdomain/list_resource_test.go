// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"fmt"
	"maps"
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

const listBots = "GET /bots"

// fill creates four bots: one with several domains, one without, one that is for
// selected members in two domains, and one whose members are left from the time
// before it was for everybody.
func fill(tenant *acctest.Tenant) {
	for _, name := range []string{"Desk", "Night desk", "Payroll", "Sales"} {
		tenant.API.AddBot(mockserver.Bot{
			BotName: name, PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"},
			I18nBotNames: map[string]string{"ja_JP": name + "ボット"},
		})
	}
	tenant.API.SetDomain(2000001, mockserver.Domain{DomainID: first, Visible: true})
	tenant.API.SetDomain(2000001, mockserver.Domain{DomainID: second})
	tenant.API.SetDomain(2000001, mockserver.Domain{DomainID: 10000003})
	tenant.API.SetDomain(2000003, mockserver.Domain{DomainID: first, AllowToSelectedMember: true, Members: []string{"u1", "u2", "u3"}})
	tenant.API.SetDomain(2000003, mockserver.Domain{DomainID: second, AllowToSelectedMember: true, Visible: true, Members: []string{"u1"}})
	tenant.API.SetDomain(2000003, mockserver.Domain{DomainID: 10000003, AllowToSelectedMember: true})
	tenant.API.SetDomain(2000004, mockserver.Domain{DomainID: first, Members: []string{"u9"}})
}

// found lists the results of a query in a fixed order, import ID and display name; a
// diagnostic fails the test.
func found(t *testing.T, tenant *acctest.Tenant, typeName string, block acctest.ListBlock) []string {
	t.Helper()
	results, diags := tenant.List(t, typeName, block)
	if text := acctest.Messages(diags); text != "" {
		t.Errorf("listing %s: got %s, want no diagnostics", typeName, text)
	}
	lines := []string{}
	for _, r := range results {
		lines = append(lines, acctest.ImportIDOf(r.Identity)+": "+r.DisplayName)
	}
	slices.Sort(lines)
	return lines
}

// Results of listing the tenant.
const (
	desk1    = "2000001/10000001: Registration of Desk in domain 10000001"
	desk2    = "2000001/10000002: Registration of Desk in domain 10000002"
	desk3    = "2000001/10000003: Registration of Desk in domain 10000003"
	payroll1 = "2000003/10000001: Registration of Payroll in domain 10000001"
	payroll2 = "2000003/10000002: Registration of Payroll in domain 10000002"
	payroll3 = "2000003/10000003: Registration of Payroll in domain 10000003"
	sales1   = "2000004/10000001: Registration of Sales in domain 10000001"

	payroll1u1 = "2000003/10000001/u1: Member u1 of Payroll in domain 10000001"
	payroll1u2 = "2000003/10000001/u2: Member u2 of Payroll in domain 10000001"
	payroll1u3 = "2000003/10000001/u3: Member u3 of Payroll in domain 10000001"
	payroll2u1 = "2000003/10000002/u1: Member u1 of Payroll in domain 10000002"
)

func TestLists_filters(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	fill(tenant)
	tests := map[string]struct {
		config               acctest.Values
		domains, users       []string
		bots, lists, members int // requests of the two queries together
	}{
		"nothing asked for": {
			domains: []string{desk1, desk2, desk3, payroll1, payroll2, payroll3, sales1},
			users:   []string{payroll1u1, payroll1u2, payroll1u3, payroll2u1},
			lists:   2 * (2 + 1 + 2 + 1), members: 2 + 1 + 1,
		},
		"a bot": {
			config:  acctest.Values{"bot_id": "2000003"},
			domains: []string{payroll1, payroll2, payroll3}, users: []string{payroll1u1, payroll1u2, payroll1u3, payroll2u1},
			bots: 2, lists: 2 * 2, members: 2 + 1 + 1,
		},
		"a domain": {
			config:  acctest.Values{"domain_id": "10000002"},
			domains: []string{desk2, payroll2}, users: []string{payroll2u1}, lists: 2 * (2 + 1 + 2 + 1), members: 1,
		},
		"a name": {
			config:  acctest.Values{"bot_name_contains": "esk"},
			domains: []string{desk1, desk2, desk3}, lists: 2 * (2 + 1),
		},
		"a name by language": {
			config:  acctest.Values{"bot_name_contains": "Salesボ"},
			domains: []string{sales1}, lists: 2,
		},
		"a bot and a domain": {
			config:  acctest.Values{"bot_id": "2000001", "domain_id": "10000001"},
			domains: []string{desk1}, bots: 2, lists: 2 * 2,
		},
		"a bot with another name": {config: acctest.Values{"bot_id": "2000001", "bot_name_contains": "Sales"}, bots: 2},
		"a bot without domains":   {config: acctest.Values{"bot_id": "2000002"}, bots: 2, lists: 2},
		"no such bot":             {config: acctest.Values{"bot_id": "9"}, bots: 2},
		"no such domain":          {config: acctest.Values{"domain_id": "9"}, lists: 2 * (2 + 1 + 2 + 1)},
	}
	for name, tc := range tests {
		tenant.API.ResetRequests() // the cases run one after another
		if diff := cmp.Diff(tc.domains, found(t, tenant, domainType, acctest.ListBlock{Config: tc.config}), none); diff != "" {
			t.Errorf("%s: other registrations are found (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(tc.users, found(t, tenant, memberType, acctest.ListBlock{Config: tc.config}), none); diff != "" {
			t.Errorf("%s: other members are found (-want +got):\n%s", name, diff)
		}
		got := [3]int{tenant.API.Count(readBot), tenant.API.Count(list), tenant.API.Count(members)}
		if want := [3]int{tc.bots, tc.lists, tc.members}; got != want {
			t.Errorf("%s: got %d requests for a bot, for its domains, and for members, want %d", name, got, want)
		}
		if n := tenant.API.Count(listBots); tc.bots > 0 && n != 0 {
			t.Errorf("%s: got %d lists of all bots, want none", name, n)
		}
	}
}

// none takes no list for an empty one.
var none = cmp.FilterValues(func(a, b []string) bool { return len(a) == 0 && len(b) == 0 }, cmp.Ignore())

// TestLists_asImported compares the listed objects with those that an import reads.
func TestLists_asImported(t *testing.T) {
	t.Parallel()
	variants := acctest.Variants(t, "reverse-lists", "false-", "last-cursor-", "bot-id-string", "all-users-")
	variants["default"] = mockserver.Quirks{}
	for name, quirks := range variants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t, acctest.Quirks(quirks))
			fill(tenant)
			tenant.ListedAsImported(t, domainType, 7)
			tenant.ListedAsImported(t, memberType, 4)
		})
	}
}

// TestLists_limit counts the requests: there is none for an unwanted result.
func TestLists_limit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		typeName                          string
		limit, bots, lists, members, want int
	}{
		{domainType, 1, 1, 1, 0, 1},
		{domainType, 2, 1, 1, 0, 2}, // the whole first page of the first bot
		{domainType, 3, 1, 2, 0, 3}, // all of the first bot
		{domainType, 4, 2, 4, 0, 4}, // the second has none, the third is on the next page
		{domainType, 7, 2, 6, 0, 7},
		{domainType, 8, 2, 6, 0, 7},
		{memberType, 2, 2, 4, 1, 2}, // the whole first page of the first registration with members
		{memberType, 3, 2, 4, 2, 3},
		{memberType, 4, 2, 4, 3, 4},
		{memberType, 5, 2, 6, 4, 4},
	}
	for _, tc := range tests {
		t.Run(fmt.Sprintf("%s %d", tc.typeName, tc.limit), func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			fill(tenant)
			if n := len(found(t, tenant, tc.typeName, acctest.ListBlock{Limit: tc.limit, Include: true})); n != tc.want {
				t.Errorf("%d results, want %d", n, tc.want)
			}
			got := [3]int{tenant.API.Count(listBots), tenant.API.Count(list), tenant.API.Count(members)}
			if want := [3]int{tc.bots, tc.lists, tc.members}; got != want {
				t.Errorf("%d requests for bots, domains and members; want %d", got, want)
			}
		})
	}
}

// TestLists_meanwhile has things change while they are listed: what is gone, or
// is for everybody, is passed over, and the rest is found.
func TestLists_meanwhile(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		after    string // the request after which the change comes
		nth      int
		change   func(*mockserver.Server)
		typeName string
		want     []string
	}{
		"bot deleted": {
			listBots, 2, func(s *mockserver.Server) { s.RemoveBot(2000003) }, domainType,
			[]string{desk1, desk2, desk3, sales1},
		},
		"bot deleted between two pages": {
			list, 4, func(s *mockserver.Server) { s.RemoveBot(2000003) }, domainType,
			[]string{desk1, desk2, desk3, payroll1, payroll2, sales1},
		},
		"registration deleted": {
			list, 4, func(s *mockserver.Server) { s.RemoveDomain(2000003, first) }, memberType,
			[]string{payroll2u1},
		},
		"registration for everybody": {
			list, 4, func(s *mockserver.Server) { s.SetDomain(2000003, mockserver.Domain{DomainID: first}) }, memberType,
			[]string{payroll2u1},
		},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var tenant *acctest.Tenant
			tenant = acctest.New(t, func(o *mockserver.Options) {
				o.OnRequest = func(r mockserver.Request) {
					if r.Operation == tc.after && tenant.API.Count(tc.after) == tc.nth {
						tc.change(tenant.API)
					}
				}
			})
			fill(tenant)
			if diff := cmp.Diff(tc.want, found(t, tenant, tc.typeName, acctest.ListBlock{})); diff != "" {
				t.Errorf("other results (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLists_errors fails a request in the middle: what was found by then is told,
// then the error, and no more is asked for.
func TestLists_errors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		typeName, operation string
		skip, results       int
		subject             string
	}{
		"bots":                {domainType, listBots, 0, 0, "the list of bots"},
		"second page of bots": {domainType, listBots, 1, 3, "the list of bots"},
		"domains":             {domainType, list, 3, 3, `the registrations of bot "Payroll" (2000003)`},
		"domains of members":  {memberType, list, 3, 0, `the registrations of bot "Payroll" (2000003)`},
		"members":             {memberType, members, 1, 2, `the members of bot "Payroll" (2000003) in domain 10000001`},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			fill(tenant)
			tenant.API.Fail(mockserver.Fault{Operation: tc.operation, Skip: tc.skip, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
			results, diags := tenant.List(t, tc.typeName, acctest.ListBlock{})
			if len(results) != tc.results || len(diags) != 1 {
				t.Errorf("got %d results and %d diagnostics, want %d and 1", len(results), len(diags), tc.results)
			}
			summary := map[string]string{domainType: "Unable to list registrations of bots", memberType: "Unable to list members of bots"}[tc.typeName]
			want := fmt.Sprintf("error at nothing: %s: The request for %s failed.", summary, tc.subject)
			if got := acctest.Messages(diags); !strings.HasPrefix(got, want) || !strings.Contains(got, "403 FORBIDDEN: not yours") {
				t.Errorf("got %s, want it to start with %q", got, want)
			}
			if last := tenant.API.Requests(); last[len(last)-1].Status != http.StatusForbidden {
				t.Errorf("got a request for %s after the error, want none", last[len(last)-1].Path)
			}
		})
	}
}

func TestLists_validate(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	for _, typeName := range []string{domainType, memberType} {
		for name, tc := range map[string]struct {
			config acctest.Values
			want   string
		}{
			"bot":      {acctest.Values{"bot_id": "Desk"}, "error at bot_id: Invalid ID"},
			"domain":   {acctest.Values{"domain_id": "0"}, "error at domain_id: Invalid ID"},
			"empty":    {acctest.Values{"bot_id": "", "bot_name_contains": "", "domain_id": ""}, ""},
			"all":      {acctest.Values{"bot_id": "2000001", "bot_name_contains": "D", "domain_id": "10000001"}, ""},
			"nothing":  {acctest.Values{}, ""},
			"unknowns": {acctest.Values{"bot_id": acctest.Unknown, "bot_name_contains": acctest.Unknown, "domain_id": acctest.Unknown}, ""},
		} {
			got := acctest.Messages(tenant.ValidateList(t, typeName, tc.config))
			if tc.want == "" && got != "" || !strings.HasPrefix(got, tc.want) {
				t.Errorf("%s, %s: want %q, got %q", typeName, name, tc.want, got)
			}
		}
	}
}

// TestLists_query has the CLI run the queries.
func TestLists_query(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Query)
	tenant := acctest.New(t)
	fill(tenant)
	identity := map[string]knownvalue.Check{"bot_id": knownvalue.StringExact("2000003"), "domain_id": knownvalue.StringExact("10000002")}
	one := queryfilter.ByResourceIdentity(identity)
	user := maps.Clone(identity)
	user["user_id"] = knownvalue.StringExact("u1")
	tenant.Test(t, resource.TestStep{
		Query: true,
		Config: `
provider "lineworks" {}

list "lineworks_bot_domain" "all" {
  provider         = lineworks
  include_resource = true
}

list "lineworks_bot_domain" "some" {
  provider = lineworks
  limit    = 2
  config {
    domain_id = 10000001
  }
}

list "lineworks_bot_domain_member" "all" {
  provider = lineworks
}
`,
		QueryResultChecks: []querycheck.QueryResultCheck{
			querycheck.ExpectLength("lineworks_bot_domain.all", 7),
			querycheck.ExpectLength("lineworks_bot_domain.some", 2),
			querycheck.ExpectLength("lineworks_bot_domain_member.all", 4),
			querycheck.ExpectIdentity("lineworks_bot_domain.all", identity),
			querycheck.ExpectIdentity("lineworks_bot_domain_member.all", user),
			querycheck.ExpectResourceDisplayName("lineworks_bot_domain.all", one, knownvalue.StringExact("Registration of Payroll in domain 10000002")),
			querycheck.ExpectResourceKnownValues("lineworks_bot_domain.all", one, []querycheck.KnownValueCheck{
				{Path: tfjsonpath.New("visible"), KnownValue: knownvalue.Bool(true)},
				{Path: tfjsonpath.New("allow_to_selected_member"), KnownValue: knownvalue.Bool(true)},
			}),
		},
	})
	if n := tenant.Writes(); n != 0 {
		t.Errorf("got %d write requests, want none", n)
	}
}
