// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"net/http"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// Kinds of rooms, https://developers.worksmobile.com/en/docs/bot-channel-get.
const (
	ChannelSingleUser = "SINGLE_USER"
	ChannelMultiUsers = "MULTI_USERS"
	ChannelOrgUnit    = "ORGUNIT"
	ChannelGroup      = "GROUP"
)

const (
	channelsPath = "/bots/{botId}/channels"
	channelPath  = channelsPath + "/{channelId}"
)

// channelsPerMinute is a limit of its own:
// https://developers.worksmobile.com/en/docs/rate-limits.
const channelsPerMinute = 10

// channelShape: https://developers.worksmobile.com/en/docs/bot-channel-create.
var channelShape = schema.Object(schema.Fields{
	"members": schema.Set(1, 100, schema.NonEmpty(0)),
	"title":   schema.Text(1000),
}, "members")

var channelOperations = []operation{
	{
		method: http.MethodPost, template: channelsPath, scopes: talk, body: bodyJSON, shape: channelShape,
		limit: channelsPerMinute, handle: (*Server).createChannel,
	},
	get(channelPath, talkOrSee, (*Server).getChannel),
	get(channelPath+"/members", talkOrSee, (*Server).listChannelMembers),
	{method: http.MethodDelete, template: channelPath, scopes: talk, handle: (*Server).leaveChannel},
}

// Channel is a message room that a bot is in.
type Channel struct {
	ChannelID string
	DomainID  int64
	Title     string
	// Type is one of the kinds of rooms; "" = MULTI_USERS.
	Type      string
	OrgUnitID string // with ORGUNIT
	GroupID   string // with GROUP
	Members   []string
}

func (r Channel) clone() Channel {
	r.Members = slices.Clone(r.Members)
	return r
}

func roomKey(botID int64, channelID string) string { return botKey(botID) + "/channel/" + channelID }

// Channels returns the rooms that a bot is in, oldest first.
func (s *Server) Channels(botID int64) []Channel {
	var rooms []Channel
	s.with(botID, func(state *botState) {
		for _, room := range state.rooms {
			rooms = append(rooms, room.clone())
		}
	})
	return rooms
}

// AddChannel adds a bot to a room, as a user of the app would, and returns the
// room's id; an empty ChannelID gets a fresh one. It returns "" when there
// is no such bot.
func (s *Server) AddChannel(botID int64, room Channel) string {
	id := ""
	s.with(botID, func(state *botState) { id = s.addRoom(state, room.clone()) })
	return id
}

// ChangeChannel changes a room, as users of the app would, and reports whether
// the bot is in it. The id cannot change. A room without members is left by the bot:
// https://developers.worksmobile.com/en/docs/bot-callback-leave.
func (s *Server) ChangeChannel(botID int64, channelID string, change func(*Channel)) bool {
	found := false
	s.with(botID, func(state *botState) {
		i := state.findRoom(channelID)
		if found = i >= 0; !found {
			return
		}
		changed := state.rooms[i].clone()
		change(&changed)
		changed.ChannelID = channelID
		if state.rooms[i] = changed.clone(); len(changed.Members) == 0 {
			s.leaveRoom(state, channelID)
		}
	})
	return found
}

// RemoveChannel makes a bot leave a room.
func (s *Server) RemoveChannel(botID int64, channelID string) {
	s.with(botID, func(state *botState) {
		if state.findRoom(channelID) >= 0 {
			s.leaveRoom(state, channelID)
		}
	})
}

func (state *botState) findRoom(channelID string) int {
	return slices.IndexFunc(state.rooms, func(r Channel) bool { return r.ChannelID == channelID })
}

func (s *Server) addRoom(state *botState, room Channel) string {
	if room.ChannelID == "" {
		room.ChannelID = ids.UUID()
	}
	if room.Type == "" {
		room.Type = ChannelMultiUsers
	}
	if room.DomainID == 0 {
		room.DomainID = s.homeDomain(state)
	}
	state.rooms = append(state.rooms, room)
	delete(s.gone, roomKey(state.BotID, room.ChannelID))
	return room.ChannelID
}

// homeDomain is a domain of the tenant, the bot's own if it has one.
func (s *Server) homeDomain(state *botState) int64 {
	home := int64(0)
	for id := range state.domains {
		if home == 0 || id < home {
			home = id
		}
	}
	switch {
	case home != 0:
		return home
	case len(s.opts.Domains) > 0:
		return s.opts.Domains[0]
	default:
		return firstDomainID
	}
}

// leaveRoom makes the bot leave a room that it is in.
func (s *Server) leaveRoom(state *botState, channelID string) {
	i := state.findRoom(channelID)
	state.rooms = slices.Delete(state.rooms, i, i+1)
	s.gone[roomKey(state.BotID, channelID)] = true
}

// createChannel: https://developers.worksmobile.com/en/docs/bot-channel-create.
func (s *Server) createChannel(c *call) response {
	if s.quirks.ChannelNeedsRegistration && len(c.bot.domains) == 0 {
		return botDenied()
	}
	var room Channel
	p := patch{body: c.body}
	take(p, "members", &room.Members)
	take(p, "title", &room.Title)
	out := object{"channelId": s.addRoom(c.bot, room)}
	s.quirks.elsewhere().putText(out, "title", room.Title)
	return respond(http.StatusCreated, out)
}

// room finds the room that the path names.
func (s *Server) room(c *call) (Channel, *response) {
	id := c.params["channelId"]
	if i := c.bot.findRoom(id); i >= 0 {
		return c.bot.rooms[i], nil
	}
	key := roomKey(c.botID, id)
	if s.gone[key] && s.quirks.LeftRoom == LeftRoom403 {
		return Channel{}, ptr(roomDenied())
	}
	return Channel{}, ptr(s.missing(c, key, "channel does not exist"))
}

func roomDenied() response {
	return refuse(http.StatusForbidden, codeAccessDenied, "Access is denied for the room.")
}

// getChannel: https://developers.worksmobile.com/jp/docs/bot-channel-get.
func (s *Server) getChannel(c *call) response {
	room, refusal := s.room(c)
	if refusal != nil {
		return *refusal
	}
	kind := object{"type": room.Type}
	switch room.Type {
	case ChannelOrgUnit:
		kind["orgUnitId"] = room.OrgUnitID
	case ChannelGroup:
		kind["groupId"] = room.GroupID
	}
	out := object{"domainId": room.DomainID, "channelId": room.ChannelID, "channelType": kind}
	s.quirks.elsewhere().putText(out, "title", room.Title)
	return respond(http.StatusOK, out)
}

// listChannelMembers: https://developers.worksmobile.com/en/docs/bot-channel-member-list.
func (s *Server) listChannelMembers(c *call) response {
	room, refusal := s.room(c)
	if refusal != nil {
		return *refusal
	}
	return s.page(c, "members", anys(room.Members))
}

// leaveChannel: https://developers.worksmobile.com/en/docs/bot-channel-leave.
func (s *Server) leaveChannel(c *call) response {
	room, refusal := s.room(c)
	if refusal != nil {
		return *refusal
	}
	s.leaveRoom(c.bot, room.ChannelID)
	return respond(http.StatusNoContent, nil)
}
