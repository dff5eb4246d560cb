// SPDX-License-Identifier: MPL-2.0

package schema

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
func withPicture(fields Fields, required ...string) Shape {
	all := maps.Clone(fields)
	all["originalContentUrl"] = HTTPS()
	all["fileId"] = fileID(FileSmall)
	all["i18nOriginalContentUrls"] = each("originalContentUrl", HTTPS())
	all["i18nFileIds"] = each("fileId", fileID(FileSmall))
	return Object(all, required...).CheckedBy(oneWay(false, way{"originalContentUrl"}, way{"fileId"}))
}

// buttonContent: https://developers.worksmobile.com/en/docs/bot-send-button. The
// length of contentText is printed for its translations only.
var buttonContent = contentOf(Fields{
	"contentText":      NonEmpty(1000),
	"i18nContentTexts": each("contentText", NonEmpty(1000)),
	"actions":          List(1, 10, plainAction),
}, "contentText", "actions")

// listContent: https://developers.worksmobile.com/en/docs/bot-send-list. The outer
// list of the actions are the rows.
var listContent = contentOf(Fields{
	"coverData": listCover,
	"elements":  List(1, 4, listElement),
	"actions":   List(0, 2, List(0, 2, plainAction)),
}, "elements")

var listCover = Object(Fields{
	"backgroundImageUrl":      HTTPS(),
	"backgroundFileId":        fileID(FileSmall),
	"title":                   Text(1000),
	"subtitle":                Text(1000),
	"i18nBackgroundImageUrls": each("backgroundImageUrl", HTTPS()),
	"i18nBackgroundFileIds":   each("backgroundFileId", fileID(FileSmall)),
	"i18nTitles":              each("title", NonEmpty(1000)),
	"i18nSubtitles":           each("subtitle", NonEmpty(1000)),
}).CheckedBy(oneWay(false, way{"backgroundImageUrl"}, way{"backgroundFileId"}))

var listElement = withPicture(Fields{
	"title":         NonEmpty(1000),
	"subtitle":      Text(1000),
	"action":        plainAction,
	"i18nTitles":    each("title", NonEmpty(1000)),
	"i18nSubtitles": each("subtitle", NonEmpty(1000)),
}, "title")

// carouselContent: https://developers.worksmobile.com/en/docs/bot-send-carousel.
var carouselContent = contentOf(Fields{
	"imageAspectRatio": Enum("rectangle", "square"),
	"imageSize":        Enum("cover", "contain"),
	"columns":          List(1, 10, carouselColumn),
}, "columns").CheckedBy(checkColumns)

var carouselColumn = withPicture(Fields{
	"title":         Text(40),
	"text":          NonEmpty(0), // see checkColumns
	"defaultAction": defaultAction,
	"actions":       List(1, 3, columnAction),
}, "text", "actions")

// checkColumns wants the columns of a carousel to be alike. A text has half the
// room beside a picture or a title; how its lines break is up to the receiver.
func checkColumns(c *Checker, path string, body Body) *Problem {
	var columns []Body
	read(body, "columns", &columns)
	for i, column := range columns {
		where := fmt.Sprintf("%s[%d]", Join(path, "columns"), i)
		room := 120
		if hasPicture(column) || hasValue(column, "title") {
			room = 60
		}
		if problem := c.text(Join(where, "text"), column["text"], Text(room)); problem != nil {
			return problem
		}
		first := columns[0]
		switch {
		case hasPicture(column) != hasPicture(first):
			return Wrong(Join(where, "originalContentUrl") + " must be in all columns or in none.")
		case hasValue(column, "title") != hasValue(first, "title"):
			return Wrong(Join(where, "title") + " must be in all columns or in none.")
		case length(column["actions"]) != length(first["actions"]):
			return Wrong(Join(where, "actions") + " must have the same length in all columns.")
		}
	}
	return nil
}

func hasPicture(column Body) bool {
	return hasValue(column, "originalContentUrl") || hasValue(column, "fileId")
}

// length is the number of items in a list.
func length(raw json.RawMessage) int {
	var items []json.RawMessage
	_ = json.Unmarshal(raw, &items) // checked before
	return len(items)
}

// imageCarouselContent: https://developers.worksmobile.com/en/docs/bot-send-imagecarousel.
var imageCarouselContent = contentOf(Fields{
	"columns": List(1, 10, withPicture(Fields{"action": imageAction}).CheckedBy(checkImageColumn)),
}, "columns")

// checkImageColumn wants one of the two forms of the image; under a switch only
// the address will do.
func checkImageColumn(c *Checker, path string, body Body) *Problem {
	if c.options.ImageCarouselNeedsURL && !hasValue(body, "originalContentUrl") {
		return Missing(Join(path, "originalContentUrl"))
	}
	return oneWay(true, way{"originalContentUrl"}, way{"fileId"})(c, path, body)
}
