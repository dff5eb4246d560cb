// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// maxID is the greatest id, an int64: https://developers.worksmobile.com/en/docs/bot-get.
const maxID = 1<<63 - 1

// patch is a body on its way into what is stored. The body has been checked.
type patch struct {
	body     map[string]json.RawMessage
	replace  bool // what is left out loses its value: PUT
	keepNull bool // null counts as left out
}

// take stores one property and reports whether it did.
func take[T any](p patch, name string, into *T) bool {
	raw, found := p.body[name]
	if !found && !p.replace || isNull(raw) && p.keepNull {
		return false
	}
	var value T
	if found && !isNull(raw) && json.Unmarshal(raw, &value) != nil {
		return false
	}
	*into = value
	return true
}

// given reports whether the body holds a value for the property.
func (p patch) given(name string) bool {
	raw, found := p.body[name]
	return found && !isNull(raw)
}

// takeI18n stores an i18n list as a map by language; nil is an empty list.
func takeI18n(p patch, name, field string, into *map[string]string) {
	var items []map[string]string
	if !take(p, name, &items) {
		return
	}
	*into = nil
	for _, item := range items {
		if *into == nil {
			*into = map[string]string{}
		}
		(*into)[item["language"]] = item[field]
	}
}

// applyBot stores the properties of a body in a bot.
func (s *Server) applyBot(b *Bot, p patch) {
	take(p, "botName", &b.BotName)
	// A newline in the name becomes a blank: https://developers.worksmobile.com/en/docs/bot-create.
	b.BotName = oneLine(b.BotName)
	take(p, "photoUrl", &b.PhotoURL)
	if p.given("photoUrl") && s.quirks.RewritePhotoURL {
		b.PhotoURL = s.gatewayURL()
	}
	take(p, "description", &b.Description)
	take(p, "administrators", &b.Administrators)
	take(p, "subadministrators", &b.Subadministrators)
	if s.quirks.EmailAdministrators == EmailToID {
		b.Administrators = userIDs(b.Administrators)
		b.Subadministrators = userIDs(b.Subadministrators)
	}
	take(p, "allowDomains", &b.AllowDomains)
	b.AllowDomains = restricted(b.AllowDomains)
	take(p, "enableCallback", &b.EnableCallback)
	take(p, "callbackUrl", &b.CallbackURL)
	take(p, "callbackEvents", &b.CallbackEvents)
	take(p, "channelEvents", &b.ChannelEvents)
	if b.ChannelEvents == nil && !s.quirks.NoChannelEventsDefault {
		b.ChannelEvents = slices.Clone(defaultChannelEvents)
	}
	take(p, "enableGroupJoin", &b.EnableGroupJoin)
	take(p, "defaultRichmenuId", &b.DefaultRichmenuID)
	takeI18n(p, "i18nBotNames", "botName", &b.I18nBotNames)
	takeI18n(p, "i18nDescriptions", "description", &b.I18nDescriptions)
	takeI18n(p, "i18nPhotoUrls", "photoUrl", &b.I18nPhotoURLs)
	if p.given("i18nPhotoUrls") && s.quirks.RewriteI18nPhotoURLs {
		for language := range b.I18nPhotoURLs {
			b.I18nPhotoURLs[language] = s.gatewayURL()
		}
	}
}

// gatewayURL makes an address in the form of those that the console shows for
// uploaded pictures.
func (s *Server) gatewayURL() string {
	s.photos++
	return fmt.Sprintf("https://mock.worksmobile.com/gateway/image/view?path=bot_profile%%2F%d.png", s.photos)
}

// userIDs puts the user id in place of each e-mail.
func userIDs(people []string) []string {
	ids := slices.Clone(people)
	for i, person := range ids {
		ids[i] = userID(person)
	}
	return ids
}

// userID is the user id of who is named by it or by an e-mail.
func userID(person string) string {
	if isEmail(person) {
		return userIDOf(person)
	}
	return person
}

func isEmail(person string) bool { return strings.Contains(person, "@") }

var newlines = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

func oneLine(s string) string { return newlines.Replace(s) }
