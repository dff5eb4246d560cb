// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// each reads a list to its first error.
func each[T any](seq iter.Seq2[T, error]) error {
	for _, err := range seq {
		if err != nil {
			return err
		}
	}
	return nil
}

// collectAll lists elements until the first error.
func collectAll[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for element, err := range seq {
		if err != nil {
			return out, err
		}
		out = append(out, element)
	}
	return out, nil
}

const (
	menu40   = `{"richmenuId":"40001","richmenuName":"main","size":{"width":2500,"height":843},"areas":[{"bounds":{"x":1,"y":2,"width":3,"height":4},"action":{"type":"uri","uri":"https://example.com/"}}]}`
	domain1  = `{"domainId":10000001,"visible":true,"allowToSelectedMember":true}`
	domains1 = `{"domains":[` + domain1 + `],"responseMetaData":{"nextCursor":null}}`
	members1 = `{"members":["u1"],"responseMetaData":{"nextCursor":""}}`
	room1    = `{"channelId":"c-1","title":"t","domainId":10000001,"channelType":{"type":"GROUP","groupId":"g"}}`
)

// newCall is a call of the operations beyond bots and persistent menus.
type newCall struct {
	name string
	want string // the request
	body string // of the request
	ok   string // the response's body
	do   func(ctx context.Context, c *lineworks.Client) error
	// bare tells that a success without a body is one.
	bare bool
	// once tells that the call is not sent again after a lost response.
	once bool
}

func newCalls() []newCall {
	yes := true
	return []newCall{
		{"secret", "POST /bots/7/secret", "", `{"secret":"s"}`, func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.Bots.IssueSecret(ctx, "7")
			return err
		}, false, false},
		{"register", "POST /bots/7/domains/10000001", `{"visible":true}`, domain1, func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.Domains.Register(ctx, "7", "10000001", &lineworks.DomainWrite{Visible: &yes})
			return err
		}, true, true},
		{"domain", "GET /bots/7/domains", "", domains1, func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.Domains.Get(ctx, "7", "10000001")
			return err
		}, false, false},
		{"domains", "GET /bots/7/domains", "", domains1, func(ctx context.Context, c *lineworks.Client) error {
			return each(c.Domains.All(ctx, "7"))
		}, false, false},
		{"update domain", "PATCH /bots/7/domains/10000001", `{"visible":true,"allowToSelectedMember":true}`, domain1, func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.Domains.Update(ctx, "7", "10000001", &lineworks.DomainWrite{Visible: &yes, AllowToSelectedMember: &yes})
			return err
		}, true, false},
		{"delete domain", "DELETE /bots/7/domains/1", "", "", func(ctx context.Context, c *lineworks.Client) error {
			return c.Domains.Delete(ctx, "7", "1")
		}, true, false},
		{"add member", "POST /bots/7/domains/1/members", `{"userId":"u1"}`, "", func(ctx context.Context, c *lineworks.Client) error {
			return c.DomainMembers.Add(ctx, "7", "1", "u1")
		}, true, true},
		{"member", "GET /bots/7/domains/1/members", "", members1, func(ctx context.Context, c *lineworks.Client) error {
			return c.DomainMembers.Get(ctx, "7", "1", "u1")
		}, false, false},
		{"members", "GET /bots/7/domains/1/members", "", members1, func(ctx context.Context, c *lineworks.Client) error {
			return each(c.DomainMembers.All(ctx, "7", "1"))
		}, false, false},
		{"delete member", "DELETE /bots/7/domains/1/members/u%2F1", "", "", func(ctx context.Context, c *lineworks.Client) error {
			return c.DomainMembers.Delete(ctx, "7", "1", "u/1")
		}, true, false},
		{"make menu", "POST /bots/7/richmenus", `{"richmenuName":"","size":{"width":0,"height":0},"areas":[]}`, menu40, func(ctx context.Context, c *lineworks.Client) error {
			_, _, err := c.RichMenus.Create(ctx, "7", &lineworks.RichMenu{RichMenuID: "9"})
			return err
		}, false, true},
		{"menu", "GET /bots/7/richmenus/4%2F1", "", strings.Replace(menu40, "40001", "4/1", 1), func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.RichMenus.Get(ctx, "7", "4/1")
			return err
		}, false, false},
		{"menus", "GET /bots/7/richmenus", "", `{"richmenus":[` + menu40 + `]}`, func(ctx context.Context, c *lineworks.Client) error {
			return each(c.RichMenus.All(ctx, "7"))
		}, false, false},
		{"delete menu", "DELETE /bots/7/richmenus/40001", "", "", func(ctx context.Context, c *lineworks.Client) error {
			return c.RichMenus.Delete(ctx, "7", "40001")
		}, true, false},
		{"set image", "POST /bots/7/richmenus/40001/image", `{"fileId":"f"}`, "", func(ctx context.Context, c *lineworks.Client) error {
			return c.RichMenus.SetImage(ctx, "7", "40001", "f", nil)
		}, true, false},
		{"image", "GET /bots/7/richmenus/40001/image", "", `{"fileId":"f"}`, func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.RichMenus.Image(ctx, "7", "40001")
			return err
		}, false, false},
		{"set default", "POST /bots/7/richmenus/40001/set-default", "", `{"botId":"7","defaultRichmenuId":"40001"}`, func(ctx context.Context, c *lineworks.Client) error {
			return c.RichMenus.SetDefault(ctx, "7", "40001")
		}, true, false},
		{"default", "GET /bots/7/richmenus/default", "", `{"botId":7,"defaultRichmenuId":"40001"}`, func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.RichMenus.Default(ctx, "7")
			return err
		}, false, false},
		{"delete default", "DELETE /bots/7/richmenus/default", "", "", func(ctx context.Context, c *lineworks.Client) error {
			return c.RichMenus.DeleteDefault(ctx, "7")
		}, true, false},
		{"set user", "POST /bots/7/richmenus/40001/users/u@1%20", "", "", func(ctx context.Context, c *lineworks.Client) error {
			return c.RichMenus.SetUserMenu(ctx, "7", "40001", "u@1 ")
		}, true, false},
		{"user", "GET /bots/7/richmenus/users/u%2F1", "", menu40, func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.RichMenus.UserMenu(ctx, "7", "u/1")
			return err
		}, false, false},
		{"delete user", "DELETE /bots/7/richmenus/users/u1", "", "", func(ctx context.Context, c *lineworks.Client) error {
			return c.RichMenus.DeleteUserMenu(ctx, "7", "u1")
		}, true, false},
		{"make room", "POST /bots/7/channels", `{"members":["u2","u1"],"title":"t"}`, room1, func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.Channels.Create(ctx, "7", []string{"u2", "u1"}, "t")
			return err
		}, false, true},
		{"room", "GET /bots/7/channels/c-1", "", room1, func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.Channels.Get(ctx, "7", "c-1")
			return err
		}, false, false},
		{"room members", "GET /bots/7/channels/c-1/members", "", members1, func(ctx context.Context, c *lineworks.Client) error {
			return each(c.Channels.Members(ctx, "7", "c-1"))
		}, false, false},
		{"leave room", "DELETE /bots/7/channels/c-1", "", "", func(ctx context.Context, c *lineworks.Client) error {
			return c.Channels.Leave(ctx, "7", "c-1")
		}, true, false},
	}
}

// serve returns a script for the call, which also responds to the lists that the call requests.
func (n newCall) serve(t *testing.T, responses ...http.HandlerFunc) *script {
	t.Helper()
	s := serve(t, responses...)
	if n.name == "make menu" || n.name == makeBot {
		s.Aside(nothingThere)
	}
	return s
}

func (n newCall) isWrite() bool { return !strings.HasPrefix(n.want, "GET ") }

func TestNewCalls_send(t *testing.T) {
	t.Parallel()
	for _, n := range newCalls() {
		t.Run(n.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				responses := []http.HandlerFunc{respond(200, n.ok)}
				if n.isWrite() {
					responses = append(responses, respond(201, n.ok))
				}
				if n.bare {
					responses = append(responses, respond(200, ""), respond(201, ""), respond(204, ""), respond(200, "null"))
				}
				for i, a := range responses {
					s := n.serve(t, a)
					if err := n.do(t.Context(), newClient(t, s)); err != nil {
						t.Errorf("%s, response %d: got error %v, want none", n.name, i, err)
					}
					r := s.Requests()
					contentType := r[0].Header.Get("Content-Type")
					if len(r) != 1 || s.Calls()[0] != n.want || r[0].Body != n.body || (contentType != "") != (n.body != "") {
						t.Errorf("%s, response %d: got calls %v, body %s, content type %q; want %s once, body %s, and a type only with a body", n.name, i, s.Calls(), r[0].Body, contentType, n.want, n.body)
					}
					if n.body != "" && contentType != "application/json" {
						t.Errorf("%s: got content type %s, want application/json", n.name, contentType)
					}
				}
			})
		})
	}
}

func TestNewCalls_responsesOfOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, n := range newCalls() {
			for name, a := range map[string]http.HandlerFunc{
				"page":             typed(200, "text/html", "<html>"),
				"page not found":   typed(404, "text/html", "<html>"),
				"unknown path":     respond(404, `{"code":"NOT_FOUND","description":"Api not exists"}`),
				"empty, not found": respond(404, ""),
			} {
				if err := n.do(t.Context(), newClient(t, n.serve(t, a))); !errors.Is(err, lineworks.ErrNotAPI) || errors.Is(err, lineworks.ErrNotFound) {
					t.Errorf("%s, %s: got error %v, want one that matches %v and not %v", n.name, name, err, lineworks.ErrNotAPI, lineworks.ErrNotFound)
				}
			}
			if n.bare {
				continue
			}
			for _, body := range []string{"", "null", "[]", "7"} {
				if err := n.do(t.Context(), newClient(t, n.serve(t, respond(200, body)))); !errors.Is(err, lineworks.ErrNotAPI) {
					t.Errorf("%s, %q: got error %v, want one that matches %v", n.name, body, err, lineworks.ErrNotAPI)
				}
			}
		}
	})
}

func TestNewCalls_notFound(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, n := range newCalls() {
			for _, a := range []http.HandlerFunc{respond(404, gone), respond(410, `{"code":"DELETED","description":"x"}`)} {
				if err := n.do(t.Context(), newClient(t, n.serve(t, a))); classesOf(err) != "NotFound" {
					t.Errorf("%s: got error %v, want class NotFound only", n.name, err)
				}
			}
			err := n.do(t.Context(), newClient(t, n.serve(t, respond(409, `{"code":"ALREADY_EXIST","description":"x"}`))))
			if classesOf(err) != "Conflict" {
				t.Errorf("%s: got error %v, want class Conflict only", n.name, err)
			}
		}
	})
}

func TestNewCalls_afterALoss(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, n := range newCalls() {
			for name, loss := range lostResponses {
				if n.once {
					continue
				}
				s := n.serve(t, loss, loss, respond(200, n.ok))
				if err := n.do(t.Context(), newClient(t, s)); err != nil {
					t.Errorf("%s, %s: got error %v, want none", n.name, name, err)
				}
				if got := s.Calls(); !slices.Equal(got, []string{n.want, n.want, n.want}) {
					t.Errorf("%s, %s: got calls %v, want %s 3 times", n.name, name, got, n.want)
				}
				if !strings.HasPrefix(n.want, "DELETE ") {
					continue
				}
				s = n.serve(t, loss, respond(404, gone))
				if err := n.do(t.Context(), newClient(t, s)); err != nil {
					t.Errorf("%s, %s, then 404: got error %v, want none", n.name, name, err)
				}
			}
		}
	})
}

func TestNewCalls_makingIsNotSentAgainAfterALoss(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for want, doubt := range map[string]string{
			"POST /bots/7/richmenus": "the rich menu may have been created all the same; 2 searches did not find it",
			"POST /bots/7/channels":  "the room may have been created all the same, and the API cannot list rooms",
		} {
			n := newCalls()[slices.IndexFunc(newCalls(), func(n newCall) bool { return n.want == want })]
			losses := map[string]http.HandlerFunc{"no id": respond(201, "{}"), "no body": respond(201, ""), "page": typed(200, "text/html", "<html>"), "500": respond(500, `{"code":"X","description":"x"}`)}
			for name, loss := range lostResponses {
				losses[name] = loss
			}
			for name, loss := range losses {
				s := n.serve(t, loss, respond(201, n.ok))
				err := n.do(t.Context(), newClient(t, s))
				if !errors.Is(err, lineworks.ErrOutcomeUnknown) || !strings.HasPrefix(err.Error(), want+": ") || !strings.HasSuffix(err.Error(), doubt) {
					t.Errorf("%s, %s: got error %v, want %s: ...%s, which matches %v", n.name, name, err, want, doubt, lineworks.ErrOutcomeUnknown)
				}
				if got := len(s.Calls()); got != 1 {
					t.Errorf("%s, %s: got %d requests, want 1", n.name, name, got)
				}
			}
			for _, status := range []int{400, 403, 404, 409, 429} {
				err := n.do(t.Context(), newClient(t, n.serve(t, respond(status, `{"code":"X","description":"x"}`))))
				if err == nil || errors.Is(err, lineworks.ErrOutcomeUnknown) {
					t.Errorf("%s, %d: got error %v, want one that does not match %v", n.name, status, err, lineworks.ErrOutcomeUnknown)
				}
			}
		}
	})
}

func TestNewCalls_writesToOneBotDoNotOverlap(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var writing, most, menus atomic.Int32
		var byCall sync.Map
		for _, n := range newCalls() {
			byCall.Store(n.want, n.ok)
		}
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			most.Store(max(most.Load(), writing.Add(1)))
			defer writing.Add(-1)
			for range 100 {
				runtime.Gosched()
			}
			ok, _ := byCall.Load(r.Method + " " + strings.TrimPrefix(r.URL.EscapedPath(), basePath))
			body, _ := ok.(string)
			if r.Method == http.MethodPost { // each menu is another one
				body = strings.Replace(body, `{"richmenuId":"40001"`, fmt.Sprintf(`{"richmenuId":"%d"`, menus.Add(1)), 1)
			}
			respond(200, body)(w, r)
		}).Aside(nothingThere)

		c := newClient(t, s)
		var wg sync.WaitGroup
		var writes int
		for range 3 {
			for _, n := range newCalls() {
				if !n.isWrite() || n.name == "make room" { // that one may wait for its limit
					continue
				}
				writes++
				wg.Go(func() {
					if err := n.do(t.Context(), c); err != nil {
						t.Errorf("%s: got error %v, want none", n.name, err)
					}
				})
			}
		}
		wg.Wait()
		if most.Load() != 1 || writes < 42 || len(s.Calls()) != writes {
			t.Errorf("got %d writes at once, %d writes, %d calls; want 1, at least 42, and a call for each write", most.Load(), writes, len(s.Calls()))
		}
		expectUnlocked(t, c, "7")
	})
}

// A write that waits for another one ends with its context, and is not sent.
func TestNewCalls_writesWaitForTheBot(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, n := range newCalls() {
			s := n.serve(t, respond(200, n.ok))
			c := newClient(t, s)
			unlock, err := c.LockBot(t.Context(), "7")
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			if n.isWrite() {
				waiting := make(chan error)
				go func() { waiting <- n.do(ctx, c) }()
				cancel()
				if err := <-waiting; !errors.Is(err, context.Canceled) || len(s.Calls()) != 0 {
					t.Errorf("%s: got error %v, calls %v; want an error that matches %v, no call", n.name, err, s.Calls(), context.Canceled)
				}
			} else if err := n.do(ctx, c); err != nil {
				t.Errorf("%s: got error %v while a write is under way, want none", n.name, err)
			}
			cancel()
			unlock()
		}
	})
}

func TestNewCalls_unavailable(t *testing.T) {
	t.Parallel()
	cause := errors.New("client_id is not known yet")
	for _, cause := range []error{cause, lineworks.ErrServer, lineworks.ErrOutcomeUnknown} {
		c := lineworks.Unavailable(cause)
		for _, n := range newCalls() {
			if err := n.do(t.Context(), c); !errors.Is(err, cause) {
				t.Errorf("%s: got error %v, want one that matches %v", n.name, err, cause)
			}
		}
		if _, err := c.Attachments.Upload(t.Context(), "7", "a.png", "image/png", nil); !errors.Is(err, cause) {
			t.Errorf("upload: got error %v, want one that matches %v", err, cause)
		}
	}
}

func TestNewCalls_refuseIDsThatChangeTheCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(204, ""))
		c := newClient(t, s)
		ctx := t.Context()
		for _, id := range []string{"", ".", ".."} {
			_, image := c.RichMenus.Image(ctx, "7", id)
			_, user := c.RichMenus.UserMenu(ctx, "7", id)
			_, room := c.Channels.Get(ctx, "7", id)
			_, menu := c.RichMenus.Get(ctx, "7", id)
			_, fallback := c.RichMenus.Default(ctx, id)
			for i, err := range []error{
				image, user, room, menu, fallback, c.RichMenus.Delete(ctx, "7", id), c.Channels.Leave(ctx, "7", id), c.Domains.Delete(ctx, "7", id),
				c.DomainMembers.Delete(ctx, "7", "1", id), c.RichMenus.DeleteUserMenu(ctx, "7", id), c.RichMenus.SetUserMenu(ctx, "7", id, "u"),
			} {
				if err == nil || !strings.Contains(err.Error(), "is not a ") {
					t.Errorf("id %q, %d: got error %v, want \"is not a ...\"", id, i, err)
				}
			}
		}
		for _, id := range []string{"default", "users"} {
			_, get := c.RichMenus.Get(ctx, "7", id)
			for _, err := range []error{get, c.RichMenus.Delete(ctx, "7", id), c.RichMenus.SetDefault(ctx, "7", id)} {
				if err == nil || !strings.Contains(err.Error(), "is not a richmenuId") {
					t.Errorf("id %q: got error %v, want \"is not a richmenuId\"", id, err)
				}
			}
		}
		if err := c.DomainMembers.Add(ctx, "7", "1", ""); err == nil {
			t.Error("an empty member: got no error, want one")
		}
		if _, _, err := c.RichMenus.Create(ctx, "7", nil); err == nil {
			t.Error("a rich menu of nil: got no error, want one")
		}
		if calls := s.Calls(); calls != nil {
			t.Errorf("got calls %v, want none", calls)
		}
		if err := c.DomainMembers.Delete(ctx, "7", "1", "default"); err != nil {
			t.Errorf("a user named default: got error %v, want none", err)
		}
	})
}
