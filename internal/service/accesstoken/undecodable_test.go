// SPDX-License-Identifier: MPL-2.0

package accesstoken_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/accesstoken"
)

// TestAccessToken_undecodable has a configuration that is not an object. It ends with an
// error before a token is asked for: there is no client here that could be asked.
func TestAccessToken_undecodable(t *testing.T) {
	t.Parallel()
	wrong := tftypes.NewValue(tftypes.String, "wrong")

	d := accesstoken.NewDataSource()
	var dataSchema datasource.SchemaResponse
	d.Schema(t.Context(), datasource.SchemaRequest{}, &dataSchema)
	var read datasource.ReadResponse
	d.Read(t.Context(), datasource.ReadRequest{Config: tfsdk.Config{Schema: dataSchema.Schema, Raw: wrong}}, &read)
	if !read.Diagnostics.HasError() || !read.State.Raw.IsNull() {
		t.Errorf("data source: got diagnostics %v and state %s, want an error and no state", read.Diagnostics, read.State.Raw)
	}

	e := accesstoken.NewEphemeralResource()
	var schema ephemeral.SchemaResponse
	e.Schema(t.Context(), ephemeral.SchemaRequest{}, &schema)
	var open ephemeral.OpenResponse
	e.Open(t.Context(), ephemeral.OpenRequest{Config: tfsdk.Config{Schema: schema.Schema, Raw: wrong}}, &open)
	if !open.Diagnostics.HasError() || !open.Result.Raw.IsNull() {
		t.Errorf("ephemeral resource: got diagnostics %v and result %s, want an error and no result", open.Diagnostics, open.Result.Raw)
	}
}
