// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestSuggestions names the word that was most likely meant: for events, languages and
// types alike. It names none where none is near.
func TestSuggestions(t *testing.T) {
	t.Parallel()
	bot := func(more acctest.Values) acctest.Values {
		return acctest.Values{"bot_name": "New", "photo_url": "https://example.com/a.png", "description": "d", "administrators": []string{"u1"}}.With(more)
	}
	button := func(more acctest.Values) acctest.Values {
		return acctest.Values{"bot_id": "2000001", "actions": []any{acctest.Values{"label": "Help", "type": "message"}.With(more)}}
	}
	for name, tc := range map[string]struct {
		resource string
		config   acctest.Values
		want     string // "" for no suggestion
	}{
		"event":            {"lineworks_bot", bot(acctest.Values{"callback_events": []string{"texts"}}), `Attribute callback_events[*] must be one of`},
		"event, meant":     {"lineworks_bot", bot(acctest.Values{"callback_events": []string{"texts"}}), `Got "texts". Did you mean "text"?`},
		"channel event":    {"lineworks_bot", bot(acctest.Values{"channel_events": []string{"Joined"}}), `Did you mean "joined"?`},
		"no such event":    {"lineworks_bot", bot(acctest.Values{"callback_events": []string{"button"}}), ""},
		"language":         {"lineworks_bot", bot(acctest.Values{"i18n_bot_names": map[string]string{"ja-JP": "a"}}), `Did you mean "ja_JP"?`},
		"language alone":   {"lineworks_bot", bot(acctest.Values{"i18n_bot_names": map[string]string{"ko": "a"}}), `Did you mean "ko_KR"?`},
		"no such language": {"lineworks_bot", bot(acctest.Values{"i18n_bot_names": map[string]string{"fr_FR": "a"}}), ""},
		"type":             {"lineworks_persistent_menu", button(acctest.Values{"type": "messages"}), `Did you mean "message"?`},
		"other type":       {"lineworks_persistent_menu", button(acctest.Values{"type": "URL"}), `Did you mean "uri"?`},
	} {
		got := acctest.Messages(acctest.NewInMemory(t).Validate(t, tc.resource, tc.config))
		if !strings.Contains(got, "error at ") || !strings.Contains(got, tc.want) || tc.want == "" && strings.Contains(got, "Did you mean") {
			t.Errorf("%s: got %s, want %q in it", name, got, tc.want)
		}
		if strings.Contains(got, "Value(") {
			t.Errorf("%s: got %s, want no value in the path", name, got)
		}
	}
}
