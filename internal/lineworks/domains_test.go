// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

const (
	postDomain = "POST /bots/7/domains/1"
	getDomains = "GET /bots/7/domains"
	postMember = "POST /bots/7/domains/1/members"
	getMembers = "GET /bots/7/domains/1/members"

	noDomains = `{"domains":[],"responseMetaData":{"nextCursor":null}}`
	noMembers = `{"members":[],"responseMetaData":{"nextCursor":null}}`
	taken     = `{"code":"ALREADY_EXIST","description":"Registered."}`
)

func TestDomains_Register_responses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		yes, no := true, false
		type registration = lineworks.DomainRegistration
		for name, tc := range map[string]struct {
			in         *lineworks.DomainWrite
			sent, body string
			want       registration
		}{
			"nothing":                 {nil, `{}`, `{"domainId":1,"visible":false,"allowToSelectedMember":false}`, registration{"1", false, false}},
			"both":                    {&lineworks.DomainWrite{Visible: &yes, AllowToSelectedMember: &no}, `{"visible":true,"allowToSelectedMember":false}`, `{"domainId":"1","visible":true,"allowToSelectedMember":false}`, registration{"1", true, false}},
			"the service's word":      {&lineworks.DomainWrite{Visible: &no}, `{"visible":false}`, `{"domainId":1,"visible":true,"allowToSelectedMember":true}`, registration{"1", true, true}},
			"no body":                 {&lineworks.DomainWrite{AllowToSelectedMember: &yes}, `{"allowToSelectedMember":true}`, ``, registration{"1", false, true}},
			"part of a body":          {&lineworks.DomainWrite{Visible: &yes, AllowToSelectedMember: &yes}, `{"visible":true,"allowToSelectedMember":true}`, `{"domainId":1,"visible":null}`, registration{"1", true, true}},
			"an object with nothing":  {&lineworks.DomainWrite{}, `{}`, `{}`, registration{"1", false, false}},
			"null instead of a value": {&lineworks.DomainWrite{}, `{}`, `null`, registration{"1", false, false}},
		} {
			s := serve(t, respond(201, tc.body))
			got, err := newClient(t, s).Domains.Register(t.Context(), "7", "1", tc.in)
			if err != nil || *got != tc.want {
				t.Errorf("%s: got %+v, error %v; want %+v, none", name, got, err, tc.want)
			}
			if r := s.Requests(); len(r) != 1 || r[0].Body != tc.sent {
				t.Errorf("%s: got requests %+v, want one with the body %s", name, r, tc.sent)
			}
		}
		_, err := newClient(t, serve(t, respond(201, `{"visible":"x"}`), respond(200, noDomains))).Domains.Register(t.Context(), "7", "1", nil)
		if classesOf(err) != "NotAPI OutcomeUnknown" {
			t.Errorf("another kind of response: got error %v, want classes NotAPI and OutcomeUnknown", err)
		}
	})
}

func TestDomains_Update_responses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		yes, no := true, false
		listed := `{"domains":[{"domainId":2,"visible":true},{"domainId":1,"allowToSelectedMember":true}]}`
		for name, tc := range map[string]struct {
			in    *lineworks.DomainWrite
			body  string
			want  lineworks.DomainRegistration
			calls int
		}{
			"whole":                     {&lineworks.DomainWrite{Visible: &yes}, `{"domainId":1,"visible":true,"allowToSelectedMember":true}`, lineworks.DomainRegistration{DomainID: "1", Visible: true, AllowToSelectedMember: true}, 1},
			"no body, all was sent":     {&lineworks.DomainWrite{Visible: &yes, AllowToSelectedMember: &no}, ``, lineworks.DomainRegistration{DomainID: "1", Visible: true}, 1},
			"no body":                   {&lineworks.DomainWrite{Visible: &no}, ``, lineworks.DomainRegistration{DomainID: "1", AllowToSelectedMember: true}, 2},
			"part of a body":            {&lineworks.DomainWrite{Visible: &no}, `{"domainId":1,"visible":false}`, lineworks.DomainRegistration{DomainID: "1", AllowToSelectedMember: true}, 2},
			"part of a body, the other": {&lineworks.DomainWrite{Visible: &no}, `{"allowToSelectedMember":false}`, lineworks.DomainRegistration{DomainID: "1"}, 1},
			"nothing sent":              {nil, `{}`, lineworks.DomainRegistration{DomainID: "1", AllowToSelectedMember: true}, 2},
		} {
			s := serve(t, respond(200, tc.body), respond(200, listed))
			got, err := newClient(t, s).Domains.Update(t.Context(), "7", "1", tc.in)
			if err != nil || *got != tc.want || len(s.Calls()) != tc.calls {
				t.Errorf("%s: got %+v, error %v, calls %v; want %+v, none, %d calls", name, got, err, s.Calls(), tc.want, tc.calls)
			}
		}
	})
}

func TestDomains_All(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t,
			respond(200, `{"domains":[{"domainId":1,"visible":true,"allowToSelectedMember":false},{"domainId":"2","allowToSelectedMember":true}],"responseMetaData":{"nextCursor":"a"}}`),
			respond(200, `{"domains":[{"domainId":3,"visible":null}]}`))
		got, err := collectAll(newClient(t, s).Domains.All(t.Context(), "7"))
		want := []*lineworks.DomainRegistration{{DomainID: "1", Visible: true}, {DomainID: "2", AllowToSelectedMember: true}, {DomainID: "3"}}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, error %v; want domain 1, visible, domain 2, allowed to selected members, and domain 3, neither; no error", got, err)
		}
		for _, body := range []string{`{"domains":[{}]}`, `{"domains":[null]}`, `{"domains":"x"}`, `{}`} {
			if _, err := collectAll(newClient(t, serve(t, respond(200, body))).Domains.All(t.Context(), "7")); classesOf(err) != "NotAPI" {
				t.Errorf("%s: got error %v, want class NotAPI only", body, err)
			}
		}
		s = serve(t, respond(200, domains1))
		all := newClient(t, s).Domains.All(t.Context(), "7")
		for range 2 {
			for _, err := range all {
				if err != nil {
					t.Errorf("got error %v, want none", err)
				}
				break
			}
		}
		if n := len(s.Calls()); n != 2 {
			t.Errorf("got %d lists, want 2", n)
		}
	})
}

// A fresh list tells whether a POST took effect whose response was lost.
func TestDomains_Register_afterALoss(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		found := respond(200, `{"domains":[{"domainId":5},{"domainId":1,"visible":true}]}`)
		absent := respond(200, `{"domains":[{"domainId":5}]}`)
		refused := respond(409, taken)
		for name, loss := range lostResponses {
			for _, tc := range []struct {
				name      string
				responses []http.HandlerFunc
				class     string
				calls     []string
			}{
				{"it was done", []http.HandlerFunc{loss, found}, "", []string{postDomain, getDomains}},
				{"it was not done", []http.HandlerFunc{loss, absent, respond(201, `{"visible":true}`)}, "", []string{postDomain, getDomains, postDomain}},
				{"lost twice, done", []http.HandlerFunc{loss, absent, loss, found}, "", []string{postDomain, getDomains, postDomain, getDomains}},
				{"done late", []http.HandlerFunc{loss, absent, refused, found}, "", []string{postDomain, getDomains, postDomain, getDomains}},
				{"refused after all", []http.HandlerFunc{loss, absent, refused, absent}, "Conflict", []string{postDomain, getDomains, postDomain, getDomains}},
				{"refused for another reason", []http.HandlerFunc{loss, absent, respond(403, `{"code":"X"}`)}, "Forbidden", []string{postDomain, getDomains, postDomain}},
				{"the list fails", []http.HandlerFunc{loss, respond(403, `{"code":"X"}`)}, "", []string{postDomain, getDomains}},
			} {
				s := serve(t, tc.responses...)
				got, err := newClient(t, s).Domains.Register(t.Context(), "7", "1", &lineworks.DomainWrite{})
				switch {
				case tc.name == "the list fails":
					if !errors.Is(err, lineworks.ErrOutcomeUnknown) || !errors.Is(err, lineworks.ErrForbidden) || !strings.Contains(err.Error(), "the bot may have been registered to the domain all the same") {
						t.Errorf("%s, %s: got error %v, want \"the bot may have been registered\", and a match of %v and %v", name, tc.name, err, lineworks.ErrOutcomeUnknown, lineworks.ErrForbidden)
					}
				case classesOf(err) != tc.class, err == nil && *got != lineworks.DomainRegistration{DomainID: "1", Visible: true}:
					t.Errorf("%s, %s: got %+v, error %v; want error classes %q, and domain 1, visible, without an error", name, tc.name, got, err, tc.class)
				}
				if calls := s.Calls(); !slices.Equal(calls, tc.calls) {
					t.Errorf("%s, %s: got calls %v, want %v", name, tc.name, calls, tc.calls)
				}
			}
		}
	})
}

func TestDomains_Register_conflict(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(429, limited), respond(409, taken))
		if _, err := newClient(t, s).Domains.Register(t.Context(), "7", "1", nil); classesOf(err) != "Conflict" {
			t.Errorf("got error %v, want class Conflict only", err)
		}
		if got := s.Calls(); !slices.Equal(got, []string{postDomain, postDomain}) {
			t.Errorf("got calls %v, want %s twice: no response was lost", got, postDomain)
		}
	})
}

// A page of a proxy does not tell whether the request took effect; but it is not a lost response
// after which anything is sent again.
func TestDomains_Register_pageAsResponse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, typed(200, "text/html", "<html>"), respond(200, noDomains))
		if _, err := newClient(t, s).Domains.Register(t.Context(), "7", "1", nil); classesOf(err) != "NotAPI OutcomeUnknown" {
			t.Errorf("got error %v, want classes NotAPI and OutcomeUnknown", err)
		}
		if got := s.Calls(); !slices.Equal(got, []string{postDomain, getDomains}) {
			t.Errorf("got calls %v, want %s and %s", got, postDomain, getDomains)
		}
		s = serve(t, typed(200, "text/html", "<html>"), respond(200, `{"domains":[{"domainId":1}]}`))
		if got, err := newClient(t, s).Domains.Register(t.Context(), "7", "1", nil); err != nil || got.DomainID != "1" {
			t.Errorf("got %+v, error %v; want domain 1, none", got, err)
		}
	})
}

// All attempts of a call count towards one limit, and the waits grow.
func TestDomains_Register_maxRetries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, n := range []int{0, 1, 3} {
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodGet {
					respond(200, noDomains)(w, r)
					return
				}
				respond(503, "")(w, r)
			})
			var told notices
			c := newClient(t, s, lineworks.WithMaxRetries(n), lineworks.WithWaitNotice(told.note))
			_, err := c.Domains.Register(t.Context(), "7", "1", nil)
			if classesOf(err) != "OutcomeUnknown Server" {
				t.Errorf("%d retries: got error %v, want classes OutcomeUnknown and Server", n, err)
			}
			if got := len(s.Calls()); got != 2*(n+1) {
				t.Errorf("%d retries: got %d calls, want %d", n, got, 2*(n+1))
			}
			if !areBackoffs(told.waits(), n) {
				t.Errorf("%d retries: got waits %v, want %d of an exponential back-off", n, told.waits(), n)
			}
		}
		// A refusal because of the rate limit does not count.
		s := serve(t, respond(429, limited), respond(503, ""), respond(200, noDomains), respond(429, limited), respond(503, ""), respond(200, noDomains))
		c := newClient(t, s, lineworks.WithMaxRetries(1))
		if _, err := c.Domains.Register(t.Context(), "7", "1", nil); classesOf(err) != "OutcomeUnknown Server" {
			t.Errorf("got error %v, want classes OutcomeUnknown and Server", err)
		}
		if got := s.Calls(); len(got) != 6 {
			t.Errorf("got calls %v, want 6", got)
		}
	})
}

func TestDomains_Register_cancelledAfterALoss(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		s := serve(t, respond(503, ""))
		c := newClient(t, s, cancelAtWait(cancel))
		_, err := c.Domains.Register(ctx, "7", "1", nil)
		if !errors.Is(err, context.Canceled) || !errors.Is(err, lineworks.ErrOutcomeUnknown) || len(s.Calls()) != 1 {
			t.Errorf("got error %v, calls %v; want an error that matches %v and %v, 1 call", err, s.Calls(), context.Canceled, lineworks.ErrOutcomeUnknown)
		}
		ctx, cancel = context.WithCancel(t.Context())
		defer cancel()
		s = serve(t, func(w http.ResponseWriter, r *http.Request) {
			cancel()
			<-r.Context().Done()
			hangUp(w, r)
		})
		if err := newClient(t, s).DomainMembers.Add(ctx, "7", "1", "u"); !errors.Is(err, context.Canceled) || !errors.Is(err, lineworks.ErrOutcomeUnknown) || len(s.Calls()) != 1 {
			t.Errorf("got error %v, calls %v; want an error that matches %v and %v, 1 call", err, s.Calls(), context.Canceled, lineworks.ErrOutcomeUnknown)
		}
	})
}

func TestDomainMembers_Add_afterALoss(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, loss := range lostResponses {
			for _, tc := range []struct {
				name      string
				responses []http.HandlerFunc
				class     string
				calls     []string
			}{
				{"it was done", []http.HandlerFunc{loss, respond(200, members1)}, "", []string{postMember, getMembers}},
				{"it was not done", []http.HandlerFunc{loss, respond(200, noMembers), respond(201, "")}, "", []string{postMember, getMembers, postMember}},
				{"done late", []http.HandlerFunc{loss, respond(200, noMembers), respond(409, taken), respond(200, members1)}, "", []string{postMember, getMembers, postMember, getMembers}},
				{"no way to tell", []http.HandlerFunc{loss, respond(200, `{"members":["All users"]}`)}, "?", []string{postMember, getMembers}},
			} {
				s := serve(t, tc.responses...)
				err := newClient(t, s).DomainMembers.Add(t.Context(), "7", "1", "u1")
				if tc.class == "" && err != nil || tc.class != "" && (!errors.Is(err, lineworks.ErrOutcomeUnknown) || !errors.Is(err, lineworks.ErrAllMembers)) {
					t.Errorf("%s, %s: got error %v, want an error: %t, that matches %v and %v", name, tc.name, err, tc.class != "", lineworks.ErrOutcomeUnknown, lineworks.ErrAllMembers)
				}
				if calls := s.Calls(); !slices.Equal(calls, tc.calls) {
					t.Errorf("%s, %s: got calls %v, want %v", name, tc.name, calls, tc.calls)
				}
			}
		}
	})
}

func TestDomainMembers_All(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, `{"members":["u1","u2"],"responseMetaData":{"nextCursor":"a"}}`), respond(200, `{"members":["u3"]}`))
		got, err := collectAll(newClient(t, s).DomainMembers.All(t.Context(), "7", "1"))
		if err != nil || !slices.Equal(got, []string{"u1", "u2", "u3"}) {
			t.Errorf("got %v, error %v; want u1, u2 and u3, none", got, err)
		}
		for _, err := range newClient(t, s).DomainMembers.All(t.Context(), "7", "1") {
			if err != nil {
				t.Errorf("got error %v, want none", err)
			}
			break
		}
		for _, none := range []string{`{"members":[]}`, `{"members":null,"responseMetaData":null}`, `{"members":""}`, `{"responseMetaData":{}}`} {
			if got, err := collectAll(newClient(t, serve(t, respond(200, none))).DomainMembers.All(t.Context(), "7", "1")); got != nil || err != nil {
				t.Errorf("%s: got %v, error %v; want no members, none", none, got, err)
			}
		}
	})
}

// How the service says that all users are allowed is not documented.
func TestDomainMembers_everybodyIsAllowed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, body := range []string{
			`{"members":["All users"]}`, `{"members":"All users"}`, `{"members":[""]}`, `{"members":[" "]}`, `{"members":["u1","All\tusers"]}`,
			`{"members":["All　users"]}`, `{"members":[null]}`, `{"members":[{"type":"all"}]}`, `{"members":[true]}`, `{"members":[0]}`, `{"members":[["u1"]]}`,
		} {
			s := serve(t, respond(200, body))
			c := newClient(t, s)
			if _, err := collectAll(c.DomainMembers.All(t.Context(), "7", "1")); classesOf(err) != "AllMembers" || !strings.HasPrefix(err.Error(), "GET /bots/") {
				t.Errorf("%s: got error %v, want GET /bots/..., class AllMembers only", body, err)
			}
			for range 2 {
				if err := c.DomainMembers.Get(t.Context(), "7", "1", "u1"); classesOf(err) != "AllMembers" {
					t.Errorf("%s: got error %v, want class AllMembers only", body, err)
				}
			}
			if n := len(s.Calls()); n != 2 {
				t.Errorf("%s: got %d calls, want 2", body, n)
			}
		}
		for _, body := range []string{`{"members":{}}`, `{"members":7}`, `{}`} {
			if err := newClient(t, serve(t, respond(200, body))).DomainMembers.Get(t.Context(), "7", "1", "u1"); classesOf(err) != "NotAPI" {
				t.Errorf("%s: got error %v, want class NotAPI only", body, err)
			}
		}
	})
}
