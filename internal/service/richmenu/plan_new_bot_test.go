// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestRichMenu_plan_newBot does not look for the persistent menu of a bot that the same
// process has created.
func TestRichMenu_plan_newBot(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	p := tenant.Process(t)
	_, diags := p.Apply(t.Context(), t, "lineworks_bot", acctest.Instance{}, acctest.Values{
		"bot_name": "New", "description": "Answers.", "photo_url": "https://example.com/a.png", "administrators": []string{"u1"},
	})
	acctest.Succeeds(t, diags)
	bots := tenant.API.Bots()
	if len(bots) != 1 {
		t.Fatalf("got %d bots, want 1", len(bots))
	}
	created, existing := bots[0].BotID, tenant.AddBot()
	for _, tc := range []struct {
		name  string
		bot   int64
		reads int
	}{{"created here", created, 0}, {"existing", existing, 1}} {
		tenant.API.ResetRequests()
		acctest.Succeeds(t, p.Plan(t.Context(), t, resourceType, acctest.Instance{}, menu{bot: tc.bot}.values()).Diagnostics)
		if n := tenant.API.Count(readFixed); n != tc.reads {
			t.Errorf("%s: got %d reads of the persistent menu, want %d", tc.name, n, tc.reads)
		}
	}
}
