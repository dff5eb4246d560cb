// SPDX-License-Identifier: MPL-2.0

//go:build unix

package e2e_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// TestInterrupted_message presses Ctrl-C when a message has arrived, but its answer
// has not. The server of the plugin protocol would drop what the action reports, and
// the CLI would say that the apply is complete.
func TestInterrupted_message(t *testing.T) {
	t.Parallel()
	w := newMessageWorld(t, "action.tf")
	w.env = append(w.env, "LINEWORKS_REQUEST_TIMEOUT=2s") // an answer that tells what was done is waited for so long
	errPressed := errors.New("Ctrl-C")
	for command, args := range map[string][]string{
		"by trigger": {"apply", "-input=false", "-no-color", "-auto-approve"},
		"by hand":    {"apply", "-input=false", "-no-color", "-auto-approve", "-invoke=action.lineworks_send_message.announce"},
	} {
		if command == "by hand" {
			w.intercept(nil)
			w.apply() // what the message speaks of has to be there
		}
		ctx, press := context.WithCancelCause(t.Context())
		w.intercept(func(_ http.ResponseWriter, r *http.Request) bool {
			if !strings.HasSuffix(r.URL.Path, "/messages") {
				return false
			}
			w.act(r)
			press(errPressed)
			<-r.Context().Done()
			return true
		})
		var out strings.Builder
		cmd := w.Command(ctx, w.env, args...)
		cmd.Stdout, cmd.Stderr = &out, &out
		if _, err := tfcli.Wait(ctx, cmd); !errors.Is(err, errPressed) {
			t.Fatalf("%s: %v\n%s", command, err, out.String())
		}
		press(nil)
		if cmd.ProcessState.ExitCode() == 0 || strings.Contains(out.String(), "Apply complete") {
			t.Errorf("%s: the apply passes for complete:\n%s", command, out.String())
		}
		// The provider has reported (see internal/server), but a CLI that stops may halt
		// before it takes the report over. Then it says so, and what was going on.
		if strings.Contains(out.String(), "Unable to send message") {
			expect(t, out.String(), "may have arrived")
		} else {
			expect(t, out.String(), "Error: execution halted", "Sending text message of bot")
		}
	}
}
