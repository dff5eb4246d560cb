// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// session is one process of the provider, with its memory.
type session struct {
	server  tfprotov6.ProviderServer
	schemas *tfprotov6.GetProviderSchemaResponse
}

func newSession(t *testing.T, tenant *acctest.Tenant) *session {
	t.Helper()
	s := &session{server: tenant.Server()}
	var err error
	if s.schemas, err = s.server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		t.Fatal(err)
	}
	config := s.value(t, s.schemas.Provider.ValueType(), acctest.Values{})
	if _, err := s.server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: config}); err != nil {
		t.Fatal(err)
	}
	return s
}

// change is a planned change of a resource.
type change struct {
	prior, planned, config *tfprotov6.DynamicValue
	private                []byte
	messages               string
}

// plan plans the change from prior to config, nil for none.
func (s *session) plan(t *testing.T, typeName string, prior, config acctest.Values) change {
	t.Helper()
	typ := s.schemas.ResourceSchemas[typeName].ValueType()
	c := change{prior: s.value(t, typ, nil), config: s.value(t, typ, nil)}
	if config != nil {
		c.config = s.value(t, typ, config)
	}
	if prior != nil {
		c.prior = s.value(t, typ, prior)
	}
	resp, err := s.server.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, PriorState: c.prior, ProposedNewState: c.config, Config: c.config,
	})
	if err != nil {
		t.Fatal(err)
	}
	c.planned, c.private, c.messages = resp.PlannedState, resp.PlannedPrivate, acctest.Messages(resp.Diagnostics)
	return c
}

// apply carries a planned change of a rich menu out and returns the messages.
func (s *session) apply(t *testing.T, c change) string {
	t.Helper()
	return acctest.Messages(s.applied(t, resourceType, c).Diagnostics)
}

// applied carries a planned change out.
func (s *session) applied(t *testing.T, typeName string, c change) *tfprotov6.ApplyResourceChangeResponse {
	t.Helper()
	resp, err := s.server.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, PriorState: c.prior, PlannedState: c.planned, Config: c.config, PlannedPrivate: c.private,
	})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

func (s *session) value(t *testing.T, typ tftypes.Type, v any) *tfprotov6.DynamicValue {
	t.Helper()
	d, err := tfprotov6.NewDynamicValue(typ, wire(t, typ, v))
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

// wire returns a value of the protocol; attributes that are not given are null.
func wire(t *testing.T, typ tftypes.Type, v any) tftypes.Value {
	t.Helper()
	switch v := v.(type) {
	case nil:
		return tftypes.NewValue(typ, nil)
	case acctest.Values:
		object, ok := typ.(tftypes.Object)
		if !ok {
			t.Fatalf("got an object for %s, want one for an object", typ)
		}
		out := map[string]tftypes.Value{}
		for name, attribute := range object.AttributeTypes {
			out[name] = wire(t, attribute, v[name])
		}
		return tftypes.NewValue(typ, out)
	case []any:
		listType, ok := typ.(tftypes.List)
		if !ok {
			t.Fatalf("got a list for %s, want one for a list", typ)
		}
		out := []tftypes.Value{}
		for _, element := range v {
			out = append(out, wire(t, listType.ElementType, element))
		}
		return tftypes.NewValue(typ, out)
	case map[string]string:
		out := map[string]tftypes.Value{}
		for key, value := range v {
			out[key] = tftypes.NewValue(tftypes.String, value)
		}
		return tftypes.NewValue(typ, out)
	case int:
		return tftypes.NewValue(typ, big.NewFloat(float64(v)))
	case string:
		if v == acctest.Unknown {
			return tftypes.NewValue(typ, tftypes.UnknownValue)
		}
	}
	return tftypes.NewValue(typ, v)
}

// values is a rich menu as attribute values, with some of them changed.
func values(more acctest.Values) acctest.Values {
	return acctest.Values{
		"bot_id": acctest.Unknown, "rich_menu_name": "Main", "size": acctest.Values{"width": 2500, "height": 843},
		"areas": []any{area(0, 0, 2500, 843, nil)},
	}.With(more)
}

// area is an area as attribute values; without an action it sends a message.
func area(x, y, width, height int, action acctest.Values) acctest.Values {
	if action == nil {
		action = acctest.Values{"type": "message", "label": "Help", "text": "Help"}
	}
	return acctest.Values{"bounds": acctest.Values{"x": x, "y": y, "width": width, "height": height}, "action": action}
}

// unknownOr is id for a menu that is there.
func unknownOr(prior acctest.Values, id string) any {
	if prior == nil {
		return acctest.Unknown
	}
	return id
}

// expectMessage checks the start of messages, and words in them.
func expectMessage(t *testing.T, got, start string, words ...string) {
	t.Helper()
	if !strings.HasPrefix(got, start) {
		t.Errorf("got %s, want it to start with %q", got, start)
	}
	for _, want := range words {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want it to contain %q", got, want)
		}
	}
}
