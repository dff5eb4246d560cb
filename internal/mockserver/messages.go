// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// messageShape: https://developers.worksmobile.com/en/docs/bot-user-message-send.
// There is one content, and no list of them.
var messageShape = schema.Object(schema.Fields{"content": schema.Content}, "content")

var messageOperations = []operation{
	{
		method: http.MethodPost, template: "/bots/{botId}/users/{userId}/messages", scopes: talk,
		body: bodyJSON, shape: messageShape, handle: (*Server).sendToUser,
	},
	{
		method: http.MethodPost, template: "/bots/{botId}/channels/{channelId}/messages", scopes: talk,
		body: bodyJSON, shape: messageShape, handle: (*Server).sendToChannel,
	},
}

// Message is a message that a bot has sent. Either UserID or ChannelID is set.
type Message struct {
	Number    int // counts the messages that were taken, from 1
	BotID     int64
	UserID    string // also where the path has an e-mail address
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

// LastMessage returns the number of the newest message, 0 when there is none.
func (s *Server) LastMessage() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.taken
}

// sendToUser: https://developers.worksmobile.com/en/docs/bot-user-message-send.
func (s *Server) sendToUser(c *call) response {
	user, refusal := s.user(c)
	if refusal != nil {
		return *refusal
	}
	return s.send(c, Message{UserID: user})
}

// sendToChannel: https://developers.worksmobile.com/en/docs/bot-channel-message-send.
func (s *Server) sendToChannel(c *call) response {
	id := c.params["channelId"]
	left := s.gone[roomKey(c.botID, id)]
	if left || s.quirks.MessageNeedsRoom && c.bot.findRoom(id) < 0 {
		return s.undelivered(roomDenied())
	}
	if i := c.bot.findRoom(id); i >= 0 && !s.mentionsMembers(c, c.bot.rooms[i]) {
		return invalid("Mentioned user does not exist in the channel")
	}
	return s.send(c, Message{ChannelID: id})
}

// mentionsMembers reports whether a message mentions members of its room alone. Two
// clients report the refusal; https://developers.worksmobile.com/en/docs/bot-mention
// has no word on it.
func (s *Server) mentionsMembers(c *call, room Channel) bool {
	members := s.userIDs(room.Members)
	return !slices.ContainsFunc(c.mentions, func(user string) bool {
		return user != schema.AllMembers && !slices.Contains(members, s.userID(user))
	})
}

func botDenied() response {
	return refuse(http.StatusForbidden, codeAccessDenied, "Access is denied for bot.")
}

// undelivered is the refusal of a message whose receiver is out of reach.
func (s *Server) undelivered(denied response) response {
	if s.quirks.MessageDenied404 {
		return refuse(http.StatusNotFound, codeNotFound, "The receiver was not found.")
	}
	return denied
}

func (s *Server) send(c *call, m Message) response {
	if s.quirks.MessageNeedsRegistration && len(c.bot.domains) == 0 {
		return s.undelivered(botDenied())
	}
	for _, ref := range c.files {
		if problem := s.sendable(c.botID, ref); problem != nil {
			return refuse(http.StatusBadRequest, problem.Code, problem.Description)
		}
	}
	m.BotID, m.Content, m.Time = c.botID, slices.Clone(c.body["content"]), s.opts.Now()
	s.taken++
	m.Number = s.taken
	s.messages = append(s.messages, m)
	if keep := s.opts.KeepMessages; keep > 0 && len(s.messages) > keep {
		s.messages = slices.Delete(s.messages, 0, len(s.messages)-keep)
	}
	switch s.quirks.MessageResponse {
	case MessageResponseFull:
		return respond(http.StatusCreated, object{"content": m.Content})
	case MessageResponseObject:
		return respond(http.StatusCreated, object{})
	case MessageResponseEmpty:
	}
	return respond(http.StatusCreated, nil)
}

// blockedExtensions: https://developers.worksmobile.com/en/docs/bot-send-file.
var blockedExtensions = []string{"bat", "cmd", "com", "cpl", "exe", "scr", "js", "vbs", "wsf", "hta"}

// sendable checks a file that a message names. It reads neither the content of the
// file nor the address: no page says at which step the service does.
func (s *Server) sendable(botID int64, ref schema.File) *schema.Problem {
	// The description is what a client has seen of a file that it may not send.
	void := schema.Wrong(ref.Path + " content is invalid")
	if ref.Use == schema.FileAddress {
		if address, err := url.Parse(ref.ID); err != nil || s.blocked(address.Path) {
			return void
		}
		return nil
	}
	f := s.files.Usable(botID, ref.ID)
	switch {
	case f == nil && !s.quirks.RefuseForeignFiles && s.isForeign(botID, ref.ID):
		return nil
	case f == nil:
		return void
	case ref.Use == schema.FileSmall && len(f.Content) > s.quirks.megabyte():
		// https://developers.worksmobile.com/en/docs/bot-attachment-create
		return &schema.Problem{Code: codeLimitExceeded, Description: ref.Path + " has more than 1 MB."}
	case ref.Use == schema.FileDocument && s.blocked(f.FileName):
		return void
	}
	return nil
}

// isForeign reports whether a file id is not one that this bot has been given, and
// names nothing that is known to be void.
func (s *Server) isForeign(botID int64, fileID string) bool {
	f := s.files.Find(fileID)
	// An id that an upload has replaced belongs to no bot.
	return f == nil || f.BotID != botID && f.BotID != 0 && s.files.Usable(f.BotID, fileID) != nil
}

func (s *Server) blocked(name string) bool {
	ending := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	return ending != "" && slices.Contains(s.opts.BlockedExtensions, ending)
}
