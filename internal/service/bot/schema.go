// SPDX-License-Identifier: MPL-2.0

package bot

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/i18n"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/protection"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tftext"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// Limits of the bot object.
// Source: https://developers.worksmobile.com/en/docs/bot-get
const (
	maxName              = 100
	maxDescription       = 100
	maxAdministrators    = 3
	maxSubadministrators = 3
)

// Source: https://developers.worksmobile.com/en/docs/bot-update-patch
var callbackEvents = []string{"text", "location", "sticker", "image", "file", "audio", "video"}

// Source: https://developers.worksmobile.com/jp/docs/bot-get
var channelEvents = []string{"message", "join", "leave", "joined", "left", "postback", "begin", "end"}

func resourceSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "A bot of LINE WORKS. A new bot exists in the tenant but no one can use it until it is registered to a domain.\n\n" +
			"Destroying this resource deletes the bot, with its registrations, menus and secret. It leaves its rooms, and that cannot be undone. " +
			"Set `deletion_protection = true` on bots that people rely on.",
		Attributes: map[string]schema.Attribute{
			"bot_id": schema.StringAttribute{
				MarkdownDescription: "ID of the bot, a number such as `2000001`. The service gives it.",
				Computed:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"bot_name": schema.StringAttribute{
				MarkdownDescription: fmt.Sprintf("Name that users see, 1 to %d characters on one line. Users whose language is in `i18n_bot_names` see that name instead. Names need not be unique.", maxName),
				Required:            true,
				Validators:          nameValidators(),
			},
			"photo_url": schema.StringAttribute{
				MarkdownDescription: "Address of the bot's picture: `https`, at most 1000 characters; a PNG of 640 × 640 pixels is recommended. " +
					"Should the service store the picture under an address of its own, that is no drift.",
				Required:   true,
				Validators: []validator.String{validators.HTTPS()},
			},
			"description": schema.StringAttribute{
				MarkdownDescription: fmt.Sprintf("Purpose of the bot, 1 to %d characters. Users whose language is in `i18n_descriptions` see that text instead.", maxDescription),
				Required:            true,
				Validators:          descriptionValidators(),
				PlanModifiers:       []planmodifier.String{tftext.KeepLineEnds()},
			},
			"administrators": schema.SetAttribute{
				MarkdownDescription: fmt.Sprintf("User IDs of 1 to %d main contacts of the bot. An e-mail address gives a warning: whether the service takes one is not documented. "+validators.UserIDSources, maxAdministrators),
				Required:            true,
				ElementType:         types.StringType,
				Validators:          append(userIDs(), setvalidator.SizeBetween(1, maxAdministrators)),
			},
			"subadministrators": schema.SetAttribute{
				MarkdownDescription: fmt.Sprintf("User IDs of at most %d further contacts. "+validators.UserIDSources+" Left out: none.", maxSubadministrators),
				Optional:            true,
				Computed:            true,
				Default:             setdefault.StaticValue(tfvalue.StringSet(nil)),
				ElementType:         types.StringType,
				Validators:          append(userIDs(), setvalidator.SizeAtMost(maxSubadministrators)),
			},
			"allow_domains": schema.SetAttribute{
				MarkdownDescription: "IDs of the domains in which the bot may be registered. Left out: all domains of the tenant. " +
					"When a domain is taken off the list, the service deletes the bot's registration there; the plan warns of it.",
				Optional:    true,
				ElementType: types.StringType,
				Validators:  []validator.Set{setvalidator.NoNullValues()},
				PlanModifiers: []planmodifier.Set{validators.PlannedSet(
					setvalidator.ValueStringsAre(validators.NumericID("the ID of a domain, a number such as 10000001 (to allow all domains, leave allow_domains out)")),
				)},
			},
			"enable_callback": schema.BoolAttribute{
				MarkdownDescription: "Whether events are sent to `callback_url`. Default: `false`.",
				Optional:            true,
				Computed:            true,
				Default:             booldefault.StaticBool(false),
			},
			"callback_url": schema.StringAttribute{
				MarkdownDescription: "Address of the server that receives the bot's events: `https`, at most 1000 characters, with a certificate of a public authority (not self-signed). Left out: no server, and so for an empty text. Events are sent only with `enable_callback`.",
				Optional:            true,
				Validators:          validators.Optional(validators.HTTPS()),
			},
			"callback_events": eventsAttribute("Kinds of messages that users may send to the bot. They also decide which items of the input menu are active.", callbackEvents),
			"channel_events":  eventsAttribute("Events that are sent to the callback server. `begin` and `end` have to be asked for.", channelEvents),
			"enable_group_join": schema.BoolAttribute{
				MarkdownDescription: "Whether the bot can be invited to group rooms and rooms of several people. Default: `false`. " +
					"Switched off, the bot leaves all those rooms; the plan warns of it.",
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(false),
			},
			"i18n_bot_names":     i18n.ResourceAttribute(fmt.Sprintf("Names by language, each 1 to %d characters on one line.", maxName), nameValidators()...),
			"i18n_descriptions":  i18n.ResourceAttribute(fmt.Sprintf("Descriptions by language, each 1 to %d characters.", maxDescription), descriptionValidators()...),
			"i18n_photo_urls":    i18n.ResourceAttribute("Addresses of pictures by language: `https`, at most 1000 characters.", validators.HTTPS()),
			protection.Attribute: protected.Schema(),
			"created_time": schema.StringAttribute{
				MarkdownDescription: "When the bot was created, as the service reports it (RFC 3339).",
				Computed:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
		},
	}
}

func nameValidators() []validator.String {
	return []validator.String{validators.Length(1, maxName), validators.OneLine()}
}

func descriptionValidators() []validator.String {
	return []validator.String{validators.Length(1, maxDescription)}
}

func userIDs() []validator.Set {
	return []validator.Set{
		setvalidator.NoNullValues(),
		setvalidator.ValueStringsAre(validators.NotEmpty(), validators.NotBlank()),
	}
}

// eventsAttribute is a list of events that the service fills in when it is not
// given, so leaving it out means "as the service has it".
func eventsAttribute(description string, events []string) schema.SetAttribute {
	return schema.SetAttribute{
		MarkdownDescription: description + " Any of `" + strings.Join(events, "`, `") + "`. " +
			"Left out: the service's own list; it may fill the list in for a new bot, and removing the attribute from a configuration changes nothing.",
		Optional:    true,
		Computed:    true,
		ElementType: types.StringType,
		Validators: []validator.Set{
			setvalidator.NoNullValues(),
			setvalidator.ValueStringsAre(validators.OneOf(events...)),
		},
		PlanModifiers: []planmodifier.Set{setplanmodifier.UseStateForUnknown()},
	}
}
