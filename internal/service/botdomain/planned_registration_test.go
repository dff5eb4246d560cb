// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestMember_plan_registrationChanges says nothing of members that the same plan makes
// count, by turning on allow_to_selected_member.
func TestMember_plan_registrationChanges(t *testing.T) {
	t.Parallel()
	const nothingToDo = "If this plan sets allow_to_selected_member to true for the bot and the domain, there is nothing to do."
	for name, tc := range map[string]struct {
		selected    any  // as configured for the registration; nil for one that is not planned
		want        bool // a warning
		conditional bool
	}{
		"turned on":    {true, false, false},
		"off":          {false, true, false},
		"not known":    {acctest.Unknown, true, true},
		"not in sight": {nil, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			id := withMembers(tenant)
			process := tenant.Process(t)
			member := acctest.Values{"bot_id": text(id), "domain_id": text(first), "user_id": "u1"}
			tenant.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: true, Members: []string{"u1"}})
			made, diags := process.Import(t.Context(), t, "lineworks_bot_domain_member", text(id)+"/"+text(first)+"/u1")
			registration, more := process.Import(t.Context(), t, "lineworks_bot_domain", text(id)+"/"+text(first))
			if text := acctest.Messages(append(diags, more...)); text != "" {
				t.Fatalf("got %s, want no diagnostics", text)
			}
			tenant.API.SetDomain(id, mockserver.Domain{DomainID: first, Members: []string{"u1"}})
			plan := tenant.Process(t)
			if tc.selected != nil {
				plan.Plan(t.Context(), t, "lineworks_bot_domain", registration, acctest.Values{"bot_id": text(id), "domain_id": text(first), "allow_to_selected_member": tc.selected})
			}
			got := acctest.Messages(plan.Plan(t.Context(), t, "lineworks_bot_domain_member", made, member).Diagnostics)
			if warned := strings.HasPrefix(got, "warning at domain_id: All users of the domain may use the bot: "); warned != tc.want || got != "" && !tc.want {
				t.Errorf("got %q, want a warning: %t", got, tc.want)
			}
			if strings.Contains(got, nothingToDo) != tc.conditional {
				t.Errorf("got %q, want a warning on a condition: %t", got, tc.conditional)
			}
		})
	}
}
