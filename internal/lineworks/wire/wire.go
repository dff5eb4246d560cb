// SPDX-License-Identifier: MPL-2.0

// Package wire has the forms in which the API sends and takes values: ids that are numbers
// or strings, arrays that may be null, and texts by language.
package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Text is a text in a response that may come as a whole number, too. Null is empty.
type Text string

// UnmarshalJSON accepts null, a string and a whole number.
func (t *Text) UnmarshalJSON(raw []byte) error {
	text := string(raw)
	switch {
	case text == "null":
		*t = ""
		return nil
	case text[0] == '"':
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
		*t = Text(s)
		return nil
	}
	if _, err := strconv.ParseInt(text, 10, 64); err != nil {
		return errors.New("an id is neither a whole number nor a string")
	}
	*t = Text(text)
	return nil
}

// ID is an id in a response: a JSON number, as documented, or a string.
type ID string

// UnmarshalJSON refuses an id with spaces or control characters: ids go into states,
// messages and commands, and a terminal obeys control characters.
func (id *ID) UnmarshalJSON(raw []byte) error {
	var text Text
	if err := text.UnmarshalJSON(raw); err != nil {
		return err
	}
	if strings.ContainsFunc(string(text), func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		return errors.New("an id holds spaces or characters that cannot be shown")
	}
	*id = ID(text)
	return nil
}

// List is an array in a response. Null, "" and [] are all nil: the API returns
// properties without a value in each of these forms.
type List[T any] []T

// UnmarshalJSON reads an empty array in all its forms as nil.
func (l *List[T]) UnmarshalJSON(raw []byte) error {
	*l = nil
	if IsEmpty(raw) {
		return nil
	}
	return json.Unmarshal(raw, (*[]T)(l))
}

// IsEmpty reports whether raw is a property without a value: null, "" or [].
func IsEmpty(raw []byte) bool {
	text := string(raw)
	return text == "null" || text == `""` || text == "[]"
}

// Maybe is a response that has a T, or, where nothing is set, none of its properties: {}, 204
// and an object with nothing but the id of its bot or user are known. An object that has other
// properties instead of the one that T cannot lack, such as that of a proxy, says nothing about
// T.
type Maybe[T any, P interface {
	*T
	// Property is the name of the property that T cannot lack.
	Property() string
}] struct {
	value   T
	foreign bool
}

// UnmarshalJSON reads the T, and notes whether the object is a foreign one.
func (m *Maybe[T, P]) UnmarshalJSON(raw []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return err
	}
	for name, value := range fields {
		switch strings.ToLower(name) { // encoding/json takes any case
		case strings.ToLower(P(&m.value).Property()), "botid", "userid":
			m.foreign = false
			return json.Unmarshal(raw, &m.value)
		}
		m.foreign = m.foreign || !IsEmpty(value)
	}
	return json.Unmarshal(raw, &m.value)
}

// Check refuses a foreign object.
func (m *Maybe[T, P]) Check() error {
	if m.foreign {
		return errors.New("the response has no " + P(&m.value).Property())
	}
	return nil
}

// Get returns the T, which is empty if the response has none.
func (m *Maybe[T, P]) Get() P {
	if m == nil {
		return new(T)
	}
	return &m.value
}

// Translations is an array of texts by language, such as
// [{"language": "ja_JP", "botName": "受付"}]. The name of the second property
// differs from array to array.
type Translations = List[map[string]any]

// NewTranslations converts a map by language to an array, sorted so that equal requests
// have equal bodies. Nil stays nil, empty stays empty.
func NewTranslations(byLanguage map[string]string, property string) Translations {
	if byLanguage == nil {
		return nil
	}
	out := make(Translations, 0, len(byLanguage))
	for _, language := range slices.Sorted(maps.Keys(byLanguage)) {
		out = append(out, map[string]any{"language": language, property: byLanguage[language]})
	}
	return out
}

// Texts converts an array to a map by language; nil if it has no texts. An empty
// text counts as absent.
func Texts(array Translations, property string) map[string]string {
	var out map[string]string
	for _, element := range array {
		language, _ := element["language"].(string)
		text, _ := element[property].(string)
		if language == "" || text == "" {
			continue
		}
		if out == nil {
			out = make(map[string]string, len(array))
		}
		out[language] = text
	}
	return out
}

// Numbers converts ids to the numbers that a request needs. Nil stays nil.
func Numbers(ids []string, noun string) ([]int64, error) {
	if ids == nil {
		return nil, nil
	}
	out := make([]int64, 0, len(ids))
	for _, id := range ids {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%s %q is not a number", noun, id)
		}
		out = append(out, n)
	}
	return out, nil
}

// ListID returns the id, by which a list of ids tells its elements apart.
func (id *ID) ListID() string { return string(*id) }
