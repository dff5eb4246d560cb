// SPDX-License-Identifier: MPL-2.0

package providerdata_test

import (
	"errors"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
)

func TestFrom(t *testing.T) {
	t.Parallel()
	data := providerdata.New(lineworks.Unavailable(errors.New("not now")))
	var diags diag.Diagnostics
	if got := providerdata.From(data, &diags); got != data || len(diags) > 0 {
		t.Errorf("got %p with %v, want the data %p and no diagnostics", got, diags, data)
	}
	if got := providerdata.From(nil, &diags); got != nil || len(diags) > 0 {
		t.Errorf("got %p with %v for no data, want nil and no diagnostics", got, diags)
	}
	if got := providerdata.From("text", &diags); got != nil || !diags.HasError() {
		t.Errorf("got %p with %v for data of another type, want nil and an error", got, diags)
	}
}

func TestData_PlanMenu(t *testing.T) {
	t.Parallel()
	const one, other = "lineworks_persistent_menu", "lineworks_rich_menu"
	data := providerdata.New(nil)
	for i, step := range []struct {
		bot, typeName, otherType string
		want                     bool
	}{
		{"1", one, other, false},
		{"1", one, other, false}, // planned again, in the apply
		{"2", other, one, false},
		{"1", other, one, true},
		{"1", one, other, true},
	} {
		if got := data.PlanMenu(step.bot, step.typeName, step.otherType); got != step.want {
			t.Errorf("step %d: got %t", i, got)
		}
	}
	if (*providerdata.Data)(nil).PlanMenu("1", one, other) {
		t.Error("a provider that is not configured knows of a menu")
	}
}
