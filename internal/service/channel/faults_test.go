// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"fmt"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestChannel_faults_inRealTime makes fewer rooms than there are faults, since the service allows
// ten in a minute. A room whose response was lost cannot be found again, which the error
// says; such a one is left.
func TestChannel_faults_inRealTime(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	tenant.Live(t, acctest.Life{
		Resource: "lineworks_channel",
		Config: func(n int, _ bool) string {
			return fmt.Sprintf(`
resource "lineworks_channel" "test" {
  count   = %d
  bot_id  = "%d"
  title   = "Room ${count.index}"
  members = ["u1"]
}
`, n, bot)
		},
		Create:  "POST /bots/{botId}/channels",
		Read:    "GET /bots/{botId}/channels/{channelId}",
		Delete:  "DELETE /bots/{botId}/channels/{channelId}",
		Count:   func() int { return len(tenant.API.Channels(bot)) },
		Faults:  []string{"500", "429, no header", "401", "connection reset, but done"},
		Orphans: 1,
	})
}
