// SPDX-License-Identifier: MPL-2.0

package export

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// usualEvents are the channel events of a bot for which none were chosen.
// Source: https://developers.worksmobile.com/jp/docs/bot-get
var usualEvents = []string{"join", "joined", "leave", "left", "message", "postback"}

// menuWidth is the width of a rich menu that has none in the configuration.
const menuWidth = 2500

// botWriter writes the file of a bot.
type botWriter struct {
	*renderer
	*source

	bot  *bot
	name string
}

// bot is the file of a bot.
func (r *renderer) bot(b *bot) []byte {
	w := &botWriter{renderer: r, source: newSource(), bot: b, name: r.names.bots[b.BotID]}
	w.writeBot()
	w.writePersistentMenu()
	w.writeRichMenus()
	w.writeRegistrations()
	return w.bytes()
}

// id is a reference to the bot.
func (w *botWriter) id() field { return field{"bot_id", reference("lineworks_bot", w.name, "bot_id")} }

func (w *botWriter) writeBot() {
	b := w.bot
	all := []field{
		{"bot_name", text(b.BotName)},
		{"description", text(b.Description)},
		{"photo_url", text(b.PhotoURL)},
		{"administrators", list(inOrder(b.Administrators, w.person))},
	}
	for _, f := range all[:3] {
		if len(f.value) == 2 { // the quotes
			w.attention("%s of %s is empty, which the provider refuses. Set it before you plan.", f.name, b.subject())
		}
	}
	if len(b.Administrators) == 0 {
		w.attention("%s has no administrators, and the provider wants one at least. Set administrators before you plan.", b.subject())
	}
	add := func(name string, set bool, value expression) {
		if set {
			all = append(all, field{name, value})
		}
	}
	add("subadministrators", len(b.Subadministrators) > 0, list(inOrder(b.Subadministrators, w.person)))
	add("allow_domains", len(b.AllowDomains) > 0, list(inOrder(b.AllowDomains, w.domain)))
	add("enable_callback", b.EnableCallback, yes())
	add("callback_url", b.CallbackURL != "", text(b.CallbackURL))
	add("callback_events", len(b.CallbackEvents) > 0, list(inOrder(b.CallbackEvents, text)))
	add("channel_events", len(b.ChannelEvents) > 0 && !slices.Equal(slices.Sorted(slices.Values(b.ChannelEvents)), usualEvents),
		list(inOrder(b.ChannelEvents, text)))
	add("enable_group_join", b.EnableGroupJoin, yes())
	add("i18n_bot_names", len(b.I18nBotNames) > 0, texts(b.I18nBotNames))
	add("i18n_descriptions", len(b.I18nDescriptions) > 0, texts(b.I18nDescriptions))
	add("i18n_photo_urls", len(b.I18nPhotoURLs) > 0, texts(b.I18nPhotoURLs))
	w.resource("lineworks_bot", w.name, all...)
	w.one("lineworks_bot", w.name, b.BotID)
}

func (w *botWriter) resource(kind, name string, all ...field) {
	w.block("resource", []string{kind, name}, all...)
}

// attention notes something that the user has to do.
func (w *botWriter) attention(format string, args ...any) {
	w.report.Notes = append(w.report.Notes, fmt.Sprintf(format, args...))
}

func (w *botWriter) writePersistentMenu() {
	if len(w.bot.menu) == 0 {
		return
	}
	var actions []expression
	for _, a := range w.bot.menu {
		actions = append(actions, w.action(menuaction.Persistent, a, "the persistent menu"))
	}
	w.resource("lineworks_persistent_menu", w.name, w.id(), field{}, field{"actions", lines(actions)})
	w.one("lineworks_persistent_menu", w.name, w.bot.BotID)
}

// action is the action of a button, as the provider takes it from the API.
func (w *botWriter) action(kind menuaction.Kind, a lineworks.Action, of string) expression {
	values := kind.FromAPI(a).Attributes()
	var all []field
	for _, name := range kind.AttributesOf(a.Type) {
		switch v := values[name].(type) {
		case types.String:
			if !v.IsNull() {
				all = append(all, field{name, text(v.ValueString())})
			}
		case types.Map:
			if len(v.Elements()) > 0 {
				all = append(all, field{name, texts(tfvalue.GoMap(v))})
			}
		}
		delete(values, name)
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if tfvalue.Given(values[name]) {
			w.attention("%s: an action of the type %s in %s has %s, which does not belong to that type. It is left out, and the plan shows it.", w.bot.subject(), a.Type, of, name)
		}
	}
	return fields(all...)
}

func (w *botWriter) writeRichMenus() {
	const kind = "lineworks_rich_menu"
	b := w.bot
	for i, menu := range b.richMenus {
		name := w.names.richMenus[b.BotID+"/"+menu.RichMenuID]
		if i == 0 {
			w.comment("The pictures are not managed as long as image is left out.")
		}
		w.richMenu(kind, name, menu, i == 0)
		w.one(kind, name, b.BotID+"/"+menu.RichMenuID)
	}
	for _, menu := range b.richMenus {
		name := w.names.richMenus[b.BotID+"/"+menu.RichMenuID]
		id := field{"rich_menu_id", reference(kind, name, "rich_menu_id")}
		if menu.RichMenuID == b.defaultMenu {
			w.resource("lineworks_default_rich_menu", w.name, w.id(), id)
			w.one("lineworks_default_rich_menu", w.name, b.BotID)
		}
		if users := b.userMenus[menu.RichMenuID]; len(users) > 0 {
			keys := w.keys(name+"_users", users)
			w.resource("lineworks_user_rich_menu", name, field{"for_each", reference("local", keys)}, field{},
				w.id(), id, field{"user_id", reference("each", "key")})
			w.many("lineworks_user_rich_menu", name, keys, b.BotID, len(users))
		}
	}
}

func (w *botWriter) richMenu(kind, name string, menu *lineworks.RichMenu, commented bool) {
	size := []field{{"height", number(menu.Size.Height)}}
	if menu.Size.Width != menuWidth {
		size = append([]field{{"width", number(menu.Size.Width)}}, size...)
	}
	var areas []expression
	for _, area := range menu.Areas {
		bounds := short(field{"x", number(area.Bounds.X)}, field{"y", number(area.Bounds.Y)},
			field{"width", number(area.Bounds.Width)}, field{"height", number(area.Bounds.Height)})
		areas = append(areas, fields(field{"bounds", bounds},
			field{"action", w.action(menuaction.Rich, area.Action, fmt.Sprintf("rich menu %q", menu.RichMenuName))}))
	}
	all := []field{w.id(), {"rich_menu_name", text(menu.RichMenuName)}, {"size", short(size...)}, {}, {"areas", lines(areas)}, {}}
	if !commented {
		w.gap()
	}
	block := w.add("resource", []string{kind, name}, all...)
	// Users see the old menu until the new one is in its place.
	block.Body().AppendNewBlock("lifecycle", nil).Body().SetAttributeRaw("create_before_destroy", yes())
}

// keys writes a local with the IDs of users, which the resource and its import have in
// common, and returns its name.
func (w *botWriter) keys(name string, users []string) string {
	name = w.renderer.name("local", name)
	w.block("locals", nil, field{name, set(inOrder(users, w.person))})
	return name
}

func (w *botWriter) writeRegistrations() {
	const kind, memberKind = "lineworks_bot_domain", "lineworks_bot_domain_member"
	b := w.bot
	for _, of := range b.registrations {
		name := w.name
		if len(b.registrations) > 1 {
			name = joined(w.name, w.domainName(of.DomainID))
		}
		name = w.renderer.name(kind, name)
		all := []field{w.id(), {"domain_id", w.domain(of.DomainID)}}
		if of.Visible {
			all = append(all, field{"visible", yes()})
		}
		if of.AllowToSelectedMember {
			all = append(all, field{"allow_to_selected_member", yes()})
		}
		w.resource(kind, name, all...)
		w.one(kind, name, b.BotID+"/"+of.DomainID)
		if len(of.members) == 0 {
			continue
		}
		keys := w.keys(name+"_members", of.members)
		w.resource(memberKind, name, field{"for_each", reference("local", keys)}, field{},
			field{"bot_id", reference(kind, name, "bot_id")}, field{"domain_id", reference(kind, name, "domain_id")},
			field{"user_id", reference("each", "key")})
		w.many(memberKind, name, keys, b.BotID+"/"+of.DomainID, len(of.members))
	}
}

func (w *botWriter) domainName(id string) string {
	if name, ok := w.names.domains[id]; ok {
		return name
	}
	return "domain_" + id
}
