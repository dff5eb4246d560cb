// SPDX-License-Identifier: MPL-2.0

package directory_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

func email(address string) directory.Key { return directory.Key{Email: address} }

// A user is requested once, with a token of the least scope, however often and in whatever
// spelling the e-mail address is asked for.
func TestService_User_once(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, map[string]string{"/users/taro@example.co.jp": `{"userId":"u-1","email":"taro@example.co.jp"}`})
		var wg sync.WaitGroup
		for range 20 {
			for _, spelling := range []string{"taro@example.co.jp", "Taro@Example.co.jp"} {
				wg.Go(func() {
					u, err := s.User(t.Context(), email(spelling), false)
					if err != nil || u.UserID != "u-1" || u.Email != "taro@example.co.jp" || u.Status != directory.Unknown || u.Inactive() {
						t.Errorf("%s: got %+v and error %v, want u-1 of unknown status", spelling, u, err)
					}
				})
			}
		}
		wg.Wait()
		if got := s.reads(); !slices.Equal(got, []string{"/users/taro@example.co.jp"}) {
			t.Errorf("got requests %q, want one", got)
		}
		if got := s.scopes(t); !slices.Equal(got, []string{"user.email.read"}) {
			t.Errorf("got token requests with scopes %q, want one with user.email.read", got)
		}
	})
}

// A wider scope has a token of its own, which signs only the requests that need it.
func TestService_User_tokens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, map[string]string{
			"/users/a@b": `{"userId":"u-1","email":"a@b"}`, "/users/u-2": person("u-2", "c@d", ""), "/users/u-3": person("u-3", "e@f", ""),
		})
		for _, read := range []struct {
			key   directory.Key
			whole bool
		}{{email("a@b"), false}, {directory.Key{ID: "u-2"}, true}, {directory.Key{ID: "u-3"}, true}} {
			if _, err := s.User(t.Context(), read.key, read.whole); err != nil {
				t.Fatal(err)
			}
		}
		var signed []string
		for _, r := range s.Requests() {
			if r.Method == http.MethodGet {
				signed = append(signed, r.Path+" "+r.Header.Get("Authorization"))
			}
		}
		if want := []string{"/users/a@b Bearer token-1", "/users/u-2 Bearer token-2", "/users/u-3 Bearer token-2"}; !slices.Equal(signed, want) {
			t.Errorf("got %q, want %q", signed, want)
		}
		if got := s.scopes(t); !slices.Equal(got, []string{"user.email.read", "user.read"}) {
			t.Errorf("got token requests with scopes %q, want user.email.read, then user.read", got)
		}
	})
}

// The scopes of the account take the place of all others, with one token.
func TestService_scopesOfTheAccount(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, map[string]string{
			"/users/a@b": `{"userId":"u-1","email":"a@b"}`, "/users/u-2": person("u-2", "c@d", ""), "/groups/g": `{"groupId":"g","groupName":"G"}`,
		}, func(a *auth.ServiceAccount) { a.DirectoryScopes = []string{"directory.read"} })
		_, err1 := s.User(t.Context(), email("a@b"), false)
		_, err2 := s.User(t.Context(), directory.Key{ID: "u-2"}, true)
		_, err3 := s.Group(t.Context(), directory.Key{ID: "g"})
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
		if got := s.scopes(t); !slices.Equal(got, []string{"directory.read"}) {
			t.Errorf("got token requests with scopes %q, want one with directory.read", got)
		}
	})
}

// A user who does not exist is asked for once; any other failure may be over at the next call.
func TestService_User_failures(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, map[string]string{"/users/half@b": `{"email":"half@b"}`})
		for range 2 {
			if u, err := s.User(t.Context(), email("gone@b"), false); !errors.Is(err, rest.ErrNotFound) || u != nil {
				t.Errorf("got %v and error %v, want ErrNotFound", u, err)
			}
			if u, err := s.User(t.Context(), email("half@b"), false); !errors.Is(err, rest.ErrNotAPI) || !strings.Contains(err.Error(), "has no userId") || u != nil {
				t.Errorf("got %v and error %v, want ErrNotAPI", u, err)
			}
		}
		if got := s.reads(); !slices.Equal(got, []string{"/users/gone@b", "/users/half@b", "/users/half@b"}) {
			t.Errorf("got requests %q, want one for gone@b and two for half@b", got)
		}
	})
}

// The response must be about the user who was asked for.
func TestService_User_another(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		key  directory.Key
		path string
		body string
		want []string // in the error; nil: no error
	}{
		"same e-mail in another case": {email("taro@b"), "taro@b", `{"userId":"u","email":"Taro@B"}`, nil},
		"alias":                       {email("tanaka@b"), "tanaka@b", person("u", "taro@b", `,"aliasEmails":["tanaka@b"]`), nil},
		"e-mail in another domain":    {email("taro@c"), "taro@c", person("u", "taro@b", `,"organizations":[{"domainId":2,"email":"taro@c"}]`), nil},
		"another e-mail":              {email("taro@b"), "taro@b", `{"userId":"u-9","email":"jiro@b"}`, []string{"another user", "jiro@b (u-9)", "taro@b"}},
		"no e-mail":                   {email("taro@b"), "taro@b", `{"userId":"u-9"}`, []string{"another user", "without an e-mail address (u-9)", "taro@b"}},
		"another ID":                  {directory.Key{ID: "u-1"}, "u-1", person("u-2", "a@b", ""), []string{"u-2", "u-1"}},
		"external key":                {directory.Key{ExternalKey: "E 1"}, "externalKey:E%201", `{"userId":"u","userExternalKey":"E 1"}`, nil},
		"external key not shown":      {directory.Key{ExternalKey: "E-1"}, "externalKey:E-1", `{"userId":"u","email":"a@b"}`, nil},
		"another external key":        {directory.Key{ExternalKey: "E-1"}, "externalKey:E-1", `{"userId":"u","userExternalKey":"E-2"}`, []string{"another user", `"E-2"`, `"E-1"`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := newSite(t, map[string]string{"/users/" + tc.path: tc.body})
				u, err := s.User(t.Context(), tc.key, true)
				if tc.want == nil {
					if err != nil || u == nil {
						t.Errorf("got %v and error %v, want a user", u, err)
					}
					return
				}
				if !errors.Is(err, rest.ErrNotAPI) || u != nil {
					t.Fatalf("got %v and error %v, want ErrNotAPI", u, err)
				}
				for _, part := range tc.want {
					if !strings.Contains(err.Error(), part) {
						t.Errorf("got error %q, want it to name %q", err, part)
					}
				}
			})
		})
	}
}

// A key that would be another operation's path is refused, and nothing is sent.
func TestService_keysThatChangeTheCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, nil)
		for _, key := range []directory.Key{
			{},
			{ID: "me"},
			{ID: "external-keys"},
			{ID: "externalKey:x"},
			{ID: ".."},
			{Email: "me"},
			{ExternalKey: "a/b"},
			{ExternalKey: "a?b"},
			{ExternalKey: "a%b"},
			{ExternalKey: `a\b`},
			{ExternalKey: "a#b"},
		} {
			_, err1 := s.User(t.Context(), key, false)
			_, err2 := s.Group(t.Context(), key)
			_, err3 := s.OrgUnit(t.Context(), key)
			for _, err := range []error{err1, err2, err3} {
				if err == nil || errors.Is(err, rest.ErrNotFound) {
					t.Errorf("%+v: got error %v, want a refusal", key, err)
				}
			}
		}
		for _, id := range []string{"", "external-keys", ".."} {
			_, err1 := s.GroupMembers(t.Context(), id)
			_, err2 := s.OrgUnitMembers(t.Context(), id)
			if err1 == nil || err2 == nil {
				t.Errorf("members of %q: got errors %v and %v, want two", id, err1, err2)
			}
		}
		if got := s.reads(); len(got) > 0 {
			t.Errorf("got requests %q, want none", got)
		}
	})
}

// The values of a user come in each form in which the service writes that there is none.
func TestService_User_values(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		more string
		want directory.User
	}{
		"whole": {
			`"domainId":10000001,"userExternalKey":"E-1","userName":{"lastName":"山田","firstName":"太郎"},"isDeleted":false,"isSuspended":false,"isPending":false`,
			directory.User{DomainID: "10000001", ExternalKey: "E-1", LastName: "山田", FirstName: "太郎", Status: directory.Active},
		},
		"null":                    {`"domainId":null,"userExternalKey":null,"userName":null,"isDeleted":null,"organizations":null,"aliasEmails":null,"suspendedReason":null`, directory.User{}},
		"empty":                   {`"domainId":"","userExternalKey":"","userName":"","organizations":"","aliasEmails":[],"suspendedReason":""`, directory.User{}},
		"nulls in the name":       {`"userName":{"lastName":null,"firstName":"Taro"}`, directory.User{FirstName: "Taro"}},
		"deleted and suspended":   {`"isDeleted":true,"isSuspended":true`, directory.User{Status: directory.Deleted}},
		"suspended":               {`"isSuspended":true,"isPending":true,"suspendedReason":"LOGIN_FAIL"`, directory.User{Status: directory.Suspended, SuspendedReason: "LOGIN_FAIL"}},
		"pending":                 {`"isPending":true`, directory.User{Status: directory.Pending}},
		"one flag":                {`"isSuspended":false`, directory.User{Status: directory.Active}},
		"awaiting and on leave":   {`"isDeleted":false,"isAwaiting":true,"leaveOfAbsence":{"isLeaveOfAbsence":true}`, directory.User{Status: directory.Active}},
		"properties of later use": {`"birthday":"1990-01-01","customProperties":{"a":[1]}`, directory.User{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tc.want.UserID, tc.want.Email = "u", "a@b"
				s := newSite(t, map[string]string{"/users/a@b": `{"userId":"u","email":"a@b",` + tc.more + `}`})
				got, err := s.User(t.Context(), email("a@b"), true)
				if err != nil {
					t.Fatal(err)
				}
				if want := tc.want; got.DomainID != want.DomainID || got.ExternalKey != want.ExternalKey || got.LastName != want.LastName ||
					got.FirstName != want.FirstName || got.Status != want.Status || got.SuspendedReason != want.SuspendedReason {
					t.Errorf("got %+v, want %+v", got, want)
				}
				if inactive := tc.want.Status != directory.Unknown && tc.want.Status != directory.Active; got.Inactive() != inactive {
					t.Errorf("got inactive %t, want %t", got.Inactive(), inactive)
				}
			})
		})
	}
}

// Look-ups of several users have their order, and say who is missing.
func TestService_Lookup(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		routes := map[string]string{}
		var keys []directory.Key
		for _, name := range strings.Fields("a b c d e f g h i j k l m n") {
			keys = append(keys, email(name+"@x"))
			if name != "c" && name != "m" {
				routes["/users/"+name+"@x"] = `{"userId":"` + name + `","email":"` + name + `@x"}`
			}
		}
		s := newSite(t, routes)
		got, err := s.Lookup(t.Context(), keys, false)
		if err != nil || len(got) != len(keys) {
			t.Fatalf("got %v and error %v, want %d results", got, err, len(keys))
		}
		for i, r := range got {
			name, _, _ := strings.Cut(keys[i].Email, "@")
			switch missing := name == "c" || name == "m"; {
			case missing && (!errors.Is(r.Err, rest.ErrNotFound) || r.User != nil):
				t.Errorf("%s: got %+v, want ErrNotFound", name, r)
			case !missing && (r.Err != nil || r.User.UserID != name):
				t.Errorf("%s: got %+v, want the user", name, r)
			}
		}
		if n := len(s.scopes(t)); n != 1 {
			t.Errorf("got %d token requests, want 1", n)
		}
		routes["/users/z@x"] = `{"userId":"z","email":"y@x"}`
		if got, err := s.Lookup(t.Context(), append(keys, email("z@x")), false); !errors.Is(err, rest.ErrNotAPI) || got != nil {
			t.Errorf("got %v and error %v, want ErrNotAPI", got, err)
		}
	})
}

// A list is read once, page after page, with pages of 100.
func TestService_Users(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, map[string]string{
			"/users?count=100&domainId=10000001":                  `{"users":[` + person("u-1", "a@b", "") + `],"responseMetaData":{"nextCursor":"+/="}}`,
			"/users?count=100&cursor=%2B%2F%3D&domainId=10000001": `{"users":[` + person("u-2", "c@b", `,"isDeleted":true`) + `],"responseMetaData":{"nextCursor":null}}`,
			"/users?count=100":                                    `{"users":[],"responseMetaData":{"nextCursor":null}}`,
		})
		for range 2 {
			got, err := s.Users(t.Context(), "10000001")
			if err != nil || len(got) != 2 || got[0].UserID != "u-1" || got[1].Status != directory.Deleted {
				t.Errorf("got %+v and error %v, want u-1 and u-2, who is deleted", got, err)
			}
			if got, err := s.Users(t.Context(), ""); err != nil || len(got) != 0 {
				t.Errorf("got %v and error %v, want no user in the domain of the app", got, err)
			}
		}
		if n := len(s.reads()); n != 3 {
			t.Errorf("got requests %q, want 3", s.reads())
		}
		if got := s.scopes(t); !slices.Equal(got, []string{"user.read"}) {
			t.Errorf("got token requests with scopes %q, want one with user.read", got)
		}
	})
}

// Elements of another list than the one asked for are an error, and so is one without an ID.
func TestService_lists_implausible(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		path, body string
		want       string // "": no error
	}{
		"user of another domain":           {"users", `{"users":[{"userId":"u","domainId":2}]}`, "user u is in domain 2, and the request was for domain 1"},
		"user of several domains":          {"users", `{"users":[{"userId":"u","domainId":2,"organizations":[{"domainId":2},{"domainId":1}]}]}`, ""},
		"user without an ID":               {"users", `{"users":[{"email":"a@b"}]}`, "has no id"},
		"group of another domain":          {"groups", `{"groups":[{"groupId":"g","domainId":2}]}`, "group g is in domain 2"},
		"administrator without an ID":      {"groups", `{"groups":[{"groupId":"g","domainId":1,"administrators":[{"userId":""}]}]}`, "an administrator of group g in the response has no userId"},
		"group without an ID":              {"groups", `{"groups":[{"groupName":"x"}]}`, "has no id"},
		"org unit of another domain":       {"orgunits", `{"orgUnits":[{"orgUnitId":"o","domainId":2}]}`, "org unit o is in domain 2"},
		"org unit of the domain":           {"orgunits", `{"orgUnits":[{"orgUnitId":"o","domainId":1}]}`, ""},
		"one ID on a page":                 {"groups", `{"groups":[{"groupId":"g"},{"groupId":"g"}]}`, "the id g twice"},
		"members in place of org units":    {"orgunits", `{"members":[]}`, "holds no list"},
		"something else in place of users": {"users", `{"users":{}}`, "the users in the response"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := newSite(t, map[string]string{"/" + tc.path + "?count=100&domainId=1": tc.body})
				var err error
				switch tc.path {
				case "users":
					_, err = s.Users(t.Context(), "1")
				case "groups":
					_, err = s.Groups(t.Context(), "1")
				default:
					_, err = s.OrgUnits(t.Context(), "1")
				}
				if tc.want == "" {
					if err != nil {
						t.Errorf("got error %v, want none", err)
					}
				} else if !errors.Is(err, rest.ErrNotAPI) || !strings.Contains(err.Error(), tc.want) {
					t.Errorf("got error %v, want ErrNotAPI with %q", err, tc.want)
				}
			})
		})
	}
}

func TestService_unavailable(t *testing.T) {
	t.Parallel()
	no := errors.New("no settings")
	s := &directory.Service{Client: rest.Unavailable(no), Signer: func([]string) *rest.Signer { t.Error("got a call for a signer, want none"); return nil }}
	_, err1 := s.User(t.Context(), email("a@b"), false)
	_, err2 := s.Users(t.Context(), "")
	_, err3 := s.Group(t.Context(), directory.Key{ID: "g"})
	_, err4 := s.OrgUnit(t.Context(), directory.Key{ID: "o"})
	_, err5 := s.GroupMembers(t.Context(), "g")
	for _, err := range []error{err1, err2, err3, err4, err5} {
		if !errors.Is(err, no) {
			t.Errorf("got error %v, want %v", err, no)
		}
	}
}

// A look-up waits for the rate limit like every call, and is sent again after a failure.
func TestService_User_retries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, nil)
		var n int
		s.Aside(func(_, path string) http.HandlerFunc {
			if path != "/users/a@b" {
				return nil
			}
			n++
			switch n {
			case 1:
				return httpscript.JSON(http.StatusServiceUnavailable, "")
			case 2:
				return httpscript.Headed(http.StatusTooManyRequests, http.Header{"Retry-After": {"30"}}, `{"code":"TOO_MANY_REQUESTS","description":"x"}`)
			case 3:
				return httpscript.HangUp
			}
			return httpscript.JSON(http.StatusOK, `{"userId":"u","email":"a@b"}`)
		})
		if u, err := s.User(t.Context(), email("a@b"), false); err != nil || u.UserID != "u" || n != 4 {
			t.Errorf("got %v and error %v after %d requests, want u after 4", u, err, n)
		}
	})
}

// Each operation names its scopes, of which the first one is the least, and only reads.
func TestOperations(t *testing.T) {
	t.Parallel()
	least := map[string][]string{}
	for _, op := range directory.Operations() {
		least[op.String()] = append(least[op.String()], op.Scopes[0])
		if op.Method != http.MethodGet || op.Retry != rest.Idempotent || !slices.Contains(op.Scopes, "directory") || !slices.Contains(op.Scopes, "directory.read") {
			t.Errorf("%s: got retry rule %v and scopes %q, want a read that directory and directory.read allow", op, op.Retry, op.Scopes)
		}
		if !strings.HasSuffix(op.Scopes[0], ".read") {
			t.Errorf("%s: got %q as the least scope, want one that only reads", op, op.Scopes[0])
		}
	}
	if got := least["GET /users/{userId}"]; !slices.Equal(got, []string{"user.email.read", "user.read"}) {
		t.Errorf("got least scopes %q of a user, want user.email.read and user.read", got)
	}
}
