// SPDX-License-Identifier: MPL-2.0

package botdomain

import (
	"context"
	"fmt"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tflist"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var _ list.ListResourceWithConfigure = (*domainList)(nil)

// NewListResource returns the list resource lineworks_bot_domain.
func NewListResource() list.ListResource { return &domainList{base.NewResource(domainForm.TypeName)} }

type domainList struct{ base.Resource }

func (l *domainList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The registrations of bots in domains, of all bots of the tenant or of those that the filters pick. With several filters, a registration has to fit all of them. " +
			"The API lists them by bot, so this takes at least one request for each bot.",
		Attributes: filterAttributes("registrations"),
	}
}

func (l *domainList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var f filters
	if !tflist.Begin(ctx, req, stream, l.Client, &f) {
		return
	}
	tflist.Stream(ctx, req, stream, "Unable to list registrations of bots", f.registrations(ctx, l.Client),
		func(ctx context.Context, result *list.ListResult, found registration) {
			m := found.model()
			tflist.Complete(ctx, req, result, "Registration of "+found.where(), m.identify, m)
		})
}

// filters are the configuration of the list resources of this package.
type filters struct {
	BotID           types.String `tfsdk:"bot_id"`
	BotNameContains types.String `tfsdk:"bot_name_contains"`
	DomainID        types.String `tfsdk:"domain_id"`
}

// filterAttributes are the filters of a list of objects, such as "registrations".
func filterAttributes(objects string) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"bot_id":            tflist.BotID(objects),
		"bot_name_contains": tflist.BotNameContains(objects),
		"domain_id": schema.StringAttribute{
			MarkdownDescription: fmt.Sprintf("Only %s in the domain with this ID. Left out: %[1]s in any domain.", objects),
			Optional:            true,
			Validators:          validators.Optional(validators.DomainID()),
		},
	}
}

// registration is a bot in a domain.
type registration struct {
	bot *tflist.Bot
	in  *lineworks.DomainRegistration
}

// where returns the name of the bot and the domain for display.
func (r registration) where() string {
	return fmt.Sprintf("%s in domain %s", r.bot.BotName, r.in.DomainID)
}

// model returns the state of the registration.
func (r registration) model() *domainModel {
	m := &domainModel{BotID: types.StringValue(r.bot.BotID), DomainID: types.StringValue(r.in.DomainID)}
	m.take(r.in)
	return m
}

// registrations iterates over the registrations that match the filters, bot by bot.
func (f *filters) registrations(ctx context.Context, client *lineworks.Client) iter.Seq2[registration, error] {
	return tflist.FlatMap(tflist.Bots(ctx, client, f.BotID, f.BotNameContains), func(bot *tflist.Bot) iter.Seq2[registration, error] {
		return tflist.FilterMap("the registrations of "+bot.Subject(), client.Domains.All(ctx, bot.BotID),
			func(in *lineworks.DomainRegistration) (registration, bool) {
				return registration{bot, in}, f.DomainID.ValueString() == "" || in.DomainID == f.DomainID.ValueString()
			})
	})
}
