// SPDX-License-Identifier: MPL-2.0

// Package botdomain has the resources and data sources for the registrations of bots
// in domains, and for the members who may use a bot there.
package botdomain

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

var (
	_ resource.ResourceWithConfigure   = (*domainResource)(nil)
	_ resource.ResourceWithIdentity    = (*domainResource)(nil)
	_ resource.ResourceWithImportState = (*domainResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*domainResource)(nil)
)

// NewResource returns the resource lineworks_bot_domain.
func NewResource() resource.Resource { return &domainResource{base.NewIdentifiedResource(domainForm)} }

type domainResource struct{ base.IdentifiedResource }

func (r *domainResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = domainSchema()
}

// ModifyPlan notes who may use the bot after the plan, for the members that are planned
// after their registration. It warns if that becomes more people than before, and of a
// registration that will be taken over.
func (r *domainResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	plan, state, diags := base.PlanAndState[domainModel](ctx, req)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	created := r.Data.Singletons.Plan(ctx, req, resp, state.singleton(), plan.singleton())
	if !tfvalue.Known(plan.BotID) || !tfvalue.Known(plan.DomainID) {
		return
	}
	botID, domainID := plan.BotID.ValueString(), plan.DomainID.ValueString()
	opened := func(selectedBefore bool) {
		if !tfvalue.Known(plan.AllowToSelectedMember) {
			return
		}
		resp.Diagnostics.Append(tfdiag.WarningsAt(path.Root("allow_to_selected_member"),
			planrules.OpenedRegistration(botID, domainID, selectedBefore, plan.AllowToSelectedMember.ValueBool()))...)
	}
	if plan.key() == state.key() { // a replacement is for another bot or domain
		opened(state.AllowToSelectedMember.ValueBool())
	}
	if tfvalue.Known(plan.AllowToSelectedMember) {
		r.Data.PlanRegistration(botID, domainID, plan.AllowToSelectedMember.ValueBool())
	}
	// An apply plans once more: Terraform allows deferrals there and nowhere else.
	if !created || req.ClientCapabilities.DeferralAllowed || r.Data.Singletons.IsManaged(plan.key()) || r.Client.Bots.CreatedHere(botID) {
		return
	}
	if existing, err := r.Client.Domains.Get(ctx, botID, domainID); err == nil {
		was := plan
		was.take(existing)
		resp.Diagnostics.AddAttributeWarning(path.Root("domain_id"), alreadyRegistered(&plan),
			fmt.Sprintf("Applying this plan takes the registration over instead of creating one%s.\n\n%s",
				plan.differences(&was, ", and changes it: "), registeredElsewhere))
		opened(existing.AllowToSelectedMember)
	}
}

// Create stores the plan and ignores the response's values: if the service does not keep a
// switch, the next plan shows it. A registration that is there already is taken over.
func (r *domainResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan domainModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Set(ctx, plan.key(), &resp.Diagnostics, func() {
		if resp.Diagnostics.Append(r.register(ctx, &plan)...); resp.Diagnostics.HasError() {
			return
		}
		resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
		resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
	})
}

// register creates the registration, or takes over the one that is there.
func (r *domainResource) register(ctx context.Context, plan *domainModel) diag.Diagnostics {
	botID, domainID := plan.BotID.ValueString(), plan.DomainID.ValueString()
	// Whether the service refuses a second registration or lets it overwrite the
	// first is not documented, and the first may have members. A bot that this run
	// has created has no registrations.
	if !r.Client.Bots.CreatedHere(botID) {
		switch existing, err := r.Client.Domains.Get(ctx, botID, domainID); {
		case err == nil:
			return r.takeOver(ctx, plan, existing)
		case !errors.Is(err, lineworks.ErrNotFound):
			return diag.Diagnostics{tfdiag.API("Unable to check for an existing registration of bot", plan.subject(), err, nil)}
		}
	}
	_, err := r.Client.Domains.Register(ctx, botID, domainID, plan.all())
	switch {
	case err == nil:
		return nil
	case lineworks.Refused(err):
		// Which error the service gives for a second registration is not documented.
		// Source: https://developers.worksmobile.com/en/docs/bot-domain-register
		if existing, lookupErr := r.Client.Domains.Get(ctx, botID, domainID); lookupErr == nil {
			return r.takeOver(ctx, plan, existing)
		}
	}
	return diag.Diagnostics{r.refusal(ctx, plan, err)}
}

// takeOver brings a registration that is there to the plan, and warns of it.
func (r *domainResource) takeOver(ctx context.Context, plan *domainModel, existing *lineworks.DomainRegistration) diag.Diagnostics {
	was := *plan
	was.take(existing)
	if was != *plan {
		if _, err := r.Client.Domains.Update(ctx, plan.BotID.ValueString(), plan.DomainID.ValueString(), plan.changes(&was)); err != nil {
			return diag.Diagnostics{tfdiag.API("Unable to update registration of bot", plan.subject(), err, fields)}
		}
	}
	return diag.Diagnostics{diag.NewAttributeWarningDiagnostic(path.Root("domain_id"), alreadyRegistered(plan),
		fmt.Sprintf("The registration was there before this resource was created. The resource manages it from now on%s.\n\n%s",
			plan.differences(&was, ", and has changed it: "), registeredElsewhere))}
}

func alreadyRegistered(m *domainModel) string {
	return fmt.Sprintf("Bot %s is already registered in domain %s", m.BotID.ValueString(), m.DomainID.ValueString())
}

// registeredElsewhere names the causes of a registration that is there already.
const registeredElsewhere = "That is as it should be if the resource had another name or key before, if it replaces itself with create_before_destroy, " +
	"or if an earlier apply was interrupted. If another lineworks_bot_domain of this configuration is for the same bot and domain, take one of the two out."

// refusal explains a failed registration. Which error the service gives for a domain
// that the bot does not allow is not documented: so the bot is read, but only once the
// service has refused.
// Source: https://developers.worksmobile.com/en/docs/bot-domain-register
func (r *domainResource) refusal(ctx context.Context, plan *domainModel, err error) diag.Diagnostic {
	const failed = "Unable to register bot in domain"
	botID, domainID := plan.BotID.ValueString(), plan.DomainID.ValueString()
	if !lineworks.Refused(err) {
		return tfdiag.API(failed, plan.subject(), err, fields)
	}
	if r.mayBeOutside(ctx, botID, domainID, err) {
		return diag.NewAttributeErrorDiagnostic(path.Root("domain_id"), failed,
			fmt.Sprintf("The request for %s failed.\n\n%s\n\n"+
				"A bot that has allow_domains can be registered in those domains only: add %s to allow_domains of bot %s.",
				plan.subject(), err, domainID, botID))
	}
	return tfdiag.API(failed, plan.subject(), err, fields)
}

// mayBeOutside reports whether allow_domains of the bot lacks the domain. If the bot
// cannot be read, that is still the most likely cause of a 400.
func (r *domainResource) mayBeOutside(ctx context.Context, botID, domainID string, err error) bool {
	bot, lookupErr := r.Client.Bots.Get(ctx, botID)
	if lookupErr != nil {
		return errors.Is(err, lineworks.ErrInvalid)
	}
	return len(bot.AllowDomains) > 0 && !slices.Contains(bot.AllowDomains, domainID)
}

func (r *domainResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state domainModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(state.identify(ctx, resp.Identity)...)
	r.Data.Singletons.MarkManaged(state.key())
	found, err := r.Client.Domains.Get(ctx, state.BotID.ValueString(), state.DomainID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		if resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...); !resp.Diagnostics.HasError() {
			resp.State.RemoveResource(ctx) // the registration or its bot was deleted elsewhere, or allow_domains of the bot became shorter
		}
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.Refresh("Unable to read registration of bot", state.subject(), err, state.Visible.IsNull())...)
		return
	}
	state.take(found)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &state)...)
}

func (r *domainResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state domainModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Update(ctx, plan.key(), resp, func() {
		if _, err := r.Client.Domains.Update(ctx, plan.BotID.ValueString(), plan.DomainID.ValueString(), plan.changes(&state)); err != nil {
			resp.Diagnostics.Append(tfdiag.API("Unable to update registration of bot", plan.subject(), err, fields))
			return
		}
		resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
		resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
		resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
	})
}

func (r *domainResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state domainModel
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Data.Singletons.Delete(ctx, state.key(), &resp.Diagnostics, func() {
		err := r.Client.Domains.Delete(ctx, state.BotID.ValueString(), state.DomainID.ValueString())
		switch {
		case errors.Is(err, lineworks.ErrNotFound):
			resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...)
		case err != nil:
			resp.Diagnostics.Append(tfdiag.API("Unable to delete registration of bot", state.subject(), err, nil))
		}
	})
}
