// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"crypto/tls"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// fault says how an attempt failed that brought no whole answer.
type fault int

const (
	// noFault is an attempt that was answered.
	noFault fault = iota
	// notSent is an attempt whose request never left, and which may work later.
	notSent
	// hopeless is an attempt whose request never left, and never will.
	hopeless
	// broken is a connection that broke before the answer was complete.
	broken
	// timedOut is an attempt that took longer than one attempt may.
	timedOut
	// cancelled is an attempt that the caller's context ended.
	cancelled
)

// result is what one attempt came to.
type result struct {
	fault  fault
	status int         // 0 without an answer
	header http.Header // nil without an answer
}

// lost reports whether nobody knows if the operation was done.
func (r result) lost() bool {
	switch r.fault {
	case broken, timedOut, cancelled:
		return true
	case notSent, hopeless:
		return false
	case noFault:
	}
	switch r.status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// outcome is the result as the rate limit sees it.
func (r result) outcome() ratelimit.Outcome {
	return ratelimit.Outcome{Sent: r.fault != notSent && r.fault != hopeless, Status: r.status, Header: r.header}
}

// retryWait decides whether an operation is sent again, and after which wait. n
// counts the repeats so far.
func retryWait(op operation, r result, n int) (time.Duration, bool) {
	again := r.fault == notSent || // nothing was asked, so nothing was done
		r.lost() && r.fault != cancelled && op.lost == resend
	if !again {
		return 0, false
	}
	return ratelimit.Pause(r.outcome(), n)
}

// faultOf classifies the error of an attempt. outer is the context whose end breaks
// the attempt off, inner the one of the attempt.
func faultOf(outer, inner context.Context, err error) fault {
	var (
		dns    *net.DNSError
		cert   *tls.CertificateVerificationError
		record tls.RecordHeaderError
		op     *net.OpError
	)
	switch {
	case outer.Err() != nil:
		return cancelled
	case inner.Err() != nil:
		return timedOut
	case errors.As(err, &dns) && dns.IsNotFound, errors.As(err, &cert), errors.As(err, &record):
		return hopeless
	case errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect"):
		return notSent
	}
	return broken
}

// clock is what a client knows of time, replaced in tests.
type clock struct {
	now    func() time.Time
	sleep  func(ctx context.Context, d time.Duration) error
	jitter func() float64 // in [0, 1)
}

func systemClock() clock {
	return clock{now: time.Now, sleep: sleep, jitter: rand.Float64}
}

// sleep waits for d, or until ctx ends and then fails with its error.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
