// SPDX-License-Identifier: MPL-2.0

// Package rate counts calls in windows of time:
// https://developers.worksmobile.com/en/docs/rate-limits.
package rate

import (
	"strconv"
	"time"
)

// Windows counts the calls of each operation in a window of its own.
type Windows map[string]*window

type window struct {
	start time.Time
	used  int
}

// Take counts a call, unless the limit is reached. It returns the calls of the window, the
// seconds until its end, rounded up, and whether the call was within the limit.
func (w Windows) Take(operation string, limit int, length time.Duration, now time.Time) (used int, reset string, ok bool) {
	current := w[operation]
	if current == nil || !now.Before(current.start.Add(length)) {
		current = &window{start: now}
		w[operation] = current
	}
	if ok = current.used < limit; ok {
		current.used++
	}
	left := current.start.Add(length).Sub(now)
	return current.used, strconv.FormatInt(int64((left+time.Second-1)/time.Second), 10), ok
}
