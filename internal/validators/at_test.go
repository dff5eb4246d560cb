// SPDX-License-Identifier: MPL-2.0

package validators_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// TestAt has a key that may be a secret, and an element of a set: neither is repeated.
func TestAt(t *testing.T) {
	t.Parallel()
	for want, at := range map[string]path.Path{
		`text.i18n_texts["ja_JP"]`: path.Root("text").AtName("i18n_texts").AtMapKey("ja_JP"),
		`text.i18n_texts[…]`:       path.Root("text").AtName("i18n_texts").AtMapKey("-----BEGIN PRIVATE KEY-----"),
		`columns[1].label`:         path.Root("columns").AtListIndex(1).AtName("label"),
		`administrators[*]`:        path.Root("administrators").AtSetValue(types.StringValue("u1")),
	} {
		if got := validators.At(at); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
