// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// Classes of failure, to be matched with [errors.Is].
var (
	// ErrNotFound is an object that the API says is not there: 404 or 410 in the
	// API's own shape. A 404 of anybody else is [ErrNotAPI].
	ErrNotFound = errors.New("not found")
	// ErrUnauthorized is 401: the token was refused, the renewed one too.
	ErrUnauthorized = errors.New("unauthorized")
	// ErrForbidden is 403.
	ErrForbidden = errors.New("forbidden")
	// ErrAccessDenied is the [ErrForbidden] for what the caller has no part in: 403
	// with the code ACCESS_DENIED. One for want of a scope has another code.
	// Source: https://developers.worksmobile.com/en/docs/error-codes
	ErrAccessDenied = errors.New("access denied")
	// ErrRateLimited is 429, after all repeats.
	ErrRateLimited = errors.New("rate limited")
	// ErrConflict is 409.
	ErrConflict = errors.New("conflict")
	// ErrInvalid is 400.
	ErrInvalid = errors.New("invalid request")
	// ErrServer is any 5xx.
	ErrServer = errors.New("server error")
	// ErrNotAPI is an answer that is not the API's own: an HTML page, JSON of
	// another shape, a redirect, or "Api not exists". The API URL may be wrong, or
	// a proxy may have answered.
	ErrNotAPI = errors.New("not an answer of the API")
	// ErrOutcomeUnknown is a call that may have been done although it failed:
	// its answer was lost, or held no id.
	ErrOutcomeUnknown = errors.New("outcome unknown")
	// ErrNoAnswer is a call, or the token request before it, that brought no whole
	// answer: the host was not found or not reached, TLS failed, the connection
	// broke, or it took too long. One that the caller ended does not count.
	ErrNoAnswer = errors.New("no answer")
	// ErrNoToken is a call that could not be made for want of an access token. The
	// error of the token request is wrapped in the same error.
	ErrNoToken = errors.New("no access token")
	// ErrNotIssuer is a token source that holds a ready-made token only.
	ErrNotIssuer = errors.New("a ready-made access token is in use, so no other one can be issued")
	// ErrAllMembers is a list of the members of a bot in a domain that says, instead
	// of naming them, that everybody in the domain may use the bot.
	ErrAllMembers = errors.New("all members of the domain may use the bot")
)

// Refused reports whether the service looked at a request and did not carry it out:
// [ErrInvalid], [ErrForbidden] or [ErrConflict]. What the token endpoint refused,
// which is [ErrNoToken] too, does not count: the request itself was never sent.
func Refused(err error) bool {
	return !errors.Is(err, ErrNoToken) &&
		(errors.Is(err, ErrInvalid) || errors.Is(err, ErrForbidden) || errors.Is(err, ErrConflict))
}

// APIError is an answer that is no success, or a success that cannot be used.
type APIError struct {
	// StatusCode is the HTTP status.
	StatusCode int
	// Code is the API's error code, for example "NOT_FOUND"; for a token request
	// its "error", for example "invalid_scope". Empty if the answer had none.
	Code string
	// Description is the API's text, word for word.
	Description string
	// Operation is method and path template, for example "GET /bots/{botId}".
	Operation string
	// Path is the path below the base URL, for example "/bots/2000001".
	Path string
	// URL is host and path, without scheme and query.
	URL string
	// RequestID is what the answer's headers name the request, if anything.
	RequestID string
	// ContentType is the header of the answer.
	ContentType string

	shape shape
	seen  string // for shapes without a code: what the answer was
	auth  bool   // of the authorization server
}

// shape is what kind of answer an [APIError] is made of.
type shape int

const (
	shapeOwn      shape = iota // {"code", "description"}
	shapeOAuth                 // {"error", "error_description"}
	shapeEmpty                 // no body
	shapeForeign               // anything else
	shapeUnusable              // a success that is not what the operation answers with
)

// Error returns one line: the call, the status, and the API's words or what came
// instead of them.
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
// 5xx mean the same whoever answers; the other statuses count only if the answer
// may be the API's.
func (e *APIError) Is(target error) bool {
	genuine := e.shape == shapeOwn || e.shape == shapeOAuth || e.shape == shapeEmpty
	switch target {
	case ErrNotFound:
		// What the authorization server does not find says nothing about any object.
		return e.isGone() && e.shape == shapeOwn && e.Code != "" && !e.isUnknownPath() && !e.auth
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
		return e.StatusCode == http.StatusForbidden && e.shape == shapeOwn && e.Code == "ACCESS_DENIED" && !e.auth
	case ErrConflict:
		return genuine && e.StatusCode == http.StatusConflict
	case ErrInvalid:
		return genuine && e.StatusCode == http.StatusBadRequest
	}
	return false
}

func (e *APIError) isGone() bool {
	return e.StatusCode == http.StatusNotFound || e.StatusCode == http.StatusGone
}

// isUnknownPath recognises the answer to a path that the API does not have, as
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
		return e.isGone() && !e.auth
	case shapeEmpty:
		return e.isGone()
	}
	return false
}

// requestError is an attempt without a whole answer.
type requestError struct {
	request *request
	fault   fault
	err     error
}

// userInfo is what a proxy address may hold and a message must not.
var userInfo = regexp.MustCompile(`//[^/\s"@]*@`)

// Redact takes user names and passwords out of the addresses in a text, such as
// the address of a proxy in a transport's error.
func Redact(text string) string { return userInfo.ReplaceAllString(text, "//***@") }

// Error names the call, the host and the cause.
func (e *requestError) Error() string {
	cause := Redact(e.err.Error())
	if e.fault == cancelled {
		return e.request.call() + ": " + cause
	}
	return fmt.Sprintf("%s: no answer from %s: %s", e.request.call(), e.request.base.host, cause)
}

// Is matches [ErrNoAnswer], unless it was the caller who ended the attempt.
func (e *requestError) Is(target error) bool {
	return target == ErrNoAnswer && e.fault != cancelled
}

// Unwrap returns the cause.
func (e *requestError) Unwrap() error { return e.err }

// notSetError is something that the service says with a success, or by leaving it
// out of a list, is not there.
type notSetError struct {
	op   operation
	seen string
}

// Error names the call and what is not there.
func (e *notSetError) Error() string { return e.op.String() + ": " + e.seen }

// Is matches [ErrNotFound].
func (e *notSetError) Is(target error) bool { return target == ErrNotFound }

// doubtError is a failure of an operation that may have been done all the same.
type doubtError struct {
	op  operation
	err error
}

// Error adds what may have happened to the failure.
func (e *doubtError) Error() string { return e.err.Error() + "; " + e.op.doubt }

// Is matches [ErrOutcomeUnknown].
func (e *doubtError) Is(target error) bool { return target == ErrOutcomeUnknown }

// Unwrap returns the failure.
func (e *doubtError) Unwrap() error { return e.err }

// inDoubt marks err if op may have been done and must not be sent again. That is so
// after any failure of a server, which may have come after the deed, although only
// some of them are a reason to send again what can be. An error of the token request
// says nothing about op.
func inDoubt(op operation, err error) error {
	if err == nil || op.doubt == "" || errors.Is(err, ErrNoToken) {
		return err
	}
	var (
		unanswered *requestError
		answered   *APIError
	)
	switch {
	case errors.As(err, &unanswered) && result{fault: unanswered.fault}.lost(),
		errors.As(err, &answered) && (isSuccess(answered.StatusCode) || answered.StatusCode >= http.StatusInternalServerError):
		return &doubtError{op: op, err: err}
	}
	return err
}

// FailsAll reports whether any other call would fail like this one: there is no token, the
// token was refused, or no connection can be made.
func FailsAll(err error) bool {
	var unanswered *requestError
	return errors.Is(err, ErrNoToken) || errors.Is(err, ErrUnauthorized) ||
		errors.As(err, &unanswered) && (unanswered.fault == notSent || unanswered.fault == hopeless)
}
