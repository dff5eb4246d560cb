// SPDX-License-Identifier: MPL-2.0

package tfdiag

import (
	"errors"
	"slices"
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
			", and add it to " + scopesSetting(e.NeededScopes) + " of the provider."
	}
	return needed + has + tenant + ", and that the scope is still enabled for the app in " + ScopesPlace + "."
}

// forDirectory reports whether an operation is one of the directory, whose tokens have scopes of
// their own.
func forDirectory(needed []string) bool { return slices.Contains(needed, "directory.read") }

// scopesSetting names the setting of the scopes that are asked for in calls of an operation.
func scopesSetting(needed []string) string {
	if forDirectory(needed) {
		return "directory_scopes (LINEWORKS_DIRECTORY_SCOPES)"
	}
	return "scopes (LINEWORKS_SCOPES)"
}

// directoryScopeAdvice returns the advice on a sign-in for a directory call that was refused
// because of its scopes.
func directoryScopeAdvice(refused *lineworks.SignInError) string {
	return "The look-up needs " + leastScope(refused.NeededScopes) + ", and the provider asks for the scope " + listOf("and", refused.Scopes) +
		" with a token for look-ups only. The app lacks one that is asked for: enable it in " + ScopesPlace + ", which may take some minutes. " +
		"If the app has another scope that is enough" + example(refused) + ", set " + scopesSetting(refused.NeededScopes) + " of the provider to it."
}

// example names a scope that is enough, and that was not refused.
func example(refused *lineworks.SignInError) string {
	const wide = "directory.read"
	if slices.Contains(refused.Scopes, wide) {
		return ""
	}
	return ", such as " + strconv.Quote(wide)
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
