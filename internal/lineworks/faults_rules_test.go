// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"errors"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/faulttest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// fault is a fault of the table.
type fault struct {
	faulttest.Fault

	// took is how long the call takes at least, if the fault strikes once.
	took time.Duration
}

// tableFaults is the other side of the table: all faults of the catalogue but the ends of
// a call's context, see TestFaults_contextEnds.
func tableFaults() map[string]fault {
	const pause = 250 * time.Millisecond // the shortest that is not announced
	took := map[string]time.Duration{
		"429, Retry-After": 7 * time.Second, "429, rate headers": 42 * time.Second, "429, no header": pause, "429, page": pause,
		"no connection": pause, "502, page": pause, "503": pause, "504, empty": pause, "connection reset": pause,
		"no response": lineworks.DefaultRequestTimeout,
	}
	all := map[string]fault{}
	for _, f := range faulttest.Catalogue() {
		if f.Kind != faulttest.Cancelled {
			all[f.Name] = fault{f, took[f.Name]}
		}
	}
	return all
}

const (
	html    = faulttest.Page
	tooMany = "TOO_MANY_REQUESTS"
	silence = faulttest.Silence
)

// expected is the expected outcome of a call that a fault has struck.
type expected struct {
	sent int // requests of the operation that reach the service
	// errs are the errors that the error matches, maybe errAny; none: there is no error.
	errs []error
	done int // what the service has done of it
}

// errAny stands for any error.
var errAny = errors.New("any error")

const attempts = 1 + lineworks.DefaultMaxRetries

// outcome is the rule for each kind of call: never twice what must not be done
// twice, and an error that says so whenever something may have been done.
func (f fault) outcome(c faultCall, forEver bool) expected {
	acted := count(f.TakesEffect())
	switch f.Kind {
	case faulttest.RateLimited:
		if forEver {
			return expected{sent: -1, errs: []error{lineworks.ErrRateLimited}}
		}
		return expected{sent: 2, done: 1}
	case faulttest.NotSent:
		return expected{sent: 1, done: 1}
	case faulttest.Unauthorized:
		switch {
		case c.twice == signs:
			return expected{sent: 1, errs: []error{lineworks.ErrUnauthorized}}
		case forEver:
			return expected{sent: 2, errs: []error{lineworks.ErrUnauthorized}}
		}
		return expected{sent: 2, done: 1}
	case faulttest.ForeignNotFound:
		return expected{sent: 1, errs: []error{lineworks.ErrNotAPI}}
	case faulttest.ServerError:
		switch {
		case c.twice == begins && forEver:
			return expected{sent: attempts, errs: []error{lineworks.ErrServer}}
		case c.twice == begins:
			return expected{sent: 2, done: 1}
		case (c.twice == searched || c.twice == listed) && f.TakesEffect():
			return expected{sent: 1, done: 1}
		case c.twice == searched, c.twice == listed, c.twice == uncertain:
			return expected{sent: 1, errs: []error{lineworks.ErrServer, lineworks.ErrOutcomeUnknown}, done: acted}
		}
		return expected{sent: 1, errs: []error{lineworks.ErrServer}, done: acted}
	case faulttest.Lost:
		return f.afterLoss(c, forEver)
	case faulttest.ForeignSuccess, faulttest.Empty, faulttest.Cancelled:
	}
	if f.Kind == faulttest.Empty && c.success == withAny {
		return expected{sent: 1, done: 1}
	}
	// A success that cannot be used: a loss that no repeating mends.
	switch c.twice {
	case listed, searched:
		if f.TakesEffect() {
			return expected{sent: 1, done: 1}
		}
		return expected{sent: 1, errs: []error{lineworks.ErrOutcomeUnknown, lineworks.ErrNotAPI}}
	case uncertain:
		return expected{sent: 1, errs: []error{lineworks.ErrOutcomeUnknown, lineworks.ErrNotAPI}, done: acted}
	default:
		return expected{sent: 1, errs: []error{lineworks.ErrNotAPI}, done: acted}
	}
}

func (f fault) afterLoss(c faultCall, forEver bool) expected {
	acted := count(f.TakesEffect())
	switch c.twice {
	case searched:
		if f.TakesEffect() {
			return expected{sent: 1, done: 1}
		}
		return expected{sent: 1, errs: []error{lineworks.ErrOutcomeUnknown}}
	case uncertain:
		return expected{sent: 1, errs: []error{lineworks.ErrOutcomeUnknown}, done: acted}
	case listed:
		if f.TakesEffect() {
			return expected{sent: 1, done: 1}
		}
	default:
	}
	if forEver {
		return expected{sent: attempts, errs: []error{errAny}, done: acted}
	}
	return expected{sent: 2, done: 1}
}
