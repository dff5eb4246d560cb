// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestBot_renamedBlock plans a bot under another address, without a moved block.
func TestBot_renamedBlock(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.Drive(t,
		acctest.Step{Config: config(required())},
		acctest.Step{
			Config: acctest.Config{"lineworks_bot.renamed": required()}, PlanOnly: true,
			Plan: acctest.Changes{addr: acctest.Delete, "lineworks_bot.renamed": acctest.Create},
			Warnings: []string{
				`Bot "Desk" (`, `is deleted, and another of the same name is created`,
				"moved {\n  from = lineworks_bot.OLD_NAME\n  to   = lineworks_bot.NEW_NAME\n}",
			},
		},
	)
}

// TestBot_gone warns of a bot that the service does not find.
func TestBot_gone(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.Drive(t,
		acctest.Step{Config: config(required())},
		acctest.Step{
			Before: func() { tenant.API.RemoveBot(onlyBot(t, tenant).BotID) },
			Config: config(required()), PlanOnly: true, Plan: planned(acctest.Create),
			Warnings: []string{`Bot "Desk" (`, ") was not found", "deleted elsewhere", tenant.Variables["LINEWORKS_SERVICE_ACCOUNT"] + " belongs to another tenant"},
		},
	)
}
