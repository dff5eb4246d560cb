// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"net/http"
	"strconv"
	"time"
)

// window counts the calls of one operation.
type window struct {
	start time.Time
	used  int
}

// admit checks the token of a call and the rate limit of its operation. The header
// is the state of the window; each operation has a window of its own:
// https://developers.worksmobile.com/en/docs/rate-limits.
func (s *Server) admit(c *call) (http.Header, *response) {
	if refusal := s.authenticate(c); refusal != nil {
		return nil, refusal
	}
	limit := s.opts.RateLimit
	if limit == 0 {
		return nil, nil
	}
	if c.op.limit > 0 {
		limit = min(limit, c.op.limit)
	}
	now := s.opts.Now()
	w := s.windows[c.name]
	if w == nil || !now.Before(w.start.Add(s.opts.RateWindow)) {
		w = &window{start: now}
		s.windows[c.name] = w
	}
	reset := secondsUp(w.start.Add(s.opts.RateWindow).Sub(now))
	if w.used >= limit {
		header := s.rateHeader(w.used, limit, reset)
		if s.quirks.RetryAfter {
			header["Retry-After"] = []string{reset}
		}
		return header, ptr(refuse(http.StatusTooManyRequests, codeTooManyRequests, "API rate limit exceeded"))
	}
	w.used++
	return s.rateHeader(w.used, limit, reset), nil
}

// rateHeader spells the names as the vendor does, "ssed" included.
func (s *Server) rateHeader(used, limit int, reset string) http.Header {
	if s.quirks.MissingRateHeaders {
		return http.Header{}
	}
	return http.Header{
		"rateLimit-ssed":      {strconv.Itoa(used)},
		"rateLimit-limit":     {strconv.Itoa(limit)},
		"rateLimit-remaining": {strconv.Itoa(limit - used)},
		"rateLimit-reset":     {reset},
	}
}

func secondsUp(d time.Duration) string {
	return strconv.FormatInt(int64((d+time.Second-1)/time.Second), 10)
}
