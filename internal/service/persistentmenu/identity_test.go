// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func TestPersistentMenu_identity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tenant := acctest.New(t)
	id, other := tenant.AddBot(), tenant.AddBot()
	same := []statecheck.StateCheck{statecheck.ExpectIdentityValueMatchesState(addr, tfjsonpath.New("bot_id"))}
	byIdentity := acctest.ImportByIdentity(addr)
	tenant.Test(t,
		resource.TestStep{Config: menu(id, every, site, code).HCL(), ConfigStateChecks: same},
		byIdentity[0], byIdentity[1],
		resource.TestStep{Config: menu(id, site).HCL(), ConfigPlanChecks: cliPlans(plancheck.ResourceActionUpdate), ConfigStateChecks: same},
		resource.TestStep{RefreshState: true},
		resource.TestStep{Config: menu(id, site).HCL(), ConfigPlanChecks: cliPlans(plancheck.ResourceActionNoop), ConfigStateChecks: same},
		// A replacement is another menu, so it has another identity.
		resource.TestStep{Config: menu(other, site).HCL(), ConfigPlanChecks: cliPlans(plancheck.ResourceActionDestroyBeforeCreate), ConfigStateChecks: same},
	)
}

func TestPersistentMenu_noIdentityInState(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	with, without := tenant.AddBot(), tenant.AddBot()
	tenant.API.SetPersistentMenu(with, []mockserver.Action{{Type: "message", Label: "Help"}})
	prior := func(id int64) acctest.Values {
		return acctest.Values{
			"bot_id":  strconv.FormatInt(id, 10),
			"actions": []any{acctest.Values{"type": "message", "label": "Help"}},
		}
	}
	tenant.Identified(t, menuType, prior(with), map[string]string{"bot_id": strconv.FormatInt(with, 10)})
	tenant.Gone(t, menuType, prior(without))
	tenant.Gone(t, menuType, prior(2000009))
}
