// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"net/http"
	"strconv"
)

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
	used, reset, ok := s.windows.Take(c.name, limit, s.opts.RateWindow, s.opts.Now())
	header := s.rateHeader(used, limit, reset)
	if ok {
		return header, nil
	}
	if s.quirks.RetryAfter {
		header["Retry-After"] = []string{reset}
	}
	return header, ptr(refuse(http.StatusTooManyRequests, codeTooManyRequests, "API rate limit exceeded"))
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
