// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"
	"time"
)

// WaitReason says why a client waits.
type WaitReason int

const (
	// WaitUsedUp is a wait because the calls that the service takes in a window of
	// time are used up.
	WaitUsedUp WaitReason = iota + 1
	// WaitRefused is a wait because the service has refused a call with 429.
	WaitRefused
	// WaitRepeat is a wait before one call is sent again that was not answered, or
	// with 502, 503 or 504.
	WaitRepeat
)

// String says the reason in a few words.
func (r WaitReason) String() string {
	switch r {
	case WaitUsedUp:
		return "the calls that the service takes in this time are used up"
	case WaitRefused:
		return "the service has refused a call because there were too many (429)"
	case WaitRepeat:
		return "a call has failed and is sent again"
	}
	return "unknown"
}

// Wait is a wait that begins. One for [WaitUsedUp] or [WaitRefused] is that of all
// calls of an operation, and told once, however many calls there are.
type Wait struct {
	// Operation is method and path template, for example "GET /bots/{botId}".
	Operation string
	// For is how long it will take. Calls are then sent in the order in which they
	// came, so that some may have to wait again.
	For time.Duration
	// Reason is why.
	Reason WaitReason
}

// WaitNotice is called at the beginning of each wait, with the context of one of
// the calls that wait. It must not call the client.
type WaitNotice func(ctx context.Context, w Wait)

// WithWaitNotice sets what is told of each wait; nothing otherwise.
func WithWaitNotice(notice WaitNotice) Option {
	return func(o *options) error {
		if notice == nil {
			return errors.New("wait notice: nil")
		}
		o.notice = notice
		return nil
	}
}
