// SPDX-License-Identifier: MPL-2.0

package persistentmenu

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var _ datasource.DataSourceWithConfigure = (*menuDataSource)(nil)

// NewDataSource returns the data source lineworks_persistent_menu.
func NewDataSource() datasource.DataSource {
	return &menuDataSource{base.NewDataSource("lineworks_persistent_menu")}
}

type menuDataSource struct{ base.DataSource }

func (d *menuDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataSourceSchema()
}

func (d *menuDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "bot_id", validators.BotID())...)
	if resp.Diagnostics.HasError() {
		return
	}
	actions, err := d.Client.PersistentMenus.Get(ctx, m.BotID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		resp.Diagnostics.AddAttributeError(path.Root("bot_id"), "Persistent menu not found",
			fmt.Sprintf("Bot %s has no persistent menu, or there is no such bot in this tenant.\n\n%s", m.BotID.ValueString(), err))
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.API("Unable to read persistent menu", m.subject(), err, nil))
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, fromAPI(m.BotID, actions))...)
}
