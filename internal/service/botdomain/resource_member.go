// SPDX-License-Identifier: MPL-2.0

package botdomain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var (
	_ resource.ResourceWithConfigure      = (*memberResource)(nil)
	_ resource.ResourceWithIdentity       = (*memberResource)(nil)
	_ resource.ResourceWithImportState    = (*memberResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*memberResource)(nil)
	_ resource.ResourceWithValidateConfig = (*memberResource)(nil)
)

// NewMemberResource returns the resource lineworks_bot_domain_member.
func NewMemberResource() resource.Resource {
	return &memberResource{base.NewIdentifiedResource(memberForm)}
}

type memberResource struct{ base.IdentifiedResource }

func (r *memberResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = memberSchema()
}

func (r *memberResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var userID types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("user_id"), &userID)...)
	resp.Diagnostics.Append(noEmail(userID.ValueString())...)
}

// noEmail refuses an e-mail address. The service accepts a login ID for a new member but
// lists user IDs, so the provider would not find the member again.
// Source: https://developers.worksmobile.com/en/docs/bot-domain-member-create
func noEmail(userID string) diag.Diagnostics {
	if !strings.Contains(userID, "@") {
		return nil
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("user_id"), "E-mail address instead of a user ID",
		fmt.Sprintf("%s looks like an e-mail address. The service would accept it, but it lists members by user ID only, so the provider would not find the member again.\n\n%s", excerpt.Of(userID), validators.UserIDAdvice))}
}

func (r *memberResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan memberModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Set(ctx, plan.key(), &resp.Diagnostics, func() {
		if resp.Diagnostics.Append(r.add(ctx, &plan)...); resp.Diagnostics.HasError() {
			return
		}
		resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
		resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
	})
}

// add adds the member, or takes over the one that is there.
func (r *memberResource) add(ctx context.Context, plan *memberModel) diag.Diagnostics {
	const failed = "Unable to add member to bot"
	botID, domainID, userID := plan.BotID.ValueString(), plan.DomainID.ValueString(), plan.UserID.ValueString()
	// Checked before the request, because the service may accept a member that it
	// does not list afterwards.
	selected, err := selectedOnly(ctx, r.Client, botID, domainID)
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("domain_id"), "Bot is not registered in the domain",
			fmt.Sprintf("Bot %s is not registered in domain %s, so it cannot have members there.%s\n\n"+
				"Create the registration with lineworks_bot_domain, and refer to bot_id and domain_id of that resource, so that it is created first.",
				botID, domainID, serviceWords(err)))}
	case err != nil:
		return diag.Diagnostics{tfdiag.API(failed, plan.subject(), err, nil)}
	case !selected:
		return diag.Diagnostics{allUsers(plan)}
	}
	err = r.Client.DomainMembers.Add(ctx, botID, domainID, userID)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, lineworks.ErrAllMembers):
		return diag.Diagnostics{allUsers(plan)}
	// Which error the service gives for a member that is there already is not documented.
	// Source: https://developers.worksmobile.com/en/docs/bot-domain-member-create
	case lineworks.Refused(err) && r.Client.DomainMembers.Get(ctx, botID, domainID, userID) == nil:
		return diag.Diagnostics{diag.NewAttributeWarningDiagnostic(path.Root("user_id"), alreadyMember(plan),
			"The member was there before this resource was created. The resource manages it from now on.\n\n"+memberElsewhere)}
	}
	return diag.Diagnostics{tfdiag.API(failed, plan.subject(), err, memberFields)}
}

func alreadyMember(m *memberModel) string {
	return fmt.Sprintf("User %s is already a member of bot %s in domain %s", m.UserID.ValueString(), m.BotID.ValueString(), m.DomainID.ValueString())
}

// memberElsewhere names the causes of a member that is there already.
const memberElsewhere = "That is as it should be if the resource had another name or key before, if it replaces itself with create_before_destroy, " +
	"or if an earlier apply was interrupted. If another lineworks_bot_domain_member of this configuration is for the same user, take one of the two out."

// selectedOnly reports whether only selected members may use a bot in a domain. It reads
// the registration, because the form in which the list of members says "All users" is
// not documented; it may just be empty. The error matches
// [lineworks.ErrNotFound] if there is no registration.
// Source: https://developers.worksmobile.com/en/docs/bot-domain-member-list
func selectedOnly(ctx context.Context, client *lineworks.Client, botID, domainID string) (bool, error) {
	registration, err := client.Domains.Get(ctx, botID, domainID)
	if err != nil {
		return false, err
	}
	return registration.AllowToSelectedMember, nil
}

// serviceWords returns a paragraph with the error of [selectedOnly] if it comes from the
// service. It returns "" if the list of registrations only lacks the wanted one.
func serviceWords(err error) string {
	var apiErr *lineworks.APIError
	if !errors.As(err, &apiErr) {
		return ""
	}
	return "\n\n" + err.Error()
}

// allUsers reports that there are no members, because all users may use the bot.
func allUsers(m *memberModel) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root("domain_id"), "All users of the domain may use the bot",
		fmt.Sprintf("There are no members to manage, such as user %s: all users of domain %s may use bot %s.\n\n"+
			"Set allow_to_selected_member to true in the lineworks_bot_domain of bot %[3]s and domain %[2]s, "+
			"and refer to bot_id and domain_id of that resource, so that it is applied first. "+
			"If it is true there and was changed elsewhere, applying that resource repairs it.\n\n"+
			"If all users are meant to use the bot there, remove the lineworks_bot_domain_member from the configuration.",
			m.UserID.ValueString(), m.DomainID.ValueString(), m.BotID.ValueString()))
}

// Read keeps a member of a domain in which all users may use the bot: the service lists
// no members then, so the member cannot be looked up. An error would block every
// repair, destroy included. The plan warns instead.
func (r *memberResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state memberModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(state.identify(ctx, resp.Identity)...)
	r.Data.Singletons.MarkManaged(state.key())
	err := r.find(ctx, &state)
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		if resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...); !resp.Diagnostics.HasError() {
			resp.State.RemoveResource(ctx) // the member, the registration or the bot was deleted elsewhere
		}
	case err != nil && !errors.Is(err, lineworks.ErrAllMembers):
		// All attributes are in the identity, so that a read after an import looks like any other.
		resp.Diagnostics.Append(tfdiag.Refresh("Unable to read member of bot", state.subject(), err, false)...)
	default:
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	}
}

// find looks the member up. The error matches [lineworks.ErrAllMembers] if all users may
// use the bot, and [lineworks.ErrNotFound] if there is no such member, registration or
// bot. The calls of a run share the lists.
func (r *memberResource) find(ctx context.Context, m *memberModel) error {
	botID, domainID := m.BotID.ValueString(), m.DomainID.ValueString()
	switch selected, err := selectedOnly(ctx, r.Client, botID, domainID); {
	case err != nil:
		return err
	case !selected:
		return lineworks.ErrAllMembers
	}
	return r.Client.DomainMembers.Get(ctx, botID, domainID, m.UserID.ValueString())
}

// ModifyPlan warns of a member that is kept although all users may use the bot, and of one
// that will be taken over.
func (r *memberResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	plan, state, diags := base.PlanAndState[memberModel](ctx, req)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	created := r.Data.Singletons.Plan(ctx, req, resp, state.singleton(), plan.singleton())
	if plan.singleton().Key == "" {
		return
	}
	if req.State.Raw.IsNull() {
		// Create checks whether members can be added: the registration may be created before the member.
		// An apply plans once more: Terraform allows deferrals there and nowhere else.
		if created && !req.ClientCapabilities.DeferralAllowed && !r.Data.Singletons.IsManaged(plan.key()) &&
			!r.Client.Bots.CreatedHere(plan.BotID.ValueString()) && r.find(ctx, &plan) == nil {
			resp.Diagnostics.AddAttributeWarning(path.Root("user_id"), alreadyMember(&plan),
				"Applying this plan takes the member over instead of adding one.\n\n"+memberElsewhere)
		}
		return
	}
	selected, planned := r.Data.PlannedRegistration(plan.BotID.ValueString(), plan.DomainID.ValueString())
	if selected || !errors.Is(r.find(ctx, &plan), lineworks.ErrAllMembers) {
		return
	}
	d := allUsers(&plan)
	detail := d.Detail()
	if !planned { // a registration to which the member does not refer may be planned after it
		detail = "If this plan sets allow_to_selected_member to true for the bot and the domain, there is nothing to do.\n\n" + detail
	}
	resp.Diagnostics.AddAttributeWarning(path.Root("domain_id"), d.Summary(), detail)
}

// Update is never called: each change replaces the member.
func (r *memberResource) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

func (r *memberResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state memberModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Delete(ctx, state.key(), &resp.Diagnostics, func() {
		err := r.Client.DomainMembers.Delete(ctx, state.BotID.ValueString(), state.DomainID.ValueString(), state.UserID.ValueString())
		switch {
		case errors.Is(err, lineworks.ErrNotFound):
			resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...)
		case err != nil:
			resp.Diagnostics.Append(tfdiag.API("Unable to delete member of bot", state.subject(), err, nil))
		}
	})
}

func (r *memberResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	memberForm.Import(ctx, req, resp)
	if resp.Diagnostics.HasError() {
		return
	}
	var m memberModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, resp.State, &m)...)
	resp.Diagnostics.Append(noEmail(m.UserID.ValueString())...)
	if resp.Diagnostics.HasError() {
		return
	}
	// Read would keep a member that cannot be looked up.
	if errors.Is(r.find(ctx, &m), lineworks.ErrAllMembers) {
		resp.Diagnostics.Append(allUsers(&m))
	}
}
