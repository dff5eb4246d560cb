// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// list is a configuration that sends a request.
const list = "\ndata \"lineworks_bots\" \"all\" {}\n"

// TestProvider_settingsInConfiguration signs in with nothing in the
// environment but the addresses.
func TestProvider_settingsInConfiguration(t *testing.T) {
	t.Parallel()
	keyFile := func(t *testing.T, text string) string {
		t.Helper()
		name := filepath.Join(t.TempDir(), "private.key")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for name, key := range map[string]func(t *testing.T, pem string) string{
		"text": func(_ *testing.T, pem string) string { return "private_key = <<-EOT\n" + pem + "\nEOT" },
		"written-out line ends": func(_ *testing.T, pem string) string {
			return `private_key = "` + strings.ReplaceAll(pem, "\n", `\\n`) + `"`
		},
		"base64": func(_ *testing.T, pem string) string {
			return `private_key = "` + base64.StdEncoding.EncodeToString([]byte(pem)) + `"`
		},
		"file": func(t *testing.T, pem string) string {
			t.Helper()
			return `private_key_file = "` + keyFile(t, pem) + `"`
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.API.Credentials()
			for _, v := range []string{"CLIENT_ID", "CLIENT_SECRET", "SERVICE_ACCOUNT", "PRIVATE_KEY"} {
				delete(env.Variables, "LINEWORKS_"+v)
			}
			env.Test(t, resource.TestStep{Config: `
provider "lineworks" {
  client_id       = "` + c.ClientID + `"
  client_secret   = "` + c.ClientSecret + `"
  service_account = "` + c.ServiceAccount + `"
  scopes          = ["bot.read"]
  max_retries     = 0
  request_timeout = "1m"
  ` + key(t, string(c.PrivateKeyPEM)) + `
}
` + list})
			if got := env.Last(t, "POST /token").Form.Get("scope"); got != "bot.read" {
				t.Errorf("asked for the scope %q", got)
			}
		})
	}
}

func TestProvider_readyToken(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Test(t,
		resource.TestStep{Config: "provider \"lineworks\" {\n access_token = \"" + env.API.NewToken("bot.read") + "\"\n}\n" + list},
		resource.TestStep{
			Config:      "provider \"lineworks\" {\n access_token = \"expired\"\n}\n" + list,
			ExpectError: regexp.MustCompile(`(?s)Unable to list bots.*401 UNAUTHORIZED.*access_token\s+may\s+have\s+expired`),
		},
	)
	if n := env.API.Count("POST /token"); n != 0 {
		t.Errorf("%d tokens were asked for although there was one", n)
	}
}

// TestProvider_badSettings has each wrong setting refused, with the attribute
// at fault named.
func TestProvider_badSettings(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		block string
		want  string
	}{
		"two private keys":          {"private_key = \"a\"\nprivate_key_file = \"b\"", `(?s)private_key\s+=.*"private_key_file"\s+cannot\s+be\s+specified`},
		"token and client ID":       {"access_token = \"a\"\nclient_id = \"b\"", `(?s)client_id\s+=.*"access_token"\s+cannot\s+be\s+specified`},
		"token and client secret":   {"access_token = \"a\"\nclient_secret = \"b\"", `(?s)client_secret\s+=.*"access_token"\s+cannot`},
		"token and service account": {"access_token = \"a\"\nservice_account = \"b\"", `(?s)service_account\s+=.*"access_token"\s+cannot`},
		"token and private key":     {"access_token = \"a\"\nprivate_key = \"b\"", `(?s)private_key\s+=.*"access_token"\s+cannot`},
		"token and key file":        {"access_token = \"a\"\nprivate_key_file = \"b\"", `(?s)private_key_file\s+=.*"access_token"\s+cannot`},
		"token and scopes":          {"access_token = \"a\"\nscopes = [\"bot\"]", `(?s)scopes\s+=.*"access_token"\s+cannot`},
		"plain http":                {`api_url = "http://www.example.com/v1.0"`, `(?s)api_url = "http://www.example.com/v1.0".*https`},
		"plain http, auth":          {`auth_url = "http://10.0.0.1"`, `(?s)auth_url = "http://10.0.0.1".*https`},
		"no address":                {`api_url = "www.example.com"`, `(?s)api_url = "www.example.com"`},
		"too many retries":          {`max_retries = 11`, `(?s)max_retries = 11.*between 0 and 10`},
		"too few retries":           {`max_retries = -1`, `(?s)max_retries = -1.*between 0 and 10`},
		"timeout too short":         {`request_timeout = "999ms"`, `(?s)request_timeout = "999ms".*from\s+1s\s+to\s+10m`},
		"timeout too long":          {`request_timeout = "601s"`, `(?s)request_timeout = "601s".*from\s+1s\s+to\s+10m`},
		"timeout without unit":      {`request_timeout = "30"`, `(?s)request_timeout = "30".*such\s+as\s+45s`},
		"no scopes":                 {`scopes = []`, `(?s)scopes = \[\].*at least 1`},
		"two scopes in one":         {`scopes = ["bot bot.read"]`, `(?s)scopes\s.*single scope`},
		"scopes with a comma":       {`scopes = ["bot,bot.read"]`, `(?s)scopes\s.*single scope`},
		"no private key":            {`private_key = "hunter2"`, `(?s)private_key = .*Invalid private key|Invalid private key.*private_key = `},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			delete(env.Variables, "LINEWORKS_ACCESS_TOKEN")
			env.Test(t, resource.TestStep{
				Config: "provider \"lineworks\" {\n" + tc.block + "\n}\n" + list, ExpectError: regexp.MustCompile(tc.want),
			})
			if n := len(env.API.Requests()); n != 0 {
				t.Errorf("%d requests were sent", n)
			}
		})
	}
}

// TestProvider_goodBounds has the outermost values that are allowed.
func TestProvider_goodBounds(t *testing.T) {
	t.Parallel()
	for _, block := range []string{
		"max_retries = 0\nrequest_timeout = \"1s\"", "max_retries = 10\nrequest_timeout = \"10m\"", "api_url = \"\"\nclient_id = \"\"",
	} {
		env := acctest.New(t)
		env.Test(t, resource.TestStep{Config: "provider \"lineworks\" {\n" + block + "\n}\n" + list})
	}
}

func TestProvider_badKeys(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ key, want string }{
		"path instead of text": {"/etc/lineworks/private.key", `(?s)Invalid private key.*private_key_file`},
		"public key":           {"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", `(?s)Invalid private key.*public\s+key`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.Variables["LINEWORKS_PRIVATE_KEY"] = tc.key
			env.Test(t, resource.TestStep{Config: list, ExpectError: regexp.MustCompile(tc.want)})
		})
	}
}

func TestProvider_tokenRefused(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ variable, value, want string }{
		"scope":           {"LINEWORKS_SCOPES", "mail", `(?s)400 invalid_scope.*not\s+enabled\s+for\s+the\s+app`},
		"client":          {"LINEWORKS_CLIENT_SECRET", "wrong", `(?s)401 invalid_client.*Check\s+client_id\s+and\s+client_secret`},
		"service account": {"LINEWORKS_SERVICE_ACCOUNT", "x.serviceaccount@example", `(?s)400 invalid_grant.*service_account\s+and\s+private_key`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.Variables[tc.variable] = tc.value
			env.Test(t, resource.TestStep{Config: list, ExpectError: regexp.MustCompile(`(?s)Unable to list bots.*` + tc.want)})
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
			env := acctest.New(t, acctest.Quirks(quirks))
			env.Test(t, resource.TestStep{Config: list})
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
			env := acctest.New(t, acctest.Quirks(mockserver.Quirks{ScopeRefusal: form}))
			env.Variables["LINEWORKS_SCOPES"] = "bot.message"
			env.Test(t, resource.TestStep{
				Config: list, ExpectError: regexp.MustCompile(`(?s)Unable to list bots.*` + name + ` .*[Ss]cope.*"bot"`),
			})
		})
	}
}

func TestProvider_userAgent(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Variables["TF_APPEND_USER_AGENT"] = "ops/1.0"
	env.Test(t, resource.TestStep{Config: list})
	want := regexp.MustCompile(`^terraform-provider-lineworks/test terraform/\d+\.\d+\.\d+\S* ops/1\.0$`)
	for _, operation := range []string{"POST /token", "GET /bots"} {
		if got := env.Last(t, operation).Header.Get("User-Agent"); !want.MatchString(got) {
			t.Errorf("%s: User-Agent is %q", operation, got)
		}
	}
}
