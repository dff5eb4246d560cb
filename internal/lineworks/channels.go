// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"sync"
	"unicode"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/paging"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// ChannelsService creates and reads the message rooms of a bot. The API cannot list or change
// them.
type ChannelsService struct {
	client *Client

	mu      sync.Mutex
	created map[string]bool // by id: rooms that this client has created
}

// Channel is a message room. Absent, null and empty values are all the zero value.
//
// See https://developers.worksmobile.com/en/docs/bot-channel-get.
type Channel struct {
	ChannelID string
	Title     string
	DomainID  string
	// Type is SINGLE_USER, MULTI_USERS, ORGUNIT or GROUP.
	Type string
	// OrgUnitID is set with ORGUNIT.
	OrgUnitID string
	// GroupID is set with GROUP.
	GroupID string
}

// Create creates a room of the bot and 1 to 100 users; an empty title is not sent. The
// service allows ten rooms per minute, so Create may wait. The result has the id, and
// possibly the title. If the response is lost, has no id, or has the id of a room that this
// client created before, the error matches [ErrOutcomeUnknown].
//
// API: https://developers.worksmobile.com/en/docs/bot-channel-create
func (s *ChannelsService) Create(ctx context.Context, botID string, members []string, title string) (*Channel, error) {
	body := struct {
		Members []string `json:"members"`
		Title   string   `json:"title,omitempty"`
	}{append([]string{}, members...), title}
	// Without the bot's lock: rooms are not among the writes that must not overlap,
	// and others to the bot must not wait for a limit that is not theirs.
	out, err := rest.Call[channelWire](ctx, s.client.rest, opCreateChannel, rest.Args{IDs: []string{botID}, Body: body})
	if err != nil {
		return nil, err
	}
	id := string(out.ChannelID)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.created[id] {
		return nil, notCreated(opCreateChannel, id)
	}
	s.created[id] = true
	return out.channel(), nil
}

// Get reads a room.
//
// API: https://developers.worksmobile.com/en/docs/bot-channel-get
func (s *ChannelsService) Get(ctx context.Context, botID, channelID string) (*Channel, error) {
	out, err := rest.Call[channelWire](ctx, s.client.rest, opGetChannel, rest.Args{IDs: []string{botID, channelID}})
	if err != nil {
		return nil, err
	}
	return out.channel(), nil
}

// Members iterates over the ids of the users in a room. The first error ends it.
//
// API: https://developers.worksmobile.com/en/docs/bot-channel-member-list
func (s *ChannelsService) Members(ctx context.Context, botID, channelID string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for id, err := range paging.All[wire.ID](ctx, s.client.rest, opListChannelMembers, "members", rest.Args{IDs: []string{botID, channelID}}) {
			if err == nil && (*id == "" || strings.ContainsFunc(string(*id), unicode.IsSpace)) {
				err = rest.NotAPI(opListChannelMembers, errors.New("a member in the response is no user id"))
			}
			if err != nil {
				yield("", err)
				return
			}
			if !yield(string(*id), nil) {
				return
			}
		}
	}
}

// Leave takes the bot out of a room. If there is no such room, the error matches [ErrNotFound],
// unless an earlier attempt of this call, whose response was lost, may have left it.
//
// API: https://developers.worksmobile.com/en/docs/bot-channel-leave
func (s *ChannelsService) Leave(ctx context.Context, botID, channelID string) error {
	_, err := writeToBot[struct{}](ctx, s.client, opLeaveChannel, rest.Args{IDs: []string{botID, channelID}})
	return err
}

// channelWire is a room in a response.
type channelWire struct {
	ChannelID   wire.ID         `json:"channelId"`
	Title       string          `json:"title"`
	DomainID    wire.ID         `json:"domainId"`
	ChannelType channelTypeWire `json:"channelType"`
}

type channelTypeWire struct {
	Type      string  `json:"type"`
	OrgUnitID wire.ID `json:"orgUnitId"`
	GroupID   wire.ID `json:"groupId"`
}

// UnmarshalJSON reads an empty value in all its forms.
func (w *channelTypeWire) UnmarshalJSON(raw []byte) error {
	if wire.IsEmpty(raw) {
		return nil
	}
	type plain channelTypeWire
	return json.Unmarshal(raw, (*plain)(w))
}

// Check refuses an object that is not a room.
func (w *channelWire) Check() error {
	if w.ChannelID == "" {
		return errors.New("the response has no channelId")
	}
	return nil
}

func (w *channelWire) channel() *Channel {
	return &Channel{
		ChannelID: string(w.ChannelID),
		Title:     w.Title,
		DomainID:  string(w.DomainID),
		Type:      w.ChannelType.Type,
		OrgUnitID: string(w.ChannelType.OrgUnitID),
		GroupID:   string(w.ChannelType.GroupID),
	}
}
