// SPDX-License-Identifier: MPL-2.0

// Package rest carries one request from the call of an operation to the decoded response.
//
// A request goes through a chain of handlers; newChain shows their order. Which operations
// are sent again after a failure is a property of each, the [RetryRule].
package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/redact"
)

// Handler is one link of the chain that a request goes through. A link whose work is done
// before the request, or after the response, calls the next one in between. The response
// is nil exactly if the error is not.
type Handler interface {
	Do(ctx context.Context, r *Request) (*Response, error)
}

const (
	// DefaultTimeout bounds one attempt of a call, its response included.
	DefaultTimeout = 30 * time.Second
	// DefaultUserAgent is sent when the caller names none.
	DefaultUserAgent = "terraform-provider-lineworks"
)

// Wait is a wait that begins.
type Wait = ratelimit.Wait

// Config is how a [Client] sends its requests.
type Config struct {
	// Base is the address of every operation's path.
	Base URL
	// Tokens signs the requests; nil sends them without a token.
	Tokens TokenSource
	// Transport sends a request. It must not follow redirects, which an http.Client does.
	Transport http.RoundTripper
	UserAgent string
	// MaxRetries is how often a call is retried at most after a failure.
	MaxRetries int
	// Timeout bounds one attempt, the body of its response included.
	Timeout time.Duration
	// Notify is called at the beginning of each wait; it may be nil.
	Notify func(context.Context, Wait)

	secrets *redact.Secrets // of all requests so far
}

// newChain puts the handlers together, from the last one to the first one.
func newChain(c Config, signer *Signer) Handler {
	var h Handler = transport{http: c.Transport, userAgent: c.UserAgent, timeout: c.Timeout, secrets: c.secrets, lastToken: new(atomic.Value)}
	if c.Tokens != nil {
		// The token is fetched after the wait for a permit, so that it is valid when it is used.
		h = authorize{next: h, signer: signer}
	}
	// 429: the request queues again, with the same ticket.
	h = limit{next: h, limiter: ratelimit.New(c.Notify)}
	if c.Tokens != nil {
		// 401: the token is renewed once. The second attempt needs a permit, too.
		h = reauthorize{next: h, signer: signer, turns: &turns{permits: semaphore.NewWeighted(alone)}}
	}
	// A request that was not sent, or whose response was lost: by the operation's RetryRule.
	return retry{next: h, budget: Budget{max: c.MaxRetries, notify: c.Notify}}
}

// Client sends requests to one address.
type Client struct {
	config Config
	chain  Handler
	signer *Signer
	err    error // with which every call fails; nil: none
}

// NewClient returns a client. It makes no request.
func NewClient(c Config) *Client {
	c.secrets = new(redact.Secrets)
	signer := &Signer{tokens: c.Tokens, report: new(signInReport)}
	return &Client{config: c, chain: newChain(c, signer), signer: signer}
}

// Hide keeps a secret that a response held out of the errors of later calls.
func (c *Client) Hide(secret string) { c.config.secrets.Add(secret) }

// Unavailable returns a client whose every call fails with err.
func Unavailable(err error) *Client { return &Client{err: err} }

// Base returns the address of the client's operations.
func (c *Client) Base() URL { return c.config.Base }

// Err returns the error of a client that is [Unavailable].
func (c *Client) Err() error { return c.err }

// ShareReport makes the error of the client's token source share the report of the client's
// own errors. See [SignInError].
func (c *Client) ShareReport(err error) error { return c.signer.report.share(err) }

// NewBudget returns the retries of a call of several steps.
func (c *Client) NewBudget() *Budget {
	return &Budget{max: c.config.MaxRetries, notify: c.config.Notify}
}

// Do sends a request, which may take several attempts, and returns the last response.
func (c *Client) Do(ctx context.Context, r *Request) (*Response, error) { return c.chain.Do(ctx, r) }

// Args are the arguments of a call.
type Args struct {
	IDs    []string // fill the path, in its order
	Query  url.Values
	Body   any     // sent as JSON; nil: no body
	Budget *Budget // of a call of several steps
	Signer *Signer // nil: the client's own
}

// Call sends an operation and decodes the response. The result is nil for a response
// without a body, if the operation allows that, and for one that the operation ignores.
func Call[Out any](ctx context.Context, c *Client, op Operation, in Args) (*Out, error) {
	if c.err != nil {
		return nil, c.err
	}
	path, err := op.Fill(in.IDs...)
	if err != nil {
		return nil, err
	}
	r := &Request{Op: op, Base: c.config.Base, Path: path, Query: in.Query, Budget: in.Budget, Signer: in.Signer, ids: in.IDs}
	if in.Body != nil {
		body, err := Encode(in.Body)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", op, err)
		}
		r.Content = func() (Content, error) { return Content{Type: "application/json", Body: body}, nil }
	}
	resp, err := c.chain.Do(ctx, r)
	if err != nil {
		return nil, ambiguous(op, err)
	}
	if resp.OK() {
		out, err := Decode[Out](r, resp)
		if err != nil {
			return nil, ambiguous(op, err)
		}
		return out, nil
	}
	refused := NewAPIError(r, resp)
	if op.Method == http.MethodDelete && resp.afterLoss && errors.Is(refused, ErrNotFound) {
		return nil, nil // the attempt whose response was lost deleted it
	}
	return nil, ambiguous(op, refused)
}

// CheckUserAgent refuses a User-Agent that cannot stand in a header.
func CheckUserAgent(s string) error {
	if s == "" {
		return errors.New("user agent: empty")
	}
	for _, r := range s {
		if r < ' ' || r > '~' {
			return fmt.Errorf("user agent: %q cannot stand in a header", r)
		}
	}
	return nil
}
