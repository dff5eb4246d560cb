// SPDX-License-Identifier: MPL-2.0

package bot

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
)

// maxBots is the number of bots that a tenant may have.
// Source: https://developers.worksmobile.com/en/docs/bot-create
const maxBots = 300

// planNew warns if another bot already has the name, and if there are more bots than a
// tenant may have. A create needs the same list, so the check costs nothing. If the
// list fails, the plan goes on.
func (r *botResource) planNew(ctx context.Context, name types.String) diag.Diagnostics {
	const notListed = "not listed"
	if r.Data.Bots.Warned(notListed) {
		return nil // its retries have taken their time once
	}
	planned := r.Data.Bots.AddNew()
	existing, err := r.Client.Bots.Existing(ctx)
	switch {
	case errors.Is(err, providerdata.ErrSettingsUnknown), ctx.Err() != nil:
		return nil // the settings are not known before the apply, or the run was interrupted
	case err != nil:
		if r.Data.Bots.WarnOnce(notListed) {
			return diag.Diagnostics{kind.NotListed(err, " or whether there is room for more")}
		}
		return nil
	}
	diags := kind.NameTaken(path.Root("bot_name"), name, existing, r.Data.Bots.IsManaged)
	staying := 0
	for _, b := range existing {
		if !r.Data.Bots.IsLeaving(b.ID) {
			staying++
		}
	}
	if staying+planned > maxBots && r.Data.Bots.WarnOnce("limit") {
		diags.AddWarning("More bots than a tenant may have",
			fmt.Sprintf("The tenant has %d bots, and this plan creates at least %d. A tenant may have %d; the service refuses to create more. "+
				"Bots that the same plan replaces or deletes may make room.\n\nDelete bots that are no longer used.", staying, planned, maxBots))
	}
	return diags
}
