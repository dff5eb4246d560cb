// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/company"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

// Objects of the company by the last digits of their ids.
const (
	sales, development, salesEast, devEast = "a1", "a2", "a3", "a4"
	owners, projectOne, allProjects        = "b1", "b2", "b3"
)

func idOf(digits string) string { return "a1b2c3d4-0000-4000-8000-0000000000" + digits }

// startCompany is a mock with the seed of package company, and a token with the scopes.
func startCompany(t *testing.T, opts mockserver.Options, scopes ...string) *env {
	t.Helper()
	e := start(t, opts)
	if err := e.api.Load(strings.NewReader(company.Seed)); err != nil {
		t.Fatal(err)
	}
	if len(scopes) == 0 {
		scopes = []string{directory.ScopeDirectoryRead}
	}
	e.token = e.api.NewToken(scopes...)
	return e
}

// ids are the last digits of a property of the objects of a list.
func digits(t *testing.T, items []any, property string) []string {
	t.Helper()
	var found []string
	for _, item := range items {
		fields, _ := item.(map[string]any)
		id, ok := fields[property].(string)
		if !ok || len(id) < 2 {
			t.Fatalf("got the item %v, want a text %s", item, property)
		}
		found = append(found, id[len(id)-2:])
	}
	return found
}

// lists checks the objects of a whole list, over its pages.
func (e *env) lists(path, field, property string, want ...string) {
	e.t.Helper()
	var items []any
	for next := path; next != ""; {
		got := e.get(next).is(200)
		part, ok := got.body[field].([]any)
		if !ok {
			e.t.Fatalf("%s: got %s, want a list %s", path, got.raw, field)
		}
		items, next = append(items, part...), ""
		meta, _ := got.body["responseMetaData"].(map[string]any)
		if cursor, more := meta["nextCursor"].(string); more {
			separator := "?"
			if strings.Contains(path, "?") {
				separator = "&"
			}
			next = path + separator + "cursor=" + url.QueryEscape(cursor)
		}
	}
	if got := digits(e.t, items, property); !slices.Equal(got, want) {
		e.t.Errorf("%s: got %q, want %q", path, got, want)
	}
}

// TestDirectory_user: https://developers.worksmobile.com/jp/docs/user-get. Values that are
// not set come as null, "" or [].
func TestDirectory_user(t *testing.T) {
	t.Parallel()
	e := startCompany(t, mockserver.Options{})
	for _, name := range []string{
		idOf("01"), "taro@example.co.jp", "taro%40example.co.jp", "Taro@Example.co.jp", "externalKey:EMP-0001", "externalKey%3AEMP-0001",
	} {
		e.get("/users/"+name).is(200).has("userId", idOf("01"))
	}
	e.get("/users/"+idOf("04")).is(200).
		has("domainId", 10000001).has("userExternalKey", nil).has("email", "yuki@example.co.jp").
		has("userName", map[string]any{"lastName": "田中", "firstName": "優希", "phoneticLastName": nil, "phoneticFirstName": nil}).
		has("isAdministrator", false).has("isPending", false).has("isSuspended", false).has("isDeleted", false).has("isAwaiting", false).
		has("leaveOfAbsence", map[string]any{"startTime": nil, "endTime": nil, "isLeaveOfAbsence": false}).
		has("suspendedReason", nil).has("i18nNames", []any{}).has("nickName", nil).has("privateEmail", nil).has("aliasEmails", []any{}).
		has("employmentTypeId", nil).has("userTypeId", nil).has("userTypeCode", nil).has("searchable", true).
		has("organizations", []any{map[string]any{
			"domainId": 10000001, "primary": true, "userExternalKey": nil, "email": "yuki@example.co.jp", "levelId": nil,
			"levelExternalKey": nil, "levelName": nil, "executive": false, "organizationName": "Example KK",
			"orgUnits": []any{map[string]any{
				"orgUnitId": idOf(development), "orgUnitExternalKey": "OU-DEV", "orgUnitName": "Development", "orgUnitEmail": "dev@example.co.jp",
				"primary": true, "positionId": nil, "positionExternalKey": nil, "positionName": nil,
				"isManager": true, "visible": true, "useTeamFeature": true,
			}},
		}}).
		has("telephone", nil).has("messenger", nil).has("birthday", nil).has("locale", "ja_JP").has("timeZone", "Asia/Tokyo").
		has("customFields", []any{}).has("customProperties", map[string]any{}).has("relations", []any{}).has("employeeNumber", nil)
	organizations := jsonOf(t, e.get("/users/minjun@example.co.jp").is(200).body["organizations"])
	if primary := regexp.MustCompile(`"orgUnitName":"(\w+)"[^}]*"primary":true`).FindStringSubmatch(organizations); len(primary) != 2 || primary[1] != "Development" ||
		strings.Count(organizations, `"primary":true`) != 2 {
		t.Errorf("got the organizations %s, want one primary, and in it Development alone", organizations)
	}
	e.get("/users/ken@example.co.jp").is(200).has("isPending", true)
	e.get("/users/aoi@example.co.jp").is(200).has("isSuspended", true).has("suspendedReason", "LOGIN_FAIL")
	e.get("/users/old.colleague@example.co.jp").is(200).has("isDeleted", true)
	for _, name := range []string{"none@example.co.jp", "none", "externalKey:none", "externalKey:", "emp-0001", "externalKey:emp-0001", "m.watanabe@example.co.jp"} {
		e.get("/users/"+name).is(404, "NOT_FOUND")
	}
	// https://developers.worksmobile.com/en/docs/auth-jwt: me is for members.
	e.get("/users/me").is(403, "SERVICE_ACCOUNT_NOT_ALLOWED")
}

// TestDirectory_reduced: https://developers.worksmobile.com/jp/docs/user-get-email and
// user-get-profile.
func TestDirectory_reduced(t *testing.T) {
	t.Parallel()
	address := []string{"email", "userId"}
	profile := []string{
		"cellPhone", "email", "i18nNames", "location", "organizations", "telephone", "userExternalKey", "userId", "userName",
	}
	for scopes, want := range map[string][]string{
		"user.email.read": address, "bot user.email.read": address,
		"user.profile.read": profile, "user.email.read user.profile.read": profile,
		"user": nil, "user.read": nil, "directory": nil, "directory.read": nil, "user.email.read user.read": nil,
	} {
		e := startCompany(t, mockserver.Options{}, strings.Fields(scopes)...)
		got := e.get("/users/taro@example.co.jp").is(200).has("userId", idOf("01")).has("email", "taro@example.co.jp")
		var names []string
		for name := range got.body {
			names = append(names, name)
		}
		if slices.Sort(names); want != nil && !slices.Equal(names, want) {
			t.Errorf("%s: got the properties %q, want %q", scopes, names, want)
		}
		if want == nil && (len(names) != 40 || got.body["isDeleted"] == nil) {
			t.Errorf("%s: got %d properties, want all 40: %q", scopes, len(names), names)
		}
	}
}

// TestDirectory_scopes: the pages of the operations. Lists of external keys want a scope
// of the whole directory.
func TestDirectory_scopes(t *testing.T) {
	t.Parallel()
	const whole = "directory directory.read"
	operations := map[string]string{
		"/users":                    whole + " user user.read",
		"/users/{}":                 whole + " user user.read user.email.read user.profile.read",
		"/users/external-keys":      whole,
		"/orgunits":                 whole + " orgunit orgunit.read",
		"/orgunits/{}":              whole + " orgunit orgunit.read",
		"/orgunits/{}/members":      whole + " orgunit orgunit.read",
		"/orgunits/external-keys":   whole,
		"/groups":                   whole + " group group.read",
		"/groups/{}":                whole + " group group.read",
		"/groups/{}/members":        whole + " group group.read",
		"/groups/{}/administrators": whole + " group group.read",
		"/groups/external-keys":     whole,
	}
	ids := map[string]string{"users": idOf("01"), "orgunits": idOf(sales), "groups": idOf(owners)}
	all := strings.Fields(whole + " user user.read user.email.read user.profile.read orgunit orgunit.read group group.read bot bot.read bot.message")
	for _, scope := range all {
		e := startCompany(t, mockserver.Options{}, scope)
		for path, enough := range operations {
			kind := strings.Split(path, "/")[1]
			got := e.get(strings.ReplaceAll(path, "{}", ids[kind]))
			if slices.Contains(strings.Fields(enough), scope) {
				got.is(200)
				continue
			}
			got.is(403, "FORBIDDEN")
			e.api.SetQuirks(mockserver.Quirks{ScopeRefusal: mockserver.ScopeRefusal401})
			e.get(strings.ReplaceAll(path, "{}", ids[kind])).is(401, "UNAUTHORIZED")
			e.api.SetQuirks(mockserver.Quirks{})
		}
	}
}

// TestDirectory_users: https://developers.worksmobile.com/jp/docs/user-list. A client has
// seen deleted, suspended and pending users in the list.
func TestDirectory_users(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 1, 3} {
		e := startCompany(t, mockserver.Options{MaxPageSize: size})
		byCreation := []string{"01", "02", "03", "04", "05", "06", "07", "08", "09"}
		e.lists("/users", "users", "userId", byCreation...)
		e.lists("/users?domainId=10000001&orderBy=CREATED_TIME&sortOrder=ASCENDING", "users", "userId", byCreation...)
		e.lists("/users?sortOrder=DESCENDING", "users", "userId", "09", "08", "07", "06", "05", "04", "03", "02", "01")
		e.lists("/users?orderBy=NAME", "users", "userId", "06", "08", "03", "01", "09", "04", "02", "07", "05")
		e.lists("/users?domainId=10000002", "users", "userId", "09", "10")
		e.lists("/users?searchFilterType=VIP", "users", "userId")
		e.api.SetQuirks(mockserver.Quirks{ReverseLists: true})
		e.lists("/users", "users", "userId", byCreation...) // the page promises the order
	}
	e := startCompany(t, mockserver.Options{})
	users, _ := e.get("/users").is(200).body["users"].([]any)
	if first, _ := users[0].(map[string]any); len(first) != 40 {
		t.Errorf("got %d properties of a user, want 40 as when it is read alone", len(first))
	}
	for _, query := range []string{"orderBy=EMAIL", "sortOrder=UP", "searchFilterType=ALL", "domainId=x", "domainId=0", "domainId=99999999999", "cursor=x", "count=many"} {
		e.get("/users?"+query).is(400, "INVALID_PARAMETER")
	}
}

// TestDirectory_pages: https://developers.worksmobile.com/jp/docs/user-list. A client has
// seen an empty page where count is above the maximum.
func TestDirectory_pages(t *testing.T) {
	t.Parallel()
	e := startCompany(t, mockserver.Options{})
	if err := e.api.ChangeDirectory(func(c *directory.Content) {
		for i := range 101 {
			c.Users = append(c.Users, directory.User{Email: fmt.Sprintf("user%d@example.co.jp", i)})
		}
	}); err != nil {
		t.Fatal(err)
	}
	last := map[string]any{"nextCursor": nil}
	for path, want := range map[string]int{"/users": 100, "/users?count=100": 100, "/users?count=7": 7, "/users/external-keys": 100} {
		got := e.get(path).is(200)
		users, _ := got.body["users"].([]any)
		if len(users) != want {
			t.Errorf("%s: got %d users, want %d", path, len(users), want)
		}
		meta, _ := got.body["responseMetaData"].(map[string]any)
		cursor, _ := meta["nextCursor"].(string)
		if !strings.ContainsAny(cursor, "+/") || !strings.HasSuffix(cursor, "=") {
			t.Errorf("%s: got the cursor %q, want one that needs encoding: with + or /, and = last", path, cursor)
		}
	}
	e.get("/users?count=101").is(200).has("users", []any{}).has("responseMetaData", last)
	e.get("/groups?count=1000").is(200).has("groups", []any{}).has("responseMetaData", last)
	e.get("/users?count=0").is(400, "OUT_OF_RANGE")
	e.get("/orgunits").is(200).has("responseMetaData", last)
}

// TestDirectory_orgUnits: https://developers.worksmobile.com/jp/docs/orgunit-list,
// orgunit-get and orgunit-member-list.
func TestDirectory_orgUnits(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 1} {
		e := startCompany(t, mockserver.Options{MaxPageSize: size})
		e.lists("/orgunits", "orgUnits", "orgUnitId", sales, development, salesEast, devEast)
		e.lists("/orgunits?domainId=10000002", "orgUnits", "orgUnitId")
		e.lists("/orgunits/"+idOf(sales)+"/members", "members", "userId", "01", "05", "07")
		e.lists("/orgunits/externalKey:OU-DEV/members?domainId=10000001", "members", "userId", "04", "05")
		e.api.SetQuirks(mockserver.Quirks{ReverseLists: true})
		e.lists("/orgunits", "orgUnits", "orgUnitId", devEast, salesEast, development, sales)
	}
	e := startCompany(t, mockserver.Options{})
	e.get("/orgunits/"+idOf(sales)).is(200).
		has("domainId", 10000001).has("orgUnitId", idOf(sales)).has("orgUnitExternalKey", "OU-SALES").has("orgUnitName", "Sales").
		has("i18nNames", []any{map[string]any{"language": "ja_JP", "name": "営業部"}}).has("email", "sales@example.co.jp").
		has("description", nil).has("visible", true).has("parentOrgUnitId", nil).has("parentExternalKey", nil).
		has("displayOrder", 1).has("displayLevel", 1).has("aliasEmails", []any{}).has("canReceiveExternalMail", false).
		has("useMessage", true).has("useNote", false).has("membersAllowedToUseOrgUnitEmailAsSender", []any{})
	e.get("/orgunits/externalKey:OU-SALES").is(200).has("orgUnitId", idOf(sales))
	e.get("/orgunits/"+idOf(devEast)).is(200).has("parentOrgUnitId", idOf(development)).has("parentExternalKey", "OU-DEV").
		has("displayLevel", 2).has("displayOrder", 1).has("orgUnitExternalKey", nil)
	e.get("/orgunits/"+idOf(development)).is(200).has("displayOrder", 2)
	members, _ := e.get("/orgunits/" + idOf(salesEast) + "/members").is(200).body["members"].([]any)
	want := []any{
		map[string]any{"userId": idOf("02"), "userExternalKey": "EMP-0002", "isManager": true, "visible": true, "useTeamFeature": true},
		map[string]any{"userId": idOf("03"), "userExternalKey": "EMP-0003", "isManager": false, "visible": true, "useTeamFeature": true},
	}
	if jsonOf(t, members) != jsonOf(t, want) {
		t.Errorf("got the members %s, want %s", jsonOf(t, members), jsonOf(t, want))
	}
	r := e.request(http.MethodGet, "/orgunits/"+idOf(sales)+"/members", "")
	r.Header.Set("Content-Type", "application/json") // the page lists it, oddly
	e.send(r).is(200)
	for _, path := range []string{"/orgunits/none", "/orgunits/none/members", "/orgunits/externalKey:none", "/orgunits/sales@example.co.jp", "/orgunits/Sales"} {
		e.get(path).is(404, "NOT_FOUND")
	}
}

// TestDirectory_groups: https://developers.worksmobile.com/en/docs/group-list, group-get,
// and the Japanese group-member-list and group-administrator-list. Members are shown as
// they are, groups that hold each other too.
func TestDirectory_groups(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 1} {
		e := startCompany(t, mockserver.Options{MaxPageSize: size})
		e.lists("/groups", "groups", "groupId", owners, projectOne, allProjects)
		e.lists("/groups?domainId=10000002", "groups", "groupId")
		e.lists("/groups/"+idOf(projectOne)+"/members", "members", "id", "04", sales, allProjects)
		e.lists("/groups/"+idOf(allProjects)+"/members", "members", "id", owners, projectOne, devEast)
		e.lists("/groups/externalKey:GRP-ONE/administrators", "administrators", "userId", "04", "05")
	}
	e := startCompany(t, mockserver.Options{})
	e.get("/groups/externalKey:GRP-ONE").is(200).
		has("domainId", 10000001).has("groupId", idOf(projectOne)).has("groupExternalKey", "GRP-ONE").has("groupName", "Project One").
		has("description", nil).has("visible", true).has("serviceManageable", true).has("useServiceNotification", false).
		has("administrators", []any{
			map[string]any{"userId": idOf("04"), "userExternalKey": nil}, map[string]any{"userId": idOf("05"), "userExternalKey": "EMP-0005"},
		}).
		has("members", []any{
			map[string]any{"id": idOf("04"), "type": "USER", "externalKey": nil},
			map[string]any{"id": idOf(sales), "type": "ORGUNIT", "externalKey": "OU-SALES"},
			map[string]any{"id": idOf(allProjects), "type": "GROUP", "externalKey": nil},
		}).
		has("useMessage", true).has("useMail", false).has("groupEmail", "one@example.co.jp").has("aliasEmails", []any{}).
		has("toExternalEmails", []any{}).has("membersAllowedToUseGroupEmailAsSender", []any{})
	e.get("/groups/"+idOf(owners)).is(200).has("groupEmail", nil)
	for _, path := range []string{
		"/groups/none", "/groups/none/members", "/groups/none/administrators", "/groups/externalKey:none", "/groups/one@example.co.jp", "/groups/Project%20One",
	} {
		e.get(path).is(404, "NOT_FOUND")
	}
}

// TestDirectory_externalKeys: https://developers.worksmobile.com/en/docs/user-external-key-list.
func TestDirectory_externalKeys(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 1} {
		e := startCompany(t, mockserver.Options{MaxPageSize: size})
		e.lists("/users/external-keys", "users", "id", "01", "02", "03", "04", "05", "06", "07", "08", "09")
		e.lists("/users/external-keys?hasExternalKey=false", "users", "id", "04", "08")
		e.lists("/users/external-keys?hasExternalKey=true&domainId=10000002", "users", "id", "09", "10")
		e.lists("/orgunits/external-keys", "orgUnits", "id", sales, development, salesEast, devEast)
		e.lists("/orgunits/external-keys?hasExternalKey=true", "orgUnits", "id", sales, development)
		e.lists("/orgunits/external-keys?domainId=10000002", "orgUnits", "id")
		e.lists("/groups/external-keys?domainId=10000002", "groups", "id")
		e.lists("/groups/external-keys", "groups", "id", owners, projectOne, allProjects)
		e.lists("/groups/external-keys?hasExternalKey=false", "groups", "id", allProjects)
	}
	e := startCompany(t, mockserver.Options{})
	e.get("/users/external-keys?count=1").is(200).has("users", []any{map[string]any{
		"domainId": 10000001, "name": "山田 太郎", "email": "taro@example.co.jp", "id": idOf("01"), "externalKey": "EMP-0001",
	}})
	e.get("/users/external-keys?hasExternalKey=maybe").is(400, "INVALID_PARAMETER")
}

// TestDirectory_domains: without domainId a list has the objects of the domain of the app,
// https://developers.worksmobile.com/jp/docs/user-list.
func TestDirectory_domains(t *testing.T) {
	t.Parallel()
	e := startCompany(t, mockserver.Options{})
	for _, path := range []string{
		"/users", "/users/external-keys", "/orgunits", "/orgunits/external-keys", "/groups", "/groups/external-keys",
		"/orgunits/" + idOf(sales) + "/members", "/groups/" + idOf(owners) + "/members",
	} {
		e.get(path+"?domainId=10000003").is(403, "ACCESS_DENIED") // of another tenant
	}
	e.get("/users/rin@example.com").is(200).has("domainId", 10000002)
	e.get("/users/" + idOf("01") + "?domainId=10000003").is(200) // there is no such parameter

	// Where every domain is of the tenant, the app is of the one of the first user.
	for seed, want := range map[string]int{
		`{"users":[{"email":"taro@example.co.jp","domainId":7},{"email":"jiro@example.co.jp"}]}`: 7,
		`{"users":[{"email":"taro@example.co.jp"},{"email":"jiro@example.co.jp"}]}`:              10000001,
	} {
		e := start(t, mockserver.Options{})
		if err := e.api.Load(strings.NewReader(seed)); err != nil {
			t.Fatal(err)
		}
		e.token = e.api.NewToken(directory.ScopeUserRead)
		e.get("/users/jiro@example.co.jp").is(200).has("domainId", want)
		if users, _ := e.get("/users").is(200).body["users"].([]any); len(users) != 2 {
			t.Errorf("%s: got %d users, want 2", seed, len(users))
		}
		e.get("/users?domainId=8").is(200).has("users", []any{})
	}
}

// TestDirectory_empty: a mock without such a seed has a directory without objects.
func TestDirectory_empty(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{})
	e.token = e.api.NewToken(directory.ScopeDirectoryRead)
	e.get("/users/taro@example.co.jp").is(404, "NOT_FOUND")
	for path, field := range map[string]string{"/users": "users", "/orgunits": "orgUnits", "/groups": "groups"} {
		e.get(path).is(200).has(field, []any{})
	}
}

// TestDirectory_samePerson: where the bot API takes a login e-mail address, it is that of
// the user.
func TestDirectory_samePerson(t *testing.T) {
	t.Parallel()
	e := startCompany(t, mockserver.Options{Quirks: mockserver.Quirks{EmailAdministrators: mockserver.EmailToID}}, "bot")
	botID, bot := e.bot()
	menu, path := e.richMenu(botID)
	e.post(path+"/users/taro@example.co.jp", "").is(204)
	e.get(bot+"/richmenus/users/"+idOf("01")).is(200).has("richmenuId", menu)
	e.post(bot+"/users/Taro@example.co.jp/messages", hello).is(201)
	if got := e.api.Messages()[0].UserID; got != idOf("01") {
		t.Errorf("got a message to %s, want one to %s", got, idOf("01"))
	}
	e.post(bot+"/domains/10000001", `{"allowToSelectedMember":true}`).is(201)
	e.post(bot+"/domains/10000001/members", `{"userId":"taro@example.co.jp"}`).is(201)
	e.get(bot+"/domains/10000001/members").is(200).has("members", []string{idOf("01")})
	e.patch(bot, `{"administrators":["hanako@example.co.jp","other@example.co.jp"]}`).is(200)
	changed, _ := e.api.Bot(botID)
	if got := changed.Administrators; len(got) != 2 || got[0] != idOf("02") || strings.Contains(got[1], "@") {
		t.Errorf("got the administrators %q, want %s and the id of an unknown address", got, idOf("02"))
	}
	room := e.api.AddChannel(botID, mockserver.Channel{Members: []string{idOf("01")}})
	mention := `{"content":{"type":"text","text":"<m userId=\"taro@example.co.jp\"> hello"}}`
	e.post(bot+"/channels/"+room+"/messages", mention).is(201)
}

// TestDirectory_change: tests change the directory between two steps.
func TestDirectory_change(t *testing.T) {
	t.Parallel()
	e := startCompany(t, mockserver.Options{})
	err := e.api.ChangeDirectory(func(c *directory.Content) {
		c.User("jiro@example.co.jp").IsSuspended = true
		c.User("externalKey:EMP-0001").UserExternalKey = "BOSS"
		c.User(idOf("01")).Email = "yamada@example.co.jp"
		c.OrgUnit("Sales").OrgUnitName = "Trade"
		c.Group("Bot owners").Members = []directory.Member{{ID: "yuki@example.co.jp", Type: directory.MemberUser}, {ID: "externalKey:GRP-ONE", Type: directory.MemberGroup}}
	})
	if err != nil {
		t.Fatal(err)
	}
	e.get("/users/jiro@example.co.jp").is(200).has("isSuspended", true)
	e.get("/users/taro@example.co.jp").is(404)
	got := e.get("/users/yamada@example.co.jp").is(200).has("userExternalKey", "BOSS")
	for _, want := range []string{`"email":"yamada@example.co.jp"`, `"userExternalKey":"BOSS"`, `"orgUnitName":"Trade"`} {
		if organizations := jsonOf(t, got.body["organizations"]); !strings.Contains(organizations, want) {
			t.Errorf("got the organizations %s, want %s in them", organizations, want)
		}
	}
	e.get("/groups/"+idOf(owners)).is(200).
		has("members", []any{
			map[string]any{"id": idOf("04"), "type": "USER", "externalKey": nil},
			map[string]any{"id": idOf(projectOne), "type": "GROUP", "externalKey": "GRP-ONE"},
		}).
		has("administrators", []any{map[string]any{"userId": idOf("01"), "userExternalKey": "BOSS"}})
	err = e.api.ChangeDirectory(func(c *directory.Content) {
		c.User("jiro@example.co.jp").IsSuspended = false
		c.Users = slices.DeleteFunc(c.Users, func(u directory.User) bool { return u.Email == "yuki@example.co.jp" })
	})
	if err == nil || !strings.Contains(err.Error(), "groups[0] (Bot owners): members[0]: there is no user "+idOf("04")) {
		t.Errorf("got error %v, want one that names the member of the group", err)
	}
	e.get("/users/jiro@example.co.jp").is(200).has("isSuspended", true) // nothing has changed
	content, err := e.api.Directory().Content()
	if err != nil || len(content.Users) != 10 || content.Group("none") != nil || content.User("none") != nil || content.OrgUnit("none") != nil {
		t.Errorf("got %d users and error %v, want 10", len(content.Users), err)
	}
}

// TestDirectory_seed: partial objects are completed, and a second seed adds to the first.
func TestDirectory_seed(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{Quirks: mockserver.Quirks{EmailAdministrators: mockserver.EmailToID}})
	for _, seed := range []string{
		`{"users":[{"email":"taro@example.co.jp","userId":"t"}],
		  "orgUnits":[{"orgUnitName":"East","orgUnitExternalKey":"E","parentOrgUnitId":"w"},{"orgUnitName":"West","orgUnitId":"w"}],
		  "bots":[` + botWith(`"botId":7,"administrators":["taro@example.co.jp"]`) + `]}`,
		`{"users":[{"email":"jiro@example.co.jp","nickName":null,"organizations":[{"orgUnits":[{"orgUnitId":"externalKey:E"}]}]}],
		  "groups":[{"groupName":"All","administrators":[{"userId":"Taro@example.co.jp"}],
		             "members":[{"id":"externalKey:E","type":"ORGUNIT"},{"id":"jiro@example.co.jp","type":"USER"}]}]}`,
	} {
		if err := e.api.Load(strings.NewReader(seed)); err != nil {
			t.Fatal(err)
		}
	}
	e.get("/bots/7").is(200).has("administrators", []string{"t"})
	e.token = e.api.NewToken(directory.ScopeDirectory)
	first := e.get("/users/jiro@example.co.jp").is(200).has("nickName", nil)
	unit := e.get("/orgunits/externalKey:E").is(200).has("parentOrgUnitId", "w").has("displayLevel", 2)
	group := e.get("/groups").is(200)
	want := fmt.Sprintf(`"members":[{"externalKey":"E","id":"%s","type":"ORGUNIT"},{"externalKey":null,"id":"%s","type":"USER"}]`,
		unit.text("orgUnitId"), first.text("userId"))
	if got := jsonOf(t, group.body["groups"]); !strings.Contains(got, want) || !strings.Contains(got, `"administrators":[{"userExternalKey":null,"userId":"t"}]`) {
		t.Errorf("got the groups %s, want %s in them", got, want)
	}
	other := start(t, mockserver.Options{})
	other.token = other.api.NewToken(directory.ScopeUserRead)
	if err := other.api.Load(strings.NewReader(`{"users":[{"email":"jiro@example.co.jp"}]}`)); err != nil {
		t.Fatal(err)
	}
	other.get("/users/" + first.text("userId")).is(200) // the same id every time
}

func TestDirectory_seedRefused(t *testing.T) {
	t.Parallel()
	const (
		taro = `{"email":"taro@example.co.jp","userId":"t"}`
		jiro = `{"email":"jiro@example.co.jp","userId":"j"`
		team = `{"groupName":"Team","administrators":[{"userId":"t"}]`
	)
	for name, test := range map[string]struct{ seed, says string }{
		"unknown property":      {`"users":[{"email":"taro@example.co.jp","colour":1}]`, "users[0].colour is unknown"},
		"no e-mail":             {`"users":[{"userId":"t"}]`, "users[0].email is required"},
		"upper case":            {`"users":[{"email":"Taro@example.co.jp"}]`, "users[0] (Taro@example.co.jp): the part of email before @"},
		"no address":            {`"users":[{"email":"taro"}]`, "users[0] (taro): the part of email before @"},
		"e-mail twice":          {`"users":[` + taro + `,{"email":"taro@example.co.jp","userId":"j"}]`, "users[1] (taro@example.co.jp): taro@example.co.jp is users[0] already"},
		"user twice":            {`"users":[` + taro + `,{"email":"jiro@example.co.jp","userId":"t"}]`, "users[1] (jiro@example.co.jp): t is users[0] already"},
		"user key twice":        {`"users":[` + jiro + `,"userExternalKey":"K"},{"email":"taro@example.co.jp","userExternalKey":"K"}]`, "users[1] (taro@example.co.jp): externalKey:K is users[0] already"},
		"alias of another":      {`"users":[` + taro + `,` + jiro + `,"aliasEmails":["Taro@example.co.jp"]}]`, "users[1] (jiro@example.co.jp): the alias Taro@example.co.jp is the e-mail address of users[0]"},
		"alias twice":           {`"users":[{"email":"taro@example.co.jp","aliasEmails":["a@b"]},` + jiro + `,"aliasEmails":["a@b"]}]`, "users[1] (jiro@example.co.jp): a@b is users[0] already"},
		"bad key":               {`"users":[` + jiro + `,"userExternalKey":"a/b"}]`, `users[0] (jiro@example.co.jp): the external key a/b has one of the characters %\#/?`},
		"unknown domain":        {`"domains":[1],"users":[` + jiro + `,"domainId":2}]`, "users[0] (jiro@example.co.jp): domainId 2 is none of the domains"},
		"unknown relation":      {`"users":[` + jiro + `,"relations":[{"relationUserId":"x"}]}]`, "users[0] (jiro@example.co.jp): relations[0]: there is no user x"},
		"unknown unit":          {`"users":[` + jiro + `,"organizations":[{"orgUnits":[{"orgUnitId":"x"}]}]}]`, "users[0] (jiro@example.co.jp): organizations[0]: there is no org unit x"},
		"organization's domain": {`"domains":[1],"users":[` + jiro + `,"organizations":[{"domainId":2}]}]`, "users[0] (jiro@example.co.jp): organizations[0]: domainId 2 is none"},
		"no organization":       {`"users":[` + jiro + `,"domainId":1,"organizations":[{"domainId":2}]}]`, "users[0] (jiro@example.co.jp): none of the organizations is in the domain 1"},
		"unit's domain":         {`"users":[` + jiro + `,"domainId":1,"organizations":[{"orgUnits":[{"orgUnitId":"u"}]}]}],"orgUnits":[{"orgUnitName":"U","orgUnitId":"u","domainId":2}]`, "organizations[0]: the org unit u is in another domain"},
		"two primary":           {`"users":[` + jiro + `,"organizations":[{"domainId":10000001,"primary":true},{"domainId":2,"primary":true}]}]`, "users[0] (jiro@example.co.jp): two organizations are primary"},
		"one domain twice":      {`"users":[` + jiro + `,"organizations":[{},{}]}]`, "users[0] (jiro@example.co.jp): two organizations are in the domain 10000001"},
		"unit twice":            {`"orgUnits":[{"orgUnitName":"A","orgUnitId":"u"},{"orgUnitName":"B","orgUnitId":"u"}]`, "orgUnits[1] (B): u is orgUnits[0] already"},
		"unit key twice":        {`"orgUnits":[{"orgUnitName":"A","orgUnitExternalKey":"u"},{"orgUnitName":"B","orgUnitExternalKey":"u"}]`, "orgUnits[1] (B): externalKey:u is orgUnits[0] already"},
		"unit's name":           {`"orgUnits":[{"orgUnitName":"Sales: East"}]`, "orgUnits[0] (Sales: East): the only special characters"},
		"unit's e-mail":         {`"orgUnits":[{"orgUnitName":"営業・東","email":"e@example.co.jp"}]`, "orgUnits[0] (営業・東): the part of email before @"},
		"unknown parent":        {`"orgUnits":[{"orgUnitName":"A","parentOrgUnitId":"x"}]`, "orgUnits[0] (A): there is no org unit x, its parent"},
		"own parent":            {`"orgUnits":[{"orgUnitName":"A","orgUnitId":"u","parentOrgUnitId":"v"},{"orgUnitName":"B","orgUnitId":"v","parentOrgUnitId":"u"}]`, "orgUnits[0] (A): its parents form a circle"},
		"parent's domain":       {`"orgUnits":[{"orgUnitName":"A","orgUnitId":"u"},{"orgUnitName":"B","domainId":2,"parentOrgUnitId":"u"}]`, "orgUnits[1] (B): its parent u is in another domain"},
		"unit's people":         {`"orgUnits":[{"orgUnitName":"A","membersAllowedToUseOrgUnitEmailAsSender":[{"userId":"x"}]}]`, "orgUnits[0] (A): there is no user x"},
		"no administrator":      {`"groups":[{"groupName":"Team"}]`, "groups[0].administrators is required"},
		"unknown administrator": {`"groups":[` + team + `}]`, "groups[0] (Team): there is no user t"},
		"unknown user":          {`"users":[` + taro + `],"groups":[` + team + `,"members":[{"id":"x","type":"USER"}]}]`, "groups[0] (Team): members[0]: there is no user x"},
		"unknown member unit":   {`"users":[` + taro + `],"groups":[` + team + `,"members":[{"id":"t","type":"USER"},{"id":"x","type":"ORGUNIT"}]}]`, "groups[0] (Team): members[1]: there is no org unit x"},
		"unknown member group":  {`"users":[` + taro + `],"groups":[` + team + `,"members":[{"id":"x","type":"GROUP"}]}]`, "groups[0] (Team): members[0]: there is no group x"},
		"unknown member type":   {`"users":[` + taro + `],"groups":[` + team + `,"members":[{"id":"x","type":"BOT"}]}]`, "groups[0].members[0].type must be one of USER, ORGUNIT, GROUP"},
		"member twice":          {`"users":[` + taro + `],"groups":[` + team + `,"members":[{"id":"t","type":"USER"},{"id":"taro@example.co.jp","type":"USER"}]}]`, "groups[0] (Team): members[1]: USER t is a member already"},
		"group twice":           {`"users":[` + taro + `],"groups":[` + team + `,"groupId":"g"},{"groupName":"B","groupId":"g","administrators":[{"userId":"t"}]}]`, "groups[1] (B): g is groups[0] already"},
		"group name twice":      {`"users":[` + taro + `],"groups":[` + team + `},` + team + `}]`, "groups[1] (Team): groups[0] has the same name in the domain 10000001"},
		"bad bot":               {`"users":[` + taro + `],"bots":[` + botWith(`"createdTime":"today"`) + `]`, "createdTime is no time"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := start(t, mockserver.Options{})
			err := e.api.Load(strings.NewReader("{" + test.seed + "}"))
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got error %v, want %s", err, test.says)
			}
			if content, err := e.api.Directory().Content(); err != nil || len(content.Users)+len(content.OrgUnits)+len(content.Groups) != 0 {
				t.Errorf("got the directory %+v from a refused seed, want an empty one", content)
			}
		})
	}
	e := start(t, mockserver.Options{})
	for _, other := range []string{`"domainId":2,`, ""} { // a name is unique in its domain alone
		seed := `{"users":[{"email":"taro@example.co.jp"}],"groups":[{` + other + `"groupName":"Team","administrators":[{"userId":"taro@example.co.jp"}]}]}`
		if other == "" {
			seed = strings.Replace(seed, "taro", "jiro", 2)
		}
		if err := e.api.Load(strings.NewReader(seed)); err != nil {
			t.Error(err)
		}
	}
}
