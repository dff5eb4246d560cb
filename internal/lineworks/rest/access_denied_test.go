// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"errors"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// An object whose access is denied may have been left or deleted. A token that lacks the scope
// says nothing about the object, whatever the code is.
func TestErrAccessDenied_withoutScope(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		token []string
		want  bool
	}{"lacks the scope": {[]string{"mail"}, false}, "has it": {[]string{"mail", "bot"}, true}, "unknown": {nil, true}} {
		err := &rest.APIError{StatusCode: 403, Code: "ACCESS_DENIED", Operation: "GET /bots/{botId}", NeededScopes: []string{"bot.read", "bot"}, TokenScopes: tc.token}
		if unknown := (&rest.APIError{TokenScopes: tc.token}); unknown.LacksScope() {
			t.Errorf("%s: got LacksScope true for an operation whose scopes are not known, want false", name)
		}
		if got := errors.Is(err, rest.ErrAccessDenied); got != tc.want || !errors.Is(err, rest.ErrForbidden) {
			t.Errorf("%s: got ErrAccessDenied %t, want %t, and ErrForbidden", name, got, tc.want)
		}
	}
}
