// SPDX-License-Identifier: MPL-2.0

package tfdiag_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

// TestAdvice_forbiddenWithoutScopes has a refused request of which no scope is known.
func TestAdvice_forbiddenWithoutScopes(t *testing.T) {
	t.Parallel()
	err := &lineworks.APIError{StatusCode: http.StatusForbidden, Code: "FORBIDDEN", Operation: "GET /bots/{botId}", Path: "/bots/7"}
	want := "Check the scopes of the access token. Check that the object belongs to this tenant."
	if got := tfdiag.Advice(err); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestAdvice_foreignTokenResponse has another server respond to the token request: the
// advice names the setting of that address, not of the API's.
func TestAdvice_foreignTokenResponse(t *testing.T) {
	t.Parallel()
	err := errors.Join(lineworks.ErrNotAPI, &lineworks.APIError{StatusCode: http.StatusOK, Operation: "POST /token", Path: "/token"})
	got := tfdiag.Advice(err)
	if !strings.Contains(got, "Check auth_url (LINEWORKS_AUTH_URL)") || strings.Contains(got, "api_url") {
		t.Errorf("got %q, want advice on auth_url only", got)
	}
}
