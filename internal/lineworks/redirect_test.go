// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// TestRedirects redirects every call. The client follows no redirect: only the first
// address sees the token, a key or a file.
func TestRedirects(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		elsewhere := serve(t, respond(200, bot7))
		for status, location := range map[int]string{
			301: elsewhere.URL + "/bots/7", 302: elsewhere.URL, 303: elsewhere.URL + "/", 307: elsewhere.URL + "/bots", 308: "/bots/8",
			304: elsewhere.URL, 300: strings.Replace(elsewhere.URL, "http:", "", 1),
		} {
			sent := headed(status, http.Header{"Location": {location}}, "")
			for i, n := range everyCall() {
				s := n.serve(t, sent)
				c := newClient(t, s)
				if i <= 1 {
					c = newClientWith(t, s, newSource(t, account(t, s)))
				}
				want := 1
				if n.name == "register" || n.name == "add member" {
					want = 2 // it checks whether it was carried out, which is redirected, too
				}
				if err := n.do(t.Context(), c); !errors.Is(err, lineworks.ErrNotAPI) || len(s.Calls()) != want {
					t.Errorf("%s, %d: got error %v after %v, want ErrNotAPI after %d requests", n.name, status, err, s.Calls(), want)
				}
			}
			s := serve(t, offer(1), sent)
			if _, err := upload(t.Context(), newClient(t, s)); !errors.Is(err, lineworks.ErrNotAPI) || len(s.Calls()) != 2 {
				t.Errorf("uploading, %d: got error %v after %v, want ErrNotAPI after 2 requests", status, err, s.Calls())
			}
		}
		if calls := elsewhere.Calls(); calls != nil {
			t.Errorf("elsewhere: got calls %v, want none", calls)
		}
	})
}
