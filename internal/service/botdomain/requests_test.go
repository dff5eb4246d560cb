// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"golang.org/x/sync/errgroup"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// refresher reads resources through one process of the provider, as one refresh
// of the CLI does.
type refresher struct {
	t      *testing.T
	server tfprotov6.ProviderServer
	types  map[string]tftypes.Type
}

func newRefresher(t *testing.T, tenant *acctest.Tenant) *refresher {
	t.Helper()
	r := &refresher{t: t, server: tenant.Server(), types: map[string]tftypes.Type{}}
	schemas, err := r.server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for name, schema := range schemas.ResourceSchemas {
		r.types[name] = schema.ValueType()
	}
	settings := map[string]tftypes.Value{}
	object, ok := schemas.Provider.ValueType().(tftypes.Object)
	if !ok {
		t.Fatalf("got settings of the type %s, want an object", schemas.Provider.ValueType())
	}
	for name, typ := range object.AttributeTypes {
		settings[name] = tftypes.NewValue(typ, nil)
	}
	config, err := tfprotov6.NewDynamicValue(object, tftypes.NewValue(object, settings))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := r.server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: &config})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatalf("configuring: got the error %v and %s, want none", err, acctest.Messages(resp.Diagnostics))
	}
	return r
}

// read reads one resource and expects it to be there.
func (r *refresher) read(typeName string, attributes map[string]any) error {
	object, ok := r.types[typeName].(tftypes.Object)
	if !ok {
		return fmt.Errorf("no resource %s", typeName)
	}
	values := map[string]tftypes.Value{}
	for name, typ := range object.AttributeTypes {
		values[name] = tftypes.NewValue(typ, attributes[name])
	}
	state, err := tfprotov6.NewDynamicValue(object, tftypes.NewValue(object, values))
	if err != nil {
		return err
	}
	resp, err := r.server.ReadResource(r.t.Context(), &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: &state})
	if err != nil {
		return err
	}
	if text := acctest.Messages(resp.Diagnostics); text != "" {
		return fmt.Errorf("reading %s: got %s, want no diagnostics", typeName, text)
	}
	if found, err := resp.NewState.Unmarshal(object); err != nil || found.IsNull() {
		return fmt.Errorf("got no %s %v, want it to be there: %w", typeName, attributes, err)
	}
	return nil
}

// TestRefresh_oneListing refreshes five registrations of one bot, and the three
// members of each. A list of registrations and a list of members for each
// registration are all that this may cost.
func TestRefresh_oneListing(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t, func(o *mockserver.Options) { o.MaxPageSize = 100 })
	id := tenant.AddBot()
	users := []string{"u1", "u2", "u3"}
	for domainID := range int64(5) {
		tenant.API.SetDomain(id, mockserver.Domain{DomainID: first + domainID, AllowToSelectedMember: true, Members: users})
	}
	r := newRefresher(t, tenant)
	var group errgroup.Group
	for domainID := range int64(5) {
		state := map[string]any{"bot_id": text(id), "domain_id": text(first + domainID)}
		group.Go(func() error { return r.read(domainType, state) })
		for _, user := range users {
			group.Go(func() error {
				return r.read(memberType, map[string]any{"bot_id": state["bot_id"], "domain_id": state["domain_id"], "user_id": user})
			})
		}
	}
	if err := group.Wait(); err != nil {
		t.Error(err)
	}
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
