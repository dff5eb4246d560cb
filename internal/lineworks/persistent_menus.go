// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"encoding/json"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// PersistentMenusService manages the persistent menu of a bot. A bot has at most one, and none
// if it has rich menus.
type PersistentMenusService struct {
	client *Client
}

// Get returns the buttons of a bot's menu. If there is no menu, the error matches
// [ErrNotFound], in whichever way the service says so.
//
// API: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get
func (s *PersistentMenusService) Get(ctx context.Context, botID string) ([]Action, error) {
	out, err := rest.Call[wire.Maybe[menuWire, *menuWire]](ctx, s.client.rest, opGetPersistentMenu, rest.Args{IDs: []string{botID}})
	if err != nil {
		return nil, err
	}
	if actions := out.Get().actions(); len(actions) > 0 {
		return actions, nil
	}
	return nil, &notSetError{op: opGetPersistentMenu, seen: "bot " + botID + " has no persistent menu"}
}

// Set creates or replaces the menu of a bot. The result is nil if the response has no
// buttons.
//
// API: https://developers.worksmobile.com/en/docs/bot-persistentmenu-create
func (s *PersistentMenusService) Set(ctx context.Context, botID string, actions []Action) ([]Action, error) {
	body := menuWire{Content: &menuContent{Actions: make(wire.List[actionWire], 0, len(actions))}}
	for i := range actions {
		body.Content.Actions = append(body.Content.Actions, newActionWire(&actions[i]))
	}
	out, err := writeToBot[menuWire](ctx, s.client, opSetPersistentMenu, rest.Args{IDs: []string{botID}, Body: body})
	if err != nil {
		return nil, err
	}
	return out.actions(), nil
}

// Delete deletes the menu of a bot. If there is none, the error matches [ErrNotFound],
// unless an earlier attempt of this call, whose response was lost, may have deleted it.
//
// API: https://developers.worksmobile.com/en/docs/bot-api
func (s *PersistentMenusService) Delete(ctx context.Context, botID string) error {
	_, err := writeToBot[struct{}](ctx, s.client, opDeletePersistentMenu, rest.Args{IDs: []string{botID}})
	return err
}

// menuWire is a menu in a request or a response.
type menuWire struct {
	Content *menuContent `json:"content"`
}

type menuContent struct {
	Actions wire.List[actionWire] `json:"actions"`
}

// UnmarshalJSON reads an empty value in all its forms. (For null, encoding/json does not call
// it.)
func (c *menuContent) UnmarshalJSON(raw []byte) error {
	if wire.IsEmpty(raw) {
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

func (*menuWire) Property() string { return "content" }
