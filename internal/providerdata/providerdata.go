// SPDX-License-Identifier: MPL-2.0

// Package providerdata has the data that the provider passes to its resources, data
// sources and actions: the API client, and facts about a plan that no single resource
// knows.
package providerdata

import (
	"errors"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
)

// ErrSettingsUnknown is in the error of every request while settings of the provider
// come from resources that are not applied yet.
var ErrSettingsUnknown = errors.New("apply the resources that they come from first, for example with -target")

// Data is created each time that the provider is configured, and the client with it. The
// CLI starts a process for each walk and configures it once. Only the test framework
// configures one process several times.
type Data struct {
	// Client is the API client.
	Client *lineworks.Client
	// Account is the service account; "" with a ready token, or if it is not known yet.
	Account string
	// Bots tracks the bots of a plan by their IDs.
	Bots *PlanTracker
	// PlannedBots compares the bots that the plan deletes and creates.
	PlannedBots planrules.Bots
	// RichMenus tracks the rich menus of a plan by the IDs of bot and menu, joined
	// with a slash.
	RichMenus *PlanTracker
	// DefaultRichMenus has the present defaults of bots.
	DefaultRichMenus DefaultRichMenus
	// ReplacedDefaults finds defaults that the plan replaces.
	ReplacedDefaults planrules.ReplacedDefaults
	// DefaultPictures finds defaults without a picture.
	DefaultPictures planrules.DefaultPictures
	// Singletons keeps track of the objects that have no ID of their own.
	Singletons Singletons

	mu            sync.Mutex
	registrations map[[2]string]bool         // by bot and domain ID: whether for selected members only
	menuKinds     map[string]map[string]bool // by bot ID: the menu resource types that are planned for it
}

// New makes the data of a client.
func New(client *lineworks.Client) *Data {
	return &Data{Client: client, Bots: newPlanTracker(), RichMenus: newPlanTracker(), menuKinds: map[string]map[string]bool{}, registrations: map[[2]string]bool{}}
}

// From returns the data that the framework passes to Configure. It is nil without a
// diagnostic until the provider is configured, and therefore during validation.
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

// PlanMenu records that a resource of typeName plans a menu for a bot, and reports
// whether one of otherTypeName does so, too. A bot has either a persistent menu or
// rich menus; only the resource that happens to be planned second gets true. PlanMenu
// returns false for nil, which is a provider that is not configured.
func (d *Data) PlanMenu(botID, typeName, otherTypeName string) bool {
	if d == nil {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	kinds := d.menuKinds[botID]
	if kinds == nil {
		kinds = map[string]bool{}
		d.menuKinds[botID] = kinds
	}
	kinds[typeName] = true
	return kinds[otherTypeName]
}
