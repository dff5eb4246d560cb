// SPDX-License-Identifier: MPL-2.0

package changes

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// object is a bot or something that belongs to it. Objects of one kind have the same fields
// in the same order.
type object struct {
	key

	name   string
	fields []field
}

type key struct {
	kind Kind
	id   string
	of   string // the domain of a member
}

type field struct{ name, value string }

// read returns a bot and all that belongs to it, the bot first.
func read(api *mockserver.Server, bot mockserver.Bot) []object {
	id := strconv.FormatInt(bot.BotID, 10)
	all := []object{{key: key{kind: Bot, id: id}, name: bot.BotName, fields: fieldsOf(bot)}}
	for _, domain := range api.Domains(bot.BotID) {
		in := strconv.FormatInt(domain.DomainID, 10)
		all = append(all, object{key: key{kind: Domain, id: in}, fields: []field{
			{"visible", strconv.FormatBool(domain.Visible)},
			{"allowToSelectedMember", strconv.FormatBool(domain.AllowToSelectedMember)},
		}})
		for _, member := range domain.Members {
			all = append(all, object{key: key{kind: Member, id: member, of: in}})
		}
	}
	if actions, found := api.PersistentMenu(bot.BotID); found {
		all = append(all, object{key: key{kind: PersistentMenu, id: id}, name: labels(actions), fields: []field{{"actions", labels(actions)}}})
	}
	for _, menu := range api.RichMenus(bot.BotID) {
		all = append(all, object{key: key{kind: RichMenu, id: menu.RichMenuID}, name: menu.RichMenuName})
	}
	menus := api.UserRichMenus(bot.BotID)
	for _, user := range slices.Sorted(maps.Keys(menus)) {
		all = append(all, object{key: key{kind: UserMenu, id: user}, name: menus[user], fields: []field{{"richmenuId", menus[user]}}})
	}
	for _, room := range api.Channels(bot.BotID) {
		all = append(all, object{key: key{kind: Room, id: room.ChannelID}, name: room.Title, fields: []field{
			{"title", room.Title}, {"members", strings.Join(room.Members, ", ")},
		}})
	}
	return all
}

func fieldsOf(b mockserver.Bot) []field {
	fields := []field{
		{"botName", b.BotName},
		{"photoUrl", b.PhotoURL},
		{"description", b.Description},
		{"administrators", strings.Join(b.Administrators, ", ")},
		{"subadministrators", strings.Join(b.Subadministrators, ", ")},
		{"allowDomains", numbers(b.AllowDomains)},
		{"enableCallback", strconv.FormatBool(b.EnableCallback)},
		{"callbackUrl", b.CallbackURL},
		{"callbackEvents", strings.Join(b.CallbackEvents, ", ")},
		{"channelEvents", strings.Join(b.ChannelEvents, ", ")},
		{"enableGroupJoin", strconv.FormatBool(b.EnableGroupJoin)},
		{"defaultRichmenuId", b.DefaultRichmenuID},
	}
	for _, texts := range []struct {
		name   string
		values map[string]string
	}{{"i18nBotNames", b.I18nBotNames}, {"i18nDescriptions", b.I18nDescriptions}, {"i18nPhotoUrls", b.I18nPhotoURLs}} {
		for _, language := range preview.Languages {
			fields = append(fields, field{texts.name + "." + language, texts.values[language]})
		}
	}
	return fields
}

func numbers(ids []int64) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(texts, ", ")
}

// labels tell two persistent menus apart for a reader: what their buttons say and do.
func labels(actions []mockserver.Action) string {
	texts := make([]string, len(actions))
	for i, a := range actions {
		texts[i] = a.Label
		for _, language := range preview.Languages {
			if label := a.I18nLabels[language]; label != "" && label != a.Label {
				texts[i] += "/" + label
			}
		}
		texts[i] += fmt.Sprintf(" (%s)", strings.TrimSpace(strings.Join([]string{a.Type, a.Text, a.Postback, a.URI, a.CopyText}, " ")))
	}
	return strings.Join(texts, ", ")
}

// longest is how many characters of a text are kept.
const longest = 120

// textOf is a string of JSON, or of an object its type and text.
func textOf(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var content struct{ Type, Text string }
	if json.Unmarshal(raw, &content) != nil {
		return ""
	}
	return strings.TrimSuffix(content.Type+": "+content.Text, ": ")
}

// Cut shortens a text to what a line can hold.
func Cut(text string) string {
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	return string([]rune(text)[:longest]) + "…"
}

// unescaped is a part of a path as it was before it was escaped.
func unescaped(part string) string {
	text, err := url.PathUnescape(part)
	if err != nil {
		return part
	}
	return text
}
