// SPDX-License-Identifier: MPL-2.0

package botsecret_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	addr = "lineworks_bot_secret.test"

	issue   = "POST /bots/{botId}/secret"
	readBot = "GET /bots/{botId}"
)

// secret is the resource as configuration; keepers of "" are left out.
func secret(botID int64, keepers string) string {
	if keepers != "" {
		keepers = "keepers = " + keepers
	}
	return fmt.Sprintf("resource \"lineworks_bot_secret\" \"test\" {\n  bot_id = \"%d\"\n  %s\n}\n", botID, keepers)
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(addr, action)}}
}

// holds expects the state to hold the secret of a bot as it is by then.
func holds(tenant *acctest.Tenant, botID int64) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(addr, tfjsonpath.New("secret"), knownvalue.StringFunc(func(got string) error {
		if want, _ := tenant.API.BotSecret(botID); got != want || want == "" {
			return fmt.Errorf("%d characters that are not the secret of bot %d", len(got), botID)
		}
		return nil
	}))
}

func TestBotSecret(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	a, b := tenant.AddBot(), tenant.AddBot()
	issued := 0
	step := func(botID int64, keepers string, action plancheck.ResourceActionType, issues int) resource.TestStep {
		issued += issues
		want := issued
		return resource.TestStep{
			Config: secret(botID, keepers), ConfigPlanChecks: planned(action), ConfigStateChecks: []statecheck.StateCheck{holds(tenant, botID)},
			PostApplyFunc: func() {
				if n := tenant.Writes(); n != want {
					t.Errorf("%s with keepers %q: %d write requests so far, want %d", action, keepers, n, want)
				}
			},
		}
	}
	tenant.Test(t,
		step(a, "", plancheck.ResourceActionCreate, 1),
		step(a, "{}", plancheck.ResourceActionUpdate, 0), // no keepers either, so nothing is issued
		step(a, "", plancheck.ResourceActionUpdate, 0),
		step(a, `{ rotated = "1" }`, plancheck.ResourceActionUpdate, 1),
		step(a, `{ rotated = "1" }`, plancheck.ResourceActionNoop, 0),
		step(a, `{ rotated = "2" }`, plancheck.ResourceActionUpdate, 1),
		step(a, `{ rotated = "2", by = "me" }`, plancheck.ResourceActionUpdate, 1),
		step(a, "", plancheck.ResourceActionUpdate, 1),
		step(b, "", plancheck.ResourceActionDestroyBeforeCreate, 1),
	)
	if n := tenant.Writes(); n != issued {
		t.Errorf("%d write requests after destroy, want %d: destroying sends none", n, issued)
	}
}

// TestBotSecret_rotationFails keeps the secret that is still valid in the
// state: nobody could read it again.
func TestBotSecret_rotationFails(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	tenant.Test(t,
		resource.TestStep{Config: secret(id, `{ rotated = "1" }`)},
		resource.TestStep{
			PreConfig: func() {
				tenant.API.Fail(mockserver.Fault{Operation: issue, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
			},
			Config: secret(id, `{ rotated = "2" }`), ExpectError: regexp.MustCompile(`(?s)Unable to issue bot secret.*not\s+yours`),
		},
		resource.TestStep{
			Config: secret(id, `{ rotated = "1" }`), ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			ConfigStateChecks: []statecheck.StateCheck{holds(tenant, id)},
		},
	)
}

// TestBotSecret_botDisappears deletes the bot elsewhere, in each form in which
// the service might say so.
func TestBotSecret_botDisappears(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]mockserver.Quirks{"404": {}, "410": {ReadDeleted: mockserver.Gone410}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t, acctest.Quirks(quirks))
			id := tenant.AddBot()
			tenant.Test(t,
				resource.TestStep{Config: secret(id, "")},
				resource.TestStep{
					PreConfig: func() { tenant.API.RemoveBot(id) }, RefreshState: true, ExpectNonEmptyPlan: true,
					RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
						plancheck.ExpectResourceAction(addr, plancheck.ResourceActionCreate),
					}},
				},
			)
		})
	}
}

// TestBotSecret_failures has calls fail, which must neither issue a second
// secret nor put anything else than a secret into the state.
func TestBotSecret_failures(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	page := "<!DOCTYPE html><html><head><title>Access blocked</title></head></html>"
	failing := func(fault mockserver.Fault, want string) resource.TestStep {
		return resource.TestStep{
			PreConfig: func() { tenant.API.Fail(fault) }, Config: secret(id, ""), ExpectError: regexp.MustCompile(`(?s)` + want),
		}
	}
	tenant.Test(t,
		failing(mockserver.Fault{Operation: issue, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"},
			`Unable to issue bot secret.*the\s+secret\s+of\s+bot\s+2000001.*not\s+yours`),
		failing(mockserver.Fault{Operation: issue, Status: http.StatusOK, Body: `{"botSecret":"x"}`, ContentType: "application/json"},
			`Unable to issue bot secret.*the\s+answer\s+has\s+no\s+secret`),
		resource.TestStep{Config: secret(id, ""), ConfigStateChecks: []statecheck.StateCheck{holds(tenant, id)}},
		failing(mockserver.Fault{Operation: readBot, Status: http.StatusNotFound, Body: page}, `Unable to read bot of secret.*api_url`),
		failing(mockserver.Fault{Operation: readBot, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"}, `Unable to read bot of secret.*not\s+yours`),
		resource.TestStep{Config: secret(id, ""), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), ConfigStateChecks: []statecheck.StateCheck{holds(tenant, id)}},
	)
	if n := tenant.API.Count(issue); n != 3 {
		t.Errorf("%d secrets were asked for, want 3", n)
	}
}

// TestBotSecret_lostAnswer has the answer get lost. It is the secret that was
// issued last that counts, so that one has to be in the state.
func TestBotSecret_lostAnswer(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	tenant.API.Fail(mockserver.Fault{Operation: issue, Status: http.StatusBadGateway, Act: true, Header: http.Header{"Retry-After": {"0"}}})
	tenant.Test(t, resource.TestStep{Config: secret(id, ""), ConfigStateChecks: []statecheck.StateCheck{holds(tenant, id)}})
	if n := tenant.API.Count(issue); n != 2 {
		t.Errorf("%d secrets were issued, want 2", n)
	}
}

func TestBotSecret_unknownValues(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	config := func(salt string) string {
		return fmt.Sprintf(`
resource "terraform_data" "all" {
  input            = "%d"
  triggers_replace = %q
}

resource "lineworks_bot_secret" "test" {
  bot_id  = terraform_data.all.output
  keepers = { run = terraform_data.all.id }
}
`, id, salt)
	}
	tenant.Test(t,
		resource.TestStep{Config: config("a"), ConfigPlanChecks: planned(plancheck.ResourceActionCreate)},
		resource.TestStep{
			Config: config("b"), ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			ConfigStateChecks: []statecheck.StateCheck{holds(tenant, id)},
		},
	)
}

func TestBotSecret_cannotBeImported(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	tenant.Test(t, resource.TestStep{
		Config: secret(id, ""), ResourceName: addr, ImportState: true, ImportStateId: strconv.FormatInt(id, 10),
		ExpectError: regexp.MustCompile(`(?s)Bot secret cannot be imported.*no\s+way\s+to\s+read\s+the\s+secret.*issues\s+a\s+new\s+secret.*invalid\s+at\s+once`),
	})
}

func TestBotSecret_validation(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	for bot, good := range map[string]bool{"2000001": true, acctest.Unknown: true, "Desk": false, "0": false, "": false} {
		got := acctest.Messages(tenant.Validate(t, "lineworks_bot_secret", acctest.Values{"bot_id": bot, "keepers": acctest.Unknown}))
		if good != (got == "") {
			t.Errorf("bot_id = %q: %q", bot, got)
		}
	}
}
