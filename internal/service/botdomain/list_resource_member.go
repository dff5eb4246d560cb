// SPDX-License-Identifier: MPL-2.0

package botdomain

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tflist"
)

var _ list.ListResourceWithConfigure = (*memberList)(nil)

// NewMemberListResource returns the list resource lineworks_bot_domain_member.
func NewMemberListResource() list.ListResource {
	return &memberList{base.NewResource(memberForm.TypeName)}
}

type memberList struct{ base.Resource }

func (l *memberList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The members of domains who may use a bot there, for all bots of the tenant or those that the filters pick. With several filters, a member has to fit all of them. " +
			"A registration for all users has no members and is skipped. The API lists members by bot and domain, so this takes at least one request for each bot and one for each registration for selected members.",
		Attributes: filterAttributes("members"),
	}
}

func (l *memberList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var f filters
	if !tflist.Begin(ctx, req, stream, l.Client, &f) {
		return
	}
	tflist.Stream(ctx, req, stream, "Unable to list members of bots", f.members(ctx, l.Client),
		func(ctx context.Context, result *list.ListResult, found member) {
			m := found.model()
			tflist.Complete(ctx, req, result, fmt.Sprintf("Member %s of %s", found.userID, found.of.where()), m.identify, m)
		})
}

// member is a user who may use a bot in a domain.
type member struct {
	of     registration
	userID string
}

// model returns the state of the member.
func (m member) model() *memberModel {
	of := m.of.model()
	return &memberModel{BotID: of.BotID, DomainID: of.DomainID, UserID: types.StringValue(m.userID)}
}

// members iterates over the members that match the filters, registration by
// registration.
func (f *filters) members(ctx context.Context, client *lineworks.Client) iter.Seq2[member, error] {
	return tflist.FlatMap(f.registrations(ctx, client), func(of registration) iter.Seq2[member, error] {
		return tflist.FilterMap(fmt.Sprintf("the members of %s in domain %s", of.bot.Subject(), of.in.DomainID), selected(ctx, client, of),
			func(userID string) (member, bool) { return member{of, userID}, true })
	})
}

// selected iterates over the user IDs of the selected members. There are none if the
// registration is for all users. It may become so before the members are listed; the
// form in which the list says so is not documented.
// Source: https://developers.worksmobile.com/en/docs/bot-domain-member-list
func selected(ctx context.Context, client *lineworks.Client, of registration) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if !of.in.AllowToSelectedMember {
			return
		}
		for userID, err := range client.DomainMembers.All(ctx, of.bot.BotID, of.in.DomainID) {
			if errors.Is(err, lineworks.ErrAllMembers) || !yield(userID, err) {
				return
			}
		}
	}
}
