// SPDX-License-Identifier: MPL-2.0

// Package tfdiag turns errors of the API into diagnostics: a fixed summary,
// then the object, the API's own words, and what to do about it.
package tfdiag

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// Fields names the attribute behind each field of a request, in the API's own
// spelling, such as "photoUrl". What a path holds is a field too, such as "botId".
type Fields map[string]path.Path

// API reports a failed call. The summary is static text such as "Unable to
// create bot", so that it can be searched for; subject names the object, such
// as `bot "Help desk" (2000001)`. The diagnostic is scoped to an attribute
// when the API refused the request, or did not find what it names, and its words
// speak of just one of fields.
func API(summary, subject string, err error, fields Fields) diag.Diagnostic {
	detail := advised(fmt.Sprintf("The request for %s failed.\n\n%s", subject, err), err)
	if p, ok := attributeAtFault(err, fields); ok {
		return diag.NewAttributeErrorDiagnostic(p, summary, detail)
	}
	return diag.NewErrorDiagnostic(summary, detail)
}

// NoBot reports a bot_id of which the service says that there is no such bot, to
// somebody who wants to read what the bot has.
func NoBot(botID string, err error) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root("bot_id"), "Bot not found",
		fmt.Sprintf("There is no bot with the ID %s in this tenant.\n\n%s", botID, err))
}

const (
	limitExceeded = "LIMIT_EXCEEDED"
	tokenRequest  = "POST /token"
)

// classAdvice is what to do about each class of error, the first match counting.
var classAdvice = []struct {
	class error
	text  string
}{
	{lineworks.ErrOutcomeUnknown, "The request may have been carried out all the same. Look in the Developer Console before applying again; " +
		"an object that is there can be imported."},
	{context.Canceled, "The run was interrupted. What had been done until then is in the state; apply again to go on."},
	{lineworks.ErrNoResponse, "Check the network, HTTPS_PROXY and NO_PROXY, and api_url (LINEWORKS_API_URL) and auth_url (LINEWORKS_AUTH_URL) if they are set. " +
		"Where a proxy looks into TLS connections, this machine has to trust its certificate."},
	{lineworks.ErrNotAPI, "The answer did not come from the LINE WORKS API. Check api_url (LINEWORKS_API_URL), and whether a proxy answers in its place."},
	{lineworks.ErrUnauthorized, "Check the credentials: client_id, client_secret, service_account and private_key have to belong to the same app " +
		"of the Developer Console, and a ready access_token may have expired. A scope that is missing may be answered like this too: " +
		"\"bot\" covers everything."},
	{lineworks.ErrForbidden, "Check that the scope \"bot\" (for reading alone, \"bot.read\" is enough) is enabled for the app in the Developer Console and listed in scopes of the provider, " +
		"and that the object belongs to this tenant."},
	{lineworks.ErrRateLimited, "The service has refused such calls for ten minutes on end, or asks to wait for longer than that. " +
		"Look what else calls the API for this tenant, and apply again later, with a lower -parallelism."},
	{lineworks.ErrNotFound, "What the request names is not there, or was deleted elsewhere. Check the IDs; if it was there when the plan was made, plan again."},
	{lineworks.ErrServer, "The service has a problem of its own. Apply again later."},
}

// codeAdvice is what to do about a code, where that says more than its class.
// Sources: https://developers.worksmobile.com/en/docs/error-codes and, for the
// codes of the token endpoint, https://developers.worksmobile.com/en/docs/auth-jwt
//
// LIMIT_EXCEEDED is about the number of objects with the status 403; with 400 it
// is about the length of a value, which the API's own words explain.
var codeAdvice = map[string]string{
	limitExceeded: "A tenant may hold 300 bots, and a bot 1,000 rich menus. Delete what is no longer used.",
	"invalid_scope": "A scope that was asked for is not enabled for the app. Enable it in the Developer Console (it may take some minutes), " +
		"or change scopes of the provider.",
	"invalid_client": "Check client_id and client_secret of the provider.",
	"invalid_grant": "Check that service_account and private_key belong to the app of client_id, and that the clock of this machine is right: " +
		"a key that was issued anew in the Developer Console makes the former one invalid.",
}

// Advice is one line on what to do about err, or "".
func Advice(err error) string {
	var apiErr *lineworks.APIError
	if errors.As(err, &apiErr) {
		switch text := codeAdvice[apiErr.Code]; {
		case text != "" && (apiErr.Code != limitExceeded || errors.Is(err, lineworks.ErrForbidden)):
			return text
		case apiErr.Operation == tokenRequest && errors.Is(err, lineworks.ErrNotAPI):
			return "The answer did not come from the authorization server of LINE WORKS. Check auth_url (LINEWORKS_AUTH_URL), and whether a proxy answers in its place."
		case errors.Is(err, lineworks.ErrNotFound) && !isWrite(apiErr):
			return "" // nothing was planned for what a read does not find
		}
	}
	for _, a := range classAdvice {
		if errors.Is(err, a.class) {
			return a.text
		}
	}
	return ""
}

// advised is a detail with what to do about err, if anything is known.
func advised(detail string, err error) string {
	if advice := Advice(err); advice != "" {
		return detail + "\n\n" + advice
	}
	return detail
}

var word = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]*`)

// attributeAtFault finds the one field that a refusal speaks of. The API has
// no machine-readable place for it; its descriptions name the field.
func attributeAtFault(err error, fields Fields) (path.Path, bool) {
	var apiErr *lineworks.APIError
	if !errors.As(err, &apiErr) || errors.Is(err, lineworks.ErrNoToken) {
		return path.Empty(), false
	}
	var spokenOf func(field string) bool
	switch {
	case errors.Is(err, lineworks.ErrInvalid):
		spokenOf = mentions(apiErr.Description)
	case errors.Is(err, lineworks.ErrNotFound) && isWrite(apiErr):
		spokenOf = namesObject(apiErr)
	default:
		return path.Empty(), false
	}
	var found []path.Path
	for field, p := range fields {
		if spokenOf(field) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return path.Empty(), false
	}
	return found[0], true
}

func isWrite(err *lineworks.APIError) bool { return !strings.HasPrefix(err.Operation, "GET ") }

// mentions tells which fields a text mentions.
func mentions(text string) func(field string) bool {
	words := word.FindAllString(text, -1)
	return func(field string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, field) })
	}
}

// namesObject tells which fields are the ID of what a 404 says is not there. It
// names the object, not the field, in words that are not documented: "Rich menu not
// found." is taken for richmenuId, and so is the code RICHMENU_NOT_EXIST.
// Source: https://developers.worksmobile.com/en/docs/error-codes
func namesObject(err *lineworks.APIError) func(field string) bool {
	words := word.FindAllString(err.Code+" "+err.Description, -1)
	for i := range len(words) - 1 {
		words = append(words, words[i]+words[i+1])
	}
	return func(field string) bool {
		object, ok := strings.CutSuffix(field, "Id")
		return ok && slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, field) || strings.EqualFold(w, object) })
	}
}
