// SPDX-License-Identifier: MPL-2.0

package botdomain

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var _ datasource.DataSourceWithConfigure = (*membersDataSource)(nil)

// NewMembersDataSource returns the data source lineworks_bot_domain_members.
func NewMembersDataSource() datasource.DataSource {
	return &membersDataSource{base.NewDataSource("lineworks_bot_domain_members")}
}

type membersDataSource struct{ base.DataSource }

type membersModel struct {
	BotID    types.String `tfsdk:"bot_id"`
	DomainID types.String `tfsdk:"domain_id"`
	UserIDs  types.Set    `tfsdk:"user_ids"`
	AllUsers types.Bool   `tfsdk:"all_users"`
}

func (d *membersDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = membersDataSourceSchema()
}

func (d *membersDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m membersModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "bot_id", validators.BotID())...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "domain_id", validators.DomainID())...)
	if resp.Diagnostics.HasError() {
		return
	}
	botID, domainID := m.BotID.ValueString(), m.DomainID.ValueString()
	userIDs, allUsers, err := d.members(ctx, botID, domainID)
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		resp.Diagnostics.AddAttributeError(path.Root("domain_id"), "Registration not found",
			fmt.Sprintf("Bot %s is not registered in domain %s, or there is no such bot in this tenant.%s", botID, domainID, serviceWords(err)))
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.API("Unable to list members of bot",
			fmt.Sprintf("the members of bot %s in domain %s", botID, domainID), err, nil))
		return
	}
	m.UserIDs, m.AllUsers = tfvalue.StringSet(userIDs), types.BoolValue(allUsers)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// members lists the selected members, or reports that all users may use the bot.
func (d *membersDataSource) members(ctx context.Context, botID, domainID string) (userIDs []string, allUsers bool, err error) {
	selected, err := selectedOnly(ctx, d.Client, botID, domainID)
	if err != nil || !selected {
		return nil, err == nil, err
	}
	for id, err := range d.Client.DomainMembers.All(ctx, botID, domainID) {
		switch {
		case errors.Is(err, lineworks.ErrAllMembers):
			return nil, true, nil
		case err != nil:
			return nil, false, err
		}
		userIDs = append(userIDs, id)
	}
	return userIDs, false, nil
}
