// SPDX-License-Identifier: MPL-2.0

package importid

import (
	"slices"
	"strings"
	"testing"
)

var user = Part{Attribute: "user_id", Example: "u-1"}

func TestSplit(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		parts []Part
		want  []string // nil for a bad ID
	}{
		"2000001":       {[]Part{BotID}, []string{"2000001"}},
		"2000001/u-1":   {[]Part{BotID, user}, []string{"2000001", "u-1"}},
		"2000001/u@x.y": {[]Part{BotID, user}, []string{"2000001", "u@x.y"}},
		"":              {[]Part{BotID}, nil},
		"Desk":          {[]Part{BotID}, nil},
		"0":             {[]Part{BotID}, nil},
		" 2000001":      {[]Part{BotID}, nil},
		"2000001/":      {[]Part{BotID, user}, nil},
		"/u-1":          {[]Part{BotID, user}, nil},
		"2000001/ u":    {[]Part{BotID, user}, nil},
		"2000001/a/b":   {[]Part{BotID, user}, nil},
		"u-1/2000001":   {[]Part{BotID, user}, nil},
		"2000002/":      {[]Part{BotID}, nil},
	}
	for id, tc := range tests {
		got, ok := split(id, tc.parts)
		if ok != (tc.want != nil) || !slices.Equal(got, tc.want) {
			t.Errorf("split(%q) = %q, %t; want %q", id, got, ok, tc.want)
		}
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	got := report("x", "lineworks_thing", "Look there.", []Part{BotID, user})
	for _, want := range []string{`"x"`, "BOT_ID/USER_ID", "Numbers: BOT_ID.", "terraform import lineworks_thing.NAME 2000001/u-1", "Look there."} {
		if !strings.Contains(got, want) {
			t.Errorf("the report lacks %q: %s", want, got)
		}
	}
}
