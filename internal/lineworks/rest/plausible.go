// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ExternalKey begins an id in a path that is the external key of a user, group or org unit.
// Source: https://developers.worksmobile.com/jp/docs/user-get
const ExternalKey = "externalKey:"

// failure says why the object in a success says that the request failed, as proxies and
// gateways have it; "" if it does not. No object of the API has one of these properties.
func failure(r *Request, fields map[string]json.RawMessage) string {
	seen := ""
	for _, name := range failureProperties {
		value, text := scalar(fields[name])
		if seen != "" || value == "" {
			continue
		}
		number, err := strconv.Atoi(value)
		failureCode := err == nil && (number < 0 || number >= 300)
		failed := false
		switch name {
		case "code": // a number, or a word
			failed = failureCode || err != nil && text && !slices.Contains([]string{"OK", "SUCCESS"}, strings.ToUpper(value))
		case "status", "result":
			failed = !text && failureCode || slices.Contains([]string{"error", "fail", "failed", "failure"}, strings.ToLower(value))
		case "success", "ok":
			failed = value == "false"
		default:
			failed = !slices.Contains([]string{"false", "0", "[]", "{}"}, value)
		}
		if failed && name == "code" {
			description, _ := scalar(fields["description"])
			seen = strings.TrimSuffix(value+": "+description, ": ")
		} else if failed {
			seen = name + " " + value
		}
	}
	if seen == "" {
		return ""
	}
	if r.Op.Secret {
		return "the body says that the request failed"
	}
	return "the body says that the request failed: " + seen
}

// failureProperties tell a failure: the API's own code, and other ways.
var failureProperties = []string{"code", "status", "result", "error", "errors", "errorCode", "success", "ok"}

// otherObject names both objects if a response has another id than the path of its request. The
// API calls ids in objects as it calls them in paths; the default rich menu is the exception.
// It turns the e-mail address of a user, and an external key, into an id.
func otherObject(r *Request, fields map[string]json.RawMessage) string {
	ids := r.ids // of the placeholders, in their order
	for segment := range strings.SplitSeq(r.Op.Path, "/") {
		if !strings.HasPrefix(segment, "{") || len(ids) == 0 {
			continue
		}
		name, id := strings.Trim(segment, "{}"), ids[0]
		if ids = ids[1:]; strings.Contains(id, "@") || strings.HasPrefix(id, ExternalKey) {
			continue
		}
		for property, raw := range fields {
			if !strings.EqualFold(property, name) && (name != "richmenuId" || !strings.EqualFold(property, "defaultRichmenuId")) {
				continue
			}
			got, isText := scalar(raw)
			if _, err := strconv.ParseInt(got, 10, 64); !isText && err != nil {
				continue // it is no id, which decoding reports
			}
			// An id that is a number on the wire loses leading zeros.
			if got != "" && strings.TrimLeft(got, "0") != strings.TrimLeft(id, "0") {
				return fmt.Sprintf("the response is about another object: its %s is %s, and the request was for %s", property, got, id)
			}
		}
	}
	return ""
}

// scalar returns a text, and any other value as JSON; null and absent are "". isText reports
// which of the two it was.
func scalar(raw json.RawMessage) (value string, isText bool) {
	if len(raw) == 0 || string(raw) == "null" {
		return "", false
	}
	if json.Unmarshal(raw, &value) == nil {
		return value, true
	}
	return string(raw), false
}
