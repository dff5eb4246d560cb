// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

const (
	basePath = httpscript.BasePath
	token    = "jp1AbC+/def="
)

// script is a server that gives its responses in order and the last one for ever.
type script = httpscript.Server

// The server, and the responses of a script.
var (
	serve    = httpscript.Serve
	respond  = httpscript.JSON
	typed    = httpscript.Typed
	headed   = httpscript.Headed
	hangUp   = httpscript.HangUp
	breakOff = httpscript.BreakOff
)

// tripper is a transport that is a function.
type tripper = httpscript.RoundTripper

// nothingThere responds to the lists that a create requests by itself, before and after.
func nothingThere(method, path string) http.HandlerFunc {
	if method == http.MethodGet && (path == "/bots" || strings.HasSuffix(path, "/richmenus")) {
		return respond(http.StatusOK, `{"bots":[],"richmenus":[]}`)
	}
	return nil
}

var lastRoom atomic.Int64

// anotherRoom is a response with a room that no earlier one had.
func anotherRoom() string {
	return strings.Replace(room1, `"c-1"`, fmt.Sprintf(`"c-%d"`, lastRoom.Add(1)), 1)
}

// makesRoom responds with another room each time.
func makesRoom(w http.ResponseWriter, r *http.Request) {
	respond(http.StatusCreated, anotherRoom())(w, r)
}

// notices collects the waits that a client reports.
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

// newClient makes a client of s with a ready-made token.
func newClient(t *testing.T, s *script, opts ...lineworks.Option) *lineworks.Client {
	t.Helper()
	return newClientWith(t, s, lineworks.StaticToken(token), opts...)
}

func newClientWith(t *testing.T, s *script, ts lineworks.TokenSource, opts ...lineworks.Option) *lineworks.Client {
	t.Helper()
	c, err := lineworks.New(ts, append([]lineworks.Option{
		lineworks.WithAPIURL(s.URL), lineworks.WithTransport(httpscript.NewTransport()),
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

const (
	gone    = `{"code":"NOT_FOUND","description":"Bot not found."}`
	limited = `{"code":"TOO_MANY_REQUESTS","description":"API rate limit exceeded"}`
	bot7    = `{"botId":7,"botName":"Desk","photoUrl":"https://example.com/p.png","description":"d","administrators":["u1"],"createdTime":"2026-01-01T00:00:00+09:00"}`
)

// lostResponses are the ways to lose a response that a server has.
var lostResponses = map[string]http.HandlerFunc{
	"502":       typed(502, "text/html", "<html>bad gateway</html>"),
	"503":       respond(503, `{"code":"SERVICE_UNAVAILABLE","description":"x"}`),
	"504":       respond(504, ""),
	"hang-up":   hangUp,
	"break-off": breakOff(201),
}

// makeRoom is a call that is not sent again after a lost response.
func makeRoom(ctx context.Context, c *lineworks.Client) error {
	_, err := c.Channels.Create(ctx, "7", nil, "")
	return err
}
