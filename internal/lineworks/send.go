// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"sync/atomic"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

const (
	// maxBody is how much of a successful answer is read.
	maxBody = 4 << 20
	// maxErrorBody is how much of any other answer is read.
	maxErrorBody = 64 << 10
	// maxDrain is how much more is read and dropped so that the connection can be
	// used again; beyond it, a new connection is cheaper.
	maxDrain = 64 << 10
)

// sender is the one way in which requests leave, for the API and for tokens.
type sender struct {
	// transport is used without an http.Client around it: that would follow redirects.
	transport  http.RoundTripper
	userAgent  string
	maxRetries int
	timeout    time.Duration
	clock      clock
	notice     WaitNotice
	limiter    *ratelimit.Limiter
}

// request is one call, which may take several attempts.
type request struct {
	op    operation
	base  endpoint
	path  string // of op, filled
	query url.Values
	// prepare makes what differs between attempts. Its time is not the attempt's.
	prepare func(ctx context.Context) (attempt, error)
	// renew replaces the token that a 401 refused. Nil where none was sent.
	renew func(ctx context.Context) error
	// tries is shared by the requests of a call of several steps; nil otherwise.
	tries *tries
	// secrets are kept out of every message, like the token.
	secrets []string
}

// tries is how far the attempts of a call have come.
type tries struct {
	repeats int       // so far, but for those of refusals
	op      operation // of the last attempt
	last    result    // of the last attempt
}

// attempt is what an attempt sends.
type attempt struct {
	header  http.Header
	body    []byte   // nil: none
	secrets []string // kept out of every message about the answer
}

// answer is a whole answer, of any status.
type answer struct {
	status  int
	header  http.Header
	body    []byte
	cut     bool // the body was longer than what is read
	secrets []string
	// afterLoss tells that the answer of an earlier attempt was lost.
	afterLoss bool
}

// call names the request in messages. One to an address that was handed out has
// no path to show.
func (r *request) call() string {
	if r.path == "" {
		return r.op.String()
	}
	return r.op.method + " " + r.path
}

// where is the address in messages: no scheme, no query.
func (r *request) where() string { return r.base.host + r.base.path + r.path }

// do sends r, again and again as the rules have it, and returns the last answer. What
// the service refuses because there are too many calls waits for its turn again,
// and does not count as a repeat: nothing is wrong with the call.
func (s *sender) do(ctx context.Context, r *request) (*answer, error) {
	var (
		renewed, loss bool
		ticket        ratelimit.Ticket
		refusal       error // of the last attempt, if the rate was exceeded
	)
	t := r.tries
	if t == nil {
		t = new(tries)
	}
	for {
		permit, err := s.limiter.Acquire(ctx, r.op.limit(), &ticket)
		switch {
		case err != nil && refusal != nil:
			return nil, stoppedWaiting(refusal, ctx.Err())
		case err != nil:
			return nil, fmt.Errorf("%s: %w", r.call(), err)
		}
		a, err := r.prepare(ctx)
		if err != nil {
			permit.Release(ratelimit.Outcome{})
			return nil, fmt.Errorf("%s: %w", r.call(), err)
		}
		ans, res, err := s.send(ctx, r, a)
		again := permit.Release(res.outcome())
		t.op, t.last, refusal = r.op, res, nil
		if again {
			refusal = newAPIError(r, ans)
			continue // the limiter makes it wait
		}
		if res.status == http.StatusUnauthorized && r.renew != nil && !renewed {
			renewed = true
			if err := r.renew(ctx); err != nil {
				return nil, fmt.Errorf("%w; %w: %w", newAPIError(r, ans), ErrNoToken, err)
			}
			continue
		}
		loss = loss || res.lost()
		wait, again := retryWait(r.op, res, t.repeats)
		if !again || t.repeats >= s.maxRetries || res.status == http.StatusTooManyRequests {
			if err == nil {
				ans.afterLoss = loss
			}
			return ans, err
		}
		t.repeats++
		s.note(ctx, Wait{Operation: r.op.String(), For: wait, Reason: WaitRetry})
		if stopped := s.clock.sleep(ctx, wait); stopped != nil {
			if err == nil {
				err = newAPIError(r, ans)
			}
			return nil, stoppedWaiting(err, stopped)
		}
	}
}

// pause waits before a call of several steps begins again, because of err. It
// returns the error to report if the call must not, or not any more.
func (s *sender) pause(ctx context.Context, t *tries, err error) error {
	wait, ok := ratelimit.Pause(t.last.outcome(), t.repeats)
	if !ok || t.repeats >= s.maxRetries {
		return err
	}
	t.repeats++
	s.note(ctx, Wait{Operation: t.op.String(), For: wait, Reason: WaitRetry})
	if stopped := s.clock.sleep(ctx, wait); stopped != nil {
		return stoppedWaiting(err, stopped)
	}
	return nil
}

// note tells of a wait that begins.
func (s *sender) note(ctx context.Context, w Wait) {
	if s.notice != nil {
		s.notice(ctx, w)
	}
}

func stoppedWaiting(err, stopped error) error {
	return fmt.Errorf("%w; stopped waiting to send it again: %w", err, stopped)
}

// send makes one attempt. The answer is nil exactly if the error is not.
func (s *sender) send(ctx context.Context, r *request, a attempt) (*answer, result, error) {
	whole := ctx
	var conn connection
	if r.op.lost == giveUp || r.op.lost == lookUp {
		// Its answer must not be lost because somebody presses Ctrl-C: it is the only
		// one that tells what was made. The CLI waits, and so does this, for as long as
		// one attempt may take. And nothing must be in doubt that never left.
		whole = conn.trace(context.WithoutCancel(ctx))
	}
	inner, cancel := context.WithTimeout(whole, s.timeout)
	defer cancel()
	ans, err := s.exchange(inner, r, a)
	if err == nil {
		return ans, result{status: ans.status, header: ans.header}, nil
	}
	res := result{fault: faultOf(whole, inner, err)}
	switch {
	case res.fault == cancelled:
		err = ctx.Err()
	case res.fault == timedOut && conn.missing():
		res.fault, err = notSent, fmt.Errorf("no connection within %v: %w", s.timeout, os.ErrDeadlineExceeded)
	case res.fault == timedOut:
		err = fmt.Errorf("no whole answer within %v: %w", s.timeout, os.ErrDeadlineExceeded)
	case res.fault == broken && conn.missing():
		res.fault = notSent
	}
	return nil, res, &requestError{request: r, fault: res.fault, err: err}
}

// connection is what the transport tells of the connection of an attempt.
type connection struct{ wanted, got atomic.Bool }

// trace has the transport tell in which state c is.
func (c *connection) trace(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		// A transport that sends a request once more, on its own, has written nothing.
		GetConn: func(string) { c.got.Store(false); c.wanted.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { c.got.Store(true) },
	})
}

// missing reports whether there was none that is ready to be written to: the handshake
// failed, or a proxy refused. A transport that tells nothing may have had one.
func (c *connection) missing() bool { return c.wanted.Load() && !c.got.Load() }

func (s *sender) exchange(ctx context.Context, r *request, a attempt) (*answer, error) {
	target := r.base.url + r.path
	if len(r.query) > 0 {
		target += "?" + r.query.Encode()
	}
	var body io.Reader
	if a.body != nil {
		body = bytes.NewReader(a.body)
	}
	req, err := http.NewRequestWithContext(ctx, r.op.method, target, body)
	if err != nil {
		return nil, err
	}
	for name, values := range a.header {
		req.Header[name] = values
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", s.userAgent)

	resp, err := s.transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }() // nothing can be done about it
	limit := int64(maxErrorBody)
	if isSuccess(resp.StatusCode) {
		limit = maxBody
	}
	content, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	// A refusal is one, whatever becomes of its words.
	refused := resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusUnauthorized
	if err != nil && !refused {
		return nil, fmt.Errorf("%d, but the answer broke off: %w", resp.StatusCode, err)
	}
	ans := &answer{status: resp.StatusCode, header: resp.Header, body: content, secrets: a.secrets}
	if int64(len(content)) > limit {
		ans.body, ans.cut = content[:limit], true
		_, _ = io.CopyN(io.Discard, resp.Body, maxDrain) // only for the connection's sake
	}
	return ans, nil
}

func isSuccess(status int) bool { return status >= 200 && status <= 299 }
