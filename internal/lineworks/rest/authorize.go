// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
)

// Signer signs requests with tokens of its own, in place of those of the client.
type Signer struct {
	tokens TokenSource
	report *signInReport
}

// NewSigner returns a signer of one source of tokens.
func NewSigner(ts TokenSource) *Signer { return &Signer{tokens: ts, report: new(signInReport)} }

// share makes the error of a token request share the report of the client, even if the
// request has a signer of its own: credentials are the same for all. Scopes are not.
func (s *Signer) share(r *Request, err error) error {
	report := s.report
	var refused *SignInError
	if errors.As(err, &refused) && refused.Response.Code == InvalidScope {
		report = cmp.Or(r.Signer, s).report
	}
	err = report.share(err)
	if errors.As(err, &refused) {
		refused.NeededScopes = r.Op.Scopes // of a copy, which share has made
	}
	return err
}

// authorize fetches the token of each attempt. The time that this takes is not the
// attempt's.
type authorize struct {
	next   Handler
	signer *Signer // of requests without their own
}

func (h authorize) Do(ctx context.Context, r *Request) (*Response, error) {
	token, err := cmp.Or(r.Signer, h.signer).tokens.Token(ctx)
	if err == nil {
		err = CheckAccessToken(token.AccessToken)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", r, ErrNoToken, h.signer.share(r, err))
	}
	r.token = token
	return h.next.Do(ctx, r)
}

// reauthorize renews the token that a 401 refused, once for each call.
type reauthorize struct {
	next   Handler
	signer *Signer // of requests without their own
	turns  *turns
}

func (h reauthorize) Do(ctx context.Context, r *Request) (*Response, error) {
	if r.Signer != nil {
		h.turns.several.Store(true)
	}
	if err := h.turns.permits.Acquire(ctx, together); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", r, ErrNoToken, err)
	}
	resp, err := h.next.Do(ctx, r)
	h.turns.permits.Release(together)
	if err != nil || resp.Status != http.StatusUnauthorized || r.refreshed {
		return resp, err
	}
	r.refreshed = true
	return h.renewed(ctx, r, resp)
}

// renewed sends a request once more, with another token than the one that was refused.
func (h reauthorize) renewed(ctx context.Context, r *Request, resp *Response) (*Response, error) {
	permits, tries := int64(together), 1
	if h.turns.several.Load() {
		// Another call may have renewed the token, and a third one ended it since.
		permits, tries = alone, 2
	}
	if err := h.turns.permits.Acquire(ctx, permits); err != nil {
		return nil, fmt.Errorf("%w; %w: %w", NewAPIError(r, resp), ErrNoToken, err)
	}
	defer h.turns.permits.Release(permits)
	signer := cmp.Or(r.Signer, h.signer)
	for range tries {
		if _, err := signer.tokens.Renew(ctx, r.token); err != nil {
			refusal := NewAPIError(r, resp)
			err = fmt.Errorf("%w; %w: %w", refusal, ErrNoToken, h.signer.share(r, err))
			if errors.Is(err, ErrNotRenewable) {
				err = signer.report.refusedToken(r, refusal, err)
			}
			return nil, err
		}
		var err error
		if resp, err = h.next.Do(ctx, r); err != nil || resp.Status != http.StatusUnauthorized {
			return resp, err
		}
	}
	if err := signer.report.refusedToken(r, NewAPIError(r, resp), nil); err != nil {
		return nil, err
	}
	return resp, nil
}
