// SPDX-License-Identifier: MPL-2.0

package bot

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/i18n"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/sorted"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

var _ datasource.DataSourceWithConfigure = (*botsDataSource)(nil)

// NewListDataSource returns the data source lineworks_bots.
func NewListDataSource() datasource.DataSource {
	return &botsDataSource{base.NewDataSource("lineworks_bots")}
}

type botsDataSource struct{ base.DataSource }

type botsModel struct {
	BotName      types.String   `tfsdk:"bot_name"`
	NameContains types.String   `tfsdk:"name_contains"`
	Bots         []summaryModel `tfsdk:"bots"`
}

// summaryModel is a bot as the API lists it.
type summaryModel struct {
	BotID         types.String `tfsdk:"bot_id"`
	BotName       types.String `tfsdk:"bot_name"`
	PhotoURL      types.String `tfsdk:"photo_url"`
	I18nBotNames  types.Map    `tfsdk:"i18n_bot_names"`
	I18nPhotoURLs types.Map    `tfsdk:"i18n_photo_urls"`
}

func (d *botsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The bots of the tenant, all or those of a certain name. With it, `import` blocks for existing bots can be written with `for_each` (see the example).\n\n" +
			"The API's list has few properties of each bot; the data source `lineworks_bot` has the rest.",
		Attributes: map[string]schema.Attribute{
			"bot_name": schema.StringAttribute{
				MarkdownDescription: "Only bots of exactly this name. Left out: bots of any name.",
				Optional:            true,
			},
			"name_contains": schema.StringAttribute{
				MarkdownDescription: "Only bots whose name contains this text, case-sensitive. Names by language count, too. Left out: bots of any name.",
				Optional:            true,
			},
			"bots": schema.ListNestedAttribute{
				MarkdownDescription: "The bots, by ascending ID.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"bot_id":          computedString("ID of the bot."),
					"bot_name":        computedString("Name of the bot."),
					"photo_url":       computedString("Address of the bot's picture."),
					"i18n_bot_names":  i18n.DataSourceAttribute("Names by language."),
					"i18n_photo_urls": i18n.DataSourceAttribute("Addresses of pictures by language."),
				}},
			},
		},
	}
}

func (d *botsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m botsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	m.Bots = []summaryModel{} // an empty list, not null, when nothing matches
	for b, err := range d.Client.Bots.All(ctx) {
		if err != nil {
			resp.Diagnostics.Append(tfdiag.API("Unable to list bots", "the list of bots", err, nil))
			return
		}
		if m.wants(b) {
			m.Bots = append(m.Bots, summaryFromAPI(b))
		}
	}
	sorted.By(m.Bots, func(a, b summaryModel) int {
		return tfvalue.CompareIDs(a.BotID.ValueString(), b.BotID.ValueString())
	})
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

func (m *botsModel) wants(b *lineworks.BotSummary) bool {
	return (m.BotName.ValueString() == "" || names.Equal(b.BotName, m.BotName.ValueString())) && b.NameContains(m.NameContains.ValueString())
}

func summaryFromAPI(b *lineworks.BotSummary) summaryModel {
	return summaryModel{
		BotID:         types.StringValue(b.BotID),
		BotName:       types.StringValue(b.BotName),
		PhotoURL:      types.StringValue(b.PhotoURL),
		I18nBotNames:  tfvalue.StringMap(b.I18nBotNames),
		I18nPhotoURLs: tfvalue.StringMap(b.I18nPhotoURLs),
	}
}
