// SPDX-License-Identifier: MPL-2.0

package menuaction_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
)

// TestKind_Validate_missing names all that an action lacks in one error, in which an
// empty text counts as left out.
func TestKind_Validate_missing(t *testing.T) {
	t.Parallel()
	values := map[string]attr.Value{}
	for name, typ := range menuaction.QuickReply.ObjectType().AttrTypes {
		values[name] = types.StringNull()
		if !typ.Equal(types.StringType) {
			values[name] = types.MapNull(types.StringType)
		}
	}
	values["type"], values["label"], values["data"] = types.StringValue("postback"), types.StringValue("Book"), types.StringValue("")
	object := types.ObjectValueMust(menuaction.QuickReply.ObjectType().AttrTypes, values)
	got := menuaction.QuickReply.Validate(path.Root("action"), object)
	if len(got) != 1 || got[0].Summary() != "Missing data and display_text" || got[0].Detail() != `action is of type "postback", which needs data and display_text.` {
		t.Errorf("got %v, want one error about data and display_text", got)
	}
}
