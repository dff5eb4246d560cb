// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// listOf is a list of n times the same.
func listOf(item string, n int) string {
	return "[" + strings.Join(slices.Repeat([]string{item}, n), ",") + "]"
}

const (
	messageAction  = `{"type":"message","label":"l","text":"t"}`
	postbackAction = `{"type":"postback","label":"l","data":"d"}`
)

// actionEdits are actions that every place but a flex message takes.
func actionEdits(property string, labelMax int) []edit {
	return []edit{
		{property, `{"type":"message","label":` + quoted(labelMax) + `,"text":` + quoted(300) + `,"postback":` + quoted(1000) + `}`},
		{property, `{"type":"message","label":"l","text":"t","i18nLabels":` + translated("label", quoted(labelMax)) +
			`,"i18nTexts":` + translated("text", quoted(300)) + `}`},
		{property, `{"type":"uri","label":"l","uri":"http://example.com/"}`},
		{property, `{"type":"uri","label":"l","uri":` + address(1000) + `}`},
		{property, `{"type":"copy","label":"l","copyText":` + quoted(1000) + `}`},
	}
}

// actionRefusals are the reasons for which an action is refused in every place:
// https://developers.worksmobile.com/en/docs/bot-actionobject.
func actionRefusals(property, blamed string, labelMax int) []refusal {
	return []refusal{
		{property, `1`, codeWrong, blamed},
		{property, `{"label":"l"}`, codeNone, blamed + ".type"},
		{property, `{"type":"datetimepicker","label":"l"}`, codeWrong, blamed + ".type"},
		{property, `{"type":"message","label":` + quoted(labelMax+1) + `,"text":"t"}`, codeOld, blamed + ".label"},
		{property, `{"type":"message","label":"l","text":` + quoted(301) + `}`, codeOld, blamed + ".text"},
		{property, `{"type":"message","label":"l","text":"t","postback":` + quoted(1001) + `}`, codeOld, blamed + ".postback"},
		{property, `{"type":"message","label":"l","text":"t","i18nLabels":[{"language":"xx","label":"l"}]}`, codeWrong, blamed + ".i18nLabels[0].language"},
		{property, `{"type":"message","label":"l","text":"t","i18nLabels":` + translated("label", quoted(labelMax+1)) + `}`, codeOld, blamed + ".i18nLabels[0].label"},
		{property, `{"type":"message","label":"l","text":"t","i18nTexts":` + translated("text", quoted(301)) + `}`, codeOld, blamed + ".i18nTexts[0].text"},
		{property, `{"type":"uri","label":"l"}`, codeNone, blamed + ".uri"},
		{property, `{"type":"uri","label":"l","uri":"ftp://example.com/"}`, codeWrong, blamed + ".uri"},
		{property, `{"type":"uri","label":"l","uri":` + address(1001) + `}`, codeOld, blamed + ".uri"},
		{property, `{"type":"copy","label":"l"}`, codeNone, blamed + ".copyText"},
		{property, `{"type":"copy","label":"l","copyText":` + quoted(1001) + `}`, codeOld, blamed + ".copyText"},
		{property, `{"type":"message","label":"l","text":"t","copyText":"c"}`, codeWrong, blamed + ".copyText"},
	}
}

// labelRefusals are about a label that must be there.
func labelRefusals(property, blamed string) []refusal {
	return []refusal{
		{property, `{"type":"copy","copyText":"c"}`, codeNone, blamed + ".label"},
		{property, `{"type":"copy","copyText":"c","label":""}`, codeNone, blamed + ".label"},
	}
}

// plainRefusals are about the types of a button and a list.
func plainRefusals(property, blamed string) []refusal {
	return joined(actionRefusals(property, blamed, 20), labelRefusals(property, blamed), []refusal{
		{property, postbackAction, codeWrong, blamed + ".type"},
		{property, `{"type":"camera","label":"l"}`, codeWrong, blamed + ".type"},
	})
}

// columnRefusals are about the types of both carousels.
func columnRefusals(property, blamed string, labelMax int) []refusal {
	return joined(actionRefusals(property, blamed, labelMax), []refusal{
		{property, `{"type":"cameraRoll","label":"l"}`, codeWrong, blamed + ".type"},
		{property, `{"type":"location","label":"l"}`, codeWrong, blamed + ".type"},
		{property, `{"type":"message","label":"l"}`, codeNone, blamed + ".text"},
		{property, `{"type":"postback","label":"l"}`, codeNone, blamed + ".data"},
		{property, `{"type":"postback","label":"l","data":` + quoted(301) + `}`, codeOld, blamed + ".data"},
		{property, `{"type":"postback","label":"l","data":"d","displayText":` + quoted(301) + `}`, codeOld, blamed + ".displayText"},
		{property, `{"type":"postback","label":"l","data":"d","i18nDisplayTexts":` + translated("displayText", quoted(301)) + `}`, codeOld, blamed + ".i18nDisplayTexts[0].displayText"},
		{property, `{"type":"postback","label":"l","data":"d","text":"t"}`, codeWrong, blamed + ".text"},
	})
}

// pictureRefusals are about a picture that may be given in one of two ways.
func pictureRefusals(property, blamed string) []refusal {
	return joined(secureRefusals(property+".originalContentUrl", blamed+".originalContentUrl"),
		i18nRefusals(property+".i18nOriginalContentUrls", blamed+".i18nOriginalContentUrls", "originalContentUrl", address(1001)),
		[]refusal{
			{property + ".i18nOriginalContentUrls", translated("originalContentUrl", `"http://example.com/"`), codeWrong, blamed + ".i18nOriginalContentUrls[0].originalContentUrl"},
			{property + ".i18nFileIds", `[{"language":"ja_JP"}]`, codeNone, blamed + ".i18nFileIds[0].fileId"},
			{property + ".i18nFileIds", translated("fileId", `"FILE!"`), codeWrong, blamed + ".i18nFileIds[0].fileId"},
			{property + ".fileId", `""`, codeWrong, blamed + ".fileId"},
		})
}

// column is a column of a carousel with more properties.
func column(more string) string { return `{"text":"t","actions":[` + messageAction + `]` + more + `}` }

// templateContents: https://developers.worksmobile.com/en/docs/bot-send-button,
// bot-send-list, bot-send-carousel and bot-send-imagecarousel.
var templateContents = map[string]contentRules{
	"button_template": {
		base: `{"type":"button_template","contentText":"c","actions":[` + messageAction + `]}`,
		good: append([]edit{
			{"contentText", quoted(1000)},
			{"i18nContentTexts", translated("contentText", quoted(1000))},
			{"actions", listOf(messageAction, 10)},
			{"actions", `[{"type":"message","label":"l"}]`}, // the label stands in
		}, listed("actions", actionEdits("", 20))...),
		bad: joined(textRefusals("contentText", "contentText", 1000),
			i18nRefusals("i18nContentTexts", "i18nContentTexts", "contentText", quoted(1001)),
			[]refusal{
				{"actions", ``, codeNone, "actions"},
				{"actions", `{}`, codeWrong, "actions"},
				{"actions", `[]`, codeWrong, "actions"},
				{"actions", listOf(messageAction, 11), codeOld, "actions"},
			}, listedRefusals("actions", plainRefusals("", "actions[0]"))),
	},
	"list_template": {
		base: `{"type":"list_template","elements":[{"title":"t"}],"coverData":{}}`,
		good: append([]edit{
			{"elements", listOf(`{"title":"t"}`, 4)},
			{"elements.0.title", quoted(1000)},
			{"elements.0.subtitle", quoted(1000)},
			{"elements.0.subtitle", `""`},
			{"elements.0.originalContentUrl", address(1000)},
			{"elements.0.fileId", `"FILE"`},
			{"elements.0.i18nTitles", translated("title", quoted(1000))},
			{"elements.0.i18nSubtitles", translated("subtitle", quoted(1000))},
			{"elements.0.i18nOriginalContentUrls", translated("originalContentUrl", address(1000))},
			{"elements.0.i18nFileIds", translated("fileId", `"FILE"`)},
			{"elements.0.action", `{"type":"message","label":"l"}`}, // the label stands in
			{"coverData", ``},
			{"coverData.backgroundImageUrl", address(1000)},
			{"coverData.backgroundFileId", `"FILE"`},
			{"coverData.title", quoted(1000)},
			{"coverData.subtitle", quoted(1000)},
			{"coverData.i18nBackgroundImageUrls", translated("backgroundImageUrl", address(1000))},
			{"coverData.i18nBackgroundFileIds", translated("backgroundFileId", `"FILE"`)},
			{"coverData.i18nTitles", translated("title", quoted(1000))},
			{"coverData.i18nSubtitles", translated("subtitle", quoted(1000))},
			{"actions", `[]`},
			{"actions", `[[` + messageAction + `]]`},
			{"actions", listOf(listOf(messageAction, 2), 2)},
		}, actionEdits("elements.0.action", 20)...),
		bad: joined(textRefusals("elements.0.title", "elements[0].title", 1000),
			plainRefusals("elements.0.action", "elements[0].action"), pictureRefusals("elements.0", "elements[0]"),
			i18nRefusals("elements.0.i18nTitles", "elements[0].i18nTitles", "title", quoted(1001)),
			i18nRefusals("elements.0.i18nSubtitles", "elements[0].i18nSubtitles", "subtitle", quoted(1001)),
			secureRefusals("coverData.backgroundImageUrl", "coverData.backgroundImageUrl"),
			i18nRefusals("coverData.i18nBackgroundImageUrls", "coverData.i18nBackgroundImageUrls", "backgroundImageUrl", address(1001)),
			i18nRefusals("coverData.i18nTitles", "coverData.i18nTitles", "title", quoted(1001)),
			i18nRefusals("coverData.i18nSubtitles", "coverData.i18nSubtitles", "subtitle", quoted(1001)),
			[]refusal{
				{"elements", ``, codeNone, "elements"},
				{"elements", `[]`, codeWrong, "elements"},
				{"elements", listOf(`{"title":"t"}`, 5), codeOld, "elements"},
				{"elements.0.subtitle", quoted(1001), codeOld, "elements[0].subtitle"},
				{"elements", `[{"title":"t","fileId":"FILE","originalContentUrl":"https://example.com/a.png"}]`, codeWrong, "elements[0].fileId"},
				{"coverData", `[]`, codeWrong, "coverData"},
				{"coverData.title", quoted(1001), codeOld, "coverData.title"},
				{"coverData.subtitle", quoted(1001), codeOld, "coverData.subtitle"},
				{"coverData.cover", `1`, codeWrong, "coverData.cover"},
				{"coverData", `{"backgroundFileId":"FILE","backgroundImageUrl":"https://example.com/a.png"}`, codeWrong, "coverData.backgroundFileId"},
				{"coverData.i18nBackgroundFileIds", translated("backgroundFileId", `"FILE!"`), codeWrong, "coverData.i18nBackgroundFileIds[0].backgroundFileId"},
				{"actions", `[` + messageAction + `]`, codeWrong, "actions[0]"}, // a row is a list
				{"actions", listOf(`[`+messageAction+`]`, 3), codeOld, "actions"},
				{"actions", `[` + listOf(messageAction, 3) + `]`, codeOld, "actions[0]"},
				{"actions", `[[` + messageAction + `],[` + postbackAction + `]]`, codeWrong, "actions[1][0].type"},
			}),
	},
	"carousel": {
		base: `{"type":"carousel","columns":[` + column("") + `]}`,
		good: joined([]edit{
			{"imageAspectRatio", `"rectangle"`},
			{"imageAspectRatio", `"square"`},
			{"imageSize", `"cover"`},
			{"imageSize", `"contain"`},
			{"columns", listOf(column(""), 10)},
			{"columns.0.text", quoted(120)},
			{"columns.0.title", quoted(40)},
			{"columns.0.originalContentUrl", address(1000)},
			{"columns.0.fileId", `"FILE"`},
			{"columns.0.i18nOriginalContentUrls", translated("originalContentUrl", address(1000))},
			{"columns.0.i18nFileIds", translated("fileId", `"FILE"`)},
			{"columns.0.actions", listOf(messageAction, 3)},
			{"columns.0.defaultAction", `{"type":"uri","uri":"https://example.com/"}`}, // label is optional here alone
			{"columns.0.defaultAction", postbackAction},
			// One picture may have an address and the other an id.
			{"columns", `[` + column(`,"title":"t","fileId":"FILE"`) + `,` + column(`,"title":"t","originalContentUrl":"https://example.com/a.png"`) + `]`},
			{"columns", `[{"title":"t","text":` + quoted(60) + `,"actions":[` + messageAction + `]}]`},
		}, actionEdits("columns.0.defaultAction", 20), listed("columns.0.actions", actionEdits("", 20))),
		bad: joined(columnRefusals("columns.0.defaultAction", "columns[0].defaultAction", 20),
			listedRefusals("columns.0.actions", columnRefusals("", "columns[0].actions[0]", 20)),
			listedRefusals("columns.0.actions", labelRefusals("", "columns[0].actions[0]")),
			textRefusals("columns.0.text", "columns[0].text", 120), pictureRefusals("columns.0", "columns[0]"),
			[]refusal{
				{"imageAspectRatio", `"1:1"`, codeWrong, "imageAspectRatio"},
				{"imageSize", `"fill"`, codeWrong, "imageSize"},
				{"columns", ``, codeNone, "columns"},
				{"columns", `[]`, codeWrong, "columns"},
				{"columns", listOf(column(""), 11), codeOld, "columns"},
				{"columns.0.title", quoted(41), codeOld, "columns[0].title"},
				{"columns.0.actions", ``, codeNone, "columns[0].actions"},
				{"columns.0.actions", `[]`, codeWrong, "columns[0].actions"},
				{"columns.0.actions", listOf(messageAction, 4), codeOld, "columns[0].actions"},
				{"columns", `[{"title":"t","text":` + quoted(61) + `,"actions":[` + messageAction + `]}]`, codeOld, "columns[0].text"},
				{"columns", `[{"fileId":"FILE","text":` + quoted(61) + `,"actions":[` + messageAction + `]}]`, codeOld, "columns[0].text"},
				{"columns", `[` + column(`,"fileId":"FILE","originalContentUrl":"https://example.com/a.png"`) + `]`, codeWrong, "columns[0].fileId"},
				{"columns", `[` + column(`,"title":"t"`) + `,` + column(``) + `]`, codeWrong, "columns[1].title"},
				{"columns", `[` + column(``) + `,` + column(`,"title":"t"`) + `]`, codeWrong, "columns[1].title"},
				{"columns", `[` + column(`,"fileId":"FILE"`) + `,` + column(``) + `]`, codeWrong, "columns[1].originalContentUrl"},
				{"columns", `[` + column(``) + `,` + column(``) + `,{"text":"t","actions":` + listOf(messageAction, 2) + `}]`, codeWrong, "columns[2].actions"},
			}),
	},
	"image_carousel": {
		base: `{"type":"image_carousel","columns":[{"originalContentUrl":"https://example.com/a.png"}]}`,
		good: append([]edit{
			{"columns", listOf(`{"fileId":"FILE"}`, 10)},
			{"columns.0.originalContentUrl", address(1000)},
			{"columns.0.i18nOriginalContentUrls", translated("originalContentUrl", address(1000))},
			{"columns.0.i18nFileIds", translated("fileId", `"FILE"`)},
			{"columns.0.action", postbackAction},
		}, actionEdits("columns.0.action", 12)...),
		bad: joined(columnRefusals("columns.0.action", "columns[0].action", 12), labelRefusals("columns.0.action", "columns[0].action"),
			pictureRefusals("columns.0", "columns[0]"),
			[]refusal{
				{"columns", ``, codeNone, "columns"},
				{"columns", `[]`, codeWrong, "columns"},
				{"columns", listOf(`{"fileId":"FILE"}`, 11), codeOld, "columns"},
				{"columns", `[{}]`, codeNone, "columns[0].originalContentUrl"},
				{"columns.0.fileId", `"FILE"`, codeWrong, "columns[0].fileId"},
				{"columns.0.text", `"t"`, codeWrong, "columns[0].text"},
			}),
	},
}

// listed puts the values of edits into a list.
func listed(property string, edits []edit) []edit {
	made := make([]edit, len(edits))
	for i, one := range edits {
		made[i] = edit{property, "[" + one.value + "]"}
	}
	return made
}

func listedRefusals(property string, refusals []refusal) []refusal {
	made := make([]refusal, len(refusals))
	for i, one := range refusals {
		made[i] = refusal{property, "[" + one.value + "]", one.code, one.blamed}
	}
	return made
}

// TestQuickReply: https://developers.worksmobile.com/en/docs/bot-quickreply.
func TestQuickReply(t *testing.T) {
	t.Parallel()
	const item = `{"action":` + messageAction + `}`
	items := func(list string) string { return `{"items":` + list + `}` }
	rules := contentRules{
		base: `{"type":"text","text":"x","quickReply":{"items":[` + item + `]}}`,
		good: append([]edit{
			{"quickReply", items(listOf(item, 13))},
			{"quickReply.items.0.imageUrl", address(1000)},
			{"quickReply.items.0.imageResourceId", `"any"`},
			{"quickReply.items.0.i18nImageUrl", translated("thumbnailImageUrl", address(1000))},
			{"quickReply.items.0.i18nImageResourceIds", translated("imageResourceId", `"any"`)},
			{"quickReply.items.0.action", `{"type":"camera","label":` + quoted(20) + `}`},
			{"quickReply.items.0.action", `{"type":"cameraRoll","label":"l","i18nLabels":` + translated("label", quoted(20)) + `}`},
			{"quickReply.items.0.action", `{"type":"location","label":"l"}`},
			{"quickReply.items.0.action", `{"type":"postback","label":"l","data":` + quoted(300) + `,"displayText":` + quoted(300) +
				`,"i18nDisplayTexts":` + translated("displayText", quoted(300)) + `}`},
		}, actionEdits("quickReply.items.0.action", 20)...),
		bad: joined(actionRefusals("quickReply.items.0.action", "quickReply.items[0].action", 20),
			labelRefusals("quickReply.items.0.action", "quickReply.items[0].action"),
			secureRefusals("quickReply.items.0.imageUrl", "quickReply.items[0].imageUrl"),
			i18nRefusals("quickReply.items.0.i18nImageUrl", "quickReply.items[0].i18nImageUrl", "thumbnailImageUrl", address(1001)),
			[]refusal{
				{"quickReply", `[]`, codeWrong, "quickReply"},
				{"quickReply", items(`[]`), codeWrong, "quickReply.items"},
				{"quickReply", items(listOf(item, 14)), codeOld, "quickReply.items"},
				{"quickReply", items(`[{}]`), codeNone, "quickReply.items[0].action"},
				{"quickReply", items(`[{"action":` + messageAction + `,"imageUrl":"https://example.com/a.png","imageResourceId":"any"}]`), codeWrong, "quickReply.items[0].imageResourceId"},
				{"quickReply.items.0.imageResourceId", `1`, codeWrong, "quickReply.items[0].imageResourceId"},
				{"quickReply.items.0.fileId", `"FILE"`, codeWrong, "quickReply.items[0].fileId"},
				{"quickReply.items.0.i18nImageUrls", `[]`, codeWrong, "quickReply.items[0].i18nImageUrls"},
				{"quickReply.items.0.i18nImageResourceIds", `[{"language":"ja_JP"}]`, codeNone, "quickReply.items[0].i18nImageResourceIds[0].imageResourceId"},
				{"quickReply.items.0.action", postbackAction, codeNone, "quickReply.items[0].action.displayText"},
				{"quickReply.items.0.action", `{"type":"message","label":"l"}`, codeNone, "quickReply.items[0].action.text"},
				{"quickReply.items.0.action", `{"type":"camera"}`, codeNone, "quickReply.items[0].action.label"},
				{"quickReply.items.0.action", `{"type":"location","label":"l","uri":"https://example.com/"}`, codeWrong, "quickReply.items[0].action.uri"},
			}),
	}
	rules.run(t, startWith(t, strictMessages))
}

// TestContents_items sees that a refusal names the item of a list.
func TestContents_items(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	for i := range 3 {
		columns := slices.Repeat([]string{column("")}, 3)
		columns[i] = `{"text":"t","actions":[{"type":"uri","label":"l"}]}`
		body := message(`{"type":"carousel","columns":[` + strings.Join(columns, ",") + `]}`)
		e.post(bot+"/users/u/messages", body).is(400, codeNone).
			has("description", fmt.Sprintf("content.columns[%d].actions[0].uri is required.", i))
	}
}
