// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestChannel_validation has values just inside and just outside each rule. The
// lengths are of characters that take three bytes each.
func TestChannel_validation(t *testing.T) {
	t.Parallel()
	people := func(n int) []string {
		var all []string
		for i := range n {
			all = append(all, "u"+strconv.Itoa(i))
		}
		return all
	}
	tests := map[string]struct {
		config acctest.Values
		want   string // "" for a good one
	}{
		"one member":      {acctest.Values{"members": people(1)}, ""},
		"100 members":     {acctest.Values{"members": people(100)}, ""},
		"no members":      {acctest.Values{"members": []string{}}, "error at members: "},
		"101 members":     {acctest.Values{"members": people(101)}, "error at members: "},
		"a null member":   {acctest.Values{"members": []any{nil}}, "error at members: "},
		"a blank member":  {acctest.Values{"members": []string{" "}}, "error at members[*]: "},
		"an empty member": {acctest.Values{"members": []string{""}}, "error at members[*]: "},
		"not known yet":   {acctest.Values{"members": acctest.Unknown, "title": acctest.Unknown, "bot_id": acctest.Unknown}, ""},
		"longest title":   {acctest.Values{"title": strings.Repeat("あ", 1000)}, ""},
		"title too long":  {acctest.Values{"title": strings.Repeat("あ", 1001)}, "error at title: "},
		"empty title":     {acctest.Values{"title": ""}, ""},
	}
	tenant := acctest.NewInMemory(t)
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := acctest.Values{"bot_id": "2000001", "members": []string{"u1"}}.With(tc.config)
			got := acctest.Messages(tenant.Validate(t, "lineworks_channel", config))
			if (tc.want == "") != (got == "") || !strings.HasPrefix(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// TestChannel_emails warns once, in the plan of a new room.
func TestChannel_emails(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	config := acctest.Values{"bot_id": "2000001", "members": []string{"taro@example.com", "u1", "hanako@example.com"}}
	got := acctest.Messages(tenant.Plan(t, "lineworks_channel", nil, config))
	want := `warning at members: E-mail address instead of a user ID in members: "hanako@example.com", "taro@example.com" look like e-mail addresses. `
	if !strings.HasPrefix(got, want) || strings.Count(got, "warning at") != 1 {
		t.Errorf("got %s, want one warning %s", got, want)
	}
	state := config.With(acctest.Values{"channel_id": "c1", "title": "Room", "domain_id": "1", "channel_type": "MULTI_USERS"})
	for name, diags := range map[string]string{
		"validation":       acctest.Messages(tenant.Validate(t, "lineworks_channel", config)),
		"room that exists": acctest.Messages(tenant.Plan(t, "lineworks_channel", state, config)),
	} {
		if diags != "" {
			t.Errorf("%s: got %s, want no warning", name, diags)
		}
	}
}
