// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"errors"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// The classes of failure of a request, to be matched with [errors.Is]; package rest
// describes them.
var (
	ErrNotFound       = rest.ErrNotFound
	ErrUnauthorized   = rest.ErrUnauthorized
	ErrForbidden      = rest.ErrForbidden
	ErrAccessDenied   = rest.ErrAccessDenied
	ErrRateLimited    = rest.ErrRateLimited
	ErrConflict       = rest.ErrConflict
	ErrInvalid        = rest.ErrInvalid
	ErrServer         = rest.ErrServer
	ErrNotAPI         = rest.ErrNotAPI
	ErrOutcomeUnknown = rest.ErrOutcomeUnknown
	ErrNoResponse     = rest.ErrNoResponse
	ErrNoToken        = rest.ErrNoToken
)

var (
	// ErrNotIssuer is a token source that holds a ready-made token only.
	ErrNotIssuer = errors.New("a ready-made access token is in use, so no other one can be issued")
	// ErrAllMembers is a list of the members of a bot in a domain that says, instead
	// of naming them, that every user in the domain may use the bot.
	ErrAllMembers = errors.New("all members of the domain may use the bot")
)

type (
	// APIError is a response that is no success, or a success that cannot be used.
	APIError = rest.APIError
	// RequestError is an attempt without a whole response.
	RequestError = rest.RequestError
	// SignInError is a definite refusal of the credentials or of the token.
	SignInError = rest.SignInError
)

var (
	// Refused reports whether the service read a request and did not carry it out:
	// [ErrInvalid], [ErrForbidden] or [ErrConflict].
	Refused = rest.Refused
	// FailsAll reports whether any other call would fail like this one: there is no token,
	// the token was refused, or no connection can be made.
	FailsAll = rest.FailsAll
	// LoggedRequest returns what a log may say about the request that a context belongs to.
	LoggedRequest = rest.LoggedRequest
)

// notSetError is an object that is not there, as the service says with a success or by
// leaving the object out of a list.
type notSetError struct {
	op   rest.Operation
	seen string
}

// Error names the call and the missing object.
func (e *notSetError) Error() string { return e.op.String() + ": " + e.seen }

// Is matches [ErrNotFound].
func (e *notSetError) Is(target error) bool { return target == ErrNotFound }
