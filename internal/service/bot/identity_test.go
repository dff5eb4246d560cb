// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"regexp"
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
	env := acctest.New(t)
	same := []statecheck.StateCheck{statecheck.ExpectIdentityValueMatchesState(addr, tfjsonpath.New("bot_id"))}
	byIdentity := acctest.ImportByIdentity(addr)
	env.Test(t,
		resource.TestStep{Config: full().config(), ConfigStateChecks: same},
		byIdentity[0], byIdentity[1],
		resource.TestStep{
			Config:            full().with(attributes{"bot_name": `"Reception"`}).config(),
			ConfigPlanChecks:  planned(plancheck.ResourceActionUpdate),
			ConfigStateChecks: same,
		},
		resource.TestStep{RefreshState: true},
		resource.TestStep{
			Config:            full().with(attributes{"bot_name": `"Reception"`}).config(),
			ConfigPlanChecks:  planned(plancheck.ResourceActionNoop),
			ConfigStateChecks: same,
		},
	)
}

// TestBot_importIdentity imports by what is no identity of a bot.
func TestBot_importIdentity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	for name, tc := range map[string]struct{ id, want string }{
		"a name":       {"Desk", `(?s)Invalid\s+import\s+identity.*"Desk"\s+is\s+not\s+a\s+bot_id\s+of\s+lineworks_bot.*lineworks_bots`},
		"no such bot":  {"2000009", acctest.NotImported},
		"empty string": {"", `(?s)Invalid\s+import\s+identity.*""\s+is\s+not\s+a\s+bot_id`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			acctest.New(t).Test(t, resource.TestStep{
				Config:      "import {\n  to = lineworks_bot.test\n  identity = { bot_id = \"" + tc.id + "\" }\n}\n" + required().config(),
				ExpectError: regexp.MustCompile(tc.want),
			})
		})
	}
}

func TestBot_noIdentityInState(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	tenant(env)
	env.Identified(t, botType, prior("2000002"), map[string]string{"bot_id": "2000002"})
	env.Gone(t, botType, prior("2000009"))
}
