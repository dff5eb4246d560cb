// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func TestDomainsDataSource(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "reverse-lists", "false-", "last-cursor-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			id, empty := env.AddBot(), env.AddBot()
			for _, d := range []mockserver.Domain{{DomainID: 10000001, Visible: true}, {DomainID: 9}, {DomainID: 800, AllowToSelectedMember: true}} {
				env.API.SetDomain(id, d)
			}
			entry := func(domainID string, visible, selected bool) knownvalue.Check {
				return knownvalue.ObjectExact(map[string]knownvalue.Check{
					"domain_id": knownvalue.StringExact(domainID), "visible": knownvalue.Bool(visible), "allow_to_selected_member": knownvalue.Bool(selected),
				})
			}
			domains := tfjsonpath.New("domains")
			env.Test(t, resource.TestStep{
				Config: fmt.Sprintf("data \"lineworks_bot_domains\" \"test\" {\n bot_id = %d\n}\ndata \"lineworks_bot_domains\" \"none\" {\n bot_id = %d\n}\n", id, empty),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue("data.lineworks_bot_domains.test", domains, knownvalue.ListExact([]knownvalue.Check{
						entry("9", false, false), entry("800", false, true), entry("10000001", true, false), // as numbers
					})),
					statecheck.ExpectKnownValue("data.lineworks_bot_domains.none", domains, knownvalue.ListSizeExact(0)),
				},
			})
		})
	}
}

func TestMembersDataSource(t *testing.T) {
	t.Parallel()
	for name, quirks := range allUsersVariants(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			id := withMembers(env, "u3", "u1", "u2")
			env.API.SetDomain(id, mockserver.Domain{DomainID: second, Members: []string{"u9"}})
			env.API.SetDomain(id, mockserver.Domain{DomainID: 3, AllowToSelectedMember: true})
			config := ""
			for _, domainID := range []int{first, second, 3} {
				config += fmt.Sprintf("data \"lineworks_bot_domain_members\" \"of_%d\" {\n bot_id = %d\n domain_id = %[1]d\n}\n", domainID, id)
			}
			var checks []statecheck.StateCheck
			expect := func(domainID int, all bool, users ...knownvalue.Check) {
				address := fmt.Sprintf("data.lineworks_bot_domain_members.of_%d", domainID)
				checks = append(checks,
					statecheck.ExpectKnownValue(address, tfjsonpath.New("user_ids"), knownvalue.SetExact(users)),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("all_users"), knownvalue.Bool(all)))
			}
			expect(first, false, knownvalue.StringExact("u1"), knownvalue.StringExact("u2"), knownvalue.StringExact("u3"))
			expect(second, true)
			expect(3, false)
			env.Test(t, resource.TestStep{Config: config, ConfigStateChecks: checks})
		})
	}
}

func TestDataSources_errors(t *testing.T) {
	t.Parallel()
	const members2000001 = "data \"lineworks_bot_domain_members\" \"test\" {\n bot_id = 2000001\n domain_id = 10000001\n}\n"
	tests := map[string]struct {
		config string
		fault  mockserver.Fault
		want   string
	}{
		"no such bot":        {config: "data \"lineworks_bot_domains\" \"test\" {\n bot_id = 9\n}\n", want: `(?s)Bot not found.*ID\s+9`},
		"list refused":       {"data \"lineworks_bot_domains\" \"test\" {\n bot_id = 2000001\n}\n", mockserver.Fault{Operation: list, Skip: 1}, `(?s)Unable to list registrations of bot.*not\s+yours`},
		"not registered":     {config: "data \"lineworks_bot_domain_members\" \"test\" {\n bot_id = 2000001\n domain_id = 9\n}\n", want: `(?s)Registration not found.*not\s+registered\s+in\s+domain\s+9`},
		"members, no bot":    {config: "data \"lineworks_bot_domain_members\" \"test\" {\n bot_id = 9\n domain_id = 9\n}\n", want: `Registration not found`},
		"members refused":    {members2000001, mockserver.Fault{Operation: members, Skip: 1}, `(?s)Unable to list members of bot.*not\s+yours`},
		"domains refused":    {members2000001, mockserver.Fault{Operation: list}, `(?s)Unable to list members of bot.*not\s+yours`},
		"no ID of a bot":     {config: "data \"lineworks_bot_domains\" \"test\" {\n bot_id = \"Desk\"\n}\n", want: `(?s)bot_id.*must be the ID\s+of a bot`},
		"no ID of a domain":  {config: "data \"lineworks_bot_domain_members\" \"test\" {\n bot_id = 1\n domain_id = 0\n}\n", want: `(?s)domain_id.*must be the ID\s+of a domain`},
		"everybody, by list": {members2000001, mockserver.Fault{Operation: members, Status: 200, Body: `{"members":"All users"}`, ContentType: "application/json"}, ``},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			id := withMembers(env, "u1", "u2", "u3")
			for _, other := range []int64{1, 2} { // so that the lists have two pages
				env.API.SetDomain(id, mockserver.Domain{DomainID: other})
			}
			if tc.fault.Operation != "" && tc.fault.Status == 0 {
				tc.fault.Status, tc.fault.Code, tc.fault.Description = http.StatusForbidden, "FORBIDDEN", "not yours"
			}
			step := resource.TestStep{Config: tc.config}
			if tc.want != "" {
				step.ExpectError = regexp.MustCompile(tc.want)
			} else {
				tc.fault.Times = 99
				step.ConfigStateChecks = []statecheck.StateCheck{
					statecheck.ExpectKnownValue("data.lineworks_bot_domain_members.test", tfjsonpath.New("all_users"), knownvalue.Bool(true)),
				}
			}
			if tc.fault.Operation != "" {
				env.API.Fail(tc.fault)
			}
			env.Test(t, step)
		})
	}
}

// TestRegistrationMissing says just once that there is no registration, and shows the
// service's words where there are any.
func TestRegistrationMissing(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	ids := acctest.Values{"bot_id": text(env.AddBot()), "domain_id": text(first)}
	for name, tc := range map[string]struct {
		config acctest.Values
		words  string
	}{
		"not registered": {ids, ""},
		"no such bot":    {ids.With(acctest.Values{"bot_id": "9"}), "GET /bots/9/domains: 404 NOT_FOUND: Bot not found."},
	} {
		_, listed := env.Process(t).Data(t.Context(), t, "lineworks_bot_domain_members", tc.config)
		_, made := env.Process(t).Apply(t.Context(), t, memberType, acctest.Instance{}, tc.config.With(acctest.Values{"user_id": "u1"}))
		for summary, said := range map[string]string{"Registration not found": acctest.Messages(listed), "Bot is not registered in the domain": acctest.Messages(made)} {
			if !strings.HasPrefix(said, "error at domain_id: "+summary+": ") || strings.Contains(said, "GET ") != (tc.words != "") || !strings.Contains(said, tc.words) {
				t.Errorf("%s: %s", name, said)
			}
		}
	}
}
