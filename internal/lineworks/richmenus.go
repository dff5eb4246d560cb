// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"
	"net/url"
)

// RichMenusService reads the rich menus of a bot.
type RichMenusService struct {
	client *Client
}

// RichMenuSummary names a rich menu.
type RichMenuSummary struct {
	RichMenuID   string
	RichMenuName string
}

// Any returns one rich menu of a bot, or nil if it has none.
//
// API: https://developers.worksmobile.com/en/docs/bot-richmenu-list
func (s *RichMenusService) Any(ctx context.Context, botID string) (*RichMenuSummary, error) {
	out, err := call[page](ctx, s.client, opListRichMenus, args{ids: []string{botID}, query: url.Values{"count": {"1"}}})
	if err != nil {
		return nil, err
	}
	menus, err := elements[struct {
		RichMenuID   wireID `json:"richmenuId"`
		RichMenuName string `json:"richmenuName"`
	}](*out, "richmenus")
	switch {
	case err != nil:
		return nil, notAPI(opListRichMenus, err)
	case len(menus) == 0:
		// Neither property of the answer is marked as required, so {} is none, too.
		return nil, nil
	case menus[0].RichMenuID == "":
		return nil, notAPI(opListRichMenus, errors.New("a rich menu in the answer has no richmenuId"))
	}
	return &RichMenuSummary{RichMenuID: string(menus[0].RichMenuID), RichMenuName: menus[0].RichMenuName}, nil
}
