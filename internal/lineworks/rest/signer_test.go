// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// Requests with a signer of their own share the report of refused credentials with those of
// the client, but not that of scopes, which only they ask for.
func TestSigner_report(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for code, shared := range map[string]bool{"invalid_client": true, rest.InvalidScope: false} {
			refused := refusing{err: &rest.SignInError{Response: &rest.APIError{Operation: "POST /token", StatusCode: 401, Code: code}}}
			c := newClient(t, serve(t, respond(200, bot7)), withTokens(refused))
			own := rest.NewSigner(refused)
			take := func(signer *rest.Signer) bool {
				_, err := rest.Call[bot](t.Context(), c.Client, opGet, rest.Args{IDs: []string{"7"}, Signer: signer})
				return definite(t, err).TakeFullReport()
			}
			if !take(own) {
				t.Errorf("%s: got no full report of the first request, want one", code)
			}
			if take(own) {
				t.Errorf("%s: got a full report of the second request of the signer, want none", code)
			}
			if got := take(nil); got == shared {
				t.Errorf("%s: a request of the client: got a full report: %t, want %t", code, got, !shared)
			}
		}
	})
}
