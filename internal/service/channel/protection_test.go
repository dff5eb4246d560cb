// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

func TestChannel_deletionProtection(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	protected := func(title string, protected any) acctest.Config {
		config := room(id, title, "u1")
		config[addr] = config[addr].With(acctest.Values{"deletion_protection": protected})
		return config
	}
	none := map[string]int{create: 0, leave: 0}
	moved := "moved {\n  from = lineworks_channel.OLD_NAME\n  to   = lineworks_channel.NEW_NAME\n}"
	replaced := []string{"Room is protected from deletion: This plan replaces room ", "leave -replace out, or undo the change that forces the replacement", "apply that alone first"}
	tenant.Drive(t,
		acctest.Step{Config: protected("On call", true), Attributes: acctest.Attributes{addr + ".deletion_protection": true}},
		acctest.Step{Name: "destroy", Destroy: true, Errors: []string{"This plan deletes room ", "cannot come back by itself", moved}, Requests: none},
		acctest.Step{Name: "removed block", Config: acctest.Config{}, Errors: []string{"This plan deletes room ", moved}, Requests: none},
		acctest.Step{Name: "another title", Config: protected("Off duty", true), Errors: replaced, Requests: none},
		acctest.Step{Name: "another title, unprotected at the same time", Config: protected("Off duty", false), Errors: replaced, Requests: none},
		acctest.Step{Name: "off", Config: protected("On call", false), Plan: planned(acctest.Update), Requests: none},
		acctest.Step{Name: "another title, unprotected before", Config: protected("Off duty", true), Plan: planned(acctest.Replace), Requests: map[string]int{create: 1, leave: 1}},
		acctest.Step{Name: "off again", Config: protected("Off duty", nil), Plan: planned(acctest.Update), Requests: none},
	)
	if rooms := tenant.API.Channels(id); len(rooms) != 0 {
		t.Errorf("the bot is in %d rooms, want none", len(rooms))
	}
}

func TestChannel_deletionProtection_import(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	tenant.Drive(t,
		acctest.Step{Config: room(id, "On call", "u1"), Attributes: acctest.Attributes{addr + ".deletion_protection": nil}},
		acctest.Step{CheckImport: addr},
	)
}

// TestChannel_deletionProtection_tainted replaces a tainted room, which no plan can see.
func TestChannel_deletionProtection_tainted(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	config := room(id, "On call", "u1")[addr].With(acctest.Values{"deletion_protection": true})
	p := tenant.Process(t)
	made, diags := p.Apply(t.Context(), t, "lineworks_channel", acctest.Instance{}, config)
	acctest.Succeeds(t, diags)
	made.Tainted = true
	left, diags := p.Apply(t.Context(), t, "lineworks_channel", made, config)
	acctest.Fails(t, diags, "Room is protected from deletion", "terraform untaint ADDRESS (tofu untaint ADDRESS)")
	if got := tenant.API.Count(leave); got != 0 {
		t.Errorf("got %d requests %s, want none", got, leave)
	}
	acctest.Has(t, left.State, acctest.Attributes{"channel_id": onlyRoom(t, tenant, id).ChannelID})
}
