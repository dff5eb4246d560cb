// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// retry sends a request again that never left, or whose response was lost if the
// operation's [RetryRule] allows that.
type retry struct {
	next   Handler
	budget Budget // of a request that has none
}

func (h retry) Do(ctx context.Context, r *Request) (*Response, error) {
	if r.Budget == nil {
		own := h.budget
		r.Budget = &own
	}
	loss := false
	for {
		resp, err := h.next.Do(ctx, r)
		r.Budget.op, r.Budget.last = r.Op, r.attempt
		loss = loss || r.attempt.lost()
		if !r.Op.retries(r.attempt) {
			if err == nil {
				resp.afterLoss = loss
			}
			return resp, err
		}
		if err == nil {
			err = NewAPIError(r, resp)
		}
		if err := r.Budget.Pause(ctx, err); err != nil {
			return nil, err
		}
	}
}

// Budget counts the retries of a call, over all of its requests.
type Budget struct {
	max     int
	notify  func(context.Context, ratelimit.Wait)
	retries int // so far; those after a 429 do not count
	waited  time.Duration
	op      Operation // of the last attempt
	last    attempt
}

// Pause waits before the next attempt of a call that failed with err. It returns the error
// to report if there must be no further attempt.
func (b *Budget) Pause(ctx context.Context, err error) error {
	wait, ok := ratelimit.Pause(b.last.Outcome, b.retries)
	if b.retries >= b.max {
		return err
	}
	if !ok || b.waited+wait > ratelimit.MaxPause {
		return fmt.Errorf("%w; not sent again: the response asks to wait %v, and one call waits %v in all", err, wait.Round(time.Second), ratelimit.MaxPause)
	}
	b.retries++
	b.waited += wait
	if b.notify != nil {
		reason := ratelimit.WaitRetry
		if ratelimit.Asks(b.last.Outcome) {
			reason = ratelimit.WaitAsked
		}
		b.notify(ctx, ratelimit.Wait{Operation: b.op.String(), For: wait, Reason: reason})
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return stoppedWaiting(err, ctx.Err())
	}
}

func stoppedWaiting(err, stopped error) error {
	return fmt.Errorf("%w; stopped waiting to send it again: %w", err, stopped)
}

// CheckThenRetry sends an operation that is not known to be idempotent ([CheckFirst]).
// After a lost response it checks whether the operation was carried out, and sends it again
// only if it was not. send must pass on the budget, which counts for all attempts; find
// must read a list that it requests itself.
func CheckThenRetry[T any](ctx context.Context, c *Client, send func(*Budget) (T, error), find func() (T, error)) (T, error) {
	var (
		none T
		b    = c.NewBudget()
		lost bool
	)
	for {
		out, err := send(b)
		inDoubt := errors.Is(err, ErrOutcomeUnknown)
		lost = lost || inDoubt
		// A conflict after a loss may be one with the attempt that was lost.
		if !inDoubt && (!lost || !errors.Is(err, ErrConflict)) {
			return out, err
		}
		stop := err
		if b.last.lost() {
			stop = b.Pause(ctx, err)
		}
		found, absent := find()
		switch {
		case absent == nil:
			return found, nil
		case !errors.Is(absent, ErrNotFound):
			return none, fmt.Errorf("%w; checking whether it was carried out failed: %w", err, absent)
		case stop != nil:
			return none, stop
		}
	}
}
