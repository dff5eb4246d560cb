// SPDX-License-Identifier: MPL-2.0

package export_test

import (
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/export"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// staffed is a tenant with people, of whom u3 has left, and u4 has no address.
func staffed(scopes ...string) object {
	return object{
		"app": object{"scopes": append([]string{"bot"}, scopes...)},
		"users": []object{
			{"userId": "u1", "email": "taro.yamada@example.com"},
			{"userId": "u2", "email": "hana-sato@example.com"},
			{"userId": "u5", "email": "taro.yamada@example.jp"},
			{"userId": "u6", "email": "24@example.com"},
		},
		"bots": []object{
			desk(2000001, "Desk", object{
				"administrators": []string{"u1", "u2", "u3"}, "subadministrators": []string{"u5", "u6"},
				"domains": []object{{"domainId": 10000001, "allowToSelectedMember": true, "members": []string{"u1", "u9"}}},
			}),
		},
	}
}

func TestRun_emails(t *testing.T) {
	t.Parallel()
	f := newSeeded(t, staffed("user.email.read"))
	files, report := f.run(t, export.Options{Emails: true})
	written(t, files, "locals.tf", `data "lineworks_users" "people" {`,
		`    "24@example.com",`, `    "taro.yamada@example.com",`, `    "taro.yamada@example.jp",`,
		`    hana_sato     = data.lineworks_users.people.user_ids["hana-sato@example.com"]`,
		`    taro_yamada   = data.lineworks_users.people.user_ids["taro.yamada@example.com"]`,
		`    taro_yamada_2 = data.lineworks_users.people.user_ids["taro.yamada@example.jp"]`,
		`    user_24       = data.lineworks_users.people.user_ids["24@example.com"]`,
		`    user_u3       = "u3"`)
	written(t, files, "desk.tf", `  administrators    = [local.people.taro_yamada, local.people.hana_sato, local.people.user_u3]`,
		`  desk_members = toset([local.people.taro_yamada, "u9"])`)
	if !slices.ContainsFunc(report.Notes, func(note string) bool {
		return strings.HasPrefix(note, "1 of 5 users cannot be looked up by e-mail") && strings.Contains(note, "u3")
	}) {
		t.Errorf("got the notes %q, want one on u3", report.Notes)
	}
	if n := f.API.Count("POST /token"); n != 2 {
		t.Errorf("got %d tokens, want one for the bots and one for the directory", n)
	}
}

// TestRun_emailsOfInactive checks that users who are known to be suspended are not looked up in
// the configuration: the data source refuses them.
func TestRun_emailsOfInactive(t *testing.T) {
	t.Parallel()
	for scope, want := range map[string]string{
		"user.email.read": `data.lineworks_users.people.user_ids["hana-sato@example.com"]`, "directory.read": `"u2"`,
	} {
		seed := staffed(scope)
		seed["users"] = []object{{"userId": "u1", "email": "taro.yamada@example.com"}, {"userId": "u2", "email": "hana-sato@example.com", "isSuspended": true}}
		f := newSeeded(t, seed)
		f.Variables["LINEWORKS_DIRECTORY_SCOPES"] = scope
		f.connect(t)
		files, _ := f.run(t, export.Options{Emails: true})
		if !strings.Contains(files["locals.tf"], " = "+want) {
			t.Errorf("%s: got\n%s\nwant the suspended user as %s", scope, files["locals.tf"], want)
		}
	}
}

// TestRun_emailsOnRequest checks that no one is looked up unless the user asks for it.
func TestRun_emailsOnRequest(t *testing.T) {
	t.Parallel()
	f := newSeeded(t, staffed("user.email.read"))
	files, _ := f.run(t, export.Options{})
	if n := f.API.Count("GET /users/{userId}"); n != 0 || strings.Contains(files["desk.tf"], "local.people") {
		t.Errorf("got %d look-ups and %s, want none", n, files["desk.tf"])
	}
}

func TestRun_emailsWithoutScope(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	_, err := export.Run(t.Context(), newSeeded(t, staffed()).client, export.Options{Dir: dir, Emails: true})
	if err == nil || !strings.Contains(err.Error(), "looking up the e-mail addresses") || !strings.Contains(err.Error(), "invalid_scope") {
		t.Errorf("got the error %v, want the scope that is missing", err)
	}
}

// TestRun_emailsOfOthers checks that an address that now leads to another user is not
// written: the import would take one user for the other.
func TestRun_emailsOfOthers(t *testing.T) {
	t.Parallel()
	f := newSeeded(t, staffed("user.email.read"))
	f.API.Fail(mockserver.Fault{
		Operation: "GET /users/{userId}", Path: "/users/u1", Status: http.StatusOK, ContentType: "application/json", Body: `{"userId":"u1","email":"hana-sato@example.com"}`,
	})
	files, _ := f.run(t, export.Options{Emails: true})
	written(t, files, "locals.tf", `    hana_sato   = data.lineworks_users.people.user_ids["hana-sato@example.com"]`, `    user_u1     = "u1"`)
}
