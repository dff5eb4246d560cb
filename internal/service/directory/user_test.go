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

func TestUser(t *testing.T) {
	t.Parallel()
	variants := acctest.Variants(t, "directory-", "last-cursor-")
	// Addresses are sent in lower case, so that it does not matter whether capitals are found.
	variants["directory-exact-addresses"] = mockserver.Quirks{Directory: mock.Quirks{ExactAddresses: true}}
	for name, quirks := range variants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newCompany(t, acctest.Quirks(quirks)).Process(t)
			for name, tc := range map[string]struct {
				config acctest.Values
				want   map[string]string
			}{
				"e-mail": {
					acctest.Values{"email": "hanako@example.co.jp"},
					map[string]string{"user_id": `"02"`, "email": `"hanako@example.co.jp"`, "external_key": "null", "domain_id": "null", "last_name": "null", "status": "null"},
				},
				"e-mail as it is written": {
					acctest.Values{"email": "Hanako@Example.co.jp"},
					map[string]string{"user_id": `"02"`, "email": `"Hanako@Example.co.jp"`},
				},
				"ID": {
					acctest.Values{"user_id": idPrefix + "02"},
					map[string]string{"user_id": `"02"`, "email": `"hanako@example.co.jp"`, "first_name": "null"},
				},
				"external key": {
					acctest.Values{"external_key": "EMP-0002"},
					map[string]string{"user_id": `"02"`, "email": `"hanako@example.co.jp"`, "external_key": `"EMP-0002"`},
				},
				"details": {
					acctest.Values{"email": "hanako@example.co.jp", "details": true},
					map[string]string{
						"user_id": `"02"`, "external_key": `"EMP-0002"`, "domain_id": `"10000001"`, "last_name": `"鈴木"`, "first_name": `"花子"`, "status": `"active"`,
					},
				},
				"details, few of them": {
					acctest.Values{"email": "yuki@example.co.jp", "details": true},
					map[string]string{"user_id": `"04"`, "external_key": "null", "status": `"active"`},
				},
				"suspended, and the scope does not show it": {
					acctest.Values{"email": "aoi@example.co.jp"},
					map[string]string{"user_id": `"07"`, "status": "null"},
				},
				"suspended, and asked for": {
					acctest.Values{"email": "aoi@example.co.jp", "details": true, "include_inactive": true},
					map[string]string{"user_id": `"07"`, "status": `"suspended"`},
				},
				"on leave": {
					acctest.Values{"email": "mei@example.co.jp", "details": true},
					map[string]string{"user_id": `"09"`, "status": `"active"`},
				},
				"empty texts": {
					acctest.Values{"email": "hanako@example.co.jp", "external_key": "", "user_id": ""},
					map[string]string{"user_id": `"02"`, "external_key": "null"},
				},
			} {
				check(t, name, read(t, p, userData, tc.config), tc.want)
			}
		})
	}
}

// An account that is not active is an error where the scope shows it, with its status.
func TestUser_errors(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	p := tenant.Process(t)
	for name, tc := range map[string]struct {
		config acctest.Values
		want   []string
	}{
		"no such e-mail":       {acctest.Values{"email": "hanaka@example.co.jp"}, []string{"error at email: User not found", "no user hanaka@example.co.jp in this tenant", "404 NOT_FOUND", "Check the spelling"}},
		"no such ID":           {acctest.Values{"user_id": "hanako"}, []string{"error at user_id: User not found", "no user hanako", "The attribute email"}},
		"no such external key": {acctest.Values{"external_key": "emp-0002"}, []string{"error at external_key: User not found", `external key "emp-0002"`, "case matters"}},
		"deleted":              {acctest.Values{"email": "old.colleague@example.co.jp", "details": true}, []string{"error at email: User is not active", "user old.colleague@example.co.jp (ID 08) is deleted", "include_inactive"}},
		"suspended":            {acctest.Values{"user_id": idPrefix + "07", "details": true}, []string{"error at user_id: User is not active", "is suspended (LOGIN_FAIL)"}},
		"pending":              {acctest.Values{"external_key": "EMP-0006", "details": true}, []string{"error at external_key: User is not active", "is pending"}},
		"alias":                {acctest.Values{"email": "m.watanabe@example.co.jp"}, []string{"User not found", "alias"}},
	} {
		t.Log(name)
		fails(t, p, userData, tc.config, tc.want...)
	}
}

// An alias that finds a user of another address is an error, which names both: that cannot be told
// from a wrong response. Where the scope shows the aliases, it can.
func TestUser_alias(t *testing.T) {
	t.Parallel()
	p := newCompany(t, acctest.Quirks(mockserver.Quirks{Directory: mock.Quirks{OtherAddresses: true}})).Process(t)
	alias := acctest.Values{"email": "m.watanabe@example.co.jp"}
	fails(t, p, userData, alias, "about another user: mei@example.co.jp (09), and the request was for m.watanabe@example.co.jp", "use the login e-mail")
	check(t, "alias", read(t, p, userData, alias.With(acctest.Values{"details": true})), map[string]string{"user_id": `"09"`, "email": `"m.watanabe@example.co.jp"`})
}

// A configuration that names no user, two, or something that cannot be one is refused, and nothing is sent.
func TestUser_validation(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	p := tenant.Process(t)
	for _, tc := range []struct {
		config acctest.Values
		want   string
	}{
		{acctest.Values{}, "one (and only one) of [email,external_key,user_id]"},
		{acctest.Values{"email": ""}, "one (and only one) of [email,external_key,user_id]"},
		{acctest.Values{"email": "a@b", "user_id": "u"}, "email and user_id. Keep one."},
		{acctest.Values{"email": "taro"}, "must be a login e-mail address"},
		{acctest.Values{"email": "a b@c"}, "must be a login e-mail address"},
		{acctest.Values{"email": "Taro <taro@example.co.jp>"}, "must be a login e-mail address"},
		{acctest.Values{"user_id": "taro@example.co.jp"}, "e-mail addresses and external keys have attributes of their own"},
		{acctest.Values{"user_id": "externalKey:x"}, "e-mail addresses and external keys have attributes of their own"},
		{acctest.Values{"external_key": "a/b"}, "must be an external key"},
		{acctest.Values{"external_key": strings.Repeat("a", 101)}, "must be an external key"},
	} {
		fails(t, p, userData, tc.config, tc.want)
	}
	fails(t, p, userData, acctest.Values{"user_id": "me"}, `"me" is not an ID`)
	if n := len(tenant.API.Requests()); n > 0 {
		t.Errorf("got %d requests, want none", n)
	}
}

// A scope that the app lacks is told in full once, with its name and where to enable it.
func TestUser_missingScope(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t, withScopes("bot", "directory.read"))
	p := tenant.Process(t)
	taro, hanako := acctest.Values{"email": "taro@example.co.jp"}, acctest.Values{"email": "hanako@example.co.jp"}
	fails(t, p, userData, taro, "error at nothing: Missing scope for look-ups in the directory", "user taro@example.co.jp", "POST /token: 400 invalid_scope",
		`needs the scope "user.email.read" ("user.profile.read"`, "API > ClientApp > OAuth Scopes", "directory_scopes (LINEWORKS_DIRECTORY_SCOPES)", `"directory.read"`)
	said := fails(t, p, userData, hanako, "error at nothing: Unable to look up user", "user hanako@example.co.jp", `see "Missing scope for look-ups in the directory"`)
	if strings.Contains(said, "OAuth Scopes") {
		t.Errorf("got %s, want a short error after the first one", said)
	}
	fails(t, p, userData, hanako.With(acctest.Values{"details": true}), "Missing scope for look-ups", `needs the scope "user.read" ("user", "directory.read"`)
	if _, diags := p.Data(t.Context(), t, "lineworks_bots", acctest.Values{}); len(diags) > 0 {
		t.Errorf("got %s, want bots read all the same", acctest.Messages(diags))
	}
	_, scopes := sent(tenant)
	if want := []string{"user.email.read", "user.read", "bot"}; !slices.Equal(scopes, want) {
		t.Errorf("got token requests with the scopes %q, want %q", scopes, want)
	}

	tenant.API.ResetRequests()
	tenant.Variables["LINEWORKS_DIRECTORY_SCOPES"] = "directory.read"
	p = tenant.Process(t)
	check(t, "another scope", read(t, p, userData, taro), map[string]string{"user_id": `"01"`, "last_name": "null", "status": "null"})
	check(t, "another scope", read(t, p, userData, hanako.With(acctest.Values{"details": true})), map[string]string{"last_name": `"鈴木"`})
	fails(t, p, userData, acctest.Values{"email": "aoi@example.co.jp"}, "User is not active", "suspended")
	if _, scopes := sent(tenant); !slices.Equal(scopes, []string{"directory.read"}) {
		t.Errorf("got token requests with the scopes %q, want one for directory.read", scopes)
	}

	// The app lacks that one, too: then it is no advice.
	bare := newCompany(t, withScopes("bot"))
	bare.Variables["LINEWORKS_DIRECTORY_SCOPES"] = "directory.read"
	fails(t, bare.Process(t), userData, taro, "Missing scope for look-ups", `asks for the scope "directory.read"`, "If the app has another scope that is enough, set directory_scopes")

	tenant.Variables["LINEWORKS_DIRECTORY_SCOPES"] = ""
	p, diags := tenant.Configure(t, acctest.Values{"directory_scopes": []string{"bot"}})
	if len(diags) > 0 {
		t.Fatal(acctest.Messages(diags))
	}
	fails(t, p, userData, taro, "Unable to look up user", "403 FORBIDDEN", `needs the scope "user.email.read"`, `has "bot"`, "add it to directory_scopes (LINEWORKS_DIRECTORY_SCOPES)")
}

// A ready token is used as it is, by each data source, and an error of it names the scope that it may lack.
func TestDirectory_readyToken(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	for _, name := range []string{"CLIENT_ID", "CLIENT_SECRET", "SERVICE_ACCOUNT", "PRIVATE_KEY"} {
		tenant.Variables["LINEWORKS_"+name] = ""
	}
	with := func(token string) *acctest.Process {
		tenant.Variables["LINEWORKS_ACCESS_TOKEN"] = token
		return tenant.Process(t)
	}
	for _, tc := range []struct {
		data   string
		config acctest.Values
		least  []string
	}{
		{userData, acctest.Values{"email": "taro@example.co.jp"}, []string{"user.email.read"}},
		{userData, acctest.Values{"email": "taro@example.co.jp", "details": true}, []string{"user.read"}},
		{usersData, acctest.Values{"emails": []string{"taro@example.co.jp"}}, []string{"user.email.read"}},
		{usersData, acctest.Values{}, []string{"user.read"}},
		{groupData, acctest.Values{"group_name": "Project One", "include_nested": true}, []string{"group.read", "orgunit.read"}},
		{orgUnitData, acctest.Values{"org_unit_name": "Sales"}, []string{"orgunit.read"}},
	} {
		read(t, with(tenant.API.NewToken(tc.least...)), tc.data, tc.config)
		read(t, with(tenant.API.NewToken("directory.read")), tc.data, tc.config)
		fails(t, with(tenant.API.NewToken("bot")), tc.data, tc.config, "Unable to l", "403 FORBIDDEN", fmt.Sprintf("needs the scope %q", tc.least[0]),
			"A ready access token (access_token, LINEWORKS_ACCESS_TOKEN) has the scopes that it was issued with")
		fails(t, with("expired-token"), tc.data, tc.config, "Unable to sign in", "401", "most likely expired", fmt.Sprintf("check that it has the scope %q", tc.least[0]))
	}
	if _, scopes := sent(tenant); len(scopes) > 0 {
		t.Errorf("got token requests with the scopes %q, want none", scopes)
	}
}

// Nothing is sent for the directory without a data source of it.
func TestUser_noneAskedFor(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	read(t, tenant.Process(t), "lineworks_bots", acctest.Values{})
	if requests, scopes := sent(tenant); !slices.Equal(scopes, []string{"bot"}) || !slices.Equal(requests, []string{"/bots?count=100"}) {
		t.Errorf("got requests %q and token requests with the scopes %q, want a list of bots and the scope bot", requests, scopes)
	}
}

// Users of another domain of the tenant are found, if the service lets the app read them.
func TestUser_otherDomain(t *testing.T) {
	t.Parallel()
	rin := acctest.Values{"email": "rin@example.com", "details": true}
	check(t, "read", read(t, newCompany(t).Process(t), userData, rin), map[string]string{"user_id": `"10"`, "domain_id": `"10000002"`})
	for position, want := range map[mock.OtherDomain]string{mock.OtherDomain403: "403 ACCESS_DENIED", mock.OtherDomainHidden: "404"} {
		fails(t, newCompany(t, acctest.Quirks(mockserver.Quirks{Directory: mock.Quirks{OtherDomain: position}})).Process(t), userData, rin, want)
	}
}

// A user with a fault in the response, or whose request fails.
func TestUser_fault(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	tenant.API.Fail(mockserver.Fault{Operation: "GET /users/{userId}", Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "no"})
	p := tenant.Process(t)
	fails(t, p, userData, acctest.Values{"email": "taro@example.co.jp"}, "Unable to look up user", "user taro@example.co.jp", "400 INVALID_PARAMETER: no")
	check(t, "once more", read(t, p, userData, acctest.Values{"email": "taro@example.co.jp"}), map[string]string{"user_id": `"01"`})
}
