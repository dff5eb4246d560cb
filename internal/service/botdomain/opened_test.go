// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestDomain_opened warns of a bot that was for selected members, in that plan only.
func TestDomain_opened(t *testing.T) {
	t.Parallel()
	const warning = "will be open to all users of domain 10000001"
	tenant := acctest.NewInMemory(t)
	id, other := strconv.FormatInt(tenant.AddBot(), 10), strconv.FormatInt(tenant.AddBot(), 10)
	config := func(bot string, selected bool) acctest.Values {
		return acctest.Values{"bot_id": bot, "domain_id": strconv.Itoa(first), "allow_to_selected_member": selected}
	}
	made, diags := tenant.Process(t).Apply(t.Context(), t, domainType, acctest.Instance{}, config(id, true))
	acctest.Succeeds(t, diags)
	for _, tc := range []struct {
		name  string
		bot   string
		prior acctest.Instance
		after bool
		want  int
	}{
		{"a new one", other, acctest.Instance{}, false, 0},
		{"no change", id, made, true, 0},
		{"opened", id, made, false, 1},
		{"taken over", id, acctest.Instance{}, false, 1},
		{"taken over as it is", id, acctest.Instance{}, true, 0},
	} {
		got := acctest.Messages(tenant.Process(t).Plan(t.Context(), t, domainType, tc.prior, config(tc.bot, tc.after)).Diagnostics)
		if n := strings.Count(got, "warning at allow_to_selected_member: Bot "+id+" "+warning); n != tc.want {
			t.Errorf("%s: got the warning %d times in %s, want %d", tc.name, n, got, tc.want)
		}
	}
}
