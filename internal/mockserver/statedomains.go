// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// Domains returns the registrations of a bot by domain id.
func (s *Server) Domains(botID int64) []Domain {
	var domains []Domain
	s.with(botID, func(state *botState) {
		for _, id := range slices.Sorted(maps.Keys(state.domains)) {
			domains = append(domains, state.domains[id].clone())
		}
	})
	return domains
}

// SetDomain registers a bot in a domain, members included, or replaces the
// registration. It reports whether there is such a bot.
func (s *Server) SetDomain(botID int64, d Domain) bool {
	return s.with(botID, func(state *botState) {
		state.domains[d.DomainID] = ptr(d.clone())
		delete(s.gone, domainKey(botID, d.DomainID))
	})
}

// RemoveDomain ends a registration.
func (s *Server) RemoveDomain(botID, domainID int64) {
	s.with(botID, func(state *botState) {
		if state.domains[domainID] != nil {
			s.removeDomain(state, domainID)
		}
	})
}

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

// AddChannel puts a bot into a room, as somebody in the app would, and returns
// the room's id; an empty ChannelID gets a fresh one. It returns "" when there
// is no such bot.
func (s *Server) AddChannel(botID int64, room Channel) string {
	id := ""
	s.with(botID, func(state *botState) { id = s.addRoom(state, room.clone()) })
	return id
}

// ChangeChannel changes a room, as people in the app would, and reports whether
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

// Message is a message that a bot has sent. Either UserID or ChannelID is set.
type Message struct {
	BotID     int64
	UserID    string // or an e-mail, as it was in the path
	ChannelID string
	// Content is the object with the type, byte by byte as it was sent.
	Content json.RawMessage
	Time    time.Time
}

// Messages returns the messages that were taken, of all bots, oldest first. The API
// itself can neither read nor delete them.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	messages := slices.Clone(s.messages)
	for i := range messages {
		messages[i].Content = slices.Clone(messages[i].Content)
	}
	return messages
}
