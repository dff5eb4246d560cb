// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestRefresh_oneListing refreshes five registrations of one bot, and the three
// members of each. A list of registrations and a list of members for each
// registration are all that this may cost.
func TestRefresh_oneListing(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t, func(o *mockserver.Options) { o.MaxPageSize = 100 })
	id := tenant.AddBot()
	users := []string{"u1", "u2", "u3"}
	for domainID := range int64(5) {
		tenant.API.SetDomain(id, mockserver.Domain{DomainID: first + domainID, AllowToSelectedMember: true, Members: users})
	}
	state := map[string]acctest.Instance{} // by import ID
	for domainID := range int64(5) {
		registration := text(id) + "/" + text(first+domainID)
		for _, object := range append([]string{""}, users...) {
			importID := strings.TrimSuffix(registration+"/"+object, "/")
			found, diags := tenant.Process(t).Import(t.Context(), t, typeOf(importID), importID)
			if text := acctest.Messages(diags); text != "" || !found.Exists() {
				t.Fatalf("importing %s: got %q, want an object and no diagnostics", importID, text)
			}
			state[importID] = found
		}
	}
	tenant.API.ResetRequests()
	process := tenant.Process(t)
	var refreshes sync.WaitGroup
	for importID, prior := range state {
		refreshes.Go(func() {
			now, diags := process.Refresh(t.Context(), t, typeOf(importID), prior)
			if text := acctest.Messages(diags); text != "" || !now.State.Equal(prior.State) {
				t.Errorf("refreshing %s: got %s and %q, want the same object and no diagnostics", importID, now.State, text)
			}
		})
	}
	refreshes.Wait()
	if n, m := tenant.API.Count(list), tenant.API.Count(members); n != 1 || m != 5 {
		t.Errorf("got %d lists of registrations and %d of members, want 1 and 5", n, m)
	}
	if got := tenant.Last(t, list).Query.Get("count"); got != "100" {
		t.Errorf("got pages of %s, want 100", got)
	}
	for _, request := range tenant.API.Requests() {
		if !strings.HasPrefix(request.Operation, "GET ") && request.Operation != "POST /token" {
			t.Errorf("a refresh sent %s, want only reads", request.Operation)
		}
	}
}

// typeOf is the type of the resource that has an import ID.
func typeOf(importID string) string {
	if strings.Count(importID, "/") == 1 {
		return domainType
	}
	return memberType
}
