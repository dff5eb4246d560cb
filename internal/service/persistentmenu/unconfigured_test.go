// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/persistentmenu"
)

// TestPersistentMenu_unconfigured plans and lists without the provider's settings.
func TestPersistentMenu_unconfigured(t *testing.T) {
	t.Parallel()
	acctest.ExpectUnconfiguredPlan(t, resourceType, persistentmenu.NewResource())
	acctest.ExpectUnconfiguredList(t, resourceType, persistentmenu.NewListResource())
}
