// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// fault says how an attempt failed that brought no whole response.
type fault int

const (
	// noFault is an attempt with a response.
	noFault fault = iota
	// notSent is an attempt whose request never left, and which may work later.
	notSent
	// hopeless is an attempt whose request never left, and never will.
	hopeless
	// broken is a connection that broke before the response was complete.
	broken
	// timedOut is an attempt that took longer than one attempt may.
	timedOut
	// cancelled is an attempt that the caller's context ended.
	cancelled
)

// attempt is the result of one attempt.
type attempt struct {
	ratelimit.Outcome

	fault fault
}

// lost reports whether it is unknown if the operation was carried out.
func (a attempt) lost() bool {
	switch a.fault {
	case broken, timedOut, cancelled:
		return true
	case notSent, hopeless:
		return false
	case noFault:
	}
	switch a.Status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
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
