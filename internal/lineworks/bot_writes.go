// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"fmt"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// lockBot takes the write lock of a bot. Only ctx bounds the wait.
func (c *Client) lockBot(ctx context.Context, op rest.Operation, id string) (func(), error) {
	unlock, err := c.botWrites.Lock(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("%s: waiting for another write to bot %s: %w", op, id, err)
	}
	return unlock, nil
}

// writeToBot sends a write to the bot that the first id names, under its write lock.
func writeToBot[Out any](ctx context.Context, c *Client, op rest.Operation, in rest.Args) (*Out, error) {
	unlock, err := c.lockBot(ctx, op, in.IDs[0])
	if err != nil {
		return nil, err
	}
	defer unlock()
	return rest.Call[Out](ctx, c.rest, op, in)
}
