// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// wrappings are the characters that editors, shells, .env files and secret stores leave around a value.
var wrappings = map[string]func(string) string{
	"line end of Windows":    func(s string) string { return s + "\r" },
	"line end of a file":     func(s string) string { return s + "\n" },
	"both":                   func(s string) string { return s + "\r\n" },
	"empty lines":            func(s string) string { return "\r\n\n" + s + "\n\n" },
	"blanks":                 func(s string) string { return "  " + s + "\t" },
	"wide blank":             func(s string) string { return "\u3000" + s + "\u00a0" },
	"byte order mark":        func(s string) string { return "\ufeff" + s },
	"invisible characters":   func(s string) string { return "\u200b" + s + "\u2060" },
	"double quotes":          func(s string) string { return `"` + s + `"` },
	"single quotes":          func(s string) string { return "'" + s + "'\r" },
	"quotes in quotes":       func(s string) string { return `'"` + s + `"'` },
	"typographic quotes":     func(s string) string { return "“" + s + "”" },
	"corner brackets":        func(s string) string { return "「" + s + "」" },
	"full-width quotes":      func(s string) string { return "＂" + s + "＂" },
	"angle quotes":           func(s string) string { return "«" + s + "»" },
	"mark, quotes and blank": func(s string) string { return "\ufeff\" " + s + " \"\r\n" },
}

func TestSettings_wrapped(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "private.key")
	if err := os.WriteFile(file, []byte("\ufefffile-key\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	variables := map[string]string{
		"LINEWORKS_CLIENT_ID": "id", "LINEWORKS_CLIENT_SECRET": "secret", "LINEWORKS_SERVICE_ACCOUNT": "a.serviceaccount@example.com",
		"LINEWORKS_PRIVATE_KEY_FILE": file, "LINEWORKS_SCOPES": "bot.read", "LINEWORKS_API_URL": "https://api.example.com",
		"LINEWORKS_AUTH_URL": "https://auth.example.com", "LINEWORKS_MAX_RETRIES": "2", "LINEWORKS_REQUEST_TIMEOUT": "45s",
	}
	want := settings{
		ClientID: "id", ClientSecret: "secret", ServiceAccount: "a.serviceaccount@example.com", PrivateKey: "file-key", PrivateKeyFrom: keyFile,
		Scopes: []string{"bot.read"}, APIURL: "https://api.example.com", AuthURL: "https://auth.example.com", MaxRetries: 2, RequestTimeout: 45 * time.Second,
	}
	for name, wrap := range wrappings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := func(variable string) types.String { return types.StringValue(wrap(variables[variable])) }
			configured := config{
				ClientID: text("LINEWORKS_CLIENT_ID"), ClientSecret: text("LINEWORKS_CLIENT_SECRET"), ServiceAccount: text("LINEWORKS_SERVICE_ACCOUNT"),
				PrivateKeyFile: text("LINEWORKS_PRIVATE_KEY_FILE"), APIURL: text("LINEWORKS_API_URL"), AuthURL: text("LINEWORKS_AUTH_URL"), RequestTimeout: text("LINEWORKS_REQUEST_TIMEOUT"),
				Scopes: types.SetValueMust(types.StringType, []attr.Value{text("LINEWORKS_SCOPES")}),
			}
			for way, tc := range map[string]struct {
				config config
				env    func(string) string
			}{
				"environment":   {config{}, func(name string) string { return wrap(variables[name]) }},
				"configuration": {configured, func(name string) string { return map[string]string{"LINEWORKS_MAX_RETRIES": "2"}[name] }},
			} {
				got, diags := resolve(&tc.config, tc.env)
				if diags.HasError() {
					t.Errorf("%s: got %v, want no error", way, diags)
					continue
				}
				if got.ClientID != want.ClientID || got.ClientSecret != want.ClientSecret || got.ServiceAccount != want.ServiceAccount ||
					got.PrivateKey != want.PrivateKey || !slices.Equal(got.Scopes, want.Scopes) || got.APIURL != want.APIURL ||
					got.AuthURL != want.AuthURL || got.MaxRetries != want.MaxRetries || got.RequestTimeout != want.RequestTimeout {
					t.Errorf("%s: got %+v, want %+v", way, got, want)
				}
			}
			token, diags := resolve(&config{AccessToken: types.StringValue(wrap("Bearer abc"))}, func(string) string { return "" })
			if diags.HasError() || token.AccessToken != "abc" {
				t.Errorf("got the token %q and %v, want abc", token.AccessToken, diags)
			}
		})
	}
}

// TestSettings_empty has a value without content count as left out, wherever it comes
// from: quotes that an .env left around nothing, too.
func TestSettings_empty(t *testing.T) {
	t.Parallel()
	for _, nothing := range []string{"", " ", "\r\n", `""`, "''", "\ufeff"} {
		e := maps.Clone(accountEnv)
		e["LINEWORKS_ACCESS_TOKEN"], e["LINEWORKS_PRIVATE_KEY_FILE"] = nothing, nothing
		e["LINEWORKS_SCOPES"], e["LINEWORKS_API_URL"], e["LINEWORKS_MAX_RETRIES"], e["LINEWORKS_REQUEST_TIMEOUT"] = nothing, nothing, nothing, nothing
		none := types.StringValue(nothing)
		c := config{
			ClientID: none, ClientSecret: none, ServiceAccount: none, PrivateKey: none, PrivateKeyFile: none, AccessToken: none, APIURL: none, AuthURL: none, RequestTimeout: none,
			Scopes: types.SetValueMust(types.StringType, []attr.Value{none}),
		}
		got, diags := resolve(&c, func(name string) string { return e[name] })
		if diags.HasError() {
			t.Errorf("%q: got %v, want no error", nothing, diags)
			continue
		}
		if got.AccessToken != "" || got.ClientID != "env-id" || got.PrivateKey != "env-key" || !slices.Equal(got.Scopes, []string{defaultScope}) {
			t.Errorf("%q: got %+v, want the account of the environment", nothing, got)
		}
	}
}

// TestSettings_scopes takes scopes as people write them.
func TestSettings_scopes(t *testing.T) {
	t.Parallel()
	for _, list := range []string{"bot, user.read", "bot user.read", "bot,,user.read,", `"bot","user.read"`, "bot\r\nuser.read\r\n", "'bot' 'user.read'", "bot\u3000user.read"} {
		for way, c := range map[string]config{
			"environment":   {},
			"configuration": {Scopes: types.SetValueMust(types.StringType, []attr.Value{types.StringValue(list)})},
		} {
			e := maps.Clone(accountEnv)
			if way == "environment" {
				e["LINEWORKS_SCOPES"] = list
			}
			got, diags := resolve(&c, func(name string) string { return e[name] })
			if want := []string{"bot", "user.read"}; diags.HasError() || !slices.Equal(got.Scopes, want) {
				t.Errorf("%s: %q gives %q and %v, want %q", way, list, got.Scopes, diags, want)
			}
		}
	}
}

// TestSettings_named says which setting has a value that cannot be taken, and why, and never
// repeats it.
func TestSettings_named(t *testing.T) {
	t.Parallel()
	const secret = "xK9fQ2mZ7pL4vT8w"
	for name, tc := range map[string]struct {
		setting, value, want string
	}{
		"two lines":                      {"client_id", secret + "\n" + secret, "it holds 2 lines"},
		"a blank inside":                 {"client_secret", secret + " " + secret, "it holds a blank"},
		"an invisible character":         {"client_secret", secret + "\u200b" + secret, "it holds the character U+200B"},
		"a control character":            {"access_token", secret + "\x00", "it holds the character U+0000"},
		"full-width letters":             {"client_id", "ａbc" + secret, "it holds the character U+FF41"},
		"a quotation mark":               {"client_id", `"` + secret, "it holds a quotation mark"},
		"a key as client secret":         {"client_secret", "-----BEGIN PRIVATE KEY-----\n" + secret, "it is the text of a private key, which belongs into private_key"},
		"a line of an .env":              {"client_id", "LINEWORKS_CLIENT_ID=" + secret, "it is a line of an .env file: only the part after = belongs there"},
		"an exported line":               {"client_secret", "export LINEWORKS_CLIENT_SECRET=" + secret, "it is a line of an .env file"},
		"a placeholder of a shell":       {"client_secret", "${CLIENT_SECRET}", "it is a placeholder that was not replaced"},
		"a placeholder of a template":    {"client_secret", "{{ client_secret }}", "it is a placeholder that was not replaced"},
		"a placeholder of documentation": {"client_secret", "<your client secret>", "it is a placeholder that was not replaced"},
		"a reference to a store":         {"client_secret", "op://vault/" + secret + "/secret", "it is a reference to a secret store that was not resolved"},
		"null as text":                   {"client_id", "null", "it is the word null, which tools write for a missing value"},
		"a service account as client":    {"client_id", "abc.serviceaccount@example.com", "it is the ID of a service account, which belongs into service_account"},
		"an address without scheme":      {"api_url", "example.com/" + secret, "no scheme"},
		"an address with a token":        {"api_url", "https://example.com/?token=" + secret, "query"},
		"a timeout without unit":         {"request_timeout", "45", "must be a duration from 1s to 10m, such as 45s"},
		"a timeout that is a secret":     {"request_timeout", secret, "must be a duration"},
		"retries that are a secret":      {"max_retries", secret, "must be a whole number from 0 to 10"},
		"scopes with a strange letter":   {"scopes", "bot.ｒead", "U+FF52"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := maps.Clone(accountEnv)
			e[envName(tc.setting)] = tc.value
			_, diags := resolve(&config{}, func(name string) string { return e[name] })
			if len(diags) != 1 {
				t.Fatalf("got %d diagnostics, want 1: %v", len(diags), diags)
			}
			d, ok := diags[0].(diag.DiagnosticWithPath)
			text := diags[0].Summary() + ": " + diags[0].Detail()
			if !ok || !d.Path().Equal(path.Root(tc.setting)) || !strings.Contains(text, tc.want) || !strings.Contains(text, envName(tc.setting)) {
				t.Errorf("got %s, want %q at %s", text, tc.want, tc.setting)
			}
			if strings.Contains(text, secret) {
				t.Errorf("got the value repeated in %s, want it left out", text)
			}
		})
	}
}

// TestSettings_missing names all missing settings in one error.
func TestSettings_missing(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		env           map[string]string
		summary       string
		want, without []string
	}{
		"all": {nil, "Missing client_id, client_secret, service_account and private_key", []string{
			"- client_id (LINEWORKS_CLIENT_ID): ", "- client_secret (LINEWORKS_CLIENT_SECRET): ", "- service_account (LINEWORKS_SERVICE_ACCOUNT): ",
			"- private_key (LINEWORKS_PRIVATE_KEY)", "LINEWORKS_PRIVATE_KEY_FILE", "LINEWORKS_ACCESS_TOKEN",
		}, nil},
		"two": {map[string]string{"LINEWORKS_CLIENT_ID": "id", "LINEWORKS_PRIVATE_KEY": "key"}, "Missing client_secret and service_account", []string{"LINEWORKS_CLIENT_SECRET", "LINEWORKS_SERVICE_ACCOUNT"}, []string{"LINEWORKS_CLIENT_ID", "PRIVATE_KEY"}},
		"one": {env(accountEnv, map[string]string{"LINEWORKS_CLIENT_ID": ""}), "Missing client_id", []string{"LINEWORKS_CLIENT_ID"}, []string{"CLIENT_SECRET"}},
	} {
		_, diags := resolve(&config{}, func(name string) string { return tc.env[name] })
		if len(diags) != 1 || diags[0].Summary() != tc.summary {
			t.Errorf("%s: got %v, want one error %q", name, diags, tc.summary)
			continue
		}
		for _, want := range tc.want {
			if !strings.Contains(diags[0].Detail(), want) {
				t.Errorf("%s: got %s, want %q in it", name, diags[0].Detail(), want)
			}
		}
		for _, unwanted := range tc.without {
			if strings.Contains(diags[0].Detail(), unwanted) {
				t.Errorf("%s: got %s, want no %q in it", name, diags[0].Detail(), unwanted)
			}
		}
	}
}
