// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"fmt"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func TestBotDomain_faults_inRealTime(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	tenant.Live(t, acctest.Life{
		Resource: "lineworks_bot_domain",
		Config: func(n int, changed bool) string {
			return fmt.Sprintf(`
resource "lineworks_bot_domain" "test" {
  count     = %d
  bot_id    = "%d"
  domain_id = 10000001 + count.index
  visible   = %t
}
`, n, bot, changed)
		},
		Create: "POST /bots/{botId}/domains/{domainId}",
		Read:   "GET /bots/{botId}/domains",
		Update: "PATCH /bots/{botId}/domains/{domainId}",
		Delete: "DELETE /bots/{botId}/domains/{domainId}",
		Count:  func() int { return len(tenant.API.Domains(bot)) },
	})
}

func TestBotDomainMember_faults_inRealTime(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	tenant.API.SetDomain(bot, mockserver.Domain{DomainID: 10000001, AllowToSelectedMember: true})
	tenant.Live(t, acctest.Life{
		Resource: "lineworks_bot_domain_member",
		Config: func(n int, _ bool) string {
			return fmt.Sprintf(`
resource "lineworks_bot_domain_member" "test" {
  count     = %d
  bot_id    = "%d"
  domain_id = "10000001"
  user_id   = "u${count.index}"
}
`, n, bot)
		},
		Create: "POST /bots/{botId}/domains/{domainId}/members",
		Read:   "GET /bots/{botId}/domains/{domainId}/members",
		Delete: "DELETE /bots/{botId}/domains/{domainId}/members/{userId}",
		Count:  func() int { return len(tenant.API.Domains(bot)[0].Members) },
	})
}
