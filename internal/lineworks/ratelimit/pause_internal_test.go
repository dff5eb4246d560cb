// SPDX-License-Identifier: MPL-2.0

package ratelimit

import (
	"net/http"
	"testing"
	"time"
)

func TestPause(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)
	const never = -1
	for _, tc := range []struct {
		name   string
		status int
		header map[string]string
		n      int
		jitter float64
		want   time.Duration
	}{
		{"first", 429, nil, 0, 0, 250 * time.Millisecond},
		{"first, full jitter", 429, nil, 0, 1, 500 * time.Millisecond},
		{"third", 503, nil, 2, 1, 2 * time.Second},
		{"seventh", 503, nil, 6, 1, 32 * time.Second},
		{"eighth is capped", 503, nil, 7, 1, time.Minute},
		{"hundredth is capped", 503, nil, 99, 1, time.Minute},
		{"Retry-After", 429, map[string]string{"Retry-After": "7"}, 0, 0, 7 * time.Second},
		{"Retry-After beats the reset", 429, map[string]string{"Retry-After": "7", "rateLimit-reset": "30"}, 0, 0, 7 * time.Second},
		{"Retry-After, blanks", 429, map[string]string{"Retry-After": " 7 "}, 0, 0, 7 * time.Second},
		{"Retry-After, fraction", 429, map[string]string{"Retry-After": "1.5"}, 0, 0, 1500 * time.Millisecond},
		{"Retry-After, date", 429, map[string]string{"Retry-After": "Wed, 01 Apr 2026 12:00:20 GMT"}, 0, 0, 20 * time.Second},
		{"Retry-After, past date", 429, map[string]string{"Retry-After": "Wed, 01 Apr 2026 11:00:00 GMT", "rateLimit-reset": "9"}, 0, 0, 9 * time.Second},
		{"Retry-After, nonsense", 429, map[string]string{"Retry-After": "soon"}, 0, 0, 250 * time.Millisecond},
		{"Retry-After, zero", 429, map[string]string{"Retry-After": "0"}, 0, 0, 250 * time.Millisecond},
		{"Retry-After, negative", 429, map[string]string{"Retry-After": "-5"}, 0, 0, 250 * time.Millisecond},
		{"Retry-After, NaN", 429, map[string]string{"Retry-After": "NaN"}, 0, 0, 250 * time.Millisecond},
		{"Retry-After, longer than any call waits", 429, map[string]string{"Retry-After": "86400"}, 0, 0, never},
		{"Retry-After, the longest that is a time", 429, map[string]string{"Retry-After": "2147483647"}, 0, 0, never},
		{"Retry-After, no time", 429, map[string]string{"Retry-After": "2147483648"}, 0, 0, 250 * time.Millisecond},
		{"Retry-After with 503", 503, map[string]string{"Retry-After": "7"}, 0, 0, 7 * time.Second},
		{"reset", 429, map[string]string{"rateLimit-reset": "42"}, 0, 0, 42 * time.Second},
		{"reset, older spelling", 429, map[string]string{"X-RateLimit-Reset": "42"}, 0, 0, 42 * time.Second},
		{"reset, the longest", 429, map[string]string{"rateLimit-reset": "600"}, 0, 0, 10 * time.Minute},
		{"reset, longer", 429, map[string]string{"rateLimit-reset": "601"}, 0, 0, 250 * time.Millisecond},
		{"reset, zero", 429, map[string]string{"rateLimit-reset": "0"}, 0, 0, 250 * time.Millisecond},
		{"reset, a point in time", 429, map[string]string{"rateLimit-reset": "1775044800"}, 0, 0, 250 * time.Millisecond},
		{"reset, no call left", 429, map[string]string{"rateLimit-reset": "42", "rateLimit-remaining": "0"}, 0, 0, 42 * time.Second},
		{"reset, calls left", 429, map[string]string{"rateLimit-reset": "42", "rateLimit-remaining": "7"}, 0, 0, 250 * time.Millisecond},
		{"reset without a limit", 503, map[string]string{"rateLimit-reset": "42"}, 0, 0, 250 * time.Millisecond},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			header := http.Header{}
			for name, value := range tc.header {
				header.Set(name, value)
			}
			wait, ok := pause(Outcome{Sent: true, Status: tc.status, Header: header}, tc.n, now, tc.jitter)
			if !ok && tc.want != never || ok && wait != tc.want {
				t.Errorf("%v, %v; want %v", wait, ok, tc.want)
			}
		})
	}
}

// The pause is random within the bounds of its backoff, by the clock of the process.
func TestPause_random(t *testing.T) {
	t.Parallel()
	seen := map[time.Duration]bool{}
	for range 100 {
		wait, ok := Pause(Outcome{}, 1)
		if !ok || wait < 500*time.Millisecond || wait >= time.Second {
			t.Errorf("%v, %t, want 0.5 to 1 s", wait, ok)
		}
		seen[wait] = true
	}
	if len(seen) < 2 {
		t.Error("got 100 equal pauses, want at least 2 different ones")
	}
	if wait, ok := Pause(Outcome{Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)}}}, 0); ok {
		t.Errorf("got a wait of %v, want none where it takes an hour", wait)
	}
}
