// SPDX-License-Identifier: MPL-2.0

package message_test

import (
	"encoding/json"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	action = "lineworks_send_message"
	botID  = "2000001"
	user   = "3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"
	room   = "4b0c9d1e-7f21-4a6b-9f3d-2f6a1c5e8b70"
	toUser = "POST /bots/{botId}/users/{userId}/messages"
	toRoom = "POST /bots/{botId}/channels/{channelId}/messages"
	attach = "POST /bots/{botId}/attachments"
	upload = "POST {uploadUrl}"
)

// values is short for the attributes of an object.
type values = acctest.Values

// tenant is a mock, and the action that talks to it.
type tenant struct {
	*acctest.Tenant

	once sync.Once
	made *acctest.Action
}

// newTenant has a bot, and a room that it is in.
func newTenant(t *testing.T) *tenant {
	t.Helper()
	e := &tenant{Tenant: acctest.New(t)}
	e.API.AddBot(mockserver.Bot{BotName: "Alerts", PhotoURL: "https://example.com/a.png", Description: "d", Administrators: []string{user}})
	e.API.AddChannel(2000001, mockserver.Channel{ChannelID: room, Title: "On call", Members: []string{user}})
	return e
}

// action is created at first use, with the variables as they are then.
func (e *tenant) action(t *testing.T) *acctest.Action {
	t.Helper()
	e.once.Do(func() { e.made = e.Action(t, "lineworks_send_message") })
	return e.made
}

// toTheRoom is a message to the room.
func toTheRoom(content string, v any) values {
	return values{"bot_id": botID, "channel_id": room, content: v}
}

// sent is the content of the newest message, as the service got it.
func sent(t *testing.T, e *tenant, operation string) string {
	t.Helper()
	return string(e.Last(t, operation).Body["content"])
}

// sameJSON compares the values of two JSON texts.
func sameJSON(t *testing.T, want, got string) {
	t.Helper()
	var w, g any
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatalf("got error %v, want JSON: %s", err, want)
	}
	if err := json.Unmarshal([]byte(got), &g); err != nil {
		t.Fatalf("got %s and error %v, want JSON", got, err)
	}
	if diff := cmp.Diff(w, g); diff != "" {
		t.Errorf("something else was sent (-want +got):\n%s", diff)
	}
}

// none fails the test if there are diagnostics.
func none(t *testing.T, diags []*tfprotov6.Diagnostic) {
	t.Helper()
	if len(diags) > 0 {
		t.Errorf("got %s, want no diagnostics", acctest.Messages(diags))
	}
}
