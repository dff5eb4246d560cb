// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/redact"
)

// transport makes one attempt. It is the last handler of the chain.
type transport struct {
	http      http.RoundTripper
	userAgent string
	timeout   time.Duration
	// secrets are those of earlier requests: a response may repeat a token that was renewed
	// since, or the address of another upload.
	secrets *redact.Secrets
	// lastToken is the token of the latest attempt.
	lastToken *atomic.Value
}

func (h transport) Do(ctx context.Context, r *Request) (*Response, error) {
	var content Content
	if r.Content != nil {
		var err error
		if content, err = r.Content(); err != nil {
			return nil, fmt.Errorf("%s: %w", r, err)
		}
	}
	token := r.token.AccessToken
	if last, ok := h.lastToken.Swap(token).(string); ok && last != token {
		h.secrets.Add(last)
	}
	if secrets := slices.Concat(r.Secrets, content.Secrets); len(secrets) > 0 {
		h.secrets.Add(secrets...)
	}
	logged := Logged{Path: r.Base.path + r.Path, token: token, secrets: h.secrets}
	if r.Path == "" {
		logged.Path = r.Op.Path // "{uploadUrl}"
	}
	ctx = context.WithValue(ctx, loggedKey{}, logged)
	whole := ctx
	var conn connection
	if r.Op.Retry == Never || r.Op.Retry == CheckFirst {
		// Ctrl-C must not lose the only response that names the new object. The CLI waits, and
		// so does this, for as long as one attempt may take. And a request that never left must
		// not be reported as ambiguous.
		whole = conn.trace(context.WithoutCancel(ctx))
	}
	inner, cancel := context.WithTimeout(whole, h.timeout)
	defer cancel()
	resp, err := Exchange{
		Method: r.Op.Method, Address: r.Base.text + r.Path, Query: r.Query, Content: content, Token: token, UserAgent: h.userAgent,
	}.Do(inner, h.http)
	if err == nil {
		resp.request = logged
		r.attempt = attempt{Outcome: ratelimit.Outcome{Sent: true, Status: resp.Status, Header: resp.Header}}
		return resp, nil
	}
	f := faultOf(whole, inner, err)
	switch {
	case f == cancelled:
		err = ctx.Err()
	case f == timedOut && conn.missing():
		f, err = notSent, fmt.Errorf("no connection within %v: %w", h.timeout, os.ErrDeadlineExceeded)
	case f == timedOut:
		err = fmt.Errorf("no whole response within %v: %w", h.timeout, os.ErrDeadlineExceeded)
	case f == broken && conn.missing():
		f = notSent
	}
	r.attempt = attempt{fault: f, Outcome: ratelimit.Outcome{Sent: f != notSent && f != hopeless}}
	return nil, &RequestError{request: r.String(), base: r.Base, fault: f, err: err, logged: logged}
}

// connection records whether the transport got a connection for an attempt.
type connection struct{ wanted, got atomic.Bool }

// trace makes the transport record the state of the connection in c.
func (c *connection) trace(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		// A transport that sends a request once more, on its own, has written nothing.
		GetConn: func(string) { c.got.Store(false); c.wanted.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { c.got.Store(true) },
	})
}

// missing reports whether there was no connection that is ready to be written to: the
// handshake failed, or a proxy refused. A transport that tells nothing may have had one.
func (c *connection) missing() bool { return c.wanted.Load() && !c.got.Load() }

// NewTransport returns the transport that is used unless another one is given:
// proxy settings from the environment, TLS 1.2 or newer, the system's
// certificates, and idle connections enough for 50 and more parallel calls to
// one host.
func NewTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxIdleConns:           128,
		MaxIdleConnsPerHost:    64,
		IdleConnTimeout:        90 * time.Second,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 1 << 20,
	}
}
