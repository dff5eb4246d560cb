// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const domain = "/domains/10000001"

// TestDomains_lifecycle: https://developers.worksmobile.com/en/docs/bot-domain-register,
// bot-domain-update-put, bot-domain-update-patch and bot-domain-delete.
func TestDomains_lifecycle(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	e.put(bot+domain, `{}`).is(404, "NOT_FOUND")
	e.patch(bot+domain, `{}`).is(404, "NOT_FOUND")
	e.delete(bot+domain).is(404, "NOT_FOUND")
	got := e.post(bot+domain, `{"visible":true}`).is(201)
	got.has("domainId", 10000001).has("visible", true).has("allowToSelectedMember", false)
	e.patch(bot+domain, `{"allowToSelectedMember":true}`).is(200).has("visible", true).has("allowToSelectedMember", true)
	e.put(bot+domain, `{"allowToSelectedMember":true}`).is(200).has("visible", false).has("allowToSelectedMember", true)
	e.patch(bot+domain, `{"visible":"yes"}`).is(400, "INVALID_PARAMETER")
	e.get(bot+"/domains").is(200).has("domains", []any{map[string]any{
		"domainId": 10000001, "visible": false, "allowToSelectedMember": true,
	}})
	if raw := e.delete(bot + domain).is(204).raw; raw != "" {
		t.Errorf("got the body %s, want none", raw)
	}
	e.get(bot+"/domains").is(200).has("domains", []any{})
	e.post(bot+"/domains/x", `{}`).is(400, "INVALID_PARAMETER")
}

func TestDomains_paging(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{MaxPageSize: 2})
	_, bot := e.bot()
	for _, id := range []string{"1", "2", "3"} {
		e.post(bot+"/domains/"+id, "").is(201) // both properties are optional
	}
	if items, pages := e.list(bot+"/domains", "domains"); len(items) != 3 || pages != 2 {
		t.Errorf("got %d domains in %d pages, want 3 in 2", len(items), pages)
	}
}

func TestDomains_ofTheTenant(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{Domains: []int64{10000001}})
	_, bot := e.bot()
	e.post(bot+domain, `{}`).is(201)
	e.post(bot+"/domains/10000002", `{}`).is(403, "ACCESS_DENIED")
	e.patch(bot, `{"allowDomains":[10000002]}`).is(400, "INVALID_PARAMETER")
	e.patch(bot, `{"allowDomains":[0]}`).is(200)
}

// TestMembers_lifecycle: https://developers.worksmobile.com/en/docs/bot-domain-member-create,
// bot-domain-member-list and bot-domain-member-delete.
func TestMembers_lifecycle(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{MaxPageSize: 2})
	_, bot := e.bot()
	members := bot + domain + "/members"
	e.post(members, `{"userId":"u1"}`).is(404, "NOT_FOUND")
	e.get(members).is(404)
	e.delete(members + "/u1").is(404)
	e.post(bot+domain, `{"allowToSelectedMember":true}`).is(201)
	if raw := e.post(members, `{"userId":"u1"}`).is(201).raw; raw != "" {
		t.Errorf("got the body %s, want none", raw)
	}
	r := e.request(http.MethodPost, members, `{"userId":"u/2"}`)
	r.Header.Del("Content-Type") // the page lists no such header
	e.send(r).is(201)
	e.post(members, `{}`).is(400, "MISSING_PARAMETER")
	e.post(members, `{"userId":["u1"]}`).is(400, "INVALID_PARAMETER")
	e.post(members, `{"userId":"a@example.com"}`).is(201)
	items, pages := e.list(members, "members")
	if len(items) != 3 || pages != 2 || items[0] != "u1" || items[2] == "a@example.com" {
		t.Errorf("got the members %v in %d pages, want 3 in 2, u1 first and the last one as an id", items, pages)
	}
	e.delete(members + "/a%40example.com").is(404) // the path wants a user ID
	e.delete(members + "/u%2F2").is(204)
	e.delete(members+"/u%2F2").is(404, "NOT_FOUND")
	e.api.SetQuirks(mockserver.Quirks{SecondDelete: mockserver.Gone410})
	e.delete(members+"/u%2F2").is(410, "DELETED")
	e.delete(bot + domain).is(204)
	e.delete(bot+domain).is(410, "DELETED")
	e.delete(bot+"/domains/5").is(404, "NOT_FOUND")
}

func TestQuirk_domains(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	members := bot + domain + "/members"
	e.post(bot+domain, `{"allowToSelectedMember":true}`).is(201)
	e.post(members, `{"userId":"u1"}`).is(201)
	e.post(bot+domain, `{}`).is(409, "ALREADY_EXIST")
	e.post(members, `{"userId":"u1"}`).is(409, "ALREADY_EXIST")
	e.api.SetQuirks(mockserver.Quirks{Duplicates: mockserver.DuplicatesConflict})
	e.post(bot+domain, `{}`).is(409, "CONFLICT")
	e.post(members, `{"userId":"u1"}`).is(409, "CONFLICT")
	e.api.SetQuirks(mockserver.Quirks{Duplicates: mockserver.DuplicatesAccepted})
	e.post(bot+domain, `{"visible":true}`).is(201).has("visible", true)
	e.post(members, `{"userId":"u1"}`).is(201)
	if got := e.api.Domains(id)[0]; !slices.Equal(got.Members, []string{"u1"}) || got.AllowToSelectedMember {
		t.Errorf("got the registration %+v, want the member u1 and AllowToSelectedMember false", got)
	}
	for form, want := range map[mockserver.AllUsersForm]any{
		mockserver.AllUsersArray: []string{"All users"}, mockserver.AllUsersString: "All users",
		mockserver.AllUsersEmpty: []string{}, mockserver.AllUsersAbsent: "absent",
	} {
		e.api.SetQuirks(mockserver.Quirks{AllUsers: form})
		e.get(members).is(200).has("members", want)
	}
	e.patch(bot+domain, `{"allowToSelectedMember":true}`).is(200)
	e.get(members).is(200).has("members", []string{"u1"}) // they survive by default
	e.api.SetQuirks(mockserver.Quirks{ForgetMembers: true, PatchNull: mockserver.PatchNullKeeps, DomainBodyRequired: true})
	e.patch(bot+domain, `{"allowToSelectedMember":null}`).is(200).has("allowToSelectedMember", true)
	e.patch(bot+domain, `{"allowToSelectedMember":false}`).is(200)
	if got := e.api.Domains(id)[0].Members; len(got) != 0 {
		t.Errorf("got the members %v, want none", got)
	}
	e.post(bot+"/domains/7", "").is(400, "INVALID_PARAMETER")
}

// TestQuirk_members: what bot-domain-member-create and bot-domain-member-delete
// leave open.
func TestQuirk_members(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	members := bot + domain + "/members"
	e.post(bot+domain, `{}`).is(201)
	e.post(members, `{"userId":"u1"}`).is(201) // all users are allowed anyway
	e.api.SetQuirks(mockserver.Quirks{RefuseIdleMembers: true, DeleteMemberByEmail: true})
	e.post(members, `{"userId":"u2"}`).is(400, "INVALID_PARAMETER")
	e.patch(bot+domain, `{"allowToSelectedMember":true}`).is(200)
	e.post(members, `{"userId":"a@example.com"}`).is(201)
	e.delete(members + "/a%40example.com").is(204)
	e.delete(members+"/a%40example.com").is(404, "NOT_FOUND")
	if got := e.api.Domains(id)[0].Members; !slices.Equal(got, []string{"u1"}) {
		t.Errorf("got the members %v, want u1", got)
	}
}

func TestState_domains(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	members := []string{"u1"}
	e.api.SetDomain(id, mockserver.Domain{DomainID: 10000001, AllowToSelectedMember: true, Members: members})
	members[0] = "x"
	e.get(bot+domain+"/members").is(200).has("members", []string{"u1"})
	e.api.RemoveDomain(id, 10000001)
	e.api.RemoveDomain(id, 10000001)
	e.get(bot+"/domains").is(200).has("domains", []any{})
	if e.api.SetDomain(1, mockserver.Domain{}) {
		t.Error("got true for bot 1, want false: there is no such bot")
	}
}

// TestChannels_lifecycle: https://developers.worksmobile.com/en/docs/bot-channel-create,
// bot-channel-get, bot-channel-member-list and bot-channel-leave.
func TestChannels_lifecycle(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{MaxPageSize: 2})
	id, bot := e.bot()
	rooms := bot + "/channels"
	e.post(rooms, `{"members":[]}`).is(400, "INVALID_PARAMETER")
	e.post(rooms, `{"title":"t"}`).is(400, "MISSING_PARAMETER")
	e.post(rooms, `{"members":["u1","u1"]}`).is(400, "INVALID_PARAMETER")
	e.post(rooms, `{"members":`+jsonOf(t, make100(101))+`}`).is(400, "LIMIT_EXCEEDED")
	e.post(rooms, `{"members":`+jsonOf(t, make100(100))+`}`).is(201).has("title", "absent")
	room := rooms + "/" + e.post(rooms, `{"members":["u1","u2","u3"],"title":"t"}`).is(201).has("title", "t").text("channelId")
	e.get(room).is(200).has("title", "t").has("domainId", 10000001).has("channelType", map[string]any{"type": "MULTI_USERS"})
	if items, pages := e.list(room+"/members", "members"); len(items) != 3 || pages != 2 {
		t.Errorf("got the members %v in %d pages, want 3 in 2", items, pages)
	}
	e.api.AddChannel(id, mockserver.Channel{ChannelID: "123456789", Members: []string{"u1"}}) // a form that one client reports
	e.get(rooms+"/123456789").is(200).has("channelId", "123456789")
	e.delete(room).is(204)
	e.get(room).is(404, "NOT_FOUND").has("description", "channel does not exist")
	e.get(room + "/members").is(404)
	e.delete(room).is(404)
	e.post(room+"/messages", `{"content":{"type":"text","text":"x"}}`).is(403, "ACCESS_DENIED")
	e.api.SetQuirks(mockserver.Quirks{LeftRoom: mockserver.LeftRoom403})
	e.get(room).is(403, "ACCESS_DENIED")
	e.get(rooms+"/unheard-of").is(404, "NOT_FOUND")
	e.api.AddChannel(id, mockserver.Channel{ChannelID: strings.TrimPrefix(room, rooms+"/")}) // invited again
	e.post(room+"/messages", `{"content":{"type":"text","text":"x"}}`).is(201)
}

func make100(n int) []string {
	users := make([]string, n)
	for i := range users {
		users[i] = string(rune('가' + i))
	}
	return users
}

func TestState_channels(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{Domains: []int64{5}})
	id, bot := e.bot()
	group := e.api.AddChannel(id, mockserver.Channel{Type: mockserver.ChannelGroup, GroupID: "g", Members: []string{"u"}})
	unit := e.api.AddChannel(id, mockserver.Channel{Type: mockserver.ChannelOrgUnit, OrgUnitID: "o", DomainID: 9})
	e.get(bot+"/channels/"+group).is(200).has("channelType", map[string]any{"type": "GROUP", "groupId": "g"}).has("domainId", 5)
	e.get(bot+"/channels/"+unit).is(200).has("channelType", map[string]any{"type": "ORGUNIT", "orgUnitId": "o"}).has("domainId", 9)
	e.api.SetDomain(id, mockserver.Domain{DomainID: 6})
	e.api.AddChannel(id, mockserver.Channel{ChannelID: "c"})
	e.get(bot+"/channels/c").is(200).has("domainId", 6) // the bot's own
	e.api.RemoveChannel(id, group)
	e.api.RemoveChannel(id, group)
	if got := e.api.Channels(id); len(got) != 2 || got[0].ChannelID != unit {
		t.Errorf("got the rooms %+v, want 2, %s first", got, unit)
	}
	if got := e.api.AddChannel(1, mockserver.Channel{}); got != "" {
		t.Errorf("got the room %s for bot 1, want none: there is no such bot", got)
	}
}

// TestState_changedChannel: people come and go. The bot leaves an empty room:
// https://developers.worksmobile.com/en/docs/bot-callback-leave.
func TestState_changedChannel(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{ChannelNeedsRegistration: true})
	id, bot := e.bot()
	e.post(bot+"/channels", `{"members":["u"]}`).is(403, "ACCESS_DENIED")
	e.post(bot+domain, `{}`).is(201)
	room := e.post(bot+"/channels", `{"members":["u"]}`).is(201).text("channelId")
	people := []string{"u", "v"}
	if !e.api.ChangeChannel(id, room, func(r *mockserver.Channel) { r.Members, r.Title, r.ChannelID = people, "t", "x" }) {
		t.Fatalf("got false for room %s, want true", room)
	}
	people[0] = "x"
	e.get(bot+"/channels/"+room).is(200).has("title", "t")
	e.get(bot+"/channels/"+room+"/members").is(200).has("members", []string{"u", "v"})
	if !e.api.ChangeChannel(id, room, func(r *mockserver.Channel) { r.Members = nil }) {
		t.Fatalf("got false for room %s, want true", room)
	}
	e.get(bot+"/channels/"+room).is(404, "NOT_FOUND")
	never := func(*mockserver.Channel) { t.Error("got a call, want none: there is no such room") }
	if e.api.ChangeChannel(id, room, never) || e.api.ChangeChannel(1, room, never) {
		t.Errorf("got true for room %s, want false: there is no such room", room)
	}
}
