// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

const (
	// maxBody is how much of the body of a success is read.
	maxBody = 4 << 20
	// maxErrorBody is how much of any other body is read.
	maxErrorBody = 64 << 10
	// maxDrain is how much more is read and dropped so that the connection can be
	// used again; beyond it, a new connection is cheaper.
	maxDrain = 64 << 10
)

// Exchange is one HTTP request, without the rules of an operation: it is sent once, and its
// response is not judged.
type Exchange struct {
	Method  string
	Address string // without a query
	Query   url.Values
	Content Content // without Body and Open, no body is sent
	Token   string  // "": the request is not signed

	UserAgent string
}

// Do sends the request and reads the response, of any status.
func (e Exchange) Do(ctx context.Context, transport http.RoundTripper) (*Response, error) {
	address := e.Address
	if len(e.Query) > 0 {
		address += "?" + e.Query.Encode()
	}
	var body io.Reader
	if e.Content.Body != nil {
		body = bytes.NewReader(e.Content.Body)
	}
	req, err := http.NewRequestWithContext(ctx, e.Method, address, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", e.UserAgent)
	if e.Token != "" {
		req.Header.Set("Authorization", "Bearer "+e.Token)
	}
	if e.Content.Open != nil {
		if req.Body, err = e.Content.Open(); err != nil {
			return nil, err
		}
		req.GetBody, req.ContentLength = e.Content.Open, e.Content.Length
	}
	if req.Body != nil {
		req.Header.Set("Content-Type", e.Content.Type)
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }() // nothing can be done about it
	out := &Response{Status: resp.StatusCode, Header: resp.Header, received: time.Now()}
	if resp.StatusCode == http.StatusSwitchingProtocols {
		// The body is the connection itself, which no context ends.
		return out, nil
	}
	limit := int64(maxErrorBody)
	if out.OK() {
		limit = maxBody
	}
	out.Body, err = io.ReadAll(io.LimitReader(resp.Body, limit+1))
	// A refusal is one, even if its text broke off.
	refused := resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusUnauthorized
	if err != nil && !refused {
		return nil, fmt.Errorf("%d, but the response broke off: %w", resp.StatusCode, err)
	}
	if int64(len(out.Body)) > limit {
		out.Body, out.truncated = out.Body[:limit], true
		_, _ = io.CopyN(io.Discard, resp.Body, maxDrain) // only for the connection's sake
	}
	return out, nil
}
