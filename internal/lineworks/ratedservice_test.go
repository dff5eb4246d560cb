// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// rated is a service with a limit of rate, as a transport. It is used inside a bubble
// of synctest, so that its windows take no time.
type rated struct {
	limit  int
	window time.Duration
	// grid makes windows follow each other from this point on; if zero, a window begins
	// with the first call after the last one.
	grid time.Time
	// there and back are how long a request and its answer take.
	there, back func(call int) time.Duration
	// tell makes the headers of an answer; nil: as documented.
	tell func(status, used int, left time.Duration) http.Header
	// answer may answer in the service's stead, uncounted; its result may be nil.
	answer func(call int) (*http.Response, error)

	mu       sync.Mutex
	began    time.Time // of the window
	used     int       // in it
	windows  int
	calls    int
	refused  int
	inFlight int
	most     int // in flight at once
	sent     []time.Time
	paths    []string
}

func (s *rated) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	call := s.calls
	s.calls++
	s.sent, s.paths = append(s.sent, time.Now()), append(s.paths, r.URL.Path)
	s.inFlight++
	s.most = max(s.most, s.inFlight)
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.inFlight--
	}()
	if s.there != nil {
		if err := lineworks.SystemSleep(r.Context(), s.there(call)); err != nil {
			return nil, err
		}
	}
	resp, err := s.respond(call)
	if err == nil && s.back != nil {
		err = lineworks.SystemSleep(r.Context(), s.back(call))
	}
	return resp, err
}

func (s *rated) respond(call int) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.answer != nil {
		if resp, err := s.answer(call); resp != nil || err != nil {
			return resp, err
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
	return response(status, tell(status, s.used, s.began.Add(s.window).Sub(now))), nil
}

// documented are the headers of https://developers.worksmobile.com/en/docs/rate-limits.
func (s *rated) documented(_, used int, left time.Duration) http.Header {
	return header(
		"rateLimit-ssed: "+strconv.Itoa(used),
		"rateLimit-limit: "+strconv.Itoa(s.limit),
		"rateLimit-remaining: "+strconv.Itoa(s.limit-used),
		"rateLimit-reset: "+strconv.Itoa(int((left+time.Second-1)/time.Second)),
	)
}

func untold(int, int, time.Duration) http.Header { return http.Header{} }

func always(d time.Duration) func(int) time.Duration {
	return func(int) time.Duration { return d }
}

func response(status int, h http.Header) *http.Response {
	body := bot7
	if status >= 400 {
		body = limited
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

// client makes a client of s that uses the clock of the bubble.
func (s *rated) client(t *testing.T, opts ...lineworks.Option) *lineworks.Client {
	t.Helper()
	return newClientWith(t, &script{url: "https://api.example.com"}, lineworks.StaticToken(token),
		append([]lineworks.Option{lineworks.WithTransport(s)}, opts...)...)
}

// read reads n bots at once, numbered from 1, and waits until all are read.
func read(t *testing.T, c *lineworks.Client, n int) {
	t.Helper()
	begin(t, t.Context(), c, n).Wait()
}

// begin begins to read n bots at once, one goroutine after the other.
func begin(t *testing.T, ctx context.Context, c *lineworks.Client, n int) *sync.WaitGroup { //nolint:revive // t goes first in helpers of tests
	t.Helper()
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			if _, err := c.Bots.Get(ctx, strconv.Itoa(i+1)); err != nil {
				t.Errorf("bot %d: %v", i+1, err)
			}
		})
		synctest.Wait()
	}
	return &wg
}

// counts are what a service has seen.
type counts struct{ calls, refused, windows, most, inFlight int }

func (s *rated) counts() counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	return counts{s.calls, s.refused, s.windows, s.most, s.inFlight}
}

// order lists the paths that were called.
func (s *rated) order() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.paths)
}

func pause(t *testing.T, d time.Duration) {
	t.Helper()
	if err := lineworks.SystemSleep(t.Context(), d); err != nil {
		t.Fatal(err)
	}
}
