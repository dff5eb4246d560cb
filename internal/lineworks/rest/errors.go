// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Classes of failure, to be matched with [errors.Is].
var (
	// ErrNotFound is an object that the API says is not there: 404 or 410 in the
	// API's own shape. A proxy's 404 is [ErrNotAPI].
	ErrNotFound = errors.New("not found")
	// ErrUnauthorized is 401: the token was refused, the renewed one too.
	ErrUnauthorized = errors.New("unauthorized")
	// ErrForbidden is 403.
	ErrForbidden = errors.New("forbidden")
	// ErrAccessDenied is the [ErrForbidden] of an object that the caller may not use: 403
	// with the code ACCESS_DENIED, unless the token is known to lack the scope. That has the
	// code FORBIDDEN by the page, and a client reports ACCESS_DENIED.
	// Source: https://developers.worksmobile.com/en/docs/error-codes
	ErrAccessDenied = errors.New("access denied")
	// ErrRateLimited is 429, after all retries.
	ErrRateLimited = errors.New("rate limited")
	// ErrConflict is 409.
	ErrConflict = errors.New("conflict")
	// ErrInvalid is 400.
	ErrInvalid = errors.New("invalid request")
	// ErrServer is any 5xx.
	ErrServer = errors.New("server error")
	// ErrNotAPI is a response that is not the API's own: an HTML page, JSON of
	// another shape, a redirect, or "Api not exists". The API URL may be wrong, or
	// a proxy may have responded.
	ErrNotAPI = errors.New("not a response of the API")
	// ErrOutcomeUnknown is a call that may have been carried out although it failed:
	// its response was lost, or held no id.
	ErrOutcomeUnknown = errors.New("outcome unknown")
	// ErrNoResponse is a call, or the token request before it, that brought no whole
	// response: the host was not found or not reached, TLS failed, the connection
	// broke, or it took too long. One that the caller ended does not count.
	ErrNoResponse = errors.New("no response")
	// ErrNoToken is a call that could not be made without an access token. The
	// error of the token request is wrapped in the same error.
	ErrNoToken = errors.New("no access token")
)

// Refused reports whether the service read a request and did not carry it out:
// [ErrInvalid], [ErrForbidden] or [ErrConflict]. A refusal of the token endpoint,
// which is [ErrNoToken] too, does not count: the request itself was never sent.
func Refused(err error) bool {
	return !errors.Is(err, ErrNoToken) &&
		(errors.Is(err, ErrInvalid) || errors.Is(err, ErrForbidden) || errors.Is(err, ErrConflict))
}

// FailsAll reports whether any other call would fail like this one: there is no token,
// the token was refused, or no connection can be made.
func FailsAll(err error) bool {
	var failed *RequestError
	return errors.Is(err, ErrNoToken) || errors.Is(err, ErrUnauthorized) || errors.As(err, &failed) && failed.Unsent()
}

// APIError is a response that is no success, or a success that cannot be used.
type APIError struct {
	// StatusCode is the HTTP status.
	StatusCode int
	// Code is the API's error code, for example "NOT_FOUND"; for a token request
	// its "error", for example "invalid_scope". Empty if the response had none.
	Code string
	// Description is the API's text, word for word.
	Description string
	// Operation is method and path template, for example "GET /bots/{botId}".
	Operation string
	// Path is the path below the base URL, for example "/bots/2000001".
	Path string
	// URL is host and path, without scheme and query.
	URL string
	// RequestID is the id that the response's headers give the request, if any.
	RequestID string
	// ContentType is the header of the response.
	ContentType string
	// TokenScopes are the scopes of the token that was sent; nil if they are not known.
	TokenScopes []string
	// NeededScopes are the scopes that allow the operation, beginning with the one that
	// allows least; one of them is enough.
	NeededScopes []string
	// ClockAhead is by how much the clock of this machine was ahead of the date in the
	// response, and below 0 by how much it was behind; 0 if the response has no date.
	ClockAhead time.Duration

	shape      shape
	seen       string // describes a response without a code
	authServer bool
	loopback   bool
}

// shape is the kind of response that an [APIError] is made of.
type shape int

const (
	shapeOwn      shape = iota // {"code", "description"}, or the returnCode of the authorization server
	shapeOAuth                 // {"error", "error_description"}
	shapeEmpty                 // no body
	shapeForeign               // anything else
	shapeUnusable              // a success with another body than the operation's
)

// Error returns one line: the call, the status, and the API's text or a description of the
// response.
func (e *APIError) Error() string {
	var b strings.Builder
	method, _, _ := strings.Cut(e.Operation, " ")
	if e.Path != "" {
		fmt.Fprintf(&b, "%s %s: %d", method, e.Path, e.StatusCode)
	} else {
		fmt.Fprintf(&b, "%s: %d", e.Operation, e.StatusCode)
	}
	switch {
	case e.Code != "":
		b.WriteString(" " + e.Code)
	case http.StatusText(e.StatusCode) != "":
		b.WriteString(" " + http.StatusText(e.StatusCode))
	}
	if e.Description != "" {
		b.WriteString(": " + e.Description)
	}
	if e.seen != "" {
		b.WriteString(": " + e.seen)
	}
	if e.notAPI() && e.URL != "" {
		b.WriteString(" (from " + e.URL + ")")
	}
	if e.RequestID != "" {
		b.WriteString(" (request id " + e.RequestID + ")")
	}
	return b.String()
}

// Is reports whether e belongs to the class that target stands for. 401, 429 and
// 5xx mean the same from any server; the other statuses count only if the response
// may be the API's.
func (e *APIError) Is(target error) bool {
	genuine := e.shape == shapeOwn || e.shape == shapeOAuth || e.shape == shapeEmpty
	switch target {
	case ErrNotFound:
		// A 404 of the authorization server says nothing about any object.
		return e.isGone() && e.shape == shapeOwn && e.Code != "" && !e.isUnknownPath() && !e.authServer
	case ErrNotAPI:
		return e.notAPI()
	case ErrUnauthorized:
		return e.StatusCode == http.StatusUnauthorized
	case ErrRateLimited:
		return e.StatusCode == http.StatusTooManyRequests
	case ErrServer:
		return e.StatusCode >= 500 && e.StatusCode <= 599
	case ErrForbidden:
		return genuine && e.StatusCode == http.StatusForbidden
	case ErrAccessDenied:
		return e.StatusCode == http.StatusForbidden && e.shape == shapeOwn && e.Code == "ACCESS_DENIED" && !e.authServer && !e.LacksScope()
	case ErrConflict:
		return genuine && e.StatusCode == http.StatusConflict
	case ErrInvalid:
		return genuine && e.StatusCode == http.StatusBadRequest
	}
	return false
}

// OnLoopback reports whether the response came from this machine, where a mock may run.
func (e *APIError) OnLoopback() bool { return e.loopback }

// IsOAuth reports whether the response is an OAuth error, which it may be with any status.
// Source: RFC 6749, section 5.2.
func (e *APIError) IsOAuth() bool { return e.shape == shapeOAuth }

func (e *APIError) isGone() bool {
	return e.StatusCode == http.StatusNotFound || e.StatusCode == http.StatusGone
}

// isUnknownPath recognises the response to a path that the API does not have, as
// with a wrong API URL. It has the API's shape, status 404 and code NOT_FOUND.
func (e *APIError) isUnknownPath() bool {
	text := strings.TrimRight(strings.TrimSpace(e.Description), ".")
	return e.isGone() && strings.EqualFold(text, "Api not exists")
}

func (e *APIError) notAPI() bool {
	switch e.shape {
	case shapeForeign, shapeUnusable:
		return true
	case shapeOwn:
		return e.isUnknownPath() || e.isGone() && e.Code == ""
	case shapeOAuth:
		return e.isGone() && !e.authServer
	case shapeEmpty:
		return e.isGone()
	}
	return false
}

// statusClientClosed is the status with which proxies log, and some return, a request whose
// client went away. It is not registered.
const statusClientClosed = 499

// definite reports whether the response says that the operation was not carried out. 401 and
// 429 say so from any server.
func (e *APIError) definite() bool {
	switch {
	case e.StatusCode == http.StatusUnauthorized || e.StatusCode == http.StatusTooManyRequests:
		return true
	case e.StatusCode >= http.StatusInternalServerError, e.StatusCode == http.StatusRequestTimeout, e.StatusCode == statusClientClosed:
		return false
	}
	return !e.notAPI() || e.isUnknownPath()
}

// NotAPI marks a success that is not what op responds with.
func NotAPI(op Operation, err error) error { return fmt.Errorf("%s: %w: %w", op, ErrNotAPI, err) }

// RequestError is an attempt without a whole response.
type RequestError struct {
	request string
	base    URL
	fault   fault
	err     error
	logged  Logged
}

// Error names the call, the host and the cause.
func (e *RequestError) Error() string {
	// The cause may quote the beginning of a response that is not HTTP.
	cause := e.logged.Error(e.err)
	if e.fault == cancelled {
		return e.request + ": " + cause
	}
	return fmt.Sprintf("%s: no response from %s: %s", e.request, e.base.host, cause)
}

// Unsent reports whether the request never left: there was no connection.
func (e *RequestError) Unsent() bool { return e.fault == notSent || e.fault == hopeless }

// OnLoopback reports whether the request was for this machine, where a mock may run.
func (e *RequestError) OnLoopback() bool { return e.base.onLoopback() }

// Lost reports whether the request was sent, or may have been, and its response did not
// come.
func (e *RequestError) Lost() bool { return e.fault == broken || e.fault == timedOut }

// Unwrap returns the cause, and [ErrNoResponse] unless the caller's context ended the attempt.
func (e *RequestError) Unwrap() []error {
	if e.fault == cancelled {
		return []error{e.err}
	}
	return []error{e.err, ErrNoResponse}
}

// ambiguousError is a failure of an operation that may have been carried out all the same.
type ambiguousError struct {
	op  Operation
	err error
}

// Error adds what may have happened to the failure.
func (e *ambiguousError) Error() string { return e.err.Error() + "; " + e.op.Ambiguous }

// Unwrap returns the failure, and [ErrOutcomeUnknown].
func (e *ambiguousError) Unwrap() []error { return []error{e.err, ErrOutcomeUnknown} }

// OutcomeUnknown marks err as one of an operation that may have been carried out all the same.
func OutcomeUnknown(op Operation, err error) error { return &ambiguousError{op: op, err: err} }

// ambiguous marks err if op may have been carried out and must not be sent again. That is
// so after any failure of a server, which may have come afterwards, and after any response
// that is not the API's own, since a proxy may have replaced the API's. Only some of them
// are a reason to send an idempotent request again. An error of the token request says nothing
// about op.
func ambiguous(op Operation, err error) error {
	if err == nil || op.Ambiguous == "" || errors.Is(err, ErrNoToken) {
		return err
	}
	var (
		failed  *RequestError
		refused *APIError
	)
	switch {
	case errors.As(err, &failed) && attempt{fault: failed.fault}.lost(),
		errors.As(err, &refused) && !refused.definite():
		return &ambiguousError{op: op, err: err}
	}
	return err
}
