// SPDX-License-Identifier: MPL-2.0

package mockserver

// quickAction may be of any type; camera, cameraRoll and location occur here only:
// https://developers.worksmobile.com/en/docs/bot-actionobject.
var quickAction = actionRules{
	types:    []string{"postback", "message", "uri", "copy", "camera", "cameraRoll", "location"},
	labelMax: 20, needsText: true, needsDisplay: true, ownFieldsOnly: true,
}.shape()

// quickReply: https://developers.worksmobile.com/en/docs/bot-quickreply. Its lists
// of translations have names of their own. Nothing says what imageResourceId, a
// name of API 1.0, is the id of, so it is not looked up.
var quickReply = record(map[string]shape{
	"items": list(1, 13, record(map[string]shape{
		"action":               quickAction,
		"imageUrl":             secureLink,
		"imageResourceId":      filledText(0),
		"i18nImageUrl":         each("thumbnailImageUrl", secureLink),
		"i18nImageResourceIds": each("imageResourceId", filledText(0)),
	}, "action").checkedBy(oneWay(false, way{"imageUrl"}, way{"imageResourceId"}))),
}, "items")
