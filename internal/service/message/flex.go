// SPDX-License-Identifier: MPL-2.0

package message

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
)

// Limits of a card. Which of the two readings of 1 KB is meant is not documented.
// Sources: https://developers.worksmobile.com/en/docs/bot-send-flex-bubble and
// https://developers.worksmobile.com/jp/docs/bot-send-flex-carousel
const (
	maxBubble    = 30 // KB
	maxCarousel  = 15 // KB
	maxBubbles   = 10
	largeKB      = 1 << 10
	smallKB      = 1000
	defaultSize  = "mega"
	shownBadURLs = 5
)

// flexContents accepts the contents of a flex message.
type flexContents struct{}

func (flexContents) Description(context.Context) string {
	return "must be a JSON object of the type bubble or carousel"
}

func (v flexContents) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v flexContents) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	text := req.ConfigValue.ValueString()
	refuse := func(why string) {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid flex contents",
			fmt.Sprintf("Attribute %s %s.\n\n%s.", req.Path, v.Description(ctx), why))
	}
	if err := json.Unmarshal([]byte(text), new(json.RawMessage)); err != nil {
		refuse("It is not JSON: " + err.Error())
		return
	}
	object, ok := parse(text).(map[string]any)
	if !ok {
		refuse("It is JSON, but not an object")
		return
	}
	switch object["type"] {
	case "bubble":
		resp.Diagnostics.Append(flexTooLarge(req.Path, text, "bubble", maxBubble).Errors()...)
	case "carousel":
		resp.Diagnostics.Append(flexTooLarge(req.Path, text, "carousel", maxCarousel).Errors()...)
		if why := checkBubbles(object["contents"]); why != "" {
			refuse(why)
		}
	case nil:
		refuse("It has no type")
	default:
		refuse("Its type is " + shownJSON(object["type"]))
	}
}

// checkFlex warns of contents that the service may refuse. The rule of the attribute does
// not: the plan runs it once more, and would repeat the warnings of the validation.
func checkFlex(n node) diag.Diagnostics {
	text := n.text("contents")
	at := n.at.AtName("contents")
	object, _ := parse(text).(map[string]any)
	var diags diag.Diagnostics
	switch object["type"] {
	case "bubble":
		diags = flexTooLarge(at, text, "bubble", maxBubble).Warnings()
	case "carousel":
		diags = flexTooLarge(at, text, "carousel", maxCarousel).Warnings()
	}
	return append(diags, warnOfAddresses(at, object)...)
}

// flexTooLarge measures the text as it is sent, in bytes.
func flexTooLarge(p path.Path, text, kind string, kb int) diag.Diagnostics {
	var diags diag.Diagnostics
	size := len(compact(text))
	switch {
	case size > kb*largeKB:
		diags.AddAttributeError(p, "Flex contents too large",
			fmt.Sprintf("The contents have %d bytes of JSON; a %s may have %d KB (%d bytes).\n\nShorten it, or send several messages.", size, kind, kb, kb*largeKB))
	case size > kb*smallKB:
		diags.AddAttributeWarning(p, "Flex contents may be too large",
			fmt.Sprintf("The contents have %d bytes of JSON; a %s may have %d KB, and whether that means %d or %d bytes is not documented.\n\nSmaller contents are safe.",
				size, kind, kb, kb*smallKB, kb*largeKB))
	}
	return diags
}

// compact is a JSON text as it is sent: without the blanks, and without the escapes
// that it can do without. Terraform's jsonencode writes each &, < and > in six bytes,
// which would count. Numbers stay as they are written; "" stands for a text that is not JSON.
func compact(text string) string { return encode(parse(text)) }

// parse decodes a JSON text, and keeps its numbers as they are written.
func parse(text string) any {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return nil
	}
	return v
}

// shownJSON is a value for a message.
func shownJSON(v any) string {
	if text, ok := v.(string); ok {
		return excerpt.Of(text)
	}
	return excerpt.Of(encode(v))
}

func encode(v any) string {
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if e.Encode(v) != nil {
		return ""
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// checkBubbles says what is wrong with the contents of a carousel, or "".
func checkBubbles(v any) string {
	bubbles, ok := v.([]any)
	if !ok || len(bubbles) == 0 || len(bubbles) > maxBubbles {
		return fmt.Sprintf("A carousel has contents of 1 to %d bubbles; here are %d", maxBubbles, len(bubbles))
	}
	first := ""
	for i, element := range bubbles {
		bubble, _ := element.(map[string]any)
		if bubble["type"] != "bubble" {
			return fmt.Sprintf("contents[%d] of the carousel is not a bubble", i)
		}
		size, ok := bubble["size"].(string)
		if !ok {
			size = defaultSize
		}
		if i == 0 {
			first = size
		}
		if size != first {
			return fmt.Sprintf("All bubbles of a carousel have one size, but that of contents[0] is %s and that of contents[%d] is %s (%s if it has none)", excerpt.Of(first), i, excerpt.Of(size), defaultSize)
		}
	}
	return ""
}

// warnOfAddresses tells of addresses that are not absolute or not https. The
// service has been seen to refuse the whole card for one in an action; those of
// pictures are documented to be https.
// Source: https://developers.worksmobile.com/en/docs/bot-send-flex-bubble
func warnOfAddresses(p path.Path, object map[string]any) diag.Diagnostics {
	var (
		diags diag.Diagnostics
		bad   []string
	)
	findAddresses(p.String(), object, func(at, address string) {
		if u, err := url.Parse(address); err != nil || u.Scheme != "https" || u.Hostname() == "" {
			bad = append(bad, fmt.Sprintf("%s (%s)", at, excerpt.Of(address)))
		}
	})
	if len(bad) > 0 {
		more := ""
		if rest := len(bad) - shownBadURLs; rest > 0 {
			bad, more = bad[:shownBadURLs], fmt.Sprintf(", and %d more", rest)
		}
		diags.AddAttributeWarning(p, "Address that the service may refuse",
			fmt.Sprintf("Addresses that are not absolute or not https: %s%s. The service has been seen to refuse a whole card because of one.", strings.Join(bad, ", "), more))
	}
	return diags
}

// findAddresses calls visit for each uri and each url in v, in a fixed order.
func findAddresses(at string, v any, visit func(at, address string)) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if address, ok := v[name].(string); ok && (name == "uri" || name == "url") {
				visit(at+"."+name, address)
			}
			findAddresses(at+"."+name, v[name], visit)
		}
	case []any:
		for i, element := range v {
			findAddresses(fmt.Sprintf("%s[%d]", at, i), element, visit)
		}
	}
}
