// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/wholenumber"
)

var _ datasource.DataSourceWithConfigure = (*menuDataSource)(nil)

// NewDataSource returns the data source lineworks_rich_menu.
func NewDataSource() datasource.DataSource {
	return &menuDataSource{base.NewDataSource("lineworks_rich_menu")}
}

type menuDataSource struct{ base.DataSource }

// dataModel is a rich menu and whether it has a picture.
type dataModel struct {
	menu
	HasImage types.Bool `tfsdk:"has_image"`
}

func (d *menuDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := menuAttributes()
	attributes["bot_id"] = botIDAttribute()
	attributes["rich_menu_id"] = schema.StringAttribute{
		MarkdownDescription: "ID of the menu.",
		Required:            true,
		Validators:          []validator.String{validators.NotEmpty()},
	}
	attributes["has_image"] = schema.BoolAttribute{
		MarkdownDescription: "Whether the menu has a picture. The service does not say which one: the file IDs that it returns change.",
		Computed:            true,
	}
	resp.Schema = schema.Schema{MarkdownDescription: "A rich menu of a bot.", Attributes: attributes}
}

func botIDAttribute() schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "ID of the bot.",
		Required:            true,
	}
}

// menuAttributes are the attributes of a menu that lists have as well, except the IDs.
func menuAttributes() map[string]schema.Attribute {
	number := func(what string) schema.Int64Attribute {
		return schema.Int64Attribute{CustomType: wholenumber.Type{}, MarkdownDescription: what + " in pixels.", Computed: true}
	}
	return map[string]schema.Attribute{
		"rich_menu_name": schema.StringAttribute{
			MarkdownDescription: "Name of the menu for administrators.",
			Computed:            true,
		},
		"size": schema.SingleNestedAttribute{
			MarkdownDescription: "Size of the menu.",
			Computed:            true,
			Attributes:          map[string]schema.Attribute{"width": number("Width"), "height": number("Height")},
		},
		"areas": schema.ListNestedAttribute{
			MarkdownDescription: "The parts of the menu that can be tapped.",
			Computed:            true,
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"bounds": schema.SingleNestedAttribute{
					MarkdownDescription: "Where the area is.",
					Computed:            true,
					Attributes: map[string]schema.Attribute{
						"x": number("Distance from the left edge"), "y": number("Distance from the upper edge"),
						"width": number("Width of the area"), "height": number("Height of the area"),
					},
				},
				"action": schema.SingleNestedAttribute{
					MarkdownDescription: "Action of a tap on the area.",
					Computed:            true,
					Attributes:          menuaction.Rich.DataSourceAttributes(),
				},
			}},
		},
	}
}

func (d *menuDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m dataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "bot_id", validators.BotID())...)
	if resp.Diagnostics.HasError() {
		return
	}
	botID, id := m.BotID.ValueString(), m.RichMenuID.ValueString()
	found, err := d.Client.RichMenus.Get(ctx, botID, id)
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		resp.Diagnostics.AddAttributeError(path.Root("rich_menu_id"), "Rich menu not found",
			fmt.Sprintf("Bot %s has no rich menu with the ID %s, or there is no such bot in this tenant.\n\n%s", botID, id, err))
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.API("Unable to read rich menu", m.subject(), err, nil))
		return
	}
	_, err = d.Client.RichMenus.Image(ctx, botID, id)
	if err != nil && !errors.Is(err, lineworks.ErrNotFound) {
		resp.Diagnostics.Append(tfdiag.API("Unable to read picture of rich menu", m.subject(), err, nil))
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &dataModel{menu: *fromAPI(m.BotID, found), HasImage: types.BoolValue(err == nil)})...)
}
