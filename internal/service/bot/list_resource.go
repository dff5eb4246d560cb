// SPDX-License-Identifier: MPL-2.0

package bot

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tflist"
)

var _ list.ListResourceWithConfigure = (*botList)(nil)

// NewListResource returns the list resource lineworks_bot.
func NewListResource() list.ListResource { return &botList{base.NewResource(form.TypeName)} }

type botList struct{ base.Resource }

type botListModel struct {
	BotID        types.String `tfsdk:"bot_id"`
	NameContains types.String `tfsdk:"name_contains"`
}

func (l *botList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The bots of the tenant, all or those that the filters pick, in the order of the service. With several filters, a bot has to fit all of them.",
		Attributes: map[string]schema.Attribute{
			"bot_id":        tflist.BotID(""),
			"name_contains": tflist.BotNameContains(""),
		},
	}
}

// List reads each bot in full if the resource is to be included: the API's list lacks
// most attributes of a bot.
func (l *botList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var config botListModel
	if !tflist.Begin(ctx, req, stream, l.Client, &config) {
		return
	}
	bots := tflist.Bots(ctx, l.Client, config.BotID, config.NameContains)
	if req.IncludeResource {
		bots = tflist.FlatMap(bots, func(b *tflist.Bot) iter.Seq2[*tflist.Bot, error] { return l.inFull(ctx, b) })
	}
	tflist.Stream(ctx, req, stream, "Unable to list bots", bots, func(ctx context.Context, result *list.ListResult, b *tflist.Bot) {
		m := &model{BotID: types.StringValue(b.BotID)}
		if req.IncludeResource {
			m = fromAPI(b.Full)
		}
		tflist.Complete(ctx, req, result, b.BotName, m.identify, &resourceModel{model: *m})
	})
}

func (l *botList) inFull(ctx context.Context, b *tflist.Bot) iter.Seq2[*tflist.Bot, error] {
	return tflist.Single(b.Subject(), func() (*tflist.Bot, error) {
		if b.Full != nil {
			return b, nil
		}
		full, err := l.Client.Bots.Get(ctx, b.BotID)
		return &tflist.Bot{BotSummary: b.BotSummary, Full: full}, err
	})
}
