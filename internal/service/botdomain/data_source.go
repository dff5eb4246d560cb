// SPDX-License-Identifier: MPL-2.0

package botdomain

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/sorted"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var _ datasource.DataSourceWithConfigure = (*domainsDataSource)(nil)

// NewListDataSource returns the data source lineworks_bot_domains.
func NewListDataSource() datasource.DataSource {
	return &domainsDataSource{base.NewDataSource("lineworks_bot_domains")}
}

type domainsDataSource struct{ base.DataSource }

type domainsModel struct {
	BotID   types.String  `tfsdk:"bot_id"`
	Domains []domainEntry `tfsdk:"domains"`
}

type domainEntry struct {
	DomainID              types.String `tfsdk:"domain_id"`
	Visible               types.Bool   `tfsdk:"visible"`
	AllowToSelectedMember types.Bool   `tfsdk:"allow_to_selected_member"`
}

func (d *domainsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = domainsDataSourceSchema()
}

func (d *domainsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m domainsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "bot_id", validators.BotID())...)
	if resp.Diagnostics.HasError() {
		return
	}
	id := m.BotID.ValueString()
	m.Domains = []domainEntry{} // an empty list, not null, when there is none
	for r, err := range d.Client.Domains.All(ctx, id) {
		switch {
		case errors.Is(err, lineworks.ErrNotFound):
			resp.Diagnostics.Append(tfdiag.NoBot(id, err))
			return
		case err != nil:
			resp.Diagnostics.Append(tfdiag.API("Unable to list registrations of bot", "the registrations of bot "+id, err, nil))
			return
		}
		m.Domains = append(m.Domains, domainEntry{
			DomainID:              types.StringValue(r.DomainID),
			Visible:               types.BoolValue(r.Visible),
			AllowToSelectedMember: types.BoolValue(r.AllowToSelectedMember),
		})
	}
	sorted.By(m.Domains, func(a, b domainEntry) int {
		return tfvalue.CompareIDs(a.DomainID.ValueString(), b.DomainID.ValueString())
	})
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
