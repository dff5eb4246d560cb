// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func TestBotDomain_identity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tenant := acctest.New(t)
	id := tenant.AddBot()
	in := func(domainID int64) []statecheck.StateCheck {
		return acctest.HasIdentity(domainAddr, map[string]string{"bot_id": text(id), "domain_id": text(domainID)})
	}
	tenant.Test(t, append(
		append([]resource.TestStep{{Config: domain(id, first, "visible = true"), ConfigStateChecks: in(first)}}, acctest.ImportByIdentity(domainAddr)...),
		resource.TestStep{Config: domain(id, first), ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionUpdate), ConfigStateChecks: in(first)},
		resource.TestStep{RefreshState: true},
		resource.TestStep{Config: domain(id, first), ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionNoop), ConfigStateChecks: in(first)},
		// A replacement is another registration, so it has another identity.
		resource.TestStep{Config: domain(id, second), ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionDestroyBeforeCreate), ConfigStateChecks: in(second)},
	)...)
}

func TestMember_identity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tenant := acctest.New(t)
	id := withMembers(tenant)
	is := func(userID string) []statecheck.StateCheck {
		return acctest.HasIdentity(memberAddr, map[string]string{"bot_id": text(id), "domain_id": text(first), "user_id": userID})
	}
	tenant.Test(t, append(
		append([]resource.TestStep{{Config: member(id, "u1"), ConfigStateChecks: is("u1")}}, acctest.ImportByIdentity(memberAddr)...),
		resource.TestStep{RefreshState: true},
		resource.TestStep{Config: member(id, "u1"), ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionNoop), ConfigStateChecks: is("u1")},
		resource.TestStep{Config: member(id, "u2"), ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionDestroyBeforeCreate), ConfigStateChecks: is("u2")},
	)...)
}

// TestImport_byIdentity has the CLI ask for a part of an identity that is missing.
func TestImport_byIdentity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tenant := acctest.New(t)
	id := withMembers(tenant, "u1")
	tenant.Test(t, resource.TestStep{
		Config:      fmt.Sprintf("import {\n  to = %s\n  identity = { bot_id = %d }\n}\n%s", domainAddr, id, domain(id, first)),
		ExpectError: regexp.MustCompile(`(?s)domain_id.*required`),
	})
}

// TestImport_byWrongIdentity imports by identities that cannot be any, or that name
// nothing.
func TestImport_byWrongIdentity(t *testing.T) {
	t.Parallel()
	const invalid, none = "Invalid import identity", "Cannot import non-existent remote object"
	domainIs := func(bot, domain string) map[string]string {
		return map[string]string{"bot_id": bot, "domain_id": domain}
	}
	memberIs := func(bot, domain, user string) map[string]string {
		return map[string]string{"bot_id": bot, "domain_id": domain, "user_id": user}
	}
	tests := map[string]struct {
		address  string
		identity map[string]string
		want     []string
	}{
		"bot that is a name":      {domainAddr, domainIs("Desk", "10000001"), []string{invalid, `"Desk" is not a valid bot_id of lineworks_bot_domain`, "lineworks_bot_domains"}},
		"domain that is a name":   {domainAddr, domainIs("2000001", "Office"), []string{invalid, `"Office" is not a valid domain_id of lineworks_bot_domain`}},
		"not registered":          {domainAddr, domainIs("2000001", "10000009"), []string{none}},
		"no such bot":             {domainAddr, domainIs("2000009", "10000001"), []string{none}},
		"member without a user":   {memberAddr, memberIs("2000001", "10000001", ""), []string{invalid, `"" is not a valid user_id of lineworks_bot_domain_member`, "lineworks_bot_domain_members"}},
		"member by e-mail":        {memberAddr, memberIs("2000001", "10000001", "a@example.com"), []string{"E-mail address instead of a user ID"}},
		"no member":               {memberAddr, memberIs("2000001", "10000001", "u9"), []string{none}},
		"member, not registered":  {memberAddr, memberIs("2000001", "10000009", "u1"), []string{none}},
		"member, for everybody":   {memberAddr, memberIs("2000001", "10000002", "u1"), []string{"All users of the domain may use the bot"}},
		"member, no bot":          {memberAddr, memberIs("2000009", "10000001", "u1"), []string{none}},
		"member of a bot by name": {memberAddr, memberIs("Desk", "10000001", "u1"), []string{`"Desk" is not a valid bot_id`}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			id := withMembers(tenant, "u1")
			tenant.API.SetDomain(id, mockserver.Domain{DomainID: second})
			config := domainConfig(id, first, nil)
			if tc.address == memberAddr {
				config = memberConfig(id)
			}
			tenant.Drive(t, acctest.Step{Config: config, ImportsByIdentity: map[string]map[string]string{tc.address: tc.identity}, Errors: tc.want})
			if n := tenant.Writes(); n != 0 {
				t.Errorf("got %d write requests, want none", n)
			}
		})
	}
}

// TestRead_noIdentityInState refreshes the state of an older CLI, or of an older version of
// the provider: an object that exists gets an identity, and one that is
// gone is planned for creation.
func TestRead_noIdentityInState(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := withMembers(tenant, "u1")
	tenant.API.SetDomain(id, mockserver.Domain{DomainID: second})
	is := func(botID, domainID int64) map[string]string {
		return map[string]string{"bot_id": text(botID), "domain_id": text(domainID)}
	}
	member := func(botID, domainID int64, userID string) map[string]string {
		m := is(botID, domainID)
		m["user_id"] = userID
		return m
	}
	flags := acctest.Values{"visible": false, "allow_to_selected_member": true}

	tenant.Identified(t, domainType, acctest.Prior(is(id, first), flags), is(id, first))
	tenant.Gone(t, domainType, acctest.Prior(is(id, 10000009), flags))
	tenant.Gone(t, domainType, acctest.Prior(is(2000009, first), flags))

	tenant.Identified(t, memberType, acctest.Prior(member(id, first, "u1"), nil), member(id, first, "u1"))
	tenant.Identified(t, memberType, acctest.Prior(member(id, second, "u1"), nil), member(id, second, "u1")) // kept where everybody is allowed
	tenant.Gone(t, memberType, acctest.Prior(member(id, first, "u9"), nil))
	tenant.Gone(t, memberType, acctest.Prior(member(id, 10000009, "u1"), nil))
	tenant.Gone(t, memberType, acctest.Prior(member(2000009, first, "u1"), nil))
}
