// SPDX-License-Identifier: MPL-2.0

package message

import (
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/i18n"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// Lengths in characters, and numbers of things.
const (
	maxTextLength    = 2000 // https://developers.worksmobile.com/en/docs/bot-send-text
	maxPlaceLength   = 100  // https://developers.worksmobile.com/kr/docs/bot-send-location
	maxLinkLength    = 1000 // https://developers.worksmobile.com/en/docs/bot-send-link
	maxAltTextLength = 400  // https://developers.worksmobile.com/en/docs/bot-send-flex
	maxQuickReplies  = 13   // https://developers.worksmobile.com/en/docs/bot-quickreply
)

// Attributes that say to whom a message goes.
const (
	botID     = "bot_id"
	userID    = "user_id"
	channelID = "channel_id"
)

const quickReply = "quick_reply"

func actionSchema() schema.Schema {
	attributes := map[string]schema.Attribute{
		botID: schema.StringAttribute{
			MarkdownDescription: "ID of the bot that sends the message.",
			Required:            true,
			Validators:          []validator.String{validators.BotID()},
		},
		userID: schema.StringAttribute{
			MarkdownDescription: "ID of the user who gets the message, in the room that the bot has with that user alone, or the login e-mail address. " +
				"Left out: the message goes to `channel_id`; exactly one of the two is needed.",
			Optional:   true,
			Validators: receiver(),
		},
		channelID: schema.StringAttribute{
			MarkdownDescription: "ID of the room that gets the message. The bot has to be in it. " +
				"A `lineworks_channel` has it as `channel_id`; of other rooms, the menu of the room in the app shows it. Left out: the message goes to `user_id`; exactly one of the two is needed.",
			Optional:   true,
			Validators: receiver(),
		},
		quickReply: quickReplyAttribute(),
	}
	for _, c := range contents {
		attributes[c.name] = c.attribute()
	}
	return schema.Schema{
		MarkdownDescription: "Sends one message in the name of a bot, to a user or to a room. " +
			"It is sent each time that the action is invoked: when a resource whose `lifecycle` names it is created or changed, or with `terraform apply -invoke`.\n\n" +
			"A message has exactly one content: `text`, `sticker`, `image`, `file`, `audio`, `video`, `location`, `link`, `button_template`, `list_template`, `carousel`, `image_carousel` or `flex`. " +
			"Contents that the service is documented to refuse are refused by the plan, as far as the values are known. " +
			"Local files (`source_file`) are read by the plan and uploaded before the message is sent.\n\n" +
			"A message is never sent a second time when its response is lost; the error then says that it may have arrived. " +
			"The service does not report whether a message was received or read, and cannot recall one.\n\n" +
			"Terraform's reaction to a message that cannot be sent depends on its version: see the guide \"Sending messages\".",
		Attributes: attributes,
	}
}

// trimmed is a text without blanks around it, or no text: \p{Z} has the wide blank of
// Japanese text too.
var trimmed = regexp.MustCompile(`^([^\s\p{Z}]([\s\S]*[^\s\p{Z}])?)?$`)

// receiver refuses what cannot be the ID of a user or of a room: the ID is a part of
// the address that is called, where "." and ".." lead elsewhere.
func receiver() []validator.String {
	return validators.Optional(
		validators.Matches(trimmed, "must not begin or end with a blank"), validators.NoneOf(".", ".."),
	)
}

// someText refuses blanks only.
func someText() []validator.String { return []validator.String{validators.NotBlank()} }

func quickReplyAttribute() schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: "Buttons below the message, with any content. Left out: none.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"items": schema.ListNestedAttribute{
				MarkdownDescription: fmt.Sprintf("The buttons, 1 to %d, from the left.", maxQuickReplies),
				Required:            true,
				Validators:          between(maxQuickReplies),
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"action": requiredAction(menuaction.QuickReply, "Action of a tap on the button."),
					"image_url": address("Icon of the button, a PNG of at most 1 MB. Not together with `image_resource_id`.",
						"the icon that the client program has for `camera`, `cameraRoll` and `location`; none for the others"),
					"image_resource_id": identifier("Icon of the button as the ID of a resource of the service, at most 1 MB. "+
						"The API documents no other ID here, and does not say whether that of an uploaded file works.", "as with `image_url`"),
					"i18n_image_url":          i18n.ActionAttribute("Icons by language, each like `image_url`.", validators.HTTPS()),
					"i18n_image_resource_ids": i18n.ActionAttribute("Icons by language, each like `image_resource_id`.", someText()...),
				}},
			},
		},
	}
}

// between is the rule of a list of 1 to most objects.
func between(most int) []validator.List {
	return []validator.List{listvalidator.SizeBetween(1, most), listvalidator.NoNullValues()}
}

// required is a text that there has to be.
func required(description string, most int) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: fmt.Sprintf("%s 1 to %d characters.", description, most),
		Required:            true,
		Validators:          []validator.String{validators.Length(1, most)},
	}
}

// optional is a text that may be left out.
func optional(description string, most int) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: fmt.Sprintf("%s 1 to %d characters. Left out: none.", description, most),
		Optional:            true,
		Validators:          validators.Optional(validators.Length(1, most)),
	}
}

// byLanguage is a text by language.
func byLanguage(description string, most int) schema.MapAttribute {
	return i18n.ActionAttribute(fmt.Sprintf("%s Each 1 to %d characters.", description, most), validators.Length(1, most))
}

// address is an https address that may be left out.
func address(description, leftOut string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: fmt.Sprintf("%s An `https` address of at most %d characters. Left out: %s.", description, validators.MaxURLLength, leftOut),
		Optional:            true,
		Validators:          validators.Optional(validators.HTTPS()),
	}
}

// identifier is an ID, or a path, that may be left out.
func identifier(description, leftOut string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description + " Left out: " + leftOut + ".",
		Optional:            true,
		Validators:          someText(),
	}
}

func requiredAction(kind menuaction.Kind, description string) schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{MarkdownDescription: description, Required: true, Attributes: kind.ActionAttributes()}
}

func optionalAction(kind menuaction.Kind, description string) schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{MarkdownDescription: description + " Left out: nothing.", Optional: true, Attributes: kind.ActionAttributes()}
}

func actionList(kind menuaction.Kind, description string, most int) schema.ListNestedAttribute {
	return schema.ListNestedAttribute{
		MarkdownDescription: description,
		Required:            true,
		Validators:          between(most),
		NestedObject:        schema.NestedAttributeObject{Attributes: kind.ActionAttributes()},
	}
}
