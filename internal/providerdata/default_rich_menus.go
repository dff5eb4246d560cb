// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"context"
	"sync"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/keyed"
)

// DefaultRichMenus has the present default rich menus of bots, as far as a plan knows
// them. The zero value is ready for use, and safe for concurrent use.
type DefaultRichMenus struct {
	read keyed.Cache[string, string] // by bot ID

	mu      sync.Mutex
	inState map[string]string // by bot ID
}

// InState notes the default that the state has for a bot.
func (d *DefaultRichMenus) InState(botID, richMenuID string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.inState == nil {
		d.inState = map[string]string{}
	}
	d.inState[botID] = richMenuID
}

// Get returns the ID of the default of a bot. Only if no state has told it, it calls
// read, once for all menus of the bot; errors are not kept.
func (d *DefaultRichMenus) Get(ctx context.Context, botID string, read func(context.Context) (string, error)) (string, error) {
	d.mu.Lock()
	id, ok := d.inState[botID]
	d.mu.Unlock()
	if ok {
		return id, nil
	}
	return d.read.Get(ctx, botID, read)
}
