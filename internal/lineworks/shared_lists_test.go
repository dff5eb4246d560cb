// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

func TestDomains_Get_fromOneListing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t,
			respond(200, `{"domains":[{"domainId":1,"visible":true}],"responseMetaData":{"nextCursor":"a"}}`),
			respond(200, `{"domains":[{"domainId":2,"allowToSelectedMember":true}]}`))
		c := newClient(t, s)
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				got, err := c.Domains.Get(t.Context(), "7", "2")
				if err != nil || *got != (lineworks.DomainRegistration{DomainID: "2", AllowToSelectedMember: true}) {
					t.Errorf("domain 2: got %+v and error %v, want it with its members only", got, err)
				}
				got.DomainID = "changed by its reader"
			})
			wg.Go(func() {
				got, err := c.Domains.Get(t.Context(), "7", "3")
				if classesOf(err) != "NotFound" || got != nil || err.Error() != "GET /bots/{botId}/domains: bot 7 is not registered to domain 3" {
					t.Errorf("domain 3: got %+v and error %v, want one that says that it is not registered", got, err)
				}
			})
		}
		wg.Wait()
		var queries []string
		for _, r := range s.Requests() {
			queries = append(queries, r.Query)
		}
		if want := []string{"count=100", "count=100&cursor=a"}; !slices.Equal(queries, want) {
			t.Errorf("got queries %v, want %v", queries, want)
		}
	})
}

func TestDomainMembers_Get_fromOneListing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, `{"members":["u1","u2"]}`))
		c := newClient(t, s)
		var wg sync.WaitGroup
		for range 50 {
			for id, class := range map[string]string{"u1": "", "u2": "", "u3": "NotFound", "": "NotFound"} {
				wg.Go(func() {
					if err := c.DomainMembers.Get(t.Context(), "7", "1", id); classesOf(err) != class {
						t.Errorf("member %q: got error %v, want class %q", id, err, class)
					}
				})
			}
		}
		wg.Wait()
		if got := s.Calls(); !slices.Equal(got, []string{getMembers}) {
			t.Errorf("got calls %v, want %s", got, getMembers)
		}
		for _, key := range [][2]string{{"7", "2"}, {"8", "1"}, {"7", "2"}} {
			if err := c.DomainMembers.Get(t.Context(), key[0], key[1], "u1"); err != nil {
				t.Errorf("%v: got error %v, want none", key, err)
			}
		}
		if got := s.Calls(); !slices.Equal(got[1:], []string{"GET /bots/7/domains/2/members", "GET /bots/8/domains/1/members"}) {
			t.Errorf("got calls %v, want one for each bot and domain", got)
		}
	})
}

// Which lists are loaded again after which write, whether it succeeded or not.
func TestSharedListings_droppedByWrites(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const (
			domains7  = "GET /bots/7/domains"
			domains8  = "GET /bots/8/domains"
			members71 = "GET /bots/7/domains/1/members"
			members72 = "GET /bots/7/domains/2/members"
			members81 = "GET /bots/8/domains/1/members"
		)
		writes := map[string]struct {
			do   func(context.Context, *lineworks.Client) error
			want []string
		}{
			"register": {func(ctx context.Context, c *lineworks.Client) error {
				_, err := c.Domains.Register(ctx, "7", "1", nil)
				return err
			}, []string{domains7, members71}},
			"update": {func(ctx context.Context, c *lineworks.Client) error {
				_, err := c.Domains.Update(ctx, "7", "1", nil)
				return err
			}, []string{domains7, members71}},
			"delete":     {func(ctx context.Context, c *lineworks.Client) error { return c.Domains.Delete(ctx, "7", "1") }, []string{domains7, members71}},
			"add member": {func(ctx context.Context, c *lineworks.Client) error { return c.DomainMembers.Add(ctx, "7", "1", "u9") }, []string{members71}},
			"delete member": {func(ctx context.Context, c *lineworks.Client) error {
				return c.DomainMembers.Delete(ctx, "7", "1", "u9")
			}, []string{members71}},
			"update bot": {func(ctx context.Context, c *lineworks.Client) error {
				_, err := c.Bots.Update(ctx, "7", &lineworks.BotWrite{AllowDomains: []string{}})
				return err
			}, []string{domains7, members71, members72}},
			"delete bot": {func(ctx context.Context, c *lineworks.Client) error { return c.Bots.Delete(ctx, "7") }, []string{domains7, members71, members72}},
			"update bot, same domains": {func(ctx context.Context, c *lineworks.Client) error {
				_, err := c.Bots.Update(ctx, "7", &lineworks.BotWrite{BotName: new("x")})
				return err
			}, nil},
			"others": {func(ctx context.Context, c *lineworks.Client) error { return c.RichMenus.Delete(ctx, "7", "1") }, nil},
		}
		for name, write := range writes {
			for _, status := range []int{200, 403, 503} {
				var readAll func()
				s := serve(t, func(w http.ResponseWriter, r *http.Request) {
					switch {
					case r.Method != http.MethodGet:
						if status == 200 {
							readAll() // a list that is begun during the write is not kept either
						}
						respond(status, `{}`)(w, r)
					case strings.HasSuffix(r.URL.Path, "/members"):
						respond(200, `{"members":["u1"]}`)(w, r)
					default:
						respond(200, `{"domains":[{"domainId":1}]}`)(w, r)
					}
				})
				c := newClient(t, s, lineworks.WithMaxRetries(0))
				readAll = func() {
					for _, err := range []error{
						getDomain(t.Context(), c, "7"), getDomain(t.Context(), c, "8"),
						c.DomainMembers.Get(t.Context(), "7", "1", "u1"), c.DomainMembers.Get(t.Context(), "7", "2", "u1"), c.DomainMembers.Get(t.Context(), "8", "1", "u1"),
					} {
						if err != nil {
							t.Errorf("%s: got error %v, want none", name, err)
						}
					}
				}
				if status != 200 {
					readAll()
					readAll()
					if got := s.Calls(); !slices.Equal(got, []string{domains7, domains8, members71, members72, members81}) {
						t.Errorf("%s: got calls %v, want 1 for each list", name, got)
					}
				}
				_ = write.do(t.Context(), c) // its own outcome is not the matter here
				before := len(s.Calls())
				readAll()
				if got := s.Calls()[before:]; !slices.Equal(got, write.want) {
					t.Errorf("%s, %d: got lists %v after it, want %v", name, status, got, write.want)
				}
			}
		}
	})
}

func getDomain(ctx context.Context, c *lineworks.Client, botID string) error {
	_, err := c.Domains.Get(ctx, botID, "1")
	return err
}

func TestSharedListings_errorsAreNotKept(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(403, `{"code":"FORBIDDEN","description":"x"}`), respond(200, `{"domains":[{"domainId":1}],"responseMetaData":{"nextCursor":"a"}}`),
			respond(404, gone), respond(200, `{"domains":[{"domainId":1}]}`))
		c := newClient(t, s)
		for i, class := range []string{"Forbidden", "NotFound", "", ""} {
			if err := getDomain(t.Context(), c, "7"); classesOf(err) != class {
				t.Errorf("list %d: got error %v, want class %q", i, err, class)
			}
		}
		if n := len(s.Calls()); n != 4 {
			t.Errorf("got %d calls, want 4", n)
		}
	})
}

// A list that was begun before a write ended is not kept, nor returned to callers after the
// write.
func TestSharedListings_begunBeforeAWrite(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begun, goOn := make(chan struct{}), make(chan struct{})
		var lists atomic.Int32
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.Method != http.MethodGet:
				respond(201, "")(w, r)
			case strings.HasPrefix(r.URL.Path, basePath+"/bots/6/"): // tells that there is no limit
				respond(200, `{"domains":[{"domainId":1}]}`)(w, r)
			case lists.Add(1) == 1:
				close(begun)
				<-goOn
				respond(200, `{"domains":[{"domainId":5}]}`)(w, r)
			default:
				respond(200, `{"domains":[{"domainId":5},{"domainId":1}]}`)(w, r)
			}
		})
		c := newClient(t, s)
		if err := getDomain(t.Context(), c, "6"); err != nil {
			t.Fatal(err)
		}
		early := make(chan error)
		go func() { early <- getDomain(t.Context(), c, "7") }()
		<-begun
		if _, err := c.Domains.Register(t.Context(), "7", "1", nil); err != nil {
			t.Fatal(err)
		}
		if err := getDomain(t.Context(), c, "7"); err != nil {
			t.Errorf("a caller after the write: got error %v, want none", err)
		}
		close(goOn)
		if err := <-early; classesOf(err) != "NotFound" {
			t.Errorf("the caller before the write: got error %v, want NotFound", err)
		}
		if err := getDomain(t.Context(), c, "7"); err != nil {
			t.Errorf("after the end of the first list: got error %v, want none", err)
		}
		if n := lists.Load(); n != 2 {
			t.Errorf("got %d lists, want 2", n)
		}
	})
}

// The caller who began a list may leave; the others still get it.
func TestSharedListings_oneCallerLeaves(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begun, goOn := make(chan struct{}), make(chan struct{})
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			close(begun)
			<-goOn
			respond(200, `{"domains":[{"domainId":1}]}`)(w, r)
		})
		c := newClient(t, s)
		ctx, leave := context.WithCancel(t.Context())
		first, second := make(chan error), make(chan error)
		go func() { first <- getDomain(ctx, c, "7") }()
		<-begun
		go func() { second <- getDomain(t.Context(), c, "7") }()
		synctest.Wait()
		leave()
		if err := <-first; !errors.Is(err, context.Canceled) || !strings.HasPrefix(err.Error(), "domain 1: ") {
			t.Errorf("the caller that left: got error %v, want %q and %v", err, "domain 1: ", context.Canceled)
		}
		close(goOn)
		if err := <-second; err != nil {
			t.Errorf("the caller that stayed: got error %v, want none", err)
		}
		for range 20 {
			if err := getDomain(ctx, c, "7"); !errors.Is(err, context.Canceled) {
				t.Errorf("an ended context: got error %v, want %v", err, context.Canceled)
			}
		}
		if n := len(s.Calls()); n != 1 {
			t.Errorf("got %d calls, want 1", n)
		}
	})
}

// A list whose last waiter has left is cancelled, and not returned to later callers.
func TestSharedListings_allCallersLeave(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		goOn := make(chan struct{})
		start := time.Now()
		var lists atomic.Int32
		rt := tripper(func(r *http.Request) (*http.Response, error) {
			switch lists.Add(1) {
			case 1: // tells that there is no limit, so that lists may overlap
			case 2:
				<-r.Context().Done()
				if since := time.Since(start); since != 0 {
					t.Errorf("the list ended after %v, want 0s", since)
				}
				<-goOn // some ends take time
				return nil, r.Context().Err()
			}
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(members1))}, nil
		})
		c := newClientWith(t, &script{URL: "https://api.example.com"}, lineworks.StaticToken(token), lineworks.WithTransport(rt))
		if err := c.DomainMembers.Get(t.Context(), "7", "2", "u1"); err != nil {
			t.Fatal(err)
		}
		ctx, leave := context.WithCancel(t.Context())
		first := make(chan error)
		go func() { first <- c.DomainMembers.Get(ctx, "7", "1", "u1") }()
		synctest.Wait()
		leave()
		if err := <-first; !errors.Is(err, context.Canceled) {
			t.Errorf("got error %v, want %v", err, context.Canceled)
		}
		for i := range 2 {
			if err := c.DomainMembers.Get(t.Context(), "7", "1", "u1"); err != nil {
				t.Errorf("call %d: got error %v, want none", i, err)
			}
			if i == 0 {
				close(goOn) // what has ended drops nothing but itself
				synctest.Wait()
			}
		}
		if n := lists.Load(); n != 3 {
			t.Errorf("got %d lists, want 3", n)
		}
	})
}

// Under any order of reads and writes, a read after a write sees it.
func TestSharedListings_raceWithWrites(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var members []string
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			body := `{"members":["` + strings.Join(members, `","`) + `"]}`
			if len(members) == 0 {
				body = noMembers
			}
			mu.Unlock()
			respond(200, body)(w, r)
		})
		rt := httpscript.NewTransport()
		c := newClient(t, s, lineworks.WithTransport(tripper(func(r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodPost {
				mu.Lock()
				members = append(members, fmt.Sprintf("u%d", len(members)))
				mu.Unlock()
				return &http.Response{StatusCode: 201, Body: http.NoBody}, nil
			}
			return rt.RoundTrip(r)
		})))
		ctx, stop := context.WithCancel(t.Context())
		var readers sync.WaitGroup
		for range 4 {
			readers.Go(func() {
				for ctx.Err() == nil {
					_ = c.DomainMembers.Get(ctx, "7", "1", "missing") // only its listing matters
				}
			})
		}
		for i := range 100 {
			if err := c.DomainMembers.Add(t.Context(), "7", "1", "x"); err != nil {
				t.Fatal(err)
			}
			if err := c.DomainMembers.Get(t.Context(), "7", "1", fmt.Sprintf("u%d", i)); err != nil {
				t.Errorf("the read after write %d: got error %v, want none", i, err)
			}
		}
		stop()
		readers.Wait()
	})
}
