// SPDX-License-Identifier: MPL-2.0

package ratelimit

import (
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	backoffStart = 500 * time.Millisecond
	backoffLimit = time.Minute
	// MaxPause is the longest pause that a client makes because a response asks for it, and the
	// longest that a call pauses between its retries in all. The service counts in windows of
	// one minute, so a longer one is not about a window.
	MaxPause = 10 * time.Minute
)

// Pause returns how long to wait after o before the next attempt: for as long as the
// response says, or else a backoff that grows with n, the retries so far. It reports
// false if the response asks for more than ten minutes, which no call waits.
func Pause(o Outcome, n int) (wait time.Duration, ok bool) {
	return pause(o, n, time.Now(), rand.Float64()) //nolint:gosec // the jitter of a pause is no secret
}

// Asks reports whether a response asks to wait before the next attempt.
func Asks(o Outcome) bool {
	_, ok := announcedPause(o, time.Now())
	return ok
}

// pause is [Pause] at a time, with a jitter in [0, 1).
func pause(o Outcome, n int, now time.Time, jitter float64) (time.Duration, bool) {
	if wait, ok := announcedPause(o, now); ok {
		return wait, wait <= MaxPause
	}
	return backoff(n, jitter), true
}

// announcedPause returns how long the response asks to wait. Retry-After is not in the
// vendor's pages but may come from a proxy in front of the service; rateLimit-reset is,
// in seconds and on 429 of limited operations. See
// https://developers.worksmobile.com/en/docs/rate-limits.
func announcedPause(o Outcome, now time.Time) (time.Duration, bool) {
	after := o.Header.Get("Retry-After")
	if wait, ok := seconds(after); ok {
		return wait, true
	}
	if at, err := http.ParseTime(after); err == nil && at.After(now) {
		return at.Sub(now), true
	}
	if o.Status != http.StatusTooManyRequests {
		return 0, false
	}
	if left, ok := count(rateHeader(o.Header, "remaining")); ok && left > 0 {
		return 0, false // too many requests at once, which the end of the window does not change
	}
	// A window lasts a minute. A value far above is a point in time, or a mistake.
	wait, ok := seconds(rateHeader(o.Header, "reset"))
	return wait, ok && wait <= MaxPause
}

// seconds reads a positive number of seconds. Zero does not count, since the request
// just now came too early.
func seconds(s string) (time.Duration, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || !(f > 0) || f > math.MaxInt32 {
		return 0, false
	}
	return time.Duration(math.Ceil(f*1000)) * time.Millisecond, true
}

// backoff doubles with each retry; half of it is random, so that callers that failed
// together do not come back together.
func backoff(n int, jitter float64) time.Duration {
	full := min(backoffStart<<min(n, 7), backoffLimit) // 0.5 s · 2^7 is above the limit
	return full/2 + time.Duration(jitter*float64(full/2))
}
