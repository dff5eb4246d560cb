// SPDX-License-Identifier: MPL-2.0

package probe_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/mark"
)

// neighbours are bots beside those of the probe, some of them named like its own.
func neighbours() []mockserver.Bot {
	run := mark.New()
	forged := run.Name(1)[:len(run.Name(1))-8] + "00000000"
	var bots []mockserver.Bot
	for _, b := range [][2]string{
		{mark.Prefix, run.Description()},
		{mark.Prefix + "test", "Ours."},
		{forged, run.Description()},
		{"x" + run.Name(1), run.Description()},
		{strings.ToUpper(run.Name(1)), run.Description()},
		{run.Name(2) + " (copy)", run.Description()},
		// The name of another run, without its description: no bot of the probe.
		{run.Name(3), "A bot that borrowed a name."},
		{run.Name(4), mark.New().Description()},
	} {
		bots = append(bots, mockserver.Bot{
			BotName: b[0], Description: b[1], PhotoURL: "https://example.com/a.png", Administrators: []string{contact}, EnableGroupJoin: true,
		})
	}
	return bots
}

// snapshot is all that the tenant has of bots.
type snapshot struct {
	Bots     []mockserver.Bot
	Domains  map[int64][]mockserver.Domain
	Menus    map[int64][]mockserver.RichMenu
	Rooms    map[int64][]mockserver.Channel
	Defaults map[int64]string
}

func (e *tenant) snapshot() snapshot {
	s := snapshot{
		Bots: e.mock.Bots(), Domains: map[int64][]mockserver.Domain{}, Menus: map[int64][]mockserver.RichMenu{},
		Rooms: map[int64][]mockserver.Channel{}, Defaults: map[int64]string{},
	}
	for _, b := range s.Bots {
		s.Domains[b.BotID], s.Menus[b.BotID] = e.mock.Domains(b.BotID), e.mock.RichMenus(b.BotID)
		s.Rooms[b.BotID], s.Defaults[b.BotID] = e.mock.Channels(b.BotID), e.mock.DefaultRichMenu(b.BotID)
	}
	return s
}

// populate adds the neighbours, with all that bots can have, and returns the greatest ID.
func (e *tenant) populate(bots ...mockserver.Bot) (last int64) {
	for _, b := range append(neighbours(), bots...) {
		last = e.mock.AddBot(b)
		e.mock.SetDomain(last, mockserver.Domain{DomainID: 10000001, Visible: true, Members: []string{contact}})
		menu := e.mock.AddRichMenu(last, mockserver.RichMenu{RichMenuName: "Main", Size: mockserver.Size{Width: 2500, Height: 843}})
		e.mock.SetDefaultRichMenu(last, menu)
		e.mock.AddChannel(last, mockserver.Channel{Members: []string{contact}})
	}
	return last
}

// leftover is a throw-away bot of an earlier run.
func leftover(run mark.Run, n int) mockserver.Bot {
	return mockserver.Bot{BotName: run.Name(n), Description: run.Description(), PhotoURL: "https://example.com/a.png", Administrators: []string{contact}}
}

// twin is a bot with the name of a throw-away bot that is none.
func twin(name string) mockserver.Bot {
	return mockserver.Bot{BotName: name, Description: "A bot that borrowed a name.", PhotoURL: "https://example.com/a.png", Administrators: []string{contact}}
}

// TestRun_touchesNothingElse looks at every request of a whole run: the bots in it are those
// that the run has made, and people and domains those that were given.
func TestRun_touchesNothingElse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := newTenant(t)
		last := e.populate(leftover(mark.New(), 1))
		before := e.snapshot()
		out := e.run(t.Context(), t)
		if out.Err != nil || len(out.Left) > 0 {
			t.Errorf("got the error %v and that %q are left, want neither", out.Err, out.Left)
		}
		if diff := cmp.Diff(before, e.snapshot()); diff != "" {
			t.Errorf("the tenant is not as before (-before +after):\n%s", diff)
		}
		for _, r := range e.mock.Requests() {
			checkTarget(t, r, last)
		}
		people := map[string]bool{}
		for _, m := range e.mock.Messages() {
			people[m.UserID] = true
		}
		for person := range people {
			if person != memberID && person != "" {
				t.Errorf("got a message to %s, want messages to the member alone", person)
			}
		}
	})
}

// checkTarget wants a request to be about what the probe has made or was given. Bots up to last
// are those of others.
func checkTarget(t *testing.T, r mockserver.Request, last int64) {
	t.Helper()
	segments, words := strings.Split(r.Path, "/"), strings.Split(strings.TrimPrefix(r.Operation, r.Method+" "), "/")
	if strings.HasPrefix(r.Operation, "POST {") {
		return // an upload to an address that was made for the probe
	}
	if len(segments) != len(words) {
		t.Fatalf("got the path %s of %s", r.Path, r.Operation)
	}
	const alias = "m.watanabe@example.co.jp"
	given := []string{memberID, memberEmail, strings.ToUpper(memberEmail), alias, "me"}
	for i, word := range words {
		switch word {
		case "{botId}":
			var id int64
			if _, err := fmt.Sscan(segments[i], &id); err != nil || id <= last {
				t.Errorf("%s %s: got the bot of another, want one of the run", r.Method, r.Path)
			}
		case "{domainId}":
			if segments[i] != domain && (segments[i] != other || r.Operation != "POST /bots/{botId}/domains/{domainId}") {
				t.Errorf("%s %s: got another domain, want the one that was given", r.Method, r.Path)
			}
		case "{userId}":
			user := strings.ReplaceAll(segments[i], "%40", "@")
			unknown := r.Operation == "GET /users/{userId}" && r.Status == http.StatusNotFound
			if !slices.Contains(given, user) && !unknown {
				t.Errorf("%s %s: got another person, want the one that was given", r.Method, r.Path)
			}
		}
	}
	// No domain has the last of them.
	if id := r.Query.Get("domainId"); r.Query.Has("domainId") && !slices.Contains([]string{domain, other, "2147483647"}, id) {
		t.Errorf("%s %s: got the domain %s in the query, want one that was given", r.Method, r.Path, id)
	}
	for _, name := range []string{"administrators", "members", "userId"} {
		if raw := string(r.Body[name]); raw != "" && !slices.Contains([]string{`["` + contact + `"]`, `["` + memberID + `"]`, `"` + memberID + `"`, `["` + memberEmail + `"]`}, raw) {
			t.Errorf("%s %s: got %s of %s, want the people who were given", r.Method, r.Path, name, raw)
		}
	}
	if r.Operation == "PATCH /bots/{botId}" && (r.Has("botName") || r.Has("description")) {
		t.Errorf("%s %s: got a change of name or description, which are the mark of the bot", r.Method, r.Path)
	}
}

// some are experiments that make all kinds of objects.
var some = []string{"bot", "persistent-menu", "domains", "rooms", "addresses", "tokens"}

// TestRun_interrupted ends the context at each request in turn.
func TestRun_interrupted(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		reached := true
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := newTenant(t)
				e.populate()
				before := e.snapshot()
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				sent := 0
				e.through = func(*http.Request) error {
					if sent++; sent == n {
						cancel()
					}
					return nil
				}
				start := time.Now()
				out := e.run(ctx, t, some...)
				if reached = sent >= n && ctx.Err() != nil; !reached {
					return
				}
				if !errors.Is(out.Err, context.Canceled) || len(out.Left) > 0 {
					t.Errorf("got the error %v and that %q are left, want the interrupt alone", out.Err, out.Left)
				}
				if took := time.Since(start); took > 90*time.Second {
					t.Errorf("the end took %s, want 90 s at most", took)
				}
				if diff := cmp.Diff(before, e.snapshot()); diff != "" {
					t.Errorf("the tenant is not as before (-before +after):\n%s", diff)
				}
				if found, err := probe.Leftovers(t.Context(), e.api); err != nil || len(found) > 0 {
					t.Errorf("got %v, %v, want no leftovers", found, err)
				}
			})
		})
		if !reached {
			if n < 60 {
				t.Errorf("the run ended after %d requests, want more", n)
			}
			return
		}
	}
}

// TestRun_killed cuts the network at each request in turn, before or after the service has
// carried it out, so that nothing can be removed. A sweep removes exactly what is left.
func TestRun_killed(t *testing.T) {
	t.Parallel()
	for _, late := range []bool{false, true} {
		t.Run(fmt.Sprintf("late %t", late), func(t *testing.T) {
			t.Parallel()
			for n := 2; n < 70; n++ {
				t.Run(fmt.Sprint(n), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) { killed(t, n, late) })
				})
			}
		})
	}
}

func killed(t *testing.T, n int, late bool) {
	t.Helper()
	e := newTenant(t)
	e.populate()
	before := e.snapshot()
	sent := 0
	down := false
	e.through = func(*http.Request) error {
		if sent++; sent >= n {
			down = true
		}
		if lost := late && sent == n; down && !lost {
			return errors.New("the network is down")
		}
		return nil
	}
	if late {
		e.mock.Fail(mockserver.Fault{Skip: n - 1, Act: true, Reset: true})
	}
	out := e.run(t.Context(), t, some...)
	if !down {
		return // the run was over
	}
	var there []string
	for _, b := range e.mock.Bots()[len(before.Bots):] {
		there = append(there, b.BotName)
	}
	for _, name := range there {
		if !slices.Contains(out.Left, name) {
			t.Errorf("%s is left, but the run named %q", name, out.Left)
		}
	}
	if more := len(out.Left) - len(there); more < 0 || more > 2 {
		t.Errorf("got that %q are left, want %q, and two more at most: those whose creation or removal got no response", out.Left, there)
	}
	if len(out.Left) > 0 && out.Err == nil {
		t.Error("got no error, want the reason why something is left")
	}
	e.through = nil
	e.mock.ClearFaults()
	e.mock.ResetRequests()
	found, err := probe.Leftovers(t.Context(), e.api)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, b := range found {
		names = append(names, b.Name)
	}
	if !slices.Equal(names, there) {
		t.Errorf("a sweep lists %q, want %q", names, there)
	}
	if left, err := probe.Sweep(t.Context(), e.api, found); err != nil || len(left) > 0 {
		t.Errorf("got %q, %v from a sweep, want that all is removed", left, err)
	}
	if diff := cmp.Diff(before, e.snapshot()); diff != "" {
		t.Errorf("the tenant is not as before (-before +after):\n%s", diff)
	}
	for _, r := range e.mock.Requests() {
		if r.Method == http.MethodDelete && e.mock.Count("DELETE /bots/{botId}") != len(there) {
			t.Errorf("got %d removals, want %d", e.mock.Count("DELETE /bots/{botId}"), len(there))
		}
	}
}

// TestRun_lost loses a single response, to each request in turn that the service has carried
// out. The run then removes its bots by itself, and none of the bots that have the same names.
func TestRun_lost(t *testing.T) {
	t.Parallel()
	for n := 2; n < 70; n++ {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				e := newTenant(t)
				e.around = func(_ *http.Request, body string, next func() (*http.Response, error)) (*http.Response, error) {
					var made struct{ BotName string }
					if json.Unmarshal([]byte(body), &made) == nil && made.BotName != "" {
						e.mock.AddBot(twin(made.BotName))
					}
					return next()
				}
				e.mock.Fail(mockserver.Fault{Skip: n - 1, Act: true, Reset: true})
				out := e.run(t.Context(), t, some...)
				if len(out.Left) > 0 {
					t.Errorf("got that %q are left, want that the run removes them", out.Left)
				}
				twins := 0
				for _, b := range e.mock.Bots() {
					run, ours := mark.Parse(b.BotName)
					if ours && run.Describes(b.Description) {
						t.Errorf("%s is left", b.BotName)
					}
					if ours && b.Description == twin("").Description {
						twins++
					}
				}
				if want := e.mock.Count("POST /bots"); twins != want {
					t.Errorf("got %d bots with a borrowed name, want the %d that were there", twins, want)
				}
			})
		})
	}
}

// TestLeftovers finds the bots of earlier runs among others, and reads no bot whose name has
// not the mark.
func TestLeftovers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := newTenant(t, func(o *mockserver.Options) { o.MaxPageSize = 2 })
		run := mark.New()
		e.populate(twin(run.Name(1)), twin(run.Name(2)))
		before := e.snapshot()
		var want []string
		for n := 1; n <= 3; n++ {
			e.mock.AddBot(leftover(run, n))
			want = append(want, run.Name(n))
		}
		found, err := probe.Leftovers(t.Context(), e.api)
		var names []string
		for _, b := range found {
			names = append(names, b.Name)
		}
		if err != nil || !slices.Equal(names, want) {
			t.Errorf("got %q, %v, want %q", names, err, want)
		}
		// Beside the three, four have the name of a run, but no description of it.
		if got := e.mock.Count("GET /bots/{botId}"); got != 7 {
			t.Errorf("got %d reads, want 7", got)
		}
		// The sweep cannot tell from this response that the bot is gone.
		e.mock.Fail(mockserver.Fault{Operation: "DELETE /bots/{botId}", Act: true, Reset: true})
		if left, err := probe.Sweep(t.Context(), e.api, found); err != nil || len(left) > 0 {
			t.Errorf("got %q, %v from a sweep, want that all is removed", left, err)
		}
		if diff := cmp.Diff(before, e.snapshot()); diff != "" {
			t.Errorf("the tenant is not as before (-before +after):\n%s", diff)
		}
	})
}

// TestRun_hopeless wants a run to end at once where every experiment would fail for the same
// reason.
func TestRun_hopeless(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]mockserver.Fault{
		"no bot":     {Operation: "POST /bots", Status: http.StatusForbidden, Code: "LIMIT_EXCEEDED", Description: "Taro has too many.", Times: 99},
		"no sign-in": {Operation: "POST /token", Status: http.StatusUnauthorized, Code: "invalid_client", Description: "Taro is unknown.", Times: 99},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				e := newTenant(t)
				e.mock.Fail(fault)
				out := e.run(t.Context(), t)
				if out.Err == nil || len(out.Left) > 0 || len(e.mock.Requests()) > 3 {
					t.Errorf("got the error %v, that %q are left, and %d requests, want an error after 3 at most", out.Err, out.Left, len(e.mock.Requests()))
				}
				if got := find(out.Report, "unset").NotSettled; !strings.Contains(got, fault.Code) || strings.Contains(got, "Taro") {
					t.Errorf("got the reason %q, want the code without the description", got)
				}
				if got := find(out.Report, "image-keep-i18n").NotSettled; !strings.Contains(got, "ended before") {
					t.Errorf("got the reason %q, want that the run ended before", got)
				}
				if raw, err := json.Marshal(out.Report); err != nil || strings.Contains(string(raw), "Taro") {
					t.Errorf("got the description of a response in the report (%v)", err)
				}
			})
		})
	}
}
