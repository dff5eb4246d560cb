// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// prior is the state of a bot of the tenant, as far as a read needs it.
func prior(id string) acctest.Values {
	return acctest.Values{"bot_id": id, "bot_name": "Desk"}
}

func TestBot_identity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tenant := acctest.New(t)
	same := []statecheck.StateCheck{statecheck.ExpectIdentityValueMatchesState(addr, tfjsonpath.New("bot_id"))}
	renamed := config(full().With(acctest.Values{"bot_name": "Reception"})).HCL()
	byIdentity := acctest.ImportByIdentity(addr)
	tenant.Test(t,
		resource.TestStep{Config: config(full()).HCL(), ConfigStateChecks: same},
		byIdentity[0], byIdentity[1],
		resource.TestStep{
			Config:            renamed,
			ConfigPlanChecks:  cliPlans(plancheck.ResourceActionUpdate),
			ConfigStateChecks: same,
		},
		resource.TestStep{RefreshState: true},
		resource.TestStep{
			Config:            renamed,
			ConfigPlanChecks:  cliPlans(plancheck.ResourceActionNoop),
			ConfigStateChecks: same,
		},
	)
}

func TestBot_noIdentityInState(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	fiveBots(tenant)
	tenant.Identified(t, botType, prior("2000002"), map[string]string{"bot_id": "2000002"})
	tenant.Gone(t, botType, prior("2000009"))
}
