// SPDX-License-Identifier: MPL-2.0

package persistentmenu

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tflist"
)

var _ list.ListResourceWithConfigure = (*menuList)(nil)

// NewListResource returns the list resource lineworks_persistent_menu.
func NewListResource() list.ListResource { return &menuList{base.NewResource(form.TypeName)} }

type menuList struct{ base.Resource }

type menuListModel struct {
	BotID           types.String `tfsdk:"bot_id"`
	BotNameContains types.String `tfsdk:"bot_name_contains"`
}

// listedMenu is the menu of a bot.
type listedMenu struct {
	bot     *tflist.Bot
	actions []lineworks.Action
}

func (l *menuList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The persistent menus of the bots of the tenant, of all or of those that the filters pick. With several filters, a bot has to fit all of them. " +
			"Bots without a persistent menu are passed over. The API has no list of menus, so this takes one request for each bot.",
		Attributes: map[string]schema.Attribute{
			"bot_id":            tflist.BotID("persistent menus"),
			"bot_name_contains": tflist.BotNameContains("persistent menus"),
		},
	}
}

func (l *menuList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var config menuListModel
	if !tflist.Begin(ctx, req, stream, l.Client, &config) {
		return
	}
	bots := tflist.Bots(ctx, l.Client, config.BotID, config.BotNameContains)
	// A bot without a menu and a deleted bot both return 404, and are skipped.
	menus := tflist.FlatMap(bots, func(b *tflist.Bot) iter.Seq2[listedMenu, error] {
		return tflist.Single("the persistent menu of "+b.Subject(), func() (listedMenu, error) {
			actions, err := l.Client.PersistentMenus.Get(ctx, b.BotID)
			return listedMenu{bot: b, actions: actions}, err
		})
	})
	tflist.Stream(ctx, req, stream, "Unable to list persistent menus", menus, func(ctx context.Context, result *list.ListResult, m listedMenu) {
		menu := fromAPI(types.StringValue(m.bot.BotID), m.actions)
		tflist.Complete(ctx, req, result, "Persistent menu of "+m.bot.BotName, menu.identify, menu)
	})
}
