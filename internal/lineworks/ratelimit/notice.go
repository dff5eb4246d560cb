// SPDX-License-Identifier: MPL-2.0

package ratelimit

import "time"

// WaitReason says why a client waits.
type WaitReason int

const (
	// WaitUsedUp is a wait because the requests that the service allows in the present
	// window are used up.
	WaitUsedUp WaitReason = iota + 1
	// WaitRefused is a wait because the service has refused a request with 429.
	WaitRefused
	// WaitRetry is a wait before the retry of one request that failed without a response,
	// or with 502, 503 or 504.
	WaitRetry
	// WaitAsked is [WaitRetry] for as long as the response, which may be a proxy's, asks.
	WaitAsked
)

// String says the reason in a few words.
func (r WaitReason) String() string {
	switch r {
	case WaitUsedUp:
		return "the requests that the service allows in this time are used up"
	case WaitRefused:
		return "the service has refused a request because there were too many (429)"
	case WaitRetry:
		return "a request has failed and is sent again"
	case WaitAsked:
		return "a request has failed and is sent again when the response asks for it"
	}
	return "unknown"
}

// Wait is a wait that begins. One for [WaitUsedUp] or [WaitRefused] holds for all calls of
// an operation, and is told once, however many calls there are.
type Wait struct {
	// Operation is method and path template, for example "GET /bots/{botId}".
	Operation string
	// For is how long it will take. Calls are then sent in the order in which they
	// came, so that some may have to wait again.
	For time.Duration
	// Reason is why.
	Reason WaitReason
}
