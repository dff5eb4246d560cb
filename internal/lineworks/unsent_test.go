// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
)

// creating responds to the lists that a create requests first, and passes on the rest.
func creating(rest http.RoundTripper) http.RoundTripper {
	return tripper(func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodGet {
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"bots":[]}`))}, nil
		}
		return rest.RoundTrip(r)
	})
}

// A create that never left is in no doubt, whenever the user has pressed Ctrl-C.
func TestClient_cancelledBeforeAnythingLeft(t *testing.T) {
	t.Parallel()
	for name, cause := range map[string]error{
		"refused":      &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")},
		"unknown host": &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "api.example.com", IsNotFound: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				rt := creating(tripper(func(*http.Request) (*http.Response, error) {
					cancel()
					return nil, cause
				}))
				_, _, err := newClientWith(t, &script{URL: "https://api.example.com"}, lineworks.StaticToken(token), lineworks.WithTransport(rt)).
					Bots.Create(ctx, desk())
				if err == nil || errors.Is(err, lineworks.ErrOutcomeUnknown) || !strings.Contains(err.Error(), "no response from api.example.com: dial tcp") {
					t.Errorf("got error %v, want one other than ErrOutcomeUnknown with %q", err, "no response from api.example.com: dial tcp")
				}
			})
		})
	}
}

// A create for which there was never a connection was not sent: it is sent again, and
// in no doubt if that does not help.
func TestClient_neverConnected(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		timeout time.Duration
		// listener handles each connection; nil: it is a proxy.
		listener func(net.Conn)
		want     string
		attempts int32
	}{
		"handshake ended":    {time.Minute, func(c net.Conn) { _ = c.Close() }, "no response from api.example.com", 3},
		"handshake hangs":    {50 * time.Millisecond, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }, "no connection within 50ms", 3},
		"proxy refuses":      {time.Minute, nil, "Service Unavailable", 3},
		"no TLS, but a page": {time.Minute, notTLS, "TLS handshake", 1}, // which never will
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				transport := lineworks.NewTransport()
				var connections atomic.Int32
				if tc.listener == nil {
					proxy := memnet.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
						connections.Add(1)
						w.WriteHeader(http.StatusServiceUnavailable)
					}))
					transport.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: "proxy.example.com"})
					transport.DialContext = proxy.DialContext
				} else {
					transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
						connections.Add(1)
						here, there := net.Pipe()
						go tc.listener(there)
						return here, nil
					}
				}
				_, _, err := newClientWith(t, &script{URL: "https://api.example.com"}, lineworks.StaticToken(token), lineworks.WithTransport(creating(transport)),
					lineworks.WithMaxRetries(2), lineworks.WithRequestTimeout(tc.timeout)).Bots.Create(t.Context(), desk())
				if err == nil || errors.Is(err, lineworks.ErrOutcomeUnknown) || !strings.Contains(err.Error(), tc.want) {
					t.Errorf("got error %v, want one other than ErrOutcomeUnknown with %q", err, tc.want)
				}
				if got := connections.Load(); got != tc.attempts {
					t.Errorf("%d attempts, want %d", got, tc.attempts)
				}
				pause(t, time.Minute) // net/http gives up a handshake later than the attempt
			})
		})
	}
}

// notTLS responds to a handshake with a page.
func notTLS(c net.Conn) {
	go func() { _, _ = io.Copy(io.Discard, c) }()
	_, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n")
	_ = c.Close()
}

// Once a create was written, its loss leaves doubt, on a used connection as well.
func TestClient_connectedAndLost(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, hangUp).Aside(nothingThere)
		_, _, err := newClient(t, s).Bots.Create(t.Context(), desk())
		if !errors.Is(err, lineworks.ErrOutcomeUnknown) {
			t.Errorf("got error %v, want %v", err, lineworks.ErrOutcomeUnknown)
		}
	})
}

// A refusal is one although its words broke off.
func TestClient_refusalBreaksOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, breakOff(http.StatusTooManyRequests), respond(http.StatusCreated, bot7)).Aside(nothingThere)
		bot, adopted, err := newClient(t, s).Bots.Create(t.Context(), desk())
		if err != nil || adopted || bot.BotID != "7" {
			t.Errorf("got %+v, adopted %t, error %v; want bot 7, false, none", bot, adopted, err)
		}
		s = serve(t, breakOff(http.StatusUnauthorized)).Aside(nothingThere)
		if _, _, err := newClient(t, s).Bots.Create(t.Context(), desk()); !errors.Is(err, lineworks.ErrUnauthorized) || errors.Is(err, lineworks.ErrOutcomeUnknown) {
			t.Errorf("got error %v, want %v only", err, lineworks.ErrUnauthorized)
		}
	})
}

// A transport may find its connection broken before anything was written, and get another
// one on its own. If that fails, nothing was sent.
func TestClient_connectedOnceAndNotAgain(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		again bool
		doubt bool
	}{"again": {true, false}, "once": {false, true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				rt := creating(tripper(func(r *http.Request) (*http.Response, error) {
					trace := httptrace.ContextClientTrace(r.Context())
					trace.GetConn("api.example.com:443")
					trace.GotConn(httptrace.GotConnInfo{Reused: true})
					if tc.again {
						trace.GetConn("api.example.com:443")
					}
					return nil, errors.New("the handshake failed")
				}))
				_, _, err := newClientWith(t, &script{URL: "https://api.example.com"}, lineworks.StaticToken(token), lineworks.WithTransport(rt), lineworks.WithMaxRetries(0)).
					Bots.Create(t.Context(), desk())
				if !errors.Is(err, lineworks.ErrNoResponse) && !tc.doubt || errors.Is(err, lineworks.ErrOutcomeUnknown) != tc.doubt {
					t.Errorf("got error %v, want ErrOutcomeUnknown: %t (if not, ErrNoResponse)", err, tc.doubt)
				}
			})
		})
	}
}

// Ctrl-C does not break off the search after a lost response either.
func TestClient_cancelledWhileRegistering(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		rt := tripper(func(r *http.Request) (*http.Response, error) {
			cancel()
			if err := r.Context().Err(); err != nil {
				return nil, err
			}
			return &http.Response{StatusCode: http.StatusCreated, Header: http.Header{}, Body: http.NoBody}, nil
		})
		c := newClientWith(t, &script{URL: "https://api.example.com"}, lineworks.StaticToken(token), lineworks.WithTransport(rt))
		if err := c.DomainMembers.Add(ctx, "7", "1", "u1"); err != nil {
			t.Errorf("got error %v, want none", err)
		}
	})
}
