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
	client := lineworks.Unavailable(errors.New("not now"))
	data := providerdata.New(client)
	var diags diag.Diagnostics
	if providerdata.From(data, &diags) != data || providerdata.Client(data, &diags) != client || len(diags) > 0 {
		t.Errorf("data is not what was put in: %v", diags)
	}
	if providerdata.From(nil, &diags) != nil || providerdata.Client(nil, &diags) != nil || len(diags) > 0 {
		t.Errorf("no data is an error: %v", diags)
	}
	if providerdata.Client("text", &diags) != nil || !diags.HasError() {
		t.Error("data of another type is no error")
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
