// SPDX-License-Identifier: MPL-2.0

package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// unchangedUsers warns of users that an update has left as they were, where the configuration
// has e-mail addresses. An imported bot has user IDs: the addresses may be those of the same
// users, or the service may have ignored them. The response is the same in both cases, so the
// state keeps the IDs, and the next plan shows the difference.
func unchangedUsers(plan, response, state *model) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, users := range []struct {
		name                     string
		planned, stored, earlier types.Set
	}{
		{"administrators", plan.Administrators, response.Administrators, state.Administrators},
		{"subadministrators", plan.Subadministrators, response.Subadministrators, state.Subadministrators},
	} {
		hasAddress := slices.ContainsFunc(tfvalue.Strings(users.planned), func(id string) bool { return strings.Contains(id, "@") })
		if !hasAddress || users.planned.Equal(users.earlier) || !users.stored.Equal(users.earlier) {
			continue
		}
		diags.AddAttributeWarning(path.Root(users.name), fmt.Sprintf("The service left %s of %s as they were", users.name, plan.subject()),
			fmt.Sprintf("The update sent e-mail addresses, and the service still has the user IDs from before: %s. It may have ignored the addresses, or they may be "+
				"those of the same users. So the next plan shows the difference again.\n\n"+
				"If these are the right users, configure their IDs instead of the addresses. "+validators.UserIDAdvice, strings.Join(tfvalue.Strings(users.stored), ", ")))
	}
	return diags
}
