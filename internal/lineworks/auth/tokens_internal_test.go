// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// Another caller's request may end between a caller's look for a token and its own
// request, which then is not needed. This source has no address to send one to.
func TestTokens_tokenCameBeforeTheRequest(t *testing.T) {
	t.Parallel()
	s := &tokens{current: rest.Token{AccessToken: "a"}, renewAt: time.Now().Add(time.Hour)}
	if got, err := s.cachedOrFetched(t.Context()); err != nil || got.AccessToken != "a" {
		t.Errorf("got %q, %v, want the token that is kept", got.AccessToken, err)
	}
}
