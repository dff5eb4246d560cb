// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"cmp"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// quota is what an answer tells of the rate limit of its operation.
type quota struct {
	limit int // calls in a window
	used  int // how many of them are used, by whomever
	// reset is how long the window still lasts; below 0 if that is not told, or in a
	// way that cannot be right.
	reset time.Duration
}

// quotaOf reads the headers of an answer. It reports false if they tell nothing, or
// what cannot be: nothing is governed by a slip.
func quotaOf(h http.Header) (quota, bool) {
	told := rateHeadersOf(h)
	if told.limit == "" {
		return quota{}, false
	}
	limit, ok := count(told.limit)
	if !ok || limit == 0 {
		return quota{}, false
	}
	q := quota{limit: limit, reset: -1}
	if told.remaining != "" {
		remaining, ok := count(told.remaining)
		if !ok || remaining > limit {
			return quota{}, false
		}
		q.used = limit - remaining
	} else if q.used, ok = count(told.used); !ok {
		return quota{}, false
	}
	// A window lasts a minute. A value far above is a point in time, or a slip.
	if f, err := strconv.ParseFloat(strings.TrimSpace(told.reset), 64); err == nil && f >= 0 && f <= waitLimit.Seconds() {
		q.reset = time.Duration(math.Ceil(f*1000)) * time.Millisecond
	}
	return q, true
}

// rateHeaders are the headers of an answer that tell of the rate, as they came.
type rateHeaders struct{ limit, remaining, used, reset string }

// rateHeadersOf reads the documented names, "ssed" for used included, and for what
// is missing those of other services, which some clients of this one expect. Names
// are compared without regard to case: a transport need not be net/http's. See
// https://developers.worksmobile.com/en/docs/rate-limits.
func rateHeadersOf(h http.Header) rateHeaders {
	var own, other rateHeaders
	for name, values := range h {
		if len(values) == 0 {
			continue
		}
		if rest, ok := cutPrefixFold(name, "rateLimit-"); ok {
			own.set(rest, values[0])
		} else if rest, ok := cutPrefixFold(name, "X-RateLimit-"); ok {
			other.set(rest, values[0])
		}
	}
	return rateHeaders{
		limit:     cmp.Or(own.limit, other.limit),
		remaining: cmp.Or(own.remaining, other.remaining),
		used:      cmp.Or(own.used, other.used),
		reset:     cmp.Or(own.reset, other.reset),
	}
}

func (r *rateHeaders) set(name, value string) {
	switch {
	case strings.EqualFold(name, "limit"):
		r.limit = value
	case strings.EqualFold(name, "remaining"):
		r.remaining = value
	case strings.EqualFold(name, "ssed"), strings.EqualFold(name, "used"):
		r.used = value
	case strings.EqualFold(name, "reset"):
		r.reset = value
	}
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return "", false
	}
	return s[len(prefix):], true
}

// count reads a number of calls.
func count(s string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil && n >= 0
}
