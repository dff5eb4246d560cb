// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// Default returns the id of the default rich menu, which all users see that have none of
// their own. If there is none, the error matches [ErrNotFound], in whichever way the service
// says so.
//
// API: https://developers.worksmobile.com/en/docs/bot-default-richmenu-get
func (s *RichMenusService) Default(ctx context.Context, botID string) (string, error) {
	out, err := rest.Call[wire.Maybe[defaultWire, *defaultWire]](ctx, s.client.rest, opGetDefaultRichMenu, rest.Args{IDs: []string{botID}})
	if err != nil {
		return "", err
	}
	id := out.Get().DefaultRichmenuID
	if id == "" {
		return "", &notSetError{op: opGetDefaultRichMenu, seen: "bot " + botID + " has no default rich menu"}
	}
	return string(id), nil
}

// defaultWire is the default rich menu in a response.
type defaultWire struct {
	DefaultRichmenuID wire.ID `json:"defaultRichmenuId"`
}

func (*defaultWire) Property() string { return "defaultRichmenuId" }

// SetDefault makes a rich menu the default of a bot, in place of the present one.
//
// API: https://developers.worksmobile.com/en/docs/bot-default-richmenu-set
func (s *RichMenusService) SetDefault(ctx context.Context, botID, richMenuID string) error {
	unlock, err := s.client.lockBot(ctx, opSetDefaultRichMenu, botID)
	if err != nil {
		return err
	}
	defer unlock()
	return s.changeDefault(ctx, opSetDefaultRichMenu, richMenuID, botID, richMenuID)
}

// DeleteDefault ends the default of a bot; the menu stays. If there is no default, the error
// matches [ErrNotFound], unless an earlier attempt of this call, whose response was lost,
// may have ended it.
//
// API: https://developers.worksmobile.com/en/docs/bot-api
func (s *RichMenusService) DeleteDefault(ctx context.Context, botID string) error {
	unlock, err := s.client.lockBot(ctx, opDeleteDefaultRichMenu, botID)
	if err != nil {
		return err
	}
	defer unlock()
	return s.changeDefault(ctx, opDeleteDefaultRichMenu, "", botID)
}

// ClearDefault ends the default of a bot if it is the given menu, and leaves any other alone:
// no write of this client to the bot comes between the read and the write. was reports that
// the menu was the default; without an error, it no longer is. An error without was is one of
// the read.
//
// A default that this client has set to another menu, or ended, is not read: a response that
// lags behind would make it end the new one.
func (s *RichMenusService) ClearDefault(ctx context.Context, botID, richMenuID string) (was bool, err error) {
	unlock, err := s.client.lockBot(ctx, opDeleteDefaultRichMenu, botID)
	if err != nil {
		return false, err
	}
	defer unlock()
	if known, ok := s.lastDefault(botID); ok && known != richMenuID {
		return false, nil
	}
	current, err := s.Default(ctx, botID)
	switch {
	case errors.Is(err, ErrNotFound), err == nil && current != richMenuID:
		return false, nil
	case err != nil:
		return false, err
	}
	if err := s.changeDefault(ctx, opDeleteDefaultRichMenu, "", botID); err != nil && !errors.Is(err, ErrNotFound) {
		return true, err
	}
	return true, nil
}

// changeDefault sends op, which makes id the default of the bot that the first of ids names,
// and remembers it. The caller holds the bot's write lock.
func (s *RichMenusService) changeDefault(ctx context.Context, op rest.Operation, id string, ids ...string) error {
	_, err := rest.Call[struct{}](ctx, s.client.rest, op, rest.Args{IDs: ids})
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		s.defaults[ids[0]] = id
	} else {
		delete(s.defaults, ids[0]) // the request may have been carried out
	}
	return err
}

// lastDefault returns the default that this client has set for a bot, if it did.
func (s *RichMenusService) lastDefault(botID string) (id string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, ok = s.defaults[botID]
	return id, ok
}

// UserMenu returns the rich menu that was set for a user, never the default one. If there is
// none, the error matches [ErrNotFound], in whichever way the service says so.
//
// API: https://developers.worksmobile.com/en/docs/bot-richmenu-user-get
func (s *RichMenusService) UserMenu(ctx context.Context, botID, userID string) (*RichMenu, error) {
	out, err := rest.Call[wire.Maybe[richMenuWire, *richMenuWire]](ctx, s.client.rest, opGetUserRichMenu, rest.Args{IDs: []string{botID, userID}})
	if err != nil {
		return nil, err
	}
	menu := out.Get().menu()
	switch {
	case menu.RichMenuID == "" && (menu.RichMenuName != "" || len(menu.Areas) > 0):
		return nil, rest.NotAPI(opGetUserRichMenu, errors.New("the response has no richmenuId"))
	case menu.RichMenuID == "":
		return nil, &notSetError{op: opGetUserRichMenu, seen: "user " + userID + " has no rich menu of bot " + botID}
	}
	return menu, nil
}

// SetUserMenu shows a rich menu to a user, in place of the present one.
//
// API: https://developers.worksmobile.com/en/docs/bot-richmenu-user-set
func (s *RichMenusService) SetUserMenu(ctx context.Context, botID, richMenuID, userID string) error {
	_, err := writeToBot[struct{}](ctx, s.client, opSetUserRichMenu, rest.Args{IDs: []string{botID, richMenuID, userID}})
	return err
}

// DeleteUserMenu ends the assignment of a rich menu to a user; the menu stays. If there is
// none, the error matches [ErrNotFound], unless an earlier attempt of this call, whose
// response was lost, may have ended it.
//
// API: https://developers.worksmobile.com/en/docs/bot-api
func (s *RichMenusService) DeleteUserMenu(ctx context.Context, botID, userID string) error {
	_, err := writeToBot[struct{}](ctx, s.client, opDeleteUserRichMenu, rest.Args{IDs: []string{botID, userID}})
	return err
}
