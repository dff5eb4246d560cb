// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"regexp"
	"strings"
	"testing"
)

const unprotectedBot = `
resource "lineworks_bot" "desk" {
  bot_name       = "Desk"
  description    = "Answers."
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
}
`

// TestProtection has a protected bot meet each command that deletes.
func TestProtection(t *testing.T) {
	t.Parallel()
	protected := strings.Replace(unprotectedBot, "administrators", "deletion_protection = true\n  administrators", 1)
	w := newWorkspace(t, map[string]string{"main.tf": required + protected})
	w.must("apply", "-auto-approve", "-input=false", "-no-color")
	write := func(config string) {
		t.Helper()
		if err := w.Write("main.tf", required+config); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(want string, args ...string) {
		t.Helper()
		code, out := w.run(append(args, "-input=false", "-no-color")...)
		out = strings.Join(strings.Fields(strings.ReplaceAll(out, "│", " ")), " ")
		if code == 0 || !strings.Contains(out, "Bot is protected from deletion") || !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("%q: got exit code %d, want an error about the protection with %q\n%s", args, code, want, out)
		}
		if got := w.api.Count("DELETE /bots/{botId}"); got != 0 {
			t.Errorf("%q: got %d deletions, want none", args, got)
		}
	}
	const moved = `This plan deletes bot "Desk" \(\d+\).*moved { from = lineworks_bot.OLD_NAME to = lineworks_bot.NEW_NAME }`
	refused(moved, "destroy", "-auto-approve")
	refused("This plan replaces bot", "apply", "-auto-approve", "-replace=lineworks_bot.desk")
	write("")
	refused(moved, "apply", "-auto-approve")
	write(strings.Replace(protected, `"lineworks_bot" "desk"`, `"lineworks_bot" "renamed"`, 1))
	refused(moved, "apply", "-auto-approve")
	write(protected)
	w.must("taint", "lineworks_bot.desk")
	refused(`untaint ADDRESS`, "apply", "-auto-approve")
	w.must("untaint", "lineworks_bot.desk")
	write(unprotectedBot)
	w.must("apply", "-auto-approve", "-input=false", "-no-color")
	w.must("destroy", "-auto-approve", "-input=false", "-no-color")
	if got := w.api.Count("PATCH /bots/{botId}"); got != 0 {
		t.Errorf("a change of the protection alone sent %d updates, want none", got)
	}
	if bots := w.api.Bots(); len(bots) != 0 {
		t.Errorf("%d bots are left, want none", len(bots))
	}
}
