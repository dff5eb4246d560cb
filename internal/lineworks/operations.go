// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// lostRule says what to do with an operation whose answer was lost: after 502,
// 503, 504, a broken connection or a time-out nobody knows whether it was done.
type lostRule int

const (
	// resend sends the operation again, because doing it twice ends in the same
	// state as doing it once.
	resend lostRule = iota
	// giveUp reports the loss, because doing it twice would make two objects. Bots and
	// rich menus are then looked for; rooms cannot be.
	giveUp
	// lookUp looks in a list whether it was done, and sends it again only if it was
	// not. What the service makes of doing it twice is not documented.
	lookUp
	// startOver begins again with the operation before it, because what that one
	// handed out serves once.
	startOver
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
	// doubt is what may have happened when the answer was lost; for giveUp and lookUp.
	doubt string
	// perMinute is a limit that holds on every plan and is announced by no header;
	// 0 is none.
	perMinute int
	// bareList tells that {} is a list without elements.
	bareList bool
	// secret tells that an answer holds what no message may repeat.
	secret bool
	// auth tells that the operation is one of the authorization server, which says
	// nothing about any object of the API.
	auth bool
}

// The operations that this package calls. Sources:
// https://developers.worksmobile.com/en/docs/bot-api and
// https://developers.worksmobile.com/en/docs/auth-jwt.
var (
	opIssueToken = operation{method: http.MethodPost, path: "/token", secret: true, auth: true}
	// What is revoked stays revoked. No page shows the answer, and clients take any
	// success for one.
	opRevokeToken = operation{method: http.MethodPost, path: "/revoke", secret: true, auth: true, answer: nothingNeeded}

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

	// Neither property of the answer is marked as required.
	opListRichMenus  = operation{method: http.MethodGet, path: "/bots/{botId}/richmenus", bareList: true}
	opCreateRichMenu = operation{
		method: http.MethodPost, path: "/bots/{botId}/richmenus", lost: giveUp,
		doubt: "the rich menu may have been made all the same",
	}
	opGetRichMenu    = operation{method: http.MethodGet, path: "/bots/{botId}/richmenus/{richmenuId}"}
	opDeleteRichMenu = operation{method: http.MethodDelete, path: "/bots/{botId}/richmenus/{richmenuId}", answer: nothingNeeded}

	opSetRichMenuImage = operation{method: http.MethodPost, path: "/bots/{botId}/richmenus/{richmenuId}/image", answer: nothingNeeded}
	opGetRichMenuImage = operation{method: http.MethodGet, path: "/bots/{botId}/richmenus/{richmenuId}/image", answer: objectOrNothing}

	opSetDefaultRichMenu    = operation{method: http.MethodPost, path: "/bots/{botId}/richmenus/{richmenuId}/set-default", answer: nothingNeeded}
	opGetDefaultRichMenu    = operation{method: http.MethodGet, path: "/bots/{botId}/richmenus/default", answer: objectOrNothing}
	opDeleteDefaultRichMenu = operation{method: http.MethodDelete, path: "/bots/{botId}/richmenus/default", answer: nothingNeeded}

	opSetUserRichMenu    = operation{method: http.MethodPost, path: "/bots/{botId}/richmenus/{richmenuId}/users/{userId}", answer: nothingNeeded}
	opGetUserRichMenu    = operation{method: http.MethodGet, path: "/bots/{botId}/richmenus/users/{userId}", answer: objectOrNothing}
	opDeleteUserRichMenu = operation{method: http.MethodDelete, path: "/bots/{botId}/richmenus/users/{userId}", answer: nothingNeeded}

	// Only the last secret counts, so that issuing twice is harmless.
	opIssueSecret = operation{method: http.MethodPost, path: "/bots/{botId}/secret", secret: true}

	opListDomains    = operation{method: http.MethodGet, path: "/bots/{botId}/domains"}
	opRegisterDomain = operation{
		method: http.MethodPost, path: "/bots/{botId}/domains/{domainId}", lost: lookUp, answer: objectOrNothing,
		doubt: "the bot may have been registered to the domain all the same",
	}
	opUpdateDomain = operation{method: http.MethodPatch, path: "/bots/{botId}/domains/{domainId}", answer: objectOrNothing}
	opDeleteDomain = operation{method: http.MethodDelete, path: "/bots/{botId}/domains/{domainId}", answer: nothingNeeded}

	opListDomainMembers = operation{method: http.MethodGet, path: "/bots/{botId}/domains/{domainId}/members"}
	opAddDomainMember   = operation{
		method: http.MethodPost, path: "/bots/{botId}/domains/{domainId}/members", lost: lookUp, answer: nothingNeeded,
		doubt: "the member may have been added all the same",
	}
	opDeleteDomainMember = operation{method: http.MethodDelete, path: "/bots/{botId}/domains/{domainId}/members/{userId}", answer: nothingNeeded}

	// A second upload URL is harmless: one that is not used ends after a day.
	opCreateAttachment = operation{method: http.MethodPost, path: "/bots/{botId}/attachments"}
	// The address is part of the answer of opCreateAttachment, and serves once.
	// An answer that repeats the address would give away what it is signed with.
	opUploadAttachment = operation{method: http.MethodPost, path: "{uploadUrl}", lost: startOver, answer: objectOrNothing, secret: true}

	opCreateChannel = operation{
		method: http.MethodPost, path: "/bots/{botId}/channels", lost: giveUp, perMinute: 10,
		doubt: "the room may have been made all the same, and the API cannot list rooms",
	}
	opGetChannel         = operation{method: http.MethodGet, path: "/bots/{botId}/channels/{channelId}"}
	opListChannelMembers = operation{method: http.MethodGet, path: "/bots/{botId}/channels/{channelId}/members"}
	opLeaveChannel       = operation{method: http.MethodDelete, path: "/bots/{botId}/channels/{channelId}", answer: nothingNeeded}

	// No page shows a body in the answer, or a key by which the service would know a
	// message that comes twice.
	opSendToUser = operation{
		method: http.MethodPost, path: "/bots/{botId}/users/{userId}/messages", lost: giveUp, answer: nothingNeeded,
		doubt: "the message may have arrived",
	}
	opSendToChannel = operation{
		method: http.MethodPost, path: "/bots/{botId}/channels/{channelId}/messages", lost: giveUp, answer: nothingNeeded,
		doubt: "the message may have arrived",
	}
)

// String names the operation in messages, for example "GET /bots/{botId}".
func (op operation) String() string {
	return op.method + " " + op.path
}

// limit is the operation as the rate limit sees it.
func (op operation) limit() ratelimit.Operation {
	return ratelimit.Operation{Name: op.String(), PerMinute: op.perMinute}
}

// fill replaces the placeholders of the path template with ids, escaped, so that
// no id can change which operation is called. An empty or dotted id is an error:
// it would turn "delete one" into "delete the collection". So is a rich menu id
// that is a fixed word in another operation's path.
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
