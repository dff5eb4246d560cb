// SPDX-License-Identifier: MPL-2.0

// Package raw sends single requests and returns the responses as they came, whatever their
// status and shape: the client of the provider refuses responses that the pages do not
// describe, and repeats requests. The rate limits are kept all the same.
package raw

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// Config is how a [Client] sends its requests.
type Config struct {
	APIURL, AuthURL string
	// Tokens signs the requests that have no token of their own.
	Tokens    rest.TokenSource
	Transport http.RoundTripper
	UserAgent string
	// Timeout bounds one request, its response included.
	Timeout time.Duration
	// Notify is called at the beginning of each wait; it may be nil.
	Notify func(context.Context, ratelimit.Wait)
}

// Client sends requests.
type Client struct {
	config    Config
	api, auth rest.URL
	limiter   *ratelimit.Limiter
	sent      atomic.Int64
}

// NewClient returns a client. It sends no request.
func NewClient(c Config) (*Client, error) {
	api, err := rest.ParseURL(c.APIURL)
	if err != nil {
		return nil, fmt.Errorf("API URL: %w", err)
	}
	client := &Client{config: c, api: api, limiter: ratelimit.New(c.Notify)}
	if c.AuthURL == "" {
		return client, nil
	}
	if client.auth, err = rest.ParseURL(c.AuthURL); err != nil {
		return nil, fmt.Errorf("auth URL: %w", err)
	}
	return client, nil
}

// Sent returns how many requests were sent, without those of the token source.
func (c *Client) Sent() int { return int(c.sent.Load()) }

// Request is one request. Without Token it has one of the source, unless it is for the
// authorization server.
type Request struct {
	Op    rest.Operation
	IDs   []string // fill the path of Op, in its order
	Query url.Values
	// Content is the body; without one, none is sent.
	Content rest.Content
	// Token signs the request in place of the source.
	Token string
	// Target is the whole address in place of the path of Op: one that a response named.
	Target string
}

// NoResponseError is a request without a whole response.
type NoResponseError struct {
	Op  string
	Err error
}

// Error says which request failed, and how.
func (e *NoResponseError) Error() string { return fmt.Sprintf("%s: no response: %s", e.Op, e.Err) }

// Unwrap returns the reason.
func (e *NoResponseError) Unwrap() error { return e.Err }

// tries is how often a read is sent at most that the service or a proxy fails to serve.
const tries = 4

// Send sends a request and returns the response, of any status except 429: then the request
// waits for its turn, and is sent again. A read whose response was lost is sent again, too,
// and any request whose token has expired. A request that changes something ends before the
// end of ctx counts, so that its response tells what has changed.
func (c *Client) Send(ctx context.Context, r Request) (*rest.Response, error) {
	for n := 0; ; n++ {
		resp, outcome, err := c.signed(ctx, r)
		if r.Op.Method != http.MethodGet || !lost(resp, err) || n+1 == tries || ctx.Err() != nil {
			return resp, err
		}
		wait, ok := ratelimit.Pause(outcome, n)
		if !ok {
			return resp, err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// lost reports whether a request was sent, and got no response of the service.
func lost(resp *rest.Response, err error) bool {
	if err != nil {
		var none *NoResponseError
		return errors.As(err, &none)
	}
	switch resp.Status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// signed sends a request with a token that is valid.
func (c *Client) signed(ctx context.Context, r Request) (*rest.Response, ratelimit.Outcome, error) {
	if r.Token != "" || r.Op.AuthServer {
		return c.limited(ctx, r)
	}
	token, err := c.config.Tokens.Token(ctx)
	if err != nil {
		return nil, ratelimit.Outcome{}, fmt.Errorf("signing in: %w", err)
	}
	r.Token = token.AccessToken
	resp, outcome, err := c.limited(ctx, r)
	if err != nil || resp.Status != http.StatusUnauthorized {
		return resp, outcome, err
	}
	// Another token may have ended this one: whether it does is one of the questions.
	if token, err = c.config.Tokens.Renew(ctx, token); err != nil {
		return nil, outcome, fmt.Errorf("signing in again: %w", err)
	}
	r.Token = token.AccessToken
	return c.limited(ctx, r)
}

// limited sends a request when the rate limit allows it.
func (c *Client) limited(ctx context.Context, r Request) (*rest.Response, ratelimit.Outcome, error) {
	var ticket ratelimit.Ticket
	for {
		permit, err := c.limiter.Acquire(ctx, ratelimit.Operation{Name: r.Op.String(), PerMinute: r.Op.PerMinute}, &ticket)
		if err != nil {
			return nil, ratelimit.Outcome{}, err
		}
		resp, err := c.exchange(ctx, r)
		outcome := ratelimit.Outcome{Sent: true}
		if err == nil {
			outcome.Status, outcome.Header = resp.Status, resp.Header
		}
		if !permit.Release(outcome) {
			return resp, outcome, err
		}
	}
}

func (c *Client) exchange(ctx context.Context, r Request) (*rest.Response, error) {
	if r.Op.Method != http.MethodGet {
		ctx = context.WithoutCancel(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	address, err := c.address(r)
	if err == nil && r.Token != "" {
		if err = rest.CheckAccessToken(r.Token); err != nil {
			err = fmt.Errorf("%s: %w", r.Op, err)
		}
	}
	if err != nil {
		return nil, err
	}
	c.sent.Add(1)
	resp, err := rest.Exchange{
		Method: r.Op.Method, Address: address, Query: r.Query, Content: r.Content, Token: r.Token, UserAgent: c.config.UserAgent,
	}.Do(ctx, c.config.Transport)
	if err != nil {
		return nil, &NoResponseError{r.Op.String(), err}
	}
	return resp, nil
}

// address is where a request goes. Only an address on the vendor's hosts, or on that of the
// API, may come from a response.
func (c *Client) address(r Request) (string, error) {
	if r.Target != "" {
		target, err := rest.Target(r.Target, c.api)
		if err != nil {
			return "", fmt.Errorf("%s: %w", r.Op, err)
		}
		return target.String(), nil
	}
	path, err := r.Op.Fill(r.IDs...)
	if err != nil {
		return "", err
	}
	if r.Op.AuthServer {
		return c.auth.String() + path, nil
	}
	return c.api.String() + path, nil
}
