// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// contentRules are a content that is accepted and what changes of it do. FILE in
// a value stands for the id of a small file.
type contentRules struct {
	base string
	good []edit
	bad  []refusal
}

// edit sets one property, such as columns.0.text, to a JSON value; without a value
// it takes the property away.
type edit struct{ property, value string }

// refusal is an edit that is refused, and the property that is blamed.
type refusal struct{ property, value, code, blamed string }

func quoted(n int) string { return `"` + repeat("あ", n) + `"` }

func address(n int) string { return `"https://example.com/` + repeat("a", n-20) + `"` }

// translated is an i18n list of one item.
func translated(field, value string) string {
	return `[{"language":"ja_JP","` + field + `":` + value + `}]`
}

// i18nRefusals are the reasons for which an i18n list is refused.
func i18nRefusals(property, blamed, field string, tooLong string) []refusal {
	return []refusal{
		{property, `{}`, codeWrong, blamed},
		{property, `[null]`, codeWrong, blamed + "[0]"},
		{property, `["ja_JP"]`, codeWrong, blamed + "[0]"},
		{property, `[{"language":"fr_FR","` + field + `":"https://example.com/"}]`, codeWrong, blamed + "[0].language"},
		{property, `[{"` + field + `":"https://example.com/"}]`, codeNone, blamed + "[0].language"},
		{property, `[{"language":"ja_JP"}]`, codeNone, blamed + "[0]." + field},
		{property, translated(field, `""`), codeWrong, blamed + "[0]." + field},
		{property, translated(field, tooLong), codeOld, blamed + "[0]." + field},
	}
}

// secureRefusals are the reasons for which an address with https is refused.
func secureRefusals(property, blamed string) []refusal {
	return []refusal{
		{property, `1`, codeWrong, blamed},
		{property, `""`, codeWrong, blamed},
		{property, `"http://example.com/a.png"`, codeWrong, blamed},
		{property, `"/a.png"`, codeWrong, blamed},
		{property, `"https:///a.png"`, codeWrong, blamed},
		{property, address(1001), codeOld, blamed},
	}
}

// textRefusals are the reasons for which a required text of limited length is refused.
func textRefusals(property, blamed string, limit int) []refusal {
	return []refusal{
		{property, ``, codeNone, blamed},
		{property, `null`, codeNone, blamed},
		{property, `1`, codeWrong, blamed},
		{property, `""`, codeWrong, blamed},
		{property, quoted(limit + 1), codeOld, blamed},
	}
}

// run tries all of it on a mock.
func (rules contentRules) run(t *testing.T, e *env) {
	t.Helper()
	_, bot := e.bot()
	file := e.file(bot, nil)
	post := func(property, value string) reply {
		t.Helper()
		content := edited(t, rules.base, property, value)
		got := e.post(bot+"/users/u/messages", message(strings.ReplaceAll(content, "FILE", file)))
		got.t = t
		return got
	}
	good := joined(rules.good, []edit{{"", rules.base}, {"quickReply", `{"items":[{"action":{"type":"camera","label":"l"}}]}`}})
	for _, change := range good {
		if got := post(change.property, change.value); got.status != 201 {
			t.Errorf("%s = %.80s: got %d %s, want 201", change.property, change.value, got.status, got.raw)
		}
	}
	sent := len(e.api.Messages())
	bad := joined(rules.bad, []refusal{{"quickReply", `{}`, codeNone, "quickReply.items"}, {"surplus", `1`, codeWrong, "surplus"}})
	for _, change := range bad {
		got := post(change.property, change.value)
		description, _ := got.body["description"].(string)
		if got.status != 400 || got.body["code"] != change.code || !strings.Contains(description, "content."+change.blamed+" ") {
			t.Errorf("%s = %.80s: %d %s, want %s for %s", change.property, change.value, got.status, got.raw, change.code, change.blamed)
		}
	}
	if got := len(e.api.Messages()); got != sent {
		t.Errorf("got %d refused messages stored, want 0", got-sent)
	}
}

// edited changes one property of a content; property "" is the whole.
func edited(t *testing.T, content, property, value string) string {
	t.Helper()
	if property == "" {
		return value
	}
	var root any
	if err := json.Unmarshal([]byte(content), &root); err != nil {
		t.Fatalf("got error %v, want JSON: %s", err, content)
	}
	names := strings.Split(property, ".")
	at := root
	for _, name := range names[:len(names)-1] {
		switch level := at.(type) {
		case map[string]any:
			at = level[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil {
				t.Fatal(err)
			}
			at = level[i]
		}
	}
	object, ok := at.(map[string]any)
	if !ok {
		t.Fatalf("%s: got %T around it, want an object", property, at)
	}
	if delete(object, names[len(names)-1]); value != "" {
		object[names[len(names)-1]] = json.RawMessage(value)
	}
	return jsonOf(t, root)
}

// joined puts lists together without touching them.
func joined[T any](lists ...[]T) []T { return slices.Concat(lists...) }

// pictureRules are those of image and video, which differ in the size of the file.
func pictureRules(kind string) contentRules {
	const preview, original = `"https://example.com/p.png"`, `"https://example.com/o"`
	return contentRules{
		base: `{"type":"` + kind + `","previewImageUrl":` + preview + `,"originalContentUrl":` + original + `}`,
		good: []edit{
			{"previewImageUrl", address(1000)},
			{"originalContentUrl", address(1000)},
			{"", `{"type":"` + kind + `","fileId":"FILE"}`},
			{"", `{"type":"` + kind + `","fileId":"FILE","previewImageUrl":null}`},
		},
		bad: joined(secureRefusals("previewImageUrl", "previewImageUrl"), secureRefusals("originalContentUrl", "originalContentUrl"), []refusal{
			{"", `{"type":"` + kind + `"}`, codeNone, "originalContentUrl"},
			{"previewImageUrl", ``, codeNone, "previewImageUrl"},
			{"originalContentUrl", ``, codeNone, "originalContentUrl"},
			{"fileId", `"FILE"`, codeWrong, "fileId"},
			{"", `{"type":"` + kind + `","fileId":""}`, codeWrong, "fileId"},
			{"", `{"type":"` + kind + `","fileId":1}`, codeWrong, "fileId"},
			{"", `{"type":"` + kind + `","fileId":"FILE!"}`, codeWrong, "fileId"},
		}),
	}
}

// plainRules are those of file and audio.
func plainRules(kind string) contentRules {
	return contentRules{
		base: `{"type":"` + kind + `","originalContentUrl":"https://example.com/a.pdf"}`,
		good: []edit{
			{"originalContentUrl", address(1000)},
			{"", `{"type":"` + kind + `","fileId":"FILE"}`},
		},
		bad: joined(secureRefusals("originalContentUrl", "originalContentUrl"), []refusal{
			{"originalContentUrl", ``, codeNone, "originalContentUrl"},
			{"fileId", `"FILE"`, codeWrong, "fileId"},
			{"previewImageUrl", `"https://example.com/p.png"`, codeWrong, "previewImageUrl"},
			{"", `{"type":"` + kind + `","fileId":"FILE!"}`, codeWrong, "fileId"},
		}),
	}
}

// simpleContents are the contents without actions; each page is
// https://developers.worksmobile.com/en/docs/bot-send-NAME.
var simpleContents = map[string]contentRules{
	"text": {
		base: `{"type":"text","text":"x"}`,
		good: []edit{
			{"text", quoted(2000)},
			{"i18nTexts", `[]`},
			{"i18nTexts", `null`},
			{"i18nTexts", translated("text", quoted(2000))},
			{"i18nTexts", `[{"language":"ko_KR","text":"x"},{"language":"ja_JP","text":"x"},{"language":"zh_CN","text":"x"},` +
				`{"language":"zh_TW","text":"x"},{"language":"en_US","text":"x"}]`},
			{"i18nTexts", `[{"language":"ko_KR","text":"x"},{"language":"ko_KR","text":"y"}]`}, // not said to be forbidden
		},
		bad: joined(textRefusals("text", "text", 2000), i18nRefusals("i18nTexts", "i18nTexts", "text", quoted(2001))),
	},
	"sticker": {
		base: `{"type":"sticker","packageId":"446","stickerId":"1988"}`,
		good: []edit{{"stickerId", `"0"`}},
		bad: []refusal{
			{"packageId", ``, codeNone, "packageId"},
			{"packageId", `446`, codeWrong, "packageId"},
			{"packageId", `""`, codeWrong, "packageId"},
			{"packageId", `"4a"`, codeWrong, "packageId"},
			{"stickerId", ``, codeNone, "stickerId"},
			{"stickerId", `1988`, codeWrong, "stickerId"},
			{"stickerId", `"-1"`, codeWrong, "stickerId"},
		},
	},
	"image": pictureRules("image"),
	"video": pictureRules("video"),
	"file":  plainRules("file"),
	"audio": plainRules("audio"),
	"location": {
		base: `{"type":"location","title":"t","address":"a","latitude":35.6,"longitude":-139.7}`,
		good: []edit{
			{"title", quoted(100)},
			{"address", quoted(100)},
			{"latitude", `0`},
			{"longitude", `1.5e2`},
		},
		bad: joined(textRefusals("title", "title", 100), textRefusals("address", "address", 100), []refusal{
			{"latitude", ``, codeNone, "latitude"},
			{"latitude", `"35.6"`, codeWrong, "latitude"},
			{"latitude", `1e999`, codeWrong, "latitude"},
			{"longitude", ``, codeNone, "longitude"},
			{"longitude", `true`, codeWrong, "longitude"},
		}),
	},
	"link": {
		base: `{"type":"link","contentText":"c","linkText":"l","link":"https://example.com/"}`,
		good: []edit{
			{"contentText", quoted(1000)},
			{"linkText", quoted(1000)},
			{"link", address(1000)},
			{"link", `"http://example.com"`},
			{"link", `"mailto:a@example.com"`}, // the page says URL and no more
			{"i18nContentTexts", translated("contentText", quoted(1000))},
			{"i18nLinkTexts", translated("linkText", quoted(1000))},
		},
		bad: joined(textRefusals("contentText", "contentText", 1000), textRefusals("linkText", "linkText", 1000),
			i18nRefusals("i18nContentTexts", "i18nContentTexts", "contentText", quoted(1001)),
			i18nRefusals("i18nLinkTexts", "i18nLinkTexts", "linkText", quoted(1001)),
			[]refusal{
				{"link", ``, codeNone, "link"},
				{"link", `""`, codeWrong, "link"},
				{"link", `"/path"`, codeWrong, "link"},
				{"link", `"https://%"`, codeWrong, "link"},
				{"link", address(1001), codeOld, "link"},
			}),
	},
}

// TestContents tries each content on its own, whole and with one thing wrong.
func TestContents(t *testing.T) {
	t.Parallel()
	all := map[string]contentRules{}
	for _, some := range []map[string]contentRules{simpleContents, templateContents, flexContents} {
		maps.Copy(all, some)
	}
	if len(all) != 13 {
		t.Errorf("%d contents, want 13", len(all))
	}
	for name, rules := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rules.run(t, startWith(t, strictMessages))
		})
	}
}
