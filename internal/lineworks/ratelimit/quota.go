// SPDX-License-Identifier: MPL-2.0

package ratelimit

import (
	"cmp"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// quota is the state of an operation's rate limit, as a response announces it.
type quota struct {
	limit int // requests in a window
	used  int // how many of them are used, by this process or another one
	// reset is how long the window still lasts; below 0 if the response does not tell, or
	// tells what cannot be right.
	reset time.Duration
}

// quotaOf reads the headers of a response. It reports false if they tell nothing, or
// contradict each other: a typo in a header must not stop a client.
func quotaOf(h http.Header) (quota, bool) {
	told := rateHeader(h, "limit")
	if told == "" {
		return quota{}, false
	}
	limit, ok := count(told)
	if !ok || limit == 0 {
		return quota{}, false
	}
	q := quota{limit: limit, reset: -1}
	if told = rateHeader(h, "remaining"); told != "" {
		remaining, ok := count(told)
		if !ok || remaining > limit {
			return quota{}, false
		}
		q.used = limit - remaining
	} else if q.used, ok = count(cmp.Or(rateHeader(h, "ssed"), rateHeader(h, "used"))); !ok {
		return quota{}, false
	}
	// A window lasts a minute. A value far above is a point in time, or a mistake.
	f, err := strconv.ParseFloat(strings.TrimSpace(rateHeader(h, "reset")), 64)
	if err == nil && f >= 0 && f <= MaxPause.Seconds() {
		q.reset = time.Duration(math.Ceil(f*1000)) * time.Millisecond
	}
	return q, true
}

// rateHeader reads a header by its documented name, such as "rateLimit-limit"; "ssed"
// stands for used there. Without it, the name that other services use counts, which some
// clients of this one expect. See https://developers.worksmobile.com/en/docs/rate-limits.
func rateHeader(h http.Header, name string) string {
	return cmp.Or(h.Get("rateLimit-"+name), h.Get("X-RateLimit-"+name))
}

// count reads a number of requests.
func count(s string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil && n >= 0
}
