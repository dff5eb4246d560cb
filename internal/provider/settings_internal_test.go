// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localfile/pipe"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/wholenumber"
)

var (
	accountEnv = map[string]string{
		"LINEWORKS_CLIENT_ID":       "env-id",
		"LINEWORKS_CLIENT_SECRET":   "env-secret",
		"LINEWORKS_SERVICE_ACCOUNT": "env-account",
		"LINEWORKS_PRIVATE_KEY":     "env-key",
	}
	accountConfig = config{
		ClientID:       types.StringValue("id"),
		ClientSecret:   types.StringValue("secret"),
		ServiceAccount: types.StringValue("account"),
		PrivateKey:     types.StringValue("key"),
	}
	unknown = types.StringUnknown()
)

func env(pairs ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, m := range pairs {
		for k, v := range m {
			all[k] = v
		}
	}
	return all
}

func TestSettings_resolve(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "private.key")
	if err := os.WriteFile(file, []byte("file-key"), 0o600); err != nil {
		t.Fatal(err)
	}
	account := func(change func(*settings)) settings {
		s := settings{
			ClientID: "env-id", ClientSecret: "env-secret", ServiceAccount: "env-account", PrivateKey: "env-key",
			PrivateKeyFrom: keyText, Scopes: []string{"bot"}, APIURL: lineworks.DefaultAPIURL, AuthURL: lineworks.DefaultAuthURL,
			MaxRetries: lineworks.DefaultMaxRetries, RequestTimeout: lineworks.DefaultRequestTimeout,
		}
		change(&s)
		return s
	}
	token := func(accessToken string) settings {
		return account(func(s *settings) {
			s.ClientID, s.ClientSecret, s.ServiceAccount, s.PrivateKey, s.PrivateKeyFrom, s.Scopes = "", "", "", "", "", nil
			s.AccessToken = accessToken
		})
	}
	tests := map[string]struct {
		config config
		env    map[string]string
		want   settings
	}{
		"service account from the environment": {
			env:  accountEnv,
			want: account(func(*settings) {}),
		},
		"configuration before environment": {
			config: accountConfig,
			env:    accountEnv,
			want: account(func(s *settings) {
				s.ClientID, s.ClientSecret, s.ServiceAccount, s.PrivateKey = "id", "secret", "account", "key"
			}),
		},
		"empty text counts as left out": {
			config: config{ClientID: types.StringValue("")},
			env:    accountEnv,
			want:   account(func(*settings) {}),
		},
		"one part configured, the rest from the environment": {
			config: config{ClientID: types.StringValue("id")},
			env:    accountEnv,
			want:   account(func(s *settings) { s.ClientID = "id" }),
		},
		"configured service account before a token of the environment": {
			config: accountConfig,
			env:    map[string]string{"LINEWORKS_ACCESS_TOKEN": "env-token"},
			want: account(func(s *settings) {
				s.ClientID, s.ClientSecret, s.ServiceAccount, s.PrivateKey = "id", "secret", "account", "key"
			}),
		},
		"configured token before a service account of the environment": {
			config: config{AccessToken: types.StringValue("token")},
			env:    accountEnv,
			want:   token("token"),
		},
		"token of the environment before its service account": {
			env:  env(accountEnv, map[string]string{"LINEWORKS_ACCESS_TOKEN": "env-token"}),
			want: token("env-token"),
		},
		"configured key file before the key of the environment": {
			config: config{PrivateKeyFile: types.StringValue(file)},
			env:    accountEnv,
			want:   account(func(s *settings) { s.PrivateKey, s.PrivateKeyFrom = "file-key", keyFile }),
		},
		"configured key before the key file of the environment": {
			config: config{PrivateKey: types.StringValue("key")},
			env:    env(accountEnv, map[string]string{"LINEWORKS_PRIVATE_KEY": "", "LINEWORKS_PRIVATE_KEY_FILE": file}),
			want:   account(func(s *settings) { s.PrivateKey = "key" }),
		},
		"key file of the environment": {
			env:  env(accountEnv, map[string]string{"LINEWORKS_PRIVATE_KEY": "", "LINEWORKS_PRIVATE_KEY_FILE": file}),
			want: account(func(s *settings) { s.PrivateKey, s.PrivateKeyFrom = "file-key", keyFile }),
		},
		"everything else from the environment": {
			env: env(accountEnv, map[string]string{
				"LINEWORKS_SCOPES":           "bot.read, bot.message user.read",
				"LINEWORKS_DIRECTORY_SCOPES": "user.read, group.read",
				"LINEWORKS_API_URL":          "https://api.example.com/v1.0",
				"LINEWORKS_AUTH_URL":         "http://127.0.0.1:8787/oauth2/v2.0",
				"LINEWORKS_MAX_RETRIES":      "0",
				"LINEWORKS_REQUEST_TIMEOUT":  "45s",
			}),
			want: account(func(s *settings) {
				s.Scopes = []string{"bot.read", "bot.message", "user.read"}
				s.DirectoryScopes = []string{"user.read", "group.read"}
				s.APIURL, s.AuthURL = "https://api.example.com/v1.0", "http://127.0.0.1:8787/oauth2/v2.0"
				s.MaxRetries, s.RequestTimeout = 0, 45*time.Second
			}),
		},
		"everything else from the configuration": {
			config: config{
				Scopes:          types.SetValueMust(types.StringType, []attr.Value{types.StringValue("bot.read")}),
				DirectoryScopes: types.SetValueMust(types.StringType, []attr.Value{types.StringValue("directory.read")}),
				APIURL:          types.StringValue("https://api.example.com/v1.0"),
				AuthURL:         types.StringValue("https://auth.example.com"),
				MaxRetries:      wholenumber.Of(10),
				RequestTimeout:  types.StringValue("10m"),
			},
			env: env(accountEnv, map[string]string{
				"LINEWORKS_SCOPES": "other", "LINEWORKS_DIRECTORY_SCOPES": "other", "LINEWORKS_API_URL": "https://other.example.com",
				"LINEWORKS_MAX_RETRIES": "1", "LINEWORKS_REQUEST_TIMEOUT": "1s",
			}),
			want: account(func(s *settings) {
				s.Scopes = []string{"bot.read"}
				s.DirectoryScopes = []string{"directory.read"}
				s.APIURL, s.AuthURL = "https://api.example.com/v1.0", "https://auth.example.com"
				s.MaxRetries, s.RequestTimeout = 10, 10*time.Minute
			}),
		},
		"unknown values are named and no error": {
			config: config{
				ClientID: unknown, PrivateKeyFile: unknown, APIURL: unknown,
				Scopes: types.SetUnknown(types.StringType), MaxRetries: wholenumber.Value{Int64Value: types.Int64Unknown()}, RequestTimeout: unknown,
			},
			env: accountEnv,
			want: account(func(s *settings) {
				s.ClientID, s.PrivateKey, s.PrivateKeyFrom, s.Scopes, s.MaxRetries = "", "", keyFile, nil, 0
				s.Unknown = []string{"api_url", "max_retries", "request_timeout", "client_id", "private_key_file", "scopes"}
			}),
		},
		"unknown scope in a known set": {
			config: config{Scopes: types.SetValueMust(types.StringType, []attr.Value{unknown})},
			env:    accountEnv,
			want:   account(func(s *settings) { s.Scopes, s.Unknown = nil, []string{"scopes"} }),
		},
		"unknown scope of the directory": {
			config: config{DirectoryScopes: types.SetValueMust(types.StringType, []attr.Value{unknown})},
			env:    accountEnv,
			want:   account(func(s *settings) { s.Unknown = []string{"directory_scopes"} }),
		},
		"unknown token": {
			config: config{AccessToken: unknown},
			env:    accountEnv,
			want: account(func(s *settings) {
				s.ClientID, s.ClientSecret, s.ServiceAccount, s.PrivateKey, s.PrivateKeyFrom, s.Scopes = "", "", "", "", "", nil
				s.Unknown = []string{"access_token"}
			}),
		},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, diags := resolve(&tc.config, func(name string) string { return tc.env[name] })
			if diags.HasError() {
				t.Fatalf("got %v, want no diagnostics", diags)
			}
			if diff := cmp.Diff(&tc.want, got); diff != "" {
				t.Errorf("settings differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSettings_resolve_errors(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.key")
	large := filepath.Join(dir, "large.key")
	for name, size := range map[string]int{empty: 0, large: 64<<10 + 1} {
		if err := os.WriteFile(name, make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tests := map[string]struct {
		config config
		env    map[string]string
		want   []string // "attribute: words of the detail", each
	}{
		"nothing at all": {
			want: []string{
				"client_id: LINEWORKS_CLIENT_ID",
			},
		},
		"one part missing": {
			config: config{ClientID: types.StringValue("id")},
			env:    env(accountEnv, map[string]string{"LINEWORKS_CLIENT_SECRET": ""}),
			want:   []string{"client_secret: LINEWORKS_ACCESS_TOKEN"},
		},
		"both keys in the environment": {
			env:  env(accountEnv, map[string]string{"LINEWORKS_PRIVATE_KEY_FILE": "x"}),
			want: []string{"private_key: LINEWORKS_PRIVATE_KEY and LINEWORKS_PRIVATE_KEY_FILE are both set"},
		},
		"key file missing": {
			config: config{PrivateKeyFile: types.StringValue(filepath.Join(dir, "none.key"))},
			env:    accountEnv,
			want:   []string{"private_key_file: none.key"},
		},
		"key file empty": {
			config: config{PrivateKeyFile: types.StringValue(empty)},
			env:    accountEnv,
			want:   []string{"private_key_file: the file is empty"},
		},
		"key file too large": {
			config: config{PrivateKeyFile: types.StringValue(large)},
			env:    accountEnv,
			want:   []string{"private_key_file: " + large + ": it is too large: more than 65536 bytes."},
		},
		"key file is a folder": {
			config: config{PrivateKeyFile: types.StringValue(dir)},
			env:    accountEnv,
			want:   []string{"private_key_file: " + dir + ": it is a folder."},
		},
		"two ways to sign in": {
			config: config{AccessToken: types.StringValue("token"), ClientID: types.StringValue("id")},
			want:   []string{"access_token: one or the other"},
		},
		"plain http": {
			env:  env(accountEnv, map[string]string{"LINEWORKS_API_URL": "http://api.example.com"}),
			want: []string{"api_url: LINEWORKS_API_URL"},
		},
		"retries": {
			env:  env(accountEnv, map[string]string{"LINEWORKS_MAX_RETRIES": "11"}),
			want: []string{`max_retries: from 0 to 10, got "11"`},
		},
		"retries that are no number": {
			env:  env(accountEnv, map[string]string{"LINEWORKS_MAX_RETRIES": "many"}),
			want: []string{`max_retries: got "many"`},
		},
		"timeout too short": {
			env:  env(accountEnv, map[string]string{"LINEWORKS_REQUEST_TIMEOUT": "999ms"}),
			want: []string{"request_timeout: must be a duration from 1s to 10m"},
		},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := resolve(&tc.config, func(name string) string { return tc.env[name] })
			if len(diags) != len(tc.want) {
				t.Fatalf("got %d diagnostics, want %d: %v", len(diags), len(tc.want), diags)
			}
			for i, want := range tc.want {
				attribute, words, _ := strings.Cut(want, ": ")
				d, ok := diags[i].(diag.DiagnosticWithPath)
				if !ok || d.Path().String() != attribute {
					t.Errorf("diagnostic %d: got %v, want it at %s", i, diags[i], attribute)
				}
				if !strings.Contains(diags[i].Detail(), words) {
					t.Errorf("diagnostic %d: got %s, want %q in it", i, diags[i].Detail(), words)
				}
			}
		})
	}
}

// TestSettings_keyFile_textInPlaceOfAPath has the key itself where
// its path belongs. No message may repeat it.
func TestSettings_keyFile_textInPlaceOfAPath(t *testing.T) {
	t.Parallel()
	body := strings.Repeat("MIIEvQIBADANBgkq", 100)
	for name, text := range map[string]string{
		"PEM":                   "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n",
		"PEM on one line":       "-----BEGIN PRIVATE KEY-----" + `\n` + body + `\n` + "-----END PRIVATE KEY-----",
		"body alone":            body,
		"body with line breaks": body[:64] + "\n" + body[64:],
		"body, home":            "~/" + body,
		"endless":               strings.Repeat(body, 4),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &resolver{readFile: readKey, getenv: func(string) string { return "" }}
			if got := r.keyFile(text); got != "" || !r.diags.HasError() {
				t.Fatalf("got %q, want a key in place of a path refused", got)
			}
			for _, d := range r.diags {
				if strings.Contains(d.Detail()+d.Summary(), body[:32]) {
					t.Errorf("got %s, want it without the key", d.Detail())
				}
			}
		})
	}
}

// TestSettings_keyFile_pipe opens no named pipe: that waits for ever.
func TestSettings_keyFile_pipe(t *testing.T) {
	t.Parallel()
	c := &config{PrivateKeyFile: types.StringValue(pipe.New(t))}
	_, diags := resolve(c, func(name string) string { return accountEnv[name] })
	if len(diags) != 1 || !strings.HasSuffix(diags[0].Detail(), "pipe: it is not a regular file.") {
		t.Errorf("got %v, want one error that names a pipe", diags)
	}
}

// TestSettings_keyFile_path hands the path over as it is written: what localfile makes
// of "~" and of a path of Windows is tested there.
func TestSettings_keyFile_path(t *testing.T) {
	t.Parallel()
	var asked []string
	r := &resolver{readFile: func(name string) ([]byte, error) { asked = append(asked, name); return []byte("key"), nil }}
	names := []string{"~/lineworks.key", "/etc/lineworks.key", `C:\Users\nakamura\private.key`, `.\new\k.key`}
	for _, name := range names {
		if got := r.keyFile(name); got != "key" {
			t.Errorf("keyFile(%q): got %q, want %q", name, got, "key")
		}
	}
	if !slices.Equal(asked, names) {
		t.Errorf("read %q, want %q", asked, names)
	}
}

// TestSettings_keyFile_windows does not take a path of Windows for the text of a key,
// although it holds the characters \n.
func TestSettings_keyFile_windows(t *testing.T) {
	t.Parallel()
	for _, name := range []string{`C:\Users\nakamura\private.key`, `.\new\k.key`, `C:\new\reports\k.key`} {
		c := &config{PrivateKeyFile: types.StringValue(name)}
		_, diags := resolve(c, func(name string) string { return accountEnv[name] })
		if want := name + ": no such file or directory."; len(diags) != 1 || !strings.HasSuffix(diags[0].Detail(), want) {
			t.Errorf("%s: got %v, want an error that ends in %q", name, diags, want)
		}
	}
}
