// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	addr = "lineworks_channel.test"

	create  = "POST /bots/{botId}/channels"
	read    = "GET /bots/{botId}/channels/{channelId}"
	members = "GET /bots/{botId}/channels/{channelId}/members"
	leave   = "DELETE /bots/{botId}/channels/{channelId}"
	readBot = "GET /bots/{botId}/persistentmenu"
)

// room is a configuration of one room; a title of "" is left out.
func room(botID int64, title string, users ...string) acctest.Config {
	values := acctest.Values{"bot_id": strconv.FormatInt(botID, 10), "members": users}
	if title != "" {
		values["title"] = title
	}
	return acctest.Config{addr: values}
}

// planned expects the driver to plan a change of the room.
func planned(change acctest.Change) acctest.Changes { return acctest.Changes{addr: change} }

// cliPlans expects the CLI to plan an action for the room.
func cliPlans(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(addr, action)}}
}

func importID(s *terraform.State) (string, error) {
	bot, err := acctest.ImportID(addr, "bot_id")(s)
	if err != nil {
		return "", err
	}
	id, err := acctest.ImportID(addr, "channel_id")(s)
	return bot + "/" + id, err
}

func importStep() resource.TestStep {
	return resource.TestStep{
		ResourceName: addr, ImportState: true, ImportStateVerify: true,
		ImportStateVerifyIdentifierAttribute: "channel_id", ImportStateIdFunc: importID,
	}
}

func importBlock() resource.TestStep {
	return resource.TestStep{ResourceName: addr, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ImportStateIdFunc: importID}
}

// onlyRoom is the one room that the bot is in.
func onlyRoom(t *testing.T, tenant *acctest.Tenant, botID int64) mockserver.Channel {
	t.Helper()
	rooms := tenant.API.Channels(botID)
	if len(rooms) != 1 {
		t.Fatalf("the bot is in %d rooms, want 1", len(rooms))
	}
	return rooms[0]
}

// The following use the real CLI.

func TestChannel_lifecycle(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	var made mockserver.Channel
	noWrite := func() {
		if n := tenant.Writes(); n != 0 {
			t.Errorf("%d write requests, want none", n)
		}
		if now := onlyRoom(t, tenant, id); now.ChannelID != made.ChannelID {
			t.Errorf("the bot is in the room %s, want %s", now.ChannelID, made.ChannelID)
		}
	}
	tenant.Test(t,
		resource.TestStep{
			Config: room(id, "On call", "u2", "u1", "u3").HCL(),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(addr, plancheck.ResourceActionCreate),
				plancheck.ExpectUnknownValue(addr, tfjsonpath.New("channel_id")),
				plancheck.ExpectUnknownValue(addr, tfjsonpath.New("domain_id")),
			}},
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("title"), knownvalue.StringExact("On call")),
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("domain_id"), knownvalue.StringExact("10000001")),
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("channel_type"), knownvalue.StringExact("MULTI_USERS")),
			},
			PostApplyFunc: func() {
				made = onlyRoom(t, tenant, id)
				want := map[string]string{"members": `["u1","u2","u3"]`, "title": `"On call"`}
				got := map[string]string{}
				for field, raw := range tenant.Last(t, create).Body {
					got[field] = string(raw)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("body of the create differs (-want +got):\n%s", diff)
				}
				if n := tenant.Writes(); n != 1 {
					t.Errorf("%d write requests, want 1", n)
				}
				if n := tenant.API.Count(members); n != 0 {
					t.Errorf("the members were listed %d times, want never", n)
				}
			},
		},
		importStep(),
		importBlock(),
		resource.TestStep{ // other members are no difference
			PreConfig:        tenant.API.ResetRequests,
			Config:           room(id, "On call", "u4").HCL(),
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionNoop),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("members"), knownvalue.SetSizeExact(3)),
			},
			PostApplyFunc: noWrite,
		},
		resource.TestStep{ // nor is who comes and goes
			PreConfig: func() {
				tenant.API.ChangeChannel(id, made.ChannelID, func(c *mockserver.Channel) { c.Members = []string{"u8", "u9"} })
			},
			Config:           room(id, "On call", "u1", "u2", "u3").HCL(),
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionNoop),
			PostApplyFunc:    noWrite,
		},
		resource.TestStep{ // a title that is left out asks for no other one
			Config:           room(id, "", "u1").HCL(),
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionNoop),
			PostApplyFunc:    noWrite,
		},
		resource.TestStep{ // another title is another room, with the members of today
			Config:           room(id, "Off call", "u4").HCL(),
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionDestroyBeforeCreate),
			PostApplyFunc: func() {
				now := onlyRoom(t, tenant, id)
				if now.ChannelID == made.ChannelID || now.Title != "Off call" || !cmp.Equal(now.Members, []string{"u4"}) {
					t.Errorf("the bot is in %+v, want another room, with the title Off call and the member u4", now)
				}
				made = now
			},
		},
		resource.TestStep{ // a title that was changed elsewhere is seen
			PreConfig: func() {
				tenant.API.ChangeChannel(id, made.ChannelID, func(c *mockserver.Channel) { c.Title = "Lunch" })
			},
			Config:           room(id, "Off call", "u4").HCL(),
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionDestroyBeforeCreate),
		},
	)
	if n := len(tenant.API.Channels(id)); n != 0 {
		t.Errorf("the bot is in %d rooms after destroy, want none", n)
	}
}

// TestChannel_import_whateverMembersSays imports a room in which are others than
// the configuration names.
func TestChannel_import_whateverMembersSays(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	channelID := tenant.API.AddChannel(id, mockserver.Channel{Title: "On call", Members: []string{"u1", "u2", "u3"}}) // two pages
	block := fmt.Sprintf("import {\n  to = %s\n  id = \"%d/%s\"\n}\n", addr, id, channelID)
	tenant.Test(t,
		resource.TestStep{
			Config:           block + room(id, "On call", "u9").HCL(),
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionNoop),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("members"), knownvalue.SetSizeExact(3)),
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("channel_type"), knownvalue.StringExact("MULTI_USERS")),
			},
		},
		resource.TestStep{
			PreConfig: tenant.API.ResetRequests, Config: room(id, "On call", "u9").HCL(), ConfigPlanChecks: cliPlans(plancheck.ResourceActionNoop),
			PostApplyFunc: func() {
				if n := tenant.API.Count(members) + tenant.Writes(); n != 0 {
					t.Errorf("%d lists of members and writes after the import, want none", n)
				}
			},
		},
	)
}

func TestChannel_otherBot(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	a, b := tenant.AddBot(), tenant.AddBot()
	tenant.Test(t,
		resource.TestStep{Config: room(a, "", "u1").HCL()},
		resource.TestStep{
			Config: room(b, "", "u1").HCL(), ConfigPlanChecks: cliPlans(plancheck.ResourceActionDestroyBeforeCreate),
			PostApplyFunc: func() {
				if n := len(tenant.API.Channels(a)); n != 0 {
					t.Errorf("the former bot is in %d rooms, want none", n)
				}
				onlyRoom(t, tenant, b)
			},
		},
	)
}

func TestChannel_disappears(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
	config := room(id, "", "u1").HCL()
	tenant.Test(t,
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() { tenant.API.RemoveChannel(id, onlyRoom(t, tenant, id).ChannelID) },
			Config:    config, ConfigPlanChecks: cliPlans(plancheck.ResourceActionCreate),
		},
	)
}

func TestChannel_create_refused(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	tenant.API.Fail(mockserver.Fault{Operation: create, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "members are unknown"})
	tenant.Test(t, resource.TestStep{
		Config:      room(tenant.AddBot(), "On call", "u1").HCL(),
		ExpectError: regexp.MustCompile(`(?s)Unable to create room.*members\s+= \["u1"\].*members\s+are\s+unknown`),
	})
	if n := tenant.API.Count(create); n != 1 {
		t.Errorf("the create was sent %d times, want once", n)
	}
}

// The following use the driver.

// TestChannel_quirks runs the provider against each way in which the service
// might behave where the vendor's pages are silent, with a title and without.
func TestChannel_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "unset-", "reverse-arrays", "reverse-lists", "bot-id-string", "refuse-unknown-", "refuse-overlaps", "last-cursor-absent") {
		for _, title := range []string{"", "On call"} {
			t.Run(strings.TrimSpace(name+" "+title), func(t *testing.T) {
				t.Parallel()
				tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
				id := tenant.AddBot()
				config := room(id, title, "u1", "u2", "u3")
				tenant.Drive(t,
					acctest.Step{Config: config},
					acctest.Step{CheckImport: addr},
					acctest.Step{
						Before: func() {
							tenant.API.ChangeChannel(id, onlyRoom(t, tenant, id).ChannelID, func(c *mockserver.Channel) {
								if title == "" {
									c.Title = "Named by people"
								}
							})
						},
						Config: config, Plan: planned(acctest.NoOp),
					},
				)
			})
		}
	}
}

// TestChannel_titleInAnotherForm has the service store another title than the
// one in the request: a warning shows both, and later plans show no difference, except from
// any third title.
func TestChannel_titleInAnotherForm(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	config := room(id, "On call ", "u1")
	tenant.API.Fail(mockserver.Fault{
		Operation: create, Status: http.StatusCreated, Body: `{"channelId":"r1","title":"On call"}`, ContentType: "application/json",
	})
	tenant.API.AddChannel(id, mockserver.Channel{ChannelID: "r1", Title: "On call", Members: []string{"u1"}})
	tenant.Drive(t,
		acctest.Step{Config: config, Warnings: []string{`The service changed title of room r1 of bot ` + strconv.FormatInt(id, 10), `sent "On call ", and the service stores "On call"`}},
		acctest.Step{
			Before: func() {
				tenant.API.ChangeChannel(id, onlyRoom(t, tenant, id).ChannelID, func(c *mockserver.Channel) { c.Title = "Lunch" })
			},
			Config: config, Plan: planned(acctest.Replace), ReplacedBy: map[string][]string{addr: {"title"}},
		},
	)
}

// gonePositions are the positions of the switch for requests about a room that the bot has left.
var gonePositions = map[string]mockserver.Quirks{
	"404": {}, "410": {ReadDeleted: mockserver.Gone410, SecondDelete: mockserver.Gone410}, "403": {LeftRoom: mockserver.LeftRoom403},
}

// TestChannel_gone has the bot leave a room: seen by a refresh, and between the refresh
// and the apply of a delete.
func TestChannel_gone(t *testing.T) {
	t.Parallel()
	for name, quirks := range gonePositions {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id := tenant.AddBot()
			config := room(id, "", "u1")
			tenant.Drive(t,
				acctest.Step{Config: config},
				acctest.Step{
					Before: func() { tenant.API.RemoveChannel(id, onlyRoom(t, tenant, id).ChannelID) },
					Config: config, Plan: planned(acctest.Create),
				},
				acctest.Step{
					Before: func() {
						tenant.API.Fail(mockserver.Fault{Operation: leave, Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "left", Act: true})
					},
					Destroy: true,
				},
			)
			if n := len(tenant.API.Channels(id)); n != 0 {
				t.Errorf("the bot is in %d rooms, want none", n)
			}
		})
	}
}

func TestChannel_botDisappears(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	tenant.Drive(t,
		acctest.Step{Config: room(id, "", "u1")},
		acctest.Step{
			Before: func() { tenant.API.RemoveBot(id) },
			Config: room(id, "", "u1"), PlanOnly: true, Plan: planned(acctest.Create),
		},
	)
}

// TestChannel_refusedReadsAreNoReasonToRecreate has a refresh fail in ways that
// do not mean that the bot has left.
func TestChannel_refusedReadsAreNoReasonToRecreate(t *testing.T) {
	t.Parallel()
	page := "<!DOCTYPE html><html><head><title>Access blocked</title></head></html>"
	denied := mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "not for you"}
	for name, tc := range map[string]struct {
		faults []mockserver.Fault
		want   string
	}{
		"HTML 404":              {[]mockserver.Fault{{Operation: read, Status: http.StatusNotFound, Body: page}}, "api_url"},
		"HTML 403":              {[]mockserver.Fault{{Operation: read, Status: http.StatusForbidden, Body: page}}, "Access blocked"},
		"empty 403":             {[]mockserver.Fault{{Operation: read, Status: http.StatusForbidden}}, "403"},
		"api not exists":        {[]mockserver.Fault{{Operation: read, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "Api not exists"}}, "api_url"},
		"no scope":              {[]mockserver.Fault{{Operation: read, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no scope"}}, "no scope"},
		"the bot is denied too": {[]mockserver.Fault{denied, {Operation: readBot, Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "no"}}, "not for you"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			config := room(tenant.AddBot(), "", "u1")
			tenant.Drive(t,
				acctest.Step{Config: config},
				acctest.Step{
					Before: func() {
						for _, fault := range tc.faults {
							tenant.API.Fail(fault)
						}
					},
					Config: config, Errors: []string{"Unable to read room: ", tc.want}, Requests: map[string]int{create: 0},
				},
				acctest.Step{Config: config, Plan: planned(acctest.NoOp)},
			)
		})
	}
}

// TestChannel_create_readFails creates a room that the service does not return afterwards. It
// must not be created a second time: the first could not be deleted.
func TestChannel_create_readFails(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"FORBIDDEN", "ACCESS_DENIED"} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			id := tenant.AddBot()
			tenant.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: code, Description: "not yours"})
			known := regexp.MustCompile(`.`)
			tenant.Drive(t,
				acctest.Step{
					Config: room(id, "On call", "u1"), Requests: map[string]int{create: 1},
					After: func() {
						onlyRoom(t, tenant, id)
						if n := tenant.API.PendingFaults(); n != 0 {
							t.Errorf("got %d pending faults, want 0: reads of the room are missing", n)
						}
					},
				},
				acctest.Step{
					Config: room(id, "On call", "u1"), Plan: planned(acctest.NoOp), Requests: map[string]int{create: 0},
					Attributes: acctest.Attributes{addr + ".domain_id": known, addr + ".channel_type": known},
				},
			)
		})
	}
}

func TestChannel_create_fails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		quirks mockserver.Quirks
		fault  *mockserver.Fault
		want   []string
	}{
		"lost response": {
			fault: &mockserver.Fault{Operation: create, Reset: true, Act: true},
			want: []string{
				": Unable to create room: ", `room "On call" of bot 2000001`, "may exist nevertheless", "cannot list rooms",
				"terraform import lineworks_channel.NAME 2000001/CHANNEL_ID",
			},
		},
		"bad gateway": {fault: &mockserver.Fault{Operation: create, Status: http.StatusBadGateway}, want: []string{"502", "may exist nevertheless"}},
		"no ID": {
			fault: &mockserver.Fault{Operation: create, Status: http.StatusCreated, Body: `{"title":"a"}`, ContentType: "application/json", Act: true},
			want:  []string{"channelId", "may exist"},
		},
		"not registered in the domain": {
			quirks: mockserver.Quirks{ChannelNeedsRegistration: true},
			want:   []string{": Unable to create room: ", "403 ACCESS_DENIED", "lineworks_bot_domain", "depends_on"},
		},
		"about an attribute": {
			fault: &mockserver.Fault{Operation: create, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "members are unknown"},
			want:  []string{"error at members: Unable to create room: ", "members are unknown"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tenant := acctest.NewInMemory(t, acctest.Quirks(tc.quirks))
				if tc.fault != nil {
					tenant.API.Fail(*tc.fault)
				}
				tenant.Drive(t, acctest.Step{Config: room(tenant.AddBot(), "On call", "u1"), Errors: tc.want, Requests: map[string]int{create: 1}})
			})
		})
	}
}

func TestChannel_delete_fails(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	config := room(tenant.AddBot(), "", "u1")
	tenant.Drive(t,
		acctest.Step{Config: config},
		acctest.Step{
			Before: func() {
				tenant.API.Fail(mockserver.Fault{Operation: leave, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
			},
			Destroy: true, Errors: []string{"Unable to leave room: ", "not yours"},
		},
		acctest.Step{Config: config, Plan: planned(acctest.NoOp)},
	)
}

// TestChannel_unknownValues plans all attributes while they are not known. Members that
// are not known again are no difference either.
func TestChannel_unknownValues(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := strconv.FormatInt(tenant.AddBot(), 10)
	users := acctest.Later{Value: []string{"u1"}}
	tenant.Drive(t,
		acctest.Step{
			Config:  acctest.Config{addr: {"bot_id": acctest.Later{Value: id}, "title": acctest.Later{Value: "On call"}, "members": users}},
			Plan:    planned(acctest.Create),
			Planned: acctest.Attributes{addr + ".bot_id": acctest.Unknown, addr + ".title": acctest.Unknown, addr + ".members": acctest.Unknown},
		},
		acctest.Step{
			Config: acctest.Config{addr: {"bot_id": id, "title": "On call", "members": users}},
			Plan:   planned(acctest.NoOp),
		},
	)
}

func TestChannel_import_badIDs(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := strconv.FormatInt(tenant.AddBot(), 10)
	for bad, want := range map[string][]string{
		bot:                {"Invalid import ID", "BOT_ID/CHANNEL_ID", "terraform import lineworks_channel.NAME 2000001/4b0c", "channelId"},
		bot + "/":          {"Invalid import ID"},
		"Desk/r1":          {"Invalid import ID"},
		bot + "/r1":        {acctest.NonExistent},
		"9999999999/r1":    {acctest.NonExistent},
		bot + "/10/more/r": {"Invalid import ID"},
	} {
		t.Run(bad, func(t *testing.T) {
			t.Parallel()
			tenant.Drive(t, acctest.Step{Config: room(2000001, "", "u1"), Imports: map[string]string{addr: bad}, Errors: want})
		})
	}
}
