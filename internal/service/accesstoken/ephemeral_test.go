// SPDX-License-Identifier: MPL-2.0

package accesstoken_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

const (
	typeName    = "lineworks_access_token"
	issueToken  = "POST /token"
	revokeToken = "POST /revoke"
)

// echoed is a configuration that hands the token to another provider, whose
// resource shows it.
func echoed(arguments string) string {
	return `
ephemeral "lineworks_access_token" "test" {
` + arguments + `
}
provider "echo" { data = ephemeral.lineworks_access_token.test }
resource "echo" "test" {}
`
}

func testEchoed(t *testing.T, tenant *acctest.Tenant, steps ...resource.TestStep) {
	t.Helper()
	acctest.DrivesCLI(t)
	providers := tenant.Providers()
	providers["echo"] = echoprovider.NewProviderServer()
	resource.UnitTest(t, resource.TestCase{ProtoV6ProviderFactories: providers, Steps: steps})
}

func echo(path string) (string, tfjsonpath.Path) {
	return "echo.test", tfjsonpath.New("data").AtMapKey(path)
}

func expectEcho(path string, want knownvalue.Check) statecheck.StateCheck {
	address, at := echo(path)
	return statecheck.ExpectKnownValue(address, at, want)
}

// status returns the status of the API's response to a call with the token.
func status(t *testing.T, tenant *acctest.Tenant, token string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, tenant.URL+mockserver.APIPath+"/bots?count=1", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

// issued counts the tokens that were issued with just these scopes, in the order
// in which they are sent.
func issued(tenant *acctest.Tenant, scopes string) int {
	n := 0
	for _, r := range tenant.API.Requests() {
		if r.Operation == issueToken && r.Form.Get("scope") == scopes {
			n++
		}
	}
	return n
}

// TestEphemeral opens the resource with the real CLI. The token works, and goes on
// doing so unless its end was asked for.
func TestEphemeral(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		arguments string
		scopes    []string
		revoked   bool
	}{
		"scopes of the provider": {"", []string{"bot", "bot.read"}, false},
		"its own, revoked":       {"revoke_on_close = true\nscopes = [\"bot.read\"]", []string{"bot.read"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			tenant.Variables["LINEWORKS_SCOPES"] = "bot,bot.read"
			var token string
			testEchoed(t, tenant, resource.TestStep{
				Config: echoed(tc.arguments),
				ConfigStateChecks: []statecheck.StateCheck{
					expectEcho("token_type", knownvalue.StringExact("Bearer")),
					expectEcho("scopes", scopes(tc.scopes...)),
					expectEcho("expires_at", knownvalue.StringFunc(expiresInADay)),
					expectEcho("access_token", knownvalue.StringFunc(func(seen string) error {
						token = seen
						return nil
					})),
				},
			})
			want := http.StatusOK
			if tc.revoked {
				want = http.StatusUnauthorized
			}
			if got := status(t, tenant, token); got != want {
				t.Errorf("the status with the token is %d in the end, want %d", got, want)
			}
			// A plan opens and closes it, and so does an apply. The provider itself needs no token here.
			opened, revoked := issued(tenant, strings.Join(tc.scopes, " ")), tenant.API.Count(revokeToken)
			if opened < 2 || tc.revoked && revoked != opened || !tc.revoked && revoked != 0 || opened != tenant.API.Count(issueToken) {
				t.Errorf("%d tokens were issued, %d of them by the resource, and %d revoked, want all by it, and revoked: %t", tenant.API.Count(issueToken), opened, revoked, tc.revoked)
			}
		})
	}
}

// TestEphemeral_ofItsOwn compares the token with the provider's, which has the same
// scopes and is not touched by the end of the other.
func TestEphemeral_ofItsOwn(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	const shared = "data.lineworks_access_token.test"
	address, token := echo("access_token")
	testEchoed(t, tenant, resource.TestStep{
		Config: echoed("revoke_on_close = true") + plain,
		ConfigStateChecks: []statecheck.StateCheck{
			expectEcho("scopes", scopes("bot")),
			statecheck.ExpectKnownValue(shared, tfjsonpath.New("scopes"), scopes("bot")),
			statecheck.CompareValuePairs(address, token, shared, tfjsonpath.New("access_token"), compare.ValuesDiffer()),
			statecheck.ExpectKnownValue(address, token, knownvalue.StringFunc(responds(t, tenant, http.StatusUnauthorized))),
			statecheck.ExpectKnownValue(shared, tfjsonpath.New("access_token"), knownvalue.StringFunc(responds(t, tenant, http.StatusOK))),
		},
	})
}

// responds checks the status of the response to a call with a token.
func responds(t *testing.T, tenant *acctest.Tenant, want int) func(string) error {
	t.Helper()
	return func(token string) error {
		if got := status(t, tenant, token); got != want {
			return fmt.Errorf("status %d, want %d", got, want)
		}
		return nil
	}
}

// TestEphemeral_waits has a scope that is known only once a resource was created: no
// token is issued before that.
func TestEphemeral_waits(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	testEchoed(t, tenant, resource.TestStep{
		Config: `resource "lineworks_bot" "test" {
  bot_name       = "bot.read"
  description    = "d"
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
}
resource "terraform_data" "scope" { input = lineworks_bot.test.bot_id != "" ? "bot.read" : "" }
` + echoed(`scopes = [terraform_data.scope.output]`),
		ConfigStateChecks: []statecheck.StateCheck{expectEcho("scopes", scopes("bot.read"))},
	})
	for _, r := range tenant.API.Requests() {
		if r.Operation == "POST /bots" {
			break
		}
		if r.Operation == issueToken && r.Form.Get("scope") == "bot.read" {
			t.Error("got a token for bot.read before the bot was created, want it only once the scopes are known")
		}
	}
	if issued(tenant, "bot.read") == 0 {
		t.Error("no token was issued, want at least one")
	}
}

// TestEphemeral_refused has the service refuse the scope.
func TestEphemeral_refused(t *testing.T) {
	t.Parallel()
	testEchoed(t, acctest.New(t), resource.TestStep{
		Config:      echoed(`scopes = ["mail"]`),
		ExpectError: regexp.MustCompile(`(?s)Unable to get an access token.*invalid_scope`),
	})
}

// TestEphemeral_scopeNotEnabled tells the scopes of the block from the provider's.
func TestEphemeral_scopeNotEnabled(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		block, provider     acctest.Values
		at, summary, advice string
	}{
		"of the block":    {acctest.Values{"scopes": []string{"user"}}, nil, "scopes", "Unable to get an access token", "or remove it from scopes here."},
		"of the provider": {acctest.Values{}, acctest.Values{"scopes": []string{"user"}}, "nothing", tfdiag.SignInSummary, "or change scopes (LINEWORKS_SCOPES) of the provider."},
	} {
		tenant := acctest.New(t)
		_, diags := tenant.Open(t, typeName, tc.block, tc.provider)
		text := acctest.Messages(diags)
		if !strings.HasPrefix(text, "error at "+tc.at+": "+tc.summary+": ") || !strings.Contains(text, "400 invalid_scope") || !strings.HasSuffix(text, tc.advice+"\n") {
			t.Errorf("%s: got %q, want it at %s with the advice %q", name, text, tc.at, tc.advice)
		}
	}
	// Any other refusal is not about the scopes of the block.
	tenant := acctest.New(t)
	tenant.API.Fail(mockserver.Fault{Operation: issueToken, Status: http.StatusBadRequest, Code: "invalid_grant", Description: "no"})
	_, diags := tenant.Open(t, typeName, acctest.Values{"scopes": []string{"bot"}}, nil)
	if text := acctest.Messages(diags); !strings.HasPrefix(text, "error at nothing: ") || !strings.Contains(text, "private_key belong to the app") {
		t.Errorf("got %q, want advice about the private key", text)
	}
}

// open opens the resource without a CLI, and fails the test if that fails.
func open(t *testing.T, tenant *acctest.Tenant, config acctest.Values) *acctest.Ephemeral {
	t.Helper()
	opened, diags := tenant.Open(t, typeName, config, nil)
	if text := acctest.Messages(diags); text != "" {
		t.Fatalf("opening: got %s, want no diagnostics", text)
	}
	return opened
}

// TestEphemeral_close counts the requests of opening and closing.
func TestEphemeral_close(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		config acctest.Values
		scopes []string
		revoke int
	}{
		"left out":         {acctest.Values{}, []string{"bot", "bot.read"}, 0},
		"its own":          {acctest.Values{"scopes": []string{"bot.read"}}, []string{"bot.read"}, 0},
		"kept":             {acctest.Values{"revoke_on_close": false}, []string{"bot", "bot.read"}, 0},
		"its own, kept":    {acctest.Values{"revoke_on_close": false, "scopes": []string{"bot.read"}}, []string{"bot.read"}, 0},
		"revoked":          {acctest.Values{"revoke_on_close": true}, []string{"bot", "bot.read"}, 1},
		"its own, revoked": {acctest.Values{"revoke_on_close": true, "scopes": []string{"bot.read"}}, []string{"bot.read"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			tenant.Variables["LINEWORKS_SCOPES"] = "bot,bot.read"
			bystander := tenant.API.NewToken()
			opened := open(t, tenant, tc.config)
			token := opened.String(t, "access_token")
			acctest.Has(t, opened.Object, acctest.Attributes{"token_type": "Bearer", "scopes": tc.scopes})
			if err := expiresInADay(opened.String(t, "expires_at")); err != nil {
				t.Errorf("expires_at: got error %v, want a time in a day", err)
			}
			if n := issued(tenant, strings.Join(tc.scopes, " ")); n != 1 {
				t.Errorf("%d tokens were issued with the scopes %q, want 1", n, tc.scopes)
			}
			if got := status(t, tenant, token); got != http.StatusOK {
				t.Errorf("the status with the open token is %d, want 200", got)
			}
			if tc.revoke == 0 && strings.Contains(string(opened.Private), token) {
				t.Error("got the token in the private data, want it left out: nothing will revoke it")
			}
			if text := acctest.Messages(opened.Close(t)); text != "" {
				t.Errorf("closing: got %s, want no diagnostics", text)
			}
			if n, m := tenant.API.Count(issueToken), tenant.API.Count(revokeToken); n != 1 || m != tc.revoke {
				t.Errorf("%d tokens issued, %d revoked, want 1 and %d", n, m, tc.revoke)
			}
			if got := status(t, tenant, bystander); got != http.StatusOK {
				t.Errorf("the status with another token is %d, want 200", got)
			}
			if got := status(t, tenant, token) == http.StatusOK; got == (tc.revoke == 1) {
				t.Errorf("the token works in the end: got %t, want %t", got, !got)
			}
			if tc.revoke == 1 {
				if form := tenant.Last(t, revokeToken).Form; form.Get("token_type_hint") != "access_token" {
					t.Errorf("sent %v, want the hint access_token", form)
				}
			}
		})
	}
}

// TestEphemeral_revokeFails has a token that cannot be revoked: a warning with the
// service's own words, and without the token.
func TestEphemeral_revokeFails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault mockserver.Fault
		want  string
	}{
		"refused":      {mockserver.Fault{Status: 400, Code: "unsupported_token_type", Description: "Not this one."}, "400 unsupported_token_type: Not this one."},
		"server error": {mockserver.Fault{Status: 500}, "500 Internal Server Error"},
		"no response":  {mockserver.Fault{Reset: true, Times: 100}, "no response from"},
		"a page":       {mockserver.Fault{Status: 200, Body: "<html><title>Sign in</title></html>"}, `an HTML page titled "Sign in"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			tenant.Variables["LINEWORKS_MAX_RETRIES"] = "0"
			tc.fault.Operation = revokeToken
			tenant.API.Fail(tc.fault)
			opened := open(t, tenant, acctest.Values{"revoke_on_close": true})
			text := acctest.Messages(opened.Close(t))
			for _, want := range []string{
				"warning at nothing: Unable to revoke access token: ", "POST /revoke: ", tc.want, "may stay valid until " + opened.String(t, "expires_at"),
			} {
				if !strings.Contains(text, want) {
					t.Errorf("got %q, want it to contain %q", text, want)
				}
			}
			if strings.Contains(text, opened.String(t, "access_token")) || strings.Contains(text, tenant.API.Credentials().ClientSecret) {
				t.Errorf("got %s, want no secret", text)
			}
		})
	}
}

// TestEphemeral_revokeEndsAll has the service end all tokens of the account along
// with the one: the provider goes on with a new one.
func TestEphemeral_revokeEndsAll(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t, acctest.Quirks(mockserver.Quirks{RevokeAllTokens: true}))
	testEchoed(t, tenant, resource.TestStep{
		Config: echoed("revoke_on_close = true\nscopes = [\"bot.read\"]") + `
resource "lineworks_bot" "test" {
  count          = 3
  bot_name       = "Bot ${count.index}"
  description    = "d"
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
  depends_on     = [echo.test]
}
`,
	})
	if n := tenant.API.Count(revokeToken); n == 0 {
		t.Error("no token was revoked, want at least one")
	}
}

// TestEphemeral_ready has a provider with a ready token, which it may hand on but
// not revoke, and beside which it cannot issue another one.
func TestEphemeral_ready(t *testing.T) {
	t.Parallel()
	const ready = "ready+token/1=="
	for name, tc := range map[string]struct {
		config acctest.Values
		want   string
	}{
		"handed on":         {acctest.Values{}, ""},
		"not to be revoked": {acctest.Values{"revoke_on_close": false}, ""},
		"to be revoked":     {acctest.Values{"revoke_on_close": true}, "error at revoke_on_close: Ready access token cannot be revoked: "},
		"scopes":            {acctest.Values{"scopes": []string{"bot.read"}}, "error at scopes: Unable to get an access token: "},
		"both":              {acctest.Values{"scopes": []string{"bot.read"}, "revoke_on_close": true}, "error at scopes: Unable to get an access token: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			tenant.Variables["LINEWORKS_ACCESS_TOKEN"] = ready
			opened, diags := tenant.Open(t, typeName, tc.config, nil)
			text := acctest.Messages(diags)
			if !strings.HasPrefix(text, tc.want) || (text == "") != (tc.want == "") || strings.Contains(text, ready) {
				t.Errorf("diagnostics %q, want %q", text, tc.want)
			}
			if tc.want == "" {
				if opened.String(t, "access_token") != ready || !opened.Result["scopes"].IsNull() || !opened.Result["expires_at"].IsNull() {
					t.Errorf("got %v, want the ready token, and neither scopes nor expires_at", opened.Result)
				}
				if strings.Contains(string(opened.Private), ready) {
					t.Error("got the token in the private data, want it left out: nothing will revoke it")
				}
			}
			if text := acctest.Messages(opened.Close(t)); text != "" {
				t.Errorf("closing: got %s, want no diagnostics", text)
			}
			if n := len(tenant.API.Requests()); n != 0 {
				t.Errorf("%d requests were sent, want none", n)
			}
		})
	}
}

// TestEphemeral_settingsUnknown has a provider whose settings depend on what is yet
// to be created.
func TestEphemeral_settingsUnknown(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	_, diags := tenant.Open(t, typeName, acctest.Values{}, acctest.Values{"client_id": acctest.Unknown})
	text := acctest.Messages(diags)
	if !strings.HasPrefix(text, "error at nothing: Unable to get an access token: ") || !strings.Contains(text, "client_id") {
		t.Errorf("got %q, want an error about client_id", text)
	}
}

func TestEphemeral_badScopes(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	for _, tc := range []struct {
		scopes any
		fault  bool
	}{
		{nil, false},
		{acctest.Unknown, false},
		{[]any{acctest.Unknown}, false},
		{[]string{"bot"}, false},
		{[]string{}, true},
		{[]string{""}, true},
		{[]string{"two words"}, true},
		{[]any{nil}, true},
	} {
		text := acctest.Messages(tenant.ValidateEphemeral(t, typeName, acctest.Values{"scopes": tc.scopes}))
		if (text != "") != tc.fault || tc.fault && !strings.HasPrefix(text, "error at scopes") {
			t.Errorf("%v: got %q, want an error: %t", tc.scopes, text, tc.fault)
		}
	}
}
