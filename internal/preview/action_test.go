// SPDX-License-Identifier: MPL-2.0

package preview_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

func TestFindAction(t *testing.T) {
	t.Parallel()
	const content = `{"type":"carousel","columns":[{"text":"t","actions":[
		{"type":"uri","label":"Site","uri":"https://example.com/"},
		{"type":"message","label":"Hi","text":"Hello","postback":"p","i18nLabels":[{"language":"ja_JP","label":"やあ"}],"i18nTexts":[{"language":"ja_JP","text":"こんにちは"},{"text":"of no language"}]}]}],
		"quickReply":{"items":[{"action":{"type":"postback","label":"L","data":"d","displayText":"D","i18nDisplayTexts":[{"language":"ko_KR","displayText":"K"}]}}]},
		"a/b":{"~":{"type":"copy","copyText":"c"}}}`
	for path, want := range map[string]preview.Action{
		"columns/0/actions/0": {Type: "uri", Label: preview.Plain("Site"), URI: preview.Plain("https://example.com/")},
		"columns/0/actions/1": {
			Type: "message", Label: preview.Plain("Hi"), Text: preview.Plain("Hello"), Postback: preview.Plain("p"),
			Labels: preview.Texts{"ja_JP": preview.Plain("やあ")}, Texts: preview.Texts{"ja_JP": preview.Plain("こんにちは")},
		},
		preview.QuickReplyPath(0): {
			Type: "postback", Label: preview.Plain("L"), Data: preview.Plain("d"), DisplayText: preview.Plain("D"),
			DisplayTexts: preview.Texts{"ko_KR": preview.Plain("K")},
		},
		"a~1b/~0": {Type: "copy", CopyText: preview.Plain("c")},
	} {
		got, err := preview.FindAction(json.RawMessage(content), path)
		if err != nil {
			t.Errorf("%s: got error %v, want an action", path, err)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
	for _, path := range []string{"", "columns", "columns/0", "columns/0/actions/2", "columns/0/actions/-1", "columns/0/actions/x", "columns/0/actions/0/uri", "columns/0/actions/0/uri/x"} {
		if got, err := preview.FindAction(json.RawMessage(content), path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%q: got %v, error %v, want an error that names the path", path, got, err)
		}
	}
	for _, content := range []string{``, `[]`, `null`, `{`, `{"actions":[{"type":"datetimepicker"}]}`} {
		if got, err := preview.FindAction(json.RawMessage(content), "actions/0"); err == nil {
			t.Errorf("%s: got %v, want an error", content, got)
		}
	}
}

func TestAction_Target(t *testing.T) {
	t.Parallel()
	text := preview.Plain
	for name, tc := range map[string]struct {
		action preview.Action
		want   string
	}{
		"postback":                         {preview.Action{Type: "postback", Data: text("d"), DisplayText: text("x")}, "d"},
		"uri":                              {preview.Action{Type: "uri", URI: text("u"), Text: text("x")}, "u"},
		"copy":                             {preview.Action{Type: "copy", CopyText: text("c"), Text: text("x")}, "c"},
		"location":                         {preview.Action{Type: "location", Label: text("x"), Text: text("x")}, ""},
		"message":                          {preview.Action{Type: "message", Text: text("t"), Label: text("x")}, "t"},
		"message in the language":          {preview.Action{Type: "message", Text: text("x"), Texts: preview.Texts{"ja_JP": text("t"), "ko_KR": text("x")}}, "t"},
		"message in another language":      {preview.Action{Type: "message", Text: text("t"), Texts: preview.Texts{"ko_KR": text("x")}}, "t"},
		"an empty message in the language": {preview.Action{Type: "message", Text: text("t"), Texts: preview.Texts{"ja_JP": {}}}, "t"},
		"label for a text":                 {preview.Action{Type: "message", Label: text("x"), Labels: preview.Texts{"ja_JP": text("t")}}, "t"},
	} {
		if got := tc.action.Target("ja_JP"); got != text(tc.want) {
			t.Errorf("%s: got %v, want %q", name, got, tc.want)
		}
	}
}
