// SPDX-License-Identifier: MPL-2.0

package ratelimit

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// header makes a header of lines "name: value".
func header(lines ...string) http.Header {
	h := http.Header{}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ": ")
		h.Add(name, value)
	}
	return h
}

func TestQuotaOf(t *testing.T) {
	t.Parallel()
	type told struct {
		limit, used int
		reset       time.Duration
	}
	const untold = -1
	for name, tc := range map[string]struct {
		header http.Header
		want   *told // nil: nothing
	}{
		"as documented":      {header("rateLimit-ssed: 3", "rateLimit-limit: 20", "rateLimit-remaining: 17", "rateLimit-reset: 5"), &told{20, 3, 5 * time.Second}},
		"by net/http":        {header("Ratelimit-Ssed: 3", "Ratelimit-Limit: 20", "Ratelimit-Remaining: 17", "Ratelimit-Reset: 5"), &told{20, 3, 5 * time.Second}},
		"in lower case":      {header("ratelimit-limit: 20", "ratelimit-remaining: 17", "ratelimit-reset: 5"), &told{20, 3, 5 * time.Second}},
		"older names":        {header("X-RateLimit-Limit: 20", "X-Ratelimit-Remaining: 17", "X-Ratelimit-Reset: 5"), &told{20, 3, 5 * time.Second}},
		"both":               {header("X-Ratelimit-Limit: 9", "X-Ratelimit-Remaining: 9", "X-Ratelimit-Reset: 9", "rateLimit-limit: 20", "rateLimit-remaining: 17", "rateLimit-reset: 5"), &told{20, 3, 5 * time.Second}},
		"blanks":             {header("rateLimit-limit:  20 ", "rateLimit-remaining:  17 ", "rateLimit-reset:  5 "), &told{20, 3, 5 * time.Second}},
		"used only":          {header("rateLimit-limit: 20", "rateLimit-ssed: 3", "rateLimit-reset: 5"), &told{20, 3, 5 * time.Second}},
		"all left":           {header("rateLimit-limit: 20", "rateLimit-remaining: 20", "rateLimit-reset: 5"), &told{20, 0, 5 * time.Second}},
		"longest reset":      {header("rateLimit-limit: 20", "rateLimit-remaining: 17", "rateLimit-reset: 600"), &told{20, 3, 10 * time.Minute}},
		"longer reset":       {header("rateLimit-limit: 20", "rateLimit-remaining: 17", "rateLimit-reset: 601"), &told{20, 3, untold}},
		"more than all used": {header("rateLimit-limit: 20", "rateLimit-ssed: 23", "rateLimit-reset: 5"), &told{20, 23, 5 * time.Second}},
		"part of a second":   {header("rateLimit-limit: 20", "rateLimit-remaining: 0", "rateLimit-reset: 1.5"), &told{20, 20, 1500 * time.Millisecond}},
		"reset now":          {header("rateLimit-limit: 20", "rateLimit-remaining: 0", "rateLimit-reset: 0"), &told{20, 20, 0}},
		"no reset":           {header("rateLimit-limit: 20", "rateLimit-remaining: 17"), &told{20, 3, untold}},
		"reset below 0":      {header("rateLimit-limit: 20", "rateLimit-remaining: 17", "rateLimit-reset: -5"), &told{20, 3, untold}},
		"reset is a word":    {header("rateLimit-limit: 20", "rateLimit-remaining: 17", "rateLimit-reset: soon"), &told{20, 3, untold}},
		"reset is no number": {header("rateLimit-limit: 20", "rateLimit-remaining: 17", "rateLimit-reset: NaN"), &told{20, 3, untold}},
		"reset at a time":    {header("rateLimit-limit: 20", "rateLimit-remaining: 17", "rateLimit-reset: 1775044800"), &told{20, 3, untold}},
		"reset in a day":     {header("rateLimit-limit: 20", "rateLimit-remaining: 17", "rateLimit-reset: 86400"), &told{20, 3, untold}},

		"none":                 {header("Content-Type: application/json"), nil},
		"no values":            {http.Header{"Ratelimit-Limit": nil, "Ratelimit-Remaining": {}}, nil},
		"limit only":           {header("rateLimit-limit: 20", "rateLimit-reset: 5"), nil},
		"remaining only":       {header("rateLimit-remaining: 17", "rateLimit-reset: 5"), nil},
		"limit of 0":           {header("rateLimit-limit: 0", "rateLimit-remaining: 0", "rateLimit-reset: 5"), nil},
		"limit below 0":        {header("rateLimit-limit: -1", "rateLimit-remaining: 0", "rateLimit-reset: 5"), nil},
		"limit is a word":      {header("rateLimit-limit: many", "rateLimit-remaining: 0", "rateLimit-reset: 5"), nil},
		"remaining below 0":    {header("rateLimit-limit: 20", "rateLimit-remaining: -1", "rateLimit-reset: 5"), nil},
		"remaining is a word":  {header("rateLimit-limit: 20", "rateLimit-remaining: none", "rateLimit-reset: 5"), nil},
		"more left than there": {header("rateLimit-limit: 20", "rateLimit-remaining: 21", "rateLimit-reset: 5"), nil},
		"too large":            {header("rateLimit-limit: 99999999999999999999", "rateLimit-remaining: 1", "rateLimit-reset: 5"), nil},
		"used is a word":       {header("rateLimit-limit: 20", "rateLimit-ssed: all", "rateLimit-reset: 5"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q, ok := quotaOf(tc.header)
			limit, used, reset := q.limit, q.used, q.reset
			switch {
			case !ok && tc.want == nil:
			case ok && tc.want == nil:
				t.Errorf("got %d of %d, %v, want nothing told", used, limit, reset)
			case !ok || (told{limit, used, reset}) != *tc.want:
				t.Errorf("told %d of %d, %v, %v; want %+v", used, limit, reset, ok, *tc.want)
			}
		})
	}
}
