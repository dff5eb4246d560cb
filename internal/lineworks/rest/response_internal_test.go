// SPDX-License-Identifier: MPL-2.0

package rest

import "testing"

func TestResponse_statuses(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]struct{ ok, redirect bool }{
		199: {}, 200: {ok: true}, 299: {ok: true}, 300: {redirect: true}, 399: {redirect: true}, 400: {},
	} {
		if got := (&Response{Status: status}).OK(); got != want.ok {
			t.Errorf("%d: got OK %t, want %t", status, got, want.ok)
		}
		if got := isRedirect(status); got != want.redirect {
			t.Errorf("%d: got isRedirect %t, want %t", status, got, want.redirect)
		}
	}
}
