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

// TestInterrupted_message_inRealTime presses Ctrl-C when a message has arrived, but its response
// has not. The server of the plugin protocol would drop the diagnostics of the action, and
// the CLI would say that the apply is complete.
func TestInterrupted_message_inRealTime(t *testing.T) {
	t.Parallel()
	w := newMessageWorkspace(t, "action.tf")
	w.env = append(w.env, "LINEWORKS_REQUEST_TIMEOUT=2s") // how long the provider waits for the response to a message
	errPressed := errors.New("Ctrl-C")
	// In this order: once everything is there, nothing triggers.
	for _, run := range []struct {
		command string
		args    []string
	}{
		{"by trigger", []string{"apply", "-input=false", "-no-color", "-auto-approve"}},
		{"by hand", []string{"apply", "-input=false", "-no-color", "-auto-approve", "-invoke=action.lineworks_send_message.announce"}},
	} {
		command, args := run.command, run.args
		if command == "by hand" {
			w.intercept(nil)
			w.apply() // the message refers to the bot, which must exist
		}
		ctx, press := context.WithCancelCause(t.Context())
		// A CLI that is stopped before it has shown this halts there, and does not ask how
		// the action ended.
		out := listenFor("Sending text message of bot")
		w.intercept(func(_ http.ResponseWriter, r *http.Request) bool {
			if !strings.HasSuffix(r.URL.Path, "/messages") {
				return false
			}
			w.act(r)
			select {
			case <-out.heard:
				press(errPressed)
			case <-r.Context().Done():
				t.Errorf("%s: got no progress from the CLI, want %q", command, out.text)
			}
			<-r.Context().Done()
			return true
		})
		cmd := w.Command(ctx, w.env, args...)
		cmd.Stdout, cmd.Stderr = out, out
		if _, err := tfcli.Wait(ctx, cmd); !errors.Is(err, errPressed) {
			t.Fatalf("%s: got the error %v, want %v\n%s", command, err, errPressed, out.String())
		}
		press(nil)
		if cmd.ProcessState.ExitCode() == 0 || strings.Contains(out.String(), "Apply complete") {
			t.Errorf("%s: got a complete apply, want one that fails:\n%s", command, out.String())
		}
		expect(t, out.String(), "Unable to send message", "may have arrived")
	}
}

// listener keeps the output of a program, and tells when it contains a text.
type listener struct {
	strings.Builder

	text  string
	heard chan struct{} // closed then
}

func listenFor(text string) *listener { return &listener{text: text, heard: make(chan struct{})} }

// Write implements [io.Writer], for one goroutine at a time.
func (l *listener) Write(p []byte) (int, error) {
	before := strings.Contains(l.String(), l.text)
	n, err := l.Builder.Write(p)
	if !before && strings.Contains(l.String(), l.text) {
		close(l.heard)
	}
	return n, err
}
