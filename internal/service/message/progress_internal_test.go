// SPDX-License-Identifier: MPL-2.0

package message

import (
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// TestProgress tells of long waits, and of nothing after the end of the action.
func TestProgress(t *testing.T) {
	t.Parallel()
	var told []string
	p := &progress{send: func(e action.InvokeProgressEvent) { told = append(told, e.Message) }}
	p.tell("%d", 1)
	p.wait(lineworks.Wait{Operation: "POST /a", For: shortWait - 1, Reason: lineworks.WaitRetry})
	p.wait(lineworks.Wait{Operation: "POST /b", For: 90*time.Second + 400*time.Millisecond, Reason: lineworks.WaitRetry})
	p.end()
	p.tell("%d", 2)
	p.wait(lineworks.Wait{Operation: "POST /c", For: time.Minute, Reason: lineworks.WaitRetry})
	if want := []string{"1", "Waiting for 1m30s before POST /b: a request has failed and is sent again"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}
