// SPDX-License-Identifier: MPL-2.0

package validators_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

func TestIsSet(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		value attr.Value
		want  bool
	}{
		"text":         {types.StringValue("a"), true},
		"unknown text": {types.StringUnknown(), true},
		"empty text":   {types.StringValue(""), false},
		"null text":    {types.StringNull(), false},
		"set":          {tfvalue.StringSet([]string{"a"}), true},
		"unknown set":  {types.SetUnknown(types.StringType), true},
		"empty set":    {types.SetValueMust(types.StringType, nil), false},
		"false":        {types.BoolValue(false), true},
	} {
		if got := validators.IsSet(tc.value); got != tc.want {
			t.Errorf("%s: got %t, want %t", name, got, tc.want)
		}
	}
}
