// SPDX-License-Identifier: MPL-2.0

package probe_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestAddresses_wrong gives another address than that of the member: no request names it, and
// nothing is settled.
func TestAddresses_wrong(t *testing.T) {
	t.Parallel()
	switches := []string{"email", "delete-member-by-email", "refuse-email-users"}
	for name, tc := range map[string]struct {
		email, scope, want string
	}{
		"of another person": {"taro@example.co.jp", "directory.read", "not the login address of the member"},
		"misspelled":        {"mai@example.co.jp", "directory.read", "not the login address of the member"},
		"an alias":          {"m.watanabe@example.co.jp", "directory.read", "not the login address of the member"},
		"no scope":          {memberEmail, "", "neither the scope directory.read nor user.read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				e := newTenant(t, func(o *mockserver.Options) {
					o.Credentials.Scopes = strings.Fields("bot bot.message " + tc.scope)
					if err := o.Quirks.Set("delete-member-by-email"); err != nil {
						t.Fatal(err)
					}
				})
				e.given.Email = tc.email
				out := e.run(t.Context(), t, "addresses")
				e.checkEnd(t, out)
				for _, s := range switches {
					if got := find(out.Report, s); !strings.Contains(got.NotSettled, tc.want) {
						t.Errorf("got %+v, want the reason %q", got, tc.want)
					}
				}
				for _, r := range e.mock.Requests() {
					if strings.Contains(r.Path, "@") || strings.Contains(r.Path, "%40") || strings.Contains(string(r.Body["administrators"]), "@") {
						t.Errorf("%s %s: got an address in it, want none", r.Method, r.Path)
					}
				}
			})
		})
	}
}
