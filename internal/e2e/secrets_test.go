// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// secrets are what must not be found: the client secret, each line of the
// private key, and the tokens, also where they are encoded for a form.
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
	w.env = append(slices.Clone(right), "LINEWORKS_CLIENT_ID=wrong")
	if code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve"); code != 1 || !strings.Contains(out, "invalid_client") {
		t.Errorf("a wrong client ID: exit code %d\n%s", code, tail(out))
	}
	log := w.output.String()
	w.expectNone("the log", []byte(log))
	if !strings.Contains(log, "LINE WORKS API request") || !strings.Contains(log, "[TRACE]") {
		t.Error("the log does not hold what it is searched for")
	}
	if len(w.tokens) < 3 {
		t.Errorf("%d tokens were seen, too few to search for", len(w.tokens))
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
