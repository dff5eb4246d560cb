// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// implausible says why the object in a success cannot be the response to the request: it says
// that the request failed, or it is about another object than the request. It returns "" if
// nothing is wrong.
func implausible(r *Request, fields map[string]json.RawMessage) string {
	if seen, failed := failure(fields); failed {
		if r.Op.Secret {
			return "the body says that the request failed"
		}
		return "the body says that the request failed: " + seen
	}
	return otherObject(r, fields)
}

// failure reports whether the object in a success says failure, as proxies and gateways have it,
// and returns what it says. No object of the API has one of these properties.
func failure(fields map[string]json.RawMessage) (seen string, failed bool) {
	code, text := scalar(fields["code"])
	number, err := strconv.Atoi(code)
	status, _ := scalar(fields["status"])
	broken, _ := scalar(fields["error"])
	success, _ := scalar(fields["success"])
	switch {
	case text && err != nil && code != "" && !slices.Contains([]string{"OK", "SUCCESS"}, strings.ToUpper(code)),
		code != "" && err == nil && (number < 0 || number >= 300):
		description, _ := scalar(fields["description"])
		return strings.TrimSuffix(code+": "+description, ": "), true
	case slices.Contains([]string{"error", "fail", "failed", "failure"}, strings.ToLower(status)):
		return "status " + status, true
	case len(fields["error"]) > 0 && !slices.Contains([]string{"", "false"}, broken):
		return "error " + broken, true
	case success == "false":
		return "success false", true
	}
	return "", false
}

// otherObject names both objects if a response has another id than the path of its request. The
// API calls ids in objects as it calls them in paths; the default rich menu is the exception.
// It may turn the e-mail address of a user into an id.
func otherObject(r *Request, fields map[string]json.RawMessage) string {
	for i, name := range r.Op.placeholders() {
		if i >= len(r.ids) || strings.Contains(r.ids[i], "@") {
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
			if got != "" && !sameID(got, r.ids[i]) {
				return fmt.Sprintf("the response is about another object: its %s is %s, and the request was for %s", property, got, r.ids[i])
			}
		}
	}
	return ""
}

// sameID compares ids. Those that are numbers on the wire lose leading zeros.
func sameID(a, b string) bool {
	if a == b {
		return true
	}
	x, errX := strconv.ParseUint(a, 10, 64)
	y, errY := strconv.ParseUint(b, 10, 64)
	return errX == nil && errY == nil && x == y
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
