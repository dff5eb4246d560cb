// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"crypto/tls"
	"errors"
	"math"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	backoffStart = 500 * time.Millisecond
	backoffLimit = time.Minute
	// waitLimit is the longest wait that is obeyed. The service counts in
	// windows of one minute, so more than this comes from somebody else.
	waitLimit = 10 * time.Minute
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

// retryWait decides whether an operation is sent again, and after which wait. n
// counts the repeats so far, and for a 429 the refusals of the operation; jitter is
// in [0, 1).
func retryWait(op operation, r result, n int, now time.Time, jitter float64) (time.Duration, bool) {
	again := r.fault == notSent || // nothing was asked, so nothing was done
		r.status == http.StatusTooManyRequests || // refused before anything was done
		r.lost() && r.fault != cancelled && op.lost == resend
	if !again {
		return 0, false
	}
	return pauseFor(r, n, now, jitter)
}

// pauseFor returns the wait after r, and whether anybody waits that long.
func pauseFor(r result, n int, now time.Time, jitter float64) (time.Duration, bool) {
	if wait, ok := announcedWait(r, now); ok {
		return wait, wait <= waitLimit
	}
	return backoff(n, jitter), true
}

// announcedWait returns how long the answer says to wait. Retry-After is not in
// the vendor's pages but may come from what stands before the service;
// rateLimit-reset is, in seconds and on 429 of limited operations. See
// https://developers.worksmobile.com/en/docs/rate-limits.
func announcedWait(r result, now time.Time) (time.Duration, bool) {
	if r.header == nil {
		return 0, false
	}
	after := r.header.Get("Retry-After")
	if wait, ok := seconds(after); ok {
		return wait, true
	}
	if at, err := http.ParseTime(after); err == nil && at.After(now) {
		return at.Sub(now), true
	}
	if r.status != http.StatusTooManyRequests {
		return 0, false
	}
	told := rateHeadersOf(r.header)
	if left, ok := count(told.remaining); ok && left > 0 {
		return 0, false // too many calls at once, which the end of the window does not change
	}
	// A window lasts a minute. A value far above is a point in time, or a slip.
	wait, ok := seconds(told.reset)
	return wait, ok && wait <= waitLimit
}

// seconds reads a positive number of seconds. Zero is no answer to "how long",
// since the same call just now came too early.
func seconds(s string) (time.Duration, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || !(f > 0) || f > math.MaxInt32 {
		return 0, false
	}
	return time.Duration(math.Ceil(f*1000)) * time.Millisecond, true
}

// backoff doubles with each repeat; half of it is chance, so that callers which
// failed together do not come back together.
func backoff(n int, jitter float64) time.Duration {
	full := backoffLimit
	if n < 7 { // 0.5 s · 2^7 is above the limit
		full = min(backoffStart<<n, backoffLimit)
	}
	return full/2 + time.Duration(jitter*float64(full/2))
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
