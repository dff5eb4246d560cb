// SPDX-License-Identifier: MPL-2.0

// Package tfdiag turns errors of the API into diagnostics. Each has a fixed summary, and
// a detail with the object, the API's own message and the advice on it.
package tfdiag

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
)

// Fields maps the fields of a request, in the API's spelling, such as "photoUrl", to
// their attributes. Parameters in the path are fields, too, such as "botId".
type Fields map[string]path.Path

// API reports a failed call. The summary is static text such as "Unable to
// create bot", so that it can be searched for; subject names the object, such
// as `bot "Help desk" (2000001)`. The diagnostic is scoped to an attribute if the API
// refused the request, or did not find an object that it names, and the API's message
// names exactly one of fields.
//
// A refused sign-in, which all calls of a run have in common, is reported in full once, as
// [SignInSummary], and in one line under summary afterwards. So call API only for a
// diagnostic that is shown.
func API(summary, subject string, err error, fields Fields) diag.Diagnostic {
	if refused := SignInRefused(err); refused != nil {
		return notSignedIn(summary, subject, refused)
	}
	detail := advised(fmt.Sprintf("The request for %s failed.\n\n%s", subject, err), err)
	if p, ok := attributeAtFault(err, fields); ok {
		return diag.NewAttributeErrorDiagnostic(p, summary, detail)
	}
	return diag.NewErrorDiagnostic(summary, detail)
}

// NoBot reports to a data source that the bot of its bot_id does not exist.
func NoBot(botID string, err error) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root("bot_id"), "Bot not found",
		fmt.Sprintf("There is no bot with the ID %s in this tenant.\n\n%s", botID, err))
}

// BothMenuKinds warns that a bot has a persistent menu and a rich menu in the
// configuration.
func BothMenuKinds(botID string) diag.Diagnostic {
	w := planrules.BothMenuKinds(botID)
	return diag.NewAttributeWarningDiagnostic(path.Root("bot_id"), w.Summary, w.Detail)
}

// Warnings returns the warnings of a rule of plans about an object as a whole.
func Warnings(messages []planrules.Message) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, m := range messages {
		diags.AddWarning(m.Summary, m.Detail)
	}
	return diags
}

// WarningsAt returns the warnings of a rule of plans about an attribute.
func WarningsAt(at path.Path, messages []planrules.Message) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, m := range messages {
		diags.AddAttributeWarning(at, m.Summary, m.Detail)
	}
	return diags
}

const (
	tokenRequest = "POST /token"

	// limitExceeded is about the number of objects with the status 403; with 400 it is about
	// the length of a value, which the API's own words explain.
	// Source: https://developers.worksmobile.com/en/docs/error-codes
	limitExceeded = "LIMIT_EXCEEDED"
	tooMany       = "A tenant may have 300 bots, and a bot 1,000 rich menus. Delete those that are no longer used."
)

// classAdvice has the advice on each class of errors. The first match counts.
var classAdvice = []struct {
	class error
	text  string
	// of returns the advice that depends on the error; nil, or "" from it: text.
	of func(error) string
}{
	{class: lineworks.ErrOutcomeUnknown, text: "The request may have been carried out nevertheless. Check in the Developer Console before you apply again: " +
		"an object that exists can be imported."},
	{class: context.Canceled, text: "The run was interrupted. Everything that was done until then is in the state. Apply again to continue."},
	{class: lineworks.ErrNoResponse, of: loopbackAdvice, text: "Check the network, HTTPS_PROXY and NO_PROXY, and api_url (LINEWORKS_API_URL) and auth_url (LINEWORKS_AUTH_URL) if they are set. " +
		"If a proxy inspects TLS connections, this machine has to trust its certificate."},
	{class: lineworks.ErrNotAPI, of: foreignOnLoopback, text: "The response did not come from the LINE WORKS API. Check api_url (LINEWORKS_API_URL), and whether a proxy responds in its place."},
	{class: lineworks.ErrUnauthorized, of: unauthorizedAdvice, text: "The service refused the access token. Check the credentials of the provider."},
	{class: lineworks.ErrForbidden, of: forbiddenAdvice},
	{class: lineworks.ErrRateLimited, text: "The service has refused such requests for ten minutes, or asks for a longer wait than that. " +
		"Find the other programs that call the API for this tenant, and apply again later with a lower -parallelism."},
	{class: lineworks.ErrNotFound, text: "An object that the request names does not exist, or was deleted elsewhere. Check the IDs. If it existed when the plan was made, plan again."},
	{class: lineworks.ErrServer, text: "The service has a problem. Apply again later."},
}

// Advice returns one line of advice on err, or "".
func Advice(err error) string {
	if refused := SignInRefused(err); refused != nil {
		return signInAdvice(refused)
	}
	var apiErr *lineworks.APIError
	if errors.As(err, &apiErr) {
		switch {
		case apiErr.Code == limitExceeded && errors.Is(err, lineworks.ErrForbidden):
			return tooMany
		case apiErr.Operation == tokenRequest && errors.Is(err, lineworks.ErrNotAPI) && !apiErr.OnLoopback():
			return "The response did not come from the authorization server of LINE WORKS. Check auth_url (LINEWORKS_AUTH_URL), and whether a proxy responds in its place."
		case errors.Is(err, lineworks.ErrNotFound) && !isWrite(apiErr):
			return "" // the advice above is for plans, and nothing is planned in a read
		}
	}
	for _, a := range classAdvice {
		if !errors.Is(err, a.class) {
			continue
		}
		if a.of != nil {
			return cmp.Or(a.of(err), a.text)
		}
		return a.text
	}
	return ""
}

// advised appends the advice on err to a detail, if there is any.
func advised(detail string, err error) string {
	if advice := Advice(err); advice != "" {
		return detail + "\n\n" + advice
	}
	return detail
}

var word = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]*`)

// attributeAtFault finds the one field that a refusal names. The API has no
// machine-readable place for it, only descriptions.
func attributeAtFault(err error, fields Fields) (path.Path, bool) {
	var apiErr *lineworks.APIError
	if !errors.As(err, &apiErr) || errors.Is(err, lineworks.ErrNoToken) {
		return path.Empty(), false
	}
	var isNamed func(field string) bool
	switch {
	case errors.Is(err, lineworks.ErrInvalid):
		isNamed = mentions(apiErr.Description)
	case errors.Is(err, lineworks.ErrNotFound) && isWrite(apiErr):
		isNamed = namesObject(apiErr)
	default:
		return path.Empty(), false
	}
	var found []path.Path
	for field, p := range fields {
		if isNamed(field) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return path.Empty(), false
	}
	return found[0], true
}

func isWrite(err *lineworks.APIError) bool { return !strings.HasPrefix(err.Operation, "GET ") }

// mentions returns whether a text mentions a field.
func mentions(text string) func(field string) bool {
	words := word.FindAllString(text, -1)
	return func(field string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, field) })
	}
}

// namesObject returns whether a field is the ID of the object that a 404 names. The
// API names the object and not the field, in undocumented words: "Rich menu not
// found." and the code RICHMENU_NOT_EXIST both mean richmenuId.
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
