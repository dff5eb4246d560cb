// SPDX-License-Identifier: MPL-2.0

package base_test

import (
	"errors"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/identity"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
)

// configured has the fields of an object after a call of its Configure.
type configured struct {
	client *lineworks.Client
	data   *providerdata.Data
	diags  diag.Diagnostics
}

// configures calls Configure of one object of each kind.
func configures(t *testing.T, providerData any) map[string]configured {
	t.Helper()
	all := map[string]configured{}

	r := base.NewResource("r")
	var rResp resource.ConfigureResponse
	r.Configure(t.Context(), resource.ConfigureRequest{ProviderData: providerData}, &rResp)
	all["resource"] = configured{r.Client, r.Data, rResp.Diagnostics}

	d := base.NewDataSource("d")
	var dResp datasource.ConfigureResponse
	d.Configure(t.Context(), datasource.ConfigureRequest{ProviderData: providerData}, &dResp)
	all["data source"] = configured{d.Client, d.Data, dResp.Diagnostics}

	e := base.NewEphemeralResource("e")
	var eResp ephemeral.ConfigureResponse
	e.Configure(t.Context(), ephemeral.ConfigureRequest{ProviderData: providerData}, &eResp)
	all["ephemeral resource"] = configured{e.Client, e.Data, eResp.Diagnostics}

	a := base.NewAction("a")
	var aResp action.ConfigureResponse
	a.Configure(t.Context(), action.ConfigureRequest{ProviderData: providerData}, &aResp)
	all["action"] = configured{a.Client, a.Data, aResp.Diagnostics}
	return all
}

func TestConfigure(t *testing.T) {
	t.Parallel()
	data := providerdata.New(lineworks.Unavailable(errors.New("not used")))
	for kind, got := range configures(t, data) {
		if got.client != data.Client || got.data != data || len(got.diags) > 0 {
			t.Errorf("%s: got client %p, data %p, diagnostics %v; want %p, %p and none", kind, got.client, got.data, got.diags, data.Client, data)
		}
	}
}

// TestConfigure_noData is the case during validation: the provider is not
// configured yet, which is no error.
func TestConfigure_noData(t *testing.T) {
	t.Parallel()
	for kind, got := range configures(t, nil) {
		if got.client != nil || got.data != nil || len(got.diags) > 0 {
			t.Errorf("%s: got client %p, data %p, diagnostics %v; want none of the three", kind, got.client, got.data, got.diags)
		}
	}
}

func TestConfigure_otherData(t *testing.T) {
	t.Parallel()
	for kind, got := range configures(t, "a string") {
		if got.client != nil || !got.diags.HasError() {
			t.Errorf("%s: got client %p and diagnostics %v, want no client and an error", kind, got.client, got.diags)
		}
	}
}

func TestIdentifiedResource(t *testing.T) {
	t.Parallel()
	r := base.NewIdentifiedResource(identity.Form{TypeName: "lineworks_thing", Parts: []identity.Part{identity.BotID}})

	var metadata resource.MetadataResponse
	r.Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "lineworks"}, &metadata)
	if want := "lineworks_thing"; metadata.TypeName != want {
		t.Errorf("got type name %q, want that of the form, %q", metadata.TypeName, want)
	}

	var schema resource.IdentitySchemaResponse
	r.IdentitySchema(t.Context(), resource.IdentitySchemaRequest{}, &schema)
	if _, ok := schema.IdentitySchema.Attributes["bot_id"]; !ok || len(schema.IdentitySchema.Attributes) != 1 {
		t.Errorf("got identity attributes %v, want bot_id alone", schema.IdentitySchema.Attributes)
	}

	var imported resource.ImportStateResponse
	r.ImportState(t.Context(), resource.ImportStateRequest{ID: "1/2"}, &imported)
	if !imported.Diagnostics.HasError() {
		t.Error("got no error for an import ID of two parts, want one: the form has one part")
	}
}
