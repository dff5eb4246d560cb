// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// noResponse holds the errors of a transport that gets no response.
var noResponse = map[string]error{
	"unknown host": &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "www.worksapis.invalid", IsNotFound: true}},
	"refused":      &net.OpError{Op: "dial", Err: errors.New("connection refused")},
	"proxy":        &net.OpError{Op: "proxyconnect", Err: errors.New("connection refused")},
	"certificate":  &tls.CertificateVerificationError{Err: errors.New("unknown authority")},
	"no TLS":       tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"},
	"broken":       errors.New("connection reset by peer"),
}

func TestErrNoResponse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, fault := range noResponse {
			failing := tripper(func(*http.Request) (*http.Response, error) { return nil, fault })
			c := newClient(t, &script{URL: "https://api.example.com"}, lineworks.WithTransport(failing))
			if _, err := c.Bots.Get(t.Context(), "7"); !errors.Is(err, lineworks.ErrNoResponse) || errors.Is(err, lineworks.ErrOutcomeUnknown) {
				t.Errorf("%s: got error %v, want ErrNoResponse only", name, err)
			}
			// An error of a request that may have taken effect matches too.
			if err := makeRoom(t.Context(), c); !errors.Is(err, lineworks.ErrNoResponse) || errors.Is(err, lineworks.ErrOutcomeUnknown) != (name == "broken") {
				t.Errorf("%s, a create: got error %v, want ErrNoResponse, and ErrOutcomeUnknown too: %t", name, err, name == "broken")
			}
			s := serve(t)
			signIn := account(t, s)
			signIn.Transport = failing
			_, err := newClientWith(t, s, newSource(t, signIn)).Bots.Get(t.Context(), "7")
			if !errors.Is(err, lineworks.ErrNoResponse) || !errors.Is(err, lineworks.ErrNoToken) || len(s.Calls()) != 0 {
				t.Errorf("%s, no token: got error %v after calls %v, want ErrNoResponse and ErrNoToken after none", name, err, s.Calls())
			}
		}
	})
}

// A response of any kind is one, and the end of the caller's context is no missing
// response.
func TestErrNoResponse_not(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, responded := range map[string]http.HandlerFunc{
			"a 404": respond(404, gone), "a 503": respond(503, ""), "a page": typed(200, "text/html", "<html>"),
		} {
			if _, err := newClient(t, serve(t, responded), lineworks.WithMaxRetries(0)).Bots.Get(t.Context(), "7"); err == nil || errors.Is(err, lineworks.ErrNoResponse) {
				t.Errorf("%s: got error %v, want one other than ErrNoResponse", name, err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		rt := tripper(func(*http.Request) (*http.Response, error) {
			cancel()
			return nil, errors.New("stream closed")
		})
		_, err := newClient(t, &script{URL: "https://api.example.com"}, lineworks.WithTransport(rt)).Bots.Get(ctx, "7")
		if !errors.Is(err, context.Canceled) || errors.Is(err, lineworks.ErrNoResponse) {
			t.Errorf("cancelled: got error %v, want %v only", err, context.Canceled)
		}
	})
}
