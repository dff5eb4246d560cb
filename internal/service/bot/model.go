// SPDX-License-Identifier: MPL-2.0

package bot

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tftext"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// model has the attributes of a bot that the service knows.
type model struct {
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
}

// resourceModel is the state of a resource lineworks_bot.
type resourceModel struct {
	model

	DeletionProtection types.Bool `tfsdk:"deletion_protection"`
}

// fields maps the fields of a bot to attributes.
var fields = tfdiag.Fields{
	"botName":           path.Root("bot_name"),
	"photoUrl":          path.Root("photo_url"),
	"description":       path.Root("description"),
	"administrators":    path.Root("administrators"),
	"subadministrators": path.Root("subadministrators"),
	"allowDomains":      path.Root("allow_domains"),
	"enableCallback":    path.Root("enable_callback"),
	"callbackUrl":       path.Root("callback_url"),
	"callbackEvents":    path.Root("callback_events"),
	"channelEvents":     path.Root("channel_events"),
	"enableGroupJoin":   path.Root("enable_group_join"),
	"i18nBotNames":      path.Root("i18n_bot_names"),
	"i18nDescriptions":  path.Root("i18n_descriptions"),
	"i18nPhotoUrls":     path.Root("i18n_photo_urls"),
}

// blank is a bot without any values, to which a create is compared. Its event lists
// are null and not empty, because the service fills them.
func blank() *model {
	return &model{
		Administrators:    tfvalue.StringSet(nil),
		Subadministrators: tfvalue.StringSet(nil),
		AllowDomains:      types.SetNull(types.StringType),
		EnableCallback:    types.BoolValue(false),
		CallbackEvents:    types.SetNull(types.StringType),
		ChannelEvents:     types.SetNull(types.StringType),
		EnableGroupJoin:   types.BoolValue(false),
		I18nBotNames:      tfvalue.StringMap(nil),
		I18nDescriptions:  tfvalue.StringMap(nil),
		I18nPhotoURLs:     tfvalue.StringMap(nil),
	}
}

// fromAPI converts a bot. The API has three forms of "not set": no field, null and an
// empty value. A model has one for each attribute: null for texts and allow_domains,
// the empty set or map for the others.
func fromAPI(b *lineworks.Bot) *model {
	m := &model{
		BotID:             types.StringValue(b.BotID),
		BotName:           types.StringValue(b.BotName),
		PhotoURL:          types.StringValue(b.PhotoURL),
		Description:       types.StringValue(b.Description),
		Administrators:    tfvalue.StringSet(b.Administrators),
		Subadministrators: tfvalue.StringSet(b.Subadministrators),
		AllowDomains:      types.SetNull(types.StringType),
		EnableCallback:    types.BoolValue(b.EnableCallback),
		CallbackURL:       tfvalue.NullIfEmpty(b.CallbackURL),
		CallbackEvents:    tfvalue.StringSet(b.CallbackEvents),
		ChannelEvents:     tfvalue.StringSet(b.ChannelEvents),
		EnableGroupJoin:   types.BoolValue(b.EnableGroupJoin),
		I18nBotNames:      tfvalue.StringMap(b.I18nBotNames),
		I18nDescriptions:  tfvalue.StringMap(b.I18nDescriptions),
		I18nPhotoURLs:     tfvalue.StringMap(b.I18nPhotoURLs),
		CreatedTime:       tfvalue.NullIfEmpty(b.CreatedTime),
	}
	if len(b.AllowDomains) > 0 {
		m.AllowDomains = tfvalue.StringSet(b.AllowDomains)
	}
	return m
}

// toWrite returns the changes from prior to m. A value that was removed is sent as an
// empty one, because the API keeps fields that a PATCH omits. Name and picture are
// always sent, since one language of the manual calls them required.
// Source: https://developers.worksmobile.com/jp/docs/bot-update-patch
func (m *model) toWrite(prior *model) *lineworks.BotWrite {
	w := &lineworks.BotWrite{
		BotName:  m.BotName.ValueStringPointer(),
		PhotoURL: m.PhotoURL.ValueStringPointer(),
	}
	if changed(m.Description, prior.Description) {
		w.Description = m.Description.ValueStringPointer()
	}
	if changed(m.CallbackURL, prior.CallbackURL) {
		w.CallbackURL = new(m.CallbackURL.ValueString()) // "" removes the server
	}
	if changed(m.EnableCallback, prior.EnableCallback) {
		w.EnableCallback = m.EnableCallback.ValueBoolPointer()
	}
	if changed(m.EnableGroupJoin, prior.EnableGroupJoin) {
		w.EnableGroupJoin = m.EnableGroupJoin.ValueBoolPointer()
	}
	for _, s := range []struct {
		to          *[]string
		plan, prior types.Set
	}{
		{&w.Administrators, m.Administrators, prior.Administrators},
		{&w.Subadministrators, m.Subadministrators, prior.Subadministrators},
		{&w.AllowDomains, m.AllowDomains, prior.AllowDomains},
		{&w.CallbackEvents, m.CallbackEvents, prior.CallbackEvents},
		{&w.ChannelEvents, m.ChannelEvents, prior.ChannelEvents},
	} {
		if changed(s.plan, s.prior) {
			*s.to = append([]string{}, tfvalue.Strings(s.plan)...) // never nil, which would keep the old value
		}
	}
	for _, s := range []struct {
		to          *map[string]string
		plan, prior types.Map
	}{
		{&w.I18nBotNames, m.I18nBotNames, prior.I18nBotNames},
		{&w.I18nDescriptions, m.I18nDescriptions, prior.I18nDescriptions},
		{&w.I18nPhotoURLs, m.I18nPhotoURLs, prior.I18nPhotoURLs},
	} {
		if changed(s.plan, s.prior) {
			*s.to = tfvalue.GoMap(s.plan)
		}
	}
	return w
}

// forms are the forms in which the service may store the values of a bot. See
// https://developers.worksmobile.com/en/docs/bot-get; whether administrators may be sent as
// e-mail addresses is not documented.
var forms = tfstate.Rules{
	"bot_name":          tfstate.Text,
	"photo_url":         tfstate.Picture,
	"description":       tfstate.Text,
	"administrators":    tfstate.Users,
	"subadministrators": tfstate.Users,
	"callback_url":      tfstate.Text,
	"i18n_bot_names":    tfstate.Text,
	"i18n_descriptions": tfstate.Text,
	"i18n_photo_urls":   tfstate.Picture,
}

// alwaysSent are the attributes that every update sends.
var alwaysSent = []string{"bot_name", "photo_url"}

// changed reports whether the plan has another value than prior. For an unknown one
// the service decides, so it is no change.
func changed(plan, prior attr.Value) bool {
	return !plan.IsUnknown() && !tftext.Keep(prior, plan, tftext.Empty).Equal(prior)
}

// subject names the bot in messages.
func (m *model) subject() string { return "bot " + m.label() }

// label returns the name and the ID of the bot, or the one that is known.
func (m *model) label() string {
	return planrules.BotLabel(m.BotID.ValueString(), m.BotName.ValueString())
}
