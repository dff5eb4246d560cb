// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"fmt"
	"net/http"
	"regexp"
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
	env := acctest.New(t)
	actions := tfjsonpath.New("actions")
	env.Test(t, resource.TestStep{
		Config: menu(env.AddBot(), every, site, code) + `
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
	config := func(id int64) string {
		return fmt.Sprintf("data \"lineworks_persistent_menu\" \"test\" {\n bot_id = %d\n}\n", id)
	}
	for name, quirks := range acctest.Variants(t, "persistent-menu-unset-", "bot-id-string") { // the last: 404 as usual
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			env.Test(t, resource.TestStep{
				Config: config(env.AddBot()), ExpectError: regexp.MustCompile(`(?s)Persistent menu not found.*no\s+persistent\s+menu`),
			})
		})
	}
	t.Run("no ID", func(t *testing.T) {
		t.Parallel()
		env := acctest.New(t)
		env.Test(t, resource.TestStep{
			Config:      "data \"lineworks_persistent_menu\" \"test\" {\n bot_id = \"Desk\"\n}\n",
			ExpectError: regexp.MustCompile(`(?s)bot_id.*must be the ID\s+of\s+a\s+bot`),
		})
		if n := len(env.API.Requests()); n != 0 {
			t.Errorf("%d requests were sent", n)
		}
	})
	t.Run("refused", func(t *testing.T) {
		t.Parallel()
		env := acctest.New(t)
		env.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
		env.Test(t, resource.TestStep{
			Config: config(env.AddBot()), ExpectError: regexp.MustCompile(`(?s)Unable to read persistent menu.*not\s+yours`),
		})
	})
}
