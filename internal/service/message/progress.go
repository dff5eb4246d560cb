// SPDX-License-Identifier: MPL-2.0

package message

import (
	"fmt"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// shortWait is a wait that is not told.
const shortWait = time.Second

// progress tells the user how far an action is. Waits are told where they begin, which may
// be in another goroutine, and after the action has ended: then nothing may be sent.
type progress struct {
	mu   sync.Mutex
	send func(action.InvokeProgressEvent) // nil: the action has ended
}

func (p *progress) tell(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.send != nil {
		p.send(action.InvokeProgressEvent{Message: fmt.Sprintf(format, args...)})
	}
}

// wait tells of a wait.
func (p *progress) wait(w lineworks.Wait) {
	if w.For >= shortWait {
		p.tell("Waiting for %s before %s: %s", w.For.Round(time.Second), w.Operation, w.Reason)
	}
}

func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.send = nil
}
