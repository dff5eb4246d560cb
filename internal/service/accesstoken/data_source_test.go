// SPDX-License-Identifier: MPL-2.0

package accesstoken_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
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
)

func scopes(names ...string) knownvalue.Check {
	checks := []knownvalue.Check{}
	for _, name := range names {
		checks = append(checks, knownvalue.StringExact(name))
	}
	return knownvalue.SetExact(checks)
}

// expiresInADay checks a time in RFC 3339, in UTC, that is about a day from now.
func expiresInADay(s string) error {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return err
	}
	const day = 24 * time.Hour
	if left := time.Until(at); left > day || left < day-time.Hour || !strings.HasSuffix(s, "Z") {
		return fmt.Errorf("%s is %s from now, want %s, in UTC", s, left, day)
	}
	return nil
}

// TestAccessToken_ofTheProvider uses the real CLI.
func TestAccessToken_ofTheProvider(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	tenant.Test(t, resource.TestStep{
		Config: plain + "data \"lineworks_access_token\" \"again\" {}\n" + "data \"lineworks_bots\" \"all\" {}\n",
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(addr, tfjsonpath.New("access_token"), knownvalue.StringRegexp(regexp.MustCompile(`.{20}`))),
			statecheck.ExpectKnownValue(addr, tfjsonpath.New("token_type"), knownvalue.StringExact("Bearer")),
			statecheck.ExpectKnownValue(addr, tfjsonpath.New("scopes"), scopes("bot")),
			statecheck.ExpectKnownValue(addr, tfjsonpath.New("expires_at"), knownvalue.StringFunc(expiresInADay)),
			statecheck.ExpectSensitiveValue(addr, tfjsonpath.New("access_token")),
			statecheck.CompareValuePairs(addr, tfjsonpath.New("access_token"), "data.lineworks_access_token.again", tfjsonpath.New("access_token"), compare.ValuesSame()),
		},
	})
}

// TestAccessToken_refused uses the real CLI.
func TestAccessToken_refused(t *testing.T) {
	t.Parallel()
	acctest.New(t).Test(t, resource.TestStep{
		Config:      "data \"lineworks_access_token\" \"test\" {\n scopes = [\"mail\"]\n}\n",
		ExpectError: regexp.MustCompile(`(?s)Unable to get an access token.*scopes = \["mail"\].*invalid_scope.*or\s+remove\s+it\s+from\s+scopes\s+here`),
	})
}

func TestAccessToken_expiresIn(t *testing.T) {
	t.Parallel()
	for name, form := range map[string]mockserver.ExpiresInForm{
		"a string of seconds": mockserver.ExpiresInString,
		"a number of seconds": mockserver.ExpiresInNumber,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{ExpiresIn: form}))
			got := text(t, tenant.Process(t), acctest.Values{}, "expires_at")
			if err := expiresInADay(got); err != nil {
				t.Error(err)
			}
		})
	}
}

// text reads an attribute of the data source.
func text(t *testing.T, p *acctest.Process, config acctest.Values, attribute string) string {
	t.Helper()
	read, diags := p.Data(t.Context(), t, typeName, config)
	acctest.Succeeds(t, diags)
	attributes := map[string]tftypes.Value{}
	var got string
	if err := read.As(&attributes); err != nil {
		t.Fatal(err)
	}
	if err := attributes[attribute].As(&got); err != nil {
		t.Fatalf("%s: got error %v, want none", attribute, err)
	}
	return got
}

func TestAccessToken_ofItsOwn(t *testing.T) {
	t.Parallel()
	p := acctest.NewInMemory(t).Process(t)
	own := acctest.Values{"scopes": []string{"bot.read", "bot.message"}}
	read, diags := p.Data(t.Context(), t, typeName, own)
	acctest.Succeeds(t, diags)
	acctest.Has(t, read, acctest.Attributes{"scopes": []string{"bot.message", "bot.read"}})
	if a, b := text(t, p, own, "access_token"), text(t, p, acctest.Values{}, "access_token"); a == b {
		t.Errorf("got the token of the provider, want another one: %s", a)
	}
}

func TestAccessToken_ready(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.Variables["LINEWORKS_ACCESS_TOKEN"] = "ready+token/1=="
	read, diags := tenant.Data(t, typeName, acctest.Values{})
	acctest.Succeeds(t, diags)
	acctest.Has(t, read, acctest.Attributes{"access_token": "ready+token/1==", "expires_at": nil, "scopes": nil})
	_, diags = tenant.Data(t, typeName, acctest.Values{"scopes": []string{"bot.read"}})
	acctest.Fails(t, diags, "Unable to get an access token", "ready access_token", "Remove scopes")
	if n := len(tenant.API.Requests()); n != 0 {
		t.Errorf("%d requests were sent, want none", n)
	}
}

func TestAccessToken_badScopes(t *testing.T) {
	t.Parallel()
	for name, scopes := range map[string][]string{"none": {}, "an empty one": {""}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			_, diags := tenant.Data(t, typeName, acctest.Values{"scopes": scopes})
			acctest.Fails(t, diags, "error at scopes")
			if n := len(tenant.API.Requests()); n != 0 {
				t.Errorf("%d requests were sent, want none", n)
			}
		})
	}
}
