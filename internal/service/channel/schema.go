// SPDX-License-Identifier: MPL-2.0

package channel

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/protection"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tftext"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// Limits of a room.
// Source: https://developers.worksmobile.com/en/docs/bot-channel-create
const (
	maxTitle   = 1000
	maxMembers = 100
)

func resourceSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "A message room that a bot creates with several people. The API can create a room, read it and leave it, and nothing else.\n\n" +
			"People come and go in a room, so `members` is for the making only: a later change of it changes nothing. " +
			"A changed `title` replaces the room, also where people have renamed it in the app; with `lifecycle { ignore_changes = [title] }` their title stays.\n\n" +
			"Destroying the resource makes the bot leave the room. The room stays, with its people and messages, and the bot cannot come back by itself. " +
			"With `deletion_protection`, Terraform refuses every plan that does so. " +
			"A room that the bot has left or was removed from is planned for creation.\n\n" +
			"The service takes 10 new rooms in a minute; more of them wait.",
		Attributes: map[string]schema.Attribute{
			"bot_id": schema.StringAttribute{
				MarkdownDescription: "ID of the bot. Its `enable_group_join` should be `true`: without it, a bot is for rooms with one person. Another ID replaces the room.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{validators.Planned(validators.BotID()), stringplanmodifier.RequiresReplace()},
			},
			"members": schema.SetAttribute{
				MarkdownDescription: fmt.Sprintf("User IDs of the 1 to %d people with whom the room is created. It is used at that time only: "+
					"a later change of it is no difference, and who is in the room by then is told by the data source `lineworks_channel_members`. "+
					"After an import it holds the people who were in the room. "+
					"An e-mail address gives a warning: whether the service takes one is not documented. "+validators.UserIDSources+
					" `user_ids` of `lineworks_group` and `lineworks_org_unit` are all people of one.", maxMembers),
				Required:    true,
				ElementType: types.StringType,
				Validators: []validator.Set{
					setvalidator.SizeBetween(1, maxMembers),
					setvalidator.NoNullValues(),
					setvalidator.ValueStringsAre(validators.NotEmpty(), validators.NotBlank()),
				},
				PlanModifiers: []planmodifier.Set{keepState{}},
			},
			"title": schema.StringAttribute{
				MarkdownDescription: fmt.Sprintf("Title of the room, 1 to %d characters. Another title replaces the room. "+
					"Left out: the room is created without one, and any title that it has is accepted.", maxTitle),
				Optional:   true,
				Computed:   true,
				Validators: validators.Optional(validators.Length(1, maxTitle)),
				PlanModifiers: []planmodifier.String{
					stringplanmodifier.UseStateForUnknown(), // first: a title that is left out asks for no other one
					tftext.EmptyIsLeftOut(),
					tftext.KeepLineEnds(),
					stringplanmodifier.RequiresReplace(),
				},
			},
			protection.Attribute: protected.Schema(),
			"channel_id":         kept("ID of the room. The service gives it."),
			"domain_id":          kept("ID of the domain that the room belongs to."),
			"channel_type":       kept("Kind of the room, as the service reports it; `MULTI_USERS` for one that a bot has created."),
		},
	}
}

// kept is an attribute that the service sets once.
func kept(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Computed:            true,
		PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
	}
}

// keepState keeps the value in state and ignores the configuration.
type keepState struct{}

var _ planmodifier.Set = keepState{}

func (keepState) Description(context.Context) string {
	return "Used when the object is created. Later changes have no effect."
}

func (m keepState) MarkdownDescription(ctx context.Context) string { return m.Description(ctx) }

// PlanModifySet has no effect on a replacement: Terraform plans that a second time,
// without a state, and so with the configured members.
func (keepState) PlanModifySet(_ context.Context, req planmodifier.SetRequest, resp *planmodifier.SetResponse) {
	if !req.State.Raw.IsNull() && !req.StateValue.IsNull() {
		resp.PlanValue = req.StateValue
	}
}

// dataSourceAttributes adds the attributes that identify a room to others.
func dataSourceAttributes(more map[string]datasource.Attribute) map[string]datasource.Attribute {
	more["bot_id"] = datasource.StringAttribute{
		MarkdownDescription: "ID of a bot that is in the room.",
		Required:            true,
	}
	more["channel_id"] = datasource.StringAttribute{
		MarkdownDescription: "ID of the room. Its menu in the app shows it, and callbacks from the room carry it as `channelId`.",
		Required:            true,
		Validators:          []validator.String{validators.NotEmpty(), validators.NotBlank()},
	}
	return more
}

func channelDataSourceSchema() datasource.Schema {
	return datasource.Schema{
		MarkdownDescription: "A message room that a bot is in, whether or not Terraform created it. The API cannot list the rooms of a bot.",
		Attributes: dataSourceAttributes(map[string]datasource.Attribute{
			"title":        computed("Title of the room; null if it has none."),
			"channel_type": computed("Kind of the room: `SINGLE_USER`, `MULTI_USERS`, `ORGUNIT` or `GROUP`."),
			"domain_id":    computed("ID of the domain that the room belongs to."),
			"org_unit_id":  computed("ID of the organizational unit whose room it is; null for rooms of another kind."),
			"group_id":     computed("ID of the group whose room it is; null for rooms of another kind."),
		}),
	}
}

func membersDataSourceSchema() datasource.Schema {
	return datasource.Schema{
		MarkdownDescription: "The people in a message room that a bot is in.",
		Attributes: dataSourceAttributes(map[string]datasource.Attribute{
			"user_ids": datasource.SetAttribute{
				MarkdownDescription: "User IDs of the people in the room.",
				Computed:            true,
				ElementType:         types.StringType,
			},
		}),
	}
}

func computed(description string) datasource.StringAttribute {
	return datasource.StringAttribute{MarkdownDescription: description, Computed: true}
}
