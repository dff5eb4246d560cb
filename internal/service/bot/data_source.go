// SPDX-License-Identifier: MPL-2.0

package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/i18n"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var (
	_ datasource.DataSourceWithConfigure        = (*botDataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*botDataSource)(nil)
)

// NewDataSource returns the data source lineworks_bot.
func NewDataSource() datasource.DataSource {
	return &botDataSource{base.NewDataSource("lineworks_bot")}
}

type botDataSource struct{ base.DataSource }

// dataModel is a bot with the attribute that changes without Terraform.
type dataModel struct {
	model
	ModifiedTime types.String `tfsdk:"modified_time"`
}

func (d *botDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "One bot, found by its ID or by its exact name.",
		Attributes: map[string]schema.Attribute{
			"bot_id": schema.StringAttribute{
				MarkdownDescription: "ID of the bot. Exactly one of `bot_id` and `bot_name` has to be set.",
				Optional:            true,
				Computed:            true,
			},
			"bot_name": schema.StringAttribute{
				MarkdownDescription: "Name of the bot, case-sensitive. Names need not be unique: it is an error if several bots have this one. All bots of the tenant are listed to find it.",
				Optional:            true,
				Computed:            true,
			},
			"photo_url":         computedString("Address of the bot's picture."),
			"description":       computedString("What the bot is for."),
			"administrators":    computedSet("User IDs of the main contacts."),
			"subadministrators": computedSet("User IDs of the further contacts; empty if there are none."),
			"allow_domains":     computedSet("IDs of the domains in which the bot may be registered; null if all domains are allowed."),
			"enable_callback":   computedBool("Whether events are sent to `callback_url`."),
			"callback_url":      computedString("Address of the server that receives the bot's events; null if there is none."),
			"callback_events":   computedSet("Kinds of messages that users may send to the bot."),
			"channel_events":    computedSet("Events that are sent to the callback server."),
			"enable_group_join": computedBool("Whether the bot can be invited to group rooms and rooms of several people."),
			"i18n_bot_names":    i18n.DataSourceAttribute("Names by language."),
			"i18n_descriptions": i18n.DataSourceAttribute("Descriptions by language."),
			"i18n_photo_urls":   i18n.DataSourceAttribute("Addresses of pictures by language."),
			"created_time":      computedString("When the bot was created, as the service reports it (RFC 3339)."),
			"modified_time":     computedString("When the bot was last changed, as the service reports it (RFC 3339)."),
		},
	}
}

func computedString(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Computed: true}
}

func computedBool(description string) schema.BoolAttribute {
	return schema.BoolAttribute{MarkdownDescription: description, Computed: true}
}

func computedSet(description string) schema.SetAttribute {
	return schema.SetAttribute{MarkdownDescription: description, Computed: true, ElementType: types.StringType}
}

func (d *botDataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{
		validators.ExactlyOneOf("bot_id", "bot_name"),
	}
}

func (d *botDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config dataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "bot_id", validators.Optional(validators.BotID())...)...)
	if resp.Diagnostics.HasError() {
		return
	}
	id := config.BotID.ValueString()
	if id == "" {
		if id = d.findByName(ctx, config.BotName.ValueString(), resp); id == "" {
			return
		}
	}
	found, err := d.Client.Bots.Get(ctx, id)
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		resp.Diagnostics.Append(tfdiag.NoBot(id, err))
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.API("Unable to read bot", "bot "+id, err, nil))
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &dataModel{model: *fromAPI(found), ModifiedTime: tfvalue.NullIfEmpty(found.ModifiedTime)})...)
}

// findByName returns the ID of the only bot with that name. If there is none or several,
// it reports that and returns "".
func (d *botDataSource) findByName(ctx context.Context, name string, resp *datasource.ReadResponse) string {
	var ids []string
	for b, err := range d.Client.Bots.All(ctx) {
		if err != nil {
			resp.Diagnostics.Append(tfdiag.API("Unable to list bots", fmt.Sprintf("bot %q", name), err, nil))
			return ""
		}
		if names.Equal(b.BotName, name) {
			ids = append(ids, b.BotID)
		}
	}
	switch len(ids) {
	case 1:
		return ids[0]
	case 0:
		resp.Diagnostics.AddAttributeError(path.Root("bot_name"), "Bot not found",
			fmt.Sprintf("No bot of this tenant is named %q. Names are case-sensitive, and names by language do not count.", name))
	default:
		resp.Diagnostics.AddAttributeError(path.Root("bot_name"), "Several bots have this name",
			fmt.Sprintf("%d bots are named %q. Their IDs: %s.\n\nSet bot_id instead of bot_name.", len(ids), name, strings.Join(ids, ", ")))
	}
	return ""
}
