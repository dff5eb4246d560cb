// SPDX-License-Identifier: MPL-2.0

package botsecret_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestBotSecret_faults_inRealTime has nothing to count: a bot always has one secret.
// After a fault, the next apply issues it again.
func TestBotSecret_faults_inRealTime(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	var ids []string
	for range acctest.Faults() {
		bot := tenant.AddBot()
		ids = append(ids, strconv.Quote(strconv.FormatInt(bot, 10)))
	}
	tenant.Live(t, acctest.Life{
		Resource: "lineworks_bot_secret",
		Config: func(n int, changed bool) string {
			return fmt.Sprintf(`
resource "lineworks_bot_secret" "test" {
  count   = %d
  bot_id  = [%s][count.index]
  keepers = { changed = "%t" }
}
`, n, strings.Join(ids, ", "), changed)
		},
		Create: "POST /bots/{botId}/secret",
		Update: "POST /bots/{botId}/secret",
		Count:  func() int { return len(ids) },
	})
}
