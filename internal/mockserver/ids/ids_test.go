// SPDX-License-Identifier: MPL-2.0

package ids_test

import (
	"regexp"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
)

func TestForms(t *testing.T) {
	t.Parallel()
	const uuid = `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`
	for name, test := range map[string]struct {
		make func() string
		want string
	}{
		"word":           {func() string { return ids.Word(20) }, `^\w{20}$`},
		"lower-case":     {func() string { return ids.LowerWord(5) }, `^[a-z0-9]{5}$`},
		"token":          {ids.Token, `^jp1[A-Za-z0-9+/]+={1,2}$`},
		"token, a plus":  {ids.Token, `\+`}, // a client that does not encode it fails at once
		"token, a slash": {ids.Token, `/`},
		"secret":         {ids.Secret, `^\w{12}\+\w{17}$`},
		"UUID":           {ids.UUID, uuid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, second := test.make(), test.make()
			if first == second || !regexp.MustCompile(test.want).MatchString(first) {
				t.Errorf("got %q and %q, want two different matches of %s", first, second, test.want)
			}
		})
	}
	user, again := ids.OfUser("a@example.com"), ids.OfUser("A@EXAMPLE.com")
	if user != again || user == ids.OfUser("b@example.com") || !regexp.MustCompile(uuid).MatchString(user) {
		t.Errorf("got %q and %q, want one UUID for each address", user, again)
	}
}
