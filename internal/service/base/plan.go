// SPDX-License-Identifier: MPL-2.0

package base

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
)

// PlanAndState returns the models of an object after and before a change. A model is zero
// where there is no object: the plan's in a deletion, the state's in a creation.
func PlanAndState[M any](ctx context.Context, req resource.ModifyPlanRequest) (plan, state M, diags diag.Diagnostics) {
	if !req.Plan.Raw.IsNull() {
		diags.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	}
	if !req.State.Raw.IsNull() {
		diags.Append(tfmodel.Get(ctx, req.State, &state)...)
	}
	return plan, state, diags
}
