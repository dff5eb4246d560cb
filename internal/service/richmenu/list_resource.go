// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"fmt"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tflist"
)

var _ list.ListResourceWithConfigure = (*menuList)(nil)

// NewListResource returns the list resource lineworks_rich_menu.
func NewListResource() list.ListResource { return &menuList{base.NewResource(form.TypeName)} }

type menuList struct{ base.Resource }

// filters are the configuration of the list resource.
type filters struct {
	BotID           types.String `tfsdk:"bot_id"`
	BotNameContains types.String `tfsdk:"bot_name_contains"`
	NameContains    types.String `tfsdk:"name_contains"`
}

func (l *menuList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The rich menus of the bots of the tenant, of all or of those that the filters pick. With several filters, a menu has to fit all of them. " +
			"The API lists menus by bot, so this takes at least one request for each bot.\n\n" +
			"Pictures are not part of the result: the service does not say which files they are. A configuration that is generated from the result does not manage them, and they stay.",
		Attributes: map[string]schema.Attribute{
			"bot_id":            tflist.BotID("rich menus"),
			"bot_name_contains": tflist.BotNameContains("rich menus"),
			"name_contains": schema.StringAttribute{
				MarkdownDescription: "Only rich menus whose own name contains this text, case-sensitive. Left out: rich menus of any name.",
				Optional:            true,
			},
		},
	}
}

func (l *menuList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var f filters
	if !tflist.Begin(ctx, req, stream, l.Client, &f) {
		return
	}
	tflist.Stream(ctx, req, stream, "Unable to list rich menus", f.menus(ctx, l.Client),
		func(ctx context.Context, result *list.ListResult, found listed) {
			m := found.model()
			tflist.Complete(ctx, req, result, fmt.Sprintf("Rich menu %s of %s", found.menu.RichMenuName, found.bot.BotName), m.identify, m)
		})
}

// listed is a rich menu and its bot.
type listed struct {
	bot  *tflist.Bot
	menu *lineworks.RichMenu
}

// model is the menu as a read finds it after an import.
func (l listed) model() *model {
	m := &model{menu: *fromAPI(types.StringValue(l.bot.BotID), l.menu)}
	m.unmanaged()
	return m
}

// menus iterates over the menus that the filters ask for, bot by bot.
func (f *filters) menus(ctx context.Context, client *lineworks.Client) iter.Seq2[listed, error] {
	return tflist.FlatMap(tflist.Bots(ctx, client, f.BotID, f.BotNameContains), func(bot *tflist.Bot) iter.Seq2[listed, error] {
		return tflist.FilterMap("the rich menus of "+bot.Subject(), client.RichMenus.All(ctx, bot.BotID),
			func(m *lineworks.RichMenu) (listed, bool) {
				return listed{bot, m}, names.Contains(m.RichMenuName, f.NameContains.ValueString())
			})
	})
}
