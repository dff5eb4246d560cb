// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"slices"
	"strings"
	"testing"
)

// TestSignInRefused_once plans for 40 bots and their menus with credentials that are refused.
// The CLI shows one error, of at most 20 lines, and the state stays as it was.
func TestSignInRefused_once(t *testing.T) {
	t.Parallel()
	const n = 40
	w := newWorkspace(t, map[string]string{"main.tf": fleet(n) + `
data "lineworks_bots" "all" {}
`})
	w.apply("-parallelism=50")
	right := w.env
	for name, tc := range map[string]struct {
		env    string
		want   []string
		tokens int
	}{
		"client secret": {"LINEWORKS_CLIENT_SECRET=wrong", []string{"401 invalid_client", "Check client_id and client_secret"}, 1},
		"ready token":   {"LINEWORKS_ACCESS_TOKEN=expired", []string{"401 UNAUTHORIZED", "access_token"}, 0},
	} {
		w.env = slices.Concat(right, []string{tc.env})
		if name == "ready token" {
			w.env = []string{tc.env, right[4], right[5]}
		}
		for _, parallelism := range []string{"-parallelism=1", "-parallelism=50"} {
			w.counts()
			// The data source is an error of its own, of one line.
			code, out := w.run("plan", "-input=false", "-no-color", parallelism, "-target=lineworks_persistent_menu.fleet")
			if code != 1 || strings.Count(out, "Error: ") != 1 {
				t.Errorf("%s, %s: got exit code %d and %d errors, want 1 and 1:\n%s", name, parallelism, code, strings.Count(out, "Error: "), out)
			}
			expect(t, out, tc.want...)
			if _, text, _ := strings.Cut(out, "Error: "); strings.Count(text, "\n") > 20 {
				t.Errorf("%s, %s: the error has %d lines, want at most 20:\n%s", name, parallelism, strings.Count(text, "\n"), text)
			}
			if got := w.counts()[token]; got != tc.tokens {
				t.Errorf("%s, %s: asked for a token %d times, want %d", name, parallelism, got, tc.tokens)
			}
			code, out = w.run("plan", "-input=false", "-no-color", parallelism)
			if code != 1 || strings.Count(out, "Error: ") > 2 || strings.Count(out, "Error: Unable to sign in to LINE WORKS") != 1 {
				t.Errorf("%s, %s, with a data source: got exit code %d, want 1, and at most 2 errors, one of them in full:\n%s", name, parallelism, code, out)
			}
		}
	}
	w.env = right
	w.plan(false)
}

// TestSignInRefused_check has a data source meet the refusal in a check block, where the CLI
// makes a warning of its error. The bot fails the run all the same.
func TestSignInRefused_check(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": fleet(1) + `
check "bots" {
  data "lineworks_bots" "all" {}
  assert {
    condition     = length(data.lineworks_bots.all.bots) > 0
    error_message = "There is no bot."
  }
}
`})
	w.apply()
	w.env = append(w.env, "LINEWORKS_CLIENT_SECRET=wrong")
	code, out := w.run("plan", "-input=false", "-no-color", "-parallelism=1")
	if code != 1 || !strings.Contains(out, "Error: ") || strings.Count(oneLine(out), "401 invalid_client") != 1 {
		t.Errorf("got exit code %d, want 1, an error, and the refusal in full once:\n%s", code, out)
	}
}
