// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func TestPersistentMenuDataSource(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	actions := tfjsonpath.New("actions")
	tenant.Test(t, resource.TestStep{
		Config: menu(tenant.AddBot(), every, site, code).HCL() + `
data "lineworks_persistent_menu" "test" {
  bot_id = lineworks_persistent_menu.test.bot_id
}
`,
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.CompareValuePairs(addr, actions, "data.lineworks_persistent_menu.test", actions, compare.ValuesSame()),
		},
	})
}

func TestPersistentMenuDataSource_errors(t *testing.T) {
	t.Parallel()
	of := func(id int64) acctest.Values { return acctest.Values{"bot_id": strconv.FormatInt(id, 10)} }
	for name, quirks := range acctest.Variants(t, "persistent-menu-unset-", "bot-id-string") { // the last: 404 as usual
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			_, diags := tenant.Data(t, menuType, of(tenant.AddBot()))
			acctest.Fails(t, diags, "Persistent menu not found", "no persistent menu")
		})
	}
	t.Run("no ID", func(t *testing.T) {
		t.Parallel()
		tenant := acctest.NewInMemory(t)
		_, diags := tenant.Data(t, menuType, acctest.Values{"bot_id": "Desk"})
		acctest.Fails(t, diags, "error at bot_id: ", "must be the ID of a bot")
		if n := len(tenant.API.Requests()); n != 0 {
			t.Errorf("%d requests were sent, want none", n)
		}
	})
	t.Run("refused", func(t *testing.T) {
		t.Parallel()
		tenant := acctest.NewInMemory(t)
		tenant.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
		_, diags := tenant.Data(t, menuType, of(tenant.AddBot()))
		acctest.Fails(t, diags, "Unable to read persistent menu", "not yours")
	})
}
