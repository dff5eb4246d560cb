// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

const (
	// DefaultAPIURL is the base of all API paths.
	// See https://developers.worksmobile.com/en/docs/api-call.
	DefaultAPIURL = "https://www.worksapis.com/v1.0"

	// DefaultAuthURL is the base of the token endpoint.
	DefaultAuthURL = auth.DefaultURL

	// DefaultMaxRetries is how often one call is retried at most after a failure.
	DefaultMaxRetries = 4

	// DefaultRequestTimeout bounds one attempt of a call, its response included.
	DefaultRequestTimeout = rest.DefaultTimeout
)

// NewTransport returns the transport that is used unless another one is given.
var NewTransport = rest.NewTransport

// ValidateURL checks a base URL. It must be https, or http on a loopback address
// (127.0.0.0/8, ::1, localhost), since tokens and secrets go there, and must have no user
// information, query or fragment. The error shows no password.
func ValidateURL(raw string) error {
	_, err := rest.ParseURL(raw)
	return err
}

// Option changes a client that [New] makes.
type Option func(*rest.Config) error

// WithAPIURL sets the base of all API paths, [DefaultAPIURL] otherwise. It must
// pass [ValidateURL].
func WithAPIURL(u string) Option {
	return func(o *rest.Config) error {
		base, err := rest.ParseURL(u)
		if err != nil {
			return fmt.Errorf("API URL: %w", err)
		}
		o.Base = base
		return nil
	}
}

// WithTransport sets the transport of the requests, [NewTransport] otherwise.
func WithTransport(rt http.RoundTripper) Option {
	return func(o *rest.Config) error {
		if rt == nil {
			return errors.New("transport: nil")
		}
		o.Transport = rt
		return nil
	}
}

// WithUserAgent sets the User-Agent header of every request.
func WithUserAgent(s string) Option {
	return func(o *rest.Config) error {
		if err := rest.CheckUserAgent(s); err != nil {
			return err
		}
		o.UserAgent = s
		return nil
	}
}

// WithMaxRetries sets how often a call is retried at most after a failure,
// [DefaultMaxRetries] otherwise; 0 means never. Renewing the token after a 401 does
// not count, nor does a call that the service refuses with 429: it waits for its
// turn, and fails only if the service asks to wait for more than ten minutes, or refuses
// every call of the operation for ten minutes.
func WithMaxRetries(n int) Option {
	return func(o *rest.Config) error {
		if n < 0 {
			return fmt.Errorf("retries: %d is below 0", n)
		}
		o.MaxRetries = n
		return nil
	}
}

// WithRequestTimeout bounds one attempt of a call, its response included,
// [DefaultRequestTimeout] otherwise. Waiting between attempts does not count.
func WithRequestTimeout(d time.Duration) Option {
	return func(o *rest.Config) error {
		if d <= 0 {
			return fmt.Errorf("request timeout: %v is not above 0", d)
		}
		o.Timeout = d
		return nil
	}
}

// WithWaitNotice sets the function that is called at the beginning of each wait; none
// otherwise.
func WithWaitNotice(notice WaitNotice) Option {
	return func(o *rest.Config) error {
		if notice == nil {
			return errors.New("wait notice: nil")
		}
		o.Notify = notice
		return nil
	}
}

// WaitNotice is called at the beginning of each wait, with the context of one of
// the calls that wait. It must not call the client.
type WaitNotice func(ctx context.Context, w Wait)

// The waits of a client, which a [WaitNotice] receives.
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
	WaitAsked   = ratelimit.WaitAsked
)
