// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// lostRule says what to do with an operation whose answer was lost: after 502,
// 503, 504, a broken connection or a time-out nobody knows whether it was done.
type lostRule int

const (
	// resend sends the operation again, because doing it twice ends in the same
	// state as doing it once.
	resend lostRule = iota
	// giveUp reports the loss, because doing it twice would make two objects.
	giveUp
)

// answerRule says which body a successful answer must have.
type answerRule int

const (
	// objectNeeded is a JSON object.
	objectNeeded answerRule = iota
	// objectOrNothing is a JSON object or no body.
	objectOrNothing
	// nothingNeeded is no body, or any JSON, which is ignored.
	nothingNeeded
)

// operation is one operation of the API. Rate limits are counted for each of
// them; see https://developers.worksmobile.com/en/docs/rate-limits.
type operation struct {
	method string
	path   string // template, below the base URL
	lost   lostRule
	answer answerRule
	// doubt is what may have happened when the answer was lost; for giveUp only.
	doubt string
}

// The operations that this package calls. Sources:
// https://developers.worksmobile.com/en/docs/bot-api and
// https://developers.worksmobile.com/en/docs/auth-jwt.
var (
	opIssueToken = operation{method: http.MethodPost, path: "/token"}

	opListBots  = operation{method: http.MethodGet, path: "/bots"}
	opCreateBot = operation{
		method: http.MethodPost, path: "/bots", lost: giveUp,
		doubt: "the bot may have been made all the same",
	}
	opGetBot    = operation{method: http.MethodGet, path: "/bots/{botId}"}
	opUpdateBot = operation{method: http.MethodPatch, path: "/bots/{botId}", answer: objectOrNothing}
	opDeleteBot = operation{method: http.MethodDelete, path: "/bots/{botId}", answer: nothingNeeded}

	// 204 is taken for "not set", so the body is optional.
	opGetPersistentMenu = operation{method: http.MethodGet, path: "/bots/{botId}/persistentmenu", answer: objectOrNothing}
	// Making a persistent menu replaces the present one: doing it twice is harmless.
	opSetPersistentMenu    = operation{method: http.MethodPost, path: "/bots/{botId}/persistentmenu", answer: objectOrNothing}
	opDeletePersistentMenu = operation{method: http.MethodDelete, path: "/bots/{botId}/persistentmenu", answer: nothingNeeded}

	opListRichMenus = operation{method: http.MethodGet, path: "/bots/{botId}/richmenus"}
)

// String names the operation in messages, for example "GET /bots/{botId}".
func (op operation) String() string {
	return op.method + " " + op.path
}

// fill replaces the placeholders of the path template with ids, escaped, so that
// no id can change which operation is called. An empty or dotted id is an error:
// it would turn "delete one" into "delete the collection".
func (op operation) fill(ids []string) (string, error) {
	segments := strings.Split(op.path, "/")
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
		if id == "" || id == "." || id == ".." {
			return "", fmt.Errorf("%s: %q is not a %s", op, id, name)
		}
		segments[i] = url.PathEscape(id)
	}
	if len(ids) > 0 {
		return "", fmt.Errorf("%s: more ids than the path takes", op)
	}
	return strings.Join(segments, "/"), nil
}
