// SPDX-License-Identifier: MPL-2.0

package lineworks

import "context"

// LockBot takes the write lock of a bot.
func (c *Client) LockBot(ctx context.Context, id string) (func(), error) {
	return c.botWrites.Lock(ctx, id)
}
