// SPDX-License-Identifier: MPL-2.0

package channel

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// model has the attributes of a room that the service knows.
type model struct {
	BotID       types.String `tfsdk:"bot_id"`
	Members     types.Set    `tfsdk:"members"`
	Title       types.String `tfsdk:"title"`
	ChannelID   types.String `tfsdk:"channel_id"`
	DomainID    types.String `tfsdk:"domain_id"`
	ChannelType types.String `tfsdk:"channel_type"`
}

// resourceModel is the state of a resource lineworks_channel.
type resourceModel struct {
	model

	DeletionProtection types.Bool `tfsdk:"deletion_protection"`
}

// fields maps the fields of a room to attributes.
var fields = tfdiag.Fields{
	"botId":   path.Root("bot_id"),
	"members": path.Root("members"),
	"title":   path.Root("title"),
}

// forms are the forms in which the service may store the values of a room.
var forms = tfstate.Rules{"title": tfstate.Text}

// with returns a model with the bot and the members of m and everything else from c.
// Fields that c lacks are null.
func (m *model) with(c *lineworks.Channel) *model {
	return &model{
		BotID:       m.BotID,
		Members:     m.Members,
		Title:       tfvalue.NullIfEmpty(c.Title),
		ChannelID:   types.StringValue(c.ChannelID),
		DomainID:    tfvalue.NullIfEmpty(c.DomainID),
		ChannelType: tfvalue.NullIfEmpty(c.Type),
	}
}

// subject names the room in messages.
func (m *model) subject() string {
	name := "a room"
	switch {
	case m.ChannelID.ValueString() != "":
		name = "room " + m.ChannelID.ValueString()
	case m.Title.ValueString() != "":
		name = fmt.Sprintf("room %q", m.Title.ValueString())
	}
	return name + " of bot " + m.BotID.ValueString()
}
