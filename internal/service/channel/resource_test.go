// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

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
	readBot = "GET /bots/{botId}"
)

// room is the resource as configuration; a title of "" is left out.
func room(botID int64, title string, users ...string) string {
	if title != "" {
		title = fmt.Sprintf("title = %q", title)
	}
	return fmt.Sprintf("resource \"lineworks_channel\" \"test\" {\n  bot_id = \"%d\"\n  members = [\"%s\"]\n  %s\n}\n", botID, strings.Join(users, `", "`), title)
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
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
func onlyRoom(t *testing.T, env *acctest.Env, botID int64) mockserver.Channel {
	t.Helper()
	rooms := env.API.Channels(botID)
	if len(rooms) != 1 {
		t.Fatalf("the bot is in %d rooms, want 1", len(rooms))
	}
	return rooms[0]
}

func TestChannel_lifecycle(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	var made mockserver.Channel
	noWrite := func() {
		if n := env.Writes(); n != 0 {
			t.Errorf("%d write requests, want none", n)
		}
		if now := onlyRoom(t, env, id); now.ChannelID != made.ChannelID {
			t.Error("the bot is in another room")
		}
	}
	env.Test(t,
		resource.TestStep{
			Config: room(id, "On call", "u2", "u1", "u3"),
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
				made = onlyRoom(t, env, id)
				want := map[string]string{"members": `["u1","u2","u3"]`, "title": `"On call"`}
				got := map[string]string{}
				for field, raw := range env.Last(t, create).Body {
					got[field] = string(raw)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("body of the create differs (-want +got):\n%s", diff)
				}
				if n := env.Writes(); n != 1 {
					t.Errorf("%d write requests, want 1", n)
				}
				if n := env.API.Count(members); n != 0 {
					t.Errorf("the members were listed %d times, want never", n)
				}
			},
		},
		importStep(),
		importBlock(),
		resource.TestStep{ // other members are no difference
			PreConfig:        env.API.ResetRequests,
			Config:           room(id, "On call", "u4"),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("members"), knownvalue.SetSizeExact(3)),
			},
			PostApplyFunc: noWrite,
		},
		resource.TestStep{ // nor is who comes and goes
			PreConfig: func() {
				env.API.ChangeChannel(id, made.ChannelID, func(c *mockserver.Channel) { c.Members = []string{"u8", "u9"} })
			},
			Config:           room(id, "On call", "u1", "u2", "u3"),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			PostApplyFunc:    noWrite,
		},
		resource.TestStep{ // a title that is left out asks for no other one
			Config:           room(id, "", "u1"),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			PostApplyFunc:    noWrite,
		},
		resource.TestStep{ // another title is another room, with the members of today
			Config:           room(id, "Off call", "u4"),
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			PostApplyFunc: func() {
				now := onlyRoom(t, env, id)
				if now.ChannelID == made.ChannelID || now.Title != "Off call" || !cmp.Equal(now.Members, []string{"u4"}) {
					t.Errorf("the bot is in %+v", now)
				}
				made = now
			},
		},
		resource.TestStep{ // a title that was changed elsewhere is seen
			PreConfig: func() {
				env.API.ChangeChannel(id, made.ChannelID, func(c *mockserver.Channel) { c.Title = "Lunch" })
			},
			Config:           room(id, "Off call", "u4"),
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
		},
	)
	if n := len(env.API.Channels(id)); n != 0 {
		t.Errorf("the bot is in %d rooms after destroy", n)
	}
}

// TestChannel_import_whateverMembersSays imports a room in which are others than
// the configuration names.
func TestChannel_import_whateverMembersSays(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	channelID := env.API.AddChannel(id, mockserver.Channel{Title: "On call", Members: []string{"u1", "u2", "u3"}}) // two pages
	block := fmt.Sprintf("import {\n  to = %s\n  id = \"%d/%s\"\n}\n", addr, id, channelID)
	env.Test(t,
		resource.TestStep{
			Config:           block + room(id, "On call", "u9"),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("members"), knownvalue.SetSizeExact(3)),
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("channel_type"), knownvalue.StringExact("MULTI_USERS")),
			},
		},
		resource.TestStep{
			PreConfig: env.API.ResetRequests, Config: room(id, "On call", "u9"), ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			PostApplyFunc: func() {
				if n := env.API.Count(members) + env.Writes(); n != 0 {
					t.Errorf("%d lists of members and writes after the import, want none", n)
				}
			},
		},
	)
}

func TestChannel_otherBot(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	a, b := env.AddBot(), env.AddBot()
	env.Test(t,
		resource.TestStep{Config: room(a, "", "u1")},
		resource.TestStep{
			Config: room(b, "", "u1"), ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			PostApplyFunc: func() {
				if n := len(env.API.Channels(a)); n != 0 {
					t.Errorf("the former bot is in %d rooms still", n)
				}
				onlyRoom(t, env, b)
			},
		},
	)
}

// TestChannel_quirks runs the provider against each way in which the service
// might behave where the vendor's pages are silent, with a title and without.
func TestChannel_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "unset-", "reverse-arrays", "reverse-lists", "bot-id-string", "refuse-unknown-", "refuse-overlaps", "last-cursor-null") {
		for _, title := range []string{"", "On call"} {
			t.Run(strings.TrimSpace(name+" "+title), func(t *testing.T) {
				t.Parallel()
				env := acctest.New(t, acctest.Quirks(quirks))
				id := env.AddBot()
				config := room(id, title, "u1", "u2", "u3")
				env.Test(t,
					resource.TestStep{Config: config},
					importStep(),
					resource.TestStep{
						PreConfig: func() {
							env.API.ChangeChannel(id, onlyRoom(t, env, id).ChannelID, func(c *mockserver.Channel) {
								if title == "" {
									c.Title = "Named by people"
								}
							})
						},
						Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
					},
				)
			})
		}
	}
}

// TestChannel_titleInAnotherForm has the service store another title than the
// one that was asked for, which is no difference; any other one is.
func TestChannel_titleInAnotherForm(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	config := room(id, "On call ", "u1")
	retitle := func(title string) {
		env.API.ChangeChannel(id, onlyRoom(t, env, id).ChannelID, func(c *mockserver.Channel) { c.Title = title })
	}
	env.API.Fail(mockserver.Fault{
		Operation: create, Status: http.StatusCreated, Body: `{"channelId":"r1","title":"On call"}`, ContentType: "application/json",
	})
	env.API.AddChannel(id, mockserver.Channel{ChannelID: "r1", Title: "On call", Members: []string{"u1"}})
	env.Test(t,
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() { retitle("Lunch") }, Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
		},
	)
}

// gonePositions are what the service may answer about a room that the bot has left.
var gonePositions = map[string]mockserver.Quirks{
	"404": {}, "410": {ReadDeleted: mockserver.Gone410, SecondDelete: mockserver.Gone410}, "403": {LeftRoom: mockserver.LeftRoom403},
}

func TestChannel_disappears(t *testing.T) {
	t.Parallel()
	for name, quirks := range gonePositions {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			id := env.AddBot()
			config := room(id, "", "u1")
			env.Test(t,
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() { env.API.RemoveChannel(id, onlyRoom(t, env, id).ChannelID) },
					Config:    config, ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
				},
				resource.TestStep{ // gone at a delete: left between the refresh and the apply
					PreConfig: func() {
						env.API.Fail(mockserver.Fault{Operation: leave, Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "left", Act: true})
					},
					Config: config, Destroy: true,
				},
			)
			if n := len(env.API.Channels(id)); n != 0 {
				t.Errorf("the bot is in %d rooms", n)
			}
		})
	}
}

func TestChannel_botDisappears(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	env.Test(t,
		resource.TestStep{Config: room(id, "", "u1")},
		resource.TestStep{
			PreConfig: func() { env.API.RemoveBot(id) }, RefreshState: true, ExpectNonEmptyPlan: true,
			RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(addr, plancheck.ResourceActionCreate),
			}},
		},
	)
}

// TestChannel_refusedReadsAreNoReasonToRecreate has a refresh fail in ways that
// do not mean that the bot has left.
func TestChannel_refusedReadsAreNoReasonToRecreate(t *testing.T) {
	t.Parallel()
	page := "<!DOCTYPE html><html><head><title>Access blocked</title></head></html>"
	denied := mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "not for you"}
	tests := map[string]struct {
		faults []mockserver.Fault
		want   string
	}{
		"HTML 404":              {[]mockserver.Fault{{Operation: read, Status: http.StatusNotFound, Body: page}}, `api_url`},
		"HTML 403":              {[]mockserver.Fault{{Operation: read, Status: http.StatusForbidden, Body: page}}, `Access\s+blocked`},
		"empty 403":             {[]mockserver.Fault{{Operation: read, Status: http.StatusForbidden}}, `403`},
		"api not exists":        {[]mockserver.Fault{{Operation: read, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "Api not exists"}}, `api_url`},
		"no scope":              {[]mockserver.Fault{{Operation: read, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no scope"}}, `no\s+scope`},
		"the bot is denied too": {[]mockserver.Fault{denied, {Operation: readBot, Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "no"}}, `not\s+for\s+you`},
	}
	env := acctest.New(t)
	id := env.AddBot()
	steps := []resource.TestStep{{Config: room(id, "", "u1")}}
	for name, tc := range tests {
		steps = append(steps, resource.TestStep{
			PreConfig: func() {
				t.Log(name)
				for _, fault := range tc.faults {
					env.API.Fail(fault)
				}
			},
			Config: room(id, "", "u1"), ExpectError: regexp.MustCompile(`(?s)Unable to read room.*` + tc.want),
		})
	}
	env.Test(t, append(steps, resource.TestStep{Config: room(id, "", "u1"), ConfigPlanChecks: planned(plancheck.ResourceActionNoop)})...)
	if n := env.API.Count(create); n != 1 {
		t.Errorf("%d rooms were made, want 1", n)
	}
}

// TestChannel_create_readFails has the room be made, and then not be readable:
// it must stay in state, so that the bot leaves it before it makes another one.
// TestChannel_create_readFails makes a room of which nothing more is told. It
// must not be made a second time: nobody could delete the first.
func TestChannel_create_readFails(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"FORBIDDEN", "ACCESS_DENIED"} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			id := env.AddBot()
			env.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: code, Description: "not yours"})
			env.Test(t,
				resource.TestStep{Config: room(id, "On call", "u1"), PostApplyFunc: func() { onlyRoom(t, env, id) }},
				resource.TestStep{
					Config: room(id, "On call", "u1"), ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
					ConfigStateChecks: []statecheck.StateCheck{
						statecheck.ExpectKnownValue(addr, tfjsonpath.New("domain_id"), knownvalue.NotNull()),
						statecheck.ExpectKnownValue(addr, tfjsonpath.New("channel_type"), knownvalue.NotNull()),
					},
				},
			)
			if n := env.API.PendingFaults(); n != 0 {
				t.Error("the room was not read")
			}
			if n := env.API.Count(create); n != 1 {
				t.Errorf("%d rooms were made, want 1", n)
			}
		})
	}
}

func TestChannel_create_fails(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		quirks mockserver.Quirks
		fault  *mockserver.Fault
		want   string
	}{
		"lost answer": {
			fault: &mockserver.Fault{Operation: create, Reset: true, Act: true},
			want:  `(?s)Unable to create room.*room\s+"On\s+call"\s+of\s+bot\s+2000001.*may\s+exist\s+all\s+the\s+same.*cannot\s+list\s+rooms.*terraform\s+import\s+lineworks_channel.NAME\s+2000001/CHANNEL_ID`,
		},
		"bad gateway": {fault: &mockserver.Fault{Operation: create, Status: http.StatusBadGateway}, want: `(?s)502.*may\s+exist\s+all\s+the\s+same`},
		"no ID":       {fault: &mockserver.Fault{Operation: create, Status: http.StatusCreated, Body: `{"title":"a"}`, ContentType: "application/json", Act: true}, want: `(?s)channelId.*may\s+exist`},
		"not registered in the domain": {
			quirks: mockserver.Quirks{ChannelNeedsRegistration: true}, want: `(?s)Unable to create room.*403 ACCESS_DENIED.*lineworks_bot_domain.*depends_on`,
		},
		"about an attribute": {
			fault: &mockserver.Fault{Operation: create, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "members are unknown"},
			want:  `(?s)Unable to create room.*members\s+= \["u1"\].*members\s+are\s+unknown`,
		},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(tc.quirks))
			if tc.fault != nil {
				env.API.Fail(*tc.fault)
			}
			env.Test(t, resource.TestStep{Config: room(env.AddBot(), "On call", "u1"), ExpectError: regexp.MustCompile(tc.want)})
			if n := env.API.Count(create); n != 1 {
				t.Errorf("the create was sent %d times", n)
			}
		})
	}
}

func TestChannel_delete_fails(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := room(env.AddBot(), "", "u1")
	env.Test(t,
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() {
				env.API.Fail(mockserver.Fault{Operation: leave, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
			},
			Config: config, Destroy: true, ExpectError: regexp.MustCompile(`(?s)Unable to leave room.*not\s+yours`),
		},
		resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
	)
}

func TestChannel_unknownValues(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	config := func(salt string) string {
		return fmt.Sprintf(`
resource "terraform_data" "all" {
  input            = { bot = "%d", title = "On call", ids = ["u1"] }
  triggers_replace = %q
}

resource "lineworks_channel" "test" {
  bot_id  = "%[1]d"
  title   = "On call"
  members = [for id in terraform_data.all.output.ids : id]
}

resource "lineworks_channel" "other" {
  bot_id  = terraform_data.all.output.bot
  title   = terraform_data.all.output.title
  members = terraform_data.all.output.ids
}
`, id, salt)
	}
	env.Test(t,
		resource.TestStep{Config: config("a")},
		// Members that are not known again are no difference either.
		resource.TestStep{Config: config("b"), ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
	)
}

func TestChannel_import_badIDs(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	bot := strconv.FormatInt(env.AddBot(), 10)
	for bad, want := range map[string]string{
		bot:                `(?s)Invalid import ID.*BOT_ID/CHANNEL_ID.*terraform import\s+lineworks_channel.NAME\s+2000001/4b0c.*channelId`,
		bot + "/":          `Invalid import ID`,
		"Desk/r1":          `Invalid import ID`,
		bot + "/r1":        `Cannot import non-existent remote object`,
		"9999999999/r1":    `Cannot import non-existent remote object`,
		bot + "/10/more/r": `Invalid import ID`,
	} {
		t.Run(bad, func(t *testing.T) {
			t.Parallel()
			env.Test(t, resource.TestStep{
				Config: room(2000001, "", "u1"), ResourceName: addr, ImportState: true, ImportStateId: bad, ExpectError: regexp.MustCompile(want),
			})
		})
	}
}
