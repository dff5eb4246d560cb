// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const channelType = "lineworks_channel"

// TestChannel_identity has a room imported, whose ID the test chooses that way.
func TestChannel_identity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tenant := acctest.New(t)
	id := tenant.AddBot()
	tenant.API.AddChannel(id, mockserver.Channel{ChannelID: "room-1", Title: "On call", Members: []string{"u1", "u2"}})
	is := acctest.HasIdentity(addr, map[string]string{"bot_id": strconv.FormatInt(id, 10), "channel_id": "room-1"})
	config := room(id, "On call", "u1", "u2").HCL()
	tenant.Test(t, append(
		[]resource.TestStep{
			{
				Config:           fmt.Sprintf("import {\n  to = %s\n  identity = { bot_id = %d, channel_id = \"room-1\" }\n}\n%s", addr, id, config),
				ConfigPlanChecks: cliPlans(plancheck.ResourceActionNoop), ConfigStateChecks: is,
			},
			{RefreshState: true},
			{Config: config, ConfigPlanChecks: cliPlans(plancheck.ResourceActionNoop), ConfigStateChecks: is},
		},
		acctest.ImportByIdentity(addr)...,
	)...)
	if n := tenant.API.Count(create); n != 0 {
		t.Errorf("%d rooms were made, want none", n)
	}
}

// TestChannel_identity_create has the service give the ID.
func TestChannel_identity_create(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tenant := acctest.New(t)
	id := tenant.AddBot()
	made := []resource.TestStep{{Config: room(id, "On call", "u1").HCL()}}
	tenant.Test(t, append(made, acctest.ImportByIdentity(addr)...)...)
}

// TestChannel_importByIdentity imports by an invalid identity, and by one without an object.
func TestChannel_importByIdentity(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		bot, room string
		want      []string
	}{
		"bot that is a name": {"Desk", "room-1", []string{"Invalid import identity", `"Desk" is not a valid bot_id of lineworks_channel`, "menu of a room"}},
		"empty room":         {"2000001", "", []string{"Invalid import identity", `"" is not a valid channel_id of lineworks_channel`}},
		"no such room":       {"2000001", "room-9", []string{acctest.NonExistent}},
		"no such bot":        {"2000009", "room-1", []string{acctest.NonExistent}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			tenant.Drive(t, acctest.Step{
				Config:            room(tenant.AddBot(), "On call", "u1"),
				ImportsByIdentity: map[string]map[string]string{addr: {"bot_id": tc.bot, "channel_id": tc.room}}, Errors: tc.want,
			})
		})
	}
}

// TestChannel_importByIdentity_noRoom leaves out a part of the identity, which the CLI
// refuses.
func TestChannel_importByIdentity_noRoom(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tenant := acctest.New(t)
	id := tenant.AddBot()
	tenant.Test(t, resource.TestStep{
		Config:      fmt.Sprintf("import {\n  to = %s\n  identity = { bot_id = %d }\n}\n%s", addr, id, room(id, "On call", "u1").HCL()),
		ExpectError: regexp.MustCompile(`(?s)channel_id.*required`),
	})
}

// TestChannel_noIdentityInState refreshes the state of an older CLI, or of an older version
// of the provider, has stored.
func TestChannel_noIdentityInState(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	tenant.API.AddChannel(id, mockserver.Channel{ChannelID: "room-1", Title: "On call", Members: []string{"u1"}})
	of := func(botID int64, channelID string) map[string]string {
		return map[string]string{"bot_id": strconv.FormatInt(botID, 10), "channel_id": channelID}
	}
	more := acctest.Values{"title": "On call", "members": []string{"u1"}}
	tenant.Identified(t, channelType, acctest.Prior(of(id, "room-1"), more), of(id, "room-1"))
	tenant.Gone(t, channelType, acctest.Prior(of(id, "room-9"), more))
	tenant.Gone(t, channelType, acctest.Prior(of(2000009, "room-1"), more))
	// A room that the bot is no longer in may be refused instead.
	tenant.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "not yours"})
	tenant.Gone(t, channelType, acctest.Prior(of(id, "room-1"), more))
}
