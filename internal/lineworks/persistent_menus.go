// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// PersistentMenusService manages the fixed menu of a bot. There is one for each
// bot, and none for a bot that has rich menus.
type PersistentMenusService struct {
	client *Client
}

// Get returns the buttons of a bot's menu. No menu is an error that matches
// [ErrNotFound], in all the ways in which the service may say so.
//
// API: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get
func (s *PersistentMenusService) Get(ctx context.Context, botID string) ([]Action, error) {
	out, err := rest.Call[menuRead](ctx, s.client.rest, opGetPersistentMenu, rest.Args{IDs: []string{botID}})
	if err != nil {
		return nil, err
	}
	if out != nil {
		if actions := out.actions(); len(actions) > 0 {
			return actions, nil
		}
	}
	return nil, &notSetError{op: opGetPersistentMenu, seen: "bot " + botID + " has no persistent menu"}
}

// Set makes or replaces the menu of a bot. The result is nil if the answer had
// no buttons.
//
// API: https://developers.worksmobile.com/en/docs/bot-persistentmenu-create
func (s *PersistentMenusService) Set(ctx context.Context, botID string, actions []Action) ([]Action, error) {
	body := menuWire{Content: &menuContent{Actions: make(wireList[actionWire], 0, len(actions))}}
	for i := range actions {
		body.Content.Actions = append(body.Content.Actions, newActionWire(&actions[i]))
	}
	out, err := writeToBot[menuWire](ctx, s.client, opSetPersistentMenu, rest.Args{IDs: []string{botID}, Body: body})
	if err != nil {
		return nil, err
	}
	return out.actions(), nil
}

// Delete deletes the menu of a bot. One that is not there is [ErrNotFound],
// unless this very call may have deleted it in an attempt whose answer was lost.
//
// API: https://developers.worksmobile.com/en/docs/bot-api
func (s *PersistentMenusService) Delete(ctx context.Context, botID string) error {
	_, err := writeToBot[struct{}](ctx, s.client, opDeletePersistentMenu, rest.Args{IDs: []string{botID}})
	return err
}

// menuWire is a menu in a body.
type menuWire struct {
	Content *menuContent `json:"content"`
}

type menuContent struct {
	Actions wireList[actionWire] `json:"actions"`
}

// UnmarshalJSON implements [json.Unmarshaler]. A property without a value may come
// back as null (which does not get here), as "" or as [].
func (c *menuContent) UnmarshalJSON(raw []byte) error {
	if isEmptyJSON(raw) {
		return nil
	}
	type plain menuContent
	return json.Unmarshal(raw, (*plain)(c))
}

func (w *menuWire) actions() []Action {
	if w == nil || w.Content == nil {
		return nil
	}
	var out []Action
	for i := range w.Content.Actions {
		out = append(out, w.Content.Actions[i].action())
	}
	return out
}

// menuRead is a menu as an answer tells it. An empty object says that there is
// none; an object of other things is somebody else's, such as the page of a
// proxy, and says nothing about the menu.
type menuRead struct {
	menuWire

	foreign bool
}

// UnmarshalJSON reads the menu and looks at what else there is.
func (m *menuRead) UnmarshalJSON(data []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	_, found := fields["content"]
	m.foreign = !found && len(fields) > 0
	return json.Unmarshal(data, &m.menuWire)
}

func (m *menuRead) Check() error {
	if m.foreign {
		return errors.New("the response has no content")
	}
	return nil
}
