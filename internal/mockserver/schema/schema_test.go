// SPDX-License-Identifier: MPL-2.0

package schema_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// example is an object with a property of each kind.
var example = schema.Object(schema.Fields{
	"any": schema.Any(), "flag": schema.Boolean(), "name": schema.NonEmpty(3), "kind": schema.Enum("a", "b"),
	"count": schema.IntegerBetween(1, 9), "list": schema.List(1, 2, schema.Integer()), "set": schema.Set(0, 0, schema.String()),
	"address": schema.URL("https"), "secure": schema.HTTPS(), "texts": schema.Translations("text", schema.Text(3), "text"),
}, "any").With(schema.Fields{"more": schema.String()})

func TestCheck(t *testing.T) {
	t.Parallel()
	const empty = schema.CodeInvalidParameter
	for name, test := range map[string]struct {
		body       string
		code, text string // of the problem; "" for none
		unknown    []string
	}{
		"least":            {`{"any":{"x":[1]}}`, "", "", nil},
		"all":              {`{"any":1,"flag":true,"name":"あいう","kind":"b","count":9,"list":[1,1],"set":["x"],"address":"","secure":"https://example.com","more":"m"}`, "", "", nil},
		"nulls":            {`{"any":1,"flag":null,"name":null,"list":null}`, "", "", nil},
		"required":         {`{"flag":true}`, schema.CodeMissingParameter, "any is required.", nil},
		"required, null":   {`{"any":null}`, schema.CodeMissingParameter, "any is required.", nil},
		"unknown":          {`{"any":1,"b":1,"a":1,"texts":[{"language":"ja_JP","text":"x","c":1}]}`, "", "", []string{"a", "b", "texts[0].c"}},
		"type":             {`{"any":1,"flag":"true"}`, schema.CodeInvalidParameter, "flag is invalid.", nil},
		"too long":         {`{"any":1,"name":"あいうえ"}`, schema.CodeLimitExceeded, "Maximum name length is 3", nil},
		"empty":            {`{"any":1,"name":""}`, empty, "name must not be empty.", nil},
		"other value":      {`{"any":1,"kind":"c"}`, schema.CodeInvalidParameter, "kind must be one of a, b.", nil},
		"out of range":     {`{"any":1,"count":10}`, schema.CodeOutOfRange, "count must be between 1 and 9.", nil},
		"fraction":         {`{"any":1,"count":1.5}`, schema.CodeInvalidParameter, "count is invalid.", nil},
		"short list":       {`{"any":1,"list":[]}`, schema.CodeInvalidParameter, "list must have at least 1 item(s).", nil},
		"long list":        {`{"any":1,"list":[1,2,3]}`, schema.CodeLimitExceeded, "Maximum list length is 2", nil},
		"null in a list":   {`{"any":1,"list":[null]}`, schema.CodeInvalidParameter, "list[0] is invalid.", nil},
		"twice in a set":   {`{"any":1,"set":["x","x"]}`, schema.CodeInvalidParameter, "set must not have an item twice.", nil},
		"other scheme":     {`{"any":1,"address":"http://example.com"}`, schema.CodeInvalidParameter, "address must be a URL with https.", nil},
		"no address":       {`{"any":1,"secure":""}`, empty, "secure must not be empty.", nil},
		"unknown language": {`{"any":1,"texts":[{"language":"fr_FR","text":"x"}]}`, schema.CodeInvalidParameter, "texts[0].language must be one of ", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var body schema.Body
			if err := json.Unmarshal([]byte(test.body), &body); err != nil {
				t.Fatal(err)
			}
			got := schema.Check(body, example, schema.Options{})
			if !slices.Equal(got.Unknown, test.unknown) {
				t.Errorf("got the unknown properties %q, want %q", got.Unknown, test.unknown)
			}
			switch {
			case test.code == "" && got.Problem != nil:
				t.Errorf("got %+v, want no problem", *got.Problem)
			case test.code != "" && (got.Problem == nil || got.Problem.Code != test.code || !strings.HasPrefix(got.Problem.Description, test.text)):
				t.Errorf("got %+v, want %s %s", got.Problem, test.code, test.text)
			}
			lenient := schema.Check(body, example, schema.Options{AcceptEmptyStrings: true, LengthCode: schema.LengthInvalidParameter})
			if test.code == empty && strings.Contains(test.text, "empty") && lenient.Problem != nil {
				t.Errorf("got %+v, want empty strings to be taken", *lenient.Problem)
			}
			if test.code == schema.CodeLimitExceeded && lenient.Problem.Code != schema.CodeInvalidParameter {
				t.Errorf("got the code %s, want that of the options", lenient.Problem.Code)
			}
		})
	}
}

func TestDuplicates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		`{"a":1,"b":{"a":1}}`:                        nil,
		`{"a":1,"a":2,"a":3}`:                        {"a", "a"},
		`{"a":[{"b":1},{"b":1,"c":{},"b":[1]}]}`:     {"a[1].b"},
		`{"a":{"b":1,"b":{"c":1,"c":2}},"d":[[{}]]}`: {"a.b", "a.b.c"},
		`{"a":1,"a"`:                                 {"a"}, // no JSON, but the key was there
		`{"a":1,"a":2,`:                              {"a"},
		`[{"a":1,"a":1}`:                             {"[0].a"},
		`{"a":}`:                                     nil, `{`: nil, `"a"`: nil, ``: nil,
	} {
		if got := schema.Duplicates([]byte(text)); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestContent has each content of a message as small as it can be, and with one
// property of a wrong value.
func TestContent(t *testing.T) {
	t.Parallel()
	const action = `{"type":"message","label":"l","text":"t"}`
	for content, wrong := range map[string]string{
		`{"type":"text","text":"x"}`:                                                                                               `{"type":"text","text":""}`,
		`{"type":"sticker","packageId":"1","stickerId":"2"}`:                                                                       `{"type":"sticker","packageId":"1","stickerId":"x"}`,
		`{"type":"image","fileId":"f"}`:                                                                                            `{"type":"image","originalContentUrl":"https://example.com/a.png"}`,
		`{"type":"file","originalContentUrl":"https://example.com/a.txt"}`:                                                         `{"type":"file","originalContentUrl":"https://example.com/a.txt","fileId":"f"}`,
		`{"type":"audio","fileId":"f"}`:                                                                                            `{"type":"audio"}`,
		`{"type":"video","fileId":"f"}`:                                                                                            `{"type":"video","previewImageUrl":"https://example.com/a.png"}`,
		`{"type":"location","title":"t","address":"a","latitude":1.5,"longitude":2}`:                                               `{"type":"location","title":"t","address":"a","latitude":"1","longitude":2}`,
		`{"type":"link","contentText":"c","linkText":"l","link":"tel:1"}`:                                                          `{"type":"link","contentText":"c","linkText":"l","link":"no address"}`,
		`{"type":"button_template","contentText":"c","actions":[` + action + `]}`:                                                  `{"type":"button_template","contentText":"c","actions":[{"type":"uri","label":"l"}]}`,
		`{"type":"list_template","elements":[{"title":"t"}],"actions":[[` + action + `]]}`:                                         `{"type":"list_template","elements":[{"title":"t","fileId":"f","originalContentUrl":"https://example.com/a.png"}]}`,
		`{"type":"carousel","columns":[{"text":"t","actions":[` + action + `]}]}`:                                                  `{"type":"carousel","columns":[{"text":"t","actions":[` + action + `]},{"text":"t","title":"t","actions":[` + action + `]}]}`,
		`{"type":"image_carousel","columns":[{"fileId":"f","action":` + action + `}]}`:                                             `{"type":"image_carousel","columns":[{}]}`,
		`{"type":"flex","altText":"a","contents":{"type":"carousel","contents":[{"type":"bubble"}]}}`:                              `{"type":"flex","altText":"a","contents":{"type":"carousel","contents":[{"type":"bubble"},{"type":"bubble","size":"nano"}]}}`,
		`{"type":"text","text":"x","quickReply":{"items":[{"action":{"type":"camera","label":"l"}}]}}`:                             `{"type":"text","text":"x","quickReply":{"items":[{"action":{"type":"postback","label":"l","data":"d"}}]}}`,
		`{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","contents":[{"type":"text","text":"x"}]}}}`: `{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","contents":[{"type":"text"}]}}}`,
	} {
		for text, want := range map[string]bool{content: true, wrong: false} {
			got := schema.Check(schema.Body{"content": json.RawMessage(text)}, schema.Object(schema.Fields{"content": schema.Content}, "content"), schema.Options{})
			if (got.Problem == nil) != want || !got.Message || len(got.Unknown) > 0 {
				t.Errorf("%s: got %+v, want it taken: %t", text, got, want)
			}
		}
	}
}
