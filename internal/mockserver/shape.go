// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// kind is a JSON type.
type kind int

const (
	kindAny kind = iota
	kindString
	kindBoolean
	kindInteger
	kindNumber
	kindArray
	kindObject
)

// shape is what the vendor's page says about one property. Only what is
// stated there is checked.
type shape struct {
	kind     kind
	max      int      // characters of a string, items of an array; 0 = no limit
	min      int      // characters of a string, items of an array
	low      int64    // least value of an integer
	high     int64    // greatest value of an integer; 0 with low 0 = no range
	unique   bool     // items of an array
	values   []string // the only values of a string
	schemes  []string // a URL with one of these schemes, or ""
	item     *shape
	fields   map[string]shape
	required []string
	open     bool    // of an object: further properties are no matter
	use      fileUse // the string is the id of a file
	// also checks an object whose fields are right one by one.
	also func(check *checker, path string, fields map[string]json.RawMessage) *problem
}

func text(maxLength int) shape { return shape{kind: kindString, max: maxLength} }

func word(values ...string) shape { return shape{kind: kindString, values: values} }

// link is an address; every page allows 1000 characters.
func link(schemes ...string) shape {
	return shape{kind: kindString, max: 1000, schemes: schemes}
}

func number(low, high int64) shape { return shape{kind: kindInteger, low: low, high: high} }

func list(atLeast, atMost int, item shape) shape {
	return shape{kind: kindArray, min: atLeast, max: atMost, item: &item}
}

func set(atLeast, atMost int, item shape) shape {
	return shape{kind: kindArray, min: atLeast, max: atMost, item: &item, unique: true}
}

func record(fields map[string]shape, required ...string) shape {
	return shape{kind: kindObject, fields: fields, required: required}
}

// languages of every i18n list, https://developers.worksmobile.com/en/docs/bot-get.
var languages = []string{"ja_JP", "ko_KR", "en_US", "zh_CN", "zh_TW"}

// translations is an i18n list: objects of a language and one more field.
func translations(field string, value shape, required ...string) shape {
	return list(0, 0, record(map[string]shape{"language": word(languages...), field: value},
		append([]string{"language"}, required...)...))
}

// problem is what is wrong with a body; the status is 400.
type problem struct{ code, description string }

func wrong(description string) *problem { return &problem{codeInvalidParameter, description} }

func missingField(path string) *problem {
	return &problem{codeMissingParameter, path + " is required."}
}

// checker walks a body. It stops at the first problem and collects the
// properties that no page knows.
type checker struct {
	quirks  Quirks
	unknown []string
	message bool      // the body is that of a message
	files   []fileRef // what the body refers to
}

func (k *checker) value(path string, raw json.RawMessage, want shape) *problem {
	switch want.kind {
	case kindString:
		return k.text(path, raw, want)
	case kindBoolean:
		var v bool
		return typed(path, raw, &v)
	case kindInteger:
		return k.integer(path, raw, want)
	case kindNumber:
		var v float64
		return typed(path, raw, &v)
	case kindArray:
		return k.array(path, raw, want)
	case kindObject:
		var fields map[string]json.RawMessage
		if problem := typed(path, raw, &fields); problem != nil {
			return problem
		}
		return k.object(path, fields, want)
	case kindAny:
	}
	return nil
}

func typed(path string, raw json.RawMessage, into any) *problem {
	if json.Unmarshal(raw, into) != nil {
		return wrong(path + " is invalid.")
	}
	return nil
}

func (k *checker) object(path string, fields map[string]json.RawMessage, want shape) *problem {
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names) // the answer must not depend on the order of a map
	for _, name := range names {
		if _, known := want.fields[name]; !known && !want.open {
			k.unknown = append(k.unknown, join(path, name))
		}
	}
	for _, name := range want.required {
		if raw, found := fields[name]; !found || isNull(raw) {
			return missingField(join(path, name))
		}
	}
	for _, name := range names {
		rule, known := want.fields[name]
		if !known || isNull(fields[name]) {
			continue
		}
		if problem := k.value(join(path, name), fields[name], rule); problem != nil {
			return problem
		}
	}
	if want.also != nil {
		return want.also(k, path, fields)
	}
	return nil
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func (k *checker) text(path string, raw json.RawMessage, want shape) *problem {
	var v string
	if problem := typed(path, raw, &v); problem != nil {
		return problem
	}
	// Lengths count characters: most of these texts are Japanese or Korean.
	length := utf8.RuneCountInString(v)
	switch {
	case want.max > 0 && length > want.max:
		return k.tooLong(path, want.max)
	case length < want.min && !k.quirks.AcceptEmptyStrings:
		return wrong(path + " must not be empty.")
	case want.values != nil && !slices.Contains(want.values, v):
		return wrong(path + " must be one of " + strings.Join(want.values, ", ") + ".")
	case want.schemes != nil && v != "" && !hasScheme(v, want.schemes):
		return wrong(path + " must be a URL with " + strings.Join(want.schemes, " or ") + ".")
	}
	if want.use != fileUseNone && v != "" {
		k.files = append(k.files, fileRef{path: path, id: v, use: want.use})
	}
	return nil
}

func hasScheme(address string, schemes []string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && slices.Contains(schemes, u.Scheme)
}

// tooLong refuses what exceeds a length. The vendor's table has
// LIMIT_EXCEEDED; clients that send messages met a code of API 1.0.
func (k *checker) tooLong(path string, limit int) *problem {
	code := codeLimitExceeded
	switch k.quirks.LengthCode {
	case LengthAsSeen:
		if k.message {
			code = codeExceededLength
		}
	case LengthExceeded:
		code = codeExceededLength
	case LengthInvalidParameter:
		code = codeInvalidParameter
	case LengthLimitExceeded:
	}
	return &problem{code, fmt.Sprintf("Maximum %s length is %d", path, limit)}
}

func (k *checker) integer(path string, raw json.RawMessage, want shape) *problem {
	v, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil {
		return wrong(path + " is invalid.")
	}
	if (want.low != 0 || want.high != 0) && (v < want.low || v > want.high) {
		return &problem{codeOutOfRange, fmt.Sprintf("%s must be between %d and %d.", path, want.low, want.high)}
	}
	return nil
}

func (k *checker) array(path string, raw json.RawMessage, want shape) *problem {
	var items []json.RawMessage
	if problem := typed(path, raw, &items); problem != nil {
		return problem
	}
	if want.max > 0 && len(items) > want.max {
		return k.tooLong(path, want.max)
	}
	mayBeEmpty := k.message && k.quirks.AcceptEmptyLists
	if len(items) < want.min && !mayBeEmpty {
		return wrong(fmt.Sprintf("%s must have at least %d item(s).", path, want.min))
	}
	seen := map[string]bool{}
	for i, item := range items {
		where := fmt.Sprintf("%s[%d]", path, i)
		if isNull(item) {
			return wrong(where + " is invalid.")
		}
		if problem := k.value(where, item, *want.item); problem != nil {
			return problem
		}
		var plain any
		if problem := typed(where, item, &plain); problem != nil {
			return problem
		}
		key := fmt.Sprint(plain)
		if want.unique && seen[key] {
			return wrong(path + " must not have an item twice.")
		}
		seen[key] = true
	}
	return nil
}
