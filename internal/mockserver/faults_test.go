// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func TestFault_matching(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	e.api.Fail(mockserver.Fault{Operation: "GET /bots/{botId}", Skip: 2, Times: 2, Status: 503, Code: "X", Description: "y"})
	e.api.Fail(mockserver.Fault{Path: bot + "/domains", Status: 500})
	if got := e.api.PendingFaults(); got != 2 {
		t.Errorf("got %d pending faults, want 2", got)
	}
	e.get("/bots").is(200)
	e.get(bot).is(200)
	e.get(bot).is(200)
	e.get(bot).is(503, "X").has("description", "y")
	e.get(bot).is(503)
	e.get(bot).is(200)
	if got := e.get(bot + "/domains").is(500); got.raw != "" {
		t.Errorf("got the body %s, want none", got.raw)
	}
	e.get(bot + "/domains").is(200)
	if got := e.api.PendingFaults(); got != 0 {
		t.Errorf("got %d pending faults, want 0", got)
	}
	e.api.Fail(mockserver.Fault{Code: "ANY"})
	e.get(bot).is(500, "ANY")
}

func TestFault_responses(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	e.api.Fail(mockserver.Fault{Status: 502, Body: "<html>", Header: http.Header{"Retry-After": {"3"}}})
	got := e.get("/bots").is(502)
	if got.raw != "<html>" || got.header.Get("Content-Type") != "text/html" || got.header.Get("Retry-After") != "3" {
		t.Errorf("got %s %v, want <html>, Content-Type text/html and Retry-After 3", got.raw, got.header)
	}
	e.api.Fail(mockserver.Fault{Status: 200, Body: `{"bots":`, ContentType: "application/json"})
	if got := e.get("/bots").is(200); got.raw != `{"bots":` {
		t.Errorf("got the body %s, want {\"bots\":", got.raw)
	}
	e.api.Fail(mockserver.Fault{Operation: "POST /token", Status: 400, Code: "invalid_grant", Description: "d"})
	e.auth("/token", "").is(400).has("error", "invalid_grant").has("error_description", "d")
}

// TestFault_act sees that a fault without Act does nothing, and that one with
// Act carries the request out and loses the response.
func TestFault_act(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	e.api.Fail(mockserver.Fault{Status: 503})
	e.post("/bots", minimalBot).is(503)
	if got := len(e.api.Bots()); got != 0 {
		t.Errorf("got %d bots, want 0", got)
	}
	e.api.Fail(mockserver.Fault{Status: 503, Act: true})
	e.post("/bots", minimalBot).is(503)
	if got := len(e.api.Bots()); got != 1 {
		t.Errorf("got %d bots, want 1", got)
	}
}

func TestFault_connection(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault   mockserver.Fault
		request func(*env) *http.Request
		bots    int
	}{
		"reset":               {mockserver.Fault{Reset: true}, create, 0},
		"reset after acting":  {mockserver.Fault{Reset: true, Act: true}, create, 1},
		"cut":                 {mockserver.Fault{Cut: true}, create, 1},
		"cut without a body":  {mockserver.Fault{Cut: true}, func(e *env) *http.Request { return e.request(http.MethodDelete, "/bots/2000001", "") }, 0},
		"reset of a repeater": {mockserver.Fault{Reset: true}, func(e *env) *http.Request { return e.request(http.MethodGet, "/bots", "") }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := startWith(t, mockserver.Quirks{})
			if test.request(e).Method != http.MethodPost {
				e.bot()
			}
			e.get("/bots").is(200) // a connection to use again
			e.api.ResetRequests()
			e.api.Fail(test.fault)
			response, err := e.http.Do(test.request(e))
			if err == nil {
				_, err = io.ReadAll(response.Body)
				if closeErr := response.Body.Close(); closeErr != nil {
					t.Fatal(closeErr)
				}
			}
			if err == nil {
				t.Error("got a whole response, want an error")
			}
			if got := len(e.api.Bots()); got != test.bots {
				t.Errorf("%d bots, want %d", got, test.bots)
			}
			if got := len(e.api.Requests()); got != 1 {
				t.Errorf("got %d requests, want 1: the transport must not retry by itself", got)
			}
		})
	}
}

func create(e *env) *http.Request { return e.request(http.MethodPost, "/bots", minimalBot) }

// TestFault_abortWithoutConnection: a writer that cannot be taken over is
// aborted in the way of net/http.
func TestFault_abortWithoutConnection(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	e.api.Fail(mockserver.Fault{Reset: true})
	defer func() {
		if err, ok := recover().(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
			t.Errorf("got error %v, want http.ErrAbortHandler", err)
		}
		if got := e.api.Requests()[0]; got.Status != 0 || got.End.IsZero() {
			t.Errorf("got the entry %+v, want status 0 and an end", got)
		}
	}()
	e.api.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v1.0/bots", nil))
}

// TestFault_delayEndsWithTheClient: what is delayed is not done when the client
// goes away, unless Act says so. The clock's signal tells that the request is in.
func TestFault_delayEndsWithTheClient(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		opts  mockserver.Options
		fault *mockserver.Fault
		bots  int
	}{
		"delay":              {mockserver.Options{}, &mockserver.Fault{Delay: time.Hour}, 0},
		"delay after acting": {mockserver.Options{}, &mockserver.Fault{Delay: time.Hour, Act: true}, 1},
		"latency":            {mockserver.Options{Latency: time.Hour}, nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClock()
			test.opts.Now = c.Now
			e := start(t, test.opts)
			if test.fault != nil {
				e.api.Fail(*test.fault)
			}
			<-c.looked // from the issue of the token
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan struct{})
			r := e.request(http.MethodPost, "/bots", minimalBot).WithContext(ctx)
			go func() {
				defer close(done)
				e.api.ServeHTTP(httptest.NewRecorder(), r)
			}()
			<-c.looked
			cancel()
			<-done
			if got := len(e.api.Bots()); got != test.bots {
				t.Errorf("%d bots, want %d", got, test.bots)
			}
		})
	}
}

// TestFault_lateResponse has only a delay, after which the real response comes.
func TestFault_lateResponse(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	e.api.Fail(mockserver.Fault{Delay: time.Nanosecond, Header: http.Header{"X-Late": {"1"}}})
	if got := e.post("/bots", minimalBot).is(201); got.header.Get("X-Late") != "1" || len(e.api.Bots()) != 1 {
		t.Errorf("got the header %v and %d bots, want X-Late 1 and 1 bot", got.header, len(e.api.Bots()))
	}
}
