// SPDX-License-Identifier: MPL-2.0

package botdomain

import (
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// key is a part of the identity: another value replaces the object.
func key(description string, rules ...validator.String) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Required:            true,
		Validators:          rules,
		PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
	}
}

// numericKey is a key that is a number, which the plan checks.
func numericKey(description string, rule validator.String) schema.StringAttribute {
	attribute := key(description)
	attribute.PlanModifiers = append(attribute.PlanModifiers, validators.Planned(rule))
	return attribute
}

// flag is a switch whose default is off.
// Source: https://developers.worksmobile.com/en/docs/bot-domain-register
func flag(description string) schema.BoolAttribute {
	return schema.BoolAttribute{
		MarkdownDescription: description,
		Optional:            true,
		Computed:            true,
		Default:             booldefault.StaticBool(false),
	}
}

func domainSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "The registration of a bot in a domain. Users of a domain can use only bots that are registered there.\n\n" +
			"The people of the domain get no notice of it, unlike when a bot is added in Admin. " +
			"When the domain is taken off `allow_domains` of the bot, the service deletes the registration; the next plan creates it again, and the service refuses that until the domain is back on the list.\n\n" +
			"A registration that exists when this resource is created is taken over and brought to the configuration, with a warning. " +
			"Destroying this resource takes the bot out of the domain: no one there can use it any more. The bot itself stays. " +
			"The members that are selected for it go with it, also when `-replace` creates it again: the next plan adds those of `lineworks_bot_domain_member` again.",
		Attributes: map[string]schema.Attribute{
			"bot_id":    numericKey("ID of the bot. Another ID replaces the registration.", validators.BotID()),
			"domain_id": numericKey("ID of the domain, which has to be in `allow_domains` of the bot if that is set. Another ID replaces the registration.", validators.DomainID()),
			"visible":   flag("Whether the bot is shown in the list of bots of the domain. Default: `false`."),
			"allow_to_selected_member": flag("Whether only the members that `lineworks_bot_domain_member` names may use the bot. Default: `false`, so everyone in the domain may. " +
				"When it is switched off, the plan warns that the bot is opened to all. " +
				"Whether the service keeps the members while this is `false` is not documented."),
		},
	}
}

func memberSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "A member of a domain who may use a bot there. It is for registrations with `allow_to_selected_member = true`.\n\n" +
			"As long as everyone in the domain may use the bot, there are no members: adding one is an error then, and a plan warns of one that was added before.\n\n" +
			"Take `bot_id` and `domain_id` from the `lineworks_bot_domain`, as in the example, so that it is created first. A member who exists when this resource is created is taken over, with a warning. " +
			"Destroying this resource takes the bot away from the member, in this domain.",
		Attributes: map[string]schema.Attribute{
			"bot_id":    numericKey("ID of the bot. Another ID replaces the member.", validators.BotID()),
			"domain_id": numericKey("ID of the domain in which the bot is registered. Another ID replaces the member.", validators.DomainID()),
			"user_id": key("ID of the user. An e-mail address is refused: the service would take one, but it lists user IDs only. Another ID replaces the member. "+validators.UserIDSources+
				" With `for_each`, the `user_ids` of `lineworks_group` or `lineworks_org_unit` let all people of one use the bot.", validators.NotEmpty(), validators.NotBlank()),
		},
	}
}

func domainsDataSourceSchema() datasource.Schema {
	return datasource.Schema{
		MarkdownDescription: "The domains in which a bot is registered.",
		Attributes: map[string]datasource.Attribute{
			"bot_id": datasource.StringAttribute{
				MarkdownDescription: "ID of the bot.",
				Required:            true,
			},
			"domains": datasource.ListNestedAttribute{
				MarkdownDescription: "The registrations, by ascending ID of the domain; empty if there are none.",
				Computed:            true,
				NestedObject: datasource.NestedAttributeObject{Attributes: map[string]datasource.Attribute{
					"domain_id": datasource.StringAttribute{MarkdownDescription: "ID of the domain.", Computed: true},
					"visible":   datasource.BoolAttribute{MarkdownDescription: "Whether the bot is shown in the list of bots of the domain.", Computed: true},
					"allow_to_selected_member": datasource.BoolAttribute{
						MarkdownDescription: "Whether only selected members may use the bot; otherwise everyone in the domain may.", Computed: true,
					},
				}},
			},
		},
	}
}

func membersDataSourceSchema() datasource.Schema {
	return datasource.Schema{
		MarkdownDescription: "Who may use a bot in a domain. It is an error if the bot is not registered there.",
		Attributes: map[string]datasource.Attribute{
			"bot_id": datasource.StringAttribute{
				MarkdownDescription: "ID of the bot.",
				Required:            true,
			},
			"domain_id": datasource.StringAttribute{
				MarkdownDescription: "ID of the domain.",
				Required:            true,
			},
			"user_ids": datasource.SetAttribute{
				MarkdownDescription: "IDs of the selected members; empty if there are none, and if everyone may use the bot.",
				Computed:            true,
				ElementType:         types.StringType,
			},
			"all_users": datasource.BoolAttribute{
				MarkdownDescription: "Whether everyone in the domain may use the bot, without being selected.",
				Computed:            true,
			},
		},
	}
}
