// SPDX-License-Identifier: MPL-2.0

package directory_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/company"
)

const people = `
variable "owners" {
  type    = set(string)
  default = ["Taro@example.co.jp", "hanako@example.co.jp"]
}

data "lineworks_users" "team" {
  emails = var.owners
}

data "lineworks_org_unit" "sales" {
  org_unit_name  = "Sales"
  include_nested = true
}

resource "lineworks_bot" "desk" {
  bot_name       = "Desk"
  photo_url      = "https://example.com/a.png"
  description    = "Answers."
  administrators = [for e in var.owners : data.lineworks_users.team.user_ids[e]]
}

resource "lineworks_channel" "sales" {
  bot_id  = lineworks_bot.desk.bot_id
  members = data.lineworks_org_unit.sales.user_ids
}
`

// later is a look-up of an address that is not known before apply.
const later = `
resource "terraform_data" "address" {
  input = "yuki@example.co.jp"
}

data "lineworks_user" "later" {
  email = terraform_data.address.output
}

data "lineworks_users" "later" {
  emails = [terraform_data.address.output]
}

data "lineworks_group" "later" {
  group_id       = replace(terraform_data.address.output, "yuki@example.co.jp", "a1b2c3d4-0000-4000-8000-0000000000b2")
  include_nested = true
}

data "lineworks_org_unit" "later" {
  external_key = replace(terraform_data.address.output, "yuki@example.co.jp", "OU-DEV")
}
`

// With the CLI, people by e-mail are administrators, a department is the members of a room, and the plan
// after the apply is empty. A look-up of what is not known at plan waits for the apply.
func TestDirectory_cli(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t, withScopes(leastScopes...))
	if err := tenant.API.Load(strings.NewReader(company.Seed)); err != nil {
		t.Fatal(err)
	}
	text := func(end string) knownvalue.Check { return knownvalue.StringExact(idPrefix + end) }
	tenant.Test(t,
		resource.TestStep{
			Config: people,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("lineworks_bot.desk", tfjsonpath.New("administrators"), knownvalue.SetExact([]knownvalue.Check{text("01"), text("02")})),
				statecheck.ExpectKnownValue("lineworks_channel.sales", tfjsonpath.New("members"), knownvalue.SetExact([]knownvalue.Check{text("01"), text("02"), text("03"), text("05"), text("07")})),
			},
			ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
		},
		resource.TestStep{
			Config: people + later,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction("data.lineworks_user.later", plancheck.ResourceActionRead),
				plancheck.ExpectUnknownValue("data.lineworks_user.later", tfjsonpath.New("user_id")),
				plancheck.ExpectResourceAction("lineworks_bot.desk", plancheck.ResourceActionNoop),
			}},
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("data.lineworks_user.later", tfjsonpath.New("user_id"), text("04")),
				statecheck.ExpectKnownValue("data.lineworks_users.later", tfjsonpath.New("user_ids"), knownvalue.MapExact(map[string]knownvalue.Check{"yuki@example.co.jp": text("04")})),
				statecheck.ExpectKnownValue("data.lineworks_group.later", tfjsonpath.New("group_name"), knownvalue.StringExact("Project One")),
				statecheck.ExpectKnownValue("data.lineworks_org_unit.later", tfjsonpath.New("org_unit_name"), knownvalue.StringExact("Development")),
			},
		},
	)
}
