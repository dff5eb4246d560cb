// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	rateLimit  = 10
	rateWindow = 2 * time.Second
)

// rateLimited makes the mock limit the rate, in windows short enough for a test.
func rateLimited(o *mockserver.Options) {
	o.RateLimit, o.RateWindow = rateLimit, rateWindow
}

// bots is a configuration of n bots, named so that those of two runs differ.
func bots(n int, name string) string {
	return required + fmt.Sprintf(`
resource "lineworks_bot" "many" {
  count          = %d
  bot_name       = "%s ${count.index}"
  description    = "One of many."
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
}
`, n, name)
}

// windows counts the windows of the limit in which calls of an operation came, and
// how many of them were refused.
func windows(w *workspace, operation string) (used, refused int) {
	w.t.Helper()
	var end time.Time
	for _, r := range w.api.Requests() {
		if r.Operation != operation {
			continue
		}
		if !r.Start.Before(end) {
			used++
			end = r.Start.Add(rateWindow)
		}
		if r.Status == http.StatusTooManyRequests {
			refused++
		}
	}
	return used, refused
}

// TestRateLimit_inRealTime makes and reads more bots than the service takes at once. A single
// run is never refused a call, uses the windows of the limit in full, and says in its
// log what it waits for.
func TestRateLimit_inRealTime(t *testing.T) {
	t.Parallel()
	for _, parallelism := range []int{10, 50} {
		t.Run(fmt.Sprint(parallelism), func(t *testing.T) {
			t.Parallel()
			const n, needed = 30, 3
			w := newWorkspace(t, map[string]string{"main.tf": bots(n, "Bot")}, rateLimited)
			w.env = append(w.env, "TF_LOG_PROVIDER=INFO")
			arg := fmt.Sprintf("-parallelism=%d", parallelism)
			expect := func(step, operation, log string) {
				t.Helper()
				used, refused := windows(w, operation)
				if count := w.api.Count(operation); count != n || refused != 0 {
					t.Errorf("%s: got %d calls of %s and %d refusals, want %d and none", step, count, operation, refused, n)
				}
				if used < needed || used > needed+1 {
					t.Errorf("%s: got %d windows, want %d, or one more", step, used, needed)
				}
				waits := 0
				for line := range strings.Lines(log) {
					if strings.Contains(line, "Waiting before the LINE WORKS API is called again") && strings.Contains(line, operation) {
						waits++
					}
				}
				if waits != used-1 {
					t.Errorf("%s: got %d waits in the log, want %d:\n%s", step, waits, used-1, log)
				}
				w.counts()
			}
			expect("create", createBot, w.apply(arg))
			expect("plan", readBot, w.plan(false, arg))
		})
	}
}

// TestRateLimit_twoRuns_inRealTime has two runs share one limit. Calls may be refused, since
// neither knows of the other, but nothing fails.
func TestRateLimit_twoRuns_inRealTime(t *testing.T) {
	t.Parallel()
	const n = 15
	one := newWorkspace(t, map[string]string{"main.tf": bots(n, "One")}, rateLimited)
	two := newWorkspace(t, map[string]string{"main.tf": bots(n, "Two")})
	two.env = one.env
	both := func(args ...string) {
		t.Helper()
		var wg sync.WaitGroup
		for _, w := range []*workspace{one, two} {
			wg.Go(func() {
				result, err := w.Run(t.Context(), w.env, args...)
				if err != nil || result.ExitCode != 0 {
					t.Errorf("%v: got the error %v and exit code %d, want 0\n%s%s", args, err, result.ExitCode, result.Stdout, result.Stderr)
				}
			})
		}
		wg.Wait()
	}
	both("apply", "-input=false", "-no-color", "-auto-approve")
	if made := len(one.api.Bots()); made != 2*n {
		t.Errorf("got %d bots, want %d", made, 2*n)
	}
	both("plan", "-input=false", "-no-color", "-detailed-exitcode")
}
