// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"fmt"
	"regexp"
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
	env := acctest.New(t)
	id, other := env.AddBot(), env.AddBot()
	same := []statecheck.StateCheck{statecheck.ExpectIdentityValueMatchesState(addr, tfjsonpath.New("bot_id"))}
	byIdentity := acctest.ImportByIdentity(addr)
	env.Test(t,
		resource.TestStep{Config: menu(id, every, site, code), ConfigStateChecks: same},
		byIdentity[0], byIdentity[1],
		resource.TestStep{Config: menu(id, site), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), ConfigStateChecks: same},
		resource.TestStep{RefreshState: true},
		resource.TestStep{Config: menu(id, site), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), ConfigStateChecks: same},
		// A replacement is another menu, so it has another identity.
		resource.TestStep{Config: menu(other, site), ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate), ConfigStateChecks: same},
	)
}

// TestPersistentMenu_importIdentity imports by what is no identity of a menu.
func TestPersistentMenu_importIdentity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	for name, tc := range map[string]struct{ id, want string }{
		"a name":             {"Desk", `(?s)Invalid\s+import\s+identity.*"Desk"\s+is\s+not\s+a\s+bot_id\s+of\s+lineworks_persistent_menu`},
		"no such bot":        {"2000009", acctest.NotImported},
		"bot without a menu": {"2000001", acctest.NotImported},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AddBot() // has the ID 2000001
			env.Test(t, resource.TestStep{
				Config:      fmt.Sprintf("import {\n  to = lineworks_persistent_menu.test\n  identity = { bot_id = %q }\n}\n", tc.id) + menu(2000001, help),
				ExpectError: regexp.MustCompile(tc.want),
			})
		})
	}
}

func TestPersistentMenu_noIdentityInState(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	with, without := env.AddBot(), env.AddBot()
	env.API.SetPersistentMenu(with, []mockserver.Action{{Type: "message", Label: "Help"}})
	prior := func(id int64) acctest.Values {
		return acctest.Values{
			"bot_id":  strconv.FormatInt(id, 10),
			"actions": []any{acctest.Values{"type": "message", "label": "Help"}},
		}
	}
	env.Identified(t, menuType, prior(with), map[string]string{"bot_id": strconv.FormatInt(with, 10)})
	env.Gone(t, menuType, prior(without))
	env.Gone(t, menuType, prior(2000009))
}
