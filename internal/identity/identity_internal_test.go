// SPDX-License-Identifier: MPL-2.0

package identity

import (
	"slices"
	"strings"
	"testing"
)

func TestForm_split(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		parts []Part
		want  []string // nil for a bad ID
	}{
		"2000001":       {[]Part{BotID}, []string{"2000001"}},
		"2000001/u-1":   {[]Part{BotID, UserID}, []string{"2000001", "u-1"}},
		"2000001/u@x.y": {[]Part{BotID, UserID}, []string{"2000001", "u@x.y"}},
		"":              {[]Part{BotID}, nil},
		"Desk":          {[]Part{BotID}, nil},
		"0":             {[]Part{BotID}, nil},
		" 2000001":      {[]Part{BotID}, nil},
		"2000001/":      {[]Part{BotID, UserID}, nil},
		"/u-1":          {[]Part{BotID, UserID}, nil},
		"2000001/ u":    {[]Part{BotID, UserID}, nil},
		"2000001/a/b":   {[]Part{BotID, UserID}, nil},
		"u-1/2000001":   {[]Part{BotID, UserID}, nil},
		"2000002/":      {[]Part{BotID}, nil},
	}
	for id, tc := range tests {
		got, ok := Form{Parts: tc.parts}.split(id)
		if ok != (tc.want != nil) || !slices.Equal(got, tc.want) {
			t.Errorf("split(%q): got %q, %t, want %q", id, got, ok, tc.want)
		}
	}
}

func TestForm_report(t *testing.T) {
	t.Parallel()
	form := Form{TypeName: "lineworks_thing", Advice: "Look there.", Parts: []Part{BotID, {Attribute: "user_id", Example: "u-1"}}}
	got := form.report("x")
	for _, want := range []string{`"x"`, "BOT_ID/USER_ID", "where BOT_ID is a number.", "terraform import lineworks_thing.NAME 2000001/u-1", "Look there."} {
		if !strings.Contains(got, want) {
			t.Errorf("got report %s, want %q in it", got, want)
		}
	}
}
