// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

// list is a configuration that sends a request.
const list = "\ndata \"lineworks_bots\" \"all\" {}\n"

// listBots configures a process and reads the data source of list with it.
func listBots(t *testing.T, tenant *acctest.Tenant, block acctest.Values) []*tfprotov6.Diagnostic {
	t.Helper()
	p, diags := tenant.Configure(t, block)
	if acctest.IsError(diags) {
		return diags
	}
	_, more := p.Data(t.Context(), t, "lineworks_bots", acctest.Values{})
	return append(diags, more...)
}

// account is the settings of the tenant's service account without its key, which are
// taken out of the environment, with the key.
func account(tenant *acctest.Tenant) acctest.Values {
	for _, v := range []string{"CLIENT_ID", "CLIENT_SECRET", "SERVICE_ACCOUNT", "PRIVATE_KEY"} {
		delete(tenant.Variables, "LINEWORKS_"+v)
	}
	c := tenant.API.Credentials()
	return acctest.Values{
		"client_id": c.ClientID, "client_secret": c.ClientSecret, "service_account": c.ServiceAccount,
		"scopes": []string{"bot.read"}, "max_retries": 0, "request_timeout": "1m",
	}
}

// The following use the real CLI.

// TestProvider_settingsInConfiguration signs in with nothing in the
// environment but the addresses.
func TestProvider_settingsInConfiguration(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	c := tenant.API.Credentials()
	account(tenant)
	tenant.Test(t, resource.TestStep{Config: `
provider "lineworks" {
  client_id       = "` + c.ClientID + `"
  client_secret   = "` + c.ClientSecret + `"
  service_account = "` + c.ServiceAccount + `"
  scopes          = ["bot.read"]
  max_retries     = 0
  request_timeout = "1m"
  private_key = <<-EOT
` + string(c.PrivateKeyPEM) + `
EOT
}
` + list})
	if got := tenant.Last(t, "POST /token").Form.Get("scope"); got != "bot.read" {
		t.Errorf("asked for the scope %q, want bot.read", got)
	}
}

func TestProvider_badSetting(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	tenant.Test(t, resource.TestStep{
		Config:      "provider \"lineworks\" {\n request_timeout = \"30\"\n}\n" + list,
		ExpectError: regexp.MustCompile(`(?s)request_timeout = "30".*such\s+as\s+45s`),
	})
	if n := len(tenant.API.Requests()); n != 0 {
		t.Errorf("%d requests were sent, want none", n)
	}
}

func TestProvider_userAgent(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	tenant.Variables["TF_APPEND_USER_AGENT"] = "ops/1.0"
	tenant.Test(t, resource.TestStep{Config: list})
	want := regexp.MustCompile(`^terraform-provider-lineworks/test terraform/\d+\.\d+\.\d+\S* ops/1\.0$`)
	for _, operation := range []string{"POST /token", "GET /bots"} {
		if got := tenant.Last(t, operation).Header.Get("User-Agent"); !want.MatchString(got) {
			t.Errorf("%s: User-Agent is %q, want a match of %s", operation, got, want)
		}
	}
}

// The following use the protocol.

// TestProvider_keys signs in with a private key in each form that people have it in.
func TestProvider_keys(t *testing.T) {
	t.Parallel()
	for name, key := range map[string]func(t *testing.T, pem string) (attribute, value string){
		"text": func(_ *testing.T, pem string) (string, string) { return "private_key", pem },
		"written-out line ends": func(_ *testing.T, pem string) (string, string) {
			return "private_key", strings.ReplaceAll(pem, "\n", `\n`)
		},
		"base64": func(_ *testing.T, pem string) (string, string) {
			return "private_key", base64.StdEncoding.EncodeToString([]byte(pem))
		},
		"file": func(t *testing.T, pem string) (string, string) {
			t.Helper()
			name := filepath.Join(t.TempDir(), "private.key")
			if err := os.WriteFile(name, []byte(pem), 0o600); err != nil {
				t.Fatal(err)
			}
			return "private_key_file", name
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			attribute, value := key(t, string(tenant.API.Credentials().PrivateKeyPEM))
			acctest.Succeeds(t, listBots(t, tenant, account(tenant).With(acctest.Values{attribute: value})))
			if got := tenant.Last(t, "POST /token").Form.Get("scope"); got != "bot.read" {
				t.Errorf("asked for the scope %q, want bot.read", got)
			}
		})
	}
}

func TestProvider_readyToken(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	for _, v := range []string{"CLIENT_ID", "CLIENT_SECRET", "SERVICE_ACCOUNT", "PRIVATE_KEY"} {
		delete(tenant.Variables, "LINEWORKS_"+v)
	}
	acctest.Succeeds(t, listBots(t, tenant, acctest.Values{"access_token": tenant.API.NewToken("bot.read")}))
	acctest.Fails(t, listBots(t, tenant, acctest.Values{"access_token": "expired"}),
		tfdiag.SignInSummary, "401 UNAUTHORIZED", "LINEWORKS_ACCESS_TOKEN) has most likely expired")
	if n := tenant.API.Count("POST /token"); n != 0 {
		t.Errorf("%d tokens were asked for although there was one, want none", n)
	}
}

// TestProvider_badSettings has each wrong setting refused, with the attribute
// at fault named.
func TestProvider_badSettings(t *testing.T) {
	t.Parallel()
	const token, key = `Attribute "access_token" cannot be specified`, `Attribute "private_key_file" cannot be specified`
	with := func(name string, value any) acctest.Values {
		return acctest.Values{"access_token": "a", name: value}
	}
	for name, tc := range map[string]struct {
		block acctest.Values
		at    string
		want  string
	}{
		"two private keys":           {acctest.Values{"private_key": "a", "private_key_file": "b"}, "private_key", key},
		"token and client ID":        {with("client_id", "b"), "client_id", token},
		"token and client secret":    {with("client_secret", "b"), "client_secret", token},
		"token and service account":  {with("service_account", "b"), "service_account", token},
		"token and private key":      {with("private_key", "b"), "private_key", token},
		"token and key file":         {with("private_key_file", "b"), "private_key_file", token},
		"token and scopes":           {with("scopes", []string{"bot"}), "scopes", token},
		"token and directory scopes": {with("directory_scopes", []string{"directory.read"}), "directory_scopes", token},
		"plain http":                 {acctest.Values{"api_url": "http://www.example.com/v1.0"}, "api_url", "https"},
		"plain http, auth":           {acctest.Values{"auth_url": "http://10.0.0.1"}, "auth_url", "https"},
		"no address":                 {acctest.Values{"api_url": "www.example.com"}, "api_url", ""},
		"too many retries":           {acctest.Values{"max_retries": 11}, "max_retries", "between 0 and 10"},
		"too few retries":            {acctest.Values{"max_retries": -1}, "max_retries", "between 0 and 10"},
		"timeout too short":          {acctest.Values{"request_timeout": "999ms"}, "request_timeout", "from 1s to 10m"},
		"timeout too long":           {acctest.Values{"request_timeout": "601s"}, "request_timeout", "from 1s to 10m"},
		"timeout without unit":       {acctest.Values{"request_timeout": "30"}, "request_timeout", "such as 45s"},
		"no private key":             {acctest.Values{"private_key": "hunter2"}, "private_key", "Invalid private key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			acctest.Fails(t, listBots(t, tenant, tc.block), "error at "+tc.at+": ", tc.want)
			if n := len(tenant.API.Requests()); n != 0 {
				t.Errorf("%d requests were sent, want none", n)
			}
		})
	}
}

// TestProvider_goodBounds has the outermost values that are allowed.
func TestProvider_goodBounds(t *testing.T) {
	t.Parallel()
	for name, block := range map[string]acctest.Values{
		"least": {"max_retries": 0, "request_timeout": "1s"},
		"most":  {"max_retries": 10, "request_timeout": "10m"},
		"empty": {"api_url": "", "client_id": ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			acctest.Succeeds(t, listBots(t, acctest.NewInMemory(t), block))
		})
	}
}

func TestProvider_badKeys(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ key, want string }{
		"path instead of text": {"/etc/lineworks/private.key", "private_key_file"},
		"public key":           {"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "public key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			tenant.Variables["LINEWORKS_PRIVATE_KEY"] = tc.key
			acctest.Fails(t, listBots(t, tenant, acctest.Values{}), "Invalid private key", tc.want)
		})
	}
}

func TestProvider_tokenRefused(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		variable, value string
		want            []string
	}{
		"scope":           {"LINEWORKS_SCOPES", "mail", []string{"400 invalid_scope", "not enabled for the app"}},
		"client":          {"LINEWORKS_CLIENT_SECRET", "wrong", []string{"401 invalid_client", "Check client_id and client_secret"}},
		"service account": {"LINEWORKS_SERVICE_ACCOUNT", "x.serviceaccount@example", []string{"400 invalid_grant", "service_account and private_key"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			tenant.Variables[tc.variable] = tc.value
			acctest.Fails(t, listBots(t, tenant, acctest.Values{}), append(tc.want, tfdiag.SignInSummary)...)
		})
	}
}

// TestProvider_tokenQuirks signs in under each way in which the token endpoint
// might behave, in several processes one after the other.
func TestProvider_tokenQuirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "expires-in-", "invalidate-", "scope-required") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			for range 3 {
				acctest.Succeeds(t, listBots(t, tenant, acctest.Values{}))
			}
		})
	}
}

// TestProvider_missingScope has the service refuse a token without the scope,
// with either of the statuses that clients report.
func TestProvider_missingScope(t *testing.T) {
	t.Parallel()
	for name, form := range map[string]mockserver.ScopeRefusal{"403": mockserver.ScopeRefusal403, "401": mockserver.ScopeRefusal401} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{ScopeRefusal: form}))
			tenant.Variables["LINEWORKS_SCOPES"] = "bot.message"
			acctest.Fails(t, listBots(t, tenant, acctest.Values{}), "Unable to list bots", name+" ", "cope", `"bot"`)
		})
	}
}
