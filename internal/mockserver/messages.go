// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"net/http"
	"slices"
)

// contentTypes of a message: the bot-send pages listed at
// https://developers.worksmobile.com/en/docs/bot-api.
var contentTypes = []string{
	"text", "sticker", "image", "file", "audio", "video", "location", "link",
	"button_template", "list_template", "carousel", "image_carousel", "flex",
}

// textContent: https://developers.worksmobile.com/en/docs/bot-send-text.
// A quick reply may hang on any content and is taken as it is.
var textContent = record(map[string]shape{
	"type":       word(contentTypes...),
	"text":       {kind: kindString, min: 1, max: 2000},
	"i18nTexts":  translations("text", text(2000), "text"),
	"quickReply": {kind: kindObject, open: true},
}, "type", "text")

// messageShape: https://developers.worksmobile.com/en/docs/bot-user-message-send.
var messageShape = record(map[string]shape{"content": content}, "content")

// content checks text in full and of everything else only the type.
var content = shape{
	kind: kindObject, open: true,
	fields:   map[string]shape{"type": word(contentTypes...)},
	required: []string{"type"},
	also: func(k *checker, path string, fields map[string]json.RawMessage) *problem {
		var kind string
		take(patch{body: fields}, "type", &kind)
		if kind == "text" {
			return k.object(path, fields, textContent)
		}
		return nil
	},
}

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

// sendToUser: https://developers.worksmobile.com/en/docs/bot-user-message-send.
func (s *Server) sendToUser(c *call) response {
	return s.send(c, Message{UserID: c.params["userId"]})
}

// sendToChannel: https://developers.worksmobile.com/en/docs/bot-channel-message-send.
func (s *Server) sendToChannel(c *call) response {
	id := c.params["channelId"]
	left := s.gone[roomKey(c.botID, id)]
	if left || s.quirks.MessageNeedsRoom && c.bot.findRoom(id) < 0 {
		return roomDenied()
	}
	return s.send(c, Message{ChannelID: id})
}

func botDenied() response {
	return refuse(http.StatusForbidden, codeAccessDenied, "Access is denied for bot.")
}

func (s *Server) send(c *call, m Message) response {
	if s.quirks.MessageNeedsRegistration && len(c.bot.domains) == 0 {
		return botDenied()
	}
	m.BotID, m.Content, m.Time = c.botID, slices.Clone(c.body["content"]), s.opts.Now()
	s.messages = append(s.messages, m)
	return answer(http.StatusCreated, nil)
}
