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

// TestMembers_repair has somebody allow everybody in the domain behind
// Terraform's back. Plans fail then, with the command that puts it right, and
// that command works, whether the service has kept the members or not.
func TestMembers_repair(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]bool{"members kept": false, "members lost": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, map[string]string{"main.tf": membersConfig})
			w.apply()
			const botID = 2000001
			open := w.api.Domains(botID)[0]
			open.AllowToSelectedMember = false
			if forget {
				open.Members = nil
			}
			w.api.SetDomain(botID, open)

			code, out := w.run("plan", "-input=false", "-no-color")
			if code != 1 || !strings.Contains(strings.Join(strings.Fields(out), " "), "terraform apply -target=lineworks_bot_domain.NAME") {
				t.Errorf("exit code %d, and no word of how to repair it:\n%s", code, out)
			}
			w.apply("-target=lineworks_bot_domain.test")
			if forget {
				w.apply()
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
