// SPDX-License-Identifier: MPL-2.0

package ratelimit_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

var (
	readBot    = ratelimit.Operation{Name: "GET /bots/{botId}"}
	updateBot  = ratelimit.Operation{Name: "PATCH /bots/{botId}"}
	createRoom = ratelimit.Operation{Name: "POST /bots/{botId}/channels", PerMinute: 10}
)

// service is a service with a rate limit. It is used inside a bubble of synctest, so that
// its windows take no time.
type service struct {
	limit  int
	window time.Duration
	// grid makes windows follow each other from this point on; if zero, a window begins
	// with the first request after the last one.
	grid time.Time
	// there and back are how long a request and its response take.
	there, back func(request int) time.Duration
	// tell makes the headers of a response; nil: as documented.
	tell func(status, used int, left time.Duration) http.Header
	// instead may decide about a request in the service's stead, which then is not
	// counted; its result may be nil.
	instead func(request int) *ratelimit.Outcome
	// timeout bounds a request; 0 means no bound.
	timeout time.Duration

	mu       sync.Mutex
	began    time.Time // of the window
	used     int       // in it
	windows  int
	requests int
	refused  int
	inFlight int
	most     int // in flight at once
	sent     []time.Time
	names    []string
}

// broken is a connection that broke before the response.
var broken = ratelimit.Outcome{Sent: true}

// unsent is a request that never left.
var unsent = ratelimit.Outcome{}

func responded(status int, h http.Header) *ratelimit.Outcome {
	return &ratelimit.Outcome{Sent: true, Status: status, Header: h}
}

// handle is one request. Its name is only recorded.
func (s *service) handle(ctx context.Context, name string) ratelimit.Outcome {
	if s.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, s.timeout)
		defer cancel()
	}
	s.mu.Lock()
	n := s.requests
	s.requests++
	s.sent, s.names = append(s.sent, time.Now()), append(s.names, name)
	s.inFlight++
	s.most = max(s.most, s.inFlight)
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.inFlight--
	}()
	if s.there != nil && sleep(ctx, s.there(n)) != nil {
		return broken
	}
	o := s.respond(n)
	if o.Status != 0 && s.back != nil && sleep(ctx, s.back(n)) != nil {
		return broken
	}
	return o
}

func (s *service) respond(request int) ratelimit.Outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.instead != nil {
		if o := s.instead(request); o != nil {
			return *o
		}
	}
	now := time.Now()
	if s.began.IsZero() || now.Sub(s.began) >= s.window {
		s.began, s.used = now, 0
		if !s.grid.IsZero() {
			s.began = now.Add(-(now.Sub(s.grid) % s.window))
		}
		s.windows++
	}
	status := http.StatusOK
	if s.used >= s.limit {
		status = http.StatusTooManyRequests
		s.refused++
	} else {
		s.used++
	}
	tell := s.tell
	if tell == nil {
		tell = s.documented
	}
	return *responded(status, tell(status, s.used, s.began.Add(s.window).Sub(now)))
}

// documented are the headers of https://developers.worksmobile.com/en/docs/rate-limits.
func (s *service) documented(_, used int, left time.Duration) http.Header {
	return header(
		"rateLimit-ssed: "+strconv.Itoa(used),
		"rateLimit-limit: "+strconv.Itoa(s.limit),
		"rateLimit-remaining: "+strconv.Itoa(s.limit-used),
		"rateLimit-reset: "+strconv.Itoa(int((left+time.Second-1)/time.Second)),
	)
}

func untold(int, int, time.Duration) http.Header { return http.Header{} }

// header makes a header of lines "name: value".
func header(lines ...string) http.Header {
	h := http.Header{}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ": ")
		h.Add(name, value)
	}
	return h
}

func always(d time.Duration) func(int) time.Duration {
	return func(int) time.Duration { return d }
}

// counts is a summary of the requests that a service received.
type counts struct{ calls, refused, windows, most, inFlight int }

func (s *service) counts() counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	return counts{s.requests, s.refused, s.windows, s.most, s.inFlight}
}

// order lists the names of the requests.
func (s *service) order() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.names)
}

// client is a process that calls the service.
type client struct {
	*ratelimit.Limiter

	service *service
	retries int
}

func (s *service) client() *client { return s.notifying(nil) }

func (s *service) notifying(notify func(context.Context, ratelimit.Wait)) *client {
	return &client{Limiter: ratelimit.New(notify), service: s, retries: 4}
}

var (
	errRefused = errors.New("refused")
	errFailed  = errors.New("no response")
)

// call sends a request until it has a response that is no refusal; as often as a client
// does if there is none.
func (c *client) call(ctx context.Context, op ratelimit.Operation, name string) error {
	var ticket ratelimit.Ticket
	for n := 0; ; {
		permit, err := c.Acquire(ctx, op, &ticket)
		if err != nil {
			return err
		}
		o := c.service.handle(ctx, name)
		switch {
		case permit.Release(o):
			continue
		case o.Status == http.StatusTooManyRequests:
			return errRefused
		case o.Status != 0:
			return nil
		case n == c.retries:
			return errFailed
		}
		wait, _ := ratelimit.Pause(o, n)
		if err := sleep(ctx, wait); err != nil {
			return err
		}
		n++
	}
}

// read makes n calls at once, numbered from 1, and waits for all of them.
func read(t *testing.T, c *client, n int) {
	t.Helper()
	begin(t, t.Context(), c, n).Wait()
}

// begin begins n calls at once, one goroutine after the other.
func begin(t *testing.T, ctx context.Context, c *client, n int) *sync.WaitGroup { //nolint:revive // t goes first in helpers of tests
	t.Helper()
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			if err := c.call(ctx, readBot, strconv.Itoa(i+1)); err != nil {
				t.Errorf("call %d: got error %v, want none", i+1, err)
			}
		})
		synctest.Wait()
	}
	return &wg
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func pause(t *testing.T, d time.Duration) {
	t.Helper()
	if err := sleep(t.Context(), d); err != nil {
		t.Fatal(err)
	}
}
