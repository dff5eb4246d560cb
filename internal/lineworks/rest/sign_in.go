// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"errors"
	"net/http"
	"slices"
	"sync/atomic"
	"time"
)

// ErrNotRenewable is a refused token for which the source has no other one.
var ErrNotRenewable = errors.New("a ready-made token cannot be renewed")

// InvalidScope is the code of a refused token request that other scopes may not meet. Source:
// RFC 6749, section 5.2.
const InvalidScope = "invalid_scope"

// SignInError is a definite refusal of the credentials or of the token: the other calls of
// the client fail for the same reason. It can be reported in full once and in short
// afterwards, because the errors of one client share what was reported.
type SignInError struct {
	// Response is the one that refused.
	Response *APIError
	// ReadyToken is true if it refused a ready-made token.
	ReadyToken bool
	// Scopes are those that a token was requested with; nil for a ready-made token.
	Scopes []string
	// NeededScopes are those of the operation whose token was refused, as in [APIError]; nil
	// if the token is for no operation.
	NeededScopes []string

	err    error // nil: Response
	report *signInReport
}

// signInReport is shared by the errors of a client.
type signInReport struct{ full, refresh atomic.Bool }

// Error returns the text of the response, and how the request that it concerns failed.
func (e *SignInError) Error() string { return e.Unwrap().Error() }

// Unwrap returns the failure of the request.
func (e *SignInError) Unwrap() error {
	if e.err == nil {
		return e.Response
	}
	return e.err
}

// TakeFullReport reports true for one error of a client: the one to report in full.
func (e *SignInError) TakeFullReport() bool {
	return e.report == nil || e.report.full.CompareAndSwap(false, true)
}

// ReportedInFull reports whether [SignInError.TakeFullReport] was called for an error of
// the client.
func (e *SignInError) ReportedInFull() bool { return e.report != nil && e.report.full.Load() }

// TakeRefreshReport reports true for one error of a client: the one to report if refreshes
// of many objects fail.
func (e *SignInError) TakeRefreshReport() bool {
	return e.report == nil || e.report.refresh.CompareAndSwap(false, true)
}

// share makes the error of a token source share the report of the client. Any other
// error stays as it is.
func (r *signInReport) share(err error) error {
	var refused *SignInError
	if !errors.As(err, &refused) {
		return err
	}
	own := *refused // the source returns it to other callers, too
	own.report = r
	return &own
}

// refusedToken makes the error of a request whose token was refused, and could not be
// renewed (err) or was new already (nil).
func (r *signInReport) refusedToken(req *Request, refusal *APIError, err error) error {
	// A page with 401 may be a proxy's, an address that was handed out has rights of its own,
	// and other requests may do without a scope that the token lacks.
	if refusal.notAPI() || req.Path == "" || refusal.LacksScope() {
		return err
	}
	return &SignInError{
		Response: refusal, ReadyToken: errors.Is(err, ErrNotRenewable), Scopes: req.token.Scopes, NeededScopes: req.Op.Scopes,
		err: err, report: r,
	}
}

// LacksScope reports whether the token is known to have none of the scopes that the
// operation needs.
func (e *APIError) LacksScope() bool {
	return len(e.TokenScopes) > 0 && len(e.NeededScopes) > 0 &&
		!slices.ContainsFunc(e.TokenScopes, func(s string) bool { return slices.Contains(e.NeededScopes, s) })
}

// clockAhead returns by how much the clock of this machine is ahead of the one of the
// service; 0 if the response does not tell.
func clockAhead(resp *Response) time.Duration {
	at, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil || resp.received.IsZero() {
		return 0
	}
	return resp.received.Sub(at)
}
