// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

func TestServiceAccountSource_request(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, granted(token))
		got, err := newSource(t, account(t, s)).Token(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got.AccessToken != token || got.TokenType != "Bearer" || !slices.Equal(got.Scopes, []string{"bot", "bot.read"}) || !got.ExpiresAt.Equal(time.Now().Add(24*time.Hour)) {
			t.Errorf("got token %v of type %q, want the granted one of type Bearer, for bot and bot.read, for 24 h", got, got.TokenType)
		}
		r := s.Requests()[0]
		if r.Method != http.MethodPost || r.Path != "/token" || r.Query != "" || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
			t.Errorf("got %s %s?%s with headers %v, want POST /token with a form", r.Method, r.Path, r.Query, r.Header)
		}
		if _, ok := r.Header["Authorization"]; ok {
			t.Error("got an Authorization header in the token request, want none")
		}
		form, err := url.ParseQuery(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		assertion := form.Get("assertion")
		form.Del("assertion")
		want := url.Values{
			"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "client_id": {"client"},
			"client_secret": {secret}, "scope": {"bot bot.read"},
		}
		if form.Encode() != want.Encode() {
			t.Errorf("got form %s, want %s", form.Encode(), want.Encode())
		}
		checkAssertion(t, assertion, time.Now())
	})
}

func checkAssertion(t *testing.T, assertion string, now time.Time) {
	t.Helper()
	parsed, err := jwt.Parse(assertion, func(*jwt.Token) (any, error) { return &testKey().PublicKey, nil },
		jwt.WithValidMethods([]string{"RS256"}), jwt.WithTimeFunc(func() time.Time { return now }), jwt.WithJSONNumber())
	if err != nil {
		t.Fatal(err)
	}
	if parsed.Header["alg"] != "RS256" || parsed.Header["typ"] != "JWT" || len(parsed.Header) != 2 {
		t.Errorf("got header %v, want alg RS256 and typ JWT only", parsed.Header)
	}
	claims, ok := parsed.Claims.(jwt.MapClaims)
	if !ok || len(claims) != 4 || claims["iss"] != "client" || claims["sub"] != "ab12c.serviceaccount@example" {
		t.Errorf("got claims %v, want iss client, sub ab12c.serviceaccount@example, iat and exp only", claims)
	}
	// The service takes whole numbers of seconds, never strings or milliseconds.
	iat, exp := json.Number(fmt.Sprint(now.Unix())), fmt.Sprint(claims["exp"])
	if n, err := strconv.ParseInt(exp, 10, 64); claims["iat"] != iat || err != nil || n <= now.Unix()+30*60 || n > now.Unix()+55*60 {
		t.Errorf("got iat %v and exp %v, want iat %v and exp 30 to 55 minutes later", claims["iat"], exp, iat)
	}
}

// TestServiceAccountSource_assertionsDiffer signs in again and again within one
// second, in two processes, and never sends an assertion twice: whether the
// service would take it is not documented. Each lives 30 to 55 minutes.
func TestServiceAccountSource_assertionsDiffer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, granted(token))
		seen := map[string]bool{}
		source := newSource(t, account(t, s))
		for range 9 {
			if _, err := source.Issue(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
		for _, r := range s.Requests() {
			form, err := url.ParseQuery(r.Body)
			if err != nil {
				t.Fatal(err)
			}
			assertion := form.Get("assertion")
			if seen[assertion] {
				t.Error("got an assertion that was sent before, want a new one each time")
			}
			seen[assertion] = true
			claims := jwt.RegisteredClaims{}
			if _, _, err := jwt.NewParser().ParseUnverified(assertion, &claims); err != nil {
				t.Fatal(err)
			}
			if life := claims.ExpiresAt.Sub(claims.IssuedAt.Time); life < 30*time.Minute || life > 55*time.Minute {
				t.Errorf("got an assertion that lives %v, want 30 to 55 minutes", life)
			}
		}
	})
}

// Two processes sign in within the same second: the first assertion of each expires at a
// random time. Of ten, at least one does so at another time than the first.
func TestServiceAccountSource_processesDiffer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		seen := map[string]bool{}
		for range 10 {
			s := serve(t, granted(token))
			if _, err := newSource(t, account(t, s)).Token(t.Context()); err != nil {
				t.Fatal(err)
			}
			seen[s.Requests()[0].Body] = true
		}
		if len(seen) < 2 {
			t.Error("got the same assertion from ten processes, want at least 2 different ones")
		}
	})
}

func TestServiceAccountSource_responses(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		body   string
		life   time.Duration
		scopes []string
	}{
		"string":          {`"expires_in":"3600","scope":"bot"`, time.Hour, []string{"bot"}},
		"number":          {`"expires_in":3600,"scope":"bot"`, time.Hour, []string{"bot"}},
		"float":           {`"expires_in":7200.0`, 2 * time.Hour, []string{"bot", "bot.read"}},
		"commas":          {`"expires_in":"86400","scope":"bot,bot.message"`, 24 * time.Hour, []string{"bot", "bot.message"}},
		"no expiry":       {`"scope":""`, time.Hour, []string{"bot", "bot.read"}},
		"null":            {`"expires_in":null,"scope":null,"token_type":null`, time.Hour, []string{"bot", "bot.read"}},
		"nonsense":        {`"expires_in":"soon"`, time.Hour, []string{"bot", "bot.read"}},
		"object":          {`"expires_in":{}`, time.Hour, []string{"bot", "bot.read"}},
		"zero":            {`"expires_in":"0"`, time.Hour, []string{"bot", "bot.read"}},
		"negative":        {`"expires_in":-1`, time.Hour, []string{"bot", "bot.read"}},
		"beyond all time": {`"expires_in":1e300`, 365 * 24 * time.Hour, []string{"bot", "bot.read"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, respond(200, `{"access_token":"t",`+tc.body+`}`))
				got, err := newSource(t, account(t, s)).Token(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if life := time.Until(got.ExpiresAt); life != tc.life || !slices.Equal(got.Scopes, tc.scopes) || got.TokenType != "Bearer" {
					t.Errorf("got life %v, scopes %q, type %q, want %v, %q, Bearer", life, got.Scopes, got.TokenType, tc.life, tc.scopes)
				}
			})
		})
	}
}

func TestServiceAccountSource_renewsBeforeExpiry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for life, renewAfter := range map[int]int{3600: 3540, 121: 61, 120: 60, 60: 30, 10: 5} {
			s := serve(t, respond(200, fmt.Sprintf(`{"access_token":"a","expires_in":%d}`, life)), granted("b"))
			source := newSource(t, account(t, s))
			for _, step := range []struct {
				seconds int
				want    string
			}{{0, "a"}, {renewAfter - 1, "a"}, {1, "b"}, {0, "b"}} {
				pause(t, time.Duration(step.seconds)*time.Second)
				if got, err := source.Token(t.Context()); err != nil || got.AccessToken != step.want {
					t.Errorf("lifetime %d, %d s on: got token %q and error %v, want token %q", life, step.seconds, got.AccessToken, err, step.want)
				}
			}
		}
	})
}

// However many callers ask at once, one request is made, and its response serves all.
func TestServiceAccountSource_singleFlight(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		arrived, release := make(chan struct{}, 100), make(chan struct{})
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			arrived <- struct{}{}
			<-release
			granted("a")(w, r)
		})
		source := newSource(t, account(t, s))
		impatient, giveUp := context.WithCancel(t.Context())
		first := make(chan error, 1)
		go func() {
			_, err := source.Token(impatient) // starts the request, and does not wait for it
			first <- err
		}()
		<-arrived
		giveUp()
		if err := <-first; !errors.Is(err, context.Canceled) {
			t.Errorf("the impatient caller: got error %v, want %v", err, context.Canceled)
		}
		var wg sync.WaitGroup
		var served atomic.Int32
		for range 50 {
			wg.Go(func() {
				if got, err := source.Token(t.Context()); err != nil || got.AccessToken != "a" {
					t.Errorf("got token %q and error %v, want token a", got.AccessToken, err)
					return
				}
				served.Add(1)
			})
		}
		close(release)
		wg.Wait()
		if n := len(s.Calls()); n != 1 || served.Load() != 50 {
			t.Errorf("got %d requests and %d callers served, want 1 and 50", n, served.Load())
		}
		if _, err := source.Token(impatient); !errors.Is(err, context.Canceled) {
			t.Errorf("with an ended context: got error %v, want %v", err, context.Canceled)
		}
	})
}

func TestServiceAccountSource_renew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, granted("a"), granted("b"))
		source := newSource(t, account(t, s))
		a, err := source.Token(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				if b, err := source.Renew(t.Context(), a); err != nil || b.AccessToken != "b" {
					t.Errorf("got token %q and error %v, want token b", b.AccessToken, err)
				}
			})
		}
		wg.Wait()
		// One that learns late that the first token is refused takes the present one.
		if b, err := source.Renew(t.Context(), a); err != nil || b.AccessToken != "b" {
			t.Errorf("a late renewal: got token %q and error %v, want token b", b.AccessToken, err)
		}
		if n := len(s.Calls()); n != 2 {
			t.Errorf("got %d requests for 20 renewals of one token, want 2", n)
		}
	})
}

// A definite refusal stands for the life of the source, for every caller; another failure
// does not.
func TestServiceAccountSource_refusalStands(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, tc := range []struct {
			status int
			body   string
			stands bool
		}{
			{400, `{"error":"invalid_grant"}`, true},
			{401, `{"error":"invalid_client","error_description":"no"}`, true},
			{200, `{"error":"invalid_scope"}`, true},
			{403, `{"error":"unauthorized_client"}`, true},
			{400, `{"returnCode":"99","returnMessage":"UnexpectedError"}`, true},
			{401, `{"code":"UNAUTHORIZED","description":"x"}`, true},
			{401, ``, true},
			{400, ``, false},
			{429, `{"error":"slow_down"}`, false},
			{429, `{"error":"invalid_client"}`, false},
			{500, `{"error":"server_error"}`, false},
			{500, `{"error":"invalid_client"}`, false},
			{500, `{"returnCode":"99","returnMessage":"UnexpectedError"}`, false},
			{400, `{"error":"temporarily_unavailable"}`, false},
			{400, `<html>`, false},
			{401, `<html>`, false},
			{404, `{"code":"NOT_FOUND","description":"x"}`, false},
		} {
			// Longer than any call waits.
			header := http.Header{"Content-Type": {"application/json"}, "Retry-After": {"86400"}}
			s := serve(t, headed(tc.status, header, tc.body), granted("a"))
			source := newSource(t, account(t, s))
			_, first := source.Token(t.Context())
			var refused *rest.SignInError
			if errors.As(first, &refused) != tc.stands {
				t.Errorf("%d %s: error %v, want a definite refusal: %t", tc.status, tc.body, first, tc.stands)
			}
			pause(t, 2*time.Hour)
			_, second := source.Renew(t.Context(), rest.Token{})
			_, third := source.Token(t.Context())
			_, fourth := source.Issue(t.Context(), nil)
			n := len(s.Calls())
			switch {
			case tc.stands && (second == nil || second.Error() != first.Error() || third == nil):
				t.Errorf("%d %s: then %v and %v, want %v again", tc.status, tc.body, second, third, first)
			case tc.stands && refused.Response.Code != "invalid_scope" && (n != 1 || fourth == nil):
				t.Errorf("%d %s: %d requests, want 1; issuing another token: %v, want the refusal", tc.status, tc.body, n, fourth)
			case !tc.stands && (second != nil || third != nil || n != 3):
				t.Errorf("%d %s: then %v and %v after %d requests, want a token", tc.status, tc.body, second, third, n)
			}
		}
	})
}

// A token that is issued for a block is refused like the one of the source, and then no token
// is asked for again; that a scope is not enabled concerns this block alone.
func TestServiceAccountSource_Issue_refused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for code, requests := range map[string]int{"invalid_client": 1, "invalid_grant": 1, "invalid_scope": 2} {
			s := serve(t, respond(400, `{"error":"`+code+`"}`), granted("a"))
			source := newSource(t, account(t, s))
			_, first := source.Issue(t.Context(), []string{"mail", "bot"})
			var refused *rest.SignInError
			if !errors.As(first, &refused) || !slices.Equal(refused.Scopes, []string{"mail", "bot"}) {
				t.Errorf("%s: error %#v, want a definite refusal with the scopes", code, first)
			}
			_, err := source.Token(t.Context())
			if n := len(s.Calls()); n != requests || (err == nil) != (requests == 2) {
				t.Errorf("%s: %d requests and %v, want %d", code, n, err, requests)
			}
		}
	})
}

// Wrong credentials are refused once, also if tokens are issued at the same time.
func TestServiceAccountSource_refusedOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(401, `{"error":"invalid_client"}`), granted("a"))
		source := newSource(t, account(t, s))
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				var err error
				if i%2 == 0 {
					_, err = source.Token(t.Context())
				} else {
					_, err = source.Issue(t.Context(), []string{"bot.read"})
				}
				var refused *rest.SignInError
				if !errors.As(err, &refused) {
					t.Errorf("error %v, want a definite refusal", err)
				}
			})
		}
		wg.Wait()
		if n := len(s.Calls()); n != 1 {
			t.Errorf("%d requests, want 1", n)
		}
	})
}

// A caller that gives up does not wait for the sign-in of another one.
func TestServiceAccountSource_Issue_cancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		stop := make(chan struct{})
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			<-stop
			granted("a")(w, r)
		})
		source := newSource(t, account(t, s))
		var wg sync.WaitGroup
		wg.Go(func() {
			if got, err := source.Token(t.Context()); err != nil || got.AccessToken != "a" {
				t.Errorf("the sign-in: got %v, %v, want a token", got, err)
			}
		})
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := source.Issue(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want %v", err, context.DeadlineExceeded)
		}
		close(stop)
		wg.Wait()
	})
}

func TestServiceAccountSource_retries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, fault := range map[string]http.HandlerFunc{
			"429": headed(429, http.Header{"Retry-After": {"5"}}, limited), "502": respond(502, ""), "503": respond(503, ""),
			"504": respond(504, ""), "hang-up": hangUp, "break-off": breakOff(200),
		} {
			s := serve(t, fault, granted("a"))
			if got, err := newSource(t, account(t, s)).Token(t.Context()); err != nil || got.AccessToken != "a" {
				t.Errorf("%s: got token %q and error %v, want token a", name, got.AccessToken, err)
			}
			requests := s.Requests()
			if len(requests) != 2 || requests[0].Body == requests[1].Body {
				t.Errorf("%s: got %d requests, want 2 with different assertions", name, len(requests))
			}
		}
		s := serve(t, respond(500, ""))
		if _, err := newSource(t, account(t, s)).Token(t.Context()); !errors.Is(err, rest.ErrServer) || len(s.Calls()) != 1 {
			t.Errorf("500: got %d requests and error %v, want 1 and %v", len(s.Calls()), err, rest.ErrServer)
		}
	})
}

func TestServiceAccountSource_errors(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status  int
		body    string
		classes string
		text    string
	}{
		"OAuth":               {401, `{"error":"invalid_client","error_description":"bad secret"}`, "Unauthorized", "401 invalid_client: bad secret"},
		"OAuth without text":  {400, `{"error":"invalid_scope"}`, "Invalid", "400 invalid_scope"},
		"OAuth, 200":          {200, `{"error":"invalid_scope","error_description":"x"}`, "", "200 invalid_scope: x"},
		"OAuth, 404":          {404, `{"error":"invalid_client"}`, "", "404 invalid_client"},
		"own shape":           {403, `{"code":"FORBIDDEN","description":"x"}`, "Forbidden", "403 FORBIDDEN: x"},
		"own shape, 404":      {404, gone, "", "404 NOT_FOUND: Bot not found."},
		"unknown path":        {404, `{"code":"NOT_FOUND","description":"Api not exists"}`, "NotAPI", "404 NOT_FOUND: Api not exists (from "},
		"empty":               {400, "", "Invalid", "400 Bad Request: an empty response"},
		"HTML":                {404, "<html><title>T</title>", "NotAPI", `404 Not Found: an HTML page titled "T"`},
		"HTML, 200":           {200, "<html><title>T</title>", "NotAPI", `200 OK: an HTML page titled "T"`},
		"foreign":             {400, `{"access_token":"l3ak","x":1}`, "NotAPI", "400 Bad Request: other JSON (application/json) instead"},
		"no access token":     {200, `{"refresh_token":"l3ak"}`, "NotAPI", "200 OK: the response has no access_token"},
		"empty access token":  {200, `{"access_token":""}`, "NotAPI", "200 OK: the response has no access_token"},
		"token with a break":  {200, `{"access_token":"l3ak\r\nX-Evil: 1"}`, "NotAPI", "200 OK: the access token holds a line break"},
		"token with a letter": {200, `{"access_token":"l3aké"}`, "NotAPI", "200 OK: the access token holds a character"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, respond(tc.status, tc.body))
				source := newSource(t, account(t, s))
				_, err := source.Token(t.Context())
				var e *rest.APIError
				if !errors.As(err, &e) || e.Operation != "POST /token" {
					t.Fatalf("got error %v, want an API error of POST /token", err)
				}
				if got := classesOf(err); got != tc.classes {
					t.Errorf("classes %q, want %q", got, tc.classes)
				}
				if !strings.HasPrefix(err.Error(), "POST /token: "+tc.text) || strings.Contains(err.Error(), "l3ak") {
					t.Errorf("error %v, want %q", err, tc.text)
				}
				// No fault of the token endpoint may look like a bot that is gone.
				read, create := send(t, s, source)
				if errors.Is(read, rest.ErrNotFound) || !errors.Is(read, rest.ErrNoToken) {
					t.Errorf("a read: %v, want %v", read, rest.ErrNoToken)
				}
				if errors.Is(create, rest.ErrOutcomeUnknown) || !errors.Is(create, rest.ErrNoToken) {
					t.Errorf("a create: %v, want %v", create, rest.ErrNoToken)
				}
			})
		})
	}
}

func TestServiceAccountSource_neverShowsSecrets(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		echo := func(w http.ResponseWriter, r *http.Request) {
			_ = r.ParseForm()
			w.WriteHeader(http.StatusBadRequest)
			_ = json.NewEncoder(w).Encode(map[string]string{"error": "invalid_request", "error_description": "saw " + secret})
		}
		a := account(t, serve(t, echo))
		source := newSource(t, a)
		_, err := source.Token(t.Context())
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("got error %v, want one without the secret", err)
		}
		kept := newSource(t, account(t, serve(t, granted(token))))
		full, err := kept.Token(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var logged bytes.Buffer
		log := slog.New(slog.NewJSONHandler(&logged, nil))
		log.Info("x", "account", a, "token", full)
		shown := []string{logged.String(), full.String(), full.GoString(), a.String(), a.GoString()}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			for _, v := range []any{full, &full, struct{ T rest.Token }{full}, a, kept, auth.Static(token)} {
				shown = append(shown, fmt.Sprintf(verb, v))
			}
		}
		hidden := []string{token, secret, fmt.Sprintf("%x", token), testKey().D.String()}
		for _, text := range shown {
			for _, s := range hidden {
				if strings.Contains(text, s) {
					t.Errorf("got %s, want it without %s", text, s)
				}
			}
		}
		if !strings.Contains(full.String(), "bot bot.read") || !strings.Contains(full.String(), "2000-01-02T00:00:00Z") {
			t.Errorf("got token text %s, want its scopes and its expiry in it", full)
		}
		if got := (rest.Token{}).String(); !strings.Contains(got, "empty") || !strings.Contains(got, "unknown") {
			t.Errorf("the empty token: got %s, want it to say empty and unknown", got)
		}
	})
}

func TestNewServiceAccountSource_reportsAllFaults(t *testing.T) {
	t.Parallel()
	_, err := auth.NewServiceAccountSource(auth.ServiceAccount{AuthURL: "http://example.com", UserAgent: "\n", MaxRetries: -1})
	if err == nil {
		t.Fatal("got no error, want one")
	}
	for _, want := range []string{"client ID", "client secret", "service account", "private key", "auth URL", "user agent", "retries"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v, want %q in it", err, want)
		}
	}
}

func TestNewServiceAccountSource_defaults(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var got *http.Request
		rt := httpscript.RoundTripper(func(r *http.Request) (*http.Response, error) {
			got = r
			_ = r.ParseForm()
			return nil, errors.New("stop")
		})
		source := newSource(t, auth.ServiceAccount{
			ClientID: "c", ClientSecret: secret, ServiceAccount: "s", PrivateKey: testKey(), Transport: rt,
		})
		if _, err := source.Token(t.Context()); err == nil {
			t.Fatal("got no error, want one")
		}
		if got.URL.String() != auth.DefaultURL+"/token" || got.PostForm.Get("scope") != "bot" || got.Header.Get("User-Agent") == "" {
			t.Errorf("got a request for %s, scope %q, agent %q, want %s/token, scope bot, any agent", got.URL, got.PostForm.Get("scope"), got.Header.Get("User-Agent"), auth.DefaultURL)
		}
		if _, err := auth.NewServiceAccountSource(auth.ServiceAccount{
			ClientID: "c", ClientSecret: secret, ServiceAccount: "s", PrivateKey: testKey(),
		}); err != nil {
			t.Errorf("without a transport: got error %v, want none", err)
		}
	})
}

// TestServiceAccountSource_Revoke ends the one token given, and nothing else: the source's
// own token stays in use.
func TestServiceAccountSource_Revoke(t *testing.T) {
	t.Parallel()
	for name, ok := range map[string]http.HandlerFunc{
		"200, empty": respond(200, ""), "204": respond(204, ""), "200, an object": respond(200, `{}`), "200, JSON": respond(200, `"OK"`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				auth := serve(t, granted("a"), ok)
				source := newSource(t, account(t, auth))
				for range 2 {
					if got, err := source.Token(t.Context()); err != nil || got.AccessToken != "a" {
						t.Fatalf("the source's own token: got %q and error %v, want token a", got.AccessToken, err)
					}
					if len(auth.Calls()) > 1 {
						break
					}
					if err := source.Revoke(t.Context(), rest.Token{AccessToken: token}); err != nil {
						t.Fatal(err)
					}
				}
				requests := auth.Requests()
				if len(requests) != 2 || requests[1].Method+" "+requests[1].Path != "POST /revoke" || requests[1].Query != "" {
					t.Fatalf("got requests %q, want 2, the second one POST /revoke", auth.Calls())
				}
				if _, signed := requests[1].Header["Authorization"]; signed {
					t.Error("got the source's own token sent along, want it left out")
				}
				form, err := url.ParseQuery(requests[1].Body)
				want := url.Values{"client_id": {"client"}, "client_secret": {secret}, "token": {token}, "token_type_hint": {"access_token"}}
				if err != nil || form.Encode() != want.Encode() || requests[1].Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
					t.Errorf("got form %s and error %v, want %s", form.Encode(), err, want.Encode())
				}
			})
		})
	}
}

func TestServiceAccountSource_Revoke_errors(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status  int
		body    string
		classes string
		text    string
	}{
		"OAuth":        {400, `{"error":"unsupported_token_type","error_description":"no"}`, "Invalid", "400 unsupported_token_type: no"},
		"OAuth, 200":   {200, `{"error":"invalid_client","error_description":"no"}`, "", "200 invalid_client: no"},
		"OAuth, 404":   {404, `{"error":"invalid_token"}`, "", "404 invalid_token"},
		"own shape":    {404, `{"code":"NOT_FOUND","description":"no"}`, "", "404 NOT_FOUND: no"},
		"empty, 404":   {404, ``, "NotAPI", "404 Not Found: an empty response"},
		"500":          {500, ``, "Server", "500 Internal Server Error: an empty response"},
		"HTML, 200":    {200, `<html><title>Sign in</title>`, "NotAPI", `200 OK: an HTML page titled "Sign in"`},
		"echo":         {400, `{"error":"x","error_description":"saw ` + token + ` and ` + url.QueryEscape(token) + ` of ` + url.QueryEscape(secret) + `"}`, "Invalid", "400 x: saw *** and *** of ***"},
		"echo, a page": {400, `saw ` + token, "NotAPI", "400 Bad Request: text (application/json) instead of"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, respond(tc.status, tc.body))
				source := newSource(t, account(t, s))
				err := source.Revoke(t.Context(), rest.Token{AccessToken: token})
				if err == nil || !strings.HasPrefix(err.Error(), "POST /revoke: "+tc.text) || classesOf(err) != tc.classes {
					t.Errorf("got error %v of classes %q, want POST /revoke: %s, of classes %q", err, classesOf(err), tc.text, tc.classes)
				}
				if len(s.Calls()) != 1 {
					t.Errorf("got requests %q, want 1", s.Calls())
				}
			})
		})
	}
}

// A lost revocation is sent again: a token that is revoked twice is as revoked as
// before.
func TestServiceAccountSource_Revoke_retries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, fault := range map[string]http.HandlerFunc{
			"429": respond(429, limited), "503": respond(503, ""), "hang-up": hangUp, "break-off": breakOff(200),
		} {
			s := serve(t, fault, respond(200, ""))
			source := newSource(t, account(t, s))
			if err := source.Revoke(t.Context(), rest.Token{AccessToken: token}); err != nil || len(s.Calls()) != 2 {
				t.Errorf("%s: got error %v and requests %q, want no error and 2 requests", name, err, s.Calls())
			}
		}
	})
}

// An invalid token must not be sent: it may be a secret of another kind.
func TestServiceAccountSource_Revoke_badToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, ""))
		source := newSource(t, account(t, s))
		for _, bad := range []string{"", "two words", "line\nbreak"} {
			if err := source.Revoke(t.Context(), rest.Token{AccessToken: bad}); err == nil || len(s.Calls()) != 0 ||
				bad != "" && strings.Contains(err.Error(), bad) {
				t.Errorf("%q: got error %v and requests %q, want an error that does not show it and no request", bad, err, s.Calls())
			}
		}
	})
}
