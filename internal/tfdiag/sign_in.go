// SPDX-License-Identifier: MPL-2.0

package tfdiag

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// invalidScope is the code of a token request with a scope that the app lacks.
const invalidScope = "invalid_scope"

// SignInSummary is the summary of the error that reports a refused sign-in in full. The
// other errors of the run refer to it.
const SignInSummary = "Unable to sign in to LINE WORKS"

// SignInRefused returns the refused sign-in that err is about, or nil. A request that may
// have been carried out is reported as that, even if a refusal followed.
func SignInRefused(err error) *lineworks.SignInError {
	var refused *lineworks.SignInError
	if errors.Is(err, lineworks.ErrOutcomeUnknown) || !errors.As(err, &refused) {
		return nil
	}
	return refused
}

// Refresh reports that an object in the state could not be read, like [API]. A refused
// sign-in would be the error of every object in the state, so only the first refresh of the
// run reports it, which makes the run fail; for the others there is no diagnostic, and
// their state stays as it is. imported is true for the read after an import: each of
// those reports that its object was not imported.
func Refresh(summary, subject string, err error, imported bool) diag.Diagnostics {
	if refused := SignInRefused(err); refused != nil && !imported && !refused.TakeRefreshReport() {
		return nil
	}
	return diag.Diagnostics{API(summary, subject, err, nil)}
}

// notSignedIn reports a refused sign-in: the first time in full, and then with one line for
// each request.
func notSignedIn(summary, subject string, refused *lineworks.SignInError) diag.Diagnostic {
	if lacksDirectoryScope(refused) {
		return notAllowedToLookUp(summary, subject, refused)
	}
	if !refused.TakeFullReport() {
		return diag.NewErrorDiagnostic(summary, fmt.Sprintf("The request for %s %s", subject, signInReported))
	}
	return diag.NewErrorDiagnostic(SignInSummary, fmt.Sprintf("The provider could not sign in, so the request for %s failed. Other requests that fail for the same reason are reported briefly or not at all.\n\n%s\n\n%s",
		subject, refused.Response, signInAdvice(refused)))
}

// DirectoryScopeSummary is the summary of the error that reports in full that the app lacks a
// scope of the directory. Bots do without it.
const DirectoryScopeSummary = "Missing scope for look-ups in the directory"

func lacksDirectoryScope(refused *lineworks.SignInError) bool {
	return refused.Response.Code == invalidScope && forDirectory(refused.NeededScopes)
}

// notAllowedToLookUp reports a scope of the directory that the app lacks: the first time in
// full, and then with one line for each request.
func notAllowedToLookUp(summary, subject string, refused *lineworks.SignInError) diag.Diagnostic {
	if !refused.TakeFullReport() {
		return diag.NewErrorDiagnostic(summary, fmt.Sprintf("The request for %s failed, because the app lacks a scope; see %q.", subject, DirectoryScopeSummary))
	}
	return diag.NewErrorDiagnostic(DirectoryScopeSummary, fmt.Sprintf("The request for %s failed. Other look-ups that fail for the same reason are reported briefly.\n\n%s\n\n%s",
		subject, refused.Response, signInAdvice(refused)))
}

// signInReported refers to the error that reports the refused sign-in in full.
const signInReported = "failed, because the provider could not sign in; see \"" + SignInSummary + "\"."

// signInAdvice returns the advice on a refused sign-in, which depends on the way of signing in.
func signInAdvice(refused *lineworks.SignInError) string {
	advice := serviceAccountAdvice(refused)
	if refused.ReadyToken {
		advice = "The access token (access_token, LINEWORKS_ACCESS_TOKEN) has most likely expired: it is valid for 24 hours at most, and the provider cannot renew it. " +
			"Set a new token, or the settings of a service account instead."
		if needed := refused.Response.NeededScopes; len(needed) > 0 {
			advice += " If it is new, check that it has " + leastScope(needed) + "."
		}
	}
	if refused.Response.OnLoopback() && refused.Response.Code != invalidScope {
		advice += "\n\n" + mockCredentials
	}
	return advice
}

func serviceAccountAdvice(refused *lineworks.SignInError) string {
	const sameApp = "they have to belong to the same app of the Developer Console"
	e := refused.Response
	clock := clockDifference(e)
	if e.Operation != tokenRequest {
		return "The API refused a renewed access token, too. Check that api_url (LINEWORKS_API_URL) and auth_url (LINEWORKS_AUTH_URL) belong together, " +
			"and that the app of client_id may use the scopes of the token: " + listOf("and", refused.Scopes) + "."
	}
	switch e.Code {
	case "invalid_client":
		return joined("Check client_id and client_secret of the provider: "+sameApp+".", clock)
	case "invalid_grant":
		const keys = "Check that service_account and private_key belong to the app of client_id: a new key from the Developer Console makes the old one invalid."
		if clock != "" {
			return clock + " If the clock is right and the error remains: " + keys
		}
		if e.ClockAhead == 0 {
			return keys + " Check the clock of this machine, too."
		}
		return keys
	case invalidScope:
		if lacksDirectoryScope(refused) {
			return joined(directoryScopeAdvice(refused), clock)
		}
		return joined(fmt.Sprintf("The provider asks for the scope %s. One that it asks for is not enabled for the app: "+
			"enable it in "+ScopesPlace+", which may take some minutes, or change scopes (LINEWORKS_SCOPES) of the provider.", listOf("and", refused.Scopes)), clock)
	case "unauthorized_client":
		return joined("The app of client_id may not sign in with a service account. Check in the Developer Console that it has one, and that client_id is right.", clock)
	}
	return joined("Check client_id, client_secret, service_account and private_key of the provider: "+sameApp+".", clock)
}

// clockDifference tells by how much the clock of this machine is wrong, if that may be why a
// sign-in was refused. An assertion is valid for minutes, so that invalid_grant may come of
// a small difference, and any other error of a large one only.
func clockDifference(e *lineworks.APIError) string {
	least := 5 * time.Minute
	if e.Code == "invalid_grant" {
		least = 30 * time.Second
	}
	side := "ahead of"
	off := e.ClockAhead
	if off < 0 {
		off, side = -off, "behind"
	}
	if off < least {
		return ""
	}
	return fmt.Sprintf("This machine's clock is %s %s the service's. Correct it: the service refuses a sign-in whose time differs from its own.", inWords(off), side)
}

// inWords rounds a duration to the largest unit in which it is more than 2.
func inWords(d time.Duration) string {
	for _, unit := range []struct {
		name string
		size time.Duration
	}{{"days", 24 * time.Hour}, {"hours", time.Hour}, {"minutes", time.Minute}} {
		if n := d.Round(unit.size) / unit.size; n > 2 && (unit.size != time.Hour || d >= 3*time.Hour) {
			return fmt.Sprintf("%d %s", n, unit.name)
		}
	}
	return fmt.Sprintf("%d seconds", d.Round(time.Second)/time.Second)
}

func joined(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), " ")
}

// listOf returns words in quotation marks, with commas, and a conjunction before the last one.
func listOf(conjunction string, words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = strconv.Quote(w)
	}
	last := len(quoted) - 1
	switch {
	case last < 0:
		return "no scope"
	case last == 0:
		return quoted[0]
	}
	return strings.Join(quoted[:last], ", ") + " " + conjunction + " " + quoted[last]
}

// The advice on an address of this machine, where the mock of this project may run.
const (
	mockCredentials = "If this is the mock: it makes new credentials at each start, unless the flag -key and an app in its seed keep them. " +
		"Load the variables that it wrote at its last start."
	mockUnreachable = "Nothing accepts connections there. Is the mock running? \"make mock\" starts it, and prints how to set its address and credentials."
	mockSilent      = "Check that the mock is still running, and api_url (LINEWORKS_API_URL) and auth_url (LINEWORKS_AUTH_URL). \"make mock\" starts it."
)

// loopbackAdvice returns the advice on a request to this machine without a response, or "".
func loopbackAdvice(err error) string {
	var failed *lineworks.RequestError
	switch {
	case !errors.As(err, &failed) || !failed.OnLoopback() || !errors.Is(err, lineworks.ErrNoResponse):
		return ""
	case failed.Unsent():
		return mockUnreachable
	}
	return mockSilent
}

// foreignOnLoopback returns the advice on a foreign response from this machine, or "".
func foreignOnLoopback(err error) string {
	var e *lineworks.APIError
	switch {
	case !errors.As(err, &e) || !e.OnLoopback():
		return ""
	case e.Operation == tokenRequest:
		return "The response did not come from the mock. Check auth_url (LINEWORKS_AUTH_URL): another program may listen there."
	}
	return "The response did not come from the mock. Check api_url (LINEWORKS_API_URL): another program may listen there."
}
