// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestBotDomain_create_takeOverRefused has the service refuse the change that a takeover
// needs: the registration stays as it is, and does not get into the state.
func TestBotDomain_create_takeOverRefused(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	tenant.API.SetDomain(id, mockserver.Domain{DomainID: first})
	tenant.API.Fail(mockserver.Fault{Operation: update, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	made, diags := tenant.Process(t).Apply(t.Context(), t, domainType, acctest.Instance{}, acctest.Values{
		"bot_id": text(id), "domain_id": text(first), "visible": true,
	})
	got := acctest.Messages(diags)
	if !acctest.IsError(diags) || !strings.Contains(got, "Unable to update registration of bot: ") || !strings.Contains(got, "not yours") {
		t.Errorf("got %q, want an error that the registration was not updated, with the service's words", got)
	}
	if strings.Contains(got, "manages it from now on") {
		t.Errorf("got %q, want no word of a takeover that failed", got)
	}
	if made.Exists() {
		t.Errorf("got state %s, want none", made.State)
	}
	if domains := tenant.API.Domains(id); len(domains) != 1 || domains[0].Visible {
		t.Errorf("got registrations %+v, want the one as it was", domains)
	}
}
