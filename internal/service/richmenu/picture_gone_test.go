// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"os"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestRichMenu_pictureGoneDuringTheApply removes the file between the plan and the apply:
// nothing is sent.
func TestRichMenu_pictureGoneDuringTheApply(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	path := picture(t, "menu.png", "1")
	config := values(acctest.Values{"bot_id": text(tenant.AddBot()), "image": path})
	s := newSession(t, tenant)
	plan := s.plan(t, resourceType, nil, config.With(acctest.Values{"rich_menu_id": acctest.Unknown}))
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	expectMessage(t, s.apply(t, plan), "error at image: ", path)
	expectWrites(t, tenant)
}
