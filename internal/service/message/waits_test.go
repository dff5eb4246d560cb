// SPDX-License-Identifier: MPL-2.0

package message_test

import (
	"net/http"
	"regexp"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestInvoke_waits has the terminal show that a message waits for the rate limit, and for a
// proxy that asks for it. A pause of less than a second is not worth a line.
func TestInvoke_waits(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		limit int
		fault mockserver.Fault
		want  string // "" for no line
		least time.Duration
	}{
		"the rate limit": {1, mockserver.Fault{}, `^Waiting for 1m0s before POST /bots/\{botId\}/users/\{userId\}/messages: the requests that the service allows in this time are used up$`, time.Minute},
		"429": {
			0,
			mockserver.Fault{Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"30"}}},
			`^Waiting for 30s before POST /bots/\{botId\}/users/\{userId\}/messages: the service has refused a request because there were too many \(429\)$`, 30 * time.Second,
		},
		"nothing": {0, mockserver.Fault{}, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := acctest.NewInMemory(t, func(o *mockserver.Options) { o.RateLimit = test.limit })
				send := s.Action(t, "lineworks_send_message")
				config := acctest.Values{"bot_id": strconv.FormatInt(s.AddBot(), 10), "user_id": "u1", "text": acctest.Values{"text": "hello"}}
				if _, diags := send.Invoke(t, config); len(diags) > 0 {
					t.Fatal(acctest.Messages(diags))
				}
				if test.fault.Status != 0 {
					test.fault.Operation, test.fault.Times = "POST /bots/{botId}/users/{userId}/messages", 1
					s.API.Fail(test.fault)
				}
				start := time.Now()
				progress, diags := send.Invoke(t, config)
				if len(diags) > 0 {
					t.Fatal(acctest.Messages(diags))
				}
				if took := time.Since(start); took < test.least {
					t.Errorf("got the message sent after %s, want a wait of %s", took, test.least)
				}
				if test.want == "" && len(progress) != 2 || test.want != "" && (len(progress) != 3 || !regexp.MustCompile(test.want).MatchString(progress[1])) {
					t.Errorf("told %q, want the beginning, the wait %s and the end", progress, test.want)
				}
			})
		})
	}
}
