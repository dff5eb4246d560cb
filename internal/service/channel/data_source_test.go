// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// lookup is the configuration of a data source.
func lookup(botID int64, channelID string) acctest.Values {
	return acctest.Values{"bot_id": strconv.FormatInt(botID, 10), "channel_id": channelID}
}

// TestDataSources_cli uses the real CLI.
func TestDataSources_cli(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	tenant.API.AddChannel(id, mockserver.Channel{ChannelID: "r1", Title: "On call", Members: []string{"u3", "u1"}})
	tenant.Test(t, resource.TestStep{
		Config: fmt.Sprintf(`
data "lineworks_channel" "test" {
  bot_id     = "%d"
  channel_id = "r1"
}
data "lineworks_channel_members" "test" {
  bot_id     = data.lineworks_channel.test.bot_id
  channel_id = "r1"
}
`, id),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("data.lineworks_channel.test", tfjsonpath.New("title"), knownvalue.StringExact("On call")),
			statecheck.ExpectKnownValue("data.lineworks_channel_members.test", tfjsonpath.New("user_ids"), knownvalue.SetExact(
				[]knownvalue.Check{knownvalue.StringExact("u1"), knownvalue.StringExact("u3")})),
		},
	})
}

func TestDataSources(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "unset-", "reverse-lists", "last-cursor-empty") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id := tenant.AddBot()
			for _, tc := range []struct {
				room mockserver.Channel
				want acctest.Attributes
			}{
				{
					mockserver.Channel{ChannelID: "r1", Title: "On call", DomainID: 7, Members: []string{"u3", "u1", "u2"}},
					acctest.Attributes{"title": "On call", "channel_type": "MULTI_USERS", "domain_id": "7", "org_unit_id": nil, "group_id": nil},
				},
				{
					mockserver.Channel{ChannelID: "r2", Title: "Sales", DomainID: 8, Type: mockserver.ChannelOrgUnit, OrgUnitID: "o1", Members: []string{"u1"}},
					acctest.Attributes{"title": "Sales", "channel_type": mockserver.ChannelOrgUnit, "domain_id": "8", "org_unit_id": "o1", "group_id": nil},
				},
				{
					mockserver.Channel{ChannelID: "r3", DomainID: 9, Type: mockserver.ChannelGroup, GroupID: "g1", Members: []string{"u1"}},
					acctest.Attributes{"title": nil, "channel_type": mockserver.ChannelGroup, "domain_id": "9", "org_unit_id": nil, "group_id": "g1"},
				},
			} {
				tenant.API.AddChannel(id, tc.room)
				found, diags := tenant.Data(t, channelType, lookup(id, tc.room.ChannelID))
				acctest.Succeeds(t, diags)
				acctest.Has(t, found, tc.want)
			}
			users, diags := tenant.Data(t, "lineworks_channel_members", lookup(id, "r1"))
			acctest.Succeeds(t, diags)
			acctest.Has(t, users, acctest.Attributes{"user_ids": []string{"u1", "u2", "u3"}})
		})
	}
}

func TestDataSources_errors(t *testing.T) {
	t.Parallel()
	for _, typeName := range []string{channelType, "lineworks_channel_members"} {
		for name, quirks := range gonePositions {
			t.Run(typeName+" "+name, func(t *testing.T) {
				t.Parallel()
				tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
				id := tenant.AddBot()
				tenant.API.AddChannel(id, mockserver.Channel{ChannelID: "r1", Members: []string{"u1"}})
				tenant.API.RemoveChannel(id, "r1")
				_, diags := tenant.Data(t, typeName, lookup(id, "r1"))
				acctest.Fails(t, diags, "Room not found", "Bot 2000001 is in no room with the ID r1")
				_, diags = tenant.Data(t, typeName, lookup(id, ""))
				acctest.Fails(t, diags, "error at channel_id: ")
				for _, operation := range []string{read, members} {
					tenant.API.Fail(mockserver.Fault{Operation: operation, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
				}
				_, diags = tenant.Data(t, typeName, lookup(id, "r2"))
				acctest.Fails(t, diags, "Unable to read room", "room r2", "not yours")
			})
		}
	}
}
