// SPDX-License-Identifier: MPL-2.0

package wire_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// An id is a whole number or a string, and nothing else may get into a state.
func TestID(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`null`: "", `""`: "", `"u1"`: "u1", `7`: "7", `-7`: "-7", `"受付"`: "受付",
	} {
		var got wire.ID
		if err := json.Unmarshal([]byte(raw), &got); err != nil || string(got) != want {
			t.Errorf("%s: got %q and error %v, want %q", raw, got, err, want)
		}
	}
	for raw, want := range map[string]string{
		`7.5`: "neither a whole number nor a string", `true`: "neither a whole number nor a string", `[7]`: "neither a whole number nor a string",
		`"u 1"`: "spaces or characters that cannot be shown", `"u\n"`: "spaces or characters that cannot be shown",
		`"\u001b[2J"`: "spaces or characters that cannot be shown", `"\u200b"`: "spaces or characters that cannot be shown",
	} {
		got := wire.ID("before")
		if err := json.Unmarshal([]byte(raw), &got); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %q and error %v, want an error with %q", raw, got, err, want)
		}
		if got != "before" {
			t.Errorf("%s: got %q after the error, want the id as it was before", raw, got)
		}
	}
	if got := new(wire.ID("u1")).ListID(); got != "u1" {
		t.Errorf("got %q as the id in a list, want u1", got)
	}
}

// A caller of UnmarshalJSON need not be encoding/json.
func TestText_brokenString(t *testing.T) {
	t.Parallel()
	got := wire.Text("before")
	if err := got.UnmarshalJSON([]byte(`"a`)); err == nil || got != "before" {
		t.Errorf("got %q and error %v, want an error and the text as it was before", got, err)
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string][]int{`null`: nil, `""`: nil, `[]`: nil, `[1, 2]`: {1, 2}} {
		got := wire.List[int]{7}
		if err := json.Unmarshal([]byte(raw), &got); err != nil || !slices.Equal(got, want) || (got == nil) != (want == nil) {
			t.Errorf("%s: got %#v and error %v, want %#v", raw, got, err, want)
		}
	}
	for _, raw := range []string{`"x"`, `{}`, `["x"]`} {
		var got wire.List[int]
		if err := json.Unmarshal([]byte(raw), &got); err == nil {
			t.Errorf("%s: got %v, want an error", raw, got)
		}
	}
}

func TestTranslations(t *testing.T) {
	t.Parallel()
	if got := wire.NewTranslations(nil, "botName"); got != nil {
		t.Errorf("from nil: got %#v, want nil", got)
	}
	if got := wire.NewTranslations(map[string]string{}, "botName"); got == nil || len(got) != 0 {
		t.Errorf("from an empty map: got %#v, want an empty array", got)
	}
	texts := map[string]string{"ko_KR": "안내", "ja_JP": "受付", "en_US": "Desk"}
	array := wire.NewTranslations(texts, "botName")
	body, err := json.Marshal(array)
	if want := `[{"botName":"Desk","language":"en_US"},{"botName":"受付","language":"ja_JP"},{"botName":"안내","language":"ko_KR"}]`; err != nil || string(body) != want {
		t.Errorf("got %s and error %v, want %s", body, err, want)
	}
	if got := wire.Texts(array, "botName"); !maps.Equal(got, texts) {
		t.Errorf("got %v back, want %v", got, texts)
	}
}

// A text in a response may be empty, or be missing.
func TestTexts(t *testing.T) {
	t.Parallel()
	empty := wire.Translations{{"language": "ja_JP", "botName": ""}, {"language": "", "botName": "x"}, {"language": "en_US"}, {"botName": "x"}, {"language": 1, "botName": 2}}
	if got := wire.Texts(empty, "botName"); got != nil {
		t.Errorf("got %#v without texts, want nil", got)
	}
	if got, want := wire.Texts(append(empty, map[string]any{"language": "ko_KR", "botName": "안내"}), "botName"), map[string]string{"ko_KR": "안내"}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	if got, err := wire.Numbers(nil, "domain"); got != nil || err != nil {
		t.Errorf("from nil: got %#v and error %v, want nil", got, err)
	}
	if got, err := wire.Numbers([]string{}, "domain"); got == nil || len(got) != 0 || err != nil {
		t.Errorf("from nothing: got %#v and error %v, want an empty list", got, err)
	}
	if got, err := wire.Numbers([]string{"7", "0"}, "domain"); !slices.Equal(got, []int64{7, 0}) || err != nil {
		t.Errorf("got %v and error %v, want 7 and 0", got, err)
	}
	for _, id := range []string{"", "-1", "1.5", "u1"} {
		got, err := wire.Numbers([]string{"7", id}, "domain")
		if want := `domain "` + id + `" is not a number`; got != nil || err == nil || err.Error() != want {
			t.Errorf("%q: got %v and error %v, want %s", id, got, err, want)
		}
	}
}

// menu is an object that cannot lack its id.
type menu struct {
	RichMenuID wire.ID `json:"richmenuId"`
}

func (*menu) Property() string { return "richmenuId" }

func TestMaybe_nil(t *testing.T) {
	t.Parallel()
	var none *wire.Maybe[menu, *menu]
	if got := none.Get(); got == nil || got.RichMenuID != "" {
		t.Errorf("got %v without a response, want an empty menu", got)
	}
	var got wire.Maybe[menu, *menu]
	for _, body := range []string{`[]`, `{"richmenuId": 7.5}`} {
		if err := json.Unmarshal([]byte(body), &got); err == nil {
			t.Errorf("%s: got no error, want one", body)
		}
	}
}

func TestMaybe(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]struct {
		id      string
		foreign bool
	}{
		`{"richmenuId": "7"}`:             {id: "7"},
		`{"RICHMENUID": "7", "x": 1}`:     {id: "7"},
		`{}`:                              {},
		`{"richmenuId": null}`:            {},
		`{"richmenuId": "", "x": 1}`:      {},
		`{"botId": 2000001}`:              {},
		`{"userId": "u1", "more": "x"}`:   {},
		`{"areas": [], "size": null}`:     {},
		`{"x": 1}`:                        {foreign: true},
		`{"message": "Hello from proxy"}`: {foreign: true},
	} {
		var got wire.Maybe[menu, *menu]
		if err := json.Unmarshal([]byte(body), &got); err != nil {
			t.Errorf("%s: got error %v, want none", body, err)
		}
		if err := got.Check(); (err != nil) != want.foreign {
			t.Errorf("%s: Check returned %v, want an error: %t", body, err, want.foreign)
		}
		if id := string(got.Get().RichMenuID); id != want.id {
			t.Errorf("%s: got the id %q, want %q", body, id, want.id)
		}
	}
}
