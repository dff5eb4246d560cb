// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/recovery"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
)

// compare compares a bot with the request that may have created it. Values that the service
// is known, or said, to rewrite make the bot similar, not different:
//
//   - a line break becomes a blank, in names (https://developers.worksmobile.com/en/docs/bot-create);
//   - a picture may be kept under an address of the service's own, as those are that
//     the Developer Console has uploaded;
//   - an e-mail address among the administrators may come back as a user id.
//
// A value that was not sent has its documented default, unless the bot was changed since.
// The events are the exception: the service fills them in. [Bot] takes care of [0], which
// stands for all domains, and of absent, null and empty values, which mean the same.
func (w *BotWrite) compare(b *Bot) recovery.Match {
	if oneLine(b.BotName) != oneLine(*cmp.Or(w.BotName, new(""))) {
		return recovery.Different
	}
	matches := []recovery.Match{
		matchText(w.Description, b.Description),
		matchPicture(cmp.Or(w.PhotoURL, new("")), b.PhotoURL),
		matchSet(w.Administrators, b.Administrators),
		matchSet(w.Subadministrators, b.Subadministrators),
		matchSet(trimZeros(w.AllowDomains), trimZeros(b.AllowDomains)),
		matchFlag(w.EnableCallback, b.EnableCallback),
		matchText(w.CallbackURL, b.CallbackURL),
		matchFlag(w.EnableGroupJoin, b.EnableGroupJoin),
		matchTranslations(w.I18nBotNames, b.I18nBotNames, matchText),
		matchTranslations(w.I18nDescriptions, b.I18nDescriptions, matchText),
		matchTranslations(w.I18nPhotoURLs, b.I18nPhotoURLs, matchPicture),
		matchDefault(b.DefaultRichmenuID == ""),
	}
	if w.CallbackEvents != nil {
		matches = append(matches, matchSet(w.CallbackEvents, b.CallbackEvents))
	}
	if w.ChannelEvents != nil {
		matches = append(matches, matchSet(w.ChannelEvents, b.ChannelEvents))
	}
	return slices.Min(matches)
}

var lineBreaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

// oneLine replaces line breaks as the service does, and composes the text: a response may
// hold either form of it.
func oneLine(s string) string { return names.Key(lineBreaks.Replace(s)) }

// matchDefault is the match of a value that was not sent.
func matchDefault(isDefault bool) recovery.Match {
	if isDefault {
		return recovery.Identical
	}
	return recovery.Similar
}

func matchText(sent *string, got string) recovery.Match {
	switch {
	case sent == nil:
		return matchDefault(got == "")
	case names.Equal(*sent, got):
		return recovery.Identical
	case oneLine(*sent) == names.Key(got):
		return recovery.Similar
	}
	return recovery.Different
}

func matchFlag(sent *bool, got bool) recovery.Match {
	switch {
	case sent == nil:
		return matchDefault(!got)
	case *sent == got:
		return recovery.Identical
	}
	return recovery.Different
}

// matchPicture takes an https address on another host for the service's own copy. Another
// address on the same host is another picture.
func matchPicture(sent *string, got string) recovery.Match {
	if *sent == got {
		return recovery.Identical
	}
	from, err := url.Parse(*sent)
	if err != nil {
		return recovery.Different
	}
	to, err := url.Parse(got)
	if err != nil || to.Scheme != "https" || to.Host == "" || strings.EqualFold(from.Host, to.Host) {
		return recovery.Different
	}
	return recovery.Similar
}

// matchSet compares lists whose order means nothing. Each e-mail address that was sent and is
// missing may be one of the user ids that were not sent.
func matchSet(sent, got []string) recovery.Match {
	if sent == nil {
		return matchDefault(len(got) == 0)
	}
	missing := 0
	for _, value := range sent {
		switch {
		case slices.Contains(got, value):
		case strings.Contains(value, "@"):
			missing++
		default:
			return recovery.Different
		}
	}
	added := 0
	for _, value := range got {
		if !slices.Contains(sent, value) {
			added++
		}
	}
	switch {
	case added > missing:
		return recovery.Different
	case missing > 0:
		return recovery.Similar
	}
	return recovery.Identical
}

// trimZeros trims leading zeros, since ids of domains are numbers on the wire. Nil stays nil.
func trimZeros(ids []string) []string {
	out := slices.Clone(ids)
	for i, id := range out {
		out[i] = strings.TrimLeft(id, "0")
	}
	return out
}

// matchTranslations compares texts by language, each of them by match.
func matchTranslations(sent, got map[string]string, match func(sent *string, got string) recovery.Match) recovery.Match {
	if sent == nil {
		return matchDefault(len(got) == 0)
	}
	sent = maps.Clone(sent)
	maps.DeleteFunc(sent, func(_, value string) bool { return value == "" }) // an empty text counts as absent
	if len(sent) != len(got) {
		return recovery.Different
	}
	worst := recovery.Identical
	for language, value := range sent {
		worst = min(worst, match(&value, got[language])) // a missing language matches no text
	}
	return worst
}
