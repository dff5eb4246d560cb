// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

// refusals makes the sign-in of a tenant fail, each in another way. sends is how many
// requests for a token a process makes.
var refusals = map[string]struct {
	quirks mockserver.Quirks
	spoil  func(*acctest.Tenant)
	sends  int
}{
	"client secret":             {spoil: func(e *acctest.Tenant) { e.Variables["LINEWORKS_CLIENT_SECRET"] = "wrong" }, sends: 1},
	"client secret, returnCode": {mockserver.Quirks{TokenErrors: mockserver.TokenErrorReturnCode}, func(e *acctest.Tenant) { e.Variables["LINEWORKS_CLIENT_SECRET"] = "wrong" }, 1},
	"service account":           {spoil: func(e *acctest.Tenant) { e.Variables["LINEWORKS_SERVICE_ACCOUNT"] = "x.serviceaccount@example" }, sends: 1},
	"scope":                     {spoil: func(e *acctest.Tenant) { e.Variables["LINEWORKS_SCOPES"] = "mail" }, sends: 1},
	"ready token": {spoil: func(e *acctest.Tenant) {
		e.Variables[accessToken] = e.API.NewToken()
		e.API.RevokeTokens()
	}},
}

// errorsIn counts the errors by their summaries.
func errorsIn(diags []*tfprotov6.Diagnostic) map[string]int {
	counts := map[string]int{}
	for _, d := range diags {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			counts[d.Summary]++
		}
	}
	return counts
}

// TestSignInRefused_once refreshes 40 bots at a time with credentials that are refused: one
// error in all, and the states stay. What was to be done is then reported in one line each.
func TestSignInRefused_once(t *testing.T) {
	t.Parallel()
	for name, tc := range refusals {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				const bots = 40
				tenant := acctest.NewInMemory(t, acctest.Quirks(tc.quirks))
				p := tenant.Process(t)
				priors := make([]acctest.Instance, bots)
				for i := range priors {
					id := strconv.FormatInt(tenant.AddBot(), 10)
					var diags []*tfprotov6.Diagnostic
					if priors[i], diags = p.Import(t.Context(), t, "lineworks_bot", id); len(diags) != 0 {
						t.Fatalf("import: got %s, want no diagnostics", acctest.Messages(diags))
					}
				}
				tc.spoil(tenant)
				tenant.API.ResetRequests()
				p = tenant.Process(t)
				said := make([][]*tfprotov6.Diagnostic, bots)
				var wg sync.WaitGroup
				for i, prior := range priors {
					wg.Go(func() {
						after, diags := p.Refresh(t.Context(), t, "lineworks_bot", prior)
						if !after.State.Equal(prior.State) {
							t.Errorf("bot %d: got the state %s, want the one before", i, after.State)
						}
						said[i] = diags
					})
				}
				wg.Wait()
				all := slices.Concat(said...)
				if len(all) != 1 || all[0].Summary != tfdiag.SignInSummary || !acctest.IsError(all) {
					t.Fatalf("got %d messages, want the error %q alone:\n%s", len(all), tfdiag.SignInSummary, acctest.Messages(all))
				}
				if text := all[0].Detail; len(text) > 1000 {
					t.Errorf("the error has %d characters, want at most 1000:\n%s", len(text), text)
				}

				_, imported := p.Import(t.Context(), t, "lineworks_bot", "2000001")
				_, data := p.Data(t.Context(), t, "lineworks_bots", acctest.Values{})
				_, listed := p.Query(t.Context(), t, "lineworks_bot", acctest.Values{})
				_, deleted := p.Apply(t.Context(), t, "lineworks_bot", priors[0], nil)
				for summary, diags := range map[string][]*tfprotov6.Diagnostic{
					"Unable to read bot": imported, "Unable to list bots": data, "Unable to delete bot": deleted, "Unable to list bots ": listed,
				} {
					if len(diags) != 1 || diags[0].Summary != strings.TrimSpace(summary) || strings.Contains(diags[0].Detail, "\n") ||
						!strings.Contains(diags[0].Detail, tfdiag.SignInSummary) {
						t.Errorf("%s: got %q, want one line", summary, acctest.Messages(diags))
					}
				}
				if got := tenant.API.Count("POST /token"); got != tc.sends {
					t.Errorf("asked for a token %d times, want %d", got, tc.sends)
				}
			})
		})
	}
}

// TestSignInRefused_create has nothing to refresh: the plan warns, because it may be made
// with other credentials than the apply, and the apply reports the refusal once.
func TestSignInRefused_create(t *testing.T) {
	t.Parallel()
	for name, tc := range refusals {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tenant := acctest.NewInMemory(t, acctest.Quirks(tc.quirks))
				tc.spoil(tenant)
				config := acctest.Values{"bot_name": "Desk", "description": "d", "photo_url": "https://example.com/p.png", "administrators": []string{"u1"}}
				p := tenant.Process(t)
				var all []*tfprotov6.Diagnostic
				for range 3 {
					all = append(all, p.Plan(t.Context(), t, "lineworks_bot", acctest.Instance{}, config).Diagnostics...)
				}
				if len(all) != 1 || acctest.IsError(all) {
					t.Errorf("planning: got %q, want one warning", acctest.Messages(all))
				}
				p, all = tenant.Process(t), nil
				for range 3 {
					_, diags := p.Apply(t.Context(), t, "lineworks_bot", acctest.Instance{}, config)
					all = append(all, diags...)
				}
				if got := errorsIn(all); got[tfdiag.SignInSummary] != 1 || got["Unable to create bot"] != 2 || len(got) != 2 {
					t.Errorf("applying: got the errors %v, want one in full and 2 of a line:\n%s", got, acctest.Messages(all))
				}
			})
		})
	}
}
