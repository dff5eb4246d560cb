// SPDX-License-Identifier: MPL-2.0

package channel

import (
	"context"
	"errors"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// accessDenied is the code for an object that the caller has no part in.
// Source: https://developers.worksmobile.com/en/docs/error-codes
const accessDenied = "ACCESS_DENIED"

// denied says that the service has refused access to one object, and not for
// want of a scope or a token.
func denied(err error) bool {
	var apiErr *lineworks.APIError
	return errors.Is(err, lineworks.ErrForbidden) && !errors.Is(err, lineworks.ErrNoToken) &&
		errors.As(err, &apiErr) && apiErr.Code == accessDenied
}

// gone says that err, from a call about a room, means that the bot is not in it:
// there is no such room, or the service denies access to it. What it answers
// about a room that the bot has left is not documented. It might deny access to
// everything of a bot, too, so a denial counts only if the bot can be read.
// Source: https://developers.worksmobile.com/en/docs/bot-channel-get
func gone(ctx context.Context, client *lineworks.Client, botID string, err error) bool {
	if errors.Is(err, lineworks.ErrNotFound) {
		return true
	}
	if !denied(err) {
		return false
	}
	_, err = client.Bots.Get(ctx, botID)
	return err == nil || errors.Is(err, lineworks.ErrNotFound)
}
