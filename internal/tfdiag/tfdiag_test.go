// SPDX-License-Identifier: MPL-2.0

package tfdiag_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

// apiError is what the client makes of an answer.
func apiError(t *testing.T, status int, body string) error {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "86400") // longer than anybody waits
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	client, err := lineworks.New(lineworks.StaticToken("token"), lineworks.WithAPIURL(server.URL), lineworks.WithMaxRetries(0))
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Channels.Create(t.Context(), "7", []string{"u1"}, "")
	if err == nil {
		t.Fatal("no error")
	}
	return err
}

func TestAdvice(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		body   string
		want   string
	}{
		"html":          {404, "<html><title>Proxy</title></html>", "Check api_url"},
		"unknown path":  {404, `{"code":"NOT_FOUND","description":"Api not exists"}`, "Check api_url"},
		"unauthorized":  {401, `{"code":"UNAUTHORIZED","description":"Authentication failed"}`, "Check the credentials"},
		"forbidden":     {403, `{"code":"FORBIDDEN","description":"no"}`, `scope "bot"`},
		"too long":      {400, `{"code":"LIMIT_EXCEEDED","description":"Maximum botName length is 100"}`, ""},
		"quota":         {403, `{"code":"LIMIT_EXCEEDED","description":"no"}`, "300 bots"},
		"rate":          {429, `{"code":"TOO_MANY_REQUESTS","description":"API rate limit exceeded"}`, "-parallelism"},
		"server":        {500, `{"code":"INTERNAL_SERVER_ERROR","description":"no"}`, "may have been carried out"},
		"lost answer":   {503, `{"code":"X","description":"no"}`, "may have been carried out"},
		"bad request":   {400, `{"code":"INVALID_PARAMETER","description":"no"}`, ""},
		"invalid scope": {400, `{"error":"invalid_scope","error_description":"no"}`, "not enabled for the app"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := tfdiag.Advice(apiError(t, tc.status, tc.body))
			if (tc.want == "") != (got == "") || !strings.Contains(got, tc.want) {
				t.Errorf("advice is %q, want %q in it", got, tc.want)
			}
		})
	}
	// A read that fails leaves no doubt.
	if got := tfdiag.Advice(fmt.Errorf("reading: %w", lineworks.ErrServer)); !strings.Contains(got, "Apply again later") {
		t.Errorf("advice for a failed read is %q", got)
	}
	// Interrupted while a create was under way: applying again might make a second one.
	if got := tfdiag.Advice(errors.Join(context.Canceled, lineworks.ErrOutcomeUnknown)); !strings.Contains(got, "may have been carried out") {
		t.Errorf("advice for an interrupted create is %q", got)
	}
	if got := tfdiag.Advice(fmt.Errorf("reading: %w", context.Canceled)); !strings.Contains(got, "interrupted") {
		t.Errorf("advice for an interrupted run is %q", got)
	}
}

func TestAPI(t *testing.T) {
	t.Parallel()
	fields := tfdiag.Fields{"photoUrl": path.Root("photo_url"), "botName": path.Root("bot_name")}
	tests := map[string]struct {
		status int
		body   string
		at     string // attribute, "" for none
	}{
		"one field named":       {400, `{"code":"INVALID_PARAMETER","description":"photoUrl: must start with https"}`, "photo_url"},
		"in another case":       {400, `{"code":"INVALID_PARAMETER","description":"Invalid photourl."}`, "photo_url"},
		"two fields named":      {400, `{"code":"INVALID_PARAMETER","description":"photoUrl or botName"}`, ""},
		"part of a word":        {400, `{"code":"INVALID_PARAMETER","description":"photoUrls"}`, ""},
		"no field named":        {400, `{"code":"INVALID_PARAMETER","description":"no"}`, ""},
		"not about the request": {403, `{"code":"FORBIDDEN","description":"photoUrl"}`, ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := apiError(t, tc.status, tc.body)
			got := tfdiag.API("Unable to create bot", `bot "Desk"`, err, fields)
			at := ""
			if d, ok := got.(diag.DiagnosticWithPath); ok {
				at = d.Path().String()
			}
			if at != tc.at {
				t.Errorf("diagnostic is about %q, want %q", at, tc.at)
			}
			if got.Severity() != diag.SeverityError || got.Summary() != "Unable to create bot" {
				t.Errorf("unexpected diagnostic: %v", got)
			}
			for _, want := range []string{`bot "Desk"`, err.Error()} {
				if !strings.Contains(got.Detail(), want) {
					t.Errorf("detail lacks %q: %s", want, got.Detail())
				}
			}
		})
	}
}
