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
	created, existing := tenant.CreateBot(t, p), tenant.AddBot()
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
