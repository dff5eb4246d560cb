// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"context"
	"fmt"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// limit waits until the rate limit allows an attempt. A request that the service refuses
// with 429 waits for its turn again, for as long as the limiter allows, and that does not
// count as a retry: nothing is wrong with it.
type limit struct {
	next    Handler
	limiter *ratelimit.Limiter
}

func (h limit) Do(ctx context.Context, r *Request) (*Response, error) {
	var refused *Response // to the last attempt
	for {
		r.attempt = attempt{fault: hopeless} // unless the transport sends it
		permit, err := h.limiter.Acquire(ctx, ratelimit.Operation{Name: r.Op.String(), PerMinute: r.Op.PerMinute}, &r.ticket)
		switch {
		case err != nil && refused != nil:
			return nil, stoppedWaiting(NewAPIError(r, refused), ctx.Err())
		case err != nil:
			return nil, fmt.Errorf("%s: %w", r, err)
		}
		resp, err := h.next.Do(ctx, r)
		if !permit.Release(r.attempt.Outcome) {
			return resp, err
		}
		refused = resp
	}
}
