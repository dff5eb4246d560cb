// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const bubble = `{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"x"}]}}`

func bubbles(list string) string { return `{"type":"carousel","contents":` + list + `}` }

func boxOf(component string) string {
	return `{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"x"},` + component + `]}}`
}

// padded is a container of exactly that many bytes.
func padded(container string, bytes int) string {
	const property = `,"more":""}`
	missing := bytes - len(container) - len(property) + 1
	return strings.TrimSuffix(container, "}") + `,"more":"` + repeat("x", missing) + `"}`
}

// flexContents: https://developers.worksmobile.com/en/docs/bot-send-flex and
// bot-send-flex-bubble, https://developers.worksmobile.com/jp/docs/bot-send-flex-carousel.
var flexContents = map[string]contentRules{"flex": {
	base: `{"type":"flex","altText":"a","contents":` + bubble + `}`,
	good: []edit{
		{"altText", quoted(400)},
		{"i18nAltTexts", translated("altText", quoted(400))},
		{"contents", `{"type":"bubble"}`},
		{"contents.size", `"nano"`},
		{"contents.size", `"giga"`},
		{"contents.direction", `"rtl"`},
		{"contents.header", `{"type":"box","layout":"horizontal","contents":[]}`},
		{"contents.footer", `{"type":"box","layout":"baseline","contents":[{"type":"filler"},{"type":"separator"},{"type":"icon","url":"https://example.com/i.png"}]}`},
		{"contents.hero", `{"type":"image","url":"https://example.com/h.png","aspectRatio":"20:13","size":"5xl"}`},
		{"contents.hero", `{"type":"box","layout":"vertical","contents":[{"type":"image","url":"https://example.com/h.png"}]}`},
		{"contents.styles", `{"header":{"backgroundColor":"#0a1B2c","separator":true,"separatorColor":"#11223344"},"hero":{},"body":{},"footer":{}}`},
		{"contents.action", `{"type":"uri","uri":"https://example.com/"}`},
		{"contents.anything", `{"more":[1]}`}, // the pages have more than is known here
		{"contents", boxOf(`{"type":"box","layout":"vertical","contents":[{"type":"box","layout":"vertical","contents":[{"type":"button","action":{"type":"postback","data":"d"}}]}]}`)},
		{"contents", boxOf(`{"type":"button","height":"sm","style":"primary","color":"#ffffff","action":{"type":"message","label":` + quoted(20) + `,"text":"t"}}`)},
		{"contents", boxOf(`{"type":"text","contents":[{"type":"span","text":"x"}]}`)},
		{"contents", bubbles(`[` + bubble + `]`)},
		{"contents", bubbles(listOf(bubble, 10))},
		{"contents", bubbles(`[{"type":"bubble"},{"type":"bubble","size":"mega"}]`)}, // the default
	},
	bad: joined(textRefusals("altText", "altText", 400), i18nRefusals("i18nAltTexts", "i18nAltTexts", "altText", quoted(401)), []refusal{
		{"contents", ``, codeNone, "contents"},
		{"contents", `"{}"`, codeWrong, "contents"},
		{"contents", `{}`, codeNone, "contents.type"},
		{"contents", `{"type":"box"}`, codeWrong, "contents.type"},
		{"contents.size", `"huge"`, codeWrong, "contents.size"},
		{"contents.direction", `"up"`, codeWrong, "contents.direction"},
		{"contents.header", `{"type":"image"}`, codeWrong, "contents.header.type"},
		{"contents.hero", `{"type":"text","text":"x"}`, codeWrong, "contents.hero.type"},
		{"contents.hero", `{"type":"image","url":"http://example.com/h.png"}`, codeWrong, "contents.hero.url"},
		{"contents.body", `[]`, codeWrong, "contents.body"},
		{"contents.body", `{}`, codeNone, "contents.body.type"},
		{"contents.body", `{"type":"button"}`, codeWrong, "contents.body.type"},
		{"contents.footer", `{"type":"box","layout":"diagonal"}`, codeWrong, "contents.footer.layout"},
		{"contents.styles", `[]`, codeWrong, "contents.styles"},
		{"contents.styles", `{"hero":{"backgroundColor":"red"}}`, codeWrong, "contents.styles.hero.backgroundColor"},
		{"contents.styles", `{"body":{"separator":"yes"}}`, codeWrong, "contents.styles.body.separator"},
		{"contents.styles", `{"footer":{"separatorColor":"#12345"}}`, codeWrong, "contents.styles.footer.separatorColor"},
		{"contents.action", `{"type":"camera","label":"l"}`, codeWrong, "contents.action.type"},
		{"contents.action", `{"type":"message","label":` + quoted(21) + `}`, codeOld, "contents.action.label"},
		{"contents.action", `{"type":"uri"}`, codeNone, "contents.action.uri"},
		{"contents.action", `{"type":"uri","uri":""}`, codeWrong, "contents.action.uri"},
		{"contents.action", `{"type":"uri","uri":"/path"}`, codeWrong, "contents.action.uri"},
		{"contents.action", `{"type":"uri","uri":"http://example.com/"}`, codeWrong, "contents.action.uri"},
		{"contents", boxOf(`{"type":"video"}`), codeWrong, "contents.body.contents[1].type"},
		{"contents", boxOf(`{"type":"text"}`), codeNone, "contents.body.contents[1].text"},
		{"contents", boxOf(`{"type":"text","contents":[{"type":"text","text":"x"}]}`), codeWrong, "contents.body.contents[1].contents[0].type"},
		{"contents", boxOf(`{"type":"button"}`), codeNone, "contents.body.contents[1].action"},
		{"contents", boxOf(`{"type":"button","height":"lg","action":{"type":"message","label":"l","text":"t"}}`), codeWrong, "contents.body.contents[1].height"},
		{"contents", boxOf(`{"type":"button","style":"big","action":{"type":"message","label":"l","text":"t"}}`), codeWrong, "contents.body.contents[1].style"},
		{"contents", boxOf(`{"type":"box","contents":[{"type":"image","url":"https://example.com/","action":{"type":"uri","uri":"tel:1"}}]}`), codeWrong, "contents.body.contents[1].contents[0].action.uri"},
		{"contents", bubbles(listOf(bubble, 11)), codeOld, "contents.contents"},
		{"contents", bubbles(`[]`), codeWrong, "contents.contents"},
		{"contents", `{"type":"carousel"}`, codeNone, "contents.contents"},
		{"contents", bubbles(`[` + bubbles(`[`+bubble+`]`) + `]`), codeWrong, "contents.contents[0].type"},
		{"contents", bubbles(`[` + bubble + `,{"type":"bubble","size":"kilo"}]`), codeWrong, "contents.contents[1].size"},
		{"contents", bubbles(`[` + bubble + `,` + boxOf(`{"type":"button"}`) + `]`), codeNone, "contents.contents[1].body.contents[1].action"},
	}),
}}

// TestFlex_size: https://developers.worksmobile.com/en/docs/bot-send-flex-bubble has
// 30 KB, https://developers.worksmobile.com/jp/docs/bot-send-flex-carousel 15 KB.
func TestFlex_size(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	largest := func(q mockserver.Quirks, container string, bytes int) {
		t.Helper()
		e.api.SetQuirks(q)
		flex := func(contents string) reply {
			t.Helper()
			return e.post(bot+"/users/u/messages", message(`{"type":"flex","altText":"a","contents":`+contents+`}`))
		}
		flex(padded(container, bytes)).is(201)
		flex(padded(container, bytes+1)).is(400, codeOld).has("description", fmt.Sprintf("Maximum content.contents length is %d", bytes))
	}
	carousel := bubbles(`[` + bubble + `]`)
	largest(mockserver.Quirks{}, bubble, 30<<10)
	largest(mockserver.Quirks{}, carousel, 15<<10)
	largest(mockserver.Quirks{FlexLimit: mockserver.FlexLimit15KB}, bubble, 15<<10)
	largest(mockserver.Quirks{FlexLimit: mockserver.FlexLimit30KB}, carousel, 30<<10)
	largest(mockserver.Quirks{SmallMegabyte: true}, bubble, 30_000)
}

func TestQuirk_flexHTTP(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{FlexHTTP: true})
	_, bot := e.bot()
	flex := func(uri string) string {
		return message(`{"type":"flex","altText":"a","contents":{"type":"bubble","action":{"type":"uri","uri":"` + uri + `"}}}`)
	}
	e.post(bot+"/users/u/messages", flex("http://example.com/")).is(201)
	e.post(bot+"/users/u/messages", flex("tel:1")).is(400, codeWrong)
	e.post(bot+"/users/u/messages", flex("/path")).is(400, codeWrong)
}
