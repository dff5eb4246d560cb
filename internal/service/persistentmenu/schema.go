// SPDX-License-Identifier: MPL-2.0

package persistentmenu

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/nested"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tftext"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// maxActions is how many buttons a persistent menu may have.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-create
const maxActions = 4

func resourceSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "The persistent menu of a bot: the buttons at the bottom of the message room with it. A bot has at most one.\n\n" +
			"A bot has either a persistent menu or rich menus: the service refuses a persistent menu while the bot has rich menus, and deletes it when a rich menu is created.\n\n" +
			"Destroying this resource deletes the menu: the bot has none then.",
		Attributes: map[string]schema.Attribute{
			"bot_id": schema.StringAttribute{
				MarkdownDescription: "ID of the bot that shows the menu. Another ID replaces the menu.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{validators.Planned(validators.BotID()), stringplanmodifier.RequiresReplace()},
			},
			"actions": nested.List(schema.ListNestedAttribute{
				MarkdownDescription: "The buttons, 1 to 4, in the order in which they are shown.",
				Required:            true,
				Validators:          []validator.List{listvalidator.SizeBetween(1, maxActions), listvalidator.NoNullValues()},
				PlanModifiers:       []planmodifier.List{tftext.KeepLineEnds()},
				NestedObject:        schema.NestedAttributeObject{Attributes: menuaction.Persistent.ResourceAttributes()},
			}),
		},
	}
}

func dataSourceSchema() datasource.Schema {
	return datasource.Schema{
		MarkdownDescription: "The persistent menu of a bot. A bot without one is an error.",
		Attributes: map[string]datasource.Attribute{
			"bot_id": datasource.StringAttribute{
				MarkdownDescription: "ID of the bot.",
				Required:            true,
			},
			"actions": datasource.ListNestedAttribute{
				MarkdownDescription: "The buttons, in the order in which they are shown.",
				Computed:            true,
				NestedObject:        datasource.NestedAttributeObject{Attributes: menuaction.Persistent.DataSourceAttributes()},
			},
		},
	}
}
