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
	env := acctest.New(t)
	id := env.AddBot()
	env.API.AddChannel(id, mockserver.Channel{ChannelID: "room-1", Title: "On call", Members: []string{"u1", "u2"}})
	is := acctest.HasIdentity(addr, map[string]string{"bot_id": strconv.FormatInt(id, 10), "channel_id": "room-1"})
	config := room(id, "On call", "u1", "u2")
	env.Test(t, append(
		[]resource.TestStep{
			{
				Config:           fmt.Sprintf("import {\n  to = %s\n  identity = { bot_id = %d, channel_id = \"room-1\" }\n}\n%s", addr, id, config),
				ConfigPlanChecks: planned(plancheck.ResourceActionNoop), ConfigStateChecks: is,
			},
			{RefreshState: true},
			{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop), ConfigStateChecks: is},
		},
		acctest.ImportByIdentity(addr)...,
	)...)
	if n := env.API.Count(create); n != 0 {
		t.Errorf("%d rooms were made", n)
	}
}

// TestChannel_identity_create has the service give the ID.
func TestChannel_identity_create(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	env := acctest.New(t)
	id := env.AddBot()
	made := []resource.TestStep{{Config: room(id, "On call", "u1")}}
	env.Test(t, append(made, acctest.ImportByIdentity(addr)...)...)
}

// TestChannel_importByIdentity imports by what is no identity, or that of nothing.
func TestChannel_importByIdentity(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Identity)
	tests := map[string]struct{ identity, want string }{
		"bot that is a name": {`bot_id = "Desk", channel_id = "room-1"`, `(?s)Invalid\s+import\s+identity.*"Desk"\s+is\s+not\s+a\s+bot_id\s+of\s+lineworks_channel.*menu\s+of\s+a\s+room`},
		"empty room":         {`bot_id = 2000001, channel_id = ""`, `(?s)Invalid\s+import\s+identity.*""\s+is\s+not\s+a\s+channel_id\s+of\s+lineworks_channel`},
		"no room":            {`bot_id = 2000001`, `(?s)channel_id.*required`},
		"no such room":       {`bot_id = 2000001, channel_id = "room-9"`, acctest.NotImported},
		"no such bot":        {`bot_id = 2000009, channel_id = "room-1"`, acctest.NotImported},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			id := env.AddBot()
			env.Test(t, resource.TestStep{
				Config:      fmt.Sprintf("import {\n  to = %s\n  identity = { %s }\n}\n%s", addr, tc.identity, room(id, "On call", "u1")),
				ExpectError: regexp.MustCompile(tc.want),
			})
		})
	}
}

// TestChannel_noIdentityInState refreshes what an older CLI, or an older version
// of the provider, has stored.
func TestChannel_noIdentityInState(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	env.API.AddChannel(id, mockserver.Channel{ChannelID: "room-1", Title: "On call", Members: []string{"u1"}})
	of := func(botID int64, channelID string) map[string]string {
		return map[string]string{"bot_id": strconv.FormatInt(botID, 10), "channel_id": channelID}
	}
	more := acctest.Values{"title": "On call", "members": []string{"u1"}}
	env.Identified(t, channelType, acctest.Prior(of(id, "room-1"), more), of(id, "room-1"))
	env.Gone(t, channelType, acctest.Prior(of(id, "room-9"), more))
	env.Gone(t, channelType, acctest.Prior(of(2000009, "room-1"), more))
	// A room that the bot is no longer in may be refused instead.
	env.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "not yours"})
	env.Gone(t, channelType, acctest.Prior(of(id, "room-1"), more))
}
