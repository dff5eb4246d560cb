// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/botdomain"
)

// TestUnconfigured plans and lists without the provider's settings.
func TestUnconfigured(t *testing.T) {
	t.Parallel()
	acctest.ExpectUnconfiguredPlan(t, domainType, botdomain.NewResource())
	acctest.ExpectUnconfiguredPlan(t, memberType, botdomain.NewMemberResource())
	acctest.ExpectUnconfiguredList(t, domainType, botdomain.NewListResource())
	acctest.ExpectUnconfiguredList(t, memberType, botdomain.NewMemberListResource())
}
