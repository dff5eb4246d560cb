// SPDX-License-Identifier: MPL-2.0

package tfdiag

import (
	"errors"
	"strconv"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// ScopesPlace is where a scope is enabled for an app.
// Source: https://developers.worksmobile.com/en/docs/developer-console
const ScopesPlace = "the Developer Console (API > ClientApp > OAuth Scopes)"

// forbiddenAdvice returns the advice on a 403, which depends on the scopes.
func forbiddenAdvice(err error) string {
	const tenant = "Check that the object belongs to this tenant"
	var e *lineworks.APIError
	if !errors.As(err, &e) || len(e.NeededScopes) == 0 {
		return "Check the scopes of the access token. " + tenant + "."
	}
	needed := "The request needs " + leastScope(e.NeededScopes) + ". "
	if len(e.TokenScopes) == 0 {
		return needed + "A ready access token (access_token, LINEWORKS_ACCESS_TOKEN) has the scopes that it was issued with: check that this is one of them, " +
			"and that it is enabled for the app in " + ScopesPlace + ". " + tenant + "."
	}
	has := "The token that the provider asked for has " + listOf("and", e.TokenScopes) + ". "
	if e.LacksScope() {
		return needed + has + "Enable " + strconv.Quote(e.NeededScopes[0]) + " for the app in " + ScopesPlace +
			", and add it to scopes (LINEWORKS_SCOPES) of the provider."
	}
	return needed + has + tenant + ", and that the scope is still enabled for the app in " + ScopesPlace + "."
}

// unauthorizedAdvice returns the advice on a 401 that a missing scope explains, or "".
func unauthorizedAdvice(err error) string {
	var e *lineworks.APIError
	if errors.As(err, &e) && e.LacksScope() {
		return forbiddenAdvice(err)
	}
	return ""
}

// leastScope names the scope that allows least of those that allow a request, and the
// others: `the scope "bot.message" ("bot" is enough, too)`.
func leastScope(needed []string) string {
	text := "the scope " + strconv.Quote(needed[0])
	if more := needed[1:]; len(more) > 0 {
		text += " (" + listOf("or", more) + " is enough, too)"
	}
	return text
}
