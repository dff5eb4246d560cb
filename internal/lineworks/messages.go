// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// MessagesService sends messages in the name of a bot. A message has no id, and cannot be
// read, changed or taken back.
type MessagesService struct {
	client *Client
}

// Message is a message of a bot.
type Message struct {
	// Content is required.
	Content Content
	// QuickReplies are the buttons below the message, 1 to 13; nil for none. The next message in
	// the room, of any sender, removes them.
	QuickReplies []QuickReply
}

// SendToUser sends a message to one user, in the room that the bot has with the user. The
// documented userID is a user id.
//
// If the response is lost, the error matches [ErrOutcomeUnknown], and the message is not sent
// again: there is no way to find out whether it arrived, or to mark the second one as a
// repetition. A success does not promise delivery.
//
// API: https://developers.worksmobile.com/en/docs/bot-user-message-send
func (s *MessagesService) SendToUser(ctx context.Context, botID, userID string, m *Message) error {
	return s.send(ctx, opSendToUser, botID, userID, m)
}

// SendToChannel sends a message to a room that the bot is in, as [MessagesService.SendToUser]
// does.
//
// API: https://developers.worksmobile.com/en/docs/bot-channel-message-send
func (s *MessagesService) SendToChannel(ctx context.Context, botID, channelID string, m *Message) error {
	return s.send(ctx, opSendToChannel, botID, channelID, m)
}

// send does not lock the bot: a message changes nothing of it, and must not wait for writes
// that do.
func (s *MessagesService) send(ctx context.Context, op rest.Operation, botID, to string, m *Message) error {
	if m == nil || m.Content == nil {
		return fmt.Errorf("%s: no content given", op)
	}
	content, err := m.marshal()
	if err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	_, err = rest.Call[struct{}](ctx, s.client.rest, op, rest.Args{
		IDs: []string{botID, to}, Body: map[string]json.RawMessage{"content": content},
	})
	return err
}

// marshal adds the properties that all contents have to those of one.
func (m *Message) marshal() (json.RawMessage, error) {
	fields, err := rest.Encode(m.Content.wire())
	if err != nil {
		return nil, err
	}
	var joined map[string]json.RawMessage
	if err := json.Unmarshal(fields, &joined); err != nil {
		return nil, errors.New("the content is no JSON object")
	}
	if joined["type"], err = rest.Encode(m.Content.Type()); err != nil {
		return nil, err
	}
	if len(m.QuickReplies) > 0 {
		if joined["quickReply"], err = rest.Encode(newQuickReplyWire(m.QuickReplies)); err != nil {
			return nil, err
		}
	}
	return rest.Encode(joined)
}

// QuickReply is a button below a message.
//
// See https://developers.worksmobile.com/en/docs/bot-quickreply.
type QuickReply struct {
	// Action is carried out by a tap. All types are allowed.
	Action Action
	// ImageURL is the icon: https, PNG, 1 MB. Not with ImageResourceID.
	ImageURL        string
	ImageResourceID string
	// Icons by language, with keys such as "ja_JP".
	I18nImageURLs        map[string]string
	I18nImageResourceIDs map[string]string
}

type quickReplyWire struct {
	Items []quickReplyItemWire `json:"items"`
}

// quickReplyItemWire has the vendor's names: the list of addresses by language is
// called like a single one, and its elements have thumbnailImageUrl.
type quickReplyItemWire struct {
	Action               actionWire        `json:"action"`
	ImageURL             string            `json:"imageUrl,omitempty"`
	ImageResourceID      string            `json:"imageResourceId,omitempty"`
	I18nImageURL         wire.Translations `json:"i18nImageUrl,omitempty"`
	I18nImageResourceIDs wire.Translations `json:"i18nImageResourceIds,omitempty"`
}

func newQuickReplyWire(replies []QuickReply) quickReplyWire {
	w := quickReplyWire{Items: make([]quickReplyItemWire, 0, len(replies))}
	for i := range replies {
		r := &replies[i]
		w.Items = append(w.Items, quickReplyItemWire{
			Action: newActionWire(&r.Action), ImageURL: r.ImageURL, ImageResourceID: r.ImageResourceID,
			I18nImageURL:         wire.NewTranslations(r.I18nImageURLs, "thumbnailImageUrl"),
			I18nImageResourceIDs: wire.NewTranslations(r.I18nImageResourceIDs, "imageResourceId"),
		})
	}
	return w
}
