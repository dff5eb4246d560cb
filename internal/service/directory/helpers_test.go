// SPDX-License-Identifier: MPL-2.0

package directory_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/company"
	mock "github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

// The ends of the IDs of the seed, which all begin alike.
const idPrefix = "a1b2c3d4-0000-4000-8000-0000000000"

const (
	userData    = "lineworks_user"
	usersData   = "lineworks_users"
	groupData   = "lineworks_group"
	orgUnitData = "lineworks_org_unit"
)

// leastScopes are those of all data sources, and of bots.
var leastScopes = []string{"bot", "user.email.read", "user.read", "group.read", "orgunit.read"}

// withScopes gives the app other scopes.
func withScopes(scopes ...string) func(*mockserver.Options) {
	return func(o *mockserver.Options) {
		app := *o.Credentials
		app.Scopes = scopes
		o.Credentials = &app
	}
}

// newCompany is a tenant with the company of the mock's seed, whose lists have pages of two.
func newCompany(t *testing.T, change ...func(*mockserver.Options)) *acctest.Tenant {
	t.Helper()
	tenant := acctest.NewInMemory(t, append([]func(*mockserver.Options){withScopes(leastScopes...)}, change...)...)
	if err := tenant.API.Load(strings.NewReader(company.Seed)); err != nil {
		t.Fatal(err)
	}
	return tenant
}

// change changes users, groups and org units.
func change(t *testing.T, tenant *acctest.Tenant, change func(*mock.Content)) {
	t.Helper()
	if err := tenant.API.ChangeDirectory(change); err != nil {
		t.Fatal(err)
	}
}

// read reads a data source, which must give no diagnostic, as JSON with IDs of the seed cut short.
func read(t *testing.T, p *acctest.Process, name string, config acctest.Values) map[string]any {
	t.Helper()
	state, diags := p.Data(t.Context(), t, name, config)
	if text := acctest.Messages(diags); text != "" {
		t.Fatalf("reading %s %v: got %s, want no diagnostics", name, config, text)
	}
	out, ok := plain(t, state).(map[string]any)
	if !ok {
		t.Fatalf("reading %s %v: got %s, want an object", name, config, state)
	}
	return out
}

// plain is a value in Go's own types.
func plain(t *testing.T, v tftypes.Value) any {
	t.Helper()
	if v.IsNull() {
		return nil
	}
	var (
		text    string
		flag    bool
		list    []tftypes.Value
		members map[string]tftypes.Value
	)
	switch {
	case v.As(&text) == nil:
		return strings.ReplaceAll(text, idPrefix, "")
	case v.As(&flag) == nil:
		return flag
	case v.As(&list) == nil:
		out := make([]any, len(list))
		for i := range list {
			out[i] = plain(t, list[i])
		}
		return out
	case v.As(&members) == nil:
		out := map[string]any{}
		for name, member := range members {
			out[name] = plain(t, member)
		}
		return out
	}
	t.Fatalf("got a value of another type: %s", v)
	return nil
}

// asJSON is a value as JSON, for messages and comparisons.
func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// check compares some attributes, as JSON.
func check(t *testing.T, name string, got map[string]any, want map[string]string) {
	t.Helper()
	for attribute, value := range want {
		if text := asJSON(t, got[attribute]); text != value {
			t.Errorf("%s: got %s = %s, want %s", name, attribute, text, value)
		}
	}
}

// fails reads a data source, which must give one error with all the texts.
func fails(t *testing.T, p *acctest.Process, name string, config acctest.Values, want ...string) string {
	t.Helper()
	_, diags := p.Data(t.Context(), t, name, config)
	text := strings.ReplaceAll(acctest.Messages(diags), idPrefix, "")
	if len(diags) != 1 || !acctest.IsError(diags) {
		t.Fatalf("reading %s %v: got %d diagnostics, want one error: %s", name, config, len(diags), text)
	}
	for _, part := range want {
		if !strings.Contains(text, part) {
			t.Errorf("reading %s %v: got %s, want %q in it", name, config, text, part)
		}
	}
	return text
}

// sent lists the requests of the directory, and the scopes of the token requests.
func sent(tenant *acctest.Tenant) (requests, scopes []string) {
	for _, r := range tenant.API.Requests() {
		if r.Operation == "POST /token" {
			scopes = append(scopes, r.Form.Get("scope"))
			continue
		}
		requests = append(requests, strings.ReplaceAll(strings.TrimSuffix(r.Path+"?"+r.Query.Encode(), "?"), idPrefix, ""))
	}
	return requests, scopes
}
