// SPDX-License-Identifier: MPL-2.0

package lineworks

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

// wireText is a text in an answer that may come as a whole number, too. Null is none.
type wireText string

func (t *wireText) UnmarshalJSON(raw []byte) error {
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
		*t = wireText(s)
		return nil
	}
	if _, err := strconv.ParseInt(text, 10, 64); err != nil {
		return errors.New("an id is neither a whole number nor a string")
	}
	*t = wireText(text)
	return nil
}

// wireID is an id in an answer: a JSON number, as documented, or a string. It goes into
// states, messages and commands, so that one with blanks, or with what a terminal would
// obey, is none.
type wireID string

func (id *wireID) UnmarshalJSON(raw []byte) error {
	var text wireText
	if err := text.UnmarshalJSON(raw); err != nil {
		return err
	}
	if strings.ContainsFunc(string(text), func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		return errors.New("an id holds blanks or what cannot be shown")
	}
	*id = wireID(text)
	return nil
}

// list is an array in an answer. Null and "" are an empty one: the API returns
// properties that have no value, in all these forms.
type list[T any] []T

func (l *list[T]) UnmarshalJSON(raw []byte) error {
	*l = nil
	if text := string(raw); text == "null" || text == `""` {
		return nil
	}
	return json.Unmarshal(raw, (*[]T)(l))
}

// isEmpty recognises an object without a value: it may come back as null, "" or [].
func isEmpty(raw []byte) bool {
	text := string(raw)
	return text == "null" || text == `""` || text == "[]"
}

// texts is an array of texts by language, such as
// [{"language": "ja_JP", "botName": "受付"}]. The name of the second property
// differs from array to array.
type texts list[map[string]any]

func (t *texts) UnmarshalJSON(raw []byte) error {
	return (*list[map[string]any])(t).UnmarshalJSON(raw)
}

// byLanguage returns the texts under name as a map, nil if there is none. A text
// that is empty is as good as absent.
func (t texts) byLanguage(name string) map[string]string {
	var out map[string]string
	for _, element := range t {
		language, _ := element["language"].(string)
		text, _ := element[name].(string)
		if language == "" || text == "" {
			continue
		}
		if out == nil {
			out = make(map[string]string, len(t))
		}
		out[language] = text
	}
	return out
}

// newTexts is the reverse of byLanguage, sorted by language so that equal
// requests have equal bodies. Nil stays nil, empty stays empty.
func newTexts(in map[string]string, name string) texts {
	if in == nil {
		return nil
	}
	out := make(texts, 0, len(in))
	for _, language := range slices.Sorted(maps.Keys(in)) {
		out = append(out, map[string]any{"language": language, name: in[language]})
	}
	return out
}

// strs converts ids to strings; nil for none.
func strs(in []wireID) []string {
	var out []string
	for _, id := range in {
		out = append(out, string(id))
	}
	return out
}

// numbers converts ids to what the API has for them. Nil stays nil.
func numbers(in []string, what string) ([]int64, error) {
	if in == nil {
		return nil, nil
	}
	out := make([]int64, 0, len(in))
	for _, s := range in {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%s %q is not a number", what, s)
		}
		out = append(out, n)
	}
	return out, nil
}
