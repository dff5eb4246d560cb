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
		"one member":         {acctest.Values{"members": people(1)}, ""},
		"100 members":        {acctest.Values{"members": people(100)}, ""},
		"no members":         {acctest.Values{"members": []string{}}, "error at members: "},
		"101 members":        {acctest.Values{"members": people(101)}, "error at members: "},
		"a null member":      {acctest.Values{"members": []any{nil}}, "error at members: "},
		"a blank member":     {acctest.Values{"members": []string{" "}}, "error at members[*]: "},
		"an empty member":    {acctest.Values{"members": []string{""}}, "error at members[*]: "},
		"a member by e-mail": {acctest.Values{"members": []string{"taro@example.com"}}, "warning at members[*]: "},
		"not known yet":      {acctest.Values{"members": acctest.Unknown, "title": acctest.Unknown, "bot_id": acctest.Unknown}, ""},
		"longest title":      {acctest.Values{"title": strings.Repeat("あ", 1000)}, ""},
		"title too long":     {acctest.Values{"title": strings.Repeat("あ", 1001)}, "error at title: "},
		"empty title":        {acctest.Values{"title": ""}, ""},
		"name for a bot":     {acctest.Values{"bot_id": "Desk"}, "error at bot_id: "},
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
