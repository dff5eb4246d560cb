// SPDX-License-Identifier: MPL-2.0

package tflist

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// Complete completes a result from what a read would find: its display name, its
// identity by identify and, if the request includes it, the resource, which is
// model, a pointer to the struct of the state.
func Complete(ctx context.Context, req list.ListRequest, result *list.ListResult, displayName string,
	identify func(context.Context, *tfsdk.ResourceIdentity) diag.Diagnostics, model any,
) {
	result.DisplayName = displayName
	result.Diagnostics.Append(identify(ctx, result.Identity)...)
	if req.IncludeResource {
		result.Diagnostics.Append(result.Resource.Set(ctx, model)...)
	}
}
