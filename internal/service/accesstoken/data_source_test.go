// SPDX-License-Identifier: MPL-2.0

package accesstoken_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	addr  = "data.lineworks_access_token.test"
	plain = "data \"lineworks_access_token\" \"test\" {}\n"
	own   = "data \"lineworks_access_token\" \"test\" {\n scopes = [\"bot.read\", \"bot.message\"]\n}\n"
)

func scopes(names ...string) knownvalue.Check {
	checks := []knownvalue.Check{}
	for _, name := range names {
		checks = append(checks, knownvalue.StringExact(name))
	}
	return knownvalue.SetExact(checks)
}

// expiresIn checks a time in RFC 3339, in UTC, that is about d from now.
func expiresIn(d time.Duration) func(string) error {
	return func(s string) error {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			return err
		}
		if left := time.Until(at); left > d || left < d-time.Hour || !strings.HasSuffix(s, "Z") {
			return fmt.Errorf("%s is %s from now, want %s", s, left, d)
		}
		return nil
	}
}

func TestAccessToken_ofTheProvider(t *testing.T) {
	t.Parallel()
	for name, form := range map[string]mockserver.ExpiresInForm{
		"a string of seconds": mockserver.ExpiresInString,
		"a number of seconds": mockserver.ExpiresInNumber,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(mockserver.Quirks{ExpiresIn: form}))
			env.Test(t, resource.TestStep{
				Config: plain + "data \"lineworks_access_token\" \"again\" {}\n" + "data \"lineworks_bots\" \"all\" {}\n",
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(addr, tfjsonpath.New("access_token"), knownvalue.StringRegexp(regexp.MustCompile(`.{20}`))),
					statecheck.ExpectKnownValue(addr, tfjsonpath.New("token_type"), knownvalue.StringExact("Bearer")),
					statecheck.ExpectKnownValue(addr, tfjsonpath.New("scopes"), scopes("bot")),
					statecheck.ExpectKnownValue(addr, tfjsonpath.New("expires_at"), knownvalue.StringFunc(expiresIn(24*time.Hour))),
					statecheck.ExpectSensitiveValue(addr, tfjsonpath.New("access_token")),
					statecheck.CompareValuePairs(addr, tfjsonpath.New("access_token"), "data.lineworks_access_token.again", tfjsonpath.New("access_token"), compare.ValuesSame()),
				},
			})
		})
	}
}

func TestAccessToken_ofItsOwn(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Test(t, resource.TestStep{
		Config: own + "data \"lineworks_access_token\" \"provider\" {}\n",
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(addr, tfjsonpath.New("scopes"), scopes("bot.message", "bot.read")),
			statecheck.CompareValuePairs(addr, tfjsonpath.New("access_token"), "data.lineworks_access_token.provider", tfjsonpath.New("access_token"), compare.ValuesDiffer()),
		},
	})
}

func TestAccessToken_ready(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Variables["LINEWORKS_ACCESS_TOKEN"] = "ready+token/1=="
	env.Test(t,
		resource.TestStep{
			Config: plain,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("access_token"), knownvalue.StringExact("ready+token/1==")),
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("expires_at"), knownvalue.Null()),
				statecheck.ExpectKnownValue(addr, tfjsonpath.New("scopes"), knownvalue.Null()),
			},
		},
		resource.TestStep{Config: own, ExpectError: regexp.MustCompile(`(?s)Unable to get an access token.*ready\s+access_token.*Leave\s+scopes\s+out`)},
	)
	if n := len(env.API.Requests()); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestAccessToken_refused(t *testing.T) {
	t.Parallel()
	acctest.New(t).Test(t, resource.TestStep{
		Config:      "data \"lineworks_access_token\" \"test\" {\n scopes = [\"mail\"]\n}\n",
		ExpectError: regexp.MustCompile(`(?s)Unable to get an access token.*scopes = \["mail"\].*invalid_scope.*or take\s+it\s+out\s+of\s+scopes\s+here`),
	})
}

func TestAccessToken_badScopes(t *testing.T) {
	t.Parallel()
	for _, scopes := range []string{`[]`, `[""]`} {
		env := acctest.New(t)
		env.Test(t, resource.TestStep{
			Config:      "data \"lineworks_access_token\" \"test\" {\n scopes = " + scopes + "\n}\n",
			ExpectError: regexp.MustCompile(`(?s)scopes`),
		})
		if n := len(env.API.Requests()); n != 0 {
			t.Errorf("%d requests were sent", n)
		}
	}
}
