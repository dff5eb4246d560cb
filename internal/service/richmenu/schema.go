// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/objectplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/nested"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/i18n"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tftext"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/wholenumber"
)

// Limits of a rich menu, the last four in pixels.
// Source: https://developers.worksmobile.com/en/docs/bot-richmenu-create
const (
	maxName  = 300 // characters
	maxAreas = 20
	width    = 2500
	low      = 843
	high     = 1686
)

func resourceSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "A rich menu of a bot: a picture below the message room with it, whose areas can be tapped. Users see it once it is the default (`lineworks_default_rich_menu`) or assigned to them (`lineworks_user_rich_menu`).\n\n" +
			"The API cannot change a rich menu, only its pictures: every other change replaces the menu. With `lifecycle { create_before_destroy = true }` users see the old menu until the new one is in its place.\n\n" +
			"A bot has either rich menus or a persistent menu: the service deletes the persistent menu when a rich menu is created.\n\n" +
			"Destroying this resource deletes the menu for all users who see it.",
		Attributes: map[string]schema.Attribute{
			"bot_id": schema.StringAttribute{
				MarkdownDescription: "ID of the bot that shows the menu. Another ID replaces the menu.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{validators.Planned(validators.BotID()), stringplanmodifier.RequiresReplace()},
			},
			"rich_menu_id": schema.StringAttribute{
				MarkdownDescription: "ID of the menu, such as `40001`. The service gives it.",
				Computed:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"rich_menu_name": schema.StringAttribute{
				MarkdownDescription: fmt.Sprintf("Name of the menu for administrators, 1 to %d characters. Users never see it. Another name replaces the menu.", maxName),
				Required:            true,
				Validators:          []validator.String{validators.Length(1, maxName)},
				PlanModifiers:       []planmodifier.String{tftext.KeepLineEnds(), stringplanmodifier.RequiresReplace()},
			},
			"size": nested.Object(schema.SingleNestedAttribute{
				MarkdownDescription: "Size of the menu in pixels, which is also that of its pictures. Another size replaces the menu.",
				Required:            true,
				PlanModifiers:       []planmodifier.Object{objectplanmodifier.RequiresReplace()},
				Attributes: map[string]schema.Attribute{
					"width": schema.Int64Attribute{
						CustomType:          wholenumber.Type{},
						MarkdownDescription: fmt.Sprintf("Width in pixels. There is one only. Default: `%d`.", width),
						Optional:            true,
						Computed:            true,
						Default:             int64default.StaticInt64(width),
						Validators:          []validator.Int64{int64validator.OneOf(width)},
					},
					"height": schema.Int64Attribute{
						CustomType:          wholenumber.Type{},
						MarkdownDescription: fmt.Sprintf("Height in pixels: `%d` or `%d`.", low, high),
						Required:            true,
						Validators:          []validator.Int64{int64validator.OneOf(low, high)},
					},
				},
			}),
			"areas":              areasAttribute(),
			"image":              imageAttribute(),
			"i18n_images":        i18n.ResourceAttribute("Paths of pictures by language, for users who have set it; all others see `image`, which has to be set along with this. The same rules hold as for `image`."),
			"image_sha256":       sumAttribute(),
			"i18n_image_sha256s": sumsAttribute(),
		},
	}
}

func areasAttribute() schema.ListNestedAttribute {
	return nested.List(schema.ListNestedAttribute{
		MarkdownDescription: fmt.Sprintf("The parts of the menu that can be tapped, 1 to %d. Whether they may overlap or reach past the edge is not documented, so either gives a warning. Any change replaces the menu.", maxAreas),
		Required:            true,
		Validators:          []validator.List{listvalidator.SizeBetween(1, maxAreas), listvalidator.NoNullValues()},
		PlanModifiers:       []planmodifier.List{tftext.KeepLineEnds(), listplanmodifier.RequiresReplace()},
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"bounds": nested.Object(schema.SingleNestedAttribute{
				MarkdownDescription: "Where the area is, in pixels. The function `rich_menu_grid` computes the bounds of an even grid.",
				Required:            true,
				Attributes: map[string]schema.Attribute{
					"x":      boundAttribute("Distance from the left edge", width),
					"y":      boundAttribute("Distance from the upper edge", high),
					"width":  boundAttribute("Width of the area", width),
					"height": boundAttribute("Height of the area", high),
				},
			}),
			"action": nested.Object(schema.SingleNestedAttribute{
				MarkdownDescription: "Action of a tap on the area.",
				Required:            true,
				Attributes:          menuaction.Rich.ResourceAttributes(),
			}),
		}},
	})
}

func boundAttribute(what string, most int64) schema.Int64Attribute {
	return schema.Int64Attribute{
		CustomType:          wholenumber.Type{Advice: "The function provider::lineworks::rich_menu_grid computes the bounds of an even grid in whole pixels."},
		MarkdownDescription: fmt.Sprintf("%s in pixels, 0 to %d.", what, most),
		Required:            true,
		Validators:          []validator.Int64{int64validator.Between(0, most)},
	}
}

func imageAttribute() schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "Path of the picture: a whole PNG or JPEG file of exactly as many pixels as `size` says and at most 1 MB. `~` is the home directory. " +
			"It shows on mobile devices; on a PC, users see the labels of the actions instead. The file has to exist at plan. " +
			"A file with another content is uploaded and set in place; taking the attribute away replaces the menu. " +
			"Left out: the picture is not managed, and a new menu has none.",
		Optional: true,
	}
}

func sumAttribute() schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "SHA-256 of the picture that was set, in lower-case hexadecimal; null if none is managed.",
		Computed:            true,
	}
}

func sumsAttribute() schema.MapAttribute {
	return schema.MapAttribute{
		MarkdownDescription: "SHA-256 of the pictures that were set by language, in lower-case hexadecimal; empty if there are none.",
		Computed:            true,
		ElementType:         types.StringType,
	}
}
