// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	sendToRoom = "POST /bots/{botId}/channels/{channelId}/messages"
	sendToUser = "POST /bots/{botId}/users/{userId}/messages"
)

// newMessageWorkspace has an example of the action, and the objects that it names.
func newMessageWorkspace(t *testing.T, example string) *workspace {
	t.Helper()
	acctest.Needs(t, acctest.Actions)
	w := newWorkspace(t, map[string]string{
		"main.tf": acctest.Example(t, "actions/lineworks_send_message/"+example), "required.tf": required,
		"card.png": acctest.Example(t, "actions/lineworks_send_message/card.png"),
	})
	w.seed()
	return w
}

// content is the content of the only message that has arrived.
func (w *workspace) content() map[string]any {
	w.t.Helper()
	messages := w.api.Messages()
	if len(messages) != 1 {
		w.t.Fatalf("got %d messages, want 1", len(messages))
	}
	var content map[string]any
	if err := json.Unmarshal(messages[0].Content, &content); err != nil {
		w.t.Fatal(err)
	}
	return content
}

// oneLine is the output of the CLI without the breaks and the frames of its messages.
func oneLine(out string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "╷", " ", "╵", " ").Replace(out)), " ")
}

func expect(t *testing.T, out string, words ...string) {
	t.Helper()
	out = oneLine(out)
	for _, w := range words {
		if !strings.Contains(out, w) {
			t.Errorf("got\n%s\nwant it to contain %q", out, w)
		}
	}
}

// TestMessage_trigger announces a new bot once, and once more only when asked to.
func TestMessage_trigger(t *testing.T) {
	t.Parallel()
	w := newMessageWorkspace(t, "action.tf")
	w.plan(true)
	if n := w.api.Count(sendToRoom); n != 0 {
		t.Fatalf("the plan sent %d messages, want none", n)
	}
	out := w.apply()
	expect(t, out, `Sending text message of bot 2000001 to room "4b0c9d1e-7f21-4a6b-9f3d-2f6a1c5e8b70"`, "Sent text message of bot 2000001")
	if text, _ := w.content()["text"].(string); text != "The bot Reception (2000005) is ready." {
		t.Errorf("got the text %q, want the name and the ID of the bot", text)
	}
	w.plan(false)
	w.apply()
	if n := w.api.Count(sendToRoom); n != 1 {
		t.Errorf("got %d requests, want 1", n)
	}
	expect(t, w.apply("-invoke=action.lineworks_send_message.announce"), "Sent text message of bot 2000001")
	if n := len(w.api.Messages()); n != 2 {
		t.Errorf("got %d messages, want 2", n)
	}
	w.expectNone("the folder", w.files())
}

// TestMessage_lost loses the response: the apply fails and tells that the message may
// have arrived. The resources stay, and the next apply does not send it again.
func TestMessage_lost(t *testing.T) {
	t.Parallel()
	w := newMessageWorkspace(t, "action.tf")
	w.api.Fail(mockserver.Fault{Operation: sendToRoom, Act: true, Reset: true})
	code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve")
	if code != 1 {
		t.Errorf("got exit code %d, want 1", code)
	}
	expect(t, out, "Error: Unable to send message", "the message may have arrived", "The provider does not send it a second time")
	w.content()
	w.plan(false)
	w.apply()
	if n := w.api.Count(sendToRoom); n != 1 {
		t.Errorf("got %d requests, want 1", n)
	}
}

// TestMessage_lostBefore loses the response to a message that is sent before a change.
// The change is not made then, so the next apply makes it, and sends the message again:
// the error has to say so.
func TestMessage_lostBefore(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Actions)
	w := newWorkspace(t, map[string]string{
		"main.tf":     strings.Replace(acctest.Example(t, "actions/lineworks_send_message/action.tf"), "[after_create]", "[before_create]", 1),
		"required.tf": required,
	})
	w.seed()
	w.api.Fail(mockserver.Fault{Operation: sendToRoom, Act: true, Reset: true})
	code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve")
	if code != 1 {
		t.Errorf("got exit code %d, want 1", code)
	}
	expect(t, out, "the message may have arrived", "The provider does not send it a second time", "Check the room before the next apply: if the trigger is a before_… event")
	w.content()
	w.plan(true)
	w.apply()
	if n := w.api.Count(sendToRoom); n != 2 || len(w.api.Messages()) != 2 {
		t.Errorf("got %d requests and %d messages, want 2 of each", n, len(w.api.Messages()))
	}
	w.plan(false)
}

// TestMessage_room has a service that knows the rooms: it takes a message to one that
// the same apply has made, whose ID is not known before, and refuses it for another.
func TestMessage_room(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Actions)
	w := newWorkspace(t, map[string]string{"main.tf": required + `
resource "lineworks_channel" "on_call" {
  bot_id  = "2000001"
  title   = "On call"
  members = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
}

action "lineworks_send_message" "welcome" {
  config {
    bot_id     = "2000001"
    channel_id = lineworks_channel.on_call.channel_id
    text       = { text = "Welcome." }
  }
}

action "lineworks_send_message" "elsewhere" {
  config {
    bot_id     = "2000001"
    channel_id = "no-such-room"
    text       = { text = "Welcome." }
  }
}

resource "terraform_data" "welcome" {
  triggers_replace = [lineworks_channel.on_call.channel_id]

  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.lineworks_send_message.welcome]
    }
  }
}
`})
	w.seed()
	w.api.SetQuirks(mockserver.Quirks{MessageNeedsRoom: true})
	w.apply()
	if text := w.content()["text"]; text != "Welcome." {
		t.Errorf("got the text %q, want %q", text, "Welcome.")
	}
	code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve", "-invoke=action.lineworks_send_message.elsewhere")
	if code != 1 {
		t.Errorf("got exit code %d, want 1", code)
	}
	expect(t, out, "403 ACCESS_DENIED", "Check that bot 2000001 is in the room, and that channel_id is right.")
	w.content() // and no second one
}

// TestMessage_refused has the API's words, and a way to go on that works.
func TestMessage_refused(t *testing.T) {
	t.Parallel()
	w := newMessageWorkspace(t, "action.tf")
	w.api.Fail(mockserver.Fault{Operation: sendToRoom, Status: 403, Code: "ACCESS_DENIED", Description: "Bot is not a member."})
	code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve")
	if code != 1 {
		t.Errorf("got exit code %d, want 1", code)
	}
	expect(t, out, "403 ACCESS_DENIED: Bot is not a member.", "Check that bot 2000001 is in the room", "terraform apply -invoke=action.lineworks_send_message.NAME")
	w.plan(false)
	w.apply("-invoke=action.lineworks_send_message.announce")
	w.content()
}

// TestMessage_invoke sends the other examples by hand.
func TestMessage_invoke(t *testing.T) {
	t.Parallel()
	for example, want := range map[string]struct{ action, kind, operation string }{
		"action_quick_reply.tf": {"ask", "text", sendToUser},
		"action_template.tf":    {"guides", "carousel", sendToRoom},
		"action_flex.tf":        {"release", "flex", sendToRoom},
	} {
		t.Run(example, func(t *testing.T) {
			t.Parallel()
			w := newMessageWorkspace(t, example)
			w.plan(false) // nothing triggers the action
			w.apply("-invoke=action.lineworks_send_message." + want.action)
			if kind := w.content()["type"]; kind != want.kind || w.api.Count(want.operation) != 1 {
				t.Errorf("sent %v, %d times", kind, w.api.Count(want.operation))
			}
			if files := w.api.Attachments(); want.kind == "carousel" && len(files) != 1 { // one file on two cards
				t.Errorf("got %d files uploaded, want 1", len(files))
			}
		})
	}
}

// TestMessage_variable has a text that is too long and comes from a variable. The
// validation does not know it; the plan refuses it.
func TestMessage_variable(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Actions)
	w := newWorkspace(t, map[string]string{"main.tf": required + `
variable "text" {}
variable "user" {}

action "lineworks_send_message" "test" {
  config {
    bot_id  = "2000001"
    user_id = var.user
    text    = { text = var.text }
  }
}

resource "terraform_data" "test" {
  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.lineworks_send_message.test]
    }
  }
}
`})
	w.seed()
	w.must("validate", "-no-color")
	code, out := w.run("plan", "-input=false", "-no-color", "-var=user=u", "-var=text="+strings.Repeat("あ", 2001))
	if code != 1 {
		t.Errorf("got exit code %d, want 1", code)
	}
	expect(t, out, "Attribute text.text", "between 1 and 2000")
	// The service takes a login e-mail address.
	if out = w.plan(true, "-var=user=u@example.com", "-var=text=a"); strings.Contains(out, "E-mail address") {
		t.Errorf("the plan warns, want no word about an address:\n%s", out)
	}
}
