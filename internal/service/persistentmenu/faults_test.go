// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

func TestPersistentMenu_faults_inRealTime(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	var bots []int64
	var ids []string
	for range acctest.Faults() {
		bots = append(bots, tenant.AddBot())
		ids = append(ids, strconv.Quote(strconv.FormatInt(bots[len(bots)-1], 10)))
	}
	tenant.Live(t, acctest.Life{
		Resource: "lineworks_persistent_menu",
		Config: func(n int, changed bool) string {
			return fmt.Sprintf(`
resource "lineworks_persistent_menu" "test" {
  count   = %d
  bot_id  = [%s][count.index]
  actions = [{ type = "message", label = "Changed: %t", text = "Help" }]
}
`, n, strings.Join(ids, ", "), changed)
		},
		Create: "POST /bots/{botId}/persistentmenu",
		Read:   "GET /bots/{botId}/persistentmenu",
		Update: "POST /bots/{botId}/persistentmenu",
		Delete: "DELETE /bots/{botId}/persistentmenu",
		Count: func() int {
			n := 0
			for _, id := range bots {
				if _, found := tenant.API.PersistentMenu(id); found {
					n++
				}
			}
			return n
		},
	})
}
