// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// EmailWarnings warns of e-mail addresses in a planned text or set of texts for which
// the API documents user IDs; those that are in the state already are left out. Whether
// the service takes a login ID there is not documented, so it is no error. The plan
// warns, and not the validation: Terraform validates twice for each plan.
// Source: https://developers.worksmobile.com/jp/docs/bot-create
func EmailWarnings(at path.Path, plan, state attr.Value) diag.Diagnostics {
	var found []string
	before := userIDs(state)
	for _, id := range userIDs(plan) {
		if strings.Contains(id, "@") && !slices.Contains(before, id) {
			found = append(found, excerpt.Of(id))
		}
	}
	if len(found) == 0 {
		return nil
	}
	looks := found[0] + " looks like an e-mail address"
	if len(found) > 1 {
		looks = strings.Join(found, ", ") + " look like e-mail addresses"
	}
	return diag.Diagnostics{diag.NewAttributeWarningDiagnostic(at, "E-mail address instead of a user ID in "+at.String(),
		fmt.Sprintf("%s. The API documents user IDs here; whether it takes a login ID is not known. "+
			"If it does, expect it to store the user ID in its place.\n\n"+UserIDAdvice, looks))}
}

func userIDs(v attr.Value) []string {
	switch v := v.(type) {
	case types.String:
		return []string{v.ValueString()}
	case types.Set:
		return tfvalue.Strings(v)
	}
	return nil
}
