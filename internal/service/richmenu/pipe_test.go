// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localfile/pipe"
)

// TestRichMenu_plan_pipe has a named pipe for a picture, which nothing may open: that
// waits for ever.
func TestRichMenu_plan_pipe(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	got := acctest.Messages(tenant.Plan(t, resourceType, nil, values(acctest.Values{"image": pipe.New(t)})))
	expectMessage(t, got, "error at image: Invalid picture: ", "cannot be read: it is not a regular file")
	expectWrites(t, tenant)
}
