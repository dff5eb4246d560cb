// SPDX-License-Identifier: MPL-2.0

package directory_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	mock "github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

// list is a list of texts as JSON.
func list(t *testing.T, values []any, attribute string) string {
	t.Helper()
	out := []any{}
	for _, v := range values {
		object, ok := v.(map[string]any)
		if !ok {
			t.Fatalf("got %v, want an object", v)
		}
		out = append(out, object[attribute])
	}
	return asJSON(t, out)
}

func TestUsers_emails(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	got := read(t, tenant.Process(t), usersData, acctest.Values{"emails": []string{"yuki@example.co.jp", "Taro@Example.co.jp", "taro@example.co.jp", "hanako@example.co.jp"}})
	check(t, "users", got, map[string]string{
		"user_ids": `{"Taro@Example.co.jp":"01","hanako@example.co.jp":"02","taro@example.co.jp":"01","yuki@example.co.jp":"04"}`,
		"users": `[{"domain_id":null,"email":"hanako@example.co.jp","external_key":null,"first_name":null,"last_name":null,"status":null,"user_id":"02"},` +
			`{"domain_id":null,"email":"taro@example.co.jp","external_key":null,"first_name":null,"last_name":null,"status":null,"user_id":"01"},` +
			`{"domain_id":null,"email":"yuki@example.co.jp","external_key":null,"first_name":null,"last_name":null,"status":null,"user_id":"04"}]`,
	})
	requests, scopes := sent(tenant)
	slices.Sort(requests)
	if want := []string{"/users/hanako@example.co.jp", "/users/taro@example.co.jp", "/users/yuki@example.co.jp"}; !slices.Equal(requests, want) || !slices.Equal(scopes, []string{"user.email.read"}) {
		t.Errorf("got requests %q and scopes %q, want %q and user.email.read", requests, scopes, want)
	}
	check(t, "details", read(t, tenant.Process(t), usersData, acctest.Values{"emails": []string{"taro@example.co.jp"}, "details": true}), map[string]string{
		"users": `[{"domain_id":"10000001","email":"taro@example.co.jp","external_key":"EMP-0001","first_name":"太郎","last_name":"山田","status":"active","user_id":"01"}]`,
	})
}

// All addresses that cannot be used are one error, with the reason of each as far as the scope shows it.
func TestUsers_missing(t *testing.T) {
	t.Parallel()
	emails := acctest.Values{"emails": []string{"taro@example.co.jp", "nobody@example.co.jp", "aoi@example.co.jp", "old.colleague@example.co.jp", "ken@example.co.jp", "gone@example.co.jp"}}
	tenant := newCompany(t)
	p := tenant.Process(t)
	fails(t, p, usersData, emails, "error at emails: Users not found", "2 of 6 e-mail addresses", "- gone@example.co.jp: not found\n- nobody@example.co.jp: not found\n\nCheck")
	fails(t, p, usersData, emails.With(acctest.Values{"details": true}), "5 of 6 e-mail addresses", "- aoi@example.co.jp: suspended (LOGIN_FAIL)\n", "- gone@example.co.jp: not found\n",
		"- ken@example.co.jp: pending\n", "- nobody@example.co.jp: not found\n", "- old.colleague@example.co.jp: deleted\n")
	fails(t, p, usersData, emails.With(acctest.Values{"details": true, "include_inactive": true}), "2 of 6 e-mail addresses")
	check(t, "inactive", read(t, p, usersData, acctest.Values{"emails": []string{"aoi@example.co.jp", "old.colleague@example.co.jp"}, "details": true, "include_inactive": true}),
		map[string]string{"user_ids": `{"aoi@example.co.jp":"07","old.colleague@example.co.jp":"08"}`})
	if requests, _ := sent(tenant); len(requests) != 12 {
		t.Errorf("got requests %q, want one for each user and scope", requests)
	}
}

// A domain is listed once in a process, in pages of 100, and without accounts that are not active.
func TestUsers_domain(t *testing.T) {
	t.Parallel()
	variants := acctest.Variants(t, "reverse-lists", "directory-unset-absent", "last-cursor-")
	variants["directory-hide-deleted"] = mockserver.Quirks{Directory: mock.Quirks{HideDeleted: true}}
	for name, quirks := range variants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := newCompany(t, acctest.Quirks(quirks))
			p := tenant.Process(t)
			got := read(t, p, usersData, acctest.Values{})
			check(t, "own domain", got, map[string]string{
				"user_ids": `{"hanako@example.co.jp":"02","jiro@example.co.jp":"03","mei@example.co.jp":"09","minjun@example.co.jp":"05","taro@example.co.jp":"01","yuki@example.co.jp":"04"}`,
			})
			users, ok := got["users"].([]any)
			if want := `["02","03","09","05","01","04"]`; !ok || list(t, users, "user_id") != want || list(t, users, "status") != `[null,null,null,null,null,null]` {
				t.Errorf("got users %v, want %s without details", users, want)
			}
			detailed, _ := read(t, p, usersData, acctest.Values{"details": true, "include_inactive": true})["users"].([]any)
			want := `["02","03","06","09","05","08","01","04"]`
			if quirks.Directory.HideDeleted {
				want = `["02","03","06","09","05","01","04"]`
			}
			if ids := strings.Replace(list(t, detailed, "user_id"), `"07",`, "", 1); ids != want {
				t.Errorf("with inactive ones: got %s, want %s and 07", ids, want)
			}
			requests, scopes := sent(tenant)
			for _, r := range requests {
				if !strings.HasPrefix(r, "/users?count=100") {
					t.Errorf("got request %s, want a list in pages of 100", r)
				}
			}
			if pages := (len(detailed) + 1) / 2; len(requests) != pages || !slices.Equal(scopes, []string{"user.read"}) {
				t.Errorf("got requests %q and scopes %q, want %d pages of one list, and user.read", requests, scopes, pages)
			}
			check(t, "other domain", read(t, p, usersData, acctest.Values{"domain_id": "10000002"}), map[string]string{"user_ids": `{"mei@example.co.jp":"09","rin@example.com":"10"}`})
			fails(t, p, usersData, acctest.Values{"domain_id": "10000003"}, "Unable to list users", "the users of domain 10000003", "403 ACCESS_DENIED")
		})
	}
}

// An address of a deleted account may have a new owner, to whom the map leads. A user without an address is
// in no map.
func TestUsers_addressTakenOver(t *testing.T) {
	t.Parallel()
	for _, order := range []string{`[%[1]s,%[2]s,%[3]s]`, `[%[2]s,%[3]s,%[1]s]`} {
		tenant := newCompany(t)
		body := fmt.Sprintf(`{"users":`+order+`}`, `{"userId":"old","email":"desk@b","isDeleted":true}`, `{"userId":"new","email":"Desk@b","isDeleted":false}`, `{"userId":"none","email":"","isDeleted":false}`)
		tenant.API.Fail(mockserver.Fault{Operation: "GET /users", Status: http.StatusOK, Body: body})
		got := read(t, tenant.Process(t), usersData, acctest.Values{"include_inactive": true})
		users, _ := got["users"].([]any)
		if check(t, order, got, map[string]string{"user_ids": `{"desk@b":"new"}`}); list(t, users, "user_id") != `["none","new","old"]` || list(t, users, "email") != `[null,"Desk@b","desk@b"]` {
			t.Errorf("got users %v, want none, new and old", users)
		}
	}
}

// An empty set of addresses is no user, and not all of a domain.
func TestUsers_noEmails(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	check(t, "no address", read(t, tenant.Process(t), usersData, acctest.Values{"emails": []string{}}), map[string]string{"users": "[]", "user_ids": "{}"})
	if requests, scopes := sent(tenant); len(requests)+len(scopes) > 0 {
		t.Errorf("got requests %q and token requests %q, want none", requests, scopes)
	}
	for _, tc := range []struct {
		config acctest.Values
		want   string
	}{
		{acctest.Values{"emails": []string{"taro"}}, "must be a login e-mail address"},
		{acctest.Values{"emails": []any{nil}}, "Null"},
		{acctest.Values{"emails": []string{"a@b"}, "domain_id": "1"}, `"emails" cannot be specified when "domain_id"`},
		{acctest.Values{"domain_id": "x"}, "must be the ID of a domain"},
	} {
		fails(t, tenant.Process(t), usersData, tc.config, tc.want)
	}
}

// 60 bots with administrators by e-mail of 20 people are 20 look-ups and one token in a process,
// and no request of a bot is signed with it.
func TestUsers_fleet(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	change(t, tenant, func(c *mock.Content) {
		for i := range 20 {
			c.Users = append(c.Users, mock.User{Email: fmt.Sprintf("person%d@example.co.jp", i)})
		}
	})
	p := tenant.Process(t)
	directory := map[int]bool{} // tokens
	for i := range 60 {
		emails := []string{fmt.Sprintf("person%d@example.co.jp", i%20), fmt.Sprintf("Person%d@example.co.jp", (i+7)%20)}
		got, ok := read(t, p, usersData, acctest.Values{"emails": emails})["user_ids"].(map[string]any)
		if !ok || len(got) != 2 {
			t.Fatalf("got %v, want two IDs", got)
		}
		bot, diags := p.Apply(t.Context(), t, "lineworks_bot", acctest.Instance{}, acctest.Values{
			"bot_name": fmt.Sprintf("Bot %d", i), "photo_url": "https://example.com/a.png", "description": "d", "administrators": []any{got[emails[0]], got[emails[1]]},
		})
		if acctest.IsError(diags) || !bot.Exists() {
			t.Fatal(acctest.Messages(diags))
		}
	}
	lookUps, bots := 0, 0
	for _, r := range tenant.API.Requests() {
		if strings.HasPrefix(r.Path, "/users/") {
			directory[r.Token] = true
			lookUps++
		}
	}
	for _, r := range tenant.API.Requests() {
		if strings.HasPrefix(r.Path, "/bots") {
			bots++
			if directory[r.Token] {
				t.Fatalf("%s %s was signed with a token of the directory, want one of its own", r.Method, r.Path)
			}
		}
	}
	_, scopes := sent(tenant)
	slices.Sort(scopes)
	if lookUps != 20 || len(directory) != 1 || bots < 60 || !slices.Equal(scopes, []string{"bot", "user.email.read"}) {
		t.Errorf("got %d look-ups with %d tokens, %d requests of bots, and token requests for %q; want 20 with 1, at least 60, and bot and user.email.read", lookUps, len(directory), bots, scopes)
	}
}
