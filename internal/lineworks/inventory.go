// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"
	"slices"
	"time"
)

// A listing that failed is not tried again for some time. Without that, a list that
// cannot be had would hold up each of 300 creates; with a minute alone, one that fails
// slowly, by time-outs, would hold them up most of the time.
const (
	// inventoryPause is the least time.
	inventoryPause = time.Minute
	// inventoryPatience is the time as a multiple of how long the listing took, up to
	// inventoryLimit: as long as there is no list, no create that was lost is found.
	inventoryPatience = 10
	inventoryLimit    = 10 * time.Minute
)

// inventory is what there was of one kind of object when this client first looked:
// all bots, or the rich menus of a bot. What a create whose answer was lost has made
// is not in it.
type inventory struct {
	objects []Named
	ids     map[string]bool
	// err is why the look failed, for the time until until.
	err   error
	until time.Time
}

// emptyInventory is that of a bot which this client has made.
var emptyInventory = &inventory{}

func newInventory(objects []Named) *inventory {
	inv := &inventory{objects: objects, ids: make(map[string]bool, len(objects))}
	for _, o := range objects {
		inv.ids[o.ID] = true
	}
	return inv
}

// inventory returns the inventory for key, listed by whoever asks first: a key
// without a bot is for all bots. The error is one with which a create would fail,
// too; any other failure to list is in the inventory.
func (c *Client) inventory(ctx context.Context, key listKey, list func(context.Context) ([]Named, error)) (*inventory, error) {
	if c.unavailable != nil {
		return nil, c.unavailable
	}
	for {
		inv, err := c.inventories.get(ctx, key, func(ctx context.Context) (*inventory, error) {
			began := c.sender.clock.now()
			objects, err := list(ctx)
			switch {
			case err == nil:
				return newInventory(objects), nil
			case ctx.Err() != nil || FailsAll(err):
				return nil, err
			}
			now := c.sender.clock.now()
			pause := min(max(inventoryPause, inventoryPatience*now.Sub(began)), inventoryLimit)
			return &inventory{err: err, until: now.Add(pause)}, nil
		})
		if err != nil {
			return nil, err
		}
		if inv.err == nil || c.sender.clock.now().Before(inv.until) {
			return inv, nil
		}
		c.inventories.dropIf(key, func(present *inventory) bool { return present == inv })
	}
}

// except returns what there was but for what this client has made, which is in the
// list if listing has failed at first; or why there is no list.
func (inv *inventory) except(made func(id string) bool) ([]Named, error) {
	if inv.err != nil {
		return nil, inv.err
	}
	return slices.DeleteFunc(slices.Clone(inv.objects), func(o Named) bool { return made(o.ID) }), nil
}

// FailsAll reports whether any other call would fail like this one: there is no token,
// the token was refused, or no connection can be made. A list that is refused or
// cannot be understood stands in the way of nothing.
func FailsAll(err error) bool {
	var unanswered *requestError
	return errors.Is(err, ErrNoToken) || errors.Is(err, ErrUnauthorized) ||
		errors.As(err, &unanswered) && (unanswered.fault == notSent || unanswered.fault == hopeless)
}
