// SPDX-License-Identifier: MPL-2.0

package message_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/message"
)

func flex(t *testing.T, contents types.String) diag.Diagnostics {
	t.Helper()
	var resp validator.StringResponse
	message.FlexContents().ValidateString(t.Context(), validator.StringRequest{Path: path.Root("contents"), ConfigValue: contents}, &resp)
	if resp.Diagnostics.WarningsCount() > 0 {
		t.Errorf("got a warning from the rule of the attribute, want none, as the CLI would show it twice: %v", resp.Diagnostics)
	}
	return append(resp.Diagnostics, message.FlexWarnings(contents)...)
}

// sized is a container of the type with as many bytes of JSON.
func sized(kind string, bytes int) string {
	start, end := `{"type":"bubble","x":"`, `"}`
	if kind == "carousel" {
		start, end = `{"type":"carousel","contents":[{"type":"bubble","x":"`, `"}]}`
	}
	return start + strings.Repeat("a", bytes-len(start)-len(end)) + end
}

func carousel(bubbles ...string) string {
	return `{"type":"carousel","contents":[` + strings.Join(bubbles, ",") + `]}`
}

const small, plain = `{"type":"bubble","size":"micro"}`, `{"type":"bubble"}`

func TestFlexContents(t *testing.T) {
	t.Parallel()
	eleven := strings.Split(strings.Repeat(plain+"|", 10)+plain, "|")
	for name, tc := range map[string]struct {
		contents string
		summary  string // "" for none
		words    string
	}{
		"bubble":                      {plain, "", ""},
		"carousel":                    {carousel(eleven[:10]...), "", ""},
		"of one size":                 {carousel(small, small), "", ""},
		"of the size by default":      {carousel(plain, `{"type":"bubble","size":"mega"}`), "", ""},
		"bubble of 30 KB":             {sized("bubble", 30_000), "", ""},
		"bubble of 30 KB and more":    {sized("bubble", 30_001), "Flex contents may be too large", "30001 bytes of JSON; a bubble may have 30 KB"},
		"bubble of 30 KiB":            {sized("bubble", 30<<10), "Flex contents may be too large", "30720 bytes"},
		"bubble above":                {sized("bubble", 30<<10+1), "Flex contents too large", "30721 bytes of JSON; a bubble may have 30 KB (30720 bytes)"},
		"carousel of 15 KB":           {sized("carousel", 15_000), "", ""},
		"carousel of 15 KB and more":  {sized("carousel", 15_001), "Flex contents may be too large", "a carousel may have 15 KB"},
		"carousel above":              {sized("carousel", 15<<10+1), "Flex contents too large", "15361 bytes"},
		"escapes count as one byte":   {strings.Replace(sized("bubble", 30_000), strings.Repeat("a", 9_000), strings.Repeat(`\u0026\u003c>`, 3_000), 1), "", ""},
		"blanks do not count":         {strings.Repeat(" ", 40<<10) + plain, "", ""},
		"characters of several bytes": {strings.Replace(sized("bubble", 15_000), "a", strings.Repeat("あ", 6000), 1), "Flex contents too large", "bytes of JSON"},

		"nothing":              {"", "Invalid flex contents", "It is not JSON"},
		"half":                 {`{"type":"bubble"`, "Invalid flex contents", "It is not JSON"},
		"two":                  {plain + plain, "Invalid flex contents", "It is not JSON"},
		"list":                 {"[" + plain + "]", "Invalid flex contents", "not an object"},
		"null":                 {"null", "Invalid flex contents", "not an object"},
		"no type":              {"{}", "Invalid flex contents", "It has no type"},
		"a message":            {`{"type":"flex"}`, "Invalid flex contents", `Its type is "flex"`},
		"a number for a type":  {`{"type":7}`, "Invalid flex contents", `Its type is "7"`},
		"no bubbles":           {carousel(), "Invalid flex contents", "1 to 10 bubbles; here are 0"},
		"eleven bubbles":       {carousel(eleven...), "Invalid flex contents", "here are 11"},
		"no contents":          {`{"type":"carousel"}`, "Invalid flex contents", "here are 0"},
		"carousel in carousel": {carousel(carousel(plain)), "Invalid flex contents", "contents[0] of the carousel is not a bubble"},
		"no object":            {carousel(plain, "7"), "Invalid flex contents", "contents[1] of the carousel is not a bubble"},
		"sizes":                {carousel(plain, small), "Invalid flex contents", `that of contents[0] is "mega" and that of contents[1] is "micro"`},

		"address":          {`{"type":"bubble","hero":{"type":"image","url":"https://example.com/a.png"},"action":{"uri":"https://example.com"}}`, "", ""},
		"no address":       {`{"type":"bubble","action":{"uri":""}}`, "Address that the service may refuse", `contents.action.uri ("")`},
		"relative":         {`{"type":"bubble","body":{"contents":[{"action":{"uri":"a/b"}}]}}`, "Address that the service may refuse", `contents.body.contents[0].action.uri ("a/b")`},
		"other scheme":     {`{"type":"bubble","hero":{"url":"http://example.com/"}}`, "Address that the service may refuse", `contents.hero.url`},
		"several":          {`{"type":"bubble","a":{"uri":"a"},"b":{"uri":"b"}}`, "Address that the service may refuse", `contents.a.uri ("a"), contents.b.uri ("b").`},
		"a text called so": {`{"type":"bubble","uri":{"x":1}}`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			diags := flex(t, types.StringValue(tc.contents))
			if tc.summary == "" {
				if len(diags) > 0 {
					t.Errorf("got %v, want no diagnostics", diags)
				}
				return
			}
			severity := diag.SeverityError
			if strings.Contains(tc.summary, " may ") {
				severity = diag.SeverityWarning
			}
			if len(diags) != 1 || diags[0].Severity() != severity || diags[0].Summary() != tc.summary || !strings.Contains(diags[0].Detail(), tc.words) {
				t.Errorf("got %v, want one %s %q with %q", diags, severity, tc.summary, tc.words)
			}
		})
	}
	for name, s := range map[string]types.String{"null": types.StringNull(), "unknown": types.StringUnknown()} {
		if diags := flex(t, s); len(diags) > 0 {
			t.Errorf("%s: got %v, want no diagnostics", name, diags)
		}
	}
}

// TestFlexContents_escapes sends a card that Terraform's jsonencode has written, in
// which &, < and > are escaped, like the same card written by hand: in the bytes that
// were measured. Numbers stay as they are, if the order of the attributes does not.
func TestFlexContents_escapes(t *testing.T) {
	t.Parallel()
	for name, contents := range map[string]string{
		"jsonencode": `{"number":12345678901234567890,"text":"\u003ca\u003e \u0026 \"\u3042\"","type":"bubble","x":1.50}`,
		"by hand":    ` { "type": "bubble", "text": "<a> & \"あ\"", "number": 12345678901234567890, "x": 1.50 } `,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newTenant(t)
			_, diags := e.action(t).Invoke(t, toTheRoom("flex", values{"alt_text": "R&D", "contents": contents}))
			none(t, diags)
			const want = `{"altText":"R&D","contents":{"number":12345678901234567890,"text":"<a> & \"あ\"","type":"bubble","x":1.50},"type":"flex"}`
			if got := sent(t, e, toRoom); got != want {
				t.Errorf("sent\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestFlexContents_manyAddresses names a few of many.
func TestFlexContents_manyAddresses(t *testing.T) {
	t.Parallel()
	var all []string
	for i := range 7 {
		all = append(all, fmt.Sprintf(`{"uri":"%s%d"}`, strings.Repeat("あ", 100), i))
	}
	diags := flex(t, types.StringValue(`{"type":"bubble","body":{"contents":[`+strings.Join(all, ",")+`]}}`))
	if len(diags) != 1 || !strings.Contains(diags[0].Detail(), `contents.body.contents[4].uri (a text of 101 characters, which is not repeated here), and 2 more.`) {
		t.Errorf("got %v, want five addresses, and 2 more", diags)
	}
}
