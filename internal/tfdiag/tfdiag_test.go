// SPDX-License-Identifier: MPL-2.0

package tfdiag_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

// apiError returns the client's error for a response.
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
		t.Fatal("got no error, want one")
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
		"html":          {404, "<html><title>Proxy</title></html>", "may have been carried out"},
		"unknown path":  {404, `{"code":"NOT_FOUND","description":"Api not exists"}`, "Check api_url"},
		"unauthorized":  {401, `{"code":"UNAUTHORIZED","description":"Authentication failed"}`, "most likely expired"},
		"forbidden":     {403, `{"code":"FORBIDDEN","description":"no"}`, `scope "bot.message"`},
		"too long":      {400, `{"code":"LIMIT_EXCEEDED","description":"Maximum botName length is 100"}`, ""},
		"quota":         {403, `{"code":"LIMIT_EXCEEDED","description":"no"}`, "300 bots"},
		"rate":          {429, `{"code":"TOO_MANY_REQUESTS","description":"API rate limit exceeded"}`, "-parallelism"},
		"server":        {500, `{"code":"INTERNAL_SERVER_ERROR","description":"no"}`, "may have been carried out"},
		"lost response": {503, `{"code":"X","description":"no"}`, "may have been carried out"},
		"bad request":   {400, `{"code":"INVALID_PARAMETER","description":"no"}`, ""},
		"missing":       {404, `{"code":"NOT_FOUND","description":"Bot not found."}`, "Check the IDs"},
		"deleted":       {410, `{"code":"DELETED","description":"no"}`, "plan again"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := tfdiag.Advice(apiError(t, tc.status, tc.body))
			if (tc.want == "") != (got == "") || !strings.Contains(got, tc.want) {
				t.Errorf("got advice %q, want %q in it", got, tc.want)
			}
		})
	}
	// A read that fails leaves no doubt.
	if got := tfdiag.Advice(fmt.Errorf("reading: %w", lineworks.ErrNotAPI)); !strings.Contains(got, "Check api_url") {
		t.Errorf("advice for a page in place of a response to a read is %q, want it to name api_url", got)
	}
	if got := tfdiag.Advice(fmt.Errorf("reading: %w", lineworks.ErrServer)); !strings.Contains(got, "Apply again later") {
		t.Errorf("a failed read: got advice %q, want it to say to apply again later", got)
	}
	// Nothing was planned for an object that a read does not find.
	if got := tfdiag.Advice(&lineworks.APIError{StatusCode: http.StatusNotFound, Code: "NOT_FOUND", Operation: "GET /bots/{botId}"}); got != "" {
		t.Errorf("a read that finds nothing: got advice %q, want none", got)
	}
	// Interrupted while a create was under way: applying again might create a second one.
	if got := tfdiag.Advice(errors.Join(context.Canceled, lineworks.ErrOutcomeUnknown)); !strings.Contains(got, "may have been carried out") {
		t.Errorf("an interrupted create: got advice %q, want that it may have been carried out", got)
	}
	if got := tfdiag.Advice(fmt.Errorf("reading: %w", context.Canceled)); !strings.Contains(got, "interrupted") {
		t.Errorf("an interrupted run: got advice %q, want that it was interrupted", got)
	}
}

// unreachable is a network in which nothing can be connected to.
type unreachable struct{}

func (unreachable) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
}

// TestAdvice_noResponse gets no response, as in a network that only a proxy leaves.
func TestAdvice_noResponse(t *testing.T) {
	t.Parallel()
	client, err := lineworks.New(lineworks.StaticToken("token"), lineworks.WithTransport(unreachable{}), lineworks.WithMaxRetries(0))
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Bots.Get(t.Context(), "7")
	for name, err := range map[string]error{"a call": err, "a token request": fmt.Errorf("GET /bots/7: %w: %w", lineworks.ErrNoToken, err)} {
		got := tfdiag.Advice(err)
		for _, want := range []string{"Check the network", "HTTPS_PROXY", "NO_PROXY", "api_url", "auth_url"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s (%v): got advice %q, want %q in it", name, err, got, want)
			}
		}
	}
	// A change that may have taken effect has to be checked first.
	if got := tfdiag.Advice(fmt.Errorf("%w: %w", lineworks.ErrOutcomeUnknown, err)); !strings.Contains(got, "may have been carried out") {
		t.Errorf("a lost response: got advice %q, want that it may have been carried out", got)
	}
	if got := tfdiag.Advice(fmt.Errorf("%w; stopped waiting to send it again: %w", err, context.Canceled)); !strings.Contains(got, "interrupted") {
		t.Errorf("an interrupted repeat: got advice %q, want that it was interrupted", got)
	}
}

func TestAPI(t *testing.T) {
	t.Parallel()
	fields := tfdiag.Fields{"photoUrl": path.Root("photo_url"), "botName": path.Root("bot_name"), "botId": path.Root("bot_id"), "richmenuId": path.Root("rich_menu_id")}
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
		"path named":            {400, `{"code":"INVALID_PARAMETER","description":"botId \"x\" is invalid."}`, "bot_id"},
		"object, not a field":   {400, `{"code":"INVALID_PARAMETER","description":"The bot is odd."}`, ""},
		"object missing":        {404, `{"code":"NOT_FOUND","description":"Bot not found."}`, "bot_id"},
		"two words":             {404, `{"code":"NOT_FOUND","description":"No such rich menu."}`, "rich_menu_id"},
		"one word":              {404, `{"code":"NOT_FOUND","description":"richMenu not exists"}`, "rich_menu_id"},
		"field named":           {410, `{"code":"DELETED","description":"botId 7"}`, "bot_id"},
		"object in the code":    {404, `{"code":"RICH_MENU_NOT_EXIST","description":"no"}`, "rich_menu_id"},
		"code and description":  {404, `{"code":"BOT_NOT_EXIST","description":"Bot 7 does not exist."}`, "bot_id"},
		"two objects":           {404, `{"code":"NOT_FOUND","description":"The bot has no such rich menu."}`, ""},
		"no object":             {404, `{"code":"NOT_FOUND","description":"no"}`, ""},
		"part of an object":     {404, `{"code":"NOT_FOUND","description":"Menu not found, robot not found."}`, ""},
		"no ID":                 {404, `{"code":"NOT_FOUND","description":"photoUrl not found."}`, ""},
		"unknown path":          {404, `{"code":"NOT_FOUND","description":"Api not exists"}`, ""},
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
				t.Errorf("got %v, want an error: Unable to create bot", got)
			}
			for _, want := range []string{`bot "Desk"`, err.Error()} {
				if !strings.Contains(got.Detail(), want) {
					t.Errorf("got detail %s, want %q in it", got.Detail(), want)
				}
			}
		})
	}
}

// TestAPI_read is about a call that reads: an object that it does not find is no user error.
func TestAPI_read(t *testing.T) {
	t.Parallel()
	err := &lineworks.APIError{StatusCode: http.StatusNotFound, Code: "NOT_FOUND", Description: "Bot not found.", Operation: "GET /bots/{botId}"}
	if got, ok := tfdiag.API("s", "x", err, tfdiag.Fields{"botId": path.Root("bot_id")}).(diag.DiagnosticWithPath); ok {
		t.Errorf("got a diagnostic about %s, want it about no attribute", got.Path())
	}
}

func TestNoBot(t *testing.T) {
	t.Parallel()
	want := diag.NewAttributeErrorDiagnostic(path.Root("bot_id"), "Bot not found", "There is no bot with the ID 7 in this tenant.\n\nthe error")
	if got := tfdiag.NoBot("7", errors.New("the error")); !got.Equal(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// noToken is a token source whose server refuses.
type noToken struct{ err error }

func (s noToken) Token(context.Context) (lineworks.Token, error) { return lineworks.Token{}, s.err }

func (s noToken) Renew(context.Context, lineworks.Token) (lineworks.Token, error) {
	return lineworks.Token{}, s.err
}

// TestAPI_noToken has the token request refused in words that name a field of the call
// that it was for, which is not at fault.
func TestAPI_noToken(t *testing.T) {
	t.Parallel()
	refused := apiError(t, 400, `{"error":"invalid_request","error_description":"title is odd"}`)
	client, err := lineworks.New(noToken{refused}, lineworks.WithAPIURL("https://127.0.0.1:1"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Channels.Create(t.Context(), "7", []string{"u1"}, "")
	if !errors.Is(err, lineworks.ErrNoToken) || !errors.Is(err, lineworks.ErrInvalid) {
		t.Fatalf("got error %v, want %v and %v", err, lineworks.ErrNoToken, lineworks.ErrInvalid)
	}
	fields := tfdiag.Fields{"title": path.Root("title")}
	if got, ok := tfdiag.API("s", "x", err, fields).(diag.DiagnosticWithPath); ok {
		t.Errorf("got a diagnostic about %s, want it about no attribute", got.Path())
	}
	if got, ok := tfdiag.API("s", "x", refused, fields).(diag.DiagnosticWithPath); !ok || !got.Path().Equal(path.Root("title")) {
		t.Error("the same words about the call itself: got another place, want the attribute title")
	}
}
