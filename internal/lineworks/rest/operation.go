// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"fmt"
	"net/url"
	"strings"
)

// BodyRule says which body the response of a success must have.
type BodyRule int

const (
	// ObjectRequired is a JSON object.
	ObjectRequired BodyRule = iota
	// ObjectOptional is a JSON object or no body.
	ObjectOptional
	// BodyIgnored is no body, or any JSON, which is ignored.
	BodyIgnored
)

// Operation is one operation of the API. Rate limits are counted for each of
// them; see https://developers.worksmobile.com/en/docs/rate-limits.
type Operation struct {
	Method string
	Path   string // template, below the base URL
	Retry  RetryRule
	Body   BodyRule
	// Ambiguous says what may have happened when the response was lost; it is set with
	// [Never] and [CheckFirst].
	Ambiguous string
	// PerMinute is a limit that holds on every plan and that no header announces; 0 means
	// no limit.
	PerMinute int
	// Scopes are the OAuth scopes that allow the operation, beginning with the one that
	// allows least; one of them is enough.
	Scopes []string
	// MaxObjects is how many objects the list has at most, by the vendor's pages; 0: no page
	// says.
	MaxObjects int
	// BareList is true if {} is a list without elements.
	BareList bool
	// Secret is true if the response holds what no message may repeat.
	Secret bool
	// AuthServer is true for an operation of the authorization server, whose errors say
	// nothing about any object of the API.
	AuthServer bool
}

// String names the operation in messages, for example "GET /bots/{botId}".
func (op Operation) String() string { return op.Method + " " + op.Path }

// Fill replaces the placeholders of the path template with ids, escaped, so that no id can
// change which operation is called. An empty or dotted id is an error: it would turn
// "delete one" into "delete the collection". So is a rich menu id that is a fixed word in
// another operation's path.
func (op Operation) Fill(ids ...string) (string, error) {
	segments := strings.Split(op.Path, "/")
	for i, segment := range segments {
		if !strings.HasPrefix(segment, "{") {
			continue
		}
		name := strings.Trim(segment, "{}")
		if len(ids) == 0 {
			return "", fmt.Errorf("%s: no %s given", op, name)
		}
		id := ids[0]
		ids = ids[1:]
		if id == "" || id == "." || id == ".." || name == "richmenuId" && (id == "default" || id == "users") {
			return "", fmt.Errorf("%s: %q is not a %s", op, id, name)
		}
		segments[i] = url.PathEscape(id)
	}
	if len(ids) > 0 {
		return "", fmt.Errorf("%s: more ids than the path takes", op)
	}
	return strings.Join(segments, "/"), nil
}
