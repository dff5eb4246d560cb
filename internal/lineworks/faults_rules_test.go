// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"maps"
	"net/http"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// class is what a client can tell of a fault.
type class int

const (
	// ofRefused is 429: nothing was done, and it is asked to wait.
	ofRefused class = iota
	// ofFailed is 500: nothing promises that the next time is better.
	ofFailed
	// ofLost is a fault after which nobody knows whether it was done.
	ofLost
	// ofPage is a success of somebody else.
	ofPage
	// ofMissing is a 404 of somebody else.
	ofMissing
	// ofEmpty is a success without a body.
	ofEmpty
	// ofUnauthorized is 401.
	ofUnauthorized
	// ofUnsent is a connection that could not be made.
	ofUnsent
)

// scripted is a fault of the table. Its script has no operation yet.
type scripted struct {
	class  class
	script mockserver.Fault
	// took is how long the call takes at least, if the fault strikes once.
	took time.Duration
}

const (
	html    = "<!DOCTYPE html><title>Maintenance</title>"
	tooMany = "TOO_MANY_REQUESTS"
	// silence is longer than any call waits.
	silence = 24 * time.Hour
)

// scriptedFaults is the other side of the table.
func scriptedFaults() map[string]scripted {
	headers := func(pairs ...string) http.Header {
		h := http.Header{}
		for i := 0; i < len(pairs); i += 2 {
			h.Set(pairs[i], pairs[i+1])
		}
		return h
	}
	const pause = 250 * time.Millisecond // the shortest that is not announced
	faults := map[string]scripted{
		"429, Retry-After":  {ofRefused, mockserver.Fault{Status: 429, Code: tooMany, Header: headers("Retry-After", "7")}, 7 * time.Second},
		"429, rate headers": {ofRefused, mockserver.Fault{Status: 429, Code: tooMany, Header: headers("rateLimit-limit", "240", "rateLimit-remaining", "0", "rateLimit-reset", "42")}, 42 * time.Second},
		"429, no header":    {ofRefused, mockserver.Fault{Status: 429, Code: tooMany}, pause},
		"429, page":         {ofRefused, mockserver.Fault{Status: 429, Body: html}, pause},
		"500":               {ofFailed, mockserver.Fault{Status: 500, Code: "INTERNAL_SERVER_ERROR", Description: "x"}, 0},
		"500, page":         {ofFailed, mockserver.Fault{Status: 500, Body: html}, 0},
		"page":              {ofPage, mockserver.Fault{Status: 200, Body: html}, 0},
		"page not found":    {ofMissing, mockserver.Fault{Status: 404, Body: html}, 0},
		"401":               {ofUnauthorized, mockserver.Fault{Status: 401, Code: "UNAUTHORIZED", Description: "x"}, 0},
		"no connection":     {ofUnsent, mockserver.Fault{}, pause},

		"502, page":           {ofLost, mockserver.Fault{Status: 502, Body: html}, pause},
		"503":                 {ofLost, mockserver.Fault{Status: 503, Code: "X", Description: "x"}, pause},
		"503, Retry-After":    {ofLost, mockserver.Fault{Status: 503, Header: headers("Retry-After", "20")}, 0},
		"504, empty":          {ofLost, mockserver.Fault{Status: 504}, pause},
		"connection reset":    {ofLost, mockserver.Fault{Reset: true}, pause},
		"answer cut":          {ofLost, mockserver.Fault{Cut: true, Act: true}, 0},
		"no answer, for 30 s": {ofLost, mockserver.Fault{Delay: silence}, 30 * time.Second},
	}
	for name, f := range maps.Clone(faults) {
		if (f.class == ofLost || f.class == ofPage || f.class == ofFailed) && !f.script.Act {
			f.script.Act = true
			f.took = 0 // it may be found to have been done
			faults[name+", but done"] = f
		}
	}
	faults["empty"] = scripted{ofEmpty, mockserver.Fault{Status: 200, Act: true}, 0}
	return faults
}

// expected is what has to come of a call that a fault has struck.
type expected struct {
	sent int // requests of the operation that reach the service
	// errs are what the error matches; none: there is no error.
	errs []error
	done int // what the service has done of it
}

const attempts = 1 + lineworks.DefaultMaxRetries

// outcome is the rule for each kind of call: never twice what must not be done
// twice, and an error that says so whenever something may have been done.
func (f scripted) outcome(c faultCall, forEver bool) expected {
	acted := count(f.script.Act)
	switch f.class {
	case ofRefused:
		if forEver {
			return expected{sent: -1, errs: []error{lineworks.ErrRateLimited}}
		}
		return expected{sent: 2, done: 1}
	case ofUnsent:
		return expected{sent: 1, done: 1}
	case ofUnauthorized:
		switch {
		case c.twice == signs:
			return expected{sent: 1, errs: []error{lineworks.ErrUnauthorized}}
		case forEver:
			return expected{sent: 2, errs: []error{lineworks.ErrUnauthorized}}
		}
		return expected{sent: 2, done: 1}
	case ofMissing:
		return expected{sent: 1, errs: []error{lineworks.ErrNotAPI}}
	case ofFailed:
		switch {
		case c.twice == begins && forEver:
			return expected{sent: attempts, errs: []error{lineworks.ErrServer}}
		case c.twice == begins:
			return expected{sent: 2, done: 1}
		case (c.twice == searched || c.twice == listed) && f.script.Act:
			return expected{sent: 1, done: 1}
		case c.twice == searched, c.twice == listed, c.twice == uncertain:
			return expected{sent: 1, errs: []error{lineworks.ErrServer, lineworks.ErrOutcomeUnknown}, done: acted}
		}
		return expected{sent: 1, errs: []error{lineworks.ErrServer}, done: acted}
	case ofLost:
		return f.afterLoss(c, forEver)
	case ofPage, ofEmpty:
	}
	if f.class == ofEmpty && c.success == withAny {
		return expected{sent: 1, done: 1}
	}
	// A success that cannot be used: a loss that no repeating mends.
	switch c.twice {
	case listed, searched:
		if f.script.Act {
			return expected{sent: 1, done: 1}
		}
		return expected{sent: 1, errs: []error{lineworks.ErrOutcomeUnknown, lineworks.ErrNotAPI}}
	case uncertain:
		return expected{sent: 1, errs: []error{lineworks.ErrOutcomeUnknown, lineworks.ErrNotAPI}, done: acted}
	default:
		return expected{sent: 1, errs: []error{lineworks.ErrNotAPI}, done: acted}
	}
}

func (f scripted) afterLoss(c faultCall, forEver bool) expected {
	acted := count(f.script.Act)
	switch c.twice {
	case searched:
		if f.script.Act {
			return expected{sent: 1, done: 1}
		}
		return expected{sent: 1, errs: []error{lineworks.ErrOutcomeUnknown}}
	case uncertain:
		return expected{sent: 1, errs: []error{lineworks.ErrOutcomeUnknown}, done: acted}
	case listed:
		if f.script.Act {
			return expected{sent: 1, done: 1}
		}
	default:
	}
	if forEver {
		return expected{sent: attempts, errs: []error{nil}, done: acted}
	}
	return expected{sent: 2, done: 1}
}
