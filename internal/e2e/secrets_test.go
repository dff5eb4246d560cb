// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// secrets must not be found anywhere: the client secret, each line of the
// private key, the assertions, the tokens and what makes an upload address
// unknown to others. It looks for them as they are, encoded for a form, and encoded for a
// place that takes no binary data, such as the private data in a state.
func (w *workspace) secrets() map[string]string {
	found := map[string]string{"client secret": w.creds.ClientSecret}
	for i, line := range strings.Split(string(w.creds.PrivateKeyPEM), "\n") {
		if line = strings.TrimSpace(line); len(line) >= 16 && !strings.HasPrefix(line, "---") {
			found[fmt.Sprintf("line %d of the private key", i+1)] = line
		}
	}
	tokens, assertions := w.issued()
	for i, token := range tokens {
		found[fmt.Sprintf("token %d", i+1)] = token
	}
	for i, assertion := range assertions {
		found[fmt.Sprintf("assertion %d", i+1)] = assertion
	}
	for i, file := range w.api.Attachments() {
		found[fmt.Sprintf("upload address %d", i+1)] = path.Base(file.UploadURL)
	}
	encoded := map[string]string{}
	for name, secret := range found {
		encoded[name+", encoded for a form"] = url.QueryEscape(secret)
		for ahead := range 3 {
			encoded[fmt.Sprintf("%s, in base64 after %d bytes", name, ahead)] = inBase64(secret, ahead)
		}
	}
	maps.Copy(found, encoded)
	return found
}

// inBase64 is the part of a longer text's base64 that depends on a secret in it
// alone, which differs by how many bytes, modulo 3, come ahead of it.
func inBase64(secret string, ahead int) string {
	whole := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", ahead) + secret))
	return whole[(ahead*8+5)/6 : (ahead+len(secret))*8/6]
}

// expectNone fails the test where text holds a secret.
func (w *workspace) expectNone(where string, text []byte) {
	w.t.Helper()
	for name, secret := range w.secrets() {
		if bytes.Contains(text, []byte(secret)) {
			w.t.Errorf("%s: got the %s in it, want no secret", where, name)
		}
	}
}

// TestSecrets searches everything that a run leaves behind, its log at the
// level TRACE included, for the credentials and tokens that it worked with.
func TestSecrets(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": fleet(2)})
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
		t.Errorf("a broken key: got exit code %d, want 1 and the error about the key\n%s", code, tail(out))
	}
	// The key itself where the path of its file belongs.
	w.env = append(slices.Clone(right), "LINEWORKS_PRIVATE_KEY=", "LINEWORKS_PRIVATE_KEY_FILE="+string(w.creds.PrivateKeyPEM))
	if code, out := w.run("plan", "-input=false", "-no-color"); code != 1 || !strings.Contains(out, "Unable to read private key") {
		t.Errorf("a key in place of a path: got exit code %d, want 1 and the error about the file\n%s", code, tail(out))
	}
	w.env = append(slices.Clone(right), "LINEWORKS_CLIENT_ID=wrong")
	if code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve"); code != 1 || !strings.Contains(out, "invalid_client") {
		t.Errorf("a wrong client ID: got exit code %d, want 1 and the service's error\n%s", code, tail(out))
	}
	log := w.output.String()
	w.expectNone("the log", []byte(log))
	if !strings.Contains(log, "LINE WORKS API request") || !strings.Contains(log, "[TRACE]") {
		t.Error("got a log without the lines in which a secret might be, want them")
	}
	if tokens, assertions := w.issued(); len(tokens) < 3 || len(assertions) < 3 {
		t.Errorf("got %d tokens and %d assertions to search for, want at least 3 of each", len(tokens), len(assertions))
	}
}

// TestSecrets_accessTokenDataSource has the data source whose purpose it is put
// a token into the state, and nowhere else.
func TestSecrets_accessTokenDataSource(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": required + `
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
	w.expectNone("the output", []byte(w.output.String()))
	tokens, _ := w.issued()
	if token := strings.TrimSpace(w.mustQuietly("output", "-raw", "token")); !slices.Contains(tokens, token) {
		t.Errorf("got an output of %d characters, want an access token", len(token))
	}
}

// TestSecrets_upload has the picture of a rich menu uploaded.
func TestSecrets_upload(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"menu.png": acctest.Example(t, "complete/menu.png"), "main.tf": required + `
resource "lineworks_bot" "test" {
  bot_name       = "Help desk"
  description    = "d"
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
}

resource "lineworks_rich_menu" "test" {
  bot_id         = lineworks_bot.test.bot_id
  rich_menu_name = "main"
  size           = { height = 1686 }
  areas          = [{ bounds = { x = 0, y = 0, width = 2500, height = 1686 }, action = { type = "message", text = "Help" } }]
  image          = "menu.png"
}
`})
	w.env = append(w.env, "TF_LOG=TRACE")
	w.plan(true, "-out=plan")
	w.must("apply", "-input=false", "-no-color", "plan")
	w.plan(false)
	// An upload that is refused must not tell where it went.
	w.api.Fail(mockserver.Fault{Operation: "POST {uploadUrl}", Status: 400, Code: "INVALID_PARAMETER", Description: "Not this one."})
	if code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve", "-replace=lineworks_rich_menu.test"); code != 1 || !strings.Contains(out, "Not this one.") {
		t.Errorf("an upload that is refused: got exit code %d, want 1 and the service's words\n%s", code, tail(out))
	}
	w.expectNoneUploaded(2)
}

// TestSecrets_message has a message sent with a picture that is uploaded first.
func TestSecrets_message(t *testing.T) {
	t.Parallel()
	w := newMessageWorkspace(t, "action_template.tf")
	w.env = append(w.env, "TF_LOG=TRACE")
	w.apply("-invoke=action.lineworks_send_message.guides")
	w.expectNoneUploaded(1)
}

// expectNoneUploaded searches the output, and the folder, for secrets, those of
// at least as many uploads among them.
func (w *workspace) expectNoneUploaded(uploads int) {
	w.t.Helper()
	log := w.output.String()
	w.expectNone("the output", []byte(log))
	w.expectNone("the folder", w.files())
	if n := len(w.api.Attachments()); n < uploads {
		w.t.Errorf("got %d files uploaded, want at least %d", n, uploads)
	}
	if !strings.Contains(log, "{uploadUrl}") || !strings.Contains(log, "[TRACE]") {
		w.t.Error("got a log without the lines in which a secret might be, want them")
	}
}

// TestSecrets_ephemeralToken has a provider and a script use tokens of ephemeral
// resources, and finds them nowhere afterwards: not in the plan, the state, and the
// log at the level TRACE. One of them is revoked at the end of each run, and only it.
func TestSecrets_ephemeralToken(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": required + `
ephemeral "lineworks_access_token" "ended" {
  scopes          = ["bot"]
  revoke_on_close = true
}

ephemeral "lineworks_access_token" "kept" {
  scopes = ["bot.read"]
}

provider "lineworks" {
  alias        = "other"
  access_token = ephemeral.lineworks_access_token.ended.access_token
}

resource "lineworks_bot" "test" {
  provider       = lineworks.other
  bot_name       = "Help desk"
  description    = "d"
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
}

resource "terraform_data" "script" {
  triggers_replace = lineworks_bot.test.bot_id

  provisioner "local-exec" {
    command     = "printf %s \"$ACCESS_TOKEN\" > ../seen"
    environment = { ACCESS_TOKEN = ephemeral.lineworks_access_token.kept.access_token }
  }
}
`})
	w.env = append(w.env, "TF_LOG=TRACE")
	ran := func(step string, want map[string]int) {
		t.Helper()
		if diff := cmp.Diff(want, w.counts()); diff != "" {
			t.Errorf("%s: requests differ (-want +got):\n%s", step, diff)
		}
		// Of the two tokens of each run, one is left. None is the provider's.
		tokens, _ := w.issued()
		if valid := w.validTokens(); len(tokens) == 0 || valid != len(tokens)/4 {
			t.Errorf("%s: got %d valid tokens of %d, want a quarter of them", step, valid, len(tokens))
		}
		w.expectNone("the folder after the "+step, w.files())
	}
	w.plan(true, "-out=plan")
	ran("plan", map[string]int{token: 2, revokeToken: 1, "GET /bots": 1})
	w.must("apply", "-input=false", "-no-color", "plan")
	ran("apply", map[string]int{token: 2, revokeToken: 1, "GET /bots": 1, createBot: 1})
	tokens, _ := w.issued()
	if seen := read(t, filepath.Join(w.Dir, "..", "seen")); !slices.Contains(tokens, seen) {
		t.Errorf("the script got %d characters, want an access token", len(seen))
	}
	w.plan(false)
	ran("empty plan", map[string]int{token: 2, revokeToken: 1, readBot: 1})

	// The end of a run that cannot end its token is still a success.
	w.api.Fail(mockserver.Fault{Operation: revokeToken, Status: 400, Code: "invalid_request", Description: "Not now.", Times: 2})
	out := w.apply()
	for _, want := range []string{"Warning: Unable to revoke access token", "400 invalid_request: Not now.", "It may stay valid until 20"} {
		if !strings.Contains(out, want) {
			t.Errorf("got\n%s\nwant it to contain %q", tail(out), want)
		}
	}
	log := w.output.String()
	w.expectNone("the output", []byte(log))
	if !strings.Contains(log, "OpenEphemeralResource") || !strings.Contains(log, "CloseEphemeralResource") || !strings.Contains(log, "/revoke") {
		t.Error("got a log without the lines in which a secret might be, want them")
	}
}

// validTokens counts the access tokens that were issued and still work.
func (w *workspace) validTokens() int {
	w.t.Helper()
	valid := 0
	tokens, _ := w.issued()
	for _, token := range tokens {
		request := httptest.NewRequestWithContext(w.t.Context(), http.MethodGet, mockserver.APIPath+"/bots?count=1", http.NoBody)
		request.Header.Set("Authorization", "Bearer "+token)
		recorder := httptest.NewRecorder()
		w.api.ServeHTTP(recorder, request)
		if recorder.Code == http.StatusOK {
			valid++
		}
	}
	w.api.ResetRequests()
	return valid
}

// TestSecrets_botSecret has the resource whose purpose it is put the secret of a
// bot into the state, and nowhere else: not into the output, the log at the
// level TRACE included, and not into an error.
func TestSecrets_botSecret(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": fleet(1) + `
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
			t.Errorf("got an output of %d characters, want the secret of the bot", len(got))
		}
	}
	w.apply()
	inState()
	w.must("show", "-no-color")
	w.plan(true, "-var=rotated=2")
	w.apply("-var=rotated=2")
	inState()

	// A response that holds a secret but cannot be used must not be quoted.
	const unusable = "unusable-secret-1234"
	w.api.Fail(mockserver.Fault{
		Operation: "POST /bots/{botId}/secret", Status: 200, Body: `{"botSecret":"` + unusable + `"}`, ContentType: "application/json",
	})
	if code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve", "-var=rotated=3"); code != 1 || !strings.Contains(out, "Unable to issue bot secret") {
		t.Errorf("an unusable response: got exit code %d, want 1 and the error about the secret\n%s", code, tail(out))
	}
	w.destroy("-var=rotated=3")

	log := w.output.String()
	w.expectNone("the output", []byte(log))
	for i, secret := range append(issued, unusable) {
		if strings.Contains(log, secret) {
			t.Errorf("got secret %d in the output, want none", i+1)
		}
	}
	if len(issued) != 2 || issued[0] == issued[1] {
		t.Errorf("got %d secrets issued, want 2 that differ", len(issued))
	}
	if !strings.Contains(log, "LINE WORKS API request") || !strings.Contains(log, "/secret") {
		t.Error("got a log without the lines in which a secret might be, want them")
	}
}

// mustQuietly runs the CLI without a log and returns its output.
func (w *workspace) mustQuietly(args ...string) string {
	w.t.Helper()
	result, err := w.Run(w.t.Context(), nil, args...)
	if err != nil || result.ExitCode != 0 {
		w.t.Fatalf("got exit code %d and the error %v, want 0\n%s", result.ExitCode, err, result.Stderr)
	}
	return result.Stdout
}

// tail keeps a message readable that holds a log.
func tail(s string) string {
	const most = 2000
	return s[max(0, len(s)-most):]
}

// TestEphemeral_failedRun shows the behaviour that the description of revoke_on_close states: no CLI
// closes an ephemeral resource when the run fails.
func TestEphemeral_failedRun(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": required + `
ephemeral "lineworks_access_token" "script" { revoke_on_close = true }

resource "terraform_data" "script" {
  provisioner "local-exec" {
    command     = "exit 3"
    environment = { ACCESS_TOKEN = ephemeral.lineworks_access_token.script.access_token }
  }
}
`})
	w.plan(true)
	if counts := w.counts(); counts[revokeToken] != 1 {
		t.Errorf("the plan sent %v, want one revocation", counts)
	}
	if code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve"); code == 0 {
		t.Fatalf("got an apply that succeeds, want one that fails:\n%s", out)
	}
	// One for the plan that an apply begins with, none for the apply.
	if counts := w.counts(); counts[token] != 2 || counts[revokeToken] != 1 {
		t.Errorf("the apply sent %v, want two token requests and one revocation", counts)
	}
}
