// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// data is a data source as configuration.
func data(typeName, name string, botID int64, channelID string) string {
	return fmt.Sprintf("data %q %q {\n  bot_id = \"%d\"\n  channel_id = %q\n}\n", typeName, name, botID, channelID)
}

func TestDataSources(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "unset-", "reverse-lists", "last-cursor-empty") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			id := env.AddBot()
			rooms := map[string]mockserver.Channel{
				"people": {ChannelID: "r1", Title: "On call", DomainID: 7, Members: []string{"u3", "u1", "u2"}},
				"unit":   {ChannelID: "r2", Title: "Sales", DomainID: 8, Type: mockserver.ChannelOrgUnit, OrgUnitID: "o1", Members: []string{"u1"}},
				"group":  {ChannelID: "r3", DomainID: 9, Type: mockserver.ChannelGroup, GroupID: "g1", Members: []string{"u1"}},
			}
			config := ""
			var checks []statecheck.StateCheck
			expect := func(name string, attribute, value string) {
				want := knownvalue.Check(knownvalue.Null())
				if value != "" {
					want = knownvalue.StringExact(value)
				}
				checks = append(checks, statecheck.ExpectKnownValue("data.lineworks_channel."+name, tfjsonpath.New(attribute), want))
			}
			for name, room := range rooms {
				env.API.AddChannel(id, room)
				config += data("lineworks_channel", name, id, room.ChannelID)
				kind := room.Type
				if kind == "" {
					kind = mockserver.ChannelMultiUsers
				}
				expect(name, "title", room.Title)
				expect(name, "channel_type", kind)
				expect(name, "domain_id", fmt.Sprint(room.DomainID))
				expect(name, "org_unit_id", room.OrgUnitID)
				expect(name, "group_id", room.GroupID)
			}
			checks = append(checks, statecheck.ExpectKnownValue("data.lineworks_channel_members.test", tfjsonpath.New("user_ids"), knownvalue.SetExact(
				[]knownvalue.Check{knownvalue.StringExact("u1"), knownvalue.StringExact("u2"), knownvalue.StringExact("u3")})))
			env.Test(t, resource.TestStep{Config: config + data("lineworks_channel_members", "test", id, "r1"), ConfigStateChecks: checks})
		})
	}
}

func TestDataSources_errors(t *testing.T) {
	t.Parallel()
	for _, typeName := range []string{"lineworks_channel", "lineworks_channel_members"} {
		for name, quirks := range gonePositions {
			t.Run(typeName+" "+name, func(t *testing.T) {
				t.Parallel()
				env := acctest.New(t, acctest.Quirks(quirks))
				id := env.AddBot()
				env.API.AddChannel(id, mockserver.Channel{ChannelID: "r1", Members: []string{"u1"}})
				env.API.RemoveChannel(id, "r1")
				refused := mockserver.Fault{Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"}
				missing := regexp.MustCompile(`(?s)Room not found.*Bot\s+2000001\s+is\s+in\s+no\s+room\s+with\s+the\s+ID\s+r1`)
				env.Test(t,
					resource.TestStep{Config: data(typeName, "test", id, "r1"), ExpectError: missing},
					resource.TestStep{Config: data(typeName, "test", id, ""), ExpectError: regexp.MustCompile(`channel_id`)},
					resource.TestStep{
						PreConfig: func() {
							for _, refused.Operation = range []string{read, members} {
								env.API.Fail(refused)
							}
						},
						Config: data(typeName, "test", id, "r2"), ExpectError: regexp.MustCompile(`(?s)Unable to read room.*room\s+r2.*not\s+yours`),
					},
				)
			})
		}
	}
}
