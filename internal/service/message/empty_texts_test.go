// SPDX-License-Identifier: MPL-2.0

package message_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestMessage_emptyTexts has "" in each optional text, as a module passes on variables
// without a value: it counts as left out, for the rules and for the request.
func TestMessage_emptyTexts(t *testing.T) {
	t.Parallel()
	empty := map[string]string{"ja_JP": ""}
	action := func(more values) values {
		return values{
			"label": "Help", "text": "", "postback": "", "uri": "", "copy_text": "", "i18n_labels": empty, "i18n_texts": empty,
		}.With(more)
	}
	picture := values{
		"original_content_url": "", "file_id": "", "source_file": "", "i18n_original_content_urls": empty, "i18n_file_ids": empty, "i18n_source_files": empty,
	}
	rich := action(values{"type": "message", "text": "Help", "data": "", "display_text": "", "i18n_display_texts": empty})
	for name, content := range map[string]values{
		"text":            {"text": "Hello", "i18n_texts": empty},
		"image":           {"original_content_url": "https://example.com/a.png", "preview_image_url": "https://example.com/b.png", "file_id": "", "source_file": ""},
		"file":            {"original_content_url": "https://example.com/a.zip", "file_id": "", "source_file": ""},
		"link":            {"content_text": "a", "link_text": "b", "link": "https://example.com", "i18n_content_texts": empty, "i18n_link_texts": empty},
		"button_template": {"content_text": "a", "i18n_content_texts": empty, "actions": []any{action(values{"type": "message"}), action(values{"type": "uri", "uri": "https://example.com"})}},
		"list_template": {
			"cover_data": values{"title": "", "subtitle": "", "background_image_url": "https://example.com/a.png", "background_file_id": "", "background_source_file": ""},
			"elements":   []any{picture.With(values{"title": "a", "subtitle": "", "i18n_titles": empty})},
		},
		"carousel": {
			"image_aspect_ratio": "", "image_size": "", "columns": []any{picture.With(values{"title": "", "text": "a", "actions": []any{rich}})},
		},
		"image_carousel": {"columns": []any{picture.With(values{"original_content_url": "https://example.com/a.png"})}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newTenant(t)
			config := toTheRoom(name, content).With(values{"user_id": "", "quick_reply": values{"items": []any{values{
				"action": rich, "image_url": "", "image_resource_id": "", "i18n_image_url": empty, "i18n_image_resource_ids": empty,
			}}}})
			a := e.action(t)
			for stage, diags := range map[string]string{"validation": acctest.Messages(a.Validate(t, config)), "plan": acctest.Messages(a.Plan(t, config))} {
				if diags != "" {
					t.Errorf("%s: got %s, want no diagnostics", stage, diags)
				}
			}
			_, diags := a.Invoke(t, config)
			none(t, diags)
			for field, body := range e.Last(t, toRoom).Body {
				if strings.Contains(string(body), `""`) {
					t.Errorf("got an empty text in %s, want none: %s", field, body)
				}
			}
		})
	}
}

// TestMessage_emptyReceivers has "" not stand in for a receiver.
func TestMessage_emptyReceivers(t *testing.T) {
	t.Parallel()
	config := toTheRoom("text", values{"text": "Hello"}).With(values{"channel_id": "", "user_id": ""})
	got := acctest.Messages(newTenant(t).action(t).Validate(t, config))
	if !strings.Contains(got, "No attribute specified when one (and only one) of [user_id,channel_id] is required") {
		t.Errorf("got %s, want that a receiver is missing", got)
	}
}
