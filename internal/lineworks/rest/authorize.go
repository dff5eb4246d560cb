// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
)

// authorize fetches the token of each attempt. The time that this takes is not the
// attempt's.
type authorize struct {
	next   Handler
	tokens TokenSource
	report *signInReport
}

func (h authorize) Do(ctx context.Context, r *Request) (*Response, error) {
	token, err := h.tokens.Token(ctx)
	if err == nil {
		err = CheckAccessToken(token.AccessToken)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", r, ErrNoToken, h.report.share(err))
	}
	r.token = token
	return h.next.Do(ctx, r)
}

// reauthorize renews the token that a 401 refused, once for each call.
type reauthorize struct {
	next   Handler
	tokens TokenSource
	report *signInReport
}

func (h reauthorize) Do(ctx context.Context, r *Request) (*Response, error) {
	resp, err := h.next.Do(ctx, r)
	if err != nil || resp.Status != http.StatusUnauthorized || r.refreshed {
		return resp, err
	}
	r.refreshed = true
	if _, err := h.tokens.Renew(ctx, r.token); err != nil {
		refusal := NewAPIError(r, resp)
		err = fmt.Errorf("%w; %w: %w", refusal, ErrNoToken, h.report.share(err))
		if errors.Is(err, ErrNotRenewable) {
			err = h.report.refusedToken(r, refusal, err)
		}
		return nil, err
	}
	resp, err = h.next.Do(ctx, r)
	if err != nil || resp.Status != http.StatusUnauthorized {
		return resp, err
	}
	if err := h.report.refusedToken(r, NewAPIError(r, resp), nil); err != nil {
		return nil, err
	}
	return resp, nil
}
