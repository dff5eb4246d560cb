// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// botModel is the state of a bot.
type botModel struct {
	BotID             types.String `tfsdk:"bot_id"`
	BotName           types.String `tfsdk:"bot_name"`
	PhotoURL          types.String `tfsdk:"photo_url"`
	Description       types.String `tfsdk:"description"`
	Administrators    types.Set    `tfsdk:"administrators"`
	Subadministrators types.Set    `tfsdk:"subadministrators"`
	AllowDomains      types.Set    `tfsdk:"allow_domains"`
	EnableCallback    types.Bool   `tfsdk:"enable_callback"`
	CallbackURL       types.String `tfsdk:"callback_url"`
	CallbackEvents    types.Set    `tfsdk:"callback_events"`
	ChannelEvents     types.Set    `tfsdk:"channel_events"`
	EnableGroupJoin   types.Bool   `tfsdk:"enable_group_join"`
	I18nBotNames      types.Map    `tfsdk:"i18n_bot_names"`
	I18nDescriptions  types.Map    `tfsdk:"i18n_descriptions"`
	I18nPhotoURLs     types.Map    `tfsdk:"i18n_photo_urls"`
	CreatedTime       types.String `tfsdk:"created_time"`

	DeletionProtection types.Bool `tfsdk:"deletion_protection"` // only Terraform knows it
}

// botWire is a bot on the wire.
// Source: https://developers.worksmobile.com/en/docs/bot-get
type botWire struct {
	BotID             json.Number         `json:"botId,omitempty"`
	BotName           string              `json:"botName"`
	PhotoURL          string              `json:"photoUrl"`
	Description       string              `json:"description"`
	Administrators    []string            `json:"administrators"`
	Subadministrators []string            `json:"subadministrators"`
	AllowDomains      []json.Number       `json:"allowDomains,omitempty"`
	EnableCallback    bool                `json:"enableCallback"`
	CallbackURL       string              `json:"callbackUrl,omitempty"`
	CallbackEvents    []string            `json:"callbackEvents,omitempty"`
	ChannelEvents     []string            `json:"channelEvents,omitempty"`
	EnableGroupJoin   bool                `json:"enableGroupJoin"`
	I18nBotNames      []map[string]string `json:"i18nBotNames"`
	I18nDescriptions  []map[string]string `json:"i18nDescriptions"`
	I18nPhotoURLs     []map[string]string `json:"i18nPhotoUrls"`
	CreatedTime       string              `json:"createdTime,omitempty"`
}

// wire returns the body of a create and an update.
func (m *botModel) wire(ctx context.Context, diags *diag.Diagnostics) *botWire {
	w := &botWire{
		BotName:           m.BotName.ValueString(),
		PhotoURL:          m.PhotoURL.ValueString(),
		Description:       m.Description.ValueString(),
		Administrators:    words(ctx, m.Administrators, diags),
		Subadministrators: words(ctx, m.Subadministrators, diags),
		EnableCallback:    m.EnableCallback.ValueBool(),
		CallbackURL:       m.CallbackURL.ValueString(),
		CallbackEvents:    words(ctx, m.CallbackEvents, diags),
		ChannelEvents:     words(ctx, m.ChannelEvents, diags),
		EnableGroupJoin:   m.EnableGroupJoin.ValueBool(),
		I18nBotNames:      translations(ctx, m.I18nBotNames, "botName", diags),
		I18nDescriptions:  translations(ctx, m.I18nDescriptions, "description", diags),
		I18nPhotoURLs:     translations(ctx, m.I18nPhotoURLs, "photoUrl", diags),
	}
	for _, id := range words(ctx, m.AllowDomains, diags) {
		w.AllowDomains = append(w.AllowDomains, json.Number(id))
	}
	return w
}

// newBotModel returns a response as state, with the protection of prior.
func newBotModel(ctx context.Context, w *botWire, prior *botModel, diags *diag.Diagnostics) *botModel {
	m := &botModel{
		BotID:             types.StringValue(w.BotID.String()),
		BotName:           types.StringValue(w.BotName),
		PhotoURL:          types.StringValue(w.PhotoURL),
		Description:       types.StringValue(w.Description),
		Administrators:    set(ctx, w.Administrators, diags),
		Subadministrators: set(ctx, w.Subadministrators, diags),
		AllowDomains:      types.SetNull(types.StringType),
		EnableCallback:    types.BoolValue(w.EnableCallback),
		CallbackURL:       text(w.CallbackURL),
		CallbackEvents:    set(ctx, w.CallbackEvents, diags),
		ChannelEvents:     set(ctx, w.ChannelEvents, diags),
		EnableGroupJoin:   types.BoolValue(w.EnableGroupJoin),
		I18nBotNames:      languages(ctx, w.I18nBotNames, "botName", diags),
		I18nDescriptions:  languages(ctx, w.I18nDescriptions, "description", diags),
		I18nPhotoURLs:     languages(ctx, w.I18nPhotoURLs, "photoUrl", diags),
		CreatedTime:       text(w.CreatedTime),

		DeletionProtection: prior.DeletionProtection,
	}
	// The service returns [0], every domain, for a bot without allow_domains.
	if len(w.AllowDomains) > 0 && w.AllowDomains[0] != "0" {
		m.AllowDomains = set(ctx, w.AllowDomains, diags)
	}
	return m
}

// text is null for an empty string.
func text(s string) types.String {
	if s == "" {
		return types.StringNull()
	}
	return types.StringValue(s)
}

// words are the elements of a set; none where it is not known.
func words(ctx context.Context, s types.Set, diags *diag.Diagnostics) []string {
	out := []string{}
	if !s.IsUnknown() && !s.IsNull() {
		diags.Append(s.ElementsAs(ctx, &out, false)...)
	}
	return out
}

func set[T ~string](ctx context.Context, elements []T, diags *diag.Diagnostics) types.Set {
	out, d := types.SetValueFrom(ctx, types.StringType, append([]T{}, elements...)) // never nil: that would be null
	diags.Append(d...)
	return out
}

// translations are a map by language as the API has it.
func translations(ctx context.Context, m types.Map, field string, diags *diag.Diagnostics) []map[string]string {
	out := []map[string]string{}
	var by map[string]string
	diags.Append(m.ElementsAs(ctx, &by, false)...)
	for language, value := range by {
		out = append(out, map[string]string{"language": language, field: value})
	}
	return out
}

func languages(ctx context.Context, items []map[string]string, field string, diags *diag.Diagnostics) types.Map {
	by := map[string]attr.Value{}
	for _, item := range items {
		by[item["language"]] = types.StringValue(item[field])
	}
	out, d := types.MapValueFrom(ctx, types.StringType, by)
	diags.Append(d...)
	return out
}
