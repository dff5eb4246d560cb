// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"bytes"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// secrets are what must not be found: the client secret, each line of the
// private key, the assertions and the tokens, also encoded for a form.
func (w *world) secrets() map[string]string {
	found := map[string]string{"client secret": w.creds.ClientSecret}
	for i, line := range strings.Split(string(w.creds.PrivateKeyPEM), "\n") {
		if line = strings.TrimSpace(line); len(line) >= 16 && !strings.HasPrefix(line, "---") {
			found[fmt.Sprintf("line %d of the private key", i+1)] = line
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, token := range w.tokens {
		found[fmt.Sprintf("token %d", i+1)] = token
	}
	for i, assertion := range w.assertions {
		found[fmt.Sprintf("assertion %d", i+1)] = assertion
	}
	encoded := map[string]string{}
	for name, secret := range found {
		encoded[name+", encoded for a form"] = url.QueryEscape(secret)
	}
	maps.Copy(found, encoded)
	return found
}

// expectNone fails the test where text holds a secret.
func (w *world) expectNone(where string, text []byte) {
	w.t.Helper()
	for name, secret := range w.secrets() {
		if bytes.Contains(text, []byte(secret)) {
			w.t.Errorf("%s holds the %s", where, name)
		}
	}
}

// TestSecrets searches everything that a run leaves behind, its log at the
// level TRACE included, for the credentials and tokens that it worked with.
func TestSecrets(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]string{"main.tf": fleet(2)})
	w.env = append(w.env, "TF_LOG=TRACE")
	w.plan(true, "-out=plan")
	w.must("apply", "-input=false", "-no-color", "plan")
	w.api.RevokeTokens() // no process uses those any more
	w.plan(false)
	w.expectNone("the folder", w.files())
	w.destroy()

	// A run that fails must not tell more than one that succeeds.
	right := slices.Clone(w.env)
	w.env = append(w.env, "LINEWORKS_PRIVATE_KEY="+strings.Replace(string(w.creds.PrivateKeyPEM), "\n", "\n!", 3))
	if code, out := w.run("plan", "-input=false", "-no-color"); code != 1 || !strings.Contains(out, "Invalid private key") {
		t.Errorf("a broken key: exit code %d\n%s", code, tail(out))
	}
	// The key itself where the path of its file belongs.
	w.env = append(slices.Clone(right), "LINEWORKS_PRIVATE_KEY=", "LINEWORKS_PRIVATE_KEY_FILE="+string(w.creds.PrivateKeyPEM))
	if code, out := w.run("plan", "-input=false", "-no-color"); code != 1 || !strings.Contains(out, "Unable to read private key") {
		t.Errorf("a key in place of a path: exit code %d\n%s", code, tail(out))
	}
	w.env = append(slices.Clone(right), "LINEWORKS_CLIENT_ID=wrong")
	if code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve"); code != 1 || !strings.Contains(out, "invalid_client") {
		t.Errorf("a wrong client ID: exit code %d\n%s", code, tail(out))
	}
	log := w.output.String()
	w.expectNone("the log", []byte(log))
	if !strings.Contains(log, "LINE WORKS API request") || !strings.Contains(log, "[TRACE]") {
		t.Error("the log does not hold what it is searched for")
	}
	if len(w.tokens) < 3 || len(w.assertions) < 3 {
		t.Errorf("%d tokens and %d assertions were seen, too few to search for", len(w.tokens), len(w.assertions))
	}
}

// TestSecrets_accessTokenDataSource has the data source whose purpose it is put
// a token into the state, and nowhere else.
func TestSecrets_accessTokenDataSource(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]string{"main.tf": required + `
data "lineworks_access_token" "own" {
  scopes = ["bot.read"]
}
resource "terraform_data" "use" {
  input = data.lineworks_access_token.own.expires_at
}
output "token" {
  value     = data.lineworks_access_token.own.access_token
  sensitive = true
}
`})
	w.env = append(w.env, "TF_LOG=TRACE")
	w.apply()
	w.must("show", "-no-color")
	w.expectNone("what was printed", []byte(w.output.String()))
	if token := strings.TrimSpace(w.mustQuietly("output", "-raw", "token")); !slices.Contains(w.tokens, token) {
		t.Errorf("the output is %d characters that are no token", len(token))
	}
}

// TestSecrets_botSecret has the resource whose purpose it is put the secret of a
// bot into the state, and nowhere else: not into what is printed, the log at the
// level TRACE included, and not into an error.
func TestSecrets_botSecret(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]string{"main.tf": fleet(1) + `
variable "rotated" { default = "1" }

resource "lineworks_bot_secret" "own" {
  bot_id  = lineworks_bot.fleet[0].bot_id
  keepers = { rotated = var.rotated }
}

output "secret" {
  value     = lineworks_bot_secret.own.secret
  sensitive = true
}
`})
	w.env = append(w.env, "TF_LOG=TRACE")
	const botID = 2000001
	var issued []string
	inState := func() {
		t.Helper()
		secret, _ := w.api.BotSecret(botID)
		issued = append(issued, secret)
		if got := strings.TrimSpace(w.mustQuietly("output", "-raw", "secret")); got != secret || secret == "" {
			t.Errorf("the output is %d characters that are not the secret of the bot", len(got))
		}
	}
	w.apply()
	inState()
	w.must("show", "-no-color")
	w.plan(true, "-var=rotated=2")
	w.apply("-var=rotated=2")
	inState()

	// An answer that holds a secret but cannot be used must not be quoted.
	const unusable = "unusable-secret-1234"
	w.api.Fail(mockserver.Fault{
		Operation: "POST /bots/{botId}/secret", Status: 200, Body: `{"botSecret":"` + unusable + `"}`, ContentType: "application/json",
	})
	if code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve", "-var=rotated=3"); code != 1 || !strings.Contains(out, "Unable to issue bot secret") {
		t.Errorf("an unusable answer: exit code %d\n%s", code, tail(out))
	}
	w.destroy("-var=rotated=3")

	log := w.output.String()
	w.expectNone("what was printed", []byte(log))
	for i, secret := range append(issued, unusable) {
		if strings.Contains(log, secret) {
			t.Errorf("what was printed holds secret %d", i+1)
		}
	}
	if len(issued) != 2 || issued[0] == issued[1] {
		t.Errorf("%d secrets were issued, or the same twice", len(issued))
	}
	if !strings.Contains(log, "LINE WORKS API request") || !strings.Contains(log, "/secret") {
		t.Error("the log does not hold what it is searched for")
	}
}

// mustQuietly runs the CLI without a log and returns what it printed.
func (w *world) mustQuietly(args ...string) string {
	w.t.Helper()
	result, err := w.Run(w.t.Context(), nil, args...)
	if err != nil || result.ExitCode != 0 {
		w.t.Fatalf("exit code %d, %v\n%s", result.ExitCode, err, result.Stderr)
	}
	return result.Stdout
}

// tail keeps a message readable that holds a log.
func tail(s string) string {
	const most = 2000
	return s[max(0, len(s)-most):]
}
