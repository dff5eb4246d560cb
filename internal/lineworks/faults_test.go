// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/faulttest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestFaults_everyOperation has a call for each operation.
func TestFaults_everyOperation(t *testing.T) {
	t.Parallel()
	table := newSite(t).calls()
	for operation := range lineworks.Operations() {
		if _, ok := table[operation]; !ok {
			t.Errorf("%s: got no call in the table, want one", operation)
		}
		delete(table, operation)
	}
	for operation := range table {
		t.Errorf("%s: got a call in the table, want none: the client has no such operation", operation)
	}
}

// trial is a test of one operation.
type trial struct {
	*testing.T
	*site
	faultCall

	operation string
}

// eachOperation runs test for each operation, in a time of its own, with a site where
// nothing has happened but the upload of a file, so that a token is in use.
func eachOperation(t *testing.T, test func(c *trial)) {
	t.Helper()
	for operation := range lineworks.Operations() {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := newSite(t)
				s.upload(t)
				test(&trial{T: t, site: s, faultCall: s.calls()[operation], operation: operation})
				if n := s.api.OverlappingWrites() + s.api.OverlappingMenuWrites(); n > 0 {
					t.Errorf("got %d writes that overlapped, want none", n)
				}
			})
		})
	}
}

// check compares the outcome of a call with the expected one.
func (c *trial) check(err error, want expected) {
	c.Helper()
	if sent := c.api.Count(c.operation); want.sent >= 0 && sent != want.sent {
		c.Errorf("sent %d times, want %d", sent, want.sent)
	}
	if (err != nil) != (len(want.errs) > 0) {
		c.Errorf("got the error %v, want %v", err, want.errs)
	}
	for _, class := range want.errs {
		if !errors.Is(class, errAny) && !errors.Is(err, class) {
			c.Errorf("got the error %v, want a match of %q", err, class)
		}
	}
	if errors.Is(err, lineworks.ErrNotFound) {
		c.Errorf("taken for gone: %v", err)
	}
	if c.done == nil {
		return
	}
	done := c.done()
	if done != want.done {
		c.Errorf("done %d times, want %d", done, want.done)
	}
	if done > 0 && err != nil && (c.twice == searched || c.twice == uncertain) && !errors.Is(err, lineworks.ErrOutcomeUnknown) {
		c.Errorf("it was done, which the error does not admit: %v", err)
	}
}

// TestFaults is the table: each operation with each fault, once and for ever.
func TestFaults(t *testing.T) {
	t.Parallel()
	for name, f := range tableFaults() {
		for when, times := range map[string]int{"once": 1, "for ever": 1000} {
			forEver := times > 1
			if forEver && f.Kind == faulttest.NotSent {
				continue // see TestClient_connectionRefused
			}
			t.Run(name+", "+when, func(t *testing.T) {
				t.Parallel()
				eachOperation(t, func(c *trial) {
					if f.Kind == faulttest.NotSent {
						c.net.Refuse(1)
					} else {
						strike := f.Script
						strike.Operation, strike.Times = c.operation, times
						c.api.Fail(strike)
					}
					start := time.Now()
					err := c.do(c.Context())
					took := time.Since(start)
					c.check(err, f.outcome(c.faultCall, forEver))
					least, most := f.took, f.took+2*time.Minute
					switch {
					case forEver && f.Kind == faulttest.RateLimited:
						least, most = 10*time.Minute, 12*time.Minute
					case forEver:
						least, most = 0, 5*time.Minute
					case err != nil && f.Script.Delay == 0:
						least = 0 // without a second attempt
					}
					if took < least || took > most {
						c.Errorf("took %v, want %v to %v", took, least, most)
					}
				})
			})
		}
	}
}

// TestFaults_refusedForLong does not wait for an hour because the service says so.
func TestFaults_refusedForLong(t *testing.T) {
	t.Parallel()
	eachOperation(t, func(c *trial) {
		c.api.Fail(mockserver.Fault{Operation: c.operation, Status: 429, Code: tooMany, Header: http.Header{"Retry-After": {"3600"}}})
		start := time.Now()
		c.check(c.do(c.Context()), expected{sent: 1, errs: []error{lineworks.ErrRateLimited}})
		if took := time.Since(start); took > time.Minute {
			c.Errorf("took %v, want at most a minute", took)
		}
	})
}

// waitsForResponse reports whether the end of a context leaves the request alone that is
// under way.
func waitsForResponse(call faultCall) bool {
	return call.twice == searched || call.twice == uncertain || call.twice == listed
}

// TestFaults_contextEndsBeforeTheResponse has the response come after the context of the
// call has ended. The object that only the response names is not lost.
func TestFaults_contextEndsBeforeTheResponse(t *testing.T) {
	t.Parallel()
	eachOperation(t, func(c *trial) {
		c.api.Fail(mockserver.Fault{Operation: c.operation, Delay: 20 * time.Second, Act: true})
		ctx, cancel := context.WithTimeout(c.Context(), 10*time.Second)
		defer cancel()
		err := c.do(ctx)
		want := expected{sent: 1, done: 1}
		if !waitsForResponse(c.faultCall) {
			want.errs = []error{context.DeadlineExceeded}
		}
		c.check(err, want)
	})
}

// TestFaults_contextEnds ends the context of a call, as Ctrl-C does, at each point
// where it may be waiting.
func TestFaults_contextEnds(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		script mockserver.Fault
		kind   faulttest.Kind
	}{
		"refused":            {mockserver.Fault{Status: 429, Code: tooMany, Header: http.Header{"Retry-After": {"300"}}}, faulttest.RateLimited},
		"before a repeat":    {mockserver.Fault{Status: 503, Header: http.Header{"Retry-After": {"300"}}}, faulttest.Lost},
		"under way":          {mockserver.Fault{Delay: silence}, faulttest.Lost},
		"under way and done": {mockserver.Fault{Delay: silence, Act: true}, faulttest.Lost},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachOperation(t, func(c *trial) {
				strike := tc.script
				strike.Operation = c.operation
				c.api.Fail(strike)
				ctx, cancel := context.WithTimeout(c.Context(), 10*time.Second)
				defer cancel()
				start := time.Now()
				err := c.do(ctx)
				most := 25 * time.Second
				if tc.script.Delay > 0 && waitsForResponse(c.faultCall) {
					most += lineworks.DefaultRequestTimeout
				}
				if took := time.Since(start); took > most {
					c.Errorf("took %v, want at most %v", took, most)
				}
				want := expected{sent: 1, errs: []error{errAny}, done: count(tc.script.Act)}
				switch {
				case tc.kind == faulttest.RateLimited && c.twice == reads: // maybe of a list that others wait for, too
					want.errs = append(want.errs, context.DeadlineExceeded)
				case tc.kind == faulttest.RateLimited:
					want.errs = append(want.errs, context.DeadlineExceeded, lineworks.ErrRateLimited)
				case waitsForResponse(c.faultCall):
					want.errs = append(want.errs, lineworks.ErrOutcomeUnknown)
				default:
					want.errs = append(want.errs, context.DeadlineExceeded)
				}
				c.check(err, want)
				if tc.kind == faulttest.RateLimited && errors.Is(err, lineworks.ErrOutcomeUnknown) {
					c.Errorf("what was refused was not done, but: %v", err)
				}
			})
		})
	}
}
