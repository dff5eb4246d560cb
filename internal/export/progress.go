// SPDX-License-Identifier: MPL-2.0

package export

import (
	"fmt"
	"sync"
	"time"
)

// perMinute is how many requests of one operation the service allows in a minute, except on
// the Free plan. See https://developers.worksmobile.com/en/docs/rate-limits.
const perMinute = 240

// progress prints how far a step is, and how long it will take.
type progress struct {
	show  func(line string)
	what  string
	total int // also of the requests of the operation that is called most
	start time.Time

	mu   sync.Mutex
	n    int
	next time.Time
}

// between is the time from one line to the next.
const between = 5 * time.Second

// newProgress begins a step with total requests for what. The line says what is done.
func newProgress(show func(line string), line, what string, total int) *progress {
	p := &progress{show: show, what: what, total: total, start: time.Now()}
	p.next = p.start.Add(between)
	show(withLeastTime(line, total))
	return p
}

// withLeastTime is a line on a step with so many requests, with the time that it will take if
// that is long.
func withLeastTime(line string, requests int) string {
	least := leastTime(requests)
	if least == 0 {
		return line + "."
	}
	return fmt.Sprintf("%s: %s at least, since the service allows %d requests of a kind in a minute (60 on the Free plan).", line, inMinutes(least), perMinute)
}

// done counts one more.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
	now := time.Now()
	if p.n == p.total || now.Before(p.next) {
		return
	}
	p.next = now.Add(between)
	passed := now.Sub(p.start)
	left := max(passed*time.Duration(p.total-p.n)/time.Duration(p.n), leastTime(p.total)-passed)
	p.show(fmt.Sprintf("Read %d of %d %s; %s left.", p.n, p.total, p.what, inMinutes(left)))
}

// leastTime is how long so many requests take within the rate limit: the requests of the
// first minute need no wait.
func leastTime(calls int) time.Duration {
	return time.Duration(max(calls-1, 0)/perMinute) * time.Minute
}

func inMinutes(d time.Duration) string {
	switch n := int((d + 30*time.Second) / time.Minute); n {
	case 0:
		return "less than a minute"
	case 1:
		return "about 1 minute"
	default:
		return fmt.Sprintf("about %d minutes", n)
	}
}
