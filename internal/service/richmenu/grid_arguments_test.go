// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/richmenu"
)

// TestRichMenuGrid_noArguments calls the function without its arguments.
func TestRichMenuGrid_noArguments(t *testing.T) {
	t.Parallel()
	var resp function.RunResponse
	richmenu.NewGridFunction().Run(t.Context(), function.RunRequest{Arguments: function.NewArgumentsData(nil)}, &resp)
	if resp.Error == nil || strings.Contains(resp.Error.Error(), "columns must be") || resp.Result.Value() != nil {
		t.Errorf("got error %v and result %v, want an error that is not about the number of columns, and no result", resp.Error, resp.Result.Value())
	}
}
