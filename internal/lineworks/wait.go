// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// The waits of a client, of which a [WaitNotice] is told.
type (
	// Wait is a wait that begins.
	Wait = ratelimit.Wait
	// WaitReason says why a client waits.
	WaitReason = ratelimit.WaitReason
)

// The reasons of a [Wait].
const (
	WaitUsedUp  = ratelimit.WaitUsedUp
	WaitRefused = ratelimit.WaitRefused
	WaitRetry   = ratelimit.WaitRetry
)

// WaitNotice is called at the beginning of each wait, with the context of one of
// the calls that wait. It must not call the client.
type WaitNotice func(ctx context.Context, w Wait)

// WithWaitNotice sets the function that is called at the beginning of each wait; none
// otherwise.
func WithWaitNotice(notice WaitNotice) Option {
	return func(o *options) error {
		if notice == nil {
			return errors.New("wait notice: nil")
		}
		o.notice = notice
		return nil
	}
}
