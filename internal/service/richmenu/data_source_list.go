// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/sorted"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var _ datasource.DataSourceWithConfigure = (*menusDataSource)(nil)

// NewListDataSource returns the data source lineworks_rich_menus.
func NewListDataSource() datasource.DataSource {
	return &menusDataSource{base.NewDataSource("lineworks_rich_menus")}
}

type menusDataSource struct{ base.DataSource }

type menusModel struct {
	BotID     types.String   `tfsdk:"bot_id"`
	RichMenus []summaryModel `tfsdk:"rich_menus"`
}

// summaryModel is a menu in the list of a bot.
type summaryModel struct {
	RichMenuID   types.String `tfsdk:"rich_menu_id"`
	RichMenuName types.String `tfsdk:"rich_menu_name"`
	Size         types.Object `tfsdk:"size"`
	Areas        types.List   `tfsdk:"areas"`
}

func (d *menusDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := menuAttributes()
	attributes["rich_menu_id"] = schema.StringAttribute{MarkdownDescription: "ID of the menu.", Computed: true}
	resp.Schema = schema.Schema{
		MarkdownDescription: "The rich menus of a bot.",
		Attributes: map[string]schema.Attribute{
			"bot_id": botIDAttribute(),
			"rich_menus": schema.ListNestedAttribute{
				MarkdownDescription: "The menus, by ascending ID; empty if there are none.",
				Computed:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: attributes},
			},
		},
	}
}

func (d *menusDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m menusModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "bot_id", validators.BotID())...)
	if resp.Diagnostics.HasError() {
		return
	}
	m.RichMenus = []summaryModel{} // an empty list, not null, when there are none
	for found, err := range d.Client.RichMenus.All(ctx, m.BotID.ValueString()) {
		switch {
		case errors.Is(err, lineworks.ErrNotFound):
			resp.Diagnostics.Append(tfdiag.NoBot(m.BotID.ValueString(), err))
			return
		case err != nil:
			resp.Diagnostics.Append(tfdiag.API("Unable to list rich menus", "the rich menus of bot "+m.BotID.ValueString(), err, nil))
			return
		}
		one := fromAPI(m.BotID, found)
		m.RichMenus = append(m.RichMenus, summaryModel{one.RichMenuID, one.RichMenuName, one.Size, one.Areas})
	}
	sorted.By(m.RichMenus, func(a, b summaryModel) int {
		return tfvalue.CompareIDs(a.RichMenuID.ValueString(), b.RichMenuID.ValueString())
	})
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
