// SPDX-License-Identifier: MPL-2.0

package tflist_test

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tflist"
)

// TestComplete_displayName has names that a terminal would obey: terraform query prints
// them as they are.
func TestComplete_displayName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Help desk":                         "Help desk",
		"総務　窓口 🤖":                           "総務 窓口 🤖",
		"Help\ndesk\t 2":                    "Help desk 2",
		"\x1b]0;owned\x07\x1b[2JHelp\rdesk": "]0;owned[2JHelp desk",
		"gnp.\u202eexe\u200b":               "gnp.exe",
		strings.Repeat("名", 501):            strings.Repeat("名", 500) + "…",
	} {
		result := new(list.ListResult)
		tflist.Complete(t.Context(), list.ListRequest{}, result, name, func(context.Context, *tfsdk.ResourceIdentity) diag.Diagnostics { return nil }, nil)
		if result.DisplayName != want || result.Diagnostics.HasError() {
			t.Errorf("%q: got %q and %v, want %q", name, result.DisplayName, result.Diagnostics, want)
		}
	}
}
