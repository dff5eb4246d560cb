// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"maps"
	"net/url"
	"slices"
	"strings"
)

// liken compares a bot with what a create sent. What the service is known, or said, to
// make of a value makes the bot alike, not unlike:
//
//   - a line break becomes a blank, in names (https://developers.worksmobile.com/en/docs/bot-create);
//   - a picture may be kept under an address of the service's own, as those are that
//     the Developer Console has uploaded;
//   - an e-mail address among the administrators may come back as a user id.
//
// What was not sent has its documented default in a bot that nobody else has changed.
// The events are the exception: the service fills them in. That [0] stands for all
// domains, and that absent, null and empty are one thing, is settled by [Bot].
func (w *BotWrite) liken(b *Bot) likeness {
	if oneLine(b.BotName) != oneLine(text(w.BotName)) {
		return unlike
	}
	all := []likeness{
		likenText(w.Description, b.Description),
		likenPicture(text(w.PhotoURL), b.PhotoURL),
		likenPeople(w.Administrators, b.Administrators),
		likenPeople(w.Subadministrators, b.Subadministrators),
		likenSet(domainIDs(w.AllowDomains), domainIDs(b.AllowDomains), w.AllowDomains != nil),
		likenFlag(w.EnableCallback, b.EnableCallback),
		likenText(w.CallbackURL, b.CallbackURL),
		likenFlag(w.EnableGroupJoin, b.EnableGroupJoin),
		likenTexts(w.I18nBotNames, b.I18nBotNames, likenLine),
		likenTexts(w.I18nDescriptions, b.I18nDescriptions, likenLine),
		likenTexts(w.I18nPhotoURLs, b.I18nPhotoURLs, likenPicture),
		likenText(nil, b.DefaultRichmenuID),
	}
	if w.CallbackEvents != nil {
		all = append(all, likenSet(w.CallbackEvents, b.CallbackEvents, true))
	}
	if w.ChannelEvents != nil {
		all = append(all, likenSet(w.ChannelEvents, b.ChannelEvents, true))
	}
	return slices.Min(all)
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

var lineBreaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

// oneLine is a text as the service has it.
func oneLine(s string) string { return lineBreaks.Replace(s) }

// likenText compares a text, which was sent unless it is nil.
func likenText(sent *string, got string) likeness {
	if sent == nil {
		return likenDefault(got == "")
	}
	return likenLine(*sent, got)
}

// likenDefault is the likeness of a value that was not sent.
func likenDefault(isDefault bool) likeness {
	if isDefault {
		return same
	}
	return alike
}

func likenLine(sent, got string) likeness {
	switch got {
	case sent:
		return same
	case oneLine(sent):
		return alike
	}
	return unlike
}

func likenFlag(sent *bool, got bool) likeness {
	switch {
	case sent == nil:
		return likenDefault(!got)
	case *sent == got:
		return same
	}
	return unlike
}

// likenPicture takes an address on another host for a copy of the service's own. On
// the same host it is another picture.
func likenPicture(sent, got string) likeness {
	if sent == got {
		return same
	}
	from, err := url.Parse(sent)
	if err != nil {
		return unlike
	}
	to, err := url.Parse(got)
	if err != nil || to.Scheme != "https" || to.Host == "" || strings.EqualFold(from.Host, to.Host) {
		return unlike
	}
	return alike
}

// likenPeople compares user ids. Each e-mail address that is missing may be one of
// the ids that were not sent.
func likenPeople(sent, got []string) likeness {
	if sent == nil {
		return likenDefault(len(got) == 0)
	}
	addresses := 0
	for _, id := range sent {
		switch {
		case slices.Contains(got, id):
		case strings.Contains(id, "@"):
			addresses++
		default:
			return unlike
		}
	}
	others := 0
	for _, id := range got {
		if !slices.Contains(sent, id) {
			others++
		}
	}
	switch {
	case others > addresses:
		return unlike
	case addresses > 0:
		return alike
	}
	return same
}

// likenSet compares lists whose order means nothing.
func likenSet(sent, got []string, wasSent bool) likeness {
	if !wasSent {
		return likenDefault(len(got) == 0)
	}
	sent, got = slices.Compact(slices.Sorted(slices.Values(sent))), slices.Compact(slices.Sorted(slices.Values(got)))
	if slices.Equal(sent, got) {
		return same
	}
	return unlike
}

// domainIDs are ids without leading zeros, which are numbers on the wire.
func domainIDs(ids []string) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, strings.TrimLeft(id, "0"))
	}
	return out
}

// likenTexts compares texts by language, with compare for each of them.
func likenTexts(sent, got map[string]string, compare func(sent, got string) likeness) likeness {
	if sent == nil {
		return likenDefault(len(got) == 0)
	}
	sent = maps.Clone(sent)
	maps.DeleteFunc(sent, func(_, value string) bool { return value == "" }) // as good as absent
	if len(sent) != len(got) {
		return unlike
	}
	least := same
	for language, value := range sent {
		// A language that is missing is the empty text, which none of them is.
		least = min(least, compare(value, got[language]))
	}
	return least
}
