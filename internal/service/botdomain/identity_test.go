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
	env := acctest.New(t)
	id := env.AddBot()
	in := func(domainID int64) []statecheck.StateCheck {
		return acctest.HasIdentity(domainAddr, map[string]string{"bot_id": text(id), "domain_id": text(domainID)})
	}
	env.Test(t, append(
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
	env := acctest.New(t)
	id := withMembers(env)
	is := func(userID string) []statecheck.StateCheck {
		return acctest.HasIdentity(memberAddr, map[string]string{"bot_id": text(id), "domain_id": text(first), "user_id": userID})
	}
	env.Test(t, append(
		append([]resource.TestStep{{Config: member(id, "u1"), ConfigStateChecks: is("u1")}}, acctest.ImportByIdentity(memberAddr)...),
		resource.TestStep{RefreshState: true},
		resource.TestStep{Config: member(id, "u1"), ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionNoop), ConfigStateChecks: is("u1")},
		resource.TestStep{Config: member(id, "u2"), ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionDestroyBeforeCreate), ConfigStateChecks: is("u2")},
	)...)
}

// TestImport_byIdentity imports by what is no identity, or that of nothing.
func TestImport_byIdentity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tests := map[string]struct{ typeName, identity, want string }{
		"bot that is a name":      {domainType, `bot_id = "Desk", domain_id = 10000001`, `(?s)Invalid\s+import\s+identity.*"Desk"\s+is\s+not\s+a\s+bot_id\s+of\s+lineworks_bot_domain.*lineworks_bot_domains`},
		"domain that is a name":   {domainType, `bot_id = 2000001, domain_id = "Office"`, `(?s)Invalid\s+import\s+identity.*"Office"\s+is\s+not\s+a\s+domain_id\s+of\s+lineworks_bot_domain`},
		"no domain":               {domainType, `bot_id = 2000001`, `(?s)domain_id.*required`},
		"not registered":          {domainType, `bot_id = 2000001, domain_id = 10000009`, acctest.NotImported},
		"no such bot":             {domainType, `bot_id = 2000009, domain_id = 10000001`, acctest.NotImported},
		"member without a user":   {memberType, `bot_id = 2000001, domain_id = 10000001, user_id = ""`, `(?s)Invalid\s+import\s+identity.*""\s+is\s+not\s+a\s+user_id\s+of\s+lineworks_bot_domain_member.*lineworks_bot_domain_members`},
		"member by e-mail":        {memberType, `bot_id = 2000001, domain_id = 10000001, user_id = "a@example.com"`, `E-mail\s+address\s+instead\s+of\s+a\s+user\s+ID`},
		"no member":               {memberType, `bot_id = 2000001, domain_id = 10000001, user_id = "u9"`, acctest.NotImported},
		"member, not registered":  {memberType, `bot_id = 2000001, domain_id = 10000009, user_id = "u1"`, acctest.NotImported},
		"member, for everybody":   {memberType, `bot_id = 2000001, domain_id = 10000002, user_id = "u1"`, `Everybody\s+in\s+the\s+domain\s+may\s+use\s+the\s+bot`},
		"member, no bot":          {memberType, `bot_id = 2000009, domain_id = 10000001, user_id = "u1"`, acctest.NotImported},
		"member of a bot by name": {memberType, `bot_id = "Desk", domain_id = 10000001, user_id = "u1"`, `"Desk"\s+is\s+not\s+a\s+bot_id`},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			id := withMembers(env, "u1")
			env.API.SetDomain(id, mockserver.Domain{DomainID: second})
			config := domain(id, first)
			if tc.typeName == memberType {
				config = member(id, "u1")
			}
			env.Test(t, resource.TestStep{
				Config:      fmt.Sprintf("import {\n  to = %s.test\n  identity = { %s }\n}\n%s", tc.typeName, tc.identity, config),
				ExpectError: regexp.MustCompile(tc.want),
			})
			if n := env.Writes(); n != 0 {
				t.Errorf("%d write requests", n)
			}
		})
	}
}

// TestRead_noIdentityInState refreshes what an older CLI, or an older version of
// the provider, has stored: an identity is given to what is there, and what is
// gone is planned anew.
func TestRead_noIdentityInState(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := withMembers(env, "u1")
	env.API.SetDomain(id, mockserver.Domain{DomainID: second})
	is := func(botID, domainID int64) map[string]string {
		return map[string]string{"bot_id": text(botID), "domain_id": text(domainID)}
	}
	member := func(botID, domainID int64, userID string) map[string]string {
		m := is(botID, domainID)
		m["user_id"] = userID
		return m
	}
	flags := acctest.Values{"visible": false, "allow_to_selected_member": true}

	env.Identified(t, domainType, acctest.Prior(is(id, first), flags), is(id, first))
	env.Gone(t, domainType, acctest.Prior(is(id, 10000009), flags))
	env.Gone(t, domainType, acctest.Prior(is(2000009, first), flags))

	env.Identified(t, memberType, acctest.Prior(member(id, first, "u1"), nil), member(id, first, "u1"))
	env.Identified(t, memberType, acctest.Prior(member(id, second, "u1"), nil), member(id, second, "u1")) // kept where everybody is allowed
	env.Gone(t, memberType, acctest.Prior(member(id, first, "u9"), nil))
	env.Gone(t, memberType, acctest.Prior(member(id, 10000009, "u1"), nil))
	env.Gone(t, memberType, acctest.Prior(member(2000009, first, "u1"), nil))
}
