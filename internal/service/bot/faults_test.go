// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"fmt"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

func TestBot_faults_inRealTime(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	tenant.Live(t, acctest.Life{
		Resource: "lineworks_bot",
		Config: func(n int, changed bool) string {
			return fmt.Sprintf(`
resource "lineworks_bot" "test" {
  count          = %d
  bot_name       = "Desk ${count.index}"
  photo_url      = "https://example.com/a.png"
  description    = "Changed: %t."
  administrators = ["u1"]
}
`, n, changed)
		},
		Create: "POST /bots", Read: "GET /bots/{botId}", Update: "PATCH /bots/{botId}", Delete: "DELETE /bots/{botId}",
		Count: func() int { return len(tenant.API.Bots()) },
	})
}
