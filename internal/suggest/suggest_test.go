// SPDX-License-Identifier: MPL-2.0

package suggest_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/suggest"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	languages := []string{"en_US", "ja_JP", "ko_KR", "zh_CN", "zh_TW"}
	events := []string{"text", "location", "sticker", "image", "file", "audio", "video"}
	types := []string{"postback", "message", "uri", "copy", "camera", "cameraRoll", "location"}
	for _, tc := range []struct {
		given string
		words []string
		want  string
	}{
		{"texts", events, "text"},
		{"Text", events, "text"},
		{" text", events, "text"},
		{"stiker", events, "sticker"},
		{"images", events, "image"},
		{"vidoe", events, "video"},
		{"ja-JP", languages, "ja_JP"},
		{"ja_jp", languages, "ja_JP"},
		{"ja", languages, "ja_JP"},
		{"kr", languages, "ko_KR"},
		{"zh", languages, ""}, // two of them
		{"zh_HK", languages, ""},
		{"fr_FR", languages, ""},
		{"de", languages, ""},
		{"url", types, "uri"},
		{"camera_roll", types, "cameraRoll"},
		{"PostBack", types, "postback"},
		{"button", types, ""},
		{"", types, ""},
		{"テキスト", events, ""},
		{"text", events, ""},
		{"text", nil, ""},
	} {
		if got := suggest.Nearest(tc.given, tc.words); got != tc.want {
			t.Errorf("Nearest(%q, %v) = %q, want %q", tc.given, tc.words, got, tc.want)
		}
	}
}

func TestSentence(t *testing.T) {
	t.Parallel()
	if got, want := suggest.Sentence("texts", []string{"text"}), `Did you mean "text"?`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := suggest.Sentence("button", []string{"text"}); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
}
