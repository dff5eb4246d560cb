// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// protectedBot is a bot with deletion_protection.
func protectedBot(protected any) acctest.Values {
	return required().With(acctest.Values{"deletion_protection": protected})
}

func TestBot_deletionProtection(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	none := map[string]int{create: 0, update: 0, remove: 0}
	refused := []string{
		`deletion_protection: Bot is protected from deletion: This plan deletes bot "Desk" (`, "set deletion_protection to false and apply; then delete it",
		"moved {\n  from = lineworks_bot.OLD_NAME\n  to   = lineworks_bot.NEW_NAME\n}",
	}
	tenant.Drive(t,
		acctest.Step{
			Config: config(protectedBot(true)), Attributes: acctest.Attributes{addr + ".deletion_protection": true},
			After: func() {
				if sent, ok := body(t, tenant, create)["deletionProtection"]; ok {
					t.Errorf("got deletionProtection %s in the create request, want none", sent)
				}
			},
		},
		acctest.Step{Name: "destroy", Destroy: true, Errors: refused, Requests: none},
		acctest.Step{Name: "removed block", Config: acctest.Config{}, Errors: refused, Requests: none},
		acctest.Step{Name: "renamed block", Config: acctest.Config{"lineworks_bot.new": protectedBot(true)}, Errors: refused, Requests: none},
		acctest.Step{Name: "another change", Config: config(protectedBot(true).With(acctest.Values{"description": "Helps."})), Plan: planned(acctest.Update), Requests: map[string]int{update: 1}},
		acctest.Step{Name: "left out", Config: config(required().With(acctest.Values{"description": "Helps."})), Plan: planned(acctest.Update), Requests: none},
		acctest.Step{Name: "on again", Config: config(protectedBot(true).With(acctest.Values{"description": "Helps."})), Plan: planned(acctest.Update), Requests: none},
		acctest.Step{Name: "off, with another change", Config: config(protectedBot(false)), Plan: planned(acctest.Update), Requests: map[string]int{update: 1}},
	)
	noBots(t, tenant)
}

// TestBot_deletionProtection_import imports a bot, and turns its protection on after that.
func TestBot_deletionProtection_import(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	imports := map[string]string{addr: strconv.FormatInt(tenant.AddBot(), 10)}
	tenant.Drive(t,
		acctest.Step{Config: config(required()), Imports: imports, Plan: planned(acctest.NoOp), Attributes: acctest.Attributes{addr + ".deletion_protection": nil}},
		acctest.Step{Config: config(protectedBot(true)), Plan: planned(acctest.Update), Requests: map[string]int{update: 0}},
		acctest.Step{CheckImport: addr, Ignore: []string{"deletion_protection"}},
		acctest.Step{Config: config(required()), Plan: planned(acctest.Update), Requests: map[string]int{update: 0}},
	)
}

// TestBot_deletionProtection_tainted replaces a tainted bot, which no plan can see.
func TestBot_deletionProtection_tainted(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	p := tenant.Process(t)
	made, diags := p.Apply(t.Context(), t, "lineworks_bot", acctest.Instance{}, protectedBot(true))
	acctest.Succeeds(t, diags)
	made.Tainted = true
	left, diags := p.Apply(t.Context(), t, "lineworks_bot", made, protectedBot(true))
	acctest.Fails(t, diags, "Bot is protected from deletion", "the provider has sent no request", "terraform untaint ADDRESS (tofu untaint ADDRESS)")
	if got := tenant.API.Count(remove); got != 0 {
		t.Errorf("got %d requests %s, want none", got, remove)
	}
	acctest.Has(t, left.State, acctest.Attributes{"bot_id": strconv.FormatInt(onlyBot(t, tenant).BotID, 10), "deletion_protection": true})
}

// TestBot_deletionProtection_createFails has a create fail after the bot exists. Such a bot
// is tainted, so its protection would have to be undone by hand.
func TestBot_deletionProtection_createFails(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{CreateResponse: mockserver.CreateResponseOnlyID}))
	tenant.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	tenant.Drive(t,
		acctest.Step{
			Config: config(protectedBot(true)), Errors: []string{"Unable to read bot after creating it"},
			Attributes: acctest.Attributes{addr + ".deletion_protection": nil},
		},
		acctest.Step{Config: config(protectedBot(true)), Plan: planned(acctest.Replace), Requests: map[string]int{remove: 1}},
		acctest.Step{Config: config(protectedBot(false))},
	)
	noBots(t, tenant)
}

// TestBot_deletionProtection_olderState reads a state from before the attribute existed.
func TestBot_deletionProtection_olderState(t *testing.T) {
	t.Parallel()
	resp, err := acctest.NewInMemory(t).Server().UpgradeResourceState(t.Context(), &tfprotov6.UpgradeResourceStateRequest{
		TypeName: "lineworks_bot",
		RawState: &tfprotov6.RawState{JSON: []byte(`{"bot_id": "2000001", "bot_name": "Desk", "photo_url": "https://example.com/a.png", "description": "Answers.",
			"administrators": ["u1"], "subadministrators": [], "allow_domains": null, "enable_callback": false, "callback_url": null,
			"callback_events": [], "channel_events": [], "enable_group_join": false, "i18n_bot_names": {}, "i18n_descriptions": {},
			"i18n_photo_urls": {}, "created_time": null}`)},
	})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatalf("got %s, %v, want no diagnostics", acctest.Messages(resp.Diagnostics), err)
	}
	schema, err := acctest.NewInMemory(t).Server().GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	state, err := resp.UpgradedState.Unmarshal(schema.ResourceSchemas["lineworks_bot"].ValueType())
	if err != nil {
		t.Fatal(err)
	}
	acctest.Has(t, state, acctest.Attributes{"bot_id": "2000001", "deletion_protection": nil})
}

// TestBot_deletionProtection_mark looks for the plan's mark in private state, where it
// would be part of every state file.
func TestBot_deletionProtection_mark(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	p := tenant.Process(t)
	made, _ := p.Apply(t.Context(), t, "lineworks_bot", acctest.Instance{}, protectedBot(true))
	for name, next := range map[string]acctest.Values{"another change": protectedBot(true).With(acctest.Values{"description": "Helps."}), "the protection alone": protectedBot(false)} {
		updated, diags := p.Apply(t.Context(), t, "lineworks_bot", made, next)
		acctest.Succeeds(t, diags)
		if private := updated.Private(); strings.Contains(string(private), "protected") {
			t.Errorf("%s: the private state is %s, want no mark", name, private)
		}
	}
}
