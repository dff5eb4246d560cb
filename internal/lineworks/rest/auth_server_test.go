// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// The authorization server has a shape of its own for some errors.
func TestAPIError_returnCode(t *testing.T) {
	t.Parallel()
	op := rest.Operation{Method: http.MethodPost, Path: "/token", Retry: rest.Never, AuthServer: true}
	synctest.Test(t, func(t *testing.T) {
		for body, want := range map[string]string{
			`{"returnCode":"99","returnMessage":"UnexpectedError"}`: "POST /token: 500 99: UnexpectedError",
			`{"returnCode":"","returnMessage":"UnexpectedError"}`:   "POST /token: 500 Internal Server Error: other JSON",
			`{"returnCode":99}`:     "POST /token: 500 Internal Server Error: other JSON",
			`{"message":"x"}`:       "POST /token: 500 Internal Server Error: other JSON",
			`{"returnCode":"99"} x`: "POST /token: 500 Internal Server Error: text",
		} {
			_, err := rest.Call[bot](t.Context(), newClient(t, serve(t, typed(500, "application/json", body))).Client, op, rest.Args{})
			if err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%s: got error %v, want one that begins with %q", body, err, want)
			}
		}
	})
}
