// SPDX-License-Identifier: MPL-2.0

// Package schema checks the JSON bodies of requests against what the vendor's
// pages say about their properties. It holds the engine, and the shapes of
// actions and of the contents of messages; the other bodies are described beside
// the handlers that take them.
//
// Only what a page states is checked. Options hold the readings on which the
// pages are silent or contradict each other.
package schema

import (
	"encoding/json"
	"maps"
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

// Body is a JSON object whose properties have not been parsed yet.
type Body = map[string]json.RawMessage

// Fields are the properties of an object by name.
type Fields map[string]Shape

// Rule checks an object as a whole, once its properties are right one by one.
type Rule func(c *Checker, path string, body Body) *Problem

// Shape describes one property as the vendor's page does. The zero value takes
// everything.
type Shape struct {
	kind     kind
	max      int      // characters of a string, items of an array; 0 = no limit
	min      int      // characters of a string, items of an array
	low      int64    // least value of an integer
	high     int64    // greatest value of an integer; 0 with low 0 = no range
	unique   bool     // items of an array
	values   []string // the only values of a string
	schemes  []string // a URL with one of these schemes, or ""
	item     *Shape
	fields   Fields
	required []string
	open     bool    // of an object: further properties do not count as unknown
	use      FileUse // the string is the id of a file
	rule     Rule    // of an object
}

// Any takes every value.
func Any() Shape { return Shape{} }

// Boolean takes true and false.
func Boolean() Shape { return Shape{kind: kindBoolean} }

// String takes a string of any length.
func String() Shape { return Text(0) }

// Text takes a string of up to so many characters; 0 means no limit.
func Text(maxLength int) Shape { return Shape{kind: kindString, max: maxLength} }

// NonEmpty takes a string of 1 to so many characters; 0 means no limit.
func NonEmpty(maxLength int) Shape { return Shape{kind: kindString, min: 1, max: maxLength} }

// Enum takes one of the values.
func Enum(values ...string) Shape { return Shape{kind: kindString, values: values} }

// URL takes an address with one of the schemes, or "". Every page allows 1000
// characters.
func URL(schemes ...string) Shape {
	return Shape{kind: kindString, max: 1000, schemes: schemes}
}

// HTTPS takes an https address that is not empty. What is behind it is not
// looked at.
func HTTPS() Shape {
	address := URL("https")
	address.min = 1
	return address
}

// Integer takes an integer.
func Integer() Shape { return Shape{kind: kindInteger} }

// IntegerBetween takes an integer in a range.
func IntegerBetween(low, high int64) Shape { return Shape{kind: kindInteger, low: low, high: high} }

// List takes an array of atLeast to atMost items; atMost 0 means no limit.
func List(atLeast, atMost int, item Shape) Shape {
	return Shape{kind: kindArray, min: atLeast, max: atMost, item: &item}
}

// Set is a List without equal items.
func Set(atLeast, atMost int, item Shape) Shape {
	return Shape{kind: kindArray, min: atLeast, max: atMost, item: &item, unique: true}
}

// Object takes an object. Properties beside the fields are reported as unknown.
func Object(fields Fields, required ...string) Shape {
	return Shape{kind: kindObject, fields: fields, required: required}
}

// openObject is an Object that may have more properties than the fields.
func openObject(fields Fields, required ...string) Shape {
	want := Object(fields, required...)
	want.open = true
	return want
}

// languages of every i18n list, https://developers.worksmobile.com/en/docs/bot-get.
var languages = []string{"ja_JP", "ko_KR", "en_US", "zh_CN", "zh_TW"}

// Translations takes an i18n list: objects of a language and one more field.
func Translations(field string, value Shape, required ...string) Shape {
	return List(0, 0, Object(Fields{"language": Enum(languages...), field: value},
		append([]string{"language"}, required...)...))
}

// With adds fields to an object.
func (want Shape) With(fields Fields) Shape {
	all := maps.Clone(want.fields)
	maps.Copy(all, fields)
	want.fields = all
	return want
}

// CheckedBy sets the rule of an object.
func (want Shape) CheckedBy(rule Rule) Shape {
	want.rule = rule
	return want
}

// Codes of refusals, https://developers.worksmobile.com/en/docs/error-codes.
const (
	CodeInvalidParameter = "INVALID_PARAMETER"
	CodeMissingParameter = "MISSING_PARAMETER"
	CodeLimitExceeded    = "LIMIT_EXCEEDED"
	CodeOutOfRange       = "OUT_OF_RANGE"
	// CodeExceededLength is a code of API 1.0 that clients still meet.
	CodeExceededLength = "EXCEEDED_LENGTH_LIMIT_OF_PARAM"
)

// Problem is a reason to refuse a body with 400.
type Problem struct{ Code, Description string }

// Wrong is a problem with the code INVALID_PARAMETER.
func Wrong(description string) *Problem { return &Problem{CodeInvalidParameter, description} }

// Missing is the problem of a required property that is not there.
func Missing(path string) *Problem {
	return &Problem{CodeMissingParameter, path + " is required."}
}

// Join is the path of a property of an object at a path.
func Join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
