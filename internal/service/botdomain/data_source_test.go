// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	domainsData = "lineworks_bot_domains"
	membersData = "lineworks_bot_domain_members"
)

// readData reads a data source, which must give no diagnostic, and decodes one attribute.
func readData(t *testing.T, tenant *acctest.Tenant, name string, config acctest.Values, attribute string, into any) {
	t.Helper()
	state, diags := tenant.Process(t).Data(t.Context(), t, name, config)
	if text := acctest.Messages(diags); text != "" {
		t.Fatalf("reading %s: got %s, want no diagnostics", name, text)
	}
	decode(t, state, attribute, into)
}

// decode copies an attribute of an object.
func decode(t *testing.T, object tftypes.Value, attribute string, into any) {
	t.Helper()
	var attributes map[string]tftypes.Value
	if err := object.As(&attributes); err != nil {
		t.Fatal(err)
	}
	value := attributes[attribute]
	if err := value.As(into); err != nil {
		t.Fatalf("%s: got %s and error %v, want a %T", attribute, value, err, into)
	}
}

func TestDomainsDataSource(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "reverse-lists", "false-", "last-cursor-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id, empty := tenant.AddBot(), tenant.AddBot()
			for _, d := range []mockserver.Domain{{DomainID: 10000001, Visible: true}, {DomainID: 9}, {DomainID: 800, AllowToSelectedMember: true}} {
				tenant.API.SetDomain(id, d)
			}
			type domain struct {
				ID                string
				Visible, Selected bool
			}
			for bot, want := range map[int64][]domain{
				id:    {{"9", false, false}, {"800", false, true}, {"10000001", true, false}}, // ordered as numbers
				empty: {},
			} {
				var found []tftypes.Value
				readData(t, tenant, domainsData, acctest.Values{"bot_id": text(bot)}, "domains", &found)
				got := make([]domain, len(found))
				for i, d := range found {
					decode(t, d, "domain_id", &got[i].ID)
					decode(t, d, "visible", &got[i].Visible)
					decode(t, d, "allow_to_selected_member", &got[i].Selected)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("domains of bot %d differ (-want +got):\n%s", bot, diff)
				}
			}
		})
	}
}

func TestMembersDataSource(t *testing.T) {
	t.Parallel()
	for name, quirks := range allUsersVariants(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id := withMembers(tenant, "u3", "u1", "u2")
			tenant.API.SetDomain(id, mockserver.Domain{DomainID: second, Members: []string{"u9"}})
			tenant.API.SetDomain(id, mockserver.Domain{DomainID: 3, AllowToSelectedMember: true})
			for _, tc := range []struct {
				domain int64
				all    bool
				users  []string
			}{
				{first, false, []string{"u1", "u2", "u3"}},
				{second, true, nil},
				{3, false, nil},
			} {
				config := acctest.Values{"bot_id": text(id), "domain_id": text(tc.domain)}
				var all bool
				readData(t, tenant, membersData, config, "all_users", &all)
				var found []tftypes.Value
				readData(t, tenant, membersData, config, "user_ids", &found)
				var users []string
				for _, user := range found {
					var id string
					if err := user.As(&id); err != nil {
						t.Fatal(err)
					}
					users = append(users, id)
				}
				slices.Sort(users)
				if all != tc.all || !slices.Equal(users, tc.users) {
					t.Errorf("domain %d: got all_users = %t and user_ids = %q, want %t and %q", tc.domain, all, users, tc.all, tc.users)
				}
			}
		})
	}
}

func TestDataSources_errors(t *testing.T) {
	t.Parallel()
	bot := acctest.Values{"bot_id": "2000001"}
	registration := bot.With(acctest.Values{"domain_id": text(first)})
	tests := map[string]struct {
		name   string
		config acctest.Values
		fault  mockserver.Fault
		want   []string
	}{
		"no such bot":     {name: domainsData, config: acctest.Values{"bot_id": "9"}, want: []string{"Bot not found", "ID 9"}},
		"list refused":    {domainsData, bot, mockserver.Fault{Operation: list, Skip: 1}, []string{"Unable to list registrations of bot", "not yours"}},
		"not registered":  {name: membersData, config: bot.With(acctest.Values{"domain_id": "9"}), want: []string{"Registration not found", "not registered in domain 9"}},
		"members, no bot": {name: membersData, config: acctest.Values{"bot_id": "9", "domain_id": "9"}, want: []string{"Registration not found"}},
		"members refused": {membersData, registration, mockserver.Fault{Operation: members, Skip: 1}, []string{"Unable to list members of bot", "not yours"}},
		"domains refused": {membersData, registration, mockserver.Fault{Operation: list}, []string{"Unable to list members of bot", "not yours"}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			id := withMembers(tenant, "u1", "u2", "u3")
			for _, other := range []int64{1, 2} { // so that the lists have two pages
				tenant.API.SetDomain(id, mockserver.Domain{DomainID: other})
			}
			if tc.fault.Operation != "" {
				tc.fault.Status, tc.fault.Code, tc.fault.Description = http.StatusForbidden, "FORBIDDEN", "not yours"
				tenant.API.Fail(tc.fault)
			}
			_, diags := tenant.Process(t).Data(t.Context(), t, tc.name, tc.config)
			got := acctest.Messages(diags)
			for _, want := range tc.want {
				if !acctest.IsError(diags) || !strings.Contains(got, want) {
					t.Errorf("got %q, want an error with %q", got, want)
				}
			}
		})
	}
}

// TestDataSources_badIDs refuses IDs that cannot be any, with the CLI.
func TestDataSources_badIDs(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	tenant.Test(t,
		resource.TestStep{
			Config:      "data \"lineworks_bot_domains\" \"test\" {\n bot_id = \"Desk\"\n}\n",
			ExpectError: regexp.MustCompile(`(?s)bot_id.*must be the ID\s+of a bot`),
		},
		resource.TestStep{
			Config:      "data \"lineworks_bot_domain_members\" \"test\" {\n bot_id = 1\n domain_id = 0\n}\n",
			ExpectError: regexp.MustCompile(`(?s)domain_id.*must be the ID\s+of a domain`),
		},
	)
}

// TestMembersDataSource_onlyTheListSaysSo has the list of members say that everybody is
// allowed while the registration says otherwise.
func TestMembersDataSource_onlyTheListSaysSo(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := withMembers(tenant, "u1")
	tenant.API.Fail(mockserver.Fault{Operation: members, Status: http.StatusOK, Body: `{"members":"All users"}`, ContentType: "application/json"})
	var all bool
	readData(t, tenant, membersData, acctest.Values{"bot_id": text(id), "domain_id": text(first)}, "all_users", &all)
	if !all {
		t.Errorf("got all_users = %t, want true", all)
	}
}

// TestRegistrationMissing says just once that there is no registration, and shows the
// service's words where there are any.
func TestRegistrationMissing(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	ids := acctest.Values{"bot_id": text(tenant.AddBot()), "domain_id": text(first)}
	for name, tc := range map[string]struct {
		config acctest.Values
		words  string
	}{
		"not registered": {ids, ""},
		"no such bot":    {ids.With(acctest.Values{"bot_id": "9"}), "GET /bots/9/domains: 404 NOT_FOUND: bot not found"},
	} {
		_, listed := tenant.Process(t).Data(t.Context(), t, "lineworks_bot_domain_members", tc.config)
		_, made := tenant.Process(t).Apply(t.Context(), t, memberType, acctest.Instance{}, tc.config.With(acctest.Values{"user_id": "u1"}))
		for summary, said := range map[string]string{"Registration not found": acctest.Messages(listed), "Bot is not registered in the domain": acctest.Messages(made)} {
			if !strings.HasPrefix(said, "error at domain_id: "+summary+": ") || strings.Contains(said, "GET ") != (tc.words != "") || !strings.Contains(said, tc.words) {
				t.Errorf("%s: got %q, want it to start with %q and to quote %q", name, said, summary, tc.words)
			}
		}
	}
}
