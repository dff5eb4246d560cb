// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const membersConfig = required + `
resource "lineworks_bot" "test" {
  bot_name       = "Payroll"
  description    = "Answers questions."
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
}

resource "lineworks_bot_domain" "test" {
  bot_id                   = lineworks_bot.test.bot_id
  domain_id                = "10000001"
  allow_to_selected_member = true
}

resource "lineworks_bot_domain_member" "test" {
  for_each  = toset(["u1", "u2", "u3"])
  bot_id    = lineworks_bot_domain.test.bot_id
  domain_id = lineworks_bot_domain.test.domain_id
  user_id   = each.key
}
`

// TestMembers_noLongerNeeded opens a domain to everybody and takes the members
// away afterwards, or destroys everything: neither may be refused.
func TestMembers_noLongerNeeded(t *testing.T) {
	t.Parallel()
	for name, finish := range map[string]func(w *workspace){
		"members taken away": func(w *workspace) {
			open := strings.Replace(membersConfig, "allow_to_selected_member = true", "allow_to_selected_member = false", 1)
			if err := w.Write("main.tf", strings.Replace(open, `toset(["u1", "u2", "u3"])`, "toset([])", 1)); err != nil {
				w.t.Fatal(err)
			}
			w.apply()
			w.plan(false)
		},
		"all destroyed": func(w *workspace) {
			w.destroy()
			if n := len(w.api.Bots()); n != 0 {
				w.t.Errorf("got %d bots left, want none", n)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkspace(t, map[string]string{"main.tf": membersConfig})
			w.apply()
			open := w.api.Domains(2000001)[0]
			open.AllowToSelectedMember = false
			w.api.SetDomain(2000001, open)
			finish(w)
		})
	}
}

// TestMembers_repair allows everybody in the domain outside of Terraform. The next plan
// repairs it, whether the service has kept the members or not.
func TestMembers_repair(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]bool{"members kept": false, "members lost": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkspace(t, map[string]string{"main.tf": membersConfig})
			w.apply()
			const botID = 2000001
			open := w.api.Domains(botID)[0]
			open.AllowToSelectedMember = false
			if forget {
				open.Members = nil
			}
			w.api.SetDomain(botID, open)

			// The plan sets allow_to_selected_member itself, so that it needs no advice.
			if out := w.plan(true); strings.Contains(strings.Join(strings.Fields(out), " "), "to true in the lineworks_bot_domain") {
				t.Errorf("got\n%s\nwant no advice to set allow_to_selected_member", out)
			}
			w.apply()
			if forget {
				w.apply() // only now can it be seen that the members are gone
			}
			w.plan(false)
			want := []mockserver.Domain{{DomainID: 10000001, AllowToSelectedMember: true, Members: []string{"u1", "u2", "u3"}}}
			got := w.api.Domains(botID)
			for i := range got {
				slices.Sort(got[i].Members)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the service holds another registration (-want +got):\n%s", diff)
			}
			w.destroy()
		})
	}
}
