// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestValidation has values just inside and just outside each rule.
func TestValidation(t *testing.T) {
	t.Parallel()
	ids := acctest.Values{"bot_id": "2000001", "domain_id": "10000001"}
	tests := map[string]struct {
		resource string
		config   acctest.Values
		at       string // "" for a good one
	}{
		"registration":          {domainType, ids, ""},
		"largest IDs":           {domainType, acctest.Values{"bot_id": "9223372036854775807", "domain_id": "9223372036854775807"}, ""},
		"nothing known yet":     {domainType, acctest.Values{"bot_id": acctest.Unknown, "domain_id": acctest.Unknown, "visible": acctest.Unknown}, ""},
		"member":                {memberType, ids.With(acctest.Values{"user_id": "u"}), ""},
		"member, not known yet": {memberType, ids.With(acctest.Values{"user_id": acctest.Unknown}), ""},
		"member without ID":     {memberType, ids.With(acctest.Values{"user_id": ""}), "user_id"},
		"member of blanks":      {memberType, ids.With(acctest.Values{"user_id": " "}), "user_id"},
		"member by e-mail":      {memberType, ids.With(acctest.Values{"user_id": "taro@example.com"}), "user_id"},
	}
	tenant := acctest.New(t)
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := acctest.Messages(tenant.Validate(t, tc.resource, tc.config))
			switch {
			case tc.at == "" && got != "":
				t.Errorf("got %s, want no message about a good configuration", got)
			case tc.at != "" && !strings.HasPrefix(got, "error at "+tc.at+": "):
				t.Errorf("got %q, want an error at %s", got, tc.at)
			}
		})
	}
}

// TestPlan_ids has the plan refuse IDs that are no numbers.
func TestPlan_ids(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	for _, tc := range []struct {
		resource string
		config   acctest.Values
		at       string
	}{
		{domainType, acctest.Values{"bot_id": "Desk", "domain_id": "1"}, "bot_id"},
		{domainType, acctest.Values{"bot_id": "1", "domain_id": "0"}, "domain_id"},
		{domainType, acctest.Values{"bot_id": "1", "domain_id": "example.com"}, "domain_id"},
		{memberType, acctest.Values{"bot_id": "Desk", "domain_id": "1", "user_id": "u"}, "bot_id"},
		{memberType, acctest.Values{"bot_id": "1", "domain_id": "0", "user_id": "u"}, "domain_id"},
	} {
		if got := acctest.Messages(tenant.Plan(t, tc.resource, nil, tc.config)); !strings.HasPrefix(got, "error at "+tc.at+": ") {
			t.Errorf("%s, %v: got %q, want an error at %s", tc.resource, tc.config, got, tc.at)
		}
	}
	if n := len(tenant.API.Requests()); n != 0 {
		t.Errorf("planning sent %d requests, want none", n)
	}
}

func TestValidation_emailAdvice(t *testing.T) {
	t.Parallel()
	got := acctest.Messages(acctest.New(t).Validate(t, memberType, acctest.Values{
		"bot_id": "2000001", "domain_id": "10000001", "user_id": "taro@example.com",
	}))
	for _, want := range []string{"user_id: E-mail address instead of a user ID", `"taro@example.com"`, "Where to find a user ID"} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want it to contain %q", got, want)
		}
	}
}
