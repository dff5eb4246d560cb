// SPDX-License-Identifier: MPL-2.0

// Package message has the action that sends a message in the name of a bot.
// Messages are events, not state: nothing of them can be read, changed or deleted.
package message

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var (
	_ action.ActionWithConfigure        = (*sendMessage)(nil)
	_ action.ActionWithConfigValidators = (*sendMessage)(nil)
	_ action.ActionWithModifyPlan       = (*sendMessage)(nil)
	_ action.ActionWithValidateConfig   = (*sendMessage)(nil)
)

// NewAction returns the action lineworks_send_message.
func NewAction() action.Action { return &sendMessage{base.NewAction("lineworks_send_message")} }

type sendMessage struct{ base.Action }

func (a *sendMessage) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = actionSchema()
}

func (a *sendMessage) ConfigValidators(context.Context) []action.ConfigValidator {
	return []action.ConfigValidator{
		validators.ExactlyOneOf(userID, channelID),
		validators.ExactlyOneOf(contentNames()...),
	}
}

func (a *sendMessage) ValidateConfig(ctx context.Context, req action.ValidateConfigRequest, resp *action.ValidateConfigResponse) {
	root, diags := read(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(placed(check(root).Errors())...) // the plan tells the warnings
}

// ModifyPlan checks the files, which need not exist during validation.
func (a *sendMessage) ModifyPlan(ctx context.Context, req action.ModifyPlanRequest, resp *action.ModifyPlanResponse) {
	root, diags := a.recheck(ctx, req.Config)
	for _, s := range sources(root) {
		diags.Append(s.look()...)
	}
	resp.Diagnostics.Append(placed(diags)...)
}

// placed says in words where each problem is: of a problem that a plan or an
// invocation reports, Terraform shows the action, and not the attribute; and of a list
// that an expression makes, the whole expression, and no element.
func placed(diags diag.Diagnostics) diag.Diagnostics {
	var out diag.Diagnostics
	for _, d := range diags {
		if at, ok := d.(diag.DiagnosticWithPath); ok && !strings.Contains(d.Detail(), at.Path().String()) {
			detail := fmt.Sprintf("At %s: %s", at.Path(), d.Detail())
			if d.Severity() == diag.SeverityError {
				d = diag.NewAttributeErrorDiagnostic(at.Path(), d.Summary(), detail)
			} else {
				d = diag.NewAttributeWarningDiagnostic(at.Path(), d.Summary(), detail)
			}
		}
		out.Append(d)
	}
	return out
}

// read is the configuration as a whole.
func read(ctx context.Context, config tfsdk.Config) (node, diag.Diagnostics) {
	root := node{at: path.Empty()}
	diags := config.Get(ctx, &root.value)
	return root, diags
}

// recheck runs all rules again with the values that have become known.
func (a *sendMessage) recheck(ctx context.Context, config tfsdk.Config) (node, diag.Diagnostics) {
	root, diags := read(ctx, config)
	rules := rechecker{config: config}
	rules.attributes(ctx, root.at, actionSchema().Attributes, root.value.Attributes())
	diags.Append(rules.diags...)
	for _, v := range a.ConfigValidators(ctx) {
		var resp action.ValidateConfigResponse
		v.ValidateAction(ctx, action.ValidateConfigRequest{Config: config}, &resp)
		diags.Append(resp.Diagnostics...)
	}
	diags.Append(check(root)...)
	return root, diags
}
