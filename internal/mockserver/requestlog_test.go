// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func TestRecord_request(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := startAt(t, c, mockserver.Quirks{})
	_, bot := e.bot()
	e.patch(bot, `{"callbackUrl":"","subadministrators":null}`).is(200)
	e.get("/bots?count=2").is(200)
	requests := e.api.Requests()
	if len(requests) != 2 {
		t.Fatalf("got %d requests, want 2", len(requests))
	}
	first := requests[0]
	if first.Method != http.MethodPatch || first.Path != bot || first.Operation != "PATCH /bots/{botId}" || first.Status != 200 {
		t.Errorf("got the entry %+v, want PATCH %s with status 200", first, bot)
	}
	for name, want := range map[string]bool{"callbackUrl": true, "subadministrators": true, "botName": false} {
		if first.Has(name) != want {
			t.Errorf("Has(%s): got %t, want %t", name, !want, want)
		}
	}
	if string(first.Body["callbackUrl"]) != `""` || string(first.Body["subadministrators"]) != "null" {
		t.Errorf("got the body %s, want callbackUrl \"\" and subadministrators null", first.Body)
	}
	if !first.Start.Equal(c.Now()) || !first.End.Equal(c.Now()) || first.RemoteAddr == "" || first.Token != 1 {
		t.Errorf("got the entry %+v, want start and end at %s, a remote address and token 1", first, c.Now())
	}
	if requests[1].Query.Get("count") != "2" || requests[1].Body != nil {
		t.Errorf("got the entry %+v, want count=2 and no body", requests[1])
	}
	if e.api.Count("GET /bots") != 1 || e.api.Count("GET /bots/{botId}") != 0 {
		t.Errorf("got %d GET /bots and %d GET /bots/{botId}, want 1 and 0", e.api.Count("GET /bots"), e.api.Count("GET /bots/{botId}"))
	}
	requests[0].Header.Set("X", "y")
	if e.api.Requests()[0].Header.Get("X") != "" {
		t.Error("got a log changed through the returned copy, want it unchanged")
	}
	e.api.ResetRequests()
	if len(e.api.Requests()) != 0 {
		t.Errorf("got %d requests after the reset, want 0", len(e.api.Requests()))
	}
}

// TestRecord_secrets sees that nothing secret gets into the log.
func TestRecord_secrets(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	form := e.form(e.sign(e.claims(time.Now())), "bot")
	got := e.auth("/token", form.Encode()).is(200)
	e.auth("/token?"+form.Encode(), "").is(200)
	form.Set("token", got.text("access_token"))
	form.Set("refresh_token", got.text("refresh_token"))
	e.auth("/revoke", form.Encode()).is(200)
	e.get("/bots").is(200)
	requests := e.api.Requests()
	text := fmt.Sprintf("%+v", requests)
	secrets := []string{e.token, e.api.Credentials().ClientSecret}
	for _, name := range []string{"assertion", "token", "refresh_token"} {
		secrets = append(secrets, form.Get(name), url.QueryEscape(form.Get(name)))
	}
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			t.Errorf("got the secret %s in the log, want it redacted", secret)
		}
	}
	if requests[3].Header.Get("Authorization") != "REDACTED" || requests[0].Form.Get("assertion") != "REDACTED" {
		t.Errorf("got Authorization %q and assertion %q, want REDACTED in both", requests[3].Header.Get("Authorization"), requests[0].Form.Get("assertion"))
	}
	if requests[0].Form.Get("scope") != "bot" || requests[0].Operation != "POST /token" || requests[2].Operation != "POST /revoke" {
		t.Errorf("got the entries %+v and %+v, want POST /token with scope bot and POST /revoke", requests[0], requests[2])
	}
	for _, text := range []string{fmt.Sprintf("%v %+v %#v", *e.api.Credentials(), *e.api.Credentials(), *e.api.Credentials())} {
		if strings.Contains(text, e.api.Credentials().ClientSecret) || strings.Contains(text, "PRIVATE") {
			t.Error("got a secret in the printed credentials, want it redacted")
		}
	}
}

func TestRecord_keepsTheLast(t *testing.T) {
	t.Parallel()
	var ended []mockserver.Request
	e := start(t, mockserver.Options{KeepRequests: 2, OnRequest: func(r mockserver.Request) { ended = append(ended, r) }})
	e.get("/bots").is(200)
	e.get("/bots?count=1").is(200)
	e.get("/bots?count=0").is(400)
	if got := e.api.Requests(); len(got) != 2 || got[0].Query.Get("count") != "1" {
		t.Errorf("got the log %+v, want 2 entries, the first with count=1", got)
	}
	if len(ended) != 3 || ended[2].Status != 400 {
		t.Errorf("got OnRequest calls with %+v, want 3, the last with status 400", ended)
	}
}

// watched notes whether a client could have seen a part of a response.
type watched struct {
	*httptest.ResponseRecorder
	seen bool
}

func (w *watched) WriteHeader(status int) { w.seen = true; w.ResponseRecorder.WriteHeader(status) }
func (w *watched) Write(b []byte) (int, error) {
	w.seen = true
	return w.ResponseRecorder.Write(b)
}

func (w *watched) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	w.seen = true
	return nil, nil, errors.ErrUnsupported
}

// TestRecord_toldBeforeTheClient has a test change something at the end of a request,
// which the client's next request is to see.
func TestRecord_toldBeforeTheClient(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]mockserver.Fault{
		"response": {},
		"refusal":  {Status: http.StatusForbidden},
		"reset":    {Act: true, Reset: true},
		"cut":      {Cut: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &watched{ResponseRecorder: httptest.NewRecorder()}
			told := 0
			e := start(t, mockserver.Options{OnRequest: func(mockserver.Request) {
				if told++; w.seen {
					t.Error("got OnRequest after the client saw the response, want it before")
				}
			}})
			e.api.Fail(fault)
			func() {
				defer func() { _ = recover() }() // how a connection is closed
				e.api.ServeHTTP(w, e.request(http.MethodGet, "/bots", ""))
			}()
			if told != 1 || !w.seen {
				t.Errorf("got %d OnRequest calls and a response for the client: %t, want 1 and true", told, w.seen)
			}
		})
	}
}

// TestOverlap counts and refuses writes that must not run in parallel:
// https://developers.worksmobile.com/en/docs/bot-update-patch.
func TestOverlap(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := startAt(t, c, mockserver.Quirks{})
	_, bot := e.bot()
	_, other := e.bot()
	// under runs something while a write waits for its response; end stops it.
	under := func(method, path, body string, meanwhile func(), end func(release, giveUp func())) {
		t.Helper()
		hold := make(chan struct{})
		e.api.Fail(mockserver.Fault{Path: path, Hold: hold})
		r, giveUp := cancelled(e.request(method, path, body))
		select {
		case <-c.looked: // left from the case before
		default:
		}
		var group sync.WaitGroup
		group.Go(func() { e.api.ServeHTTP(httptest.NewRecorder(), r) })
		<-c.looked // it is in
		meanwhile()
		end(func() { close(hold) }, giveUp)
		group.Wait()
		giveUp()
	}
	responded := func(release, _ func()) { release() }
	abandoned := func(_, giveUp func()) { giveUp() }
	counts := func(management, menu int) {
		t.Helper()
		if a, b := e.api.OverlappingWrites(), e.api.OverlappingMenuWrites(); a != management || b != menu {
			t.Errorf("%d and %d overlaps, want %d and %d", a, b, management, menu)
		}
	}
	under(http.MethodPatch, bot, `{}`, func() {
		e.get(bot).is(200)
		e.patch(other, `{}`).is(200)
		e.post(bot+"/secret", "").is(200)
		e.post(bot+"/channels", `{"members":["u"]}`).is(201)
	}, responded)
	counts(0, 0)
	under(http.MethodPatch, bot, `{}`, func() {
		e.post(bot+domain, `{}`).is(201)
		e.post(bot+persistent, minimalMenu).is(201)
		e.api.SetQuirks(mockserver.Quirks{RefuseOverlaps: true})
		e.put(bot, minimalBot).is(409, "CONFLICT")
		e.delete(bot + persistent).is(204)
	}, responded)
	counts(2, 2)
	e.api.SetQuirks(mockserver.Quirks{})
	under(http.MethodPost, bot+persistent, minimalMenu, func() { e.put(bot, minimalBot).is(200) }, responded)
	counts(2, 3)
	under(http.MethodPatch, bot, `{}`, func() { e.put(bot, minimalBot).is(200) }, abandoned)
	counts(2, 3)
	e.put(bot, minimalBot).is(200)
	e.put(bot, minimalBot).is(200)
	counts(2, 3)
	under(http.MethodPatch, bot, `{}`, func() {
		under(http.MethodPut, bot, minimalBot, func() { e.patch(bot, `{}`).is(200) }, responded)
	}, responded)
	counts(4, 3) // the third write overlaps two and counts once
	e.api.ResetRequests()
	counts(0, 0)
}

// TestServer_parallel is for the race detector.
func TestServer_parallel(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{Latency: time.Nanosecond, RateLimit: 1000})
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			id, bot := e.bot()
			e.patch(bot, `{"description":"y"}`).is(200)
			e.post(bot+persistent, minimalMenu).is(201)
			e.api.ChangeBot(id, func(b *mockserver.Bot) { b.BotName = "z" })
			e.api.Requests()
			e.get("/bots").is(200)
		})
	}
	group.Wait()
	if got := len(e.api.Bots()); got != 8 {
		t.Errorf("got %d bots, want 8", got)
	}
}
