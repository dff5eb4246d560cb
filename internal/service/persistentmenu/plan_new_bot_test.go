// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"strconv"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestPersistentMenu_plan_newBot does not look for a menu of a bot that the same process
// has created.
func TestPersistentMenu_plan_newBot(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	p := tenant.Process(t)
	created, existing := tenant.CreateBot(t, p), tenant.AddBot()
	for _, tc := range []struct {
		name  string
		bot   int64
		reads int
	}{{"created here", created, 0}, {"existing", existing, 1}} {
		tenant.API.ResetRequests()
		config := acctest.Values{"bot_id": strconv.FormatInt(tc.bot, 10), "actions": []any{help}}
		acctest.Succeeds(t, p.Plan(t.Context(), t, resourceType, acctest.Instance{}, config).Diagnostics)
		if n := tenant.API.Count(read); n != tc.reads {
			t.Errorf("%s: got %d reads of the menu, want %d", tc.name, n, tc.reads)
		}
	}
}
