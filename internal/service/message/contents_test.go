// SPDX-License-Identifier: MPL-2.0

package message_test

import (
	"testing"
)

// sample is a content with everything that it can have, and the body that is sent for it.
type sample struct {
	name    string
	content string
	config  values
	want    string // less type
}

var (
	inJapanese  = map[string]string{"ja_JP": "あ"}
	iconsByLang = map[string]string{"ko_KR": "https://example.com/k.png"}
	say         = values{"type": "message", "label": "Help", "text": "help", "postback": "p", "i18n_labels": inJapanese, "i18n_texts": inJapanese}
	open        = values{"type": "uri", "label": "Open", "uri": "https://example.com/"}
	copyIt      = values{"type": "copy", "label": "Copy", "copy_text": "c"}
	post        = values{"type": "postback", "label": "Book", "data": "d", "display_text": "t", "i18n_display_texts": inJapanese}
)

const (
	sayJSON  = `{"type":"message","label":"Help","text":"help","postback":"p","i18nLabels":[{"language":"ja_JP","label":"あ"}],"i18nTexts":[{"language":"ja_JP","text":"あ"}]}`
	openJSON = `{"type":"uri","label":"Open","uri":"https://example.com/"}`
	copyJSON = `{"type":"copy","label":"Copy","copyText":"c"}`
	postJSON = `{"type":"postback","label":"Book","data":"d","displayText":"t","i18nDisplayTexts":[{"language":"ja_JP","displayText":"あ"}]}`
	bubble   = `{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"a"}]}}`
)

func samples() []sample {
	return []sample{
		{"text", "text", values{"text": "a <m userId=\"all\"> & b"}, `{"text":"a <m userId=\"all\"> & b"}`},
		{
			"texts", "text",
			values{"text": "a", "i18n_texts": map[string]string{"ja_JP": "あ", "en_US": "e"}},
			`{"text":"a","i18nTexts":[{"language":"en_US","text":"e"},{"language":"ja_JP","text":"あ"}]}`,
		},
		{"sticker", "sticker", values{"package_id": "1", "sticker_id": "002"}, `{"packageId":"1","stickerId":"002"}`},
		{
			"image", "image",
			values{"preview_image_url": "https://example.com/p.png", "original_content_url": "https://example.com/o.png"},
			`{"previewImageUrl":"https://example.com/p.png","originalContentUrl":"https://example.com/o.png"}`,
		},
		{"file", "file", values{"original_content_url": "https://example.com/o.pdf"}, `{"originalContentUrl":"https://example.com/o.pdf"}`},
		{"audio", "audio", values{"original_content_url": "https://example.com/o.m4a"}, `{"originalContentUrl":"https://example.com/o.m4a"}`},
		{
			"video", "video",
			values{"preview_image_url": "https://example.com/p.png", "original_content_url": "https://example.com/o.mp4"},
			`{"previewImageUrl":"https://example.com/p.png","originalContentUrl":"https://example.com/o.mp4"}`,
		},
		{
			"location", "location",
			values{"title": "Office", "address": "Shibuya", "latitude": 35.6, "longitude": 0},
			`{"title":"Office","address":"Shibuya","latitude":35.6,"longitude":0}`,
		},
		{"link", "link", values{
			"content_text": "c", "link_text": "l", "link": "https://example.com/", "i18n_content_texts": inJapanese, "i18n_link_texts": inJapanese,
		}, `{"contentText":"c","linkText":"l","link":"https://example.com/","i18nContentTexts":[{"language":"ja_JP","contentText":"あ"}],"i18nLinkTexts":[{"language":"ja_JP","linkText":"あ"}]}`},
		{
			"buttons", "button_template",
			values{"content_text": "c", "i18n_content_texts": inJapanese, "actions": []any{say, open, copyIt, values{"type": "message", "label": "Only"}}},
			`{"contentText":"c","i18nContentTexts":[{"language":"ja_JP","contentText":"あ"}],"actions":[` + sayJSON + `,` + openJSON + `,` + copyJSON + `,{"type":"message","label":"Only"}]}`,
		},
		{"list", "list_template", values{
			"cover_data": values{
				"background_image_url": "https://example.com/b.png", "title": "t", "subtitle": "s", "i18n_titles": inJapanese, "i18n_subtitles": inJapanese,
				"i18n_background_image_urls": iconsByLang,
			},
			"elements": []any{
				values{
					"title": "t", "subtitle": "s", "original_content_url": "https://example.com/o.png", "action": open,
					"i18n_titles": inJapanese, "i18n_subtitles": inJapanese, "i18n_original_content_urls": iconsByLang,
				},
				values{"title": "u"},
			},
			"action_rows": []any{values{"actions": []any{say, copyIt}}, values{"actions": []any{open}}},
		}, `{"coverData":{"backgroundImageUrl":"https://example.com/b.png","title":"t","subtitle":"s",
			"i18nTitles":[{"language":"ja_JP","title":"あ"}],"i18nSubtitles":[{"language":"ja_JP","subtitle":"あ"}],
			"i18nBackgroundImageUrls":[{"language":"ko_KR","backgroundImageUrl":"https://example.com/k.png"}]},
			"elements":[{"title":"t","subtitle":"s","originalContentUrl":"https://example.com/o.png","action":` + openJSON + `,
			"i18nTitles":[{"language":"ja_JP","title":"あ"}],"i18nSubtitles":[{"language":"ja_JP","subtitle":"あ"}],
			"i18nOriginalContentUrls":[{"language":"ko_KR","originalContentUrl":"https://example.com/k.png"}]},{"title":"u"}],
			"actions":[[` + sayJSON + `,` + copyJSON + `],[` + openJSON + `]]}`},
		{
			"list, with nothing in its cover", "list_template",
			values{"cover_data": values{"i18n_titles": map[string]string{}}, "elements": []any{values{"title": "t"}}},
			`{"elements":[{"title":"t"}]}`,
		},
		{"carousel", "carousel", values{
			"image_aspect_ratio": "square", "image_size": "contain",
			"columns": []any{
				values{
					"original_content_url": "https://example.com/o.png", "title": "t", "text": "x", "default_action": values{"type": "uri", "uri": "https://example.com/"},
					"actions": []any{say, open, post}, "i18n_original_content_urls": iconsByLang,
				},
				values{"original_content_url": "https://example.com/o.png", "title": "t", "text": "x", "actions": []any{copyIt, open, post}},
			},
		}, `{"imageAspectRatio":"square","imageSize":"contain","columns":[
			{"originalContentUrl":"https://example.com/o.png","title":"t","text":"x","defaultAction":{"type":"uri","uri":"https://example.com/"},
			"actions":[` + sayJSON + `,` + openJSON + `,` + postJSON + `],"i18nOriginalContentUrls":[{"language":"ko_KR","originalContentUrl":"https://example.com/k.png"}]},
			{"originalContentUrl":"https://example.com/o.png","title":"t","text":"x","actions":[` + copyJSON + `,` + openJSON + `,` + postJSON + `]}]}`},
		{"image carousel", "image_carousel", values{"columns": []any{
			values{"original_content_url": "https://example.com/o.png", "action": post, "i18n_original_content_urls": iconsByLang},
			values{"original_content_url": "https://example.com/o.png"},
		}}, `{"columns":[{"originalContentUrl":"https://example.com/o.png","action":` + postJSON + `,
			"i18nOriginalContentUrls":[{"language":"ko_KR","originalContentUrl":"https://example.com/k.png"}]},{"originalContentUrl":"https://example.com/o.png"}]}`},
		{
			"flex", "flex",
			values{"alt_text": "a", "i18n_alt_texts": inJapanese, "contents": bubble},
			`{"altText":"a","i18nAltTexts":[{"language":"ja_JP","altText":"あ"}],"contents":` + bubble + `}`,
		},
	}
}

// TestContents sends each type of content, to a room and to a user. The mock, which
// is another reading of the vendor's pages, takes it.
func TestContents(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			e := newTenant(t)
			config := toTheRoom(s.content, s.config)
			want := `{"type":"` + s.content + `",` + s.want[1:]
			none(t, e.action(t).Validate(t, config))
			none(t, e.action(t).Plan(t, config))
			_, diags := e.action(t).Invoke(t, config)
			none(t, diags)
			sameJSON(t, want, sent(t, e, toRoom))

			config = values{"bot_id": botID, "user_id": user, s.content: s.config}
			none(t, e.action(t).Validate(t, config))
			_, diags = e.action(t).Invoke(t, config)
			none(t, diags)
			r := e.Last(t, toUser)
			sameJSON(t, want, sent(t, e, toUser))
			if len(r.Unknown) > 0 || len(r.Body) != 1 {
				t.Errorf("got the properties %v, which no page knows, want none: %v", r.Unknown, r.Body)
			}
			if n := len(e.API.Messages()); n != 2 {
				t.Errorf("%d messages arrived, want 1", n)
			}
		})
	}
}
