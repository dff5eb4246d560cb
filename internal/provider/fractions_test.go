// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestProvider_fraction names the setting and the number.
func TestProvider_fraction(t *testing.T) {
	t.Parallel()
	typ, ok := schemas(t).Provider.ValueType().(tftypes.Object)
	if !ok {
		t.Fatalf("got the type %s for the provider block, want an object", schemas(t).Provider.ValueType())
	}
	values := map[string]tftypes.Value{}
	for name, of := range typ.AttributeTypes {
		values[name] = tftypes.NewValue(of, nil)
	}
	values["max_retries"] = tftypes.NewValue(tftypes.Number, big.NewFloat(1.5))
	block, err := tfprotov6.NewDynamicValue(typ, tftypes.NewValue(typ, values))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := acctest.NewInMemory(t).Server().ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: &block})
	if err != nil {
		t.Fatal(err)
	}
	got := acctest.Messages(resp.Diagnostics)
	if want := "error at max_retries: Not a whole number: max_retries must be a whole number, got 1.5."; !strings.HasPrefix(got, want) || strings.Count(got, "error") != 1 {
		t.Errorf("got %s, want %s", got, want)
	}
}
