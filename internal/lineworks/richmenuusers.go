// SPDX-License-Identifier: MPL-2.0

package lineworks

import "context"

// Default returns the id of the rich menu that everybody sees who has none of
// their own. None is an error that matches [ErrNotFound], in all the ways in
// which the service may say so.
//
// API: https://developers.worksmobile.com/en/docs/bot-default-richmenu-get
func (s *RichMenusService) Default(ctx context.Context, botID string) (string, error) {
	out, err := call[struct {
		DefaultRichmenuID wireID `json:"defaultRichmenuId"`
	}](ctx, s.client, opGetDefaultRichMenu, args{ids: []string{botID}})
	if err != nil {
		return "", err
	}
	if out == nil || out.DefaultRichmenuID == "" {
		return "", &notSetError{op: opGetDefaultRichMenu, seen: "bot " + botID + " has no default rich menu"}
	}
	return string(out.DefaultRichmenuID), nil
}

// SetDefault shows a rich menu to everybody who has none of their own, in place
// of the present one.
//
// API: https://developers.worksmobile.com/en/docs/bot-default-richmenu-set
func (s *RichMenusService) SetDefault(ctx context.Context, botID, richMenuID string) error {
	_, err := write[struct{}](ctx, s.client, opSetDefaultRichMenu, args{ids: []string{botID, richMenuID}})
	return err
}

// DeleteDefault ends the default of a bot; the menu stays. None is [ErrNotFound],
// unless this very call may have ended it in an attempt whose answer was lost.
//
// API: https://developers.worksmobile.com/en/docs/bot-api
func (s *RichMenusService) DeleteDefault(ctx context.Context, botID string) error {
	_, err := write[struct{}](ctx, s.client, opDeleteDefaultRichMenu, args{ids: []string{botID}})
	return err
}

// UserMenu returns the rich menu that was set for a user, never the default one.
// None is an error that matches [ErrNotFound], in all the ways in which the
// service may say so.
//
// API: https://developers.worksmobile.com/en/docs/bot-richmenu-user-get
func (s *RichMenusService) UserMenu(ctx context.Context, botID, userID string) (*RichMenu, error) {
	out, err := call[maybeRichMenu](ctx, s.client, opGetUserRichMenu, args{ids: []string{botID, userID}})
	if err != nil {
		return nil, err
	}
	if out == nil || out.RichMenuID == "" {
		return nil, &notSetError{op: opGetUserRichMenu, seen: "user " + userID + " has no rich menu of bot " + botID}
	}
	return (*richMenuWire)(out).menu(), nil
}

// SetUserMenu shows a rich menu to a user, in place of the present one.
//
// API: https://developers.worksmobile.com/en/docs/bot-richmenu-user-set
func (s *RichMenusService) SetUserMenu(ctx context.Context, botID, richMenuID, userID string) error {
	_, err := write[struct{}](ctx, s.client, opSetUserRichMenu, args{ids: []string{botID, richMenuID, userID}})
	return err
}

// DeleteUserMenu ends what SetUserMenu did; the menu stays. None is
// [ErrNotFound], unless this very call may have ended it in an attempt whose
// answer was lost.
//
// API: https://developers.worksmobile.com/en/docs/bot-api
func (s *RichMenusService) DeleteUserMenu(ctx context.Context, botID, userID string) error {
	_, err := write[struct{}](ctx, s.client, opDeleteUserRichMenu, args{ids: []string{botID, userID}})
	return err
}
