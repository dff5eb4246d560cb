// SPDX-License-Identifier: MPL-2.0

package main

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func botSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "A bot.",
		Attributes: map[string]schema.Attribute{
			"bot_id":            made("ID of the bot."),
			"bot_name":          word("Name that users see.", true, 100),
			"photo_url":         word("Address of the bot's picture.", true, 1000),
			"description":       word("What the bot is for.", true, 100),
			"administrators":    people("Main contacts.", true, 1),
			"subadministrators": people("Further contacts.", false, 0),
			"allow_domains": schema.SetAttribute{
				MarkdownDescription: "Domains in which the bot may be registered.",
				Optional:            true,
				ElementType:         types.StringType,
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1)},
			},
			"enable_callback":   flag("Whether events are sent."),
			"callback_url":      word("Address of the server that receives events.", false, 1000),
			"callback_events":   events("Kinds of messages that users may send.", "text", "location", "sticker", "image", "file", "audio", "video"),
			"channel_events":    events("Events that are sent.", "message", "join", "leave", "joined", "left", "postback", "begin", "end"),
			"enable_group_join": flag("Whether the bot can be invited to group rooms."),
			"i18n_bot_names":    byLanguage("Names by language.", 100),
			"i18n_descriptions": byLanguage("Descriptions by language.", 100),
			"i18n_photo_urls":   byLanguage("Addresses of pictures by language.", 1000),
			"created_time":      made("When the bot was created."),
			"deletion_protection": schema.BoolAttribute{
				MarkdownDescription: "Whether plans that delete the bot are refused.",
				Optional:            true,
			},
		},
	}
}

func menuSchema() schema.Schema {
	botID := word("ID of the bot.", true, 20)
	botID.PlanModifiers = []planmodifier.String{stringplanmodifier.RequiresReplace()}
	kind := word("What a tap does.", true, 20)
	kind.Validators = []validator.String{stringvalidator.OneOf("message", "uri", "copy")}
	return schema.Schema{
		MarkdownDescription: "The persistent menu of a bot.",
		Attributes: map[string]schema.Attribute{
			"bot_id": botID,
			"actions": schema.ListNestedAttribute{
				MarkdownDescription: "The buttons.",
				Required:            true,
				Validators:          []validator.List{listvalidator.SizeBetween(1, 4)},
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"type":        kind,
					"label":       word("What the button shows.", true, 1000),
					"text":        word("Text that is sent.", false, 300),
					"postback":    word("Value that the bot receives.", false, 1000),
					"uri":         word("Address that is opened.", false, 1000),
					"copy_text":   word("Text for the clipboard.", false, 1000),
					"i18n_labels": byLanguage("Labels by language.", 1000),
					"i18n_texts":  byLanguage("Texts by language.", 300),
				}},
			},
		},
	}
}

// made is a text that the service makes.
func made(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Computed:            true,
		PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
	}
}

func word(description string, required bool, most int) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Required:            required,
		Optional:            !required,
		Validators:          []validator.String{stringvalidator.UTF8LengthBetween(1, most)},
	}
}

func people(description string, required bool, least int) schema.SetAttribute {
	a := schema.SetAttribute{
		MarkdownDescription: description,
		Required:            required,
		Optional:            !required,
		Computed:            !required,
		ElementType:         types.StringType,
		Validators:          []validator.Set{setvalidator.SizeBetween(least, 3)},
	}
	if !required {
		a.Default = setdefault.StaticValue(types.SetValueMust(types.StringType, []attr.Value{}))
	}
	return a
}

func flag(description string) schema.BoolAttribute {
	return schema.BoolAttribute{
		MarkdownDescription: description,
		Optional:            true,
		Computed:            true,
		Default:             booldefault.StaticBool(false),
	}
}

func events(description string, names ...string) schema.SetAttribute {
	return schema.SetAttribute{
		MarkdownDescription: description,
		Optional:            true,
		Computed:            true,
		ElementType:         types.StringType,
		Validators:          []validator.Set{setvalidator.ValueStringsAre(stringvalidator.OneOf(names...))},
		PlanModifiers:       []planmodifier.Set{setplanmodifier.UseStateForUnknown()},
	}
}

func byLanguage(description string, most int) schema.MapAttribute {
	return schema.MapAttribute{
		MarkdownDescription: description,
		Optional:            true,
		Computed:            true,
		Default:             mapdefault.StaticValue(types.MapValueMust(types.StringType, map[string]attr.Value{})),
		ElementType:         types.StringType,
		Validators:          []validator.Map{mapvalidator.ValueStringsAre(stringvalidator.UTF8LengthBetween(1, most))},
	}
}
