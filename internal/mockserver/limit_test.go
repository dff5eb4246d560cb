// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func (r reply) rate(used, limit, remaining, reset string) {
	r.t.Helper()
	for name, want := range map[string]string{
		"rateLimit-ssed": used, "rateLimit-limit": limit, "rateLimit-remaining": remaining, "rateLimit-reset": reset,
	} {
		if got := r.header.Get(name); got != want {
			r.t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// TestLimit_windows: https://developers.worksmobile.com/en/docs/rate-limits.
// Each operation has a window of its own.
func TestLimit_windows(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now, RateLimit: 2})
	_, bot := e.bot()
	e.get("/bots").is(200).rate("1", "2", "1", "60")
	c.advance(500 * time.Millisecond)
	e.get("/bots").is(200).rate("2", "2", "0", "60")
	c.advance(20 * time.Second)
	got := e.get("/bots").is(429, "TOO_MANY_REQUESTS").has("description", "API rate limit exceeded")
	got.rate("2", "2", "0", "40")
	if got.header.Get("Retry-After") != "" {
		t.Errorf("got Retry-After %q, want none: it is not documented", got.header.Get("Retry-After"))
	}
	e.get(bot).is(200).rate("1", "2", "1", "60")
	e.get("/bots/1").is(404).rate("2", "2", "0", "60") // the same operation; refusals count as well
	c.advance(39500*time.Millisecond - time.Nanosecond)
	e.get("/bots").is(429).rate("2", "2", "0", "1")
	c.advance(time.Nanosecond)
	e.get("/bots").is(200).rate("1", "2", "1", "60")
	e.token = "none"
	e.get("/bots").is(401).rate("", "", "", "")
}

func TestLimit_channels(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now, RateLimit: 240, RateWindow: 10 * time.Second})
	_, bot := e.bot()
	for range 10 {
		e.post(bot+"/channels", `{"members":["u"]}`).is(201)
	}
	e.post(bot+"/channels", `{"members":["u"]}`).is(429).rate("10", "10", "0", "10")
	e.get(bot).is(200).rate("1", "240", "239", "10")
}

func TestLimit_none(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	for range 11 {
		e.post(bot+"/channels", `{"members":["u"]}`).is(201).rate("", "", "", "")
	}
}

func TestQuirk_rate(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now, RateLimit: 1, Quirks: mockserver.Quirks{MissingRateHeaders: true}})
	e.get("/bots").is(200).rate("", "", "", "")
	e.get("/bots").is(429).rate("", "", "", "")
	e.api.SetQuirks(mockserver.Quirks{MissingRateHeaders: true, RetryAfter: true})
	if got := e.get("/bots").is(429); got.header.Get("Retry-After") != "60" {
		t.Errorf("got the header %v, want Retry-After 60", got.header)
	}
}
