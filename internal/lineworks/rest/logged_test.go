// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// A log shows the path of a request, but not an address that a response named.
func TestLoggedRequest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var got string
		rt := tripper(func(r *http.Request) (*http.Response, error) {
			got = rest.LoggedRequest(r.Context()).Path
			return nil, errors.New("no network")
		})
		c := newClient(t, &script{URL: "https://api.example.com/v1.0"}, withTransport(rt), withMaxRetries(0))
		if _, err := c.get(t.Context()); err == nil || got != "/v1.0/bots/7" {
			t.Errorf("got path %q and error %v, want /v1.0/bots/7 and an error", got, err)
		}
		target, err := rest.Target("https://up.worksmobile.com/secret", c.Base())
		if err != nil {
			t.Fatal(err)
		}
		r := &rest.Request{Op: rest.Operation{Method: http.MethodPost, Path: "{uploadUrl}", Retry: rest.Restart}, Base: target}
		if _, err := c.Do(t.Context(), r); err == nil || got != "{uploadUrl}" {
			t.Errorf("got path %q and error %v, want {uploadUrl} and an error", got, err)
		}
		if got := rest.LoggedRequest(t.Context()).Path; got != "" {
			t.Errorf("got path %q without a request, want none", got)
		}
	})
}

// A service may repeat a token that was renewed since.
func TestAPIError_redactsTheTokenBefore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(401, refused), respond(403, `{"code":"FORBIDDEN","description":"Bearer firstToken1 was not enough"}`))
		_, err := newClient(t, s, withTokens(&source{tokens: []string{"firstToken1", "secondToken2"}})).get(t.Context())
		if err == nil || strings.Contains(err.Error(), "firstToken1") || !strings.Contains(err.Error(), "was not enough") {
			t.Errorf("got error %v, want one that does not show the first token", err)
		}
	})
}
