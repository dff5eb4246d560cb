// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var _ datasource.DataSourceWithConfigure = (*defaultDataSource)(nil)

// NewDefaultDataSource returns the data source lineworks_default_rich_menu.
func NewDefaultDataSource() datasource.DataSource {
	return &defaultDataSource{base.NewDataSource("lineworks_default_rich_menu")}
}

type defaultDataSource struct{ base.DataSource }

func (d *defaultDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The default rich menu of a bot. A bot without one is an error.",
		Attributes: map[string]schema.Attribute{
			"bot_id": botIDAttribute(),
			"rich_menu_id": schema.StringAttribute{
				MarkdownDescription: "ID of the rich menu that every user sees who has not been given another.",
				Computed:            true,
			},
		},
	}
}

func (d *defaultDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m defaultModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "bot_id", validators.BotID())...)
	if resp.Diagnostics.HasError() {
		return
	}
	id, err := d.Client.RichMenus.Default(ctx, m.BotID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		resp.Diagnostics.AddAttributeError(path.Root("bot_id"), "Default rich menu not found",
			fmt.Sprintf("Bot %s has no default rich menu, or there is no such bot in this tenant.\n\n%s", m.BotID.ValueString(), err))
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.API("Unable to read default rich menu", m.subject(), err, nil))
		return
	}
	m.RichMenuID = types.StringValue(id)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
