// SPDX-License-Identifier: MPL-2.0

package message_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/message"
)

// decode keeps numbers as they are written.
func decode(t *testing.T, text string) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("got error %v, want JSON: %q", err, text)
	}
	return v
}

// FuzzFlexContents hands in texts that may be the contents of a flex message. What
// is taken is a card that is sent no larger than allowed, and says the same as it is
// sent; what is refused is reported in a message that can be read.
func FuzzFlexContents(f *testing.F) {
	for _, seed := range []string{
		plain, small, carousel(plain), carousel(small, small), carousel(small, plain), carousel(), carousel(`{"type":"carousel"}`), carousel(strings.Repeat(plain+",", 10) + plain),
		`{"type":"bubble","hero":{"type":"image","url":"http://example.com/a.png"},"body":{"contents":[{"action":{"type":"uri","uri":"example.com"}}]}}`,
		`{"type":"bubble","type":"carousel"}`, `{"Type":"bubble"}`, `{"type":["bubble"]}`, `{"type":null}`, `{"type":"carousel","contents":{}}`,
		`{}`, `[]`, `null`, `"bubble"`, `7`, ``, `{`, "{\"type\":\"bubble\",\"x\":\"\x00\"}", `{"type":"bubble","x":"\ud800"}`, `{"type":"bubble"} {}`,
		sized("bubble", 30*1024), sized("bubble", 30*1024+1), sized("carousel", 15*1024), sized("carousel", 15*1024+1), strings.Repeat(`{"a":`, 100) + `1` + strings.Repeat(`}`, 100),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		diags := flex(t, types.StringValue(text))
		for _, d := range diags {
			if d.Summary() == "" || len(d.Detail()) > 4<<10 {
				t.Errorf("%s: %d bytes of detail, want fewer", d.Summary(), len(d.Detail()))
			}
		}
		if diags.HasError() {
			return
		}
		var (
			card     map[string]json.RawMessage // not a struct, to which "Type" would be "type"
			kind     string
			contents []json.RawMessage
		)
		err := errors.Join(json.Unmarshal([]byte(text), &card), json.Unmarshal(card["type"], &kind))
		most := 30 << 10
		if kind == "carousel" {
			most = 15 << 10
			err = errors.Join(err, json.Unmarshal(card["contents"], &contents))
		}
		sent := message.Compact(text)
		if err != nil || kind != "bubble" && kind != "carousel" || len(sent) > most ||
			kind == "carousel" && (len(contents) < 1 || len(contents) > 10) {
			t.Errorf("got a %q of %d bytes with %d elements accepted (error %v), want a bubble or a carousel of 1 to 10 elements, of %d bytes at most", kind, len(sent), len(contents), err, most)
		}
		if diff := cmp.Diff(decode(t, text), decode(t, sent)); diff != "" {
			t.Errorf("something else would be sent (-want +got):\n%s", diff)
		}
	})
}
