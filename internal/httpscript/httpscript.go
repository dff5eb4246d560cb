// SPDX-License-Identifier: MPL-2.0

// Package httpscript is an HTTP server for tests that gives its responses in a fixed order.
// It listens on a network in memory, so that it works in a bubble of [testing/synctest].
package httpscript

import (
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
)

// BasePath begins the path of each request. It is not empty, so that a request to an
// absolute path misses it.
const BasePath = "/gate/v1.0"

// firstPort leaves out the ports that a test may name itself.
const firstPort = 1024

// Request is a request that a server received. Its path lacks [BasePath].
type Request struct {
	Method, Path, Query, Body string
	Header                    http.Header
}

// Server gives its responses in order, and the last one for ever.
type Server struct {
	// URL is the address of the server, which no other one has.
	URL string

	mu        sync.Mutex
	responses []http.HandlerFunc
	requests  []Request
	aside     func(method, path string) http.HandlerFunc
}

// Serve starts a server that ends with the test.
func Serve(t testing.TB, responses ...http.HandlerFunc) *Server {
	t.Helper()
	s := &Server{responses: responses}
	network := memnet.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("the request's body: %v", err)
		}
		path, ok := strings.CutPrefix(r.URL.EscapedPath(), BasePath)
		if !ok {
			t.Errorf("%s %s is outside the base path", r.Method, r.URL)
		}
		s.next(Request{r.Method, path, r.URL.RawQuery, string(body), r.Header})(w, r)
	}))
	host := "127.0.0.1:" + strconv.Itoa(firstPort+int(lastPort.Add(1)))
	networks.Store(host, network)
	t.Cleanup(func() { networks.Delete(host) })
	s.URL = "http://" + host + BasePath
	return s
}

// Aside makes the server respond to some requests, those for which choose returns a handler,
// without counting them or using up one of its responses.
func (s *Server) Aside(choose func(method, path string) http.HandlerFunc) *Server {
	s.aside = choose
	return s
}

func (s *Server) next(r Request) http.HandlerFunc {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.aside != nil {
		if h := s.aside(r.Method, r.Path); h != nil {
			return h
		}
	}
	s.requests = append(s.requests, r)
	next := s.responses[0]
	if len(s.responses) > 1 {
		s.responses = s.responses[1:]
	}
	return next
}

// Requests lists the requests that were received.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Calls lists the requests as "METHOD /path".
func (s *Server) Calls() []string {
	var out []string
	for _, r := range s.Requests() {
		out = append(out, r.Method+" "+r.Path)
	}
	return out
}

var (
	// networks leads to each server, by host and port.
	networks sync.Map
	lastPort atomic.Uint32
)

// NewTransport leads to all servers, and nowhere else. It has no connection to use again:
// net/http itself repeats some requests that fail on one.
func NewTransport() *http.Transport {
	return &http.Transport{DisableKeepAlives: true, DialContext: dial}
}

func dial(ctx context.Context, network, address string) (net.Conn, error) {
	found, _ := networks.Load(address)
	to, ok := found.(*memnet.Network)
	if !ok {
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	}
	return to.DialContext(ctx, network, address)
}

// RoundTripper is a transport that is a function.
type RoundTripper func(*http.Request) (*http.Response, error)

// RoundTrip calls f.
func (f RoundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// JSON is a response with a body of JSON, or without one.
func JSON(status int, body string) http.HandlerFunc {
	return Typed(status, "application/json", body)
}

// Typed is a response with a media type.
func Typed(status int, mediaType, body string) http.HandlerFunc {
	return Headed(status, http.Header{"Content-Type": {mediaType}}, body)
}

// Headed is a response with headers.
func Headed(status int, header http.Header, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for name, values := range header {
			w.Header()[name] = values
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// HangUp closes the connection without a response.
func HangUp(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// BreakOff closes the connection in the middle of the response's body.
func BreakOff(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `{"botId":`)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}
