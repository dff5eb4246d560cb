// SPDX-License-Identifier: MPL-2.0

package botsecret_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
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

// config is the resource for the driver; nil keepers are left out.
func config(botID int64, keepers any) acctest.Config {
	return acctest.Config{addr: {"bot_id": text(botID), "keepers": keepers}}
}

func text(id int64) string { return strconv.FormatInt(id, 10) }

// holds expects the state to hold the secret that the bot has then.
func holds(tenant *acctest.Tenant, botID int64) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(addr, tfjsonpath.New("secret"), knownvalue.StringFunc(func(got string) error {
		if want, _ := tenant.API.BotSecret(botID); got != want || want == "" {
			return fmt.Errorf("got %d characters, want the secret of bot %d", len(got), botID)
		}
		return nil
	}))
}

func TestBotSecret_plan_ids(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	for bot, good := range map[string]bool{"2000001": true, acctest.Unknown: true, "Desk": false, "0": false, "": false} {
		got := acctest.Messages(tenant.Plan(t, "lineworks_bot_secret", nil, acctest.Values{"bot_id": bot, "keepers": acctest.Unknown, "secret": acctest.Unknown}))
		if good != (got == "") {
			t.Errorf("bot_id = %q: got %q, want a message: %t", bot, got, !good)
		}
	}
}

// TestBotSecret_lifecycle issues a secret with the CLI, issues it again, for another bot
// and for a bot that is gone, and cannot import it.
func TestBotSecret_lifecycle(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	a, b := tenant.AddBot(), tenant.AddBot()
	step := func(botID int64, keepers string, action plancheck.ResourceActionType, writes int) resource.TestStep {
		return resource.TestStep{
			Config: secret(botID, keepers), ConfigPlanChecks: planned(action), ConfigStateChecks: []statecheck.StateCheck{holds(tenant, botID)},
			PostApplyFunc: func() {
				if n := tenant.Writes(); n != writes {
					t.Errorf("%s with keepers %q: got %d write requests so far, want %d", action, keepers, n, writes)
				}
			},
		}
	}
	tenant.Test(t,
		step(a, "", plancheck.ResourceActionCreate, 1),
		resource.TestStep{
			Config: secret(a, ""), ResourceName: addr, ImportState: true, ImportStateId: text(a),
			ExpectError: regexp.MustCompile(`(?s)Bot secret cannot be imported.*cannot\s+read\s+the\s+secret.*issues\s+a\s+new\s+secret.*invalid\s+at\s+once`),
		},
		step(a, `{ rotated = "1" }`, plancheck.ResourceActionUpdate, 2),
		step(b, "", plancheck.ResourceActionDestroyBeforeCreate, 3),
		resource.TestStep{
			PreConfig: func() { tenant.API.RemoveBot(b) }, RefreshState: true, ExpectNonEmptyPlan: true,
			RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(addr, plancheck.ResourceActionCreate),
			}},
		},
	)
	if n := tenant.Writes(); n != 3 {
		t.Errorf("after the destroy, got %d write requests, want 3: destroying sends none", n)
	}
}

// inState checks that the state of a driver holds the secret that a bot has.
func inState(t *testing.T, tenant *acctest.Tenant, d *acctest.Driver, botID int64) {
	t.Helper()
	var attributes map[string]tftypes.Value
	if err := d.Instance(addr).State.As(&attributes); err != nil {
		t.Fatal(err)
	}
	var got string
	if err := attributes["secret"].As(&got); err != nil {
		t.Fatal(err)
	}
	if want, _ := tenant.API.BotSecret(botID); got != want || want == "" {
		t.Errorf("got %d characters, want the secret of bot %d", len(got), botID)
	}
}

// TestBotSecret_keepers issues a secret only where that is asked for.
func TestBotSecret_keepers(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	a, b := tenant.AddBot(), tenant.AddBot()
	d := tenant.Driver()
	for i, step := range []struct {
		bot     int64
		keepers any
		change  acctest.Change
		issues  int
	}{
		{a, nil, acctest.Create, 1},
		{a, acctest.Values{}, acctest.Update, 0}, // no keepers either, so nothing is issued
		{a, nil, acctest.Update, 0},
		{a, acctest.Values{"rotated": "1"}, acctest.Update, 1},
		{a, acctest.Values{"rotated": "1"}, acctest.NoOp, 0},
		{a, acctest.Values{"rotated": "2"}, acctest.Update, 1},
		{a, acctest.Values{"rotated": "2", "by": "me"}, acctest.Update, 1},
		{a, nil, acctest.Update, 1},
		{b, nil, acctest.Replace, 1},
	} {
		d.Step(t, acctest.Step{
			Name: fmt.Sprintf("step %d, %s", i+1, step.change), Config: config(step.bot, step.keepers), Plan: acctest.Changes{addr: step.change},
			Requests: map[string]int{issue: step.issues},
		})
		inState(t, tenant, d, step.bot)
	}
	writes := tenant.Writes()
	d.Step(t, acctest.Step{Destroy: true})
	if n := tenant.Writes() - writes; n != 0 {
		t.Errorf("the destroy: got %d write requests, want none", n)
	}
}

// TestBotSecret_rotationFails keeps the secret that is still valid in the state: nothing
// could read it again.
func TestBotSecret_rotationFails(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	d := tenant.Driver()
	d.Step(t, acctest.Step{Config: config(id, acctest.Values{"rotated": "1"})})
	d.Step(t, acctest.Step{
		Before: fail(tenant, mockserver.Fault{Operation: issue, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"}),
		Config: config(id, acctest.Values{"rotated": "2"}), Errors: []string{"Unable to issue bot secret", "not yours"},
	})
	inState(t, tenant, d, id)
	d.Step(t, acctest.Step{Config: config(id, acctest.Values{"rotated": "1"}), Plan: acctest.Changes{addr: acctest.NoOp}})
}

// TestBotSecret_botDisappears deletes the bot elsewhere, in each form in which
// the service might say so.
func TestBotSecret_botDisappears(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]mockserver.Quirks{"404": {}, "410": {ReadDeleted: mockserver.Gone410}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id := tenant.AddBot()
			tenant.Drive(t,
				acctest.Step{Config: config(id, nil)},
				acctest.Step{
					Before: func() { tenant.API.RemoveBot(id) }, Config: config(id, nil), PlanOnly: true, Plan: acctest.Changes{addr: acctest.Create},
				},
			)
		})
	}
}

// fail sets a fault.
func fail(tenant *acctest.Tenant, fault mockserver.Fault) func() {
	return func() { tenant.API.Fail(fault) }
}

// TestBotSecret_failures has calls fail, which must neither issue a second
// secret nor put anything else than a secret into the state.
func TestBotSecret_failures(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	page := "<!DOCTYPE html><html><head><title>Access blocked</title></head></html>"
	d := tenant.Driver()
	failing := func(fault mockserver.Fault, want ...string) {
		t.Helper()
		d.Step(t, acctest.Step{Before: fail(tenant, fault), Config: config(id, nil), Errors: want})
	}
	forbidden := func(operation string) mockserver.Fault {
		return mockserver.Fault{Operation: operation, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"}
	}
	failing(forbidden(issue), "Unable to issue bot secret", "the secret of bot 2000001", "not yours")
	failing(mockserver.Fault{Operation: issue, Status: http.StatusOK, Body: `{"botSecret":"x"}`, ContentType: "application/json"}, "Unable to issue bot secret", "has no secret")
	d.Step(t, acctest.Step{Config: config(id, nil)})
	inState(t, tenant, d, id)
	failing(mockserver.Fault{Operation: readBot, Status: http.StatusNotFound, Body: page}, "Unable to read bot of secret", "api_url")
	failing(forbidden(readBot), "Unable to read bot of secret", "not yours")
	d.Step(t, acctest.Step{Config: config(id, nil), Plan: acctest.Changes{addr: acctest.NoOp}})
	inState(t, tenant, d, id)
	if n := tenant.API.Count(issue); n != 3 {
		t.Errorf("got %d requests for a secret, want 3", n)
	}
}

// TestBotSecret_lostResponse loses the response. The secret that was issued last counts,
// so that one has to be in the state.
func TestBotSecret_lostResponse(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	tenant.API.Fail(mockserver.Fault{Operation: issue, Status: http.StatusBadGateway, Act: true, Header: http.Header{"Retry-After": {"0"}}})
	d := tenant.Driver()
	d.Step(t, acctest.Step{Config: config(id, nil), Requests: map[string]int{issue: 2}})
	inState(t, tenant, d, id)
}

func TestBotSecret_unknownValues(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	unknown := func(run string) acctest.Config {
		return acctest.Config{addr: {"bot_id": acctest.Later{Value: text(id)}, "keepers": acctest.Values{"run": acctest.Later{Value: run}}}}
	}
	d := tenant.Driver()
	// The next plan does not know the values either.
	d.Step(t, acctest.Step{Config: unknown("a"), Plan: acctest.Changes{addr: acctest.Create}, NonEmptyPlan: true})
	d.Step(t, acctest.Step{Config: unknown("b"), Plan: acctest.Changes{addr: acctest.Replace}, NonEmptyPlan: true})
	inState(t, tenant, d, id)
}
