// SPDX-License-Identifier: MPL-2.0

package botsecret

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tftext"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

func resourceSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "The secret of a bot: the key with which the service signs the events that it sends to the bot's callback server. " +
			"Creating the resource issues a new secret, and the former one is invalid at once.\n\n" +
			"The secret is kept in the state, where it can be read in clear, because the API returns it only once. Protect the state accordingly.\n\n" +
			"The resource cannot be imported, since the API has no way to read a secret. Destroying it leaves the secret of the bot as it is. " +
			"A secret that is issued elsewhere, in the Developer Console for example, is not seen.",
		Attributes: map[string]schema.Attribute{
			"bot_id": schema.StringAttribute{
				MarkdownDescription: "ID of the bot. Another ID issues a secret for that bot.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{validators.Planned(validators.BotID()), stringplanmodifier.RequiresReplace()},
			},
			"keepers": schema.MapAttribute{
				MarkdownDescription: "Any texts, such as the date of a rotation; a change of one issues a new secret. Left out: the secret stays until `bot_id` names another bot.",
				Optional:            true,
				ElementType:         types.StringType,
				PlanModifiers:       []planmodifier.Map{tftext.KeepLineEnds()},
			},
			"secret": schema.StringAttribute{
				MarkdownDescription: "The secret, the key for the HMAC-SHA256 in the header `X-WORKS-Signature` of callbacks.",
				Computed:            true,
				Sensitive:           true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
		},
	}
}
