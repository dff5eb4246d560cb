// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// Which operations are sent again after which result: the rule for a retried POST.
func TestOperation_retries(t *testing.T) {
	t.Parallel()
	for rule, afterLoss := range map[RetryRule]bool{Idempotent: true, Never: false, CheckFirst: false, Restart: false} {
		for _, tc := range []struct {
			fault  fault
			status int
			want   bool
		}{
			{noFault, 200, false},
			{noFault, 302, false},
			{noFault, 400, false},
			{noFault, 401, false},
			{noFault, 404, false},
			{noFault, 408, false},
			{noFault, 429, false}, // the rate limiter sends it again
			{noFault, 500, false},
			{noFault, 501, false},
			{noFault, 502, afterLoss},
			{noFault, 503, afterLoss},
			{noFault, 504, afterLoss},
			{broken, 0, afterLoss},
			{timedOut, 0, afterLoss},
			{notSent, 0, true},
			{hopeless, 0, false},
			{cancelled, 0, false},
		} {
			a := attempt{fault: tc.fault, Outcome: ratelimit.Outcome{Status: tc.status}}
			if got := (Operation{Retry: rule}).retries(a); got != tc.want {
				t.Errorf("rule %d, fault %d, status %d: %t, want %t", rule, tc.fault, tc.status, got, tc.want)
			}
		}
	}
}

// Only a request that certainly never left may be sent again by any rule.
func TestFaultOf(t *testing.T) {
	t.Parallel()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	reset := errors.New("connection reset by peer")
	for name, tc := range map[string]struct {
		outer, inner context.Context
		err          error
		want         fault
	}{
		"dial":             {t.Context(), t.Context(), &net.OpError{Op: "dial", Err: reset}, notSent},
		"dial of a proxy":  {t.Context(), t.Context(), &net.OpError{Op: "proxyconnect", Err: reset}, notSent},
		"write":            {t.Context(), t.Context(), &net.OpError{Op: "write", Err: reset}, broken},
		"read":             {t.Context(), t.Context(), &net.OpError{Op: "read", Err: reset}, broken},
		"another error":    {t.Context(), t.Context(), reset, broken},
		"unknown host":     {t.Context(), t.Context(), &net.OpError{Op: "dial", Err: &net.DNSError{IsNotFound: true}}, hopeless},
		"no name server":   {t.Context(), t.Context(), &net.OpError{Op: "dial", Err: &net.DNSError{IsTimeout: true}}, notSent},
		"certificate":      {t.Context(), t.Context(), fmt.Errorf("x: %w", &tls.CertificateVerificationError{Err: reset}), hopeless},
		"no TLS":           {t.Context(), t.Context(), tls.RecordHeaderError{Msg: "x"}, hopeless},
		"attempt ended":    {t.Context(), ended, &net.OpError{Op: "dial", Err: reset}, timedOut},
		"both ended":       {ended, ended, &net.OpError{Op: "dial", Err: reset}, cancelled},
		"the caller ended": {ended, t.Context(), reset, cancelled},
	} {
		if got := faultOf(tc.outer, tc.inner, tc.err); got != tc.want {
			t.Errorf("%s: got fault %d, want %d", name, got, tc.want)
		}
	}
}

// The order of the handlers: see newChain.
func TestNewChain(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		tokens TokenSource
		want   []string
	}{
		"with tokens":    {noTokens{}, []string{"retry", "reauthorize", "limit", "authorize", "transport"}},
		"without tokens": {nil, []string{"retry", "limit", "transport"}},
	} {
		var got []string
		for h := newChain(Config{Tokens: tc.tokens}, NewSigner(tc.tokens)); h != nil; {
			switch link := h.(type) {
			case retry:
				got, h = append(got, "retry"), link.next
			case reauthorize:
				got, h = append(got, "reauthorize"), link.next
			case limit:
				got, h = append(got, "limit"), link.next
			case authorize:
				got, h = append(got, "authorize"), link.next
			case transport:
				got, h = append(got, "transport"), nil
			}
		}
		if len(got) != len(tc.want) {
			t.Fatalf("%s: %q, want %q", name, got, tc.want)
		}
		for i := range got {
			if got[i] != tc.want[i] {
				t.Errorf("%s: %q, want %q", name, got, tc.want)
			}
		}
	}
}

// noTokens is a source that is not asked.
type noTokens struct{ TokenSource }
