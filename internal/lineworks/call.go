// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"net/url"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// args are the arguments of a call.
type args struct {
	ids    []string // fill the path, in its order
	query  url.Values
	body   any // sent as JSON; nil: no body
	budget *rest.Budget
}

// call sends an operation of the API and decodes its response, as [rest.Call] does.
func call[Out any](ctx context.Context, c *Client, op rest.Operation, in args) (*Out, error) {
	return rest.Call[Out](ctx, c.rest, op, rest.Args{IDs: in.ids, Query: in.query, Body: in.body, Budget: in.budget})
}

// write is call for a write to the bot that the first id names. It lets one such
// write through at a time.
func write[Out any](ctx context.Context, c *Client, op rest.Operation, in args) (*Out, error) {
	unlock, err := c.lockBot(ctx, op, in.ids[0])
	if err != nil {
		return nil, err
	}
	defer unlock()
	return call[Out](ctx, c, op, in)
}
