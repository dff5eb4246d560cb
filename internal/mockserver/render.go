// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// japan is the zone in which the vendor's examples show times.
var japan = time.FixedZone("JST", 9*60*60)

// put writes an optional property, in the form in force when it has no value.
func (q Quirks) put(out object, name string, value, empty any, isSet bool) {
	switch {
	case isSet:
		out[name] = value
	case q.Unset == UnsetNull:
		out[name] = nil
	case q.Unset == UnsetEmpty:
		out[name] = empty
	}
}

func (q Quirks) putText(out object, name, value string) {
	q.put(out, name, value, "", value != "")
}

func (q Quirks) putFlag(out object, name string, value bool) {
	switch {
	case value || q.False == FalseShown:
		out[name] = value
	case q.False == FalseNull:
		out[name] = nil
	}
}

// putArray writes an unordered array.
func putArray[T any](q Quirks, out object, name string, values []T) {
	ordered := slices.Clone(values)
	if q.ReverseArrays {
		slices.Reverse(ordered)
	}
	q.put(out, name, ordered, []T{}, len(ordered) > 0)
}

// putI18n writes an i18n list: objects of a language and one more field.
func (q Quirks) putI18n(out object, name, field string, values map[string]string) {
	var items []object
	for _, language := range slices.Sorted(maps.Keys(values)) {
		items = append(items, object{"language": language, field: values[language]})
	}
	putArray(q, out, name, items)
}

func (q Quirks) botID(id int64) any {
	if q.BotIDAsString {
		return strconv.FormatInt(id, 10)
	}
	return id
}

func (q Quirks) time(t time.Time) string {
	zone := japan
	if q.TimesInUTC {
		zone = time.UTC
	}
	return t.In(zone).Format(time.RFC3339)
}

// botSummary is a bot in a list: five properties,
// https://developers.worksmobile.com/en/docs/bot-list.
func (q Quirks) botSummary(b Bot) object {
	out := object{"botId": q.botID(b.BotID), "botName": b.BotName, "photoUrl": b.PhotoURL}
	q.putI18n(out, "i18nBotNames", "botName", b.I18nBotNames)
	q.putI18n(out, "i18nPhotoUrls", "photoUrl", b.I18nPhotoURLs)
	return out
}

// botObject is a whole bot, https://developers.worksmobile.com/en/docs/bot-get.
func (q Quirks) botObject(b Bot) object {
	out := q.botSummary(b)
	out["description"] = b.Description
	putArray(q, out, "administrators", b.Administrators)
	putArray(q, out, "subadministrators", b.Subadministrators)
	q.putAllowDomains(out, b.AllowDomains)
	q.putFlag(out, "enableCallback", b.EnableCallback)
	q.putText(out, "callbackUrl", b.CallbackURL)
	putArray(q, out, "callbackEvents", b.CallbackEvents)
	putArray(q, out, "channelEvents", b.ChannelEvents)
	q.putFlag(out, "enableGroupJoin", b.EnableGroupJoin)
	q.putText(out, "defaultRichmenuId", b.DefaultRichmenuID)
	q.putI18n(out, "i18nDescriptions", "description", b.I18nDescriptions)
	out["createdTime"] = q.time(b.CreatedTime)
	out["modifiedTime"] = q.time(b.ModifiedTime)
	return out
}

func (q Quirks) putAllowDomains(out object, domains []int64) {
	const name = "allowDomains"
	if len(domains) > 0 {
		putArray(q, out, name, domains)
		return
	}
	switch q.AllDomains {
	case AllDomainsAbsent:
	case AllDomainsZero:
		out[name] = []int64{0}
	case AllDomainsEmpty:
		out[name] = []int64{}
	case AllDomainsNull:
		out[name] = nil
	}
}
