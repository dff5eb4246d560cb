// SPDX-License-Identifier: MPL-2.0

package simulate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"mime"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/faulttest"
)

// maxLatency is the longest time that a request takes on its way.
const maxLatency = 400 * time.Millisecond

// serviceTime is how long the service takes for a request. Without it, no write would be under
// way any more when another one arrives.
const serviceTime = 50 * time.Millisecond

// errKilled is the error of the requests of a process that has been killed.
var errKilled = errors.New("the process has been killed")

// gate is the way of the processes of one command to the service. It gives each request a
// time of its own on the way, so that virtual time puts concurrent requests into an order
// that comes again, and it ends the command at one of its requests.
type gate struct {
	inner     http.RoundTripper
	seed      uint64
	kill, cut *Cut
	interrupt context.CancelFunc
	refused   []Strike // of the kind NotSent

	mu       sync.Mutex
	sent     int
	seen     map[string]int // by the text of requests
	killed   chan struct{}
	isKilled bool
	struck   int
	secrets  map[string]bool
}

// RoundTrip sends a request.
func (g *gate) RoundTrip(req *http.Request) (*http.Response, error) {
	raw, err := read(req)
	if err != nil {
		return nil, err
	}
	wait := g.latency(req, raw)
	select {
	case <-time.After(wait):
	case <-req.Context().Done():
		return nil, req.Context().Err()
	case <-g.killed:
		return nil, errKilled
	}
	n, refused := g.arrive(req)
	switch {
	case n < 0:
		return nil, errKilled
	case refused:
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	case g.kill != nil && n == g.kill.Request:
		if g.kill.After {
			g.complete(req)
		}
		g.end()
		return nil, errKilled
	case g.cut != nil && n == g.cut.Request:
		if g.cut.After {
			g.complete(req)
		}
		g.interrupt()
		return nil, context.Canceled
	}
	return g.send(req)
}

// read takes the body of a request, and leaves a copy in its place.
func read(req *http.Request) ([]byte, error) {
	if req.Body == nil {
		return nil, nil
	}
	raw, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	req.Body = io.NopCloser(bytes.NewReader(raw))
	return raw, nil
}

// random matches the random parts of a path: the ids of rooms, and the keys of uploads.
var random = regexp.MustCompile(`/channels/[^/]+|/upload/.*`)

// latency is the time of a request on the way. It is the same whenever the life is played, but
// another one for each time that a request is sent.
func (g *gate) latency(req *http.Request, raw []byte) time.Duration {
	text := req.Method + " " + random.ReplaceAllString(req.URL.Path, "")
	if strings.Contains(text, "/token") {
		raw = nil // assertions are random
	}
	if _, params, err := mime.ParseMediaType(req.Header.Get("Content-Type")); err == nil {
		raw = bytes.ReplaceAll(raw, []byte(params["boundary"]), nil) // so are boundaries
	}
	text += string(raw)
	g.mu.Lock()
	defer g.mu.Unlock()
	h := fnv.New64a()
	_, _ = fmt.Fprintln(h, g.seed, g.seen[text], text)
	g.seen[text]++
	return time.Duration(h.Sum64() % uint64(maxLatency))
}

// arrive counts a request. It returns its number, -1 after a kill, and whether the service
// cannot be reached.
func (g *gate) arrive(req *http.Request) (n int, refused bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.isKilled {
		return -1, false
	}
	g.sent++
	if token, found := strings.CutPrefix(req.Header.Get("Authorization"), "Bearer "); found {
		g.secrets[token] = true
	}
	for i := range g.refused {
		s := &g.refused[i]
		if s.Skip == 0 {
			s.Skip = -1
			g.struck++
			return g.sent, true
		}
		s.Skip--
	}
	return g.sent, false
}

// end kills the process.
func (g *gate) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.isKilled {
		g.isKilled = true
		close(g.killed)
	}
}

// complete sends a request whose response does not arrive.
func (g *gate) complete(req *http.Request) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(req.Context()), faulttest.Patience)
	defer cancel()
	resp, err := g.inner.RoundTrip(req.WithContext(ctx))
	if err == nil {
		_ = resp.Body.Close()
	}
}

// send sends a request, and gives it up when the process is killed.
func (g *gate) send(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(req.Context())
	defer cancel(nil)
	arrived := make(chan struct{})
	defer close(arrived)
	go func() {
		select {
		case <-g.killed:
			cancel(errKilled)
		case <-arrived:
		}
	}()
	resp, err := g.inner.RoundTrip(req.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	resp.Body = &body{Reader: bytes.NewReader(content), err: err}
	return resp, nil
}

// body is a body that has been read, with the error at its end.
type body struct {
	*bytes.Reader

	err error
}

// Read reads what has arrived, and ends as the response has.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if errors.Is(err, io.EOF) && b.err != nil {
		err = b.err
	}
	return n, err
}

// Close does nothing.
func (b *body) Close() error { return nil }

// WriteTo hides that of the reader, which does not know the error.
func (b *body) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, struct{ io.Reader }{b})
}

// left is how many refusals have not struck.
func (g *gate) left() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.refused) - g.struck
}
