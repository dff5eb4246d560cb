// SPDX-License-Identifier: MPL-2.0

package channel

import (
	"context"
	"errors"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// gone reports whether err, from a request for a room, means that the bot is not in it:
// the room does not exist, or the service denies access. The response for a room that
// the bot has left is not documented. The service may also deny access to everything of
// a bot, so a denial counts only if something else of the bot can be read: its persistent
// menu, which takes no more scopes than the room.
// Source: https://developers.worksmobile.com/en/docs/bot-channel-get
func gone(ctx context.Context, client *lineworks.Client, botID string, err error) bool {
	if errors.Is(err, lineworks.ErrNotFound) {
		return true
	}
	if !errors.Is(err, lineworks.ErrAccessDenied) {
		return false
	}
	_, err = client.PersistentMenus.Get(ctx, botID)
	return err == nil || errors.Is(err, lineworks.ErrNotFound)
}
