// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
)

// patch is a checked body that is about to be stored.
type patch struct {
	body     map[string]json.RawMessage
	replace  bool // a property that is left out loses its value: PUT
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

func isNull(raw json.RawMessage) bool {
	return string(bytes.TrimSpace(raw)) == "null"
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

var newlines = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

func oneLine(s string) string { return newlines.Replace(s) }

// japan is the zone in which the vendor's examples show times.
var japan = time.FixedZone("JST", 9*60*60)

// put writes an optional property; a switch says how one without a value looks.
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

func (q Quirks) time(t time.Time) string {
	zone := japan
	if q.TimesInUTC {
		zone = time.UTC
	}
	return t.In(zone).Format(time.RFC3339)
}
