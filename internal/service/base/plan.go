// SPDX-License-Identifier: MPL-2.0

package base

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// PlanAndState returns the models of an object after and before a change. A model is zero
// where there is no object: the plan's in a deletion, the state's in a creation.
func PlanAndState[M any](ctx context.Context, req resource.ModifyPlanRequest) (plan, state M, diags diag.Diagnostics) {
	if !req.Plan.Raw.IsNull() {
		diags.Append(req.Plan.Get(ctx, &plan)...)
	}
	if !req.State.Raw.IsNull() {
		diags.Append(req.State.Get(ctx, &state)...)
	}
	return plan, state, diags
}
