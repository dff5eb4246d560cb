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
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

// refusedSignIn is a client whose every call fails, because the token request does.
func refusedSignIn(t *testing.T) *lineworks.Client {
	t.Helper()
	refused := &lineworks.SignInError{Response: &lineworks.APIError{
		StatusCode: http.StatusUnauthorized, Code: "invalid_client", Operation: "POST /token", Path: "/token",
	}}
	client, err := lineworks.New(noToken{refused}, lineworks.WithAPIURL("https://127.0.0.1:1"))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func failedGet(t *testing.T, client *lineworks.Client) error {
	t.Helper()
	_, err := client.Bots.Get(t.Context(), "7")
	if tfdiag.SignInRefused(err) == nil {
		t.Fatalf("error %v, want a refused sign-in", err)
	}
	return err
}

const shortReport = `The request for bot 7 failed, because the provider could not sign in; see "Unable to sign in to LINE WORKS".`

func TestAPI_signInRefused(t *testing.T) {
	t.Parallel()
	client := refusedSignIn(t)
	first := tfdiag.API("Unable to create bot", "bot 7", failedGet(t, client), nil)
	if first.Summary() != tfdiag.SignInSummary || !strings.Contains(first.Detail(), "bot 7") ||
		!strings.Contains(first.Detail(), "POST /token: 401 invalid_client") || !strings.Contains(first.Detail(), "Check client_id and client_secret") {
		t.Errorf("got %v, want the refusal in full", first)
	}
	for range 2 {
		want := diag.NewErrorDiagnostic("Unable to create bot", shortReport)
		if got := tfdiag.API("Unable to create bot", "bot 7", failedGet(t, client), nil); !got.Equal(want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	// A create that may have been carried out is told as such.
	lost := fmt.Errorf("%w; checking it failed: %w", lineworks.ErrOutcomeUnknown, failedGet(t, client))
	if got := tfdiag.API("Unable to create bot", "bot 7", lost, nil); !strings.Contains(got.Detail(), "may have been carried out") {
		t.Errorf("got %v, want that it may have been carried out", got)
	}
}

// One refresh reports an error, also if the refusal has been reported in full elsewhere: a
// data source in a check block, for example, does not make the run fail.
func TestRefresh_signInRefused(t *testing.T) {
	t.Parallel()
	client := refusedSignIn(t)
	tfdiag.API("Unable to list bots", "bots", failedGet(t, client), nil)
	want := diag.Diagnostics{diag.NewErrorDiagnostic("Unable to read bot", shortReport)}
	if got := tfdiag.Refresh("Unable to read bot", "bot 7", failedGet(t, client), false); !got.Equal(want) {
		t.Errorf("the first refresh: got %v, want %v", got, want)
	}
	for range 2 {
		if got := tfdiag.Refresh("Unable to read bot", "bot 7", failedGet(t, client), false); len(got) != 0 {
			t.Errorf("another refresh: got %v, want nothing", got)
		}
	}
	if got := tfdiag.Refresh("Unable to read bot", "bot 7", failedGet(t, client), true); !got.Equal(want) {
		t.Errorf("after an import: got %v, want %v", got, want)
	}
	// Any other error belongs to one object.
	for range 2 {
		err := errors.New("no")
		if got := tfdiag.Refresh("Unable to read bot", "bot 7", err, false); !got.Equal(diag.Diagnostics{tfdiag.API("Unable to read bot", "bot 7", err, nil)}) {
			t.Errorf("got %v, want the error", got)
		}
	}
}

// A plan that only warns leaves the report in full to an error.
func TestKind_NotListed_signInRefused(t *testing.T) {
	t.Parallel()
	client := refusedSignIn(t)
	if got := kind().NotListed(failedGet(t, client), ""); !strings.Contains(got.Detail(), "401 invalid_client") || !strings.Contains(got.Detail(), "Check client_id") {
		t.Errorf("got %v, want the refusal and the advice", got)
	}
	if got := tfdiag.API("Unable to read bot", "bot 7", failedGet(t, client), nil); got.Summary() != tfdiag.SignInSummary {
		t.Errorf("got %v, want the refusal in full", got)
	}
	if got := kind().NotListed(failedGet(t, client), ""); strings.Contains(got.Detail(), "invalid_client") || !strings.Contains(got.Detail(), tfdiag.SignInSummary) {
		t.Errorf("got %v, want a word about the error only", got)
	}
}

// The advice depends on the way of signing in, and names the settings at fault and no others.
func TestAdvice_signIn(t *testing.T) {
	t.Parallel()
	const clock = "This machine's clock is"
	for name, tc := range map[string]struct {
		code    string
		ahead   time.Duration
		ready   bool
		api     bool // the response is the API's
		want    []string
		without []string
	}{
		"client":                  {code: "invalid_client", want: []string{"client_id and client_secret"}, without: []string{clock, "private_key", "mock"}},
		"client, clock off":       {code: "invalid_client", ahead: time.Hour, want: []string{"client_id", clock + " 60 minutes ahead of the service's"}},
		"client, clock a bit off": {code: "invalid_client", ahead: 4 * time.Minute, want: []string{"client_id"}, without: []string{clock}},
		"grant":                   {code: "invalid_grant", ahead: time.Second, want: []string{"service_account and private_key"}, without: []string{"clock"}},
		"grant, time unknown":     {code: "invalid_grant", want: []string{"service_account and private_key", "Check the clock"}, without: []string{clock}},
		"grant, ahead":            {code: "invalid_grant", ahead: 61 * time.Minute, want: []string{clock + " 61 minutes ahead of the service's", "service_account"}},
		"grant, behind":           {code: "invalid_grant", ahead: -45 * time.Second, want: []string{clock + " 45 seconds behind the service's"}},
		"grant, hours":            {code: "invalid_grant", ahead: 9 * time.Hour, want: []string{clock + " 9 hours ahead"}},
		"grant, days":             {code: "invalid_grant", ahead: -800 * time.Hour, want: []string{clock + " 33 days behind"}},
		"scope":                   {code: "invalid_scope", want: []string{`"bot", "mail" and "user"`, "Developer Console", "LINEWORKS_SCOPES"}, without: []string{"client_id"}},
		"app":                     {code: "unauthorized_client", want: []string{"service account"}, without: []string{"private_key"}},
		"no reason":               {code: "99", want: []string{"client_id, client_secret, service_account and private_key"}},
		"renewed token":           {code: "UNAUTHORIZED", api: true, want: []string{"renewed", "api_url", "auth_url", `"bot", "mail" and "user"`}},
		"ready token": {
			code: "UNAUTHORIZED", api: true, ready: true, ahead: time.Hour,
			want: []string{"expired", "access_token", "LINEWORKS_ACCESS_TOKEN"}, without: []string{"client_id", "private_key", "clock", "scope"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refused := &lineworks.SignInError{
				Response:   &lineworks.APIError{StatusCode: 400, Code: tc.code, Operation: "POST /token", ClockAhead: tc.ahead},
				ReadyToken: tc.ready, Scopes: []string{"bot", "mail", "user"},
			}
			if tc.api {
				refused.Response.Operation = "GET /bots"
			}
			got := tfdiag.Advice(fmt.Errorf("GET /bots: %w: %w", lineworks.ErrNoToken, refused))
			for _, want := range tc.want {
				if !strings.Contains(got, want) {
					t.Errorf("got %q, want %q in it", got, want)
				}
			}
			for _, word := range tc.without {
				if strings.Contains(got, word) {
					t.Errorf("got %q, want it without %q", got, word)
				}
			}
		})
	}
}

// tokenWith is a source of a token with scopes.
type tokenWith []string

func (s tokenWith) Token(context.Context) (lineworks.Token, error) {
	return lineworks.Token{AccessToken: "token", Scopes: s}, nil
}

func (s tokenWith) Renew(ctx context.Context, _ lineworks.Token) (lineworks.Token, error) {
	return s.Token(ctx)
}

func TestAdvice_forbidden(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, `{"code":"FORBIDDEN","description":"no"}`)
	}))
	t.Cleanup(server.Close)
	const (
		needs   = `The request needs the scope "bot.message" ("bot" is enough, too). `
		enabled = ` the app in the Developer Console (API > ClientApp > OAuth Scopes)`
	)
	for name, tc := range map[string]struct {
		scopes []string
		want   string
	}{
		"lacking": {
			[]string{"bot.read", "mail"},
			needs + `The token that the provider asked for has "bot.read" and "mail". Enable "bot.message" for` + enabled + `, and add it to scopes (LINEWORKS_SCOPES) of the provider.`,
		},
		"there": {
			[]string{"mail", "bot"},
			needs + `The token that the provider asked for has "mail" and "bot". Check that the object belongs to this tenant, and that the scope is still enabled for` + enabled + `.`,
		},
		"unknown": {nil, needs + `A ready access token (access_token, LINEWORKS_ACCESS_TOKEN) has the scopes that it was issued with: check that this is one of them, ` +
			`and that it is enabled for` + enabled + `. Check that the object belongs to this tenant.`},
	} {
		client, err := lineworks.New(tokenWith(tc.scopes), lineworks.WithAPIURL(server.URL))
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Channels.Create(t.Context(), "7", []string{"u1"}, "")
		if got := tfdiag.Advice(err); got != tc.want {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

// On this machine, the mock is more likely than a proxy.
func TestAdvice_loopback(t *testing.T) {
	t.Parallel()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	hung := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	t.Cleanup(hung.Close)
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"code":"UNAUTHORIZED","description":"Authentication failed"}`)
	}))
	t.Cleanup(refusing.Close)
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>Metrics</html>") }))
	t.Cleanup(other.Close)
	for name, tc := range map[string]struct{ url, want string }{
		"nothing listens": {closed.URL, "Is the mock running?"},
		"another program": {other.URL, "Check api_url (LINEWORKS_API_URL): another program may listen there"},
		"no response":     {hung.URL, "Check that the mock is still running"},
		"refused":         {refusing.URL, "it makes new credentials at each start, unless the flag -key and an app in its seed keep them"},
	} {
		client, err := lineworks.New(lineworks.StaticToken("token"), lineworks.WithAPIURL(tc.url), lineworks.WithMaxRetries(0))
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Bots.Get(t.Context(), "7")
		if got := tfdiag.Advice(err); !strings.Contains(got, tc.want) || strings.Contains(strings.ToLower(got), "proxy") {
			t.Errorf("%s: got %q, want %q and no proxy", name, got, tc.want)
		}
	}
}
