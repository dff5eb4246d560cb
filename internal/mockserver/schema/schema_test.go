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
