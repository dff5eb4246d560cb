// SPDX-License-Identifier: MPL-2.0

// Package providerdata is what the provider hands to its resources and data
// sources: the API client, and what is known of a plan beyond one resource.
package providerdata

import (
	"errors"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// ErrSettingsUnknown is in the error of every call as long as the provider's
// settings come from resources that are yet to be made.
var ErrSettingsUnknown = errors.New("apply what they depend on first, for example with -target")

// Data is made once each time that the provider is configured, as its client is: once
// for each walk of the CLI, which starts a process of its own for each. Only the test
// framework configures one process several times.
type Data struct {
	// Client is the API client.
	Client *lineworks.Client
	// Bots is what is known of the bots of a plan.
	Bots *Objects
	// RichMenus is what is known of its rich menus, whose ids are those of bot and menu
	// with a slash between them.
	RichMenus *Objects

	mu      sync.Mutex
	planned map[string]map[string]bool // by bot ID: the kinds of menu that are planned for it
}

// New makes the data around a client.
func New(client *lineworks.Client) *Data {
	return &Data{Client: client, Bots: newObjects(), RichMenus: newObjects(), planned: map[string]map[string]bool{}}
}

// From unpacks what the framework passes on. It is nil, without a diagnostic,
// as long as the provider is not configured, which is so during validation.
func From(data any, diags *diag.Diagnostics) *Data {
	if data == nil {
		return nil
	}
	d, ok := data.(*Data)
	if !ok {
		diags.AddError("Unexpected provider data",
			fmt.Sprintf("Got %T instead of the provider's data. This is a bug in the provider; please report it.", data))
	}
	return d
}

// PlanMenu notes that a resource of typeName plans a menu for a bot, and tells
// whether a resource of the other type does so too: a bot has either a
// persistent menu or rich menus. Of the two, the one that is planned later, by
// chance, is told. It is nil-safe, for a provider that is not configured.
func (d *Data) PlanMenu(botID, typeName, otherTypeName string) bool {
	if d == nil {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	kinds := d.planned[botID]
	if kinds == nil {
		kinds = map[string]bool{}
		d.planned[botID] = kinds
	}
	kinds[typeName] = true
	return kinds[otherTypeName]
}
