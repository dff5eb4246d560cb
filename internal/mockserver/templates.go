// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"fmt"
	"maps"
)

// plainAction is an action of a button or a list, where the label stands in for
// the text of a message: https://developers.worksmobile.com/en/docs/bot-actionobject.
var plainAction = actionRules{types: []string{"message", "uri", "copy"}, labelMax: 20, ownFieldsOnly: true}.shape()

// columnTypes of an action: https://developers.worksmobile.com/en/docs/bot-actionobject.
var columnTypes = []string{"postback", "message", "uri", "copy"}

// The actions of a carousel and of an image carousel, by where they are.
var (
	columnAction  = actionRules{types: columnTypes, labelMax: 20, needsText: true, ownFieldsOnly: true}.shape()
	defaultAction = actionRules{types: columnTypes, labelMax: 20, unlabelled: true, needsText: true, ownFieldsOnly: true}.shape()
	imageAction   = actionRules{types: columnTypes, labelMax: 12, needsText: true, ownFieldsOnly: true}.shape()
)

// withPicture is an object of these properties that may have a picture, of up to
// 1 MB: https://developers.worksmobile.com/en/docs/bot-attachment-create.
func withPicture(fields map[string]shape, required ...string) shape {
	all := maps.Clone(fields)
	all["originalContentUrl"] = secureLink
	all["fileId"] = fileID(fileUseSmall)
	all["i18nOriginalContentUrls"] = each("originalContentUrl", secureLink)
	all["i18nFileIds"] = each("fileId", fileID(fileUseSmall))
	return record(all, required...).checkedBy(oneWay(false, way{"originalContentUrl"}, way{"fileId"}))
}

// buttonContent: https://developers.worksmobile.com/en/docs/bot-send-button. The
// length of contentText is printed for its translations only.
var buttonContent = contentOf(map[string]shape{
	"contentText":      filledText(1000),
	"i18nContentTexts": each("contentText", filledText(1000)),
	"actions":          list(1, 10, plainAction),
}, "contentText", "actions")

// listContent: https://developers.worksmobile.com/en/docs/bot-send-list. The outer
// list of the actions are the rows.
var listContent = contentOf(map[string]shape{
	"coverData": listCover,
	"elements":  list(1, 4, listElement),
	"actions":   list(0, 2, list(0, 2, plainAction)),
}, "elements")

var listCover = record(map[string]shape{
	"backgroundImageUrl":      secureLink,
	"backgroundFileId":        fileID(fileUseSmall),
	"title":                   text(1000),
	"subtitle":                text(1000),
	"i18nBackgroundImageUrls": each("backgroundImageUrl", secureLink),
	"i18nBackgroundFileIds":   each("backgroundFileId", fileID(fileUseSmall)),
	"i18nTitles":              each("title", filledText(1000)),
	"i18nSubtitles":           each("subtitle", filledText(1000)),
}).checkedBy(oneWay(false, way{"backgroundImageUrl"}, way{"backgroundFileId"}))

var listElement = withPicture(map[string]shape{
	"title":         filledText(1000),
	"subtitle":      text(1000),
	"action":        plainAction,
	"i18nTitles":    each("title", filledText(1000)),
	"i18nSubtitles": each("subtitle", filledText(1000)),
}, "title")

// carouselContent: https://developers.worksmobile.com/en/docs/bot-send-carousel.
var carouselContent = contentOf(map[string]shape{
	"imageAspectRatio": word("rectangle", "square"),
	"imageSize":        word("cover", "contain"),
	"columns":          list(1, 10, carouselColumn),
}, "columns").checkedBy(checkColumns)

var carouselColumn = withPicture(map[string]shape{
	"title":         text(40),
	"text":          filledText(0), // see checkColumns
	"defaultAction": defaultAction,
	"actions":       list(1, 3, columnAction),
}, "text", "actions")

// checkColumns wants the columns of a carousel to be alike. A text has half the
// room beside a picture or a title; how its lines break is up to the receiver.
func checkColumns(k *checker, path string, fields map[string]json.RawMessage) *problem {
	var columns []map[string]json.RawMessage
	take(patch{body: fields}, "columns", &columns)
	for i, column := range columns {
		where := fmt.Sprintf("%s[%d]", join(path, "columns"), i)
		room := 120
		if hasPicture(column) || filled(column, "title") {
			room = 60
		}
		if problem := k.text(join(where, "text"), column["text"], text(room)); problem != nil {
			return problem
		}
		first := columns[0]
		switch {
		case hasPicture(column) != hasPicture(first):
			return wrong(join(where, "originalContentUrl") + " must be in all columns or in none.")
		case filled(column, "title") != filled(first, "title"):
			return wrong(join(where, "title") + " must be in all columns or in none.")
		case length(column["actions"]) != length(first["actions"]):
			return wrong(join(where, "actions") + " must have the same length in all columns.")
		}
	}
	return nil
}

func hasPicture(column map[string]json.RawMessage) bool {
	return filled(column, "originalContentUrl") || filled(column, "fileId")
}

// length is that of a list.
func length(raw json.RawMessage) int {
	var items []json.RawMessage
	_ = json.Unmarshal(raw, &items) // checked before
	return len(items)
}

// imageCarouselContent: https://developers.worksmobile.com/en/docs/bot-send-imagecarousel.
var imageCarouselContent = contentOf(map[string]shape{
	"columns": list(1, 10, withPicture(map[string]shape{"action": imageAction}).checkedBy(checkImageColumn)),
}, "columns")

// checkImageColumn wants one of the two forms of the image; under a switch only
// the address will do.
func checkImageColumn(k *checker, path string, fields map[string]json.RawMessage) *problem {
	if k.quirks.ImageCarouselNeedsURL && !filled(fields, "originalContentUrl") {
		return missingField(join(path, "originalContentUrl"))
	}
	return oneWay(true, way{"originalContentUrl"}, way{"fileId"})(k, path, fields)
}
