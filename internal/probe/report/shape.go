// SPDX-License-Identifier: MPL-2.0

package report

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
)

const (
	// unlisted stands for a name that may be a value.
	unlisted = "…"
	// deepest is how many levels of a body are shown.
	deepest = 5
)

var (
	// propertyName is the form of the vendor's names of properties. Where a tenant chooses
	// the names, as of custom properties, they may look like anything.
	propertyName = regexp.MustCompile(`^[a-z][A-Za-z0-9]{1,39}$|^(access_token|refresh_token|token_type|expires_in|error_description)$`)
	digits       = regexp.MustCompile(`[0-9]`)
	// codeName is the form of error codes, of the API and of OAuth.
	codeName = regexp.MustCompile(`^[A-Z]{3,}(_[A-Z]+){0,7}$|^[a-z]+(_[a-z]+){1,3}$`)
	// ofTenant are the objects whose properties a tenant names.
	ofTenant = []string{"customProperties", "customFields"}
)

// Shape describes a body by the names and types of its properties, without any value.
func Shape(body []byte) string {
	body = bytes.TrimSpace(body)
	if len(body) == 0 {
		return "no body"
	}
	var value any
	if json.Unmarshal(body, &value) != nil {
		return "no JSON"
	}
	return shape(value, deepest)
}

func shape(value any, levels int) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		if v == "" {
			return `""`
		}
		return "string"
	case []any:
		return shapeOfArray(v, levels)
	case map[string]any:
		return shapeOfObject(v, levels)
	}
	return "number"
}

// shapeOfArray has each shape of an element once.
func shapeOfArray(items []any, levels int) string {
	if levels == 0 && len(items) > 0 {
		return "[…]"
	}
	var shapes []string
	for _, item := range items {
		shapes = append(shapes, shape(item, levels-1))
	}
	slices.Sort(shapes)
	return "[" + strings.Join(slices.Compact(shapes), " | ") + "]"
}

func shapeOfObject(fields map[string]any, levels int) string {
	if levels == 0 && len(fields) > 0 {
		return "{…}"
	}
	var properties []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		switch {
		case !propertyName.MatchString(name) || len(digits.FindAllString(name, -1)) > 2:
			properties = append(properties, unlisted)
		case slices.Contains(ofTenant, name):
			properties = append(properties, name+": "+shape(fields[name], 0))
		default:
			properties = append(properties, name+": "+shape(fields[name], levels-1))
		}
	}
	return "{" + strings.Join(slices.Compact(properties), ", ") + "}"
}

// Code is the code of an error, or … for a text that does not have the form of one.
func Code(text string) string {
	if text == "" || codeName.MatchString(text) {
		return text
	}
	return unlisted
}
