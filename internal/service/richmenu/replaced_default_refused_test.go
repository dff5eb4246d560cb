// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestRichMenu_replacedDefault_failsAll plans to replace two menus of different bots where
// the service refuses the token: it asks for a default once, and leaves the words to the
// list of menus, which fails alike.
func TestRichMenu_replacedDefault_failsAll(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	one, other := tenant.AddBot(), tenant.AddBot()
	p := tenant.Process(t)
	made := map[int64]acctest.Instance{}
	for _, bot := range []int64{one, other} {
		instance, diags := p.Apply(t.Context(), t, resourceType, acctest.Instance{}, menu{bot: bot}.values())
		acctest.Succeeds(t, diags)
		made[bot] = instance
	}
	tenant.API.ResetRequests()
	tenant.API.Fail(mockserver.Fault{Operation: readDefault, Status: http.StatusUnauthorized, Code: "UNAUTHORIZED", Description: "no", Times: 10})
	p = tenant.Process(t)
	var got string
	for _, bot := range []int64{one, other} {
		got += acctest.Messages(p.Plan(t.Context(), t, resourceType, made[bot], menu{bot: bot, name: "Two"}.values()).Diagnostics)
	}
	if strings.Contains(got, "default rich menu") {
		t.Errorf("got %q, want no word of the default", got)
	}
	if n := tenant.API.Count(readDefault); n != 2 { // the second with a new token
		t.Errorf("got %d reads of the default, want 2", n)
	}
}
