// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/richmenu"
)

// TestUnconfigured plans and lists without the provider's settings.
func TestUnconfigured(t *testing.T) {
	t.Parallel()
	acctest.ExpectUnconfiguredPlan(t, defaultType, richmenu.NewDefaultResource())
	acctest.ExpectUnconfiguredPlan(t, userType, richmenu.NewUserResource())
	acctest.ExpectUnconfiguredList(t, resourceType, richmenu.NewListResource())
}
