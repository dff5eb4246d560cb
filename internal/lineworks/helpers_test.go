// SPDX-License-Identifier: MPL-2.0

package lineworks_test

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
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
)

const (
	// basePath is not empty, so that a request to an absolute path misses.
	basePath = "/gate/v1.0"
	token    = "jp1AbC+/def="
)

// got is a request that the test's server received.
type got struct {
	method, path, query, body string
	header                    http.Header
}

// script is a server on a network in memory. It gives its answers in order and the last
// one for ever.
type script struct {
	url string // which no other script has

	mu      sync.Mutex
	answers []http.HandlerFunc
	got     []got
	// without tells that lists of bots and of rich menus are empty, and count as
	// neither answers nor requests.
	without bool
}

// nothingThere makes s answer what a create looks at before and after by itself.
func (s *script) nothingThere() *script {
	s.without = true
	return s
}

// serve starts a script that ends with the test.
func serve(t *testing.T, answers ...http.HandlerFunc) *script {
	t.Helper()
	s := &script{answers: answers}
	network := memnet.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("the request's body: %v", err)
		}
		path, ok := strings.CutPrefix(r.URL.EscapedPath(), basePath)
		if !ok {
			t.Errorf("%s %s is outside the base path", r.Method, r.URL)
		}
		s.mu.Lock()
		if s.without && r.Method == http.MethodGet && (path == "/bots" || strings.HasSuffix(path, "/richmenus")) {
			s.mu.Unlock()
			answer(http.StatusOK, `{"bots":[],"richmenus":[]}`)(w, r)
			return
		}
		s.got = append(s.got, got{r.Method, path, r.URL.RawQuery, string(body), r.Header})
		next := s.answers[0]
		if len(s.answers) > 1 {
			s.answers = s.answers[1:]
		}
		s.mu.Unlock()
		next(w, r)
	}))
	host := "127.0.0.1:" + strconv.Itoa(int(lastPort.Add(1)))
	networks.Store(host, network)
	t.Cleanup(func() { networks.Delete(host) })
	s.url = "http://" + host + basePath
	return s
}

var (
	// networks leads to each script that is served, by host and port.
	networks sync.Map
	lastPort atomic.Uint32
)

// dial connects to the script with the address.
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	found, _ := networks.Load(address)
	to, ok := found.(*memnet.Network)
	if !ok {
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	}
	return to.DialContext(ctx, network, address)
}

func (s *script) requests() []got {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.got)
}

// calls lists "METHOD /path" of what was received.
func (s *script) calls() []string {
	var out []string
	for _, g := range s.requests() {
		out = append(out, g.method+" "+g.path)
	}
	return out
}

// answer is a JSON answer, or one without a body.
func answer(status int, body string) http.HandlerFunc {
	return typed(status, "application/json", body)
}

func typed(status int, contentType, body string) http.HandlerFunc {
	return headed(status, http.Header{"Content-Type": {contentType}}, body)
}

func headed(status int, header http.Header, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for name, values := range header {
			w.Header()[name] = values
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// hangUp closes the connection without an answer.
func hangUp(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// breakOff closes the connection in the middle of the answer's body.
func breakOff(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `{"botId":`)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

// notices collects the waits of which a client tells.
type notices struct {
	mu  sync.Mutex
	got []lineworks.Wait
}

func (n *notices) note(_ context.Context, w lineworks.Wait) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.got = append(n.got, w)
}

// waits lists how long the client waited.
func (n *notices) waits() []time.Duration {
	n.mu.Lock()
	defer n.mu.Unlock()
	var out []time.Duration
	for _, w := range n.got {
		out = append(out, w.For)
	}
	return out
}

// areBackoffs reports whether waits are the first n of an exponential back-off, half of
// each being chance.
func areBackoffs(waits []time.Duration, n int) bool {
	for i, wait := range waits {
		full := 500 * time.Millisecond << i
		if wait < full/2 || wait >= full {
			return false
		}
	}
	return len(waits) == n
}

// cancelAtWait makes a client call cancel as soon as a call begins to wait.
func cancelAtWait(cancel context.CancelFunc) lineworks.Option {
	return lineworks.WithWaitNotice(func(context.Context, lineworks.Wait) { cancel() })
}

// transport leads to the scripts. It has no connection to use again: net/http itself
// repeats some requests that fail on one.
func transport(t *testing.T) *http.Transport {
	t.Helper()
	return &http.Transport{DisableKeepAlives: true, DialContext: dial}
}

// newClient makes a client of s with a ready-made token.
func newClient(t *testing.T, s *script, opts ...lineworks.Option) *lineworks.Client {
	t.Helper()
	return newClientWith(t, s, lineworks.StaticToken(token), opts...)
}

func newClientWith(t *testing.T, s *script, ts lineworks.TokenSource, opts ...lineworks.Option) *lineworks.Client {
	t.Helper()
	c, err := lineworks.New(ts, append([]lineworks.Option{
		lineworks.WithAPIURL(s.url), lineworks.WithTransport(transport(t)),
	}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// response is a response with a bot, or one that says no.
func response(status int, h http.Header) *http.Response {
	body := bot7
	if status >= 400 {
		body = limited
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

// sleep waits for d, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pause waits inside a bubble of synctest.
func pause(t *testing.T, d time.Duration) {
	t.Helper()
	if err := sleep(t.Context(), d); err != nil {
		t.Fatal(err)
	}
}

// tripper is a transport that is a function.
type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

const (
	gone    = `{"code":"NOT_FOUND","description":"Bot not found."}`
	limited = `{"code":"TOO_MANY_REQUESTS","description":"API rate limit exceeded"}`
	bot7    = `{"botId":7,"botName":"Desk","photoUrl":"https://example.com/p.png","description":"d","administrators":["u1"],"createdTime":"2026-01-01T00:00:00+09:00"}`
)
