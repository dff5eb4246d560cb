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
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

var (
	_ resource.ResourceWithConfigure   = (*domainResource)(nil)
	_ resource.ResourceWithIdentity    = (*domainResource)(nil)
	_ resource.ResourceWithImportState = (*domainResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*domainResource)(nil)
)

// NewResource makes the resource lineworks_bot_domain.
func NewResource() resource.Resource { return &domainResource{base.NewIdentifiedResource(domainForm)} }

type domainResource struct{ base.IdentifiedResource }

func (r *domainResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = domainSchema()
}

// Create stores the plan, whatever the response says: if the service does not keep a
// switch, the next plan shows it.
// ModifyPlan notes who may use the bot after the plan, for the members that are planned
// after their registration.
func (r *domainResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || r.Data == nil {
		return
	}
	var plan domainModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if !resp.Diagnostics.HasError() && tfvalue.Known(plan.BotID) && tfvalue.Known(plan.DomainID) && tfvalue.Known(plan.AllowToSelectedMember) {
		r.Data.PlanRegistration(plan.BotID.ValueString(), plan.DomainID.ValueString(), plan.AllowToSelectedMember.ValueBool())
	}
}

func (r *domainResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan domainModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	botID, domainID := plan.BotID.ValueString(), plan.DomainID.ValueString()
	// Whether the service refuses a second registration or lets it overwrite the
	// first is not documented, and the first may be for selected members only. A
	// bot that this run has made has none.
	if !r.Client.Bots.CreatedHere(botID) {
		switch _, err := r.Client.Domains.Get(ctx, botID, domainID); {
		case err == nil:
			resp.Diagnostics.Append(registeredAlready(botID, domainID, nil))
			return
		case !errors.Is(err, lineworks.ErrNotFound):
			resp.Diagnostics.Append(tfdiag.API("Unable to check for an existing registration of bot", plan.subject(), err, nil))
			return
		}
	}
	if _, err := r.Client.Domains.Register(ctx, botID, domainID, plan.all()); err != nil {
		resp.Diagnostics.Append(r.refusal(ctx, &plan, err))
		return
	}
	resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// registered reports whether the registration is known to exist. If the look-up fails,
// it does not count as existing, and the error of the create is reported.
func (r *domainResource) registered(ctx context.Context, botID, domainID string) bool {
	_, err := r.Client.Domains.Get(ctx, botID, domainID)
	return err == nil
}

// registeredAlready reports a registration that is not in the state, with the refusal
// by the service if there was one.
func registeredAlready(botID, domainID string, refusal error) diag.Diagnostic {
	detail := fmt.Sprintf("Bot %s is registered in domain %s already, and not by this resource.", botID, domainID)
	if refusal != nil {
		detail += "\n\n" + refusal.Error()
	}
	return diag.NewAttributeErrorDiagnostic(path.Root("domain_id"), "Bot is already registered in this domain",
		fmt.Sprintf("%s\n\nIf another lineworks_bot_domain of this configuration is for the same bot and domain, it has made the registration: take one of the two out. "+
			"If the registration was made elsewhere, manage it: terraform import lineworks_bot_domain.NAME %s/%s", detail, botID, domainID))
}

// refusal reports a failed registration. The errors for an existing registration and
// for a domain that the bot does not allow are not documented. So both are looked up,
// but only after the service has refused.
// Source: https://developers.worksmobile.com/en/docs/bot-domain-register
func (r *domainResource) refusal(ctx context.Context, plan *domainModel, err error) diag.Diagnostic {
	const failed = "Unable to register bot in domain"
	botID, domainID := plan.BotID.ValueString(), plan.DomainID.ValueString()
	if !lineworks.Refused(err) {
		return tfdiag.API(failed, plan.subject(), err, fields)
	}
	if r.registered(ctx, botID, domainID) {
		return registeredAlready(botID, domainID, err)
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
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(state.identify(ctx, resp.Identity)...)
	found, err := r.Client.Domains.Get(ctx, state.BotID.ValueString(), state.DomainID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		resp.State.RemoveResource(ctx) // the registration or its bot was deleted elsewhere, or allow_domains of the bot became shorter
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.API("Unable to read registration of bot", state.subject(), err, nil))
		return
	}
	state.take(found)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

func (r *domainResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state domainModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if _, err := r.Client.Domains.Update(ctx, plan.BotID.ValueString(), plan.DomainID.ValueString(), plan.changes(&state)); err != nil {
		resp.Diagnostics.Append(tfdiag.API("Unable to update registration of bot", plan.subject(), err, fields))
		return
	}
	resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

func (r *domainResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state domainModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	err := r.Client.Domains.Delete(ctx, state.BotID.ValueString(), state.DomainID.ValueString())
	if err != nil && !errors.Is(err, lineworks.ErrNotFound) {
		resp.Diagnostics.Append(tfdiag.API("Unable to delete registration of bot", state.subject(), err, nil))
	}
}
