// SPDX-License-Identifier: MPL-2.0

package message_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// refusal is a configuration with one fault.
type refusal struct {
	name   string
	config values
	at     string // the attribute
	words  string // in the message
}

func long(n int) string { return strings.Repeat("あ", n) } // three bytes each

func repeat(n int, v any) []any {
	all := make([]any, n)
	for i := range all {
		all[i] = v
	}
	return all
}

const (
	web = "https://example.com/o.png"
	dot = "testdata/dot.png"
)

// column is a card of a carousel that is in order, with changes.
func column(change values) values {
	return values{"text": "x", "actions": []any{open}}.With(change)
}

func columns(all ...any) values { return toTheRoom("carousel", values{"columns": all}) }

func refusals() []refusal {
	text := func(v any) values { return toTheRoom("text", values{"text": v}) }
	place := values{"title": "t", "address": "a", "latitude": 1, "longitude": 1}
	link := values{"content_text": "c", "link_text": "l", "link": web}
	buttons := func(actions ...any) values {
		return toTheRoom("button_template", values{"content_text": "c", "actions": actions})
	}
	list := func(change values) values {
		return toTheRoom("list_template", values{"elements": []any{values{"title": "t"}}}.With(change))
	}
	element := func(change values) values {
		return list(values{"elements": []any{values{"title": "t"}.With(change)}})
	}
	images := func(all ...any) values { return toTheRoom("image_carousel", values{"columns": all}) }
	replies := func(items ...any) values {
		return text("a").With(values{"quick_reply": values{"items": items}})
	}
	all := []refusal{
		{"bot", text("a").With(values{"bot_id": "desk"}), "bot_id", "must be the ID of a bot"},
		{"no receiver", values{"bot_id": botID, "text": values{"text": "a"}}, "nothing", "[user_id,channel_id]"},
		{"two receivers", text("a").With(values{"user_id": user}), "user_id", "[user_id,channel_id]"},
		{"blank user", values{"bot_id": botID, "user_id": "\u3000", "text": values{"text": "a"}}, "user_id", "begin or end with a blank"},
		{"blank before a user", values{"bot_id": botID, "user_id": " u", "text": values{"text": "a"}}, "user_id", "begin or end with a blank"},
		{"blank after a room", text("a").With(values{"channel_id": room + "\n"}), "channel_id", "begin or end with a blank"},
		{"wide blank after a room", text("a").With(values{"channel_id": room + "\u3000"}), "channel_id", "begin or end with a blank"},
		{"user that is a dot", values{"bot_id": botID, "user_id": ".", "text": values{"text": "a"}}, "user_id", `must not be "." or ".."`},
		{"room that is two dots", text("a").With(values{"channel_id": ".."}), "channel_id", `must not be "." or ".."`},
		{"blank room", text("a").With(values{"channel_id": ""}), "nothing", "[user_id,channel_id]"},
		{"no content", values{"bot_id": botID, "channel_id": room}, "nothing", "[text,sticker,image,file,audio,video,location,link,button_template,list_template,carousel,image_carousel,flex]"},
		{"two contents", text("a").With(values{"link": link}), "text", "[text,sticker,"},

		{"no text", text(""), "text.text", "between 1 and 2000"},
		{"null", text(nil), "text.text", ""},
		{"long text", text(long(2001)), "text.text", "between 1 and 2000"},
		{"long text by language", toTheRoom("text", values{"text": "a", "i18n_texts": map[string]string{"ja_JP": long(2001)}}), `text.i18n_texts["ja_JP"]`, "between 1 and 2000"},
		{"language that is null", toTheRoom("text", values{"text": "a", "i18n_texts": values{"ja_JP": nil}}), "text.i18n_texts", "null"},
		{"unknown language", toTheRoom("text", values{"text": "a", "i18n_texts": map[string]string{"ja": "a"}}), `text.i18n_texts["ja"]`, "ja_JP"},
		{"sticker", toTheRoom("sticker", values{"package_id": "1", "sticker_id": "x"}), "sticker.sticker_id", "must be digits"},
		{"package", toTheRoom("sticker", values{"package_id": "", "sticker_id": "1"}), "sticker.package_id", "must be digits"},

		{"title of a place", toTheRoom("location", place.With(values{"title": long(101)})), "location.title", "between 1 and 100"},
		{"address of a place", toTheRoom("location", place.With(values{"address": long(101)})), "location.address", "between 1 and 100"},
		{"latitude", toTheRoom("location", place.With(values{"latitude": 91})), "location.latitude", "between -90"},
		{"longitude", toTheRoom("location", place.With(values{"longitude": -181})), "location.longitude", "between -180"},
		{"text of a link", toTheRoom("link", link.With(values{"content_text": long(1001)})), "link.content_text", "between 1 and 1000"},
		{"what a link shows", toTheRoom("link", link.With(values{"link_text": long(1001)})), "link.link_text", "between 1 and 1000"},
		{"long link", toTheRoom("link", link.With(values{"link": "https://example.com/" + strings.Repeat("a", 981)})), "link.link", "between 1 and 1000"},
		{"relative link", toTheRoom("link", link.With(values{"link": "/a"})), "link.link", "absolute address"},
		{"link by language", toTheRoom("link", link.With(values{"i18n_link_texts": map[string]string{"ja_JP": long(1001)}})), `link.i18n_link_texts["ja_JP"]`, "between 1 and 1000"},
		{"text of a link by language", toTheRoom("link", link.With(values{"i18n_content_texts": map[string]string{"ja_JP": strings.Repeat("a", 1001)}})), `link.i18n_content_texts["ja_JP"]`, "between 1 and 1000"},

		{"text of buttons", toTheRoom("button_template", values{"content_text": long(1001), "actions": []any{open}}), "button_template.content_text", "between 1 and 1000"},
		{"no buttons", buttons(), "button_template.actions", "at least 1"},
		{"many buttons", buttons(repeat(11, open)...), "button_template.actions", "at most 10"},
		{"button that is null", buttons(open, nil), "button_template.actions", "null"},
		{"type of button", buttons(values{"type": "camera", "label": "a"}), "button_template.actions[0].type", `"message"`},
		{"label", buttons(open.With(values{"label": long(21)})), "button_template.actions[0].label", "between 1 and 20"},
		{"label by language", buttons(open.With(values{"i18n_labels": map[string]string{"ja_JP": long(21)}})), `button_template.actions[0].i18n_labels["ja_JP"]`, "between 1 and 20"},
		{"button without an address", buttons(values{"type": "uri", "label": "a"}), "button_template.actions[0]", "needs uri"},
		{"scheme of a button", buttons(open.With(values{"uri": "tel:1"})), "button_template.actions[0].uri", "https or http"},
		{"text of a copy", buttons(copyIt.With(values{"text": "a"})), "button_template.actions[0].text", "belongs to actions of type"},
		{"long copy", buttons(copyIt.With(values{"copy_text": long(1001)})), "button_template.actions[0].copy_text", "between 1 and 1000"},
		{"long text of a button", buttons(say.With(values{"text": long(301)})), "button_template.actions[0].text", "between 1 and 300"},
		{"long postback", buttons(say.With(values{"postback": long(1001)})), "button_template.actions[0].postback", "between 1 and 1000"},

		{"cover in two ways", list(values{"cover_data": values{"background_image_url": web, "background_file_id": "f"}}), "list_template.cover_data.background_file_id", "background_image_url and background_file_id are set"},
		{"cover by http", list(values{"cover_data": values{"background_image_url": "http://example.com/"}}), "list_template.cover_data.background_image_url", "absolute https"},
		{"title of the cover", list(values{"cover_data": values{"title": long(1001)}}), "list_template.cover_data.title", "between 1 and 1000"},
		{"subtitle of the cover", list(values{"cover_data": values{"subtitle": long(1001)}}), "list_template.cover_data.subtitle", "between 1 and 1000"},
		{"language of the cover twice", list(values{"cover_data": values{"i18n_background_image_urls": map[string]string{"ja_JP": web}, "i18n_background_file_ids": map[string]string{"ja_JP": "f"}}}), `list_template.cover_data.i18n_background_file_ids["ja_JP"]`, "both give the picture for ja_JP"},
		{"no elements", list(values{"elements": []any{}}), "list_template.elements", "at least 1"},
		{"many elements", list(values{"elements": repeat(5, values{"title": "t"})}), "list_template.elements", "at most 4"},
		{"element without a title", element(values{"title": nil}), "list_template.elements[0].title", ""},
		{"title of an element", element(values{"title": long(1001)}), "list_template.elements[0].title", "between 1 and 1000"},
		{"subtitle of an element", element(values{"subtitle": long(1001)}), "list_template.elements[0].subtitle", "between 1 and 1000"},
		{"picture of an element", element(values{"source_file": dot, "file_id": "f"}), "list_template.elements[0].source_file", "file_id and source_file are set"},
		{"button of an element", element(values{"action": values{"type": "copy", "label": "a"}}), "list_template.elements[0].action", "needs copy_text"},
		{"many rows", list(values{"action_rows": repeat(3, values{"actions": []any{open}})}), "list_template.action_rows", "at most 2"},
		{"long row", list(values{"action_rows": []any{values{"actions": repeat(3, open)}}}), "list_template.action_rows[0].actions", "at most 2"},
		{"row", list(values{"action_rows": []any{values{"actions": []any{values{"type": "uri", "label": "a"}}}}}), "list_template.action_rows[0].actions[0]", "needs uri"},

		{"shape", toTheRoom("carousel", values{"image_aspect_ratio": "round", "columns": []any{column(nil)}}), "carousel.image_aspect_ratio", `"rectangle"`},
		{"size", toTheRoom("carousel", values{"image_size": "fill", "columns": []any{column(nil)}}), "carousel.image_size", `"cover"`},
		{"no cards", columns(), "carousel.columns", "at least 1"},
		{"many cards", columns(repeat(11, column(nil))...), "carousel.columns", "at most 10"},
		{"title of a card", columns(column(values{"title": long(41)})), "carousel.columns[0].title", "between 1 and 40"},
		{"text of a card", columns(column(values{"text": long(121)})), "carousel.columns[0].text", "between 1 and 120"},
		{"text below a title", columns(column(values{"text": long(61), "title": "t"})), "carousel.columns[0].text", "carousel.columns[0].text has 61 characters; the text of a card with a title or a picture may have 60"},
		{"text below a picture", columns(column(values{"file_id": "f"}), column(values{"text": long(61), "file_id": "f"})), "carousel.columns[1].text", "carousel.columns[1].text has 61 characters"},
		{"text below a local picture", columns(column(values{"text": long(61), "source_file": dot})), "carousel.columns[0].text", "may have 60"},
		{"a local picture on one card", columns(column(values{"source_file": dot}), column(nil)), "carousel.columns[1]", "carousel.columns[0] has a picture, but carousel.columns[1] has none"},
		{"a picture by language only", columns(column(values{"file_id": "f"}), column(values{"i18n_file_ids": map[string]string{"ja_JP": "f"}})), "carousel.columns[1]", "carousel.columns[0] has a picture, but carousel.columns[1] has none"},
		{"many buttons of a card", columns(column(values{"actions": repeat(4, open)})), "carousel.columns[0].actions", "at most 3"},
		{"numbers of buttons", columns(column(nil), column(values{"actions": repeat(2, open)})), "carousel.columns[1].actions", "carousel.columns[1].actions has 2 elements, but carousel.columns[0].actions has 1"},
		{"a picture on one card", columns(column(nil), column(values{"original_content_url": web})), "carousel.columns[0]", "carousel.columns[1] has a picture, but carousel.columns[0] has none"},
		{"a title on one card", columns(column(values{"title": "t"}), column(nil)), "carousel.columns[1]", "carousel.columns[0] has a title, but carousel.columns[1] has none"},
		{"picture of a card", columns(column(values{"original_content_url": web, "source_file": dot})), "carousel.columns[0].source_file", "original_content_url and source_file are set"},
		{"message without a text", columns(column(values{"actions": []any{open, values{"type": "message", "label": "a"}}})), "carousel.columns[0].actions[1]", `carousel.columns[0].actions[1] is of type "message", which needs text.`},
		{"button without a label", columns(column(values{"actions": []any{values{"type": "uri", "uri": web}}})), "carousel.columns[0].actions[0].label", ""},
		{"default action", columns(column(values{"default_action": values{"type": "postback"}})), "carousel.columns[0].default_action", `carousel.columns[0].default_action is of type "postback", which needs data.`},

		{"no pictures", images(), "image_carousel.columns", "at least 1"},
		{"many pictures", images(repeat(11, values{"file_id": "f"})...), "image_carousel.columns", "at most 10"},
		{"missing picture", images(values{"action": open}), "image_carousel.columns[0]", "Set either original_content_url, or file_id, or source_file"},
		{"picture by language only", images(values{"i18n_original_content_urls": map[string]string{"ja_JP": web}}), "image_carousel.columns[0]", "Set either original_content_url, or file_id, or source_file"},
		{"local picture of a language twice", images(values{"file_id": "f", "i18n_file_ids": map[string]string{"ja_JP": "f"}, "i18n_source_files": map[string]string{"ja_JP": dot}}), `image_carousel.columns[0].i18n_source_files["ja_JP"]`, "i18n_file_ids and i18n_source_files both give the picture for ja_JP"},
		{"two pictures", images(values{"file_id": "f", "original_content_url": web}), "image_carousel.columns[0].file_id", "original_content_url and file_id are set"},
		{"label of a picture", images(values{"file_id": "f", "action": open.With(values{"label": long(13)})}), "image_carousel.columns[0].action.label", "between 1 and 12"},
		{"action of a picture", images(values{"file_id": "f", "action": values{"type": "uri", "label": "a"}}), "image_carousel.columns[0].action", "needs uri"},

		{"alternative text", toTheRoom("flex", values{"alt_text": long(401), "contents": bubble}), "flex.alt_text", "between 1 and 400"},
		{"alternative text by language", toTheRoom("flex", values{"alt_text": "a", "contents": bubble, "i18n_alt_texts": map[string]string{"ja_JP": long(401)}}), `flex.i18n_alt_texts["ja_JP"]`, "between 1 and 400"},
		{"flex", toTheRoom("flex", values{"alt_text": "a", "contents": "{"}), "flex.contents", "It is not JSON"},

		{"no quick replies", replies(), "quick_reply.items", "at least 1"},
		{"many quick replies", replies(repeat(14, values{"action": open})...), "quick_reply.items", "at most 13"},
		{"postback that shows nothing", replies(values{"action": values{"type": "postback", "label": "a", "data": "d"}}), "quick_reply.items[0].action", `quick_reply.items[0].action is of type "postback", which needs display_text.`},
		{"camera without a label", replies(values{"action": values{"type": "camera"}}), "quick_reply.items[0].action.label", ""},
		{"camera with data", replies(values{"action": values{"type": "cameraRoll", "label": "a", "data": "d"}}), "quick_reply.items[0].action.data", `quick_reply.items[0].action.data belongs to actions of type "postback", but quick_reply.items[0].action is of type "cameraRoll".`},
		{"two icons", replies(values{"action": open, "image_url": web, "image_resource_id": "r"}), "quick_reply.items[0].image_resource_id", "image_url and image_resource_id are set"},
		{"icon by http", replies(values{"action": open, "image_url": "http://example.com/"}), "quick_reply.items[0].image_url", "absolute https"},
		{"icon by http by language", replies(values{"action": open, "i18n_image_url": map[string]string{"ja_JP": "a"}}), `quick_reply.items[0].i18n_image_url["ja_JP"]`, "absolute https"},
		{"icon of a language twice", replies(values{"action": open, "i18n_image_url": map[string]string{"ja_JP": web}, "i18n_image_resource_ids": map[string]string{"ja_JP": "r"}}), `quick_reply.items[0].i18n_image_resource_ids["ja_JP"]`, "both give the icon for ja_JP"},
	}
	for _, content := range []string{"image", "video"} {
		all = append(all,
			refusal{content + " nowhere", toTheRoom(content, values{}), content, "Set either preview_image_url and original_content_url, or file_id, or source_file"},
			refusal{content + " without a preview", toTheRoom(content, values{"original_content_url": web}), content + ".preview_image_url", "needs preview_image_url and original_content_url"},
			refusal{content + " with a preview only", toTheRoom(content, values{"preview_image_url": web}), content + ".original_content_url", "needs preview_image_url and original_content_url"},
			refusal{content + " in two ways", toTheRoom(content, values{"preview_image_url": web, "file_id": "f"}), content + ".file_id", "preview_image_url and file_id are set"},
			refusal{content + " by http", toTheRoom(content, values{"preview_image_url": "http://example.com/", "original_content_url": web}), content + ".preview_image_url", "absolute https"},
		)
	}
	for _, content := range []string{"file", "audio"} {
		all = append(all,
			refusal{content + " nowhere", toTheRoom(content, values{}), content, "Set either original_content_url, or file_id, or source_file"},
			refusal{content + " in two ways", toTheRoom(content, values{"original_content_url": web, "source_file": dot}), content + ".source_file", "original_content_url and source_file are set"},
			refusal{content + " by http", toTheRoom(content, values{"original_content_url": "http://example.com/"}), content + ".original_content_url", "absolute https"},
			refusal{content + " at a long address", toTheRoom(content, values{"original_content_url": web + strings.Repeat("a", 1000)}), content + ".original_content_url", "at most 1000"},
		)
	}
	return all
}

// TestRefusals has every limit broken once. The plan has to refuse it as well: a value
// of a variable is not known to the validation. Each has to name the attribute in words:
// of a plan, that is all that Terraform shows of the place, and where an expression makes
// a list, all that tells of the element. (Of a null in a list the framework's own rule
// says less, when it is validated.) Nothing may be sent.
func TestRefusals(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	e.action(t)
	t.Cleanup(func() { // when all have ended
		if n := e.Writes(); n != 0 {
			t.Errorf("%d requests were sent, want none", n)
		}
	})
	for _, r := range refusals() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			_, invoked := e.action(t).Invoke(t, r.config)
			for when, diags := range map[string][]*tfprotov6.Diagnostic{
				"validated": e.action(t).Validate(t, r.config),
				"planned":   e.action(t).Plan(t, r.config),
				"invoked":   invoked,
			} {
				if err := refusedAt(diags, r.at, r.words); err != nil {
					t.Errorf("%s: got %v, want an error at %s that matches %q", when, err, r.at, r.words)
				} else if r.at != "nothing" && !strings.Contains(diags[0].Detail, r.at) && (when != "validated" || r.words != "null") {
					t.Errorf("%s: got a text that does not name %s, want it named:\n%s", when, r.at, diags[0].Detail)
				}
			}
		})
	}
}

// refusedAt wants one error, at the attribute, with the words.
func refusedAt(diags []*tfprotov6.Diagnostic, at, words string) error {
	if len(diags) != 1 || diags[0].Severity != tfprotov6.DiagnosticSeverityError || acctest.Path(diags[0].Attribute) != at ||
		!strings.Contains(strings.ToLower(diags[0].Detail), strings.ToLower(words)) {
		return fmt.Errorf("want %q at %s, got:\n%s", words, at, acctest.Messages(diags))
	}
	return nil
}

// TestWarnings warns of contents that the vendor's pages leave open, and refuses none.
func TestWarnings(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	for _, r := range []refusal{
		{"blocked address", toTheRoom("file", values{"original_content_url": "https://example.com/a.EXE?b=c"}), "file.original_content_url", `ends in "exe"`},
		{"blocked file", toTheRoom("file", values{"source_file": newFile(t, "a.js", 3)}), "file.source_file", `ends in "js"`},
		{"many lines", columns(column(values{"text": "a\nb\nc\nd\ne"})), "carousel.columns[0].text", "carousel.columns[0].text has 5 lines; a card shows 4."},
		{"many lines below a title", columns(column(values{"text": "a\nb\nc", "title": "t"})), "carousel.columns[0].text", "carousel.columns[0].text has 3 lines; a card with a title or a picture shows 2."},
		{"address in a card", toTheRoom("flex", values{"alt_text": "a", "contents": `{"type":"bubble","action":{"type":"uri","uri":"/a"}}`}), "flex.contents", `flex.contents.action.uri ("/a")`},
	} {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			diags := e.action(t).Validate(t, r.config)
			if len(diags) > 0 {
				t.Errorf("validating: got %s, want no warning, since the CLI would show it twice", acctest.Messages(diags))
			}
			diags = e.action(t).Plan(t, r.config)
			if len(diags) != 1 || diags[0].Severity != tfprotov6.DiagnosticSeverityWarning || acctest.Path(diags[0].Attribute) != r.at ||
				!strings.Contains(diags[0].Detail, r.words) || !strings.Contains(diags[0].Detail, r.at) {
				t.Errorf("planning: got %s, want one warning at %s with %q", acctest.Messages(diags), r.at, r.words)
			}
		})
	}
}

// TestWarnings_summaries has the same odd value in two places: of warnings with the same
// summary the CLI would show one.
func TestWarnings_summaries(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	one, two, large, larger := newFile(t, "a.jpg", 5), newFile(t, "a.jpg", 5), newFile(t, "a.zip", 1_000_001), newFile(t, "a.zip", 1_000_001)
	file := func(name string) values { return toTheRoom("audio", values{"source_file": name}) }
	for name, tc := range map[string]struct {
		configs []values
		want    []string
	}{
		"lines": {
			[]values{columns(column(values{"text": "a\nb\nc\nd\ne"}), column(values{"text": "a\nb\nc\nd\ne"}))},
			[]string{"Many lines in carousel.columns[0].text", "Many lines in carousel.columns[1].text"},
		},
		"pictures": {
			[]values{toTheRoom("image_carousel", values{"columns": []any{values{"source_file": one}, values{"source_file": two}}})},
			[]string{fmt.Sprintf("Picture %q may be refused", one), fmt.Sprintf("Picture %q may be refused", two)},
		},
		"large files": {
			[]values{file(large), file(larger)},
			[]string{fmt.Sprintf("File %q may be too large", large), fmt.Sprintf("File %q may be too large", larger)},
		},
		"blocked files": {
			[]values{toTheRoom("file", values{"original_content_url": "https://example.com/a.js"}), toTheRoom("file", values{"original_content_url": "https://example.com/b.js"})},
			[]string{`File "/a.js" may be blocked`, `File "/b.js" may be blocked`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, config := range tc.configs {
				for _, d := range e.action(t).Plan(t, config) {
					got = append(got, d.Summary)
				}
			}
			slices.Sort(got)
			slices.Sort(tc.want)
			if !slices.Equal(got, tc.want) {
				t.Errorf("summaries %q, want %q", got, tc.want)
			}
		})
	}
}

// TestLimits has values that just keep within the limits, which are sent.
func TestLimits(t *testing.T) {
	t.Parallel()
	lines := func(change values) values {
		return column(values{"text": long(60), "title": long(40), "actions": repeat(3, open)}.With(change))
	}
	for name, config := range map[string]values{
		"text":     toTheRoom("text", values{"text": long(2000), "i18n_texts": map[string]string{"ja_JP": long(2000)}}),
		"blank":    toTheRoom("text", values{"text": " "}),
		"location": toTheRoom("location", values{"title": long(100), "address": long(100), "latitude": -90, "longitude": 180}),
		"link":     toTheRoom("link", values{"content_text": long(1000), "link_text": long(1000), "link": "https://example.com/" + strings.Repeat("a", 980)}),
		"buttons": toTheRoom("button_template", values{"content_text": long(1000), "actions": repeat(10, values{
			"type": "message", "label": long(20), "text": long(300), "postback": long(1000),
		})}),
		"list": toTheRoom("list_template", values{
			"cover_data": values{"title": long(1000), "subtitle": long(1000)}, "elements": repeat(4, values{"title": long(1000), "subtitle": long(1000)}),
			"action_rows": repeat(2, values{"actions": repeat(2, open)}),
		}),
		"cover without anything":       toTheRoom("list_template", values{"cover_data": values{}, "elements": []any{values{"title": "t"}}}),
		"carousel with titles":         columns(repeat(10, lines(nil))...),
		"carousel with pictures":       columns(repeat(10, lines(values{"title": nil, "original_content_url": web}))...),
		"carousel with text only":      columns(repeat(10, column(values{"text": long(120)}))...),
		"carousel, four lines":         columns(column(values{"text": "a\nb\nc\nd\n"})),
		"image carousel":               toTheRoom("image_carousel", values{"columns": repeat(10, values{"original_content_url": web, "action": open.With(values{"label": long(12)})})}),
		"flex":                         toTheRoom("flex", values{"alt_text": long(400), "contents": bubble}),
		"by language, nothing":         toTheRoom("text", values{"text": "a", "i18n_texts": map[string]string{}}),
		"a language each in one way":   toTheRoom("image_carousel", values{"columns": []any{values{"original_content_url": web, "i18n_original_content_urls": map[string]string{"ja_JP": web, "ko_KR": web}, "i18n_file_ids": map[string]string{}}}}),
		"thirteen quick replies":       toTheRoom("text", values{"text": "a"}).With(values{"quick_reply": values{"items": repeat(13, values{"action": open})}}),
		"label stands in for its text": toTheRoom("button_template", values{"content_text": "c", "actions": []any{values{"type": "message", "label": "a"}}}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newTenant(t)
			none(t, e.action(t).Validate(t, config))
			none(t, e.action(t).Plan(t, config))
			_, diags := e.action(t).Invoke(t, config)
			none(t, diags)
			if n := len(e.API.Messages()); n != 1 {
				t.Errorf("%d messages arrived, want 1", n)
			}
		})
	}
}

// TestUnknown has values that are not known yet in all places: no rule can be
// broken by them.
func TestUnknown(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	const unknown = acctest.Unknown
	replies := func(v any) values { return toTheRoom("text", values{"text": "a"}).With(values{"quick_reply": v}) }
	for name, config := range map[string]values{
		"everything":         {"bot_id": unknown, "user_id": unknown, "channel_id": unknown, "text": unknown, "flex": unknown, "quick_reply": unknown},
		"a receiver":         {"bot_id": botID, "user_id": unknown, "text": values{"text": unknown, "i18n_texts": unknown}},
		"a text by language": toTheRoom("text", values{"text": "a", "i18n_texts": values{"ja_JP": unknown}}),
		"a way":              toTheRoom("image", values{"file_id": unknown}),
		"one of two ways":    toTheRoom("audio", values{"file_id": unknown, "original_content_url": web}),
		"half a way":         toTheRoom("video", values{"preview_image_url": unknown, "original_content_url": web}),
		"a file":             toTheRoom("file", values{"source_file": unknown}),
		"coordinates":        toTheRoom("location", values{"title": unknown, "address": unknown, "latitude": unknown, "longitude": unknown}),
		"buttons":            toTheRoom("button_template", values{"content_text": "c", "actions": unknown}),
		"a button":           toTheRoom("button_template", values{"content_text": "c", "actions": []any{values{"type": unknown, "label": unknown, "uri": unknown}}}),
		"a list":             toTheRoom("list_template", values{"cover_data": unknown, "elements": unknown, "action_rows": []any{values{"actions": unknown}}}),
		"an element":         toTheRoom("list_template", values{"elements": []any{values{"title": unknown, "action": unknown, "file_id": unknown, "source_file": unknown}}}),
		"cards":              toTheRoom("carousel", values{"columns": unknown}),
		"half a card":        columns(column(values{"title": unknown, "source_file": unknown, "actions": unknown}), column(values{"title": "t", "file_id": "f"})),
		"a text below what":  columns(column(values{"title": unknown, "text": long(61)})),
		"pictures":           toTheRoom("image_carousel", values{"columns": []any{values{"file_id": unknown, "action": unknown, "i18n_source_files": values{"ja_JP": unknown}}}}),
		"a flex card":        toTheRoom("flex", values{"alt_text": unknown, "contents": unknown}),
		"quick replies":      replies(values{"items": unknown}),
		"a quick reply":      replies(values{"items": []any{values{"action": unknown, "image_url": unknown, "image_resource_id": unknown}}}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			none(t, e.action(t).Validate(t, config))
			none(t, e.action(t).Plan(t, config))
		})
	}
	// The framework's own validation asks for the required attributes of an element
	// that is wholly unknown, so that only the plan can be asked.
	for name, config := range map[string]values{
		"one of two buttons": toTheRoom("button_template", values{"content_text": "c", "actions": []any{unknown, open}}),
		"one of two rows":    toTheRoom("list_template", values{"elements": []any{unknown}, "action_rows": []any{unknown}}),
		"one of two cards":   columns(unknown, column(values{"title": "t", "file_id": "f"})),
		"a picture":          toTheRoom("image_carousel", values{"columns": []any{unknown}}),
		"a reply":            replies(values{"items": []any{unknown}}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			none(t, e.action(t).Plan(t, config))
		})
	}
}
