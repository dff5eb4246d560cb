// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestProvider_emptySettings has a wrapper module that passes "" and [] for what it does
// not use: these do not conflict with the settings that it does use.
func TestProvider_emptySettings(t *testing.T) {
	t.Parallel()
	typ, ok := schemas(t).Provider.ValueType().(tftypes.Object)
	if !ok {
		t.Fatalf("got the type %s for the provider block, want an object", schemas(t).Provider.ValueType())
	}
	for name, set := range map[string]map[string]string{
		"ready token":      {"access_token": "token"},
		"service account":  {"client_id": "id", "client_secret": "secret", "service_account": "account", "private_key": "key"},
		"key file":         {"client_id": "id", "client_secret": "secret", "service_account": "account", "private_key_file": "file"},
		"environment only": {},
	} {
		values := map[string]tftypes.Value{}
		for attribute, of := range typ.AttributeTypes {
			switch {
			case of.Equal(tftypes.String):
				values[attribute] = tftypes.NewValue(of, set[attribute])
			case of.Is(tftypes.Set{}):
				values[attribute] = tftypes.NewValue(of, []tftypes.Value{})
			default:
				values[attribute] = tftypes.NewValue(of, nil)
			}
		}
		block, err := tfprotov6.NewDynamicValue(typ, tftypes.NewValue(typ, values))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := acctest.NewInMemory(t).Server().ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: &block})
		if err != nil {
			t.Fatal(err)
		}
		if got := acctest.Messages(resp.Diagnostics); got != "" {
			t.Errorf("%s: got %s, want nothing", name, got)
		}
	}
}
