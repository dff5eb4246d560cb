// SPDX-License-Identifier: MPL-2.0

// Package protection has the attribute deletion_protection of resources whose objects
// cannot be brought back.
//
// The protection is in the state, so it outlasts the block of the resource, unlike
// prevent_destroy. While the state has it, every plan that deletes the object fails.
// Only the end of a tainted object cannot be seen in a plan, because the CLI plans its
// successor without any prior state. That one is refused when it is applied.
package protection

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
)

// Attribute is the name of the attribute in schemas.
const Attribute = "deletion_protection"

// markKey is where the first plan of a protected object leaves the name of the object in
// private state. If the object is to be replaced, the CLI plans a second time, with a null
// prior state but with the private state that the first plan returned.
const markKey = "protected"

// Kind has the words for objects of one kind.
type Kind struct {
	// TypeName is the type of the resource.
	TypeName string
	// Noun is the name of the kind, for example "bot".
	Noun string
	// Loss says why a deletion is not to be undone, in one sentence.
	Loss string
	// Subject names the object in a state, for example `bot "Desk" (2000001)`.
	Subject func(ctx context.Context, state tfsdk.State) string
}

// Schema returns the attribute.
func (k Kind) Schema() schema.BoolAttribute {
	return schema.BoolAttribute{
		MarkdownDescription: fmt.Sprintf("Whether the %s is protected from deletion. While the state has `true`, Terraform refuses every plan that deletes or replaces the %[1]s, "+
			"also if its block was removed or renamed, with `destroy` and with `-replace`; a tainted %[1]s is refused when the plan is applied. "+
			"To delete it, set this to `false` and apply first. A change of this attribute sends no request. Left out: not protected.", k.Noun),
		Optional: true,
	}
}

// ModifyPlan refuses to delete or replace an object that the state protects.
func (k Kind) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.State.Raw.IsNull() {
		raw, diags := req.Private.GetKey(ctx, markKey)
		resp.Diagnostics.Append(diags...)
		var subject string
		if json.Unmarshal(raw, &subject) == nil {
			resp.Diagnostics.Append(k.refusal(k.replaced(subject)))
		}
		return
	}
	protected, diags := isProtected(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	switch {
	case diags.HasError():
	case !protected:
		resp.Diagnostics.Append(removeMark(ctx, resp.Private)...)
	case req.Plan.Raw.IsNull():
		resp.Diagnostics.Append(k.refusal(k.deleted(k.Subject(ctx, req.State))))
	default:
		resp.Diagnostics.Append(tfstate.SavePrivate(ctx, resp.Private, markKey, k.Subject(ctx, req.State))...)
	}
}

// CheckDelete refuses to delete a protected object. It comes before the request.
func (k Kind) CheckDelete(ctx context.Context, state tfsdk.State) diag.Diagnostics {
	protected, diags := isProtected(ctx, state)
	if protected {
		diags.Append(k.refusal(k.tainted(k.Subject(ctx, state))))
	}
	return diags
}

func isProtected(ctx context.Context, state tfsdk.State) (bool, diag.Diagnostics) {
	var protected types.Bool
	diags := state.GetAttribute(ctx, path.Root(Attribute), &protected)
	return protected.ValueBool(), diags
}

// AfterUpdate removes the mark of the plan from private state.
func AfterUpdate(ctx context.Context, resp *resource.UpdateResponse) {
	resp.Diagnostics.Append(removeMark(ctx, resp.Private)...)
}

func removeMark(ctx context.Context, private tfstate.Private) diag.Diagnostics {
	mark, diags := private.GetKey(ctx, markKey)
	if len(mark) > 0 {
		diags.Append(private.SetKey(ctx, markKey, nil)...)
	}
	return diags
}

// IsOnlyChange reports whether an update changes nothing but the protection.
func IsOnlyChange(ctx context.Context, req resource.UpdateRequest) (bool, diag.Diagnostics) {
	var before types.Bool
	diags := req.State.GetAttribute(ctx, path.Root(Attribute), &before)
	same := req.Plan
	diags.Append(same.SetAttribute(ctx, path.Root(Attribute), before)...)
	return !diags.HasError() && same.Raw.Equal(req.State.Raw), diags
}

func (k Kind) refusal(detail string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root(Attribute), strings.ToUpper(k.Noun[:1])+k.Noun[1:]+" is protected from deletion", detail)
}

func (k Kind) deleted(subject string) string {
	return fmt.Sprintf("This plan deletes %s, which has deletion_protection = true in the state. %s\n\n"+
		"To delete it, set deletion_protection to false and apply; then delete it. If its block is gone, put the block back for that.\n\n"+
		"If its block was renamed or moved, tell Terraform so, and it keeps the %s:\n\n%s", subject, k.Loss, k.Noun, planrules.MovedBlock(k.TypeName))
}

func (k Kind) replaced(subject string) string {
	return fmt.Sprintf("This plan replaces %s, which deletes it, and it has deletion_protection = true in the state. %s\n\n"+
		"To keep it, leave -replace out, or undo the change that forces the replacement.\n\n"+
		"To replace it, set deletion_protection to false and apply that alone first.", subject, k.Loss)
}

func (k Kind) tainted(subject string) string {
	return fmt.Sprintf("Terraform deletes or replaces %s, which has deletion_protection = true in the state, so the provider has sent no request. %s\n\n"+
		"A plan without an error comes this far if the %s is tainted: a provisioner failed after it was created, or it was marked by hand. "+
		"To keep it, run:\n\nterraform untaint ADDRESS (tofu untaint ADDRESS)\n\n"+
		"To delete it, do that too, set deletion_protection to false and apply; then delete it.\n\n"+
		"With create_before_destroy, its successor exists already, and Terraform calls the old %[3]s deposed, which untaint does not change. "+
		"terraform state rm ADDRESS (tofu state rm ADDRESS) makes Terraform forget both; import the one to keep.", subject, k.Loss, k.Noun)
}
