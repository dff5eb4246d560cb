// SPDX-License-Identifier: MPL-2.0

package channel

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var (
	_ datasource.DataSourceWithConfigure = (*channelDataSource)(nil)
	_ datasource.DataSourceWithConfigure = (*membersDataSource)(nil)
)

// NewDataSource returns the data source lineworks_channel.
func NewDataSource() datasource.DataSource {
	return &channelDataSource{base.NewDataSource("lineworks_channel")}
}

type channelDataSource struct{ base.DataSource }

type dataModel struct {
	BotID       types.String `tfsdk:"bot_id"`
	ChannelID   types.String `tfsdk:"channel_id"`
	Title       types.String `tfsdk:"title"`
	ChannelType types.String `tfsdk:"channel_type"`
	DomainID    types.String `tfsdk:"domain_id"`
	OrgUnitID   types.String `tfsdk:"org_unit_id"`
	GroupID     types.String `tfsdk:"group_id"`
}

func (d *channelDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = channelDataSourceSchema()
}

func (d *channelDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m dataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "bot_id", validators.BotID())...)
	if resp.Diagnostics.HasError() {
		return
	}
	found, err := d.Client.Channels.Get(ctx, m.BotID.ValueString(), m.ChannelID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(unreadable(ctx, d.Client, m.BotID.ValueString(), m.ChannelID.ValueString(), err))
		return
	}
	m.Title = tfvalue.NullIfEmpty(found.Title)
	m.ChannelType = tfvalue.NullIfEmpty(found.Type)
	m.DomainID = tfvalue.NullIfEmpty(found.DomainID)
	m.OrgUnitID = tfvalue.NullIfEmpty(found.OrgUnitID)
	m.GroupID = tfvalue.NullIfEmpty(found.GroupID)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// unreadable reports that a room could not be read.
func unreadable(ctx context.Context, client *lineworks.Client, botID, channelID string, err error) diag.Diagnostic {
	if gone(ctx, client, botID, err) {
		return diag.NewAttributeErrorDiagnostic(path.Root("channel_id"), "Room not found",
			fmt.Sprintf("Bot %s is in no room with the ID %s, or there is no such bot in this tenant.\n\n%s", botID, channelID, err))
	}
	return tfdiag.API("Unable to read room", "room "+channelID+" of bot "+botID, err, nil)
}

// NewMembersDataSource returns the data source lineworks_channel_members.
func NewMembersDataSource() datasource.DataSource {
	return &membersDataSource{base.NewDataSource("lineworks_channel_members")}
}

type membersDataSource struct{ base.DataSource }

type membersModel struct {
	BotID     types.String `tfsdk:"bot_id"`
	ChannelID types.String `tfsdk:"channel_id"`
	UserIDs   types.Set    `tfsdk:"user_ids"`
}

func (d *membersDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = membersDataSourceSchema()
}

func (d *membersDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m membersModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "bot_id", validators.BotID())...)
	if resp.Diagnostics.HasError() {
		return
	}
	ids, err := members(ctx, d.Client, m.BotID.ValueString(), m.ChannelID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(unreadable(ctx, d.Client, m.BotID.ValueString(), m.ChannelID.ValueString(), err))
		return
	}
	m.UserIDs = tfvalue.StringSet(ids)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
