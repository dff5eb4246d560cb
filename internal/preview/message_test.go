// SPDX-License-Identifier: MPL-2.0

package preview_test

import (
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

func message(content string) preview.Message {
	return preview.Message{ID: "7", FromBot: true, Content: json.RawMessage(content)}
}

// drawn is a message as it is drawn with some options.
func drawn(t *testing.T, o preview.Options, content string) *html.Node {
	t.Helper()
	d := preview.New(o)
	n := read(t, d.Message(message(content)))
	checkRules(t, d.Styles())
	return n
}

// actionsIn finds the actions of a content without the code of the package.
func actionsIn(path string, value any, found map[string]string) {
	switch value := value.(type) {
	case map[string]any:
		kind, _ := value["type"].(string)
		if slices.Contains([]string{"postback", "message", "uri", "copy", "camera", "cameraRoll", "location"}, kind) && path != "" {
			found[strings.TrimPrefix(path, "/")] = kind
		}
		for name, part := range value {
			actionsIn(path+"/"+name, part, found)
		}
	case []any:
		for i, part := range value {
			actionsIn(fmt.Sprintf("%s/%d", path, i), part, found)
		}
	}
}

// TestMessage_taps: each action of each content is one button, whose REF leads back to it.
func TestMessage_taps(t *testing.T) {
	t.Parallel()
	tested := map[string]int{}
	for name, content := range samples {
		var value any
		if err := json.Unmarshal([]byte(content), &value); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		expected := map[string]string{}
		actionsIn("", value, expected)

		d := preview.New(preview.Options{Interactive: true})
		got := map[string]string{}
		for _, button := range all(read(t, d.Message(message(content))), "button") {
			path, found := strings.CutPrefix(attr(button, "value"), "message/7/")
			if !found {
				t.Errorf("%s: got REF %q, want it to begin with message/7/", name, attr(button, "value"))
			}
			checkTap(t, button, content, path)
			got[path], _, _ = strings.Cut(attr(button, "title"), ":")
		}
		for _, button := range all(read(t, d.QuickReply(message(content))), "button") {
			var item int
			if _, err := fmt.Sscanf(attr(button, "value"), "quick/7/%d", &item); err != nil {
				t.Errorf("%s: got REF %q: %v", name, attr(button, "value"), err)
			}
			path := preview.QuickReplyPath(item)
			checkTap(t, button, content, path)
			got[path], _, _ = strings.Cut(attr(button, "title"), ":")
		}
		want(t, name+": actions by path", got, expected)
		for _, kind := range expected {
			tested[kind]++
		}

		still := preview.New(preview.Options{})
		for _, html := range []template.HTML{still.Message(message(content)), still.QuickReply(message(content))} {
			if buttons := all(read(t, html), "button"); len(buttons) > 0 {
				t.Errorf("%s: got %d buttons where nothing can be tapped, want none", name, len(buttons))
			}
		}
	}
	if len(tested) != 7 {
		t.Errorf("got actions of the types %v in the samples, want all seven", slices.Sorted(maps.Keys(tested)))
	}
}

func checkTap(t *testing.T, button *html.Node, message, path string) {
	t.Helper()
	action, err := preview.FindAction(json.RawMessage(message), path)
	if err != nil {
		t.Errorf("button %s: %v", attr(button, "value"), err)
		return
	}
	title := action.Type
	if target := action.Target(""); !target.Empty() {
		title += ": " + target.Value
	}
	want(t, path+": title", attr(button, "title"), title)
	if label := action.Label.Value; label != "" && strings.TrimSpace(content(button)) != label {
		t.Errorf("%s: got the button %q, want %q", path, content(button), label)
	}
}

// TestMessage_contents asserts what of each content is to be read, and in which language.
func TestMessage_contents(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		sample, language string
		in, notIn        []string
	}{
		"text":               {"text", "", []string{"Hello @hana@example.com, see <b>page</b> 2 & 3.\nSecond line"}, []string{"こんにちは", "<m"}},
		"text, ja":           {"text", "ja_JP", []string{"こんにちは、@hana@example.com さん。"}, []string{"Hello"}},
		"text, no such":      {"text", "ko_KR", []string{"Hello @hana@example.com"}, []string{"こんにちは"}},
		"sticker":            {"sticker", "", []string{"Sticker", "packageId 11", "stickerId 22"}, nil},
		"image":              {"image", "", []string{"Picture", "https://example.com/large.png"}, []string{"small.png"}},
		"image by id":        {"image by id", "", []string{"jp1.1628695315008671000.1628781715.0.1000001.0.0.0"}, nil},
		"file":               {"file", "", []string{"File", "minutes.pdf", "jp1.2.3"}, nil},
		"audio":              {"audio", "", []string{"Audio", "https://example.com/voice.m4a"}, nil},
		"video":              {"video", "", []string{"Video", "https://example.com/small.png", "https://example.com/film.mp4"}, nil},
		"location":           {"location", "", []string{"Location", "Head office", "1-2-3 Example, Shibuya, Tokyo", "35.6581, 139.7017"}, nil},
		"location of a user": {"location of a user", "", []string{"1-2-3 Example, Shibuya, Tokyo", "35, 139.5"}, nil},
		"link":               {"link", "", []string{"The new rules are out.", "Read them", "https://intra.example.com/rules"}, []string{"規程"}},
		"link, ja":           {"link", "ja_JP", []string{"新しい規程が公開されました。", "規程を読む", "https://intra.example.com/rules"}, []string{"Read"}},
		"buttons":            {"button_template", "", []string{"What do you need?", "Book a room", "Floor map", "Copy the code"}, []string{"会議室"}},
		"buttons, ja":        {"button_template", "ja_JP", []string{"ご用件をお選びください。", "会議室を予約", "Floor map"}, []string{"Book a room"}},
		"list":               {"list_template", "", []string{"Rooms", "Free this afternoon", "cover.png", "Fuji", "12 seats, 3rd floor", "fuji.png", "Book", "Without an action", "All rooms"}, nil},
		"list, ja":           {"list_template", "ja_JP", []string{"会議室", "Free this afternoon", "Fuji"}, []string{"Rooms"}},
		"carousel":           {"carousel", "", []string{"Lunch A", "Grilled fish", "https://example.com/a.png", "Order", "Lunch B", "jp1.5.6"}, nil},
		"image carousel":     {"image_carousel", "", []string{"https://example.com/1.png", "First", "jp1.7.8", "Second", "https://example.com/3.png"}, []string{"1.ja.png"}},
		"image carousel, ja": {"image_carousel", "ja_JP", []string{"https://example.com/1.ja.png", "jp1.7.8"}, []string{"1.png"}},
		"flex":               {"flex", "", []string{"VISITOR", "hero.png", "Ms Sato is here", "Lobby, 10:30", "Tanaka", "(away)", "Tap for details", "I am coming", "Later"}, []string{"Not drawn", "佐藤"}},
		"flex, ja":           {"flex", "ja_JP", []string{"佐藤様がお見えです"}, []string{"Ms Sato"}},
		"unknown":            {"unknown", "", []string{"Content of an unknown or incomplete kind: hologram", `"text": "<script>alert(1)</script>"`}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := drawn(t, preview.Options{Language: tc.language}, samples[tc.sample])
			got := content(n)
			for _, part := range tc.in {
				if !strings.Contains(got, part) {
					t.Errorf("got %q, want %q in it", got, part)
				}
			}
			for _, part := range tc.notIn {
				if strings.Contains(got, part) {
					t.Errorf("got %q, want it without %q", got, part)
				}
			}
		})
	}
}

// TestMessage_malformed: what is no content is shown as it is.
func TestMessage_malformed(t *testing.T) {
	t.Parallel()
	for _, content := range []string{
		``, `{`, `[]`, `null`, `"text"`, `{}`, `{"type":7}`, `{"type":"text"}`, `{"type":"text","text":["x"]}`,
		`{"type":"sticker","packageId":1,"stickerId":2}`, `{"type":"sticker","packageId":"1"}`, `{"type":"image"}`, `{"type":"file","fileId":null}`, `{"type":"audio"}`,
		`{"type":"video","previewImageUrl":"https://example.com/x.png"}`, `{"type":"location","address":"x","latitude":"1","longitude":2}`,
		`{"type":"link","linkText":"x"}`, `{"type":"button_template","contentText":"x"}`, `{"type":"list_template","elements":{}}`,
		`{"type":"carousel","columns":[]}`, `{"type":"image_carousel","columns":"x"}`,
		`{"type":"flex","altText":"x"}`, `{"type":"flex","altText":"x","contents":{"type":"carousel","contents":[]}}`, `{"type":"flex","contents":{"type":"box"}}`,
	} {
		n := drawn(t, preview.Options{UI: "ja"}, content)
		if got := texts(n, ".pv-unknown"); len(got) != 1 || !strings.HasPrefix(got[0], "種類が不明か、不完全なメッセージ: ") {
			t.Errorf("%s: got the label %q, want one that says so", content, got)
		}
		shown := strings.Map(func(r rune) rune {
			if r == ' ' || r == '\n' {
				return -1
			}
			return r
		}, strings.Join(texts(n, ".pv-json"), ""))
		if shown != content {
			t.Errorf("got %q, want %q", shown, content)
		}
	}
	for _, kind := range []string{strings.Repeat("あ", 100), strings.Repeat("あ", 101)} {
		n := drawn(t, preview.Options{}, `{"type":"`+kind+`"}`)
		shown := strings.TrimPrefix(texts(n, ".pv-unknown")[0], "Content of an unknown or incomplete kind: ")
		if whole := shown == kind; whole != (len(kind) == 300) {
			t.Errorf("got %q for a type of %d bytes, want it whole up to 300", shown, len(kind))
		}
	}
	long := `{"type":"` + strings.Repeat("あ", 50_000) + `"}`
	n := drawn(t, preview.Options{}, long)
	if got := len([]rune(content(n))); got > 21_000 {
		t.Errorf("got %d characters of a long content, want them cut off", got)
	}
}

func TestMessage_files(t *testing.T) {
	t.Parallel()
	const id = `{"type":"image","fileId":"f"}`
	for name, tc := range map[string]struct {
		image  preview.Image
		source string
	}{
		"a path":                  {preview.Image{Source: "/preview/files/f?bot=1"}, "/preview/files/f?bot=1"},
		"data":                    {preview.Image{Source: "data:image/png;base64,iVBORw0KGgo="}, "data:image/png;base64,iVBORw0KGgo="},
		"none":                    {preview.Image{Note: preview.Plain("expired")}, ""},
		"another host":            {preview.Image{Source: "https://evil.example/x.png"}, ""},
		"a host without a scheme": {preview.Image{Source: "//evil.example/x.png"}, ""},
		"a backslash":             {preview.Image{Source: `/\evil.example/x.png`}, ""},
		"a tab":                   {preview.Image{Source: "/\t/evil.example/x.png"}, ""},
		"a script":                {preview.Image{Source: "javascript:alert(1)"}, ""},
		"a drawing with scripts":  {preview.Image{Source: "data:image/svg+xml;base64,PHN2Zz4="}, ""},
		"a page":                  {preview.Image{Source: "data:text/html;base64,PHN2Zz4="}, ""},
		"no data":                 {preview.Image{Source: "data:image/png;base64,"}, ""},
		"other data":              {preview.Image{Source: "data:image/png;base64,iVBO<Rw0KGgo="}, ""},
		"a quotation mark":        {preview.Image{Source: `/x" onerror="alert(1)`}, ""},
	} {
		asked := ""
		n := drawn(t, preview.Options{Files: func(id string) preview.Image { asked = id; return tc.image }}, id)
		want(t, name+": asked for", asked, "f")
		pictures := all(n, "img")
		switch {
		case tc.source == "" && len(pictures) > 0:
			t.Errorf("%s: got <img src=%q>, want a placeholder", name, attr(pictures[0], "src"))
		case tc.source == "":
			if got, note := strings.Join(texts(n, ".pv-placeholder"), ""), tc.image.Note.Value; !strings.Contains(got, "f") || !strings.Contains(got, note) {
				t.Errorf("%s: got the placeholder %q, want the ID and the note %q", name, got, note)
			}
		case len(pictures) != 1 || attr(pictures[0], "src") != tc.source || attr(pictures[0], "alt") == "":
			t.Errorf("%s: got %d pictures, want %s with a text", name, len(pictures), tc.source)
		}
	}
	drawn(t, preview.Options{Files: func(string) preview.Image {
		t.Error("asked for a file of a picture that is given by an address, want no question")
		return preview.Image{}
	}}, samples["image"])
}

// TestMessage_pictures: the form of the pictures of a carousel.
func TestMessage_pictures(t *testing.T) {
	t.Parallel()
	for properties, class := range map[string]string{
		``: "pv-column-image pv-rectangle",
		`"imageAspectRatio":"rectangle","imageSize":"cover",`: "pv-column-image pv-rectangle",
		`"imageAspectRatio":"square",`:                        "pv-column-image pv-square",
		`"imageSize":"contain",`:                              "pv-column-image pv-rectangle pv-contain",
	} {
		n := drawn(t, preview.Options{}, `{"type":"carousel",`+properties+`"columns":[{"text":"x","fileId":"f"}]}`)
		want(t, properties, attr(all(n, ".pv-column-image")[0], "class"), "pv-placeholder "+class)
	}
	symbols := map[string]string{}
	for _, kind := range []string{"file", "audio"} {
		n := drawn(t, preview.Options{}, `{"type":"`+kind+`","fileId":"f"}`)
		symbols[attr(all(n, "path")[0], "d")] = kind
	}
	if len(symbols) != 2 {
		t.Errorf("got one symbol for both files and audio, want two")
	}
}

func TestMessage_frame(t *testing.T) {
	t.Parallel()
	m := message(samples["text"])
	m.Sender, m.Time, m.Note = preview.Plain("<Reception>"), time.Date(2026, 1, 2, 9, 41, 5, 0, time.UTC), "not <sent>"
	n := read(t, preview.New(preview.Options{}).Message(m))
	want(t, "sender", texts(n, ".pv-sender"), []string{"Bot <Reception>"})
	want(t, "clock", texts(n, "time"), []string{"09:41"})
	want(t, "time", attr(all(n, "time")[0], "datetime"), "2026-01-02T09:41:05Z")
	want(t, "note", texts(n, ".pv-note"), []string{"not <sent>"})
	want(t, "side", len(all(n, ".pv-from-bot")), 1)
	want(t, "ID", attr(all(n, ".pv-message")[0], "id"), "")
	n = read(t, preview.New(preview.Options{Interactive: true}).Message(m))
	want(t, "ID where it can be tapped", attr(all(n, ".pv-message")[0], "id"), "message-7")

	m = preview.Message{Content: json.RawMessage(samples["text"])}
	n = read(t, preview.New(preview.Options{UI: "ja"}).Message(m))
	want(t, "sender", texts(n, ".pv-sender"), []string{"メンバー"})
	want(t, "side", len(all(n, ".pv-from-user")), 1)
	want(t, "clock", len(all(n, "time")), 0)
}

func TestMessage_languages(t *testing.T) {
	t.Parallel()
	for language, tag := range map[string]string{"": "", "ja_JP": "ja", "ko_KR": ""} {
		n := drawn(t, preview.Options{Language: language}, samples["link"])
		if got := attr(all(all(n, ".pv-link-text")[0], "span")[0], "lang"); got != tag {
			t.Errorf("%s: got lang=%q, want %q", language, got, tag)
		}
	}
	for language, tag := range map[string]string{"en_US": "en", "ko_KR": "ko", "zh_CN": "zh-CN", "zh_TW": "zh-TW", "xx_XX": ""} {
		n := drawn(t, preview.Options{Language: language}, `{"type":"text","text":"plain","i18nTexts":[{"language":"`+language+`","text":"own"}]}`)
		span := all(all(n, ".pv-text")[0], "span")[0]
		want(t, language, []string{content(span), attr(span, "lang")}, []string{"own", tag})
	}
}

func TestMessage_mentions(t *testing.T) {
	t.Parallel()
	n := drawn(t, preview.Options{}, `{"type":"text","text":"<m userId=\"a\"><m userId=\"all\"> and <m userId=\"b>"}`)
	want(t, "mentions", texts(n, ".pv-mention"), []string{"@a", "@all"})
	want(t, "text", texts(n, ".pv-text"), []string{`@a@all and <m userId="b>`})
}

func TestQuickReply(t *testing.T) {
	t.Parallel()
	if got := preview.New(preview.Options{}).QuickReply(message(samples["text"])); got != "" {
		t.Errorf("got %q for a message without a quick reply, want nothing", got)
	}
	n := read(t, preview.New(preview.Options{Language: "ja_JP", UI: "ja"}).QuickReply(message(samples["quick reply"])))
	want(t, "items", texts(n, ".pv-quick"), []string{"位置情報を送る", "Take a photo", "Photos", "Office", "Home"})
	want(t, "name", attr(all(n, ".pv-quick-reply")[0], "aria-label"), "クイック返信")
	var icons []string
	for _, icon := range all(n, ".pv-quick-icon") {
		icons = append(icons, attr(icon, "title"))
	}
	want(t, "icons", icons, []string{"https://example.com/office.ja.png", "jp1.9"})
	want(t, "symbols", len(all(n, "svg")), 5)

	n = read(t, preview.New(preview.Options{Interactive: true}).QuickReply(message(`{"quickReply":{"items":[{},{"action":{"type":"camera","label":"C"}}]}}`)))
	want(t, "REFs beside an item without an action", values(n), []string{"quick/7/1"})
}

// FuzzMessage: whatever a message holds, no script runs and nothing is loaded.
func FuzzMessage(f *testing.F) {
	for _, content := range samples {
		f.Add(content, "f", "", true)
		f.Add(content, `x" onload="alert(1)`, "ja_JP", false)
	}
	f.Fuzz(func(t *testing.T, content, source, language string, outlines bool) {
		d := preview.New(preview.Options{
			UI: "ja", Language: language, Outlines: outlines, Interactive: true,
			Files: func(string) preview.Image { return preview.Image{Source: source, Note: preview.Plain(source)} },
		})
		m := message(content)
		m.ID, m.Note, m.Sender = source, content, preview.Plain(content)
		read(t, d.Message(m))
		read(t, d.QuickReply(m))
		checkRules(t, d.Styles())
	})
}
