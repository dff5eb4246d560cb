// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestDomain_opened warns of a bot that was for selected members, in that plan only.
func TestDomain_opened(t *testing.T) {
	t.Parallel()
	const warning = "will be open to all users of domain 10000001"
	tenant := acctest.NewInMemory(t)
	id, other := strconv.FormatInt(tenant.AddBot(), 10), strconv.FormatInt(tenant.AddBot(), 10)
	config := func(bot string, selected bool) acctest.Values {
		return acctest.Values{"bot_id": bot, "domain_id": strconv.Itoa(first), "allow_to_selected_member": selected}
	}
	made, diags := tenant.Process(t).Apply(t.Context(), t, domainType, acctest.Instance{}, config(id, true))
	acctest.Succeeds(t, diags)
	for _, tc := range []struct {
		name  string
		bot   string
		prior acctest.Instance
		after bool
		want  int
	}{
		{"a new one", other, acctest.Instance{}, false, 0},
		{"no change", id, made, true, 0},
		{"opened", id, made, false, 1},
		{"taken over", id, acctest.Instance{}, false, 1},
		{"taken over as it is", id, acctest.Instance{}, true, 0},
	} {
		got := acctest.Messages(tenant.Process(t).Plan(t.Context(), t, domainType, tc.prior, config(tc.bot, tc.after)).Diagnostics)
		if n := strings.Count(got, "warning at allow_to_selected_member: Bot "+id+" "+warning); n != tc.want {
			t.Errorf("%s: got the warning %d times in %s, want %d", tc.name, n, got, tc.want)
		}
	}
}

// TestDomain_openBesideMembers plans a new registration for all users beside members, in either
// order: the one that is planned second warns.
func TestDomain_openBesideMembers(t *testing.T) {
	t.Parallel()
	const ofRegistration, ofMember = "will be open to all users of domain 10000001, not only to its members", "All users of the domain may use the bot"
	for name, tc := range map[string]struct {
		selected            any
		members             []string // planned before the registration
		after               []string // planned after it
		elsewhere           bool     // the members are of another domain
		want, wantOfMembers int
	}{
		"open":                     {selected: false, members: []string{"u1", "u2"}, want: 1},
		"left out":                 {members: []string{"u1"}, want: 1},
		"selected":                 {selected: true, members: []string{"u1"}, after: []string{"u2"}},
		"not known":                {selected: acctest.Unknown, members: []string{"u1"}, after: []string{"u2"}},
		"no members":               {selected: false},
		"members of another":       {selected: false, members: []string{"u1"}, elsewhere: true},
		"members planned after":    {selected: false, after: []string{"u1", "u2"}, wantOfMembers: 2},
		"members before and after": {selected: false, members: []string{"u1"}, after: []string{"u2"}, want: 1, wantOfMembers: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			bot := strconv.FormatInt(tenant.AddBot(), 10)
			process := tenant.Process(t)
			said := ""
			plan := func(resource string, config acctest.Values) {
				diags := process.Plan(t.Context(), t, resource, acctest.Instance{}, config).Diagnostics
				acctest.Succeeds(t, diags)
				said += acctest.Messages(diags)
			}
			members := func(users []string) {
				domain := first
				if tc.elsewhere {
					domain++
				}
				for _, user := range users {
					plan("lineworks_bot_domain_member", acctest.Values{"bot_id": bot, "domain_id": strconv.Itoa(domain), "user_id": user})
				}
			}
			members(tc.members)
			config := acctest.Values{"bot_id": bot, "domain_id": strconv.Itoa(first)}
			if tc.selected != nil {
				config["allow_to_selected_member"] = tc.selected
			}
			plan(domainType, config)
			members(tc.after)
			if got := strings.Count(said, "warning at allow_to_selected_member: Bot "+bot+" "+ofRegistration); got != tc.want {
				t.Errorf("got the warning of the registration %d times in %s, want %d", got, said, tc.want)
			}
			if got := strings.Count(said, "warning at domain_id: "+ofMember); got != tc.wantOfMembers {
				t.Errorf("got the warning of a member %d times in %s, want %d", got, said, tc.wantOfMembers)
			}
		})
	}
}
