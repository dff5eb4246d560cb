// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/base64"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	foreignDomain  = "elsewhere"
	foreignAccount = "x1y2z.serviceaccount@" + foreignDomain
)

// domainOf is the domain of the service account of a tenant.
func domainOf(s *tenant) string {
	_, domain, _ := strings.Cut(s.Variables["LINEWORKS_SERVICE_ACCOUNT"], "@")
	return domain
}

// foreignTenant is a tenant without any objects, of another domain.
func foreignTenant(t *testing.T) *tenant {
	t.Helper()
	s := &tenant{Tenant: acctest.NewInMemory(t, func(o *mockserver.Options) {
		credentials := *o.Credentials
		credentials.ServiceAccount = foreignAccount
		o.Credentials = &credentials
	})}
	s.Variables["LINEWORKS_SERVICE_ACCOUNT"] = foreignAccount
	return s
}

// TestForeignAccount reads and deletes an object of each kind with the credentials of
// another tenant, which does not have it.
func TestForeignAccount(t *testing.T) {
	t.Parallel()
	for resource, o := range objects() {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			own, foreign := &tenant{Tenant: acctest.NewInMemory(t)}, foreignTenant(t)
			o.before(t, own)
			foreign.bot = own.bot
			made, diags := own.Process(t).Apply(t.Context(), t, resource, acctest.Instance{}, o.config(own))
			acctest.Succeeds(t, diags)
			both := []string{"Object not found with a service account of another domain", "of the domain " + domainOf(own), foreignAccount}
			left, diags := foreign.Process(t).Refresh(t.Context(), t, resource, made)
			acctest.Fails(t, diags, both...)
			if !left.State.Equal(made.State) {
				t.Errorf("the state after reading is %s, want %s", left.State, made.State)
			}
			if o.kept {
				return // nothing is deleted in the service
			}
			left, diags = foreign.Process(t).Apply(t.Context(), t, resource, made, nil)
			acctest.Fails(t, diags, both...)
			if !left.State.Equal(made.State) {
				t.Errorf("the state after deleting is %s, want %s", left.State, made.State)
			}
			foreign.readyToken() // does not tell its account
			if gone, diags := foreign.Process(t).Refresh(t.Context(), t, resource, made); acctest.IsError(diags) || gone.Exists() {
				t.Errorf("reading with a ready token: got %s and %s, want no object", gone.State, acctest.Messages(diags))
			}
		})
	}
}

// TestAccount_recorded looks for the domain of the account in private state, and for nothing else.
func TestAccount_recorded(t *testing.T) {
	t.Parallel()
	const resource = "lineworks_bot"
	o := objects()[resource]
	own, foreign := &tenant{Tenant: acctest.NewInMemory(t)}, foreignTenant(t)
	expect := func(when string, i acctest.Instance, domain string) {
		t.Helper()
		// Private state is JSON whose values are in base64.
		want := `{"d":"` + base64.StdEncoding.EncodeToString([]byte(strconv.Quote(domain))) + `"}`
		if got := string(i.Private()); got != want {
			t.Errorf("%s: private state is %s, want the domain %s alone, %s", when, got, domain, want)
		}
	}
	made, diags := own.Process(t).Apply(t.Context(), t, resource, acctest.Instance{}, o.config(own))
	acctest.Succeeds(t, diags)
	domain := domainOf(own)
	expect("after a create", made, domain)

	withBot(t, foreign) // has the same ID
	found, diags := foreign.Process(t).Refresh(t.Context(), t, resource, made)
	acctest.Succeeds(t, diags)
	expect("found with another account", found, foreignDomain)

	foreign.readyToken()
	found, diags = foreign.Process(t).Refresh(t.Context(), t, resource, made)
	acctest.Succeeds(t, diags)
	expect("found with a ready token", found, domain)

	p := own.Process(t)
	imported, diags := p.Import(t.Context(), t, resource, p.ImportID(t, resource, made))
	acctest.Succeeds(t, diags)
	expect("after an import", imported, domain)
}
